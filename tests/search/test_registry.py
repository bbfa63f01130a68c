from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search import registry
from search.enrich import enriched
from search.facets.kinds import WordFacet
from search.query import SearchQuery
from search.results import Highlights, Hit, Suggestion
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def register_labels(labels: Any, *, searchable: bool = False) -> None:
    registry.register_facet(WordFacet(name="theme", label="Thème", labels=labels, searchable=searchable))


def test_words_of_a_label_find_the_items_that_carry_its_key(make_engine: Any) -> None:
    register_labels(lambda keys: dict.fromkeys(keys, "Cartes et territoire"), searchable=True)
    engine = make_engine(document("a", "Relever les bancs", facets={"theme": ("maps",)}))

    assert engine.search(SearchQuery(q="territoires"), facets=()).total == 1


def test_labels_that_are_not_searchable_are_not_indexed(make_engine: Any) -> None:
    register_labels(lambda keys: dict.fromkeys(keys, "Cartes"))
    engine = make_engine(document("a", "Relever les bancs", facets={"theme": ("maps",)}))

    assert engine.search(SearchQuery(q="carte"), facets=()).total == 0


def test_label_that_changed_is_indexed_though_pages_still_keep_the_old_one() -> None:
    labels = {"maps": "Cartes"}
    register_labels(lambda keys: {key: labels[key] for key in keys}, searchable=True)
    assert registry.facets()["theme"].labels_of(["maps"]) == {"maps": "Cartes"}

    labels["maps"] = "Territoires"

    (entry,) = enriched([document("a", "Relever les bancs", facets={"theme": ("maps",)})])
    assert entry.keywords == ["Territoires"]


def test_labels_are_asked_for_once_a_batch() -> None:
    asked: list[list[str]] = []

    def label_of(keys: Iterable[str]) -> Mapping[str, str]:
        asked.append(list(keys))
        return {}

    register_labels(label_of, searchable=True)

    made = list(enriched(document(str(n), "Carte", facets={"theme": (f"t{n % 3}",)}) for n in range(250)))

    assert len(made) == 250
    assert asked == [["t0", "t1", "t2"], ["t0", "t1", "t2"]]


def test_facet_registered_by_an_app_becomes_a_filter(make_engine: Any) -> None:
    registry.register_facet(WordFacet(name="tag", label="Mot-clé"))
    engine = make_engine(document("a", "Carte", facets={"tag": ("osm",)}), document("b", "Carte"))

    found = engine.search(SearchQuery(filters={"tag": ("osm",)}), facets=("tag",))

    assert (found.total, found.counts) == (1, {"tag": {"osm": 1}})


class Source:
    type = "guide"
    label = "Fiches"
    label_one = "Fiche"
    result_template = "facts.html"


@pytest.fixture
def hit() -> Hit:
    return Hit(document("a", "Carte", "Un résumé", minutes=30, extra={"level": 2}), Highlights("", ""))


def test_hit_is_called_by_the_name_of_one_item(hit: Hit) -> None:
    registry.register(Source())  # type: ignore[arg-type]

    assert (hit.type_label, hit.result_template) == ("Fiche", "facts.html")
    assert Suggestion("Carte", "/a/", "guide").type_label == "Fiche"


def test_hit_of_a_source_that_is_gone_still_shows(hit: Hit) -> None:
    registry.unregister("guide")

    assert (hit.type_label, hit.result_template, hit.tool) == ("guide", "", None)
