"""A facet of days, registered by the test as an app would: everything else follows from the registration."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from search import registry
from search.api import parameters
from search.engines.base import IndexMissing
from search.engines.choice import current_engine
from search.enrich import enriched
from search.facets.kinds import Period
from search.facets.values import days
from search.query import SearchQuery, parse, parse_leniently
from tests.search.corpus import document
from web.api.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

    from search.documents import SearchDocument
    from search.engines.base import Engine
    from tests.search.kinds import EngineKind


def happening(pk: str, *periods: tuple[date, date]) -> SearchDocument:
    return document(pk, f"Rencontre {pk}", periods={"day": periods})


FESTIVAL = (
    happening("one-day", (date(2026, 11, 7), date(2026, 11, 7))),
    happening("week", (date(2026, 11, 28), date(2026, 12, 4))),
    happening("twice", (date(2026, 11, 2), date(2026, 11, 2)), (date(2027, 1, 9), date(2027, 1, 9))),
    document("guide", "Rencontre sans date"),
)


@pytest.fixture(autouse=True)
def _day(sources: object) -> None:
    registry.register_facet(Period(name="day", label="Quand", description="Days.", position=25))


@pytest.fixture
def engine(make_engine: Callable[..., Engine]) -> Engine:
    return make_engine(*FESTIVAL)


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("2026-11-07/2026-11-07", {"one-day"}),
        ("2026-11-03/2026-11-06", set()),
        ("2026-11-01/2026-11-30", {"one-day", "week", "twice"}),
        ("2026-12-04/2026-12-31", {"week"}),
        ("2026-12-05/2027-01-08", set()),  # twice happens before and after, not between
        ("2027-01-01/..", {"twice"}),
        ("../2026-11-06", {"twice"}),
    ],
)
def test_items_that_happen_on_a_day_of_the_period_are_found(engine: Engine, chosen: str, found: set[str]) -> None:
    answer = engine.search(SearchQuery(filters={"day": (chosen,)}), facets=())

    assert ({hit.document.pk for hit in answer.hits}, answer.total) == (found, len(found))


def test_items_are_counted_by_month_once_each(engine: Engine) -> None:
    answer = engine.search(SearchQuery(), facets=("day",))

    assert answer.counts == {"day": {"2026-11": 3, "2026-12": 1, "2027-01": 1}}


def test_period_narrows_the_other_facets_and_its_own_months_stay(engine: Engine) -> None:
    answer = engine.search(SearchQuery(filters={"day": ("2027-01-01/..",)}), facets=("day", "type"))

    assert answer.counts == {"day": {"2026-11": 3, "2026-12": 1, "2027-01": 1}, "type": {"guide": 1}}


def test_days_come_back_with_the_document(engine: Engine) -> None:
    (hit,) = engine.search(SearchQuery(filters={"day": ("2026-11-07/..",)}, q="one"), facets=()).hits

    assert hit.document.periods == {"day": ((date(2026, 11, 7), date(2026, 11, 7)),)}


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ("day_from=2026-11-01&day_to=2026-11-30", "2026-11-01/2026-11-30"),
        ("day_from=2026-11-01", "2026-11-01/.."),
        ("day_to=2026-11-30", "../2026-11-30"),
    ],
)
def test_period_is_read_from_an_address_and_written_back(address: str, chosen: str) -> None:
    query = parse(QueryDict(address))

    assert query == SearchQuery(filters={"day": (chosen,)})
    assert query.to_querystring() == f"?{address}"
    assert query.without("day", chosen) == SearchQuery()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("day_from=demain", "day_from"),
        ("day_to=2026-02-30", "day_to"),
        ("day_to=20261130", "day_to"),
        ("day_from=2026-11-30&day_to=2026-11-01", "day_to"),
    ],
)
def test_day_that_is_none_is_told(address: str, name: str) -> None:
    query, problems = parse_leniently(QueryDict(address))

    assert query == SearchQuery()
    assert [(type(problem), problem.name) for problem in problems] == [(BadParameter, name)]


def test_long_period_has_a_bound() -> None:
    found = days([(date(2000, 1, 1), date(9999, 12, 31))])

    assert (len(found), found[0], found[-1]) == (1100, date(2000, 1, 1), date(2003, 1, 4))


def test_parameters_are_described() -> None:
    described = {parameter["name"]: parameter["schema"] for parameter in parameters()}

    assert described["day_from"] == described["day_to"] == {"type": "string", "format": "date"}


@pytest.mark.django_db
@pytest.mark.usefixtures("index_dir")
def test_page_has_a_form_of_two_days_and_says_which_are_chosen(client: Client) -> None:
    current_engine().rebuild(enriched(FESTIVAL), progress=lambda _count: None)

    response = client.get("/recherche/?day_from=2026-11-01&day_to=2026-11-30", headers={"accept-language": "en"})

    soup = BeautifulSoup(response.content, "html.parser")
    assert [(field["name"], field["value"]) for field in soup.select("[type=date]")] == [
        ("day_from", "2026-11-01"),
        ("day_to", "2026-11-30"),
    ]
    (chip,) = soup.select(".results__filter")
    assert "From Nov. 1, 2026 to Nov. 30, 2026" in chip.get_text()
    assert chip["href"] == "/recherche/?"
    assert len(soup.select(".result-row")) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("index_dir")
def test_api_counts_months_and_the_chosen_period(client: Client) -> None:
    current_engine().rebuild(enriched(FESTIVAL), progress=lambda _count: None)

    answer: Any = client.get("/api/v1/search?day_from=2026-12-01", headers={"accept-language": "en"}).json()

    assert answer["count"] == 2
    assert answer["facets"]["day"] == [
        {"key": "2026-11", "label": "November 2026", "count": 3},
        {"key": "2026-12", "label": "December 2026", "count": 1},
        {"key": "2026-12-01/..", "label": "From Dec. 1, 2026", "count": 2},
        {"key": "2027-01", "label": "January 2027", "count": 1},
    ]


def test_name_that_cannot_be_a_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be the name of a facet"):
        Period(name="le jour", label="Quand")


def test_index_made_before_a_facet_was_registered_is_made_again(
    engine: Engine, engine_kind: EngineKind, tmp_path: Path
) -> None:
    """An app registers when the site starts, so the engine that meets the old index is a new one."""
    engine.check()

    registry.register_facet(Period(name="evening", label="Le soir"))

    with pytest.raises(IndexMissing, match="rebuild_search"):
        engine_kind.make(tmp_path / "index").check()
