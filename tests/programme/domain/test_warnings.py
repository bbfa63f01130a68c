"""What coordinators are warned of; nothing of it blocks anything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from programme.domain.clashes import Slot
from programme.domain.warnings import Timed, distance_km, warnings
from tests.factories.programme import FIRST_DAY, at

CORDERIE, FOURNEAU = (48.3833, -4.5), (48.41, -4.47)  # 3.7 km apart
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(16)]


def timed(key=1, start=14, end=16, *, day=FIRST_DAY, place=1, organiser=1, event=None, audience=(), themes=(), **more):
    slot = Slot(
        start=at(start, day=day), end=at(end, day=day), place=place, organisers=frozenset({organiser}),
        event=event or key, audience=frozenset(audience), themes=frozenset(themes), neighbourhood="Recouvrance",
    )  # fmt: skip
    fields = {
        "title": f"Atelier {key}",
        "organisers": {organiser: f"Association {organiser}"},
        "place": f"Lieu {place}",
    }
    return Timed(key=key, event=event or key, slot=slot, **{**fields, **more})


def kinds(*times, **more):
    return [warning.kind for warning in warnings(times, **more)]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({"start": 14, "end": 16}, ["place"]),
        ({"start": 15, "end": 17}, ["place"]),
        ({"start": 16, "end": 18}, []),
        ({"start": 12, "end": 14}, []),
        ({"start": 15, "end": 17, "room": "Salle B"}, []),
        ({"start": 15, "end": 17, "room": "salle a"}, ["place"]),
        ({"start": 15, "end": 17, "place": 2}, []),
    ],
)
def test_same_place_twice_half_open(other, found):
    assert kinds(timed(room="Salle A"), timed(2, organiser=2, **{"room": "Salle A", **other})) == found


def test_equal_times_of_one_event_in_one_place_are_told():
    assert kinds(timed(1, event=7), timed(2, event=7)) == ["place", "organiser"]


def test_same_organiser_twice_at_once():
    assert kinds(timed(1), timed(2, place=2)) == ["organiser"]


@pytest.mark.parametrize(("start", "found"), [(16, ["travel"]), (17, ["travel"]), (18, [])])
def test_way_between_two_places_of_one_organiser(start, found):
    one = timed(coordinates=CORDERIE)
    assert kinds(one, timed(2, start, start + 1, place=2, coordinates=FOURNEAU)) == found


def test_way_is_told_with_its_length():
    [told] = warnings([timed(coordinates=CORDERIE), timed(2, 16, 17, place=2, coordinates=FOURNEAU)])
    assert told.sentence == (
        "Association 1 a 0 minute pour aller de « Atelier 1 » à « Atelier 2 » : 3,7 km à vol d’oiseau, "
        "66 minutes à pied avec le matériel."
    )


def test_distance_is_that_of_the_globe():
    assert round(distance_km((48.8566, 2.3522), (48.3904, -4.4861))) == 505


def test_same_public_within_an_hour():
    one = timed(audience=["children"], themes=["cartes"])
    other = {"place": 2, "organiser": 2, "audience": ["children"], "themes": ["cartes"]}

    assert kinds(one, timed(2, 15, 17, **other)) == ["public"]
    assert kinds(one, timed(2, 18, 20, **other)) == []


@pytest.mark.parametrize(("hours", "found"), [("Mo-Su 09:00-18:00", []), ("Mo-Fr 09:00-18:00", ["closed"])])
def test_closed_place(hours, found):
    assert kinds(timed(opening_hours=hours)) == found


def test_closed_place_is_told_with_its_hours_in_one_sentence():
    [told] = warnings([timed(opening_hours="Mo-Fr 09:00-18:00", opening="Du lundi au vendredi.")])
    assert told.sentence == (
        "«\u00a0Atelier 1\u00a0»\u00a0: d’après ses horaires, Lieu 1 n’ouvre pas à ce moment-là (Du lundi au vendredi)."
    )


def test_hours_that_are_only_words_are_a_hint_on_unusual_days():
    assert kinds(timed(opening="Du mardi au samedi")) == []
    assert kinds(timed(opening="Du mardi au samedi", day=date(2027, 10, 3))) == ["closed"]


def test_public_holiday():
    day = date(2027, 11, 1)
    assert kinds(timed(day=day), holidays={day: "Toussaint"}) == ["holiday"]


def test_outside_the_days_of_the_edition():
    assert kinds(timed(day=date(2027, 10, 18)), days=DAYS) == ["outside"]
    assert kinds(timed(day=date(2027, 10, 17)), days=DAYS) == []


def test_nothing_said_of_access():
    assert kinds(timed(has_access=False)) == ["access"]


def test_exhibition_takes_no_place_from_anybody():
    long = timed(1)
    slot = Slot(start=at(10), end=at(10) + timedelta(days=5), place=1, organisers=frozenset({1}), event=1)
    assert kinds(Timed(key=1, event=1, title="Exposition", slot=slot, organisers=long.organisers), timed(2)) == []


def test_more_people_than_seats_are_told():
    [told] = warnings([timed(over=2)])
    assert (told.kind, "2 personnes de trop" in told.sentence) == ("seats", True)
