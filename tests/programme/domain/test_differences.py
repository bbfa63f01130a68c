"""What changed between two versions of a programme: by occurrence, however many an event has."""

from __future__ import annotations

import pytest

from programme.domain.differences import differences


def row(uuid="a", *, event=1, start="2027-10-02T14:00:00+02:00", place="La Corderie", **more):
    fields = {
        "title": "Atelier", "end": "2027-10-02T16:00:00+02:00", "all_day": False, "room": "", "online": False,
        "status": "confirmed",
    }  # fmt: skip
    return {"uuid": uuid, "event": event, "start": start, "place": place, **fields, **more}


def names(before, after):
    found = differences(before, after)
    lists = ("new", "moved", "placed", "postponed", "cancelled", "restored")
    return {name: [change.row["uuid"] for change in getattr(found, name)] for name in lists if getattr(found, name)}


LATER = "2027-10-03T14:00:00+02:00"


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([], [], {}),
        ([row()], [row()], {}),
        ([], [row()], {"new": ["a"]}),
        ([row()], [], {"cancelled": ["a"]}),
        ([row()], [row(status="cancelled")], {"cancelled": ["a"]}),
        ([row(status="cancelled")], [], {}),
        ([], [row(status="cancelled")], {}),
        ([row(status="cancelled")], [row()], {"restored": ["a"]}),
        ([row()], [row(start=LATER)], {"moved": ["a"]}),
        ([row()], [row(place="Le Fourneau")], {"placed": ["a"]}),
        ([row()], [row(room="Salle B")], {"placed": ["a"]}),
        ([row()], [row(start=LATER, place="Le Fourneau")], {"moved": ["a"]}),
        ([row()], [row(start=LATER, status="cancelled")], {"cancelled": ["a"]}),
        ([row()], [row(status="postponed")], {"postponed": ["a"]}),
        ([row()], [row(title="Autre titre")], {}),
    ],
)
def test_each_change_stands_in_one_list(before, after, found):
    assert names(before, after) == found


def test_of_an_event_with_several_times_each_is_told_apart():
    before = [row("a"), row("b", start=LATER), row("c", start="2027-10-04T14:00:00+02:00")]
    after = [row("a"), row("b", start="2027-10-05T14:00:00+02:00"), row("d", start="2027-10-06T14:00:00+02:00")]

    assert names(before, after) == {"new": ["d"], "moved": ["b"], "cancelled": ["c"]}


def test_two_times_that_change_places_have_both_moved():
    before, after = [row("a"), row("b", start=LATER)], [row("a", start=LATER), row("b")]

    assert names(before, after) == {"moved": ["b", "a"]}
