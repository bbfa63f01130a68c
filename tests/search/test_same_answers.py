"""The engine answers as one slow query over everything does: the same items in the same order, counts and marks."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from search.engines.embedded import EmbeddedEngine, beside, ranking
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.conftest import isolate
from tests.search.corpus import document
from tests.search.engines.oracle import Oracle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.documents import SearchDocument

FACETS = ("type", "may", "duration", "licence", "language", "theme", "audience", "association")
ITEMS = 2_500
NOUNS = (
    "carte", "atelier", "quartier", "licence", "image", "radio", "émission", "fanzine", "vélo", "graine", "mémoire",
    "récit", "enfant", "habitant·e·s",
)  # fmt: skip
OTHERS = (
    "libre", "ouvert", "numérique", "partagée", "breton", "vivant", "joyeux", "OpenStreetMap", "IA", "pique-nique",
    "marché", "travaux",
)  # fmt: skip
LITTLE = ("de", "la", "du", "des", "pour", "avec", "dans", "sur", "un", "une", "est", "d'une", "l'eau")
ENGLISH = ("the", "a", "map", "games", "workshop", "children", "sharing", "open", "reading", "with", "of", "story")
LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0", "cc-by-nc-sa-4.0", "")


def made(count: int) -> Iterator[SearchDocument]:
    """Items whose commonest words most of them have, some in titles, with equals, dates that are missing, translations."""
    chance = random.Random(13)  # noqa: S311 -- the same at every run
    french = [*NOUNS, *OTHERS, *LITTLE, *(f"mot{number}" for number in range(400))]
    weights = [1 / rank for rank in range(1, len(french) + 1)]
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(count):
        is_english = chance.random() < 0.2
        words = ENGLISH if is_english else french
        text = " ".join(chance.choices(words, None if is_english else weights, k=50))
        title = f"{chance.choice(NOUNS if not is_english else ENGLISH).capitalize()} {chance.choice(OTHERS)}"
        if chance.random() < 0.5:
            title += " " + " ".join(chance.choices(words, k=3))
        if not is_english and number % 20 == 7:  # more than a page has both words
            title = f"Carte {chance.choice(('libre', 'joyeuse et libre', 'libre du vélo'))}"
        equal = chance.random() < 0.2
        yield document(
            str(number),
            "Jeu de cartes" if equal else title,
            "" if equal else " ".join(chance.choices(words, k=8)),
            "" if equal else text,
            type=chance.choice(("guide", "guide", "association")),
            language="en" if is_english else "fr",
            licence=chance.choice(LICENCES),
            minutes=chance.choice((30, 60, 90, 120, None)),
            published_at=None if chance.random() < 0.1 else start + timedelta(hours=chance.randrange(600)),
            facets={
                "theme": tuple(chance.sample(("maps", "food", "sound", "image", "law"), 2)),
                "association": (f"a{chance.randrange(40)}",),
            },
            words=(chance.choice(OTHERS),),
            work=f"guide:{number - number % 3}" if number % 10 < 4 else "",
        )


def questions() -> list[tuple[SearchQuery, str]]:
    chance = random.Random(14)  # noqa: S311 -- the same at every run
    texts = [
        "", "carte", "cartes", "jeu", "atelier", "atelier radio", "carte libre", "marché", "de la", "la carte du quartier",
        '"carte libre"', '"jeu de cartes"', "carte -libre", "-atelier", "openstreetmap", "open street", "pique nique",
        "attelier radoi", "emision", "fanzin", "vlo joyeux", "mot12", "mot12 carte", "mot12 mot300 mot7 zzz", "zzzz", "IA",
        "intelligence artificielle", "habitante", "map", "childrn garden", "games for children", "récit d'une graine",
        "cartezzz libre", "eau", "carte quartier licence image radio", "l'eau", "travail", "numeriq", "jeu cartes", "cart",
        '"mot390 mot391" carte vélo yyyy', '"carte libre" carte joyeux yyyy', "carte libre -vélo",
    ]  # fmt: skip
    filters = [
        {}, {}, {"theme": ("maps",)}, {"theme": ("maps", "law"), "may": ("sell",)}, {"duration": ("60",)},
        {"type": ("association",)}, {"association": ("a3", "a4")}, {"language": ("en",)}, {"may": ("sell", "change")},
        {"licence": ("by-sa",), "theme": ("food",), "duration": ("90",)},
    ]  # fmt: skip
    asked = [
        (SearchQuery(q=text, filters=chosen, page=chance.choice((1, 1, 2, 5))), chance.choice(("", "fr", "en")))
        for text in texts
        for chosen in chance.sample(filters, 4)
    ]
    sorts = [
        (SearchQuery(q=text, sort=sort, page=page), "fr")
        for text in ("", "carte", "mot12")
        for sort in ("newest", "title", "shortest")
        for page in (1, 2, 30)
    ]
    return asked + sorts


QUESTIONS = questions()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedEngine, Oracle]]:
    """Some thousand items in several pieces of an index, of which some were changed and some removed."""
    engine = EmbeddedEngine(tmp_path_factory.mktemp("large") / "index")
    with pytest.MonkeyPatch.context() as monkeypatch:
        isolate(monkeypatch)
        items = list(made(ITEMS))
        engine.rebuild(enriched(items[:-200]), progress=lambda _count: None)
        for start in range(0, 200, 50):
            end = len(items) - 200 + start + 50
            engine.change(
                saved=enriched(items[end - 50 : end] + items[start : start + 9]), removed=[items[end - 99].id]
            )
        yield engine, Oracle(engine)


@pytest.mark.parametrize(("query", "language"), QUESTIONS)
def test_answers_are_those_of_one_slow_query(large, monkeypatch, query, language):
    engine, oracle = large
    monkeypatch.setattr(ranking, "MANY_ITEMS", 0)

    fast = engine.search(query, facets=FACETS, language=language)

    assert fast == oracle.answer(query, facets=FACETS, language=language)


@pytest.mark.parametrize(("query", "language"), QUESTIONS[::5])
def test_answers_are_the_same_when_counting_is_done_beside(large, monkeypatch, query, language):
    engine, oracle = large
    monkeypatch.setattr(beside, "CORES", 2)
    monkeypatch.setattr(beside, "MANY_ITEMS", 0)
    monkeypatch.setattr(ranking, "MANY_ITEMS", 0)

    fast = engine.search(query, facets=FACETS, language=language)

    assert fast == oracle.answer(query, facets=FACETS, language=language)


@pytest.mark.parametrize(("query", "language"), QUESTIONS[::3])
def test_answers_among_few_items_are_those_of_one_slow_query(large, query, language):
    engine, oracle = large

    assert engine.search(query, facets=FACETS, language=language) == oracle.answer(
        query, facets=FACETS, language=language
    )


@pytest.mark.parametrize("page", [1, 2, 7, 20])
@pytest.mark.parametrize("q", ["jeu", "jeu de cartes", "marché", "carte"])
def test_of_more_equals_than_are_read_the_most_recent_are_found(large, monkeypatch, q, page):
    engine, oracle = large
    monkeypatch.setattr(ranking, "MORE", 1)
    monkeypatch.setattr(ranking, "MOST_EQUALS", 2)
    monkeypatch.setattr(ranking, "WINDOW", 30)
    query = SearchQuery(q=q, page=page)

    found = engine.search(query, facets=()).hits

    assert found == oracle.answer(query, facets=()).hits
