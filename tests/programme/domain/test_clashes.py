"""How far two times compete for the same people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.domain.clashes import Slot, clash, clashes, load, near, overlap, quieter

BREST = ZoneInfo("Europe/Paris")
DAY = date(2027, 10, 5)


def slot(starts=14, ends=16, *, day=DAY, **more):
    start = datetime(day.year, day.month, day.day, tzinfo=BREST)
    return Slot(start=start + timedelta(hours=starts), end=start + timedelta(hours=ends), **more)


def public(title="Ailleurs", starts=14, ends=16, **more):
    return slot(starts, ends, title=title, url=f"/programme/2027/{title}/", **more)


TEENS = {"audience": frozenset({"teens"}), "themes": frozenset({"numerique"}), "neighbourhood": "Recouvrance"}


def test_touching_times_do_not_overlap_and_equal_ones_do():
    assert not overlap(slot(14, 16), slot(16, 18))
    assert overlap(slot(14, 16), slot(14, 16))
    assert overlap(slot(14, 16), slot(15.99, 18))


def test_what_is_within_the_hour_is_near_and_a_whole_hour_is_not():
    assert near(slot(14, 16), slot(16.9, 18))
    assert not near(slot(14, 16), slot(17, 18))


@pytest.mark.parametrize(
    ("other", "weight"),
    [
        (slot(**TEENS), 100),
        (slot(**{**TEENS, "neighbourhood": "Bellevue"}), 83),
        (slot(**{**TEENS, "themes": frozenset({"jardin"})}), 70),
        (slot(**{**TEENS, "audience": frozenset({"seniors"})}), 62),
        (slot(**{**TEENS, "audience": frozenset({"all"})}), 82),
        (slot(), 60),
        (slot(audience=frozenset({"seniors"}), themes=frozenset({"jardin"}), neighbourhood="Bellevue"), 15),
        (slot(16, 18, **TEENS), 50),
    ],
    ids=[
        "all alike",
        "elsewhere",
        "other theme",
        "other public",
        "everybody",
        "nothing said",
        "nothing alike",
        "after",
    ],
)
def test_weight_of_audience_theme_and_neighbourhood(other, weight):
    assert clash(slot(**TEENS), other).weight == weight


def test_same_place_and_same_organiser_weigh_most_but_only_at_once():
    mine = slot(place=7, organisers=frozenset({3}))

    assert clash(mine, slot(15, 17, place=7)).weight == 100
    assert clash(mine, slot(15, 17, organisers=frozenset({3, 4}))).same_organiser
    after = clash(mine, slot(16, 18, place=7, organisers=frozenset({3})))
    assert (after.same_place, after.same_organiser, after.at_once) == (False, False, False)


def test_exhibition_takes_nobody_from_anything_unless_it_is_in_the_same_room():
    exhibition = slot(0, 24 * 15, place=7)

    assert clash(slot(place=8), exhibition) is None
    assert clash(slot(place=7), exhibition).same_place


def test_event_does_not_clash_with_its_own_times():
    assert clash(slot(event=5), slot(15, 17, event=5)) is None


def test_heaviest_is_told_first_and_what_is_light_is_not_told():
    light = public("léger", audience=frozenset({"seniors"}), themes=frozenset({"jardin"}), neighbourhood="Bellevue")
    heavy, other = public("lourd", **TEENS), public("autre", 16, 18, **TEENS)

    assert [one.other.title for one in clashes(slot(**TEENS), [light, other, heavy])] == ["lourd", "autre"]


def test_quieter_times_are_the_nearest_of_the_quietest_and_in_the_edition():
    others = [public(f"{hour}", hour, hour + 1, **TEENS) for hour in range(8, 24)]
    found = quieter(slot(**TEENS), others, first=DAY, last=DAY + timedelta(days=9))

    assert [(one.start.isoformat(), one.load) for one in found] == [
        ("2027-10-06T14:00:00+02:00", 0), ("2027-10-06T13:00:00+02:00", 0), ("2027-10-06T15:00:00+02:00", 0),
    ]  # fmt: skip
    assert quieter(slot(**TEENS), []) == []
    assert quieter(slot(**TEENS), others, first=DAY, last=DAY) == []


def test_quieter_time_keeps_its_hour_when_the_clock_changes():
    saturday = date(2027, 10, 30)
    found = quieter(slot(day=saturday), [public(day=saturday)], after=datetime(2027, 10, 31, tzinfo=BREST))
    assert found[0].start.isoformat() == "2027-10-31T14:00:00+01:00"


HALF_HOURS = st.integers(0, 96).map(lambda half: half / 2)
SETS = st.frozensets(st.sampled_from(["all", "teens", "seniors"]))
SLOTS = st.builds(
    lambda starts, lasts, audience, themes, place: slot(
        starts, starts + lasts, audience=audience, themes=themes, place=place
    ),
    HALF_HOURS, st.integers(1, 12).map(lambda half: half / 2), SETS, SETS, st.sampled_from([None, 1, 2]),
)  # fmt: skip


@given(one=SLOTS, other=SLOTS)
def test_clash_is_mutual_and_bounded(one, other):
    there, back = clash(one, other), clash(other, one)

    assert (there is None) == (back is None)
    if there and back:
        assert there.weight == back.weight
        assert 0 <= there.weight <= 100
        assert there.at_once == (max(one.start, other.start) < min(one.end, other.end))


@given(one=SLOTS, others=st.lists(SLOTS, max_size=8))
def test_quieter_times_are_quieter_and_as_long(one, others):
    found = quieter(one, others)

    assert len(found) <= 3
    assert all(time.load < load(one, others) and time.end - time.start == one.end - one.start for time in found)
