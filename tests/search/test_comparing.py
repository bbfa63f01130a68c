from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from search.comparing import differences, repair
from search.engines.choice import current_engine
from search.enrich import enriched
from search.indexing import rebuild
from search.models import PendingDocument
from search.query import SearchQuery
from search.service import find
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.search.kinds import EngineKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    rebuild()


@pytest.fixture
def drifted(sources: Any) -> None:
    """What a change whose note was lost leaves: one withdrawn, one new, one written again."""
    guides = sources["guide"].items
    del guides["fanzine"]
    guides["new"] = document("new", "Observer les nuages")
    guides["carte"] = document("carte", "Cartographier son village")


def check(*options: str) -> str:
    out = StringIO()
    call_command("check_search", *options, stdout=out, stderr=out)
    return out.getvalue()


def test_index_just_made_differs_in_nothing() -> None:
    assert differences() == {}
    assert check() == "The index holds what the database says.\n"


@pytest.mark.usefixtures("drifted")
def test_each_difference_is_told() -> None:
    assert differences() == {"guide:fanzine": "leftover", "guide:new": "missing", "guide:carte": "outdated"}
    assert differences(contents=False) == {"guide:fanzine": "leftover", "guide:new": "missing"}


@pytest.mark.usefixtures("drifted")
def test_repair_mends_all_of_them() -> None:
    assert repair(differences())[:3] == (2, 1, 0)

    assert differences() == {}
    assert [hit.document.pk for hit in find(SearchQuery(q="nuages")).hits] == ["new"]
    assert find(SearchQuery(q="fanzine")).total == 0


def test_what_waits_in_the_outbox_is_no_difference(sources: Any) -> None:
    del sources["guide"].items["fanzine"]
    PendingDocument.queue("guide", "fanzine")

    assert differences() == {}


def test_item_that_is_in_the_index_twice_is_outdated(sources: Any, engine_kind: EngineKind) -> None:
    engine = current_engine()
    twice = [sources["guide"].items["carte"]] * 2
    engine.rebuild(
        enriched([*sources["guide"].items.values(), *sources["association"].items.values(), *twice]),
        progress=lambda _count: None,
    )

    assert differences() == ({"guide:carte": "outdated"} if engine_kind.holds_twice else {})

    repair(differences())
    assert differences() == {}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Autre"},
        {"summary": "Autre"},
        {"body": "Autre"},
        {"url": "/autre/"},
        {"licence": "cc-by-4.0"},
        {"language": "en"},
        {"minutes": 5},
        {"facets": {"theme": ("law",)}},
        {"extra": {"level": 1}},
        {"published_at": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_part_of_a_document_counts(sources: Any, change: dict[str, Any]) -> None:
    before = sources["guide"].items["carte"]
    kept = {name: getattr(before, name) for name in before.__slots__}
    sources["guide"].items["carte"] = type(before)(**kept | change)

    assert differences() == {"guide:carte": "outdated"}


@pytest.mark.usefixtures("drifted")
def test_command_tells_what_differs_and_fails() -> None:
    with pytest.raises(CommandError, match="check_search --repair"):
        check()
    assert set(differences()) == {"guide:fanzine", "guide:new", "guide:carte"}


@pytest.mark.usefixtures("drifted")
def test_command_mends_when_told_to() -> None:
    assert check("--repair") == (
        "guide:carte: outdated\nguide:fanzine: leftover\nguide:new: missing\n"
        "1 missing, 1 leftover, 1 outdated, to be mended.\nThe index holds what the database says.\n"
    )
    assert differences() == {}


@pytest.mark.usefixtures("drifted")
def test_command_tells_a_program_too() -> None:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_search", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {
        "engine": current_engine().name,
        "missing": ["guide:new"],
        "leftover": ["guide:fanzine"],
        "outdated": ["guide:carte"],
        "set_aside": [],
    }


def test_command_makes_a_lost_index_again(lose_index: Callable[[], None]) -> None:
    lose_index()

    with pytest.raises(CommandError, match="no search index"):
        check()
    assert check("--repair") == "There was no index: 30 items indexed.\nThe index holds what the database says.\n"


def test_command_names_what_is_set_aside(sources: Any) -> None:
    sources["guide"].items["carte"] = document("carte", "Carte", minutes=2**70)

    with pytest.raises(CommandError, match="Set aside: 1"):
        check("--repair")
    assert [str(row) for row in PendingDocument.aside()] == ["guide:carte"]
