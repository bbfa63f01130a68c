from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search import registry
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.corpus import document

if TYPE_CHECKING:
    from search.documents import SearchDocument
    from search.engines.base import Engine

NAMES = ("type", "may", "duration", "theme", "audience", "association", "licence", "language")


def counts(engine: Engine, name: str, **query: object) -> dict[str, int]:
    return dict(engine.search(SearchQuery(**query), facets=NAMES).counts[name])


def test_counts_of_everything(golden: Engine) -> None:
    found = golden.search(SearchQuery(), facets=NAMES)

    assert found.total == 30
    assert found.counts["type"] == {"guide": 27, "association": 3}
    assert found.counts["language"] == {"fr": 28, "en": 2}
    assert found.counts["duration"] == {"30": 1, "60": 7, "120": 20, "240": 27}
    assert found.counts["may"] == {"change": 25, "sell": 23, "wikimedia": 19}
    assert found.counts["licence"] == {
        "by-sa": 10, "by": 6, "public-domain": 2, "by-nc-sa": 2, "other-free": 4, "by-nc": 1, "by-nd": 1, "by-nc-nd": 1,
    }  # fmt: skip


def test_a_chosen_facet_keeps_its_other_values_choosable(golden: Engine) -> None:
    assert counts(golden, "theme", q="carte", filters={"theme": ("maps",)}) == counts(golden, "theme", q="carte")


def test_a_chosen_facet_narrows_the_others(golden: Engine) -> None:
    assert counts(golden, "language", filters={"theme": ("maps",)}) == {"fr": 1, "en": 1}


def test_values_of_one_facet_are_alternatives(golden: Engine) -> None:
    assert golden.search(SearchQuery(filters={"theme": ("maps", "food")}), facets=()).total == 3


def test_facets_add_up(golden: Engine) -> None:
    query = SearchQuery(filters={"theme": ("law",), "licence": ("public-domain",), "type": ("guide",)})

    assert golden.search(query, facets=()).total == 2


@pytest.mark.parametrize("q", ["carte", "une image du quartier", "licence", "photo fête enfants", "les eaux"])
@pytest.mark.parametrize(
    "filters", [{"may": ("sell",)}, {"licence": ("by-sa", "by")}, {"audience": ("adults",), "duration": ("120",)}]
)
def test_a_filter_takes_items_away_and_scores_none(golden: Engine, q: str, filters: dict[str, tuple[str, ...]]) -> None:
    everything = [hit.document.pk for hit in golden.search(SearchQuery(q=q), facets=()).hits]
    narrowed = [hit.document.pk for hit in golden.search(SearchQuery(q=q, filters=filters), facets=()).hits]

    assert narrowed == [pk for pk in everything if pk in narrowed]


def test_both_permissions_hold_when_both_are_asked(golden: Engine) -> None:
    query = SearchQuery(filters={"may": ("sell", "change")})

    found = golden.search(query, facets=("may",))

    assert found.total == 22
    assert found.counts["may"] == {"sell": 22, "change": 22, "wikimedia": 19}


@pytest.mark.parametrize(("minutes", "total"), [(29, 0), (30, 1), (59, 2), (60, 7), (100_000, 27)])
def test_duration_is_a_limit_and_items_without_one_are_left_out(golden: Engine, minutes: int, total: int) -> None:
    assert golden.search(SearchQuery(filters={"duration": (str(minutes),)}), facets=()).total == total


def test_a_chosen_duration_keeps_the_others_choosable(golden: Engine) -> None:
    assert counts(golden, "duration", filters={"duration": ("30",)}) == {"30": 1, "60": 7, "120": 20, "240": 27}


def test_facet_keys_may_hold_any_character(make_engine: object) -> None:
    engine = make_engine(document("a", "Une carte", facets={"theme": ("été:à.la mer",)}))  # type: ignore[operator]

    assert engine.search(SearchQuery(filters={"theme": ("été:à.la mer",)}), facets=("theme",)).counts == {
        "theme": {"été:à.la mer": 1}
    }


def facets_of(item: SearchDocument) -> object:
    return next(enriched([item])).facets


def test_facets_that_follow_from_the_licence_and_the_duration() -> None:
    item = document("a", "Une carte", licence="cc-by-nc-4.0", minutes=45)

    assert facets_of(item) == {
        "type": ["guide"], "language": ["fr"], "licence": ["by-nc"], "may": ["change"],
        "duration": ["60", "120", "240"],
    }  # fmt: skip


def test_unknown_licence_allows_nothing() -> None:
    assert facets_of(document("a", "Une carte", licence="mit")) == {"type": ["guide"], "language": ["fr"]}


@pytest.mark.parametrize(
    ("name", "keys", "labels"),
    [
        ("type", ("guide", "gone"), {"guide": "Fiches"}),
        ("licence", ("by-sa",), {"by-sa": "CC BY-SA"}),
        ("theme", ("maps",), {"maps": "Le maps"}),
        ("language", ("zz",), {}),
        ("theme", (), {}),
    ],
)
def test_labels_of_keys(name: str, keys: tuple[str, ...], labels: dict[str, str]) -> None:
    assert registry.facets()[name].labels_of(keys) == labels
