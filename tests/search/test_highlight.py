from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlight import Highlighter
from search.query import SearchQuery
from search.understanding import tokens
from search.understanding.question import MarkedTerms
from search.understanding.stems import is_stop_word
from search.understanding.words import CHUNK, read_chunk
from tests.search.corpus import document

if TYPE_CHECKING:
    from search.engines.base import Engine


@pytest.mark.parametrize(
    ("q", "title"),
    [
        ("ateliers", "Animer l&#x27;<mark>atelier</mark> d&#x27;écriture"),
        ("ecritures", "Animer l&#x27;atelier d&#x27;<mark>écriture</mark>"),
        ("attelier", "Animer l&#x27;<mark>atelier</mark> d&#x27;écriture"),
        ('"atelier d\'écriture"', "Animer l&#x27;<mark>atelier d&#x27;écriture</mark>"),
        ("piquenique", "Organiser un <mark>pique-nique</mark> de quartier"),
        ("pique nique", "Organiser un <mark>pique-nique</mark> de quartier"),
        ("facilitatrices", "Devenir <mark>facilitateur·rice</mark>"),
        ("openstreetmap", "Cartographier son quartier avec <mark>OpenStreetMap</mark>"),
        # “Street” finds “quartier” too
        ("street", "Cartographier son <mark>quartier</mark> avec Open<mark>Street</mark>Map"),
        ("game children", "Programming a cat with Scratch"),
    ],
)
def test_original_words_are_marked_in_the_title(golden: Engine, q: str, title: str) -> None:
    hit = golden.search(SearchQuery(q=q), facets=()).hits[0]

    assert hit.highlights.title == title


def test_summary_is_shown_marked_when_it_matches(golden: Engine) -> None:
    hit = golden.search(SearchQuery(q="graines troc"), facets=()).hits[0]

    assert (
        hit.highlights.snippet == "Nappes, partage et <mark>troc</mark> de <mark>graines</mark> au bord de l&#x27;eau."
    )
    assert hit.highlights.from_summary is True


def test_body_is_shown_only_when_the_summary_says_nothing(golden: Engine) -> None:
    hit = golden.search(SearchQuery(q="habitantes"), facets=()).hits[0]

    assert hit.highlights.snippet == "Les <mark>habitant·e·s</mark> lisent leur texte à voix haute."
    assert hit.highlights.from_summary is False


@pytest.mark.parametrize(
    ("phrase", "text", "marked"),
    [
        (("mise", "en", "page"), "La mise en page, mise en ordre", ["mise en page"]),
        (("mise", "en", "page"), "Sa « mise – en page ».", ["mise – en page"]),
        (("mise", "en", "page"), "mise en une page", []),
        (("mise", "en", "page"), "page mise en", []),
        (("eau", "douce"), "De l'eau douce, d’eau-douce", ["eau douce", "eau-douce"]),
        (("nique", "libre"), "un pique-nique libre", ["nique libre"]),
        (("street", "map", "libre"), "OpenStreetMap libre", ["StreetMap libre"]),
        (("en", "en"), "en en en", ["en en en"]),
    ],
)
def test_phrase_is_marked_wherever_its_words_are_in_a_row(phrase, text, marked) -> None:
    marks = Highlighter(MarkedTerms(phrases=(phrase,))).find(text, language="fr")

    assert [text[mark.start : mark.end] for mark in marks] == marked


def test_a_long_body_is_cut_around_the_words() -> None:
    body = "avant " * 100 + "le phare du port " + "après " * 100
    highlighter = Highlighter(MarkedTerms(frozenset({"phar", "port"})))

    shown = highlighter.highlights(title="", summary="", body=body, language="fr").snippet

    assert "le <mark>phare</mark> du <mark>port</mark> après" in shown
    assert shown.startswith("…\u00a0avant ")
    assert shown.endswith("après…")
    assert len(shown) < 270


def test_html_in_texts_is_escaped(make_engine: object) -> None:
    engine = make_engine(document("1", "<script>carte</script>", "<b>carte</b> & co"))  # type: ignore[operator]

    (hit,) = engine.search(SearchQuery(q="carte"), facets=()).hits

    assert hit.highlights.title == "&lt;script&gt;<mark>carte</mark>&lt;/script&gt;"
    assert hit.highlights.snippet == "&lt;b&gt;<mark>carte</mark>&lt;/b&gt; &amp; co"


def read_whole(text: str, wanted: MarkedTerms) -> list[tuple[int, int]]:
    """Every word of the text read, as a question has no index of tokens."""
    marks = [
        (match.start() + piece.start, match.start() + piece.end)
        for match in CHUNK.finditer(text)
        for piece in read_chunk(match.group(), "fr")
        if not wanted.stems.isdisjoint(piece.stems)
        and not is_stop_word(piece.words[0], accented=piece.accented, language="fr")
    ]
    return sorted(marks)


WRITTEN = ["carte", "Cartes,", "l’écriture", "pique-nique", "piquenique", "habitant·e·s.", "(mai)", "maïs", "de", "yeux",
           "I.A.", "OpenStreetMap", "C++", "carte\u00a0:", "cartecarte", "\u2003", "\n", "\x1f", "écrit-on"]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WRITTEN), max_size=12).map(" ".join) | st.text("aeé ·-'.(carte\u00a0)", max_size=30),
    st.sets(
        st.sampled_from(
            ["cart", "ecritur", "piqu", "piqueniqu", "habit", "oeil", "mais", "street", "cplusplus", "ecrit"]
        )
    ),
)
def test_reading_a_token_once_marks_what_reading_every_word_marks(text: str, stems: set[str]) -> None:
    wanted = MarkedTerms(frozenset(stems))

    marks = Highlighter(wanted).find(text, language="fr")

    # Marks that touch are one; whatever was read is inside one, and each begins and ends with one.
    read = read_whole(text, wanted)
    assert all(any(mark.start <= start and end <= mark.end for mark in marks) for start, end in read)
    assert {mark.start for mark in marks} <= {start for start, _ in read}
    assert {mark.end for mark in marks} <= {end for _, end in read}


def test_word_that_stands_inside_another_is_not_marked_there() -> None:
    (mark,) = Highlighter(MarkedTerms(frozenset({"cart"}))).find("écarte cartecarte ‘carte’ carton", language="fr")

    assert (mark.start, mark.end) == (19, 24)


def test_index_of_tokens_starts_again_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_indexes", {})
    monkeypatch.setattr(tokens, "MOST_LEARNED", 2)
    highlighter = Highlighter(MarkedTerms(frozenset({"cart"})))

    marked = [len(highlighter.find(text, language="fr")) for text in ("une carte", "deux cartes bleues", "ma carte")]

    assert (marked, len(tokens.tokens_in("fr"))) == ([1, 1, 1], 2)
