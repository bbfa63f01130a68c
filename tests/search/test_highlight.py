from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.highlight import Highlighter
from search.query import SearchQuery
from search.understanding.question import MarkedTerms
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
        ("street", "Cartographier son quartier avec Open<mark>Street</mark>Map"),
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
