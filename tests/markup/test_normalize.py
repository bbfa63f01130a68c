"""One spelling for what a reader takes for the same word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markup.normalize import composed, key_of, normalize


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("En une phrase", "en une phrase"),
        ("L’été", "l'ete"),
        ("L‘été", "l'ete"),
        ("De\u0301roule\u0301", "deroule"),
        ("Matériel\u00a0:", "materiel :"),
        ("1\u202fh\u202f30", "1 h 30"),
        ("1\u2009h\t30", "1 h 30"),
        ("Mots\u2011clés", "mots-cles"),
        ("Étape 1 – Accueil", "etape 1 - accueil"),
        ("cœur de bœuf", "coeur de boeuf"),
        ("ﬁche à ﬂuo", "fiche a fluo"),
        ("« Recueil »", '" recueil "'),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("co\u00adpie\u200b", "copie"),
        ("\ufeffTitre\u200e", "titre"),
        ("ＣＣ ＢＹ", "cc by"),
        ("  deux\n\n lignes ", "deux lignes"),
        ("n.º 3", "n.o 3"),
        ("Москва", "москва"),
        ("", ""),
    ],
)
def test_one_spelling(written, same):
    assert normalize(written) == same


@pytest.mark.parametrize(("one", "other"), [("mais", "mat"), ("CC BY", "CC BY-NC"), ("1 h 3", "1 h 30"), ("C++", "C")])
def test_different_words_stay_different(one, other):
    assert normalize(one) != normalize(other)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("One Sentence", "one_sentence"),
        ("one-sentence :", "one_sentence"),
        ("Durée", "duree"),
        ("LICENCE.md", "licence_md"),
    ],
)
def test_keys(written, key):
    assert key_of(written) == key


@given(st.text())
def test_normalizing_twice_changes_nothing_more(text):
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_composed_or_not_is_the_same(text):
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    assert {normalize(form) for form in forms} == {normalize(text)}


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_case_is_the_same(text):
    assert normalize(text.upper()) == normalize(text.lower()) == normalize(text)


@given(st.text(), st.sampled_from(" \t\n\u00a0\u202f\u2009\u2003"))
def test_spaces_around_say_nothing(text, space):
    assert normalize(f"{space}{text}{space}") == normalize(text)


@given(st.text(), st.text())
def test_spaces_between_are_one(one, other):
    assert normalize(f"{one} \u00a0\t{other}") == f"{normalize(one)} {normalize(other)}".strip()


@given(st.text())
def test_composing_is_not_seen(text):
    assert normalize(composed(text)) == normalize(text)
    assert composed(composed(text)) == composed(text)


@given(st.text())
def test_keys_are_keys_of_themselves(text):
    assert key_of(key_of(text)) == key_of(text)
