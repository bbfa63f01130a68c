from __future__ import annotations

import json
import warnings
from datetime import date
from html.parser import HTMLParser

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rdflib import BNode, Graph

from legaltools.catalogue import all_tools, get
from legaltools.clean import one_line
from legaltools.credit import Author, Work, credit_html, credit_markdown, credit_text

ALICE, BOB, ZOE = Author("Alice Le Goff", url="https://alice.example/"), Author("Bob"), Author("Zoé")
SOURCE = "https://communs.example/carte"
CC = "http://creativecommons.org/ns#"
DCT = "http://purl.org/dc/terms/"
XHV_LICENSE = "http://www.w3.org/1999/xhtml/vocab#license"


def _work(key="", **known):
    return Work(licence=get(key) if key else None, **known)


@pytest.mark.parametrize(
    ("work", "fr", "en"),
    [
        # Everything known.
        (
            _work("cc-by-sa-4.0", title="La carte", authors=(ALICE, BOB), source=SOURCE, year=2024, changes="recadré"),
            (
                "«\u00a0La carte\u00a0» (https://communs.example/carte) par Alice Le Goff et Bob (2024), sous licence "
                "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)\u00a0; modifications\u00a0: recadré"
            ),
            (
                "“La carte” (https://communs.example/carte) by Alice Le Goff and Bob (2024), licensed under "
                "CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/); changes: recadré"
            ),
        ),
        # No source, no year.
        (
            _work("cc-by-sa-3.0-fr", title="La carte", authors=(ALICE,)),
            (
                "«\u00a0La carte\u00a0» par Alice Le Goff, sous licence CC BY-SA 3.0 FR "
                "(https://creativecommons.org/licenses/by-sa/3.0/fr/)"
            ),
            (
                "“La carte” by Alice Le Goff, licensed under CC BY-SA 3.0 FR "
                "(https://creativecommons.org/licenses/by-sa/3.0/fr/)"
            ),
        ),
        # No author.
        (
            _work("cc-by-4.0", title="La carte", source=SOURCE, year=1999),
            (
                "«\u00a0La carte\u00a0» (https://communs.example/carte) (1999), sous licence CC BY 4.0 "
                "(https://creativecommons.org/licenses/by/4.0/)"
            ),
            (
                "“La carte” (https://communs.example/carte) (1999), licensed under CC BY 4.0 "
                "(https://creativecommons.org/licenses/by/4.0/)"
            ),
        ),
        # No title: the source is named.
        (
            _work("cc-by-nc-4.0", authors=(ALICE, BOB, ZOE), source=SOURCE),
            (
                "Par Alice Le Goff, Bob et Zoé, source\u00a0: https://communs.example/carte, sous licence CC BY-NC 4.0 "
                "(https://creativecommons.org/licenses/by-nc/4.0/)"
            ),
            (
                "By Alice Le Goff, Bob and Zoé, source: https://communs.example/carte, licensed under CC BY-NC 4.0 "
                "(https://creativecommons.org/licenses/by-nc/4.0/)"
            ),
        ),
        # No licence.
        (_work(title="La carte", authors=(BOB,)), "«\u00a0La carte\u00a0» par Bob", "“La carte” by Bob"),
        # One thing only.
        (_work(title="La carte"), "«\u00a0La carte\u00a0»", "“La carte”"),
        (_work(authors=(BOB,)), "Par Bob", "By Bob"),
        (_work(source=SOURCE), f"Source\u00a0: {SOURCE}", f"Source: {SOURCE}"),
        (_work(year=2020), "2020", "2020"),
        (_work(changes="traduit du breton."), "Modifications\u00a0: traduit du breton", "Changes: traduit du breton"),
        (
            _work("cc-by-4.0"),
            "Sous licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
            "Licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
        ),
        (_work(), "", ""),
        # Blank is not known either.
        (_work(title=" ", authors=(Author(" ", url="https://x.example/"),), source=" ", changes=" . "), "", ""),
        # Public domain and reservations.
        (
            _work("cc0-1.0", title="La carte", authors=(ALICE,)),
            (
                "«\u00a0La carte\u00a0» par Alice Le Goff, versé dans le domaine public "
                "(CC0 1.0\u00a0: https://creativecommons.org/publicdomain/zero/1.0/)"
            ),
            (
                "“La carte” by Alice Le Goff, dedicated to the public domain "
                "(CC0 1.0: https://creativecommons.org/publicdomain/zero/1.0/)"
            ),
        ),
        (
            _work("pdm-1.0", title="La carte", authors=(ALICE,)),
            "«\u00a0La carte\u00a0» par Alice Le Goff, domaine public (https://creativecommons.org/publicdomain/mark/1.0/)",
            "“La carte” by Alice Le Goff, public domain (https://creativecommons.org/publicdomain/mark/1.0/)",
        ),
        (
            _work("all-rights-reserved", title="Logo", authors=(BOB,)),
            "«\u00a0Logo\u00a0» par Bob, tous droits réservés",
            "“Logo” by Bob, all rights reserved",
        ),
        (
            _work("by-permission", title="Logo", authors=(BOB,)),
            "«\u00a0Logo\u00a0» par Bob, reproduit avec autorisation",
            "“Logo” by Bob, used with permission",
        ),
        # What rights are known, in the words of rightsstatements.org.
        (
            _work("und-1.0", title="Logo"),
            "«\u00a0Logo\u00a0», statut des droits\u00a0: Droit d'auteur indéterminé",
            "“Logo”, rights status: Copyright Undetermined",
        ),
        # Licence Ouverte asks for the date of last update; others do not show it.
        (
            _work("etalab-2.0", title="Écoles", authors=(Author("Ville de Brest"),), updated=date(2024, 5, 1)),
            (
                "«\u00a0Écoles\u00a0» par Ville de Brest, sous Licence Ouverte 2.0 "
                "(https://www.etalab.gouv.fr/licence-ouverte-open-licence/), mise à jour du 1er\u00a0mai 2024"
            ),
            (
                "“Écoles” by Ville de Brest, licensed under Licence Ouverte 2.0 "
                "(https://www.etalab.gouv.fr/licence-ouverte-open-licence/), last updated 1\u00a0May 2024"
            ),
        ),
        (
            _work("lal-1.3", title="Chant", updated=date(2024, 5, 1)),
            "«\u00a0Chant\u00a0», sous Licence Art Libre 1.3 (https://artlibre.org/licence/lal/)",
            "“Chant”, licensed under Licence Art Libre 1.3 (https://artlibre.org/licence/lal/)",
        ),
        # Roles are said in words, authors first; free words as they are.
        (
            Work(
                "La carte",
                (
                    Author("Chloé", role="translator"),
                    Author("Dan", role="photographer"),
                    ALICE,
                    Author("Eve", role="photographer"),
                    Author("Fanch", role="sonneur"),
                ),
            ),
            "«\u00a0La carte\u00a0» par Alice Le Goff, photo par Dan et Eve, traduction par Chloé, Fanch (sonneur)",
            "“La carte” by Alice Le Goff, photo by Dan and Eve, translated by Chloé, Fanch (sonneur)",
        ),
        (Work(authors=(Author("Dan", role="photographer"),)), "Photo par Dan", "Photo by Dan"),
        # Adaptations: the originals with their own licences, and what they come from in their turn.
        (
            _work(
                "cc-by-sa-4.0",
                title="Carte en breton",
                changes="traduit",
                adapted_from=(
                    _work(
                        "cc-by-sa-3.0",
                        title="La carte",
                        authors=(ALICE,),
                        changes="abrégé",
                        adapted_from=(_work("cc0-1.0", title="Le plan"),),
                    ),
                    _work("cc-by-4.0", authors=(BOB,)),
                ),
            ),
            (
                "«\u00a0Carte en breton\u00a0», sous licence CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)"
                "\u00a0; modifications\u00a0: traduit\u00a0; adapté de «\u00a0La carte\u00a0» par Alice Le Goff, "
                "sous licence "
                "CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/) (modifications\u00a0: abrégé"
                "\u00a0; adapté de "
                "«\u00a0Le plan\u00a0», versé dans le domaine public "
                "(CC0 1.0\u00a0: https://creativecommons.org/publicdomain/zero/1.0/))"
                "\u00a0; adapté d’une œuvre par Bob, sous licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
            ),
            (
                "“Carte en breton”, licensed under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)"
                "; changes: traduit; adapted from “La carte” by Alice Le Goff, licensed under "
                "CC BY-SA 3.0 (https://creativecommons.org/licenses/by-sa/3.0/) (changes: abrégé; adapted from "
                "“Le plan”, dedicated to the public domain (CC0 1.0: https://creativecommons.org/publicdomain/zero/1.0/))"
                "; adapted from a work by Bob, licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
            ),
        ),
        # What people type.
        (
            _work(title="<b>Gras</b> & [crochets]\nligne"),
            "«\u00a0<b>Gras</b> & [crochets] ligne\u00a0»",
            "“<b>Gras</b> & [crochets] ligne”",
        ),
        (_work(title="a\u202eb\u0000c"), "«\u00a0abc\u00a0»", "“abc”"),
        (_work(authors=(Author("محمد"),)), "Par \u2068محمد\u2069", "By \u2068محمد\u2069"),
        # An address that is not of the web is not printed as one.
        (_work(title="Logo", source="javascript:alert(1)"), "«\u00a0Logo\u00a0»", "“Logo”"),
    ],
)
def test_credit_in_plain_text(work, fr, en):
    assert (credit_text(work, "fr"), credit_text(work, "en")) == (fr, en)


def test_credit_in_html_with_rdfa():
    work = _work("cc-by-sa-4.0", title="La carte", authors=(ALICE, BOB), source=SOURCE, changes="recadré")

    assert credit_html(work, "fr") == (
        '<span prefix="cc: http://creativecommons.org/ns# dct: http://purl.org/dc/terms/ '
        'skos: http://www.w3.org/2004/02/skos/core#" about="https://communs.example/carte">'
        '«\u00a0<a href="https://communs.example/carte">'
        '<span property="dct:title">La carte</span></a>\u00a0» par '
        '<a rel="cc:attributionURL" property="cc:attributionName" href="https://alice.example/">Alice Le Goff</a> et '
        '<span property="cc:attributionName">Bob</span>, sous licence '
        '<a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>'
        '\u00a0; modifications\u00a0: <span property="skos:changeNote">recadré</span></span>'
    )


def test_credit_in_markdown():
    work = _work("cc-by-sa-4.0", title="La *carte*", authors=(ALICE, BOB), source=SOURCE + "_(2)", changes="recadré")

    assert credit_markdown(work, "fr") == (
        "«\u00a0[La \\*carte\\*](https://communs.example/carte_%282%29)\u00a0» par "
        "[Alice Le Goff](https://alice.example/) "
        "et Bob, sous licence [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)"
        "\u00a0; modifications\u00a0: recadré"
    )


def test_nothing_known_gives_nothing():
    assert (credit_text(Work(), "fr"), credit_html(Work(), "fr"), credit_markdown(Work(), "fr")) == ("", "", "")


def _graph(html):
    """Read HTML the way harvesters do."""
    document = f"<!DOCTYPE html><html><body><p>{html}</p></body></html>"
    found = extruct.extract(document, base_url="https://page.example/", syntaxes=["rdfa"])["rdfa"]
    # rdflib's own reader of JSON-LD still opens a graph that rdflib deprecates.
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        graph = Graph().parse(data=json.dumps(found), format="json-ld")
    return {tuple(f"_:{term}" if isinstance(term, BNode) else str(term) for term in triple) for triple in graph}


def test_machines_read_the_licence_title_and_authors_of_the_source():
    work = _work("cc-by-sa-4.0", title="Carte", authors=(ALICE, BOB), source=SOURCE)

    assert _graph(credit_html(work, "fr")) == {
        (SOURCE, XHV_LICENSE, "https://creativecommons.org/licenses/by-sa/4.0/"),
        (SOURCE, f"{DCT}title", "Carte"),
        (SOURCE, f"{CC}attributionName", "Alice Le Goff"),
        (SOURCE, f"{CC}attributionName", "Bob"),
        (SOURCE, f"{CC}attributionURL", "https://alice.example/"),
    }


def test_machines_read_each_original_with_its_own_licence():
    original = _work("cc-by-3.0", title="Plan", authors=(BOB,), source="https://plan.example/")
    work = _work("cc-by-sa-4.0", title="Carte", source=SOURCE, adapted_from=(original,))

    assert _graph(credit_html(work, "fr")) == {
        (SOURCE, XHV_LICENSE, "https://creativecommons.org/licenses/by-sa/4.0/"),
        (SOURCE, f"{DCT}title", "Carte"),
        (SOURCE, f"{DCT}source", "https://plan.example/"),
        ("https://plan.example/", f"{DCT}title", "Plan"),
        ("https://plan.example/", f"{CC}attributionName", "Bob"),
        ("https://plan.example/", XHV_LICENSE, "https://creativecommons.org/licenses/by/3.0/"),
    }


def test_credit_without_source_says_nothing_of_the_page_it_stands_in():
    work = _work("cc-by-nc-4.0", title="Photo", authors=(ALICE,), adapted_from=(_work("cc0-1.0", title="Dessin"),))

    subjects = {subject for subject, _, _ in _graph(credit_html(work, "fr"))}

    assert len(subjects) == 2
    assert all(subject.startswith("_:") for subject in subjects)


def test_reserved_rights_are_not_given_as_a_licence():
    assert _graph(credit_html(_work("all-rights-reserved", title="Logo", source=SOURCE), "fr")) == {
        (SOURCE, f"{DCT}title", "Logo"),
        (SOURCE, f"{DCT}rights", "https://rightsstatements.org/vocab/InC/1.0/"),
    }


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x.example", "x.example", "https://", "https://[x"]
)
def test_only_web_addresses_become_links(address):
    work = Work("T", (Author("A", url=address),), source=address)

    assert "href" not in credit_html(work, "fr")
    assert credit_markdown(work, "fr") == "«\u00a0T\u00a0» par A"


def test_quotes_in_an_address_do_not_leave_the_attribute():
    html = credit_html(Work("T", source='https://x.example/"onclick="alert(1)'), "fr")

    assert 'href="https://x.example/%22onclick=%22alert(1)"' in html


def test_right_to_left_names_do_not_turn_the_credit_around():
    html = credit_html(Work(authors=(Author("محمد"),)), "fr")

    assert '<span property="cc:attributionName" dir="auto">محمد</span>' in html


def test_a_very_long_name_is_kept_whole():
    assert credit_text(Work(authors=(Author("é" * 10_000),)), "fr") == f"Par {'é' * 10_000}"


typed = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
nasty = st.text(alphabet="<>&\"'`*_[]()\\!#|~ab \n@:/.http", max_size=40)
works = st.builds(
    Work,
    title=typed | nasty,
    authors=st.lists(st.builds(Author, name=typed | nasty, role=st.sampled_from(["author", "editor"])), max_size=3).map(
        tuple
    ),
    licence=st.none() | st.sampled_from(all_tools()),
    year=st.none() | st.integers(1400, 2100),
    changes=typed | nasty,
)


def _words(text):
    """The words alone: text isolates right-to-left names by marks that HTML has in an attribute."""
    return "".join(text.replace("\u2068", "").replace("\u2069", "").split())


def _without_addresses(work):
    """What the text says where the other formats have links."""
    text = credit_text(work, "fr")
    url = work.licence.url if work.licence else ""
    return text.replace(f" ({url})", "").replace(f"\u00a0: {url}", "") if url else text


def _shown(html):
    """The words that a browser shows."""
    shown = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = shown.append
    parser.feed(html)
    parser.close()
    return _words("".join(shown))


@given(works)
def test_html_says_what_the_text_says(work):
    assert _shown(credit_html(work, "fr")) == _words(_without_addresses(work))


@given(works)
def test_markdown_says_what_the_text_says(work):
    rendered = MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(credit_markdown(work, "fr"))

    assert _shown(rendered) == _words(_without_addresses(work))


@given(typed | nasty)
def test_cleaning_twice_changes_nothing(text):
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
