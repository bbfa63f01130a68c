"""The credit in wikitext, in print, aloud and in a bibliography."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legaltools.catalogue import all_tools, get
from legaltools.clean import one_line
from legaltools.credit import (
    Author,
    Work,
    credit_bibtex,
    credit_html,
    credit_markdown,
    credit_short,
    credit_spoken,
    credit_text,
    credit_wikitext,
)
from legaltools.metadata import write_jsonld, write_turtle, write_xmp

ALICE, BOB = Author("Alice Le Goff", url="https://alice.example/"), Author("Bob")
PAGE = "https://communs.example/credits/12"
MAP = Work(
    "La carte",
    (ALICE, BOB, Author("Dan", role="photographer")),
    "https://communs.example/carte",
    get("cc-by-sa-4.0"),
    2024,
    "recadré",
    (Work("Plan", (BOB,), "https://plan.example/", get("cc-by-3.0"), changes="abrégé"),),
)


def test_wikitext():
    assert credit_wikitext(MAP, "fr") == (
        "«\u00a0[https://communs.example/carte La carte]\u00a0» par [https://alice.example/ Alice Le Goff] et Bob (2024), "
        "photo par Dan, sous licence [https://creativecommons.org/licenses/by-sa/4.0/ CC BY-SA 4.0]"
        "\u00a0; modifications\u00a0: recadré\u00a0; adapté de «\u00a0[https://plan.example/ Plan]\u00a0» par Bob, "
        "sous licence [https://creativecommons.org/licenses/by/3.0/ CC BY 3.0] (modifications\u00a0: abrégé)"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("]] {{evil}}", "&#93;&#93; &#123;&#123;evil&#125;&#125;"),
        ("a|b\nc", "a&#124;b c"),
        ("'''gras'''", "&#39;&#39;&#39;gras&#39;&#39;&#39;"),
        ("l'île d'Yeu", "l'île d'Yeu"),
        ("~~~~", "&#126;&#126;&#126;&#126;"),
        ("<nowiki>&lt;", "&#60;nowiki&#62;&#38;lt;"),
        ("__TOC__", "&#95;&#95;TOC&#95;&#95;"),
        ("https://x.example", "https&#58;//x.example"),
        ("RFC 2324", "RFC&#32;2324"),
        ("-{x}-", "&#45;&#123;x&#125;-"),
    ],
)
def test_no_title_means_anything_to_a_wiki(typed, written):
    assert credit_wikitext(Work(typed), "en") == f"“{written}”"


def test_a_name_begins_no_list_in_a_wiki():
    assert credit_wikitext(Work(authors=(Author("* Fanch", role="sonneur"),)), "fr") == "&#42; Fanch (sonneur)"


def test_an_address_closes_no_link_in_a_wiki():
    work = Work("T", source="https://x.example/a]b[c__TOC__~~~~?d=1&lt;=2")

    assert credit_wikitext(work, "en") == "“[https://x.example/a%5Db%5Bc_%5FTOC_%5F%7E%7E%7E~?d=1&amp;lt;=2 T]”"


@pytest.mark.parametrize(
    ("work", "page", "fr", "en"),
    [
        (
            MAP,
            PAGE,
            (
                "«\u00a0La carte\u00a0» par Alice Le Goff et Bob, photo par Dan, sous licence CC BY-SA 4.0\u00a0; "
                "adapté de «\u00a0Plan\u00a0» par Bob, sous licence CC BY 3.0 "
                "(https://creativecommons.org/licenses/by/3.0/) (modifications\u00a0: abrégé). "
                "Crédits\u00a0: https://communs.example/credits/12"
            ),
            (
                "“La carte” by Alice Le Goff and Bob, photo by Dan, licensed under CC BY-SA 4.0; "
                "adapted from “Plan” by Bob, licensed under CC BY 3.0 "
                "(https://creativecommons.org/licenses/by/3.0/) (changes: abrégé). "
                "Credits: https://communs.example/credits/12"
            ),
        ),
        # No page of credits: the work's own address, and that of the licence.
        (
            Work("La carte", (BOB,), "https://communs.example/carte", get("cc-by-4.0"), 2024, "recadré"),
            "",
            (
                "«\u00a0La carte\u00a0» par Bob, sous licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
                "\u00a0; modifications\u00a0: recadré. Source\u00a0: https://communs.example/carte"
            ),
            (
                "“La carte” by Bob, licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
                "; changes: recadré. Source: https://communs.example/carte"
            ),
        ),
        (
            Work("La carte", (BOB,), licence=get("cc0-1.0")),
            "",
            "«\u00a0La carte\u00a0» par Bob, versé dans le domaine public (CC0 1.0)",
            "“La carte” by Bob, dedicated to the public domain (CC0 1.0)",
        ),
        (Work(), "", "", ""),
        (Work(), "javascript:alert(1)", "", ""),
    ],
)
def test_short_for_print(work, page, fr, en):
    assert (credit_short(work, "fr", page), credit_short(work, "en", page)) == (fr, en)


@pytest.mark.parametrize(
    ("key", "addresses"),
    [
        ("cc-by-4.0", 1),
        ("cc-by-nc-nd-4.0", 1),
        ("cc0-1.0", 1),
        ("pdm-1.0", 1),
        ("cc-by-3.0", 2),
        ("cc-by-sa-1.0", 2),
        ("lal-1.3", 2),
        ("odbl-1.0", 2),
    ],
)
def test_one_address_is_printed_where_the_licence_is_content_with_one(key, addresses):
    work = Work("Carte", (ALICE,), "https://communs.example/carte", get(key))

    assert credit_short(work, "fr", PAGE).count("https://") == addresses


@pytest.mark.parametrize(
    ("key", "fr", "en"),
    [
        (
            "cc-by-nc-sa-4.0",
            "sous licence Creative Commons Attribution, Pas d’utilisation commerciale, Partage dans les mêmes conditions, version 4.0",
            "licensed under Creative Commons Attribution, NonCommercial, ShareAlike, version 4.0",
        ),
        (
            "cc-by-nd-3.0-fr",
            "sous licence Creative Commons Attribution, Pas de modification, version 3.0 France",
            "licensed under Creative Commons Attribution, NoDerivatives, version 3.0 France",
        ),
        (
            "cc-sampling-plus-1.0",
            "sous licence Creative Commons Sampling Plus, version 1.0",
            "licensed under Creative Commons Sampling Plus, version 1.0",
        ),
        (
            "cc0-1.0",
            "versé dans le domaine public (Creative Commons zéro)",
            "dedicated to the public domain (Creative Commons Zero)",
        ),
        ("pdm-1.0", "domaine public", "public domain"),
        ("etalab-2.0", "sous Licence Ouverte, version 2.0", "licensed under Licence Ouverte, version 2.0"),
        ("lal-1.3", "sous Licence Art Libre, version 1.3", "licensed under Licence Art Libre, version 1.3"),
        ("odbl-1.0", "sous licence ODbL, version 1.0", "licensed under ODbL, version 1.0"),
        ("all-rights-reserved", "tous droits réservés", "all rights reserved"),
        ("by-permission", "reproduit avec autorisation", "used with permission"),
    ],
)
def test_the_licence_said_aloud(key, fr, en):
    work = Work("Carte", licence=get(key))

    assert credit_spoken(work, "fr") == f"«\u00a0Carte\u00a0», {fr}"
    assert credit_spoken(work, "en") == f"“Carte”, {en}"


def test_said_aloud_with_its_original():
    assert credit_spoken(MAP, "en") == (
        "“La carte” by Alice Le Goff and Bob, photo by Dan, licensed under Creative Commons Attribution, ShareAlike, "
        "version 4.0; changes: recadré; adapted from “Plan” by Bob, licensed under Creative Commons Attribution, "
        "version 3.0 (changes: abrégé)"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_address_is_said_aloud(language):
    said = [credit_spoken(Work("Carte", (ALICE,), PAGE, tool), language) for tool in all_tools()]

    assert [words for words in said if "://" in words] == []


def test_bibtex():
    assert credit_bibtex(MAP, "en") == (
        "@misc{goff-2024-carte,\n"
        "  title = {{La carte}},\n"
        "  author = {{Alice Le Goff} and {Bob}},\n"
        "  year = {2024},\n"
        "  url = {https://communs.example/carte},\n"
        "  note = {Photo by Dan, licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); "
        "changes: recadré; adapted from “Plan” (https://plan.example/) by Bob, licensed under CC BY 3.0 "
        "(https://creativecommons.org/licenses/by/3.0/) (changes: abrégé)},\n"
        "}"
    )


def test_the_date_of_the_data_is_told_in_a_bibliography():
    work = Work("Écoles", (Author("Ville de Brest"),), licence=get("etalab-2.0"), updated=date(2024, 5, 1))

    assert "last updated 1 May 2024" in credit_bibtex(work, "en").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (Work("Carte des communs", (Author("Zoé Éluard"),), year=2024), "eluard-2024-communs"),
        (Work("Carte"), "carte"),
        (Work(authors=(BOB,)), "bob"),
        (Work("地図", (Author("محمد"),), year=2024), "w8d6f"),
        (Work(source="https://carte.example/"), "w"),
    ],
)
def test_the_key_of_an_entry_is_ascii_and_invents_no_word(work, key):
    written = re.match(r"@misc\{([a-z0-9-]+),\n", credit_bibtex(work, "fr"))[1]

    assert written == key or (key.startswith("w") and re.fullmatch("w[0-9a-f]{8}", written))


def _read(entry):
    """Read an entry as BibTeX does: a value ends where its braces close, whatever stands before a brace."""
    head, fields = re.fullmatch(r"@misc\{([^,\s{}]+),\n(.*)\}", entry, re.DOTALL).groups()
    found, depth, start = {}, 0, 0
    for place, letter in enumerate(fields):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
        if depth == 0 and fields[place : place + 2] == ",\n":
            name, value = re.fullmatch(r"\s*(\w+) = \{(.*)\}", fields[start:place], re.DOTALL).groups()
            found[name], start = value, place + 2
    assert depth == 0
    assert fields[start:].strip() == ""
    return {"key": head, **found}


LATEX = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{letter}": letter for letter in "#$%&_"},
}


def _typeset(value):
    """What LaTeX would show."""
    return re.sub(r"\\[a-z]+\{\}|\\[#$%&_]", lambda found: LATEX[found[0]], value)


typed = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
nasty = st.text(alphabet="{}\\%$#_&~^\"'@,=|[]<>*:;-!ab \n", max_size=40)
people = st.lists(
    st.builds(Author, name=typed | nasty, role=st.sampled_from(["author", "editor", "sonneur"])), max_size=3
)
works = st.builds(
    Work,
    title=typed | nasty,
    authors=people.map(tuple),
    licence=st.none() | st.sampled_from(all_tools()),
    year=st.none() | st.integers(1400, 2100),
    changes=typed | nasty,
)


@given(works)
def test_bibtex_gives_back_what_was_typed(work):
    entry = credit_bibtex(work, "fr")
    if not entry:
        assert credit_text(work, "fr") == ""
        return
    read = _read(entry)
    names = [one_line(author.name) for author in work.authors if one_line(author.name) and author.role == "author"]

    assert _typeset(read.get("title", "{}")[1:-1]) == one_line(work.title)
    assert [_typeset(name) for name in re.findall(r"(?:^| and )\{((?:[^{}]|\{\})*)\}", read.get("author", ""))] == names
    assert read["key"].isascii()


def _words(text):
    return "".join(one_line(text).split())


def _without_addresses(work):
    text = credit_text(work, "fr")
    url = work.licence.url if work.licence else ""
    return text.replace(f" ({url})", "").replace(f"\u00a0: {url}", "") if url else text


@given(works)
def test_wikitext_says_what_the_text_says(work):
    shown = unescape(re.sub(r"\[https?://\S+ ([^\]]*)\]", r"\1", credit_wikitext(work, "fr")))

    assert _words(shown) == _words(_without_addresses(work))


@given(works)
def test_nothing_typed_means_anything_in_wikitext(work):
    alone = re.sub(r"\[https?://\S+ ([^\]]*)\]", r"\1", credit_wikitext(work, "fr"))

    assert re.search(r"[\[\]{}|<>]|''|~~|__|://", alone) is None


WRITERS = [
    credit_text, credit_html, credit_markdown, credit_wikitext, credit_short, credit_spoken, credit_bibtex, write_jsonld, write_xmp,
    lambda work, _language: write_turtle(work),
]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("write", WRITERS)
def test_blank_fields_say_nothing_in_any_format(write, language):
    blank = Work(" \n", (Author(" ", "https://x.example/"), Author("\u200f")), "javascript:x", changes=" . ")

    assert write(blank, language) == write(replace(blank, adapted_from=(blank, Work())), language) == ""


@pytest.mark.parametrize("write", WRITERS)
def test_long_names_and_names_from_right_to_left_are_kept_whole_in_every_format(write):
    long, arabic = "é" * 10_000, "محمد بن موسى"

    said = write(Work("Algèbre", (Author(long), Author(arabic)), licence=get("cc-by-4.0")), "fr")

    assert long in said
    assert arabic in said


@pytest.mark.parametrize("write", WRITERS)
def test_control_and_direction_marks_reach_no_format(write):
    said = write(Work("a\u202eb\u0000c\u0007", (Author("d\u2066e\u009f"),)), "fr")

    assert "abc" in said
    assert "de" in said
    assert [mark for mark in "\u202e\u2066\u0000\u0007\u009f" if mark in said] == []
