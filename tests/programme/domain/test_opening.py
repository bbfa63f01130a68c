"""Opening hours as OpenStreetMap writes them: the simple ones are read, the others are left to people."""

from __future__ import annotations

from datetime import date

import pytest

from programme.domain.opening import read
from tests.factories.programme import at

SATURDAY, SUNDAY, MONDAY = date(2027, 10, 2), date(2027, 10, 3), date(2027, 10, 4)


@pytest.mark.parametrize(
    ("hours", "day", "start", "end", "is_open"),
    [
        ("Tu-Sa 10:00-18:00", SATURDAY, 10, 18, True),
        ("Tu-Sa 10:00-18:00", SATURDAY, 9, 11, False),
        ("Tu-Sa 10:00-18:00", MONDAY, 10, 11, False),
        ("Mo-Su 09:00-12:00,14:00-18:00", SATURDAY, 11, 15, False),
        ("Mo-Su 09:00-12:00, 12:00-18:00", SATURDAY, 11, 15, True),
        ("Mo-Sa 09:00-19:00; Sa off", SATURDAY, 10, 11, False),
        ("Sa-Mo 09:00-19:00", SUNDAY, 10, 11, True),
        ("Sa,Su 09:00-19:00", SUNDAY, 10, 11, True),
        ("24/7", SUNDAY, 3, 4, True),
        ("Sa 18:00-02:00", SATURDAY, 19, 23, True),
        ("10:00-18:00", SUNDAY, 10, 11, True),
    ],
)
def test_simple_rules_are_read(hours, day, start, end, is_open):
    assert read(hours).is_open(at(start, day=day), at(end, day=day)) is is_open


def test_what_ends_after_midnight_is_inside_hours_that_do():
    assert read("Sa 18:00-02:00").is_open(at(22, day=SATURDAY), at(2, day=SUNDAY))


def test_public_holiday_has_hours_of_its_own():
    assert not read("Mo-Su 09:00-19:00; PH off").is_open(at(10), at(11), is_holiday=True)
    assert read("Mo-Su 09:00-19:00").is_open(at(10), at(11), is_holiday=True)


@pytest.mark.parametrize(
    "hours",
    ["", "Aug off", "Mo-Fr 09:00-18:00; Aug off", "sunrise-sunset", "week 1-10 Mo 09:00-12:00", "Mo 25:00-26:00", "x" * 600,
     'Mo-Fr 09:00-12:00 "sur rendez-vous"', "SH Mo 09:00-12:00", "Mo 9h-12h", "Mo[1] 10:00-12:00"],
)  # fmt: skip
def test_what_says_more_is_left_to_people(hours):
    assert read(hours) is None
