"""What two sides changed of one event at once: both changes stand, and where both changed the same, it is said."""

from __future__ import annotations

import pytest

from programme.domain.mending import changed_fields, merge

BASE = {"title": "Atelier", "audience": ["teens", "all"], "body": "Un\nDeux"}


@pytest.mark.parametrize(
    ("mine", "theirs", "data", "conflicts"),
    [
        ({}, {}, {}, {}),
        ({"title": "Mon atelier"}, {}, {"title": "Mon atelier"}, {}),
        ({}, {"title": "Notre atelier"}, {"title": "Notre atelier"}, {}),
        ({"title": "Mon atelier"}, {"body": "Trois"}, {"title": "Mon atelier", "body": "Trois"}, {}),
        ({"title": "Le même"}, {"title": "Le même"}, {"title": "Le même"}, {}),
        (
            {"title": "Mon atelier"},
            {"title": "Notre atelier"},
            {"title": "Mon atelier"},
            {"title": "Notre atelier"},
        ),
        ({"audience": ["all", "teens"]}, {"audience": ["adults"]}, {"audience": ["adults"]}, {}),
        ({"body": "Un\r\nDeux\r\n"}, {"body": "Trois"}, {"body": "Trois"}, {}),
        ({"title": ""}, {}, {"title": ""}, {}),
    ],
)
def test_fields(mine, theirs, data, conflicts):
    found = merge(BASE, {**BASE, **mine}, {**BASE, **theirs})
    assert (found.data, found.conflicts) == ({**BASE, **data}, conflicts)


def row(uuid="a", starts="14:00", **more):
    return {"uuid": uuid, "day": "2027-10-02", "starts": starts, "ends": "16:00", **more}


@pytest.mark.parametrize(
    ("mine", "theirs", "rows", "conflicts"),
    [
        ([row()], [row()], [row()], []),
        ([row()], [row(starts="15:00")], [row(starts="15:00")], []),
        ([row(starts="10:00")], [row()], [row(starts="10:00")], []),
        ([row(starts="10:00")], [row(starts="15:00")], [row(starts="10:00")], [row(starts="15:00")]),
        ([row(), row("")], [row()], [row(), row("")], []),
        ([row()], [row(), row("b")], [row(), row("b")], []),
        ([], [row()], [], []),
        ([], [row(starts="15:00")], [row(starts="15:00")], [row(starts="15:00")]),
        ([row()], [], [], []),
        ([row(starts="10:00")], [], [row("", starts="10:00")], []),
    ],
)
def test_times(mine, theirs, rows, conflicts):
    found = merge({"times": [row()]}, {"times": mine}, {"times": theirs})
    assert (found.data["times"], found.conflicts.get("times", [])) == (rows, conflicts)


def test_what_says_the_same_in_other_letters_is_not_changed():
    assert changed_fields({**BASE, "body": "Un\r\nDeux", "audience": ["all", "teens"]}, BASE) == frozenset()
    assert changed_fields({**BASE, "title": "Autre"}, BASE) == {"title"}
