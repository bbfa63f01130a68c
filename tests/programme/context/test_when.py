"""When something takes place, in the words of both languages; ␣ stands for a space that does not break."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from programme.context.values import Occasion
from programme.context.when import (
    day_in_words,
    hours_in_words,
    month_in_words,
    period_in_words,
    time_in_words,
    when_in_words,
)
from tests.factories.programme import ZONE, at

SATURDAY = date(2027, 10, 2)


@pytest.fixture(params=["fr", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def occasion(start, end, **fields):
    """An occasion with the fields that tell when; its event speaks French."""
    names = dict.fromkeys(Occasion.__slots__)
    told = {"start": start, "end": end, "all_day": False, "hours": "", "event": SimpleNamespace(language="fr")}
    return Occasion(**{**names, **told, **fields})


def shown(text):
    return text.replace("\u00a0", "␣")


def said(*, fr, en, language):
    return {"fr": fr, "en": en}[language]


def test_day(language):
    expected = said(fr="samedi 2␣octobre", en="Saturday, October␣2", language=language)
    assert shown(day_in_words(SATURDAY)) == expected


def test_day_with_its_year(language):
    expected = said(fr="samedi 2␣octobre␣2027", en="Saturday, October␣2,␣2027", language=language)
    assert shown(day_in_words(SATURDAY, with_year=True)) == expected


def test_first_day_of_a_month_is_an_ordinal_in_french(language):
    expected = said(fr="vendredi 1er␣octobre", en="Friday, October␣1", language=language)
    assert shown(day_in_words(date(2027, 10, 1))) == expected


def test_month(language):
    assert shown(month_in_words(SATURDAY)) == said(fr="octobre␣2027", en="October␣2027", language=language)


@pytest.mark.parametrize(
    ("moment", "fr", "en"),
    [
        (at(14), "14␣h", "2␣p.m."),
        (at(14, 30), "14␣h␣30", "2:30␣p.m."),
        (at(9, 5), "9␣h␣05", "9:05␣a.m."),
        (at(12), "12␣h", "noon"),
        (at(0), "0␣h", "midnight"),
    ],
)
def test_time(moment, fr, en, language):
    assert shown(time_in_words(moment)) == said(fr=fr, en=en, language=language)


def test_time_without_a_day(language):
    moment = datetime(2027, 10, 2, 14, 30).time()  # noqa: DTZ001 -- a time of the clock
    assert shown(time_in_words(moment)) == said(fr="14␣h␣30", en="2:30␣p.m.", language=language)


def test_afternoon(language):
    expected = said(
        fr="samedi 2␣octobre, 14␣h␣–␣16␣h␣30", en="Saturday, October␣2, 2␣p.m.␣–␣4:30␣p.m.", language=language
    )
    assert shown(when_in_words(occasion(at(14), at(16, 30)))) == expected


def test_year_is_said_where_it_is_asked_for(language):
    expected = said(
        fr="samedi 2␣octobre␣2027, 14␣h␣–␣16␣h", en="Saturday, October␣2,␣2027, 2␣p.m.␣–␣4␣p.m.", language=language
    )
    assert shown(when_in_words(occasion(at(14), at(16)), with_year=True)) == expected


def test_evening_that_ends_after_midnight_names_one_day(language):
    until_two = occasion(at(22), at(2, day=date(2027, 10, 3)))
    expected = said(fr="samedi 2␣octobre, 22␣h␣–␣2␣h", en="Saturday, October␣2, 10␣p.m.␣–␣2␣a.m.", language=language)
    assert shown(when_in_words(until_two)) == expected


def test_evening_that_ends_at_midnight(language):
    until_midnight = occasion(at(20), at(0, day=date(2027, 10, 3)))
    expected = said(
        fr="samedi 2␣octobre, 20␣h␣–␣minuit", en="Saturday, October␣2, 8␣p.m.␣–␣midnight", language=language
    )
    assert shown(when_in_words(until_midnight)) == expected


def test_night_that_ends_in_the_morning_names_both_days(language):
    until_ten = occasion(at(18), at(10, day=date(2027, 10, 3)))
    expected = said(
        fr="samedi 2␣octobre, 18␣h␣–␣dimanche 3␣octobre, 10␣h",
        en="Saturday, October␣2, 6␣p.m.␣–␣Sunday, October␣3, 10␣a.m.",
        language=language,
    )
    assert shown(when_in_words(until_ten)) == expected


def test_small_hours_stand_on_their_own_date():
    with translation.override("fr"):
        night = occasion(at(1, day=date(2027, 10, 3)), at(3, day=date(2027, 10, 3)))
        assert shown(when_in_words(night)) == "dimanche 3␣octobre, 1␣h␣–␣3␣h"


@pytest.mark.parametrize(
    ("hour", "hours"),
    [(0, "0␣h␣–␣6␣h (dimanche 3␣octobre)"), (3, "3␣h␣–␣6␣h (dimanche 3␣octobre)"), (4, "4␣h␣–␣6␣h"), (5, "5␣h␣–␣6␣h")],
)
def test_small_hours_say_their_date_in_the_list_of_the_evening_before(hour, hours):
    with translation.override("fr"):
        night = occasion(at(hour, day=date(2027, 10, 3)), at(6, day=date(2027, 10, 3)))
        assert shown(hours_in_words(night)) == hours


def test_whole_day(language):
    whole = occasion(at(0), at(0, day=date(2027, 10, 3)), all_day=True)
    expected = said(fr="samedi 2␣octobre, toute la journée", en="Saturday, October␣2, all day", language=language)
    assert shown(when_in_words(whole)) == expected


def test_whole_days(language):
    weekend = occasion(at(0), at(0, day=date(2027, 10, 4)), all_day=True)
    assert shown(when_in_words(weekend)) == said(fr="du 2 au 3␣octobre", en="October␣2 to 3", language=language)


def test_exhibition_of_fifteen_days_says_its_hours(language):
    shows = occasion(at(0), at(0, day=date(2027, 10, 17)), all_day=True, hours="du mardi au samedi, de 14 h à 18 h")
    hours = "du mardi au samedi, de 14␣h à 18␣h"
    expected = said(fr=f"du 2 au 16␣octobre, {hours}", en=f"October␣2 to 16, {hours}", language=language)
    assert shown(when_in_words(shows)) == expected


def test_several_days_without_their_hours_say_both_ends(language):
    camp = occasion(at(14), at(18, day=date(2027, 10, 5)))
    expected = said(
        fr="du samedi 2␣octobre, 14␣h, au mardi 5␣octobre, 18␣h",
        en="from Saturday, October␣2, 2␣p.m., to Tuesday, October␣5, 6␣p.m.",
        language=language,
    )
    assert shown(when_in_words(camp)) == expected


def test_period_over_two_months(language):
    expected = said(fr="du 28␣septembre au 3␣octobre", en="September␣28 to October␣3", language=language)
    assert shown(period_in_words(date(2027, 9, 28), date(2027, 10, 3))) == expected


def test_period_with_its_year(language):
    expected = said(fr="du 2 au 16␣octobre␣2027", en="October␣2 to 16,␣2027", language=language)
    assert shown(period_in_words(SATURDAY, date(2027, 10, 16), with_year=True)) == expected


def test_period_over_two_years_says_both(language):
    expected = said(
        fr="du 28␣décembre␣2027 au 3␣janvier␣2028", en="December␣28,␣2027 to January␣3,␣2028", language=language
    )
    assert shown(period_in_words(date(2027, 12, 28), date(2028, 1, 3))) == expected


def test_period_of_one_day_is_that_day():
    with translation.override("fr"):
        assert shown(period_in_words(SATURDAY, SATURDAY)) == "samedi 2␣octobre"


def test_hour_that_the_clock_shows_twice_says_which_it_is(language):
    """On 31 October 2027 the clock goes back from 3 to 2."""
    first = datetime(2027, 10, 31, 2, 30, tzinfo=ZONE)
    night = occasion(first, first.replace(fold=1))
    expected = said(
        fr="dimanche 31␣octobre, 2␣h␣30␣(heure␣d’été)␣–␣2␣h␣30␣(heure␣d’hiver)",
        en="Sunday, October␣31, 2:30␣a.m.␣(summer␣time)␣–␣2:30␣a.m.␣(winter␣time)",
        language=language,
    )
    assert shown(when_in_words(night)) == expected


def test_night_when_the_clock_goes_forward_says_what_the_wall_shows():
    """On 28 March 2027 the clock goes from 2 to 3: an hour and a half, from 1 to 3:30."""
    start = datetime(2027, 3, 28, 1, tzinfo=ZONE)
    end = (start.astimezone(ZoneInfo("UTC")) + timedelta(minutes=90)).astimezone(ZONE)
    with translation.override("fr"):
        assert shown(when_in_words(occasion(start, end))) == "dimanche 28␣mars, 1␣h␣–␣3␣h␣30"
