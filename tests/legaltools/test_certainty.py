"""What a sentence does with the licence that it names: certain only where it gives it, in a form that gives one.

`certainty.txt` holds the table: some 1,600 sentences that give none for certain, and 800 that do.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from legaltools.recognise import CONTRADICTING, DOUBTS, find_statements, recognise
from legaltools.recognise.cues import listed
from legaltools.recognise.prose import prose_words
from legaltools.recognise.words import lexicon


def _table():
    code = ""
    for line in (Path(__file__).parent / "certainty.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            code = line[1:-1]
        elif line and not line.startswith("#"):
            row = line.replace("\\n", "\n")
            yield code, *(row.split("\t") if code == "certain" else (code, row))


TABLE = list(_table())
CERTAIN = [(key, text) for section, key, text in TABLE if section == "certain"]
DOUBTFUL = [(code, text) for section, code, text in TABLE if section != "certain"]
ANY_DOUBT = "not certain"


def _answer(text):
    found = recognise(text)
    return found.tool.key if found.tool else found.problem.code


def test_certain_sentence_gives_what_it_says_and_no_more():
    assert [(text, key, found) for key, text in CERTAIN if (found := _answer(text)) != key] == []


@pytest.mark.parametrize("code", sorted({code for code, _text in DOUBTFUL}))
def test_doubtful_sentence_gives_none_and_says_why(code):
    """Where several reasons hold, any of them."""
    expected = DOUBTS | {"several"} if code == ANY_DOUBT else {code}
    texts = [text for other, text in DOUBTFUL if other == code]
    assert [(text, found) for text in texts if (found := _answer(text)) not in expected] == []


def test_table_is_long_enough_to_mean_something():
    assert (len(DOUBTFUL) >= 1000, len(CERTAIN) >= 400) == (True, True)


def test_no_doubtful_sentence_has_a_certain_statement_for_importers():
    certain = [text for code, text in DOUBTFUL if code in DOUBTS | {ANY_DOUBT} and _all_certain(text)]
    assert certain == []


def _all_certain(text):
    statements = find_statements(text)
    return bool(statements) and all(one.recognition.tool for one in statements)


def test_licence_of_a_doubtful_sentence_is_its_candidate():
    assert recognise("Ce guide n’est plus sous CC BY 4.0").candidates == ("cc-by-4.0",)


def test_doubt_says_what_to_look_at_in_both_languages():
    problem = recognise("Initialement publié sous CC BY-NC-SA 3.0 FR").problem
    assert (problem.text("fr"), problem.text("en")) == (
        "Le texte parle de CC BY-NC-SA 3.0 FR au passé. Regardez quelle licence vaut aujourd’hui.",
        "The text speaks of CC BY-NC-SA 3.0 FR in the past. Look for the licence that holds today.",
    )


def test_licence_without_version_is_named_without_one_beside_another():
    assert recognise("CC BY et CC BY-SA 4.0").problem.text("fr") == (
        "Plusieurs licences sont nommées\u00a0: CC BY et CC BY-SA 4.0. Laquelle vaut ici\u00a0?"
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Adapté d’un jeu sous CC BY-SA 4.0, ce guide est sous CC BY-SA 4.0.", "cc-by-sa-4.0"),
        ("Adapté d’un jeu sous CC BY-SA 3.0, ce guide est sous CC BY-SA 4.0.", "several"),
        ("Ce guide est sous CC BY 4.0. Il n’est pas sous CC BY 4.0.", "negated"),
        ("Ce n’est ni sous CC BY 4.0, ni sous CC BY-SA 4.0.", "negated"),
    ],
)
def test_two_mentions_are_certain_only_when_neither_contradicts_the_other(text, answer):
    assert _answer(text) == answer


@pytest.mark.parametrize(
    ("address", "code", "first"),
    [
        ("https://creativecommons.org/licenses/cc0/1.0/", "wrong-address", "cc0-1.0"),
        ("https://creativecommons.org/publicdomain/cc0/1.0/", "wrong-address", "cc0-1.0"),
        ("https://creativecommons.org/licenses/cc-by-sa/4.0/", "wrong-address", "cc-by-sa-4.0"),
        ("https://creativecommons.org/licenses/by-sa/3.0/france/", "no-such-port", "cc-by-sa-3.0"),
        ("https://creativecommons.org/licenses/by-sa/2.0/fr-be/", "no-such-port", "cc-by-sa-2.0"),
    ],
)
def test_address_that_does_not_exist_names_no_licence_but_says_which_it_may_mean(address, code, first):
    found = recognise(address)
    assert (found.tool, found.problem.code, found.candidates[0]) == (None, code, first)


def test_country_that_was_meant_is_offered():
    assert "cc-by-sa-2.0-be" in recognise("https://creativecommons.org/licenses/by-sa/2.0/fr-be/").candidates
    assert "cc-by-sa-3.0-fr" in recognise("https://creativecommons.org/licenses/by-sa/3.0/france/").candidates
    assert "cc-by-sa-2.0-ca" in recognise("CC BY-SA 2.0 Québec").candidates


def test_address_that_begins_as_it_should_is_not_told_how_addresses_begin():
    problem = recognise("https://creativecommons.org/licenses/cc0/1.0/").problem
    assert problem.text("fr") == (
        "Il n’y a pas de licence à cette adresse. Peut-être CC0 1.0, dont l’adresse est "
        "https://creativecommons.org/publicdomain/zero/1.0/\u00a0?"
    )


def test_public_domain_alone_is_probably_the_mark():
    found = recognise("domaine public")
    assert (found.tool, found.candidates) == (None, ("pdm-1.0", "cc0-1.0"))
    assert "sans doute la marque du domaine public" in found.problem.text("fr")


@given(st.sampled_from(sorted({text for _code, text in DOUBTFUL})), st.sampled_from(["", " Merci !", "\n\nKerlann"]))
def test_what_follows_a_doubtful_sentence_does_not_make_it_certain(text, after):
    assert recognise(text + after).tool is None


def test_only_what_denies_or_limits_contradicts_a_licence_given_elsewhere():
    assert frozenset({"compared", "elsewhere", "ingredient", "unclear"}) == DOUBTS - CONTRADICTING


def test_text_of_nothing_but_doubts_is_weighed_in_part_only():
    """Each name costs time: beyond the first hundreds, names are only unclear."""
    codes = [one.recognition.problem.code for one in find_statements("ne pas CC BY 4.0, " * 400)]
    assert (codes[0], codes[-1]) == ("negated", "unclear")


@given(
    st.text("abcdefghilmnoprstuvz", min_size=4, max_size=12),
    st.sampled_from(
        [
            "Ce guide est {} sous CC BY 4.0.",
            "Licence {} : CC BY 4.0",
            "Licence : CC BY 4.0 ({})",
            "This guide is licensed under CC BY 4.0, {}.",
            "Ce guide est sous CC BY 4.0. Cela {}.",
        ]
    ),
)
def test_word_that_nobody_knows_leaves_no_sentence_certain(word, sentence):
    assume(word not in prose_words() | listed("makers_of") | listed("inviting") and word not in lexicon())
    assume(not word.endswith("ez"))  # "bricolez" invites
    found = recognise(sentence.format(word))
    assert found.tool is None


@pytest.mark.parametrize(
    "text",
    [
        "« Zorgl bifurque la tourbe » est sous CC BY-SA 4.0.",
        "La tourbe qui bifurque, Awa Exemple, CC BY-SA 4.0",
        "Ce guide est sous CC BY-SA 4.0.\nMatériel : tourbe et bifurcations",
        "La tourbe bifurque.\n\nLicence : CC BY-SA 4.0\n\nElle bifurque encore.",
        '<p class="zorgl">Ce guide est sous <b id="tourbe">CC BY-SA 4.0</b></p>',
    ],
)
def test_titles_tags_and_other_lines_may_say_anything(text):
    assert _answer(text) == "cc-by-sa-4.0"


def test_short_certain_sentence_survives_a_neighbour_about_other_things():
    assert _answer("Ce guide est sous CC BY-SA 4.0. Un verre de tourbe bifurque.") == "cc-by-sa-4.0"


def test_unclear_sentence_says_to_read_the_whole_of_it():
    assert recognise("Ce guide est zorglé sous CC BY 4.0.").problem.text("fr") == (
        "CC BY 4.0\u00a0: la phrase nomme cette licence sans qu’il soit sûr qu’elle la donne. Relisez-la\u00a0: est-ce "
        "celle de cette œuvre, en entier et aujourd’hui\u00a0?"
    )
