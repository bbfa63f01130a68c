from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from search import outage
from search.outage import MOST_SENTENCES, Outage

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED = "No node answers: Connection refused."
RESTS = f"{REFUSED} The cluster is left alone for a moment."
BACK = "Visitors search again: the search index answers."


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    now = [100.0]
    monkeypatch.setattr(outage.time, "monotonic", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


def lines(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(record.levelname, record.getMessage()) for record in caplog.records]


def test_outage_is_told_when_it_begins_and_when_it_is_over(
    caplog: pytest.LogCaptureFixture, wait: Callable[[float], None]
) -> None:
    one = Outage()
    for reason in (REFUSED, RESTS, RESTS, REFUSED):
        one.tell("Visitors cannot search.", reason)
        wait(3600)
    one.over()
    one.over()

    assert lines(caplog) == [("ERROR", f"Visitors cannot search. {REFUSED}"), ("WARNING", BACK)]


def test_each_reason_of_an_outage_is_told_once_and_not_without_end(caplog: pytest.LogCaptureFixture) -> None:
    one = Outage()
    for reason in (REFUSED, "The certificate has expired.", REFUSED, *(f"{number}." for number in range(100))):
        one.tell("Visitors cannot search.", reason)

    assert len(caplog.records) == MOST_SENTENCES
    assert lines(caplog)[1] == ("ERROR", "Visitors cannot search. The certificate has expired.")


def test_index_that_comes_and_goes_is_told_once_a_minute(
    caplog: pytest.LogCaptureFixture, wait: Callable[[float], None]
) -> None:
    one = Outage()
    for _second in range(119):
        one.tell("Visitors cannot search.", REFUSED)
        one.over()
        wait(1)

    assert lines(caplog) == [("ERROR", f"Visitors cannot search. {REFUSED}"), ("WARNING", BACK)] * 2


def test_outage_that_follows_another_at_once_is_told_when_it_lasts(
    caplog: pytest.LogCaptureFixture, wait: Callable[[float], None]
) -> None:
    one = Outage()
    one.tell("Visitors cannot search.", REFUSED)
    one.over()
    one.tell("Visitors cannot search.", REFUSED)
    wait(60)
    one.tell("Visitors cannot search.", REFUSED)

    assert [level for level, _line in lines(caplog)] == ["ERROR", "WARNING", "ERROR"]


def test_nothing_is_told_while_all_goes_well(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Outage().over()

    assert caplog.records == []
