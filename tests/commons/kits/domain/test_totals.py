"""Durations and materials of several guides, added up. No database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commons.kits.domain.totals import gather_materials, times_of


def material(name, quantity=None, **values):
    plain = {"name": name, "quantity": None if quantity is None else Decimal(quantity), "unit": "", "per": "workshop"}
    return {**plain, "group_size": None, "note": "", "url": "", **values}


def gathered(*listed, participants=10):
    together = gather_materials([(title, list(rows)) for title, rows in listed], participants=participants)
    return [(one.name, one.quantity, one.at_once, one.unit, list(one.guides)) for one in together]


def test_same_thing_is_one_line_with_the_most_at_once():
    listed = gathered(
        ("Zine", [material("ciseaux", 1, per="person"), material("colle", 2)]),
        ("Carte", [material("Ciseau", 1, per="group", group_size=2)]),
    )

    assert listed == [
        ("ciseaux", Decimal(15), Decimal(10), "", ["Zine", "Carte"]),
        ("colle", Decimal(2), Decimal(2), "", ["Zine"]),
    ]


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        (material("ficelle", 2, unit="m"), material("ficelle", 1, unit="m"), 1),
        (material("ficelle", 2, unit="m"), material("ficelle", 1), 2),
        (material("L’écharpe"), material("l'echarpe"), 1),
        (material("dé"), material("dés"), 2),
        (material("bois"), material("boi"), 1),
        (material("papier"), material("papier calque"), 2),
    ],
)
def test_two_lines_are_one_thing_when_a_reader_takes_them_for_the_same(first, second, lines):
    assert len(gathered(("A", [first]), ("B", [second]))) == lines


def test_what_nobody_counts_has_no_quantity():
    assert gathered(("A", [material("papier")]), ("B", [material("papier", 3)])) == [
        ("papier", Decimal(3), Decimal(3), "", ["A", "B"])
    ]
    assert gathered(("A", [material("papier")])) == [("papier", None, None, "", ["A"])]


def test_durations_add_up_and_say_which_are_missing():
    times = times_of([30, None, 90, 0])

    assert (times.minutes, times.timed, times.untimed) == (120, 2, 2)
    assert times_of([]).minutes == 0
