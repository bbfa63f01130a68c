from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from search import missing, outage, registry
from search.enrich import enriched
from search.facets.kinds import WordFacet
from tests.search.corpus import CORPUS
from tests.search.kinds import ENGINES, NAMES, Cluster, Elasticsearch

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from search.documents import SearchDocument
    from search.engines.base import Engine
    from tests.search.kinds import EngineKind

OF_CLIENTS = {"test_answers.py", "test_versions.py", "test_facets.py"}
NO_CLUSTER = "No search cluster is running: `make cluster` starts one, or SEARCH_TEST_URL names one."


class ListSource:
    """A source whose items are in memory, so that tests say what is public."""

    result_template = ""

    def __init__(self, type_: str, documents: list[SearchDocument]) -> None:
        self.type = type_
        self.label = {"guide": "Fiches", "association": "Associations"}[type_]
        self.items = {item.pk: item for item in documents}

    def public_pks(self, among: Collection[str] | None = None) -> Iterable[str]:
        return list(self.items) if among is None else [pk for pk in among if pk in self.items]

    def documents(self, pks: Collection[str]) -> Iterator[SearchDocument]:
        return (self.read(pk) for pk in pks if pk in self.items)

    def read(self, pk: str) -> SearchDocument:
        return self.items[pk]


def word_facet(name: str, position: int = 100, **more: Any) -> WordFacet:
    labels = {"labels": lambda keys: {key: f"Le {key}" for key in keys}}
    return WordFacet(name=name, label=name.capitalize(), position=position, **labels | more)


def isolate(monkeypatch: pytest.MonkeyPatch) -> dict[str, ListSource]:
    made = {name: ListSource(name, [d for d in CORPUS if d.type == name]) for name in ("guide", "association")}
    fakes = {
        name: word_facet(name, position) for name, position in (("theme", 40), ("audience", 50), ("association", 60))
    }
    real = {name: registry.facets()[name] for name in ("type", "may", "duration", "licence", "language")}
    monkeypatch.setattr(registry, "_sources", dict(made))
    monkeypatch.setattr(registry, "_facets", {**real, **fakes})
    return made


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Another database changes nothing in what a cluster answers. Of the other client, what may differ between clients
    is asked; everything, where EVERY_CLIENT is set (`make test-cluster`).

    Where no cluster runs, `make test` says so in one line. Where everything is tested (CI is set), one must.
    """
    if "cluster" not in ENGINES and "CI" not in os.environ:
        items[:] = [item for item in items if _kind(item) in {"", *ENGINES} and item.path.parent.name != "cluster"]
    if not os.environ.get("LOSE_NODES"):
        # It spoils the cluster for all others: it is run alone, at the end.
        items[:] = [item for item in items if item.path.name != "test_lost_node.py"]
    left_out = set() if os.environ.get("EVERY_CLIENT") else {Elasticsearch.name}
    left_out |= {Cluster.name, Elasticsearch.name} if config.getoption("only_database") else set()
    items[:] = [item for item in items if _kind(item) not in left_out or _is_for_clients(item, left_out)]


def _is_for_clients(item: pytest.Item, left_out: set[str]) -> bool:
    return Cluster.name not in left_out and item.path.name in OF_CLIENTS


def _kind(item: Any) -> str:
    return item.callspec.params.get("engine_kind", "") if hasattr(item, "callspec") else ""


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> dict[str, ListSource]:
    """The corpus behind two sources; nothing else is registered while a test runs."""
    return isolate(monkeypatch)


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test inherits the wish of another to make the index again, or what another told."""
    monkeypatch.setattr(missing, "wish", missing.Wish())
    monkeypatch.setattr(outage, "current", outage.Outage())


@pytest.fixture(scope="session", params=NAMES)
def engine_kind(request: pytest.FixtureRequest) -> EngineKind:
    """Whatever asks for an engine runs once with each."""
    assert request.param in ENGINES, NO_CLUSTER
    return ENGINES[request.param]


@pytest.fixture
def index_dir(tmp_path: Path, settings: object, engine_kind: EngineKind) -> Path:
    """The site searches with an engine of its own, whose index is not made yet."""
    engine_kind.configure(settings, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def lose_index(index_dir: Path, engine_kind: EngineKind) -> Callable[[], None]:
    return lambda: engine_kind.lose(index_dir)


@pytest.fixture
def make_engine(tmp_path: Path, engine_kind: EngineKind) -> Callable[..., Engine]:
    def make(*documents: SearchDocument) -> Engine:
        engine = engine_kind.make(tmp_path / "index")
        engine.rebuild(enriched(documents), progress=lambda _count: None)
        return engine

    return make


@pytest.fixture(scope="session")
def indexed_once(tmp_path_factory: pytest.TempPathFactory, engine_kind: EngineKind) -> Callable[..., Engine]:
    """An engine over documents that no test changes."""

    def make(*documents: SearchDocument) -> Engine:
        engine = engine_kind.make(tmp_path_factory.mktemp("once") / "index")
        with pytest.MonkeyPatch.context() as monkeypatch:
            isolate(monkeypatch)
            engine.rebuild(enriched(documents), progress=lambda _count: None)
        return engine

    return make


@pytest.fixture(scope="session")
def golden(indexed_once: Callable[..., Engine]) -> Engine:
    """The corpus, indexed once."""
    return indexed_once(*CORPUS)
