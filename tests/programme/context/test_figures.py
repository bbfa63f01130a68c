"""What a programme amounts to: counted over plain values, and said in French that promises nothing."""

from __future__ import annotations

import pytest
from django.utils import translation

from programme.context.figure_lines import figure_lines, share_in_words
from programme.context.figures import FEWEST_COUNTED, Attendance, Share, Told, figures_of
from programme.context.values import Organiser
from tests.factories.programme_values import event_value, local, occasion, place_value

AFTER = local(2026, 11, 1)
GUIDE, FILM = "guide:7", "media:3"


def figures(*occasions, told=None, public=(), whole=True, now=AFTER):
    return figures_of(occasions, public=public, told=told or {}, now=now, whole=whole)


def line(found, key):
    with translation.override("fr"):
        return next((one for one in figure_lines(found) if one.key == key), None)


@pytest.mark.parametrize(
    ("count", "of", "percent"), [(0, 0, None), (0, 9, 0), (9, 9, 100), (199, 200, 99), (1, 900, 1), (2, 3, 67)]
)
def test_percentage_is_none_or_all_only_where_it_is(count, of, percent):
    assert Share(count, of).percent == percent


def test_what_was_cancelled_or_postponed_is_counted_apart():
    found = figures(occasion(1), occasion(2, status="cancelled"), occasion(3, status="postponed"))
    assert (found.events, found.held, found.cancelled, found.postponed, found.hours) == (1, 1, 1, 1, 2)
    assert line(found, "events").detail == "1 séance, 1 annulée, 1 reportée"


def test_exhibition_has_days_and_no_hours():
    found = figures(occasion(1), occasion(2, local(2026, 10, 2), local(2026, 10, 17), all_day=True))
    assert (found.minutes, found.long, found.days) == (120, 1, 15)


def test_hour_that_the_clock_shows_twice_is_two_hours():
    assert figures(occasion(1, local(2026, 10, 25, 1), local(2026, 10, 25, 4))).minutes == 240


def test_places_towns_and_organisers_are_counted_once():
    two = event_value(2, organisers=(Organiser("la passerelle"), Organiser("Les Pieds sur la carte")))
    found = figures(
        occasion(1), occasion(2, event=two), occasion(3, place=place_value(2, "Le Fab", town="Guipavas")),
        occasion(4, place=None, online_url="https://visio.example/"),
    )  # fmt: skip
    assert (found.places, found.towns, found.organisers, found.online) == (2, 2, 2, 1)


def test_free_and_access_are_shares():
    paid = event_value(2, price="paid")
    bare = place_value(2, "Le Hangar", access=())
    found = figures(occasion(1), occasion(2, event=paid, place=bare), occasion(3, place=None))
    assert (found.free, found.described, found.entrance) == (Share(1, 2), Share(1, 2), Share(1, 2))


def test_access_that_the_event_says_stands_before_that_of_the_place():
    event = event_value(2, access=(place_value().access[0].__class__("entrance", "no", "Trois marches"),))
    assert figures(occasion(1, event=event)).entrance == Share(0, 1)


def test_commons_that_not_everybody_may_see_are_not_counted():
    event = event_value(
        works=((GUIDE, "used", "shown", ""), (FILM, "produced", "shown", ""), ("guide:9", "used", "", ""))
    )
    found = figures(occasion(1, event=event), public={GUIDE, FILM})
    assert (found.used, found.made, found.with_commons, found.runs) == (1, 1, Share(1, 1), 1)


def test_guide_that_was_not_run_is_used_and_not_run():
    event = event_value(works=((GUIDE, "used", "shown", ""),))
    found = figures(occasion(1, event=event), public={GUIDE}, told={1: Told(4, (GUIDE,))})
    assert (found.used, found.runs) == (1, 0)


def test_people_are_summed_over_the_dates_that_were_counted():
    dates = [occasion(key) for key in range(1, 6)]
    found = figures(*dates, told={1: Told(10), 2: Told(0), 3: Told(2), 4: Told(None)})
    assert found.attendance == Attendance(12, Share(3, 5))
    told = line(found, "attendance")
    assert told.value == "12"
    assert told.detail.replace("\u00a0", " ") == (
        "comptées à 3 séances sur 5 ; pour les autres, personne n’a donné de nombre"
    )


def test_sum_of_few_dates_would_tell_of_one_event_and_is_not_given():
    dates = [occasion(key) for key in range(1, 6)]
    found = figures(*dates, told={key: Told(10) for key in range(1, FEWEST_COUNTED)})
    assert found.attendance == Attendance(None, Share(2, 5))
    assert line(found, "attendance").value == "–"


def test_part_of_a_programme_has_no_attendance():
    dates = [occasion(key) for key in range(1, 6)]
    found = figures(*dates, told={key: Told(10) for key in range(1, 6)}, whole=False)
    assert (found.attendance, line(found, "attendance")) == (None, None)


def test_what_is_to_come_is_not_waited_for():
    found = figures(occasion(1), occasion(2), now=local(2026, 10, 1))
    assert found.attendance == Attendance(None, Share(0, 0))


def test_nothing_is_nothing():
    found = figures()
    assert (found.events, found.free.percent, line(found, "free"), line(found, "events").value) == (0, None, None, "0")


@pytest.mark.parametrize(("share", "words"), [(Share(2, 3), "2 sur 3"), (Share(48, 59), "48 sur 59 (81 %)")])
def test_share_of_few_is_said_without_a_percentage(share, words):
    with translation.override("fr"):
        assert share_in_words(share).replace("\u00a0", " ").replace("\u202f", " ") == words
