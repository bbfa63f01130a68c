"""Other words for the same thing."""

from __future__ import annotations

import pytest

from search.query import SearchQuery
from search.understanding import thesaurus
from search.understanding.thesaurus import BadLine, Line, Thesaurus, read_line
from tests.search.corpus import document

PHONE = Line(("téléphone",), ("smartphone", "portable"), both=True, language="fr", reason="one thing")
FAKE = Line(("fake news",), ("vérifier",), both=False, language="*", reason="what one does about it")


def found(text: str, language: str = "fr") -> list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    return [(match.words, match.others) for match in Thesaurus([PHONE, FAKE]).find(text, language=language)]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("mon telephone", [(("telephone",), (("smartphone",), ("portable",)))]),
        ("des Smartphones", [(("smartphones",), (("telephone",), ("portable",)))]),
        ("les fake news", [(("fake", "news"), (("verifier",),))]),
        ("vérifier une image", []),  # one way
        ("une tablette", []),
    ],
)
def test_words_find_their_synonyms(text, matches):
    assert found(text) == matches


def test_line_for_readers_of_one_language_is_not_for_others():
    assert found("téléphone", "en") == []
    assert found("fake news", "en") == [(("fake", "news"), (("verifier",),))]
    assert found("téléphone", "") == found("téléphone", "fr")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("a\tb\t=\tfr", "has 4 columns"),
        ("a\tb\t?\tfr\tbecause", "direction"),
        ("a\tb\t=\tde\tbecause", "direction"),
        ("a\tb\t=\tfr\t", "reason"),
        ("\tb\t=\tfr\tbecause", "both sides"),
    ],
)
def test_line_that_cannot_be_read_says_so(written, wrong):
    with pytest.raises(BadLine, match=wrong):
        read_line(written, number=3)


def test_every_line_of_the_program_is_read_and_has_its_reason():
    lines = thesaurus.lines()

    assert len(lines) > 100
    assert all(line.reason and len(line.reason) < 100 for line in lines)
    assert {line.language for line in lines} == {"fr", "en", "*"}


PAGES = (
    document("telephone", "Protéger son téléphone", "En une heure."),
    document("smartphone", "Filmer au smartphone", "Cadrer et monter."),
    document("image", "D'où vient cette image ?", "Vérifier une photo."),
    document("memoire", "Recueillir une mémoire", "Un témoignage à voix haute."),
    document("licence", "Changer la licence d'une œuvre", "À plusieurs."),
    document("papi", "Un ordinateur pour tous", "À l'accueil numérique du quartier."),
    document("osm", "OpenStreetMap à pied", "Une carte."),
    document("ia", "Ce que devine une IA", "Sans ordinateur."),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(indexed_once):
    return indexed_once(*PAGES)


@pytest.mark.parametrize(
    ("q", "pks"),
    [
        ("téléphone", ["telephone", "smartphone"]),
        ("smartphone", ["smartphone", "telephone"]),
        ("fake news", ["image"]),
        ("récit", ["memoire"]),
        ("témoignage", ["memoire"]),
        ("relicencier", ["licence"]),
        ("PAPI", ["papi"]),
        ("accueil numérique", ["papi"]),
        ("O.S.M.", ["osm"]),
        ("osm", ["osm"]),
        ("I.A.", ["ia"]),
        ("intelligence artificielle", ["ia"]),
        ("chatgpt", ["ia"]),
        # in quotes words are what they are
        ('"téléphone"', ["telephone"]),
    ],
)
def test_synonyms_find_after_the_words_themselves(pages, q, pks):
    hits = pages.search(SearchQuery(q=q), facets=(), language="fr").hits

    assert [hit.document.pk for hit in hits] == pks


def test_synonym_that_nothing_says_hides_no_correction(pages):
    """A word is not known because its synonyms are listed: only because an item has one."""
    answer = pages.search(SearchQuery(q="podcats"), facets=(), language="fr")

    assert (answer.total, answer.relaxed) == (0, False)


def test_lines_added_for_a_question_are_read_with_it_alone(pages):
    line = Line(("causette",), ("smartphone",), both=False, language="*", reason="for the test")
    with thesaurus.reading([line]):
        added = pages.search(SearchQuery(q="causette"), facets=(), language="fr")
    plain = pages.search(SearchQuery(q="causette"), facets=(), language="fr")

    assert ([hit.document.pk for hit in added.hits], plain.total) == (["smartphone"], 0)


def test_words_that_answered_for_others_are_marked(pages):
    hit = pages.search(SearchQuery(q="smartphone protéger"), facets=(), language="fr").hits[0]

    assert hit.highlights.title == "<mark>Protéger</mark> son <mark>téléphone</mark>"
