"""Dates made from a rule by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.domain.changes import NotPossible
from programme.domain.recurrence import LAST, Rule, occurrences, on_the_wall, unknown_sentence

BREST = ZoneInfo("Europe/Paris")
WEDNESDAY = frozenset({2})


def rule(first, last, *, starts=time(14), ends=time(16), **more):
    return Rule(first=first, last=last, starts=starts, ends=ends, **more)


def days(made):
    return [start.date().isoformat() for start, _end in made.times]


def test_every_wednesday_except_in_school_holidays_and_on_public_holidays():
    made = occurrences(
        rule(date(2026, 10, 7), date(2026, 11, 12), weekdays=WEDNESDAY, school_zone="B", without_public_holidays=True),
        BREST,
    )

    assert days(made) == ["2026-10-07", "2026-10-14", "2026-11-04"]
    assert made.left_out == (
        (date(2026, 10, 21), "Vacances de la Toussaint"),
        (date(2026, 10, 28), "Vacances de la Toussaint"),
        (date(2026, 11, 11), "Armistice"),
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"weekdays": WEDNESDAY, "every": 2}, ["2027-10-06", "2027-10-20"]),
        ({"weekdays": frozenset({5}), "nth": 2}, ["2027-10-09"]),
        ({"weekdays": frozenset({4}), "nth": LAST}, ["2027-10-29"]),
        (
            {"days": (date(2027, 10, 9), date(2027, 10, 3), date(2027, 10, 3), date(2028, 1, 1))},
            ["2027-10-03", "2027-10-09"],
        ),
    ],
)
def test_rules_that_people_say(more, expected):
    assert days(occurrences(rule(date(2027, 10, 1), date(2027, 10, 31), **more), BREST)) == expected


def test_every_second_week_is_counted_from_the_week_of_the_first_such_day():
    # 1 October 2027 is a Friday: Monday the 4th is of the next week.
    made = occurrences(rule(date(2027, 10, 1), date(2027, 10, 31), weekdays=frozenset({0, 4}), every=2), BREST)
    assert days(made) == ["2027-10-01", "2027-10-11", "2027-10-15", "2027-10-25", "2027-10-29"]


@pytest.mark.parametrize(
    ("first", "offsets"), [(date(2027, 3, 24), [1, 2]), (date(2027, 10, 27), [2, 1])], ids=["spring", "autumn"]
)
def test_two_o_clock_stays_two_o_clock_when_the_clock_changes(first, offsets):
    made = occurrences(rule(first, first + timedelta(days=7), weekdays=WEDNESDAY), BREST)

    assert [start.hour for start, _end in made.times] == [14, 14]
    assert [start.utcoffset() for start, _end in made.times] == [timedelta(hours=hours) for hours in offsets]


def test_what_begins_in_the_hour_that_is_left_out_begins_when_the_clock_goes_on():
    start, end = on_the_wall(date(2027, 3, 28), time(2, 30), time(2, 45), BREST)
    assert (start.isoformat(), end.isoformat()) == ("2027-03-28T03:30:00+02:00", "2027-03-28T03:45:00+02:00")

    start, end = on_the_wall(date(2027, 3, 28), time(2, 30), time(3, 0), BREST)
    assert (start.isoformat(), end.isoformat()) == ("2027-03-28T03:30:00+02:00", "2027-03-28T04:00:00+02:00")


def test_hour_that_comes_twice_is_the_first_one():
    start, end = on_the_wall(date(2027, 10, 31), time(2, 30), time(3), BREST)
    assert (start.isoformat(), end.isoformat()) == ("2027-10-31T02:30:00+02:00", "2027-10-31T03:00:00+01:00")


@pytest.mark.parametrize(
    ("ends", "said"), [(time(0), "2027-10-03T00:00:00+02:00"), (time(2), "2027-10-03T02:00:00+02:00")]
)
def test_evening_ends_at_midnight_or_after_it(ends, said):
    assert on_the_wall(date(2027, 10, 2), time(22), ends, BREST)[1].isoformat() == said


def test_school_holidays_that_nobody_knows_yet_are_said():
    # The last day that is known is 31 August 2028: the year goes on, and its autumn is not known.
    made = occurrences(rule(date(2028, 8, 28), date(2028, 11, 8), weekdays=WEDNESDAY, school_zone="B"), BREST)

    assert made.left_out == ((date(2028, 8, 30), "Vacances d'été"),)
    assert made.unknown_from == date(2028, 9, 6)
    assert "6" in unknown_sentence(made)
    known = occurrences(rule(date(2027, 10, 6), date(2027, 10, 7), weekdays=WEDNESDAY, school_zone="B"), BREST)
    assert unknown_sentence(known) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        rule(date(2027, 10, 2), date(2027, 10, 1), weekdays=WEDNESDAY),
        rule(date(2027, 1, 1), date(2028, 2, 5), weekdays=WEDNESDAY),
        rule(date(2027, 10, 1), date(2027, 10, 31)),
        rule(date(2027, 10, 1), date(2027, 10, 31), weekdays=WEDNESDAY, every=0),
        rule(date(2027, 10, 7), date(2027, 10, 12), weekdays=WEDNESDAY),
        rule(date(2027, 10, 1), date(2027, 10, 31), days=(date(2027, 12, 1),)),
    ],
    ids=["backwards", "400 days", "no weekday", "every 0 weeks", "no such day", "outside"],
)
def test_rule_that_gives_no_date_is_refused_with_a_sentence(wrong):
    with pytest.raises(NotPossible):
        occurrences(wrong, BREST)


CLOCKS = st.times(min_value=time(0), max_value=time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))
ZONES = st.sampled_from([BREST, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")])


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), starts=CLOCKS, ends=CLOCKS, zone=ZONES)
def test_end_is_after_the_start_and_both_exist(day, starts, ends, zone):
    start, end = on_the_wall(day, starts, ends, zone)

    assert end.astimezone(UTC) > start.astimezone(UTC)
    for moment in (start, end):
        assert moment.astimezone(UTC).astimezone(zone) == moment
    # An hour that is there is the one that was said.
    said = datetime.combine(day, starts, tzinfo=zone)
    if said.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == said.replace(tzinfo=None):
        assert start.time() == starts


@given(
    first=st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    length=st.integers(0, 399),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    every=st.integers(1, 12),
    nth=st.sampled_from([None, 1, 2, 3, 4, LAST]),
)
def test_dates_are_in_the_period_on_the_days_that_were_said_each_once(first, length, weekdays, every, nth):
    last = first + timedelta(days=length)
    try:
        made = occurrences(rule(first, last, weekdays=weekdays, every=every, nth=nth), BREST)
    except NotPossible:
        return
    found = [start.date() for start, _end in made.times]
    assert found == sorted(set(found))
    assert all(first <= day <= last and day.weekday() in weekdays for day in found)
    assert len(found) <= 400
