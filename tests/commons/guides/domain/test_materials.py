from __future__ import annotations

from decimal import Decimal

import pytest

from commons.guides.domain.materials import materials_for


def needed(quantity, per, *, participants, group_size=None):
    item = {"name": "x", "quantity": quantity, "per": per, "group_size": group_size, "note": None, "url": None}
    (line,) = materials_for([item], participants=participants)
    return line.quantity


@pytest.mark.parametrize(
    ("quantity", "per", "group_size", "participants", "expected"),
    [
        ("1", "person", None, 12, "12"),
        ("0.5", "person", None, 5, "3"),  # half a sheet each: three sheets for five
        ("0", "person", None, 12, "0"),
        ("1", "group", 4, 12, "3"),
        ("1", "group", 4, 13, "4"),  # a group begun is a group
        ("2", "group", 4, 1, "2"),
        ("1", "group", None, 12, "1"),  # nobody said how many make a group: they are one
        ("1.5", "workshop", None, 12, "1.5"),  # a metre and a half of rope stays one
        ("1", "person", None, 0, "1"),
        ("1", "person", None, -4, "1"),
        ("1", "person", None, 10_000, "500"),
        ("1000000", "person", None, 500, "500000000"),
    ],
)
def test_quantity_follows_the_number_of_people(quantity, per, group_size, participants, expected):
    found = needed(Decimal(quantity), per, participants=participants, group_size=group_size)
    assert found == Decimal(expected)


@pytest.mark.parametrize("per", ["person", "group", "workshop"])
def test_what_the_guide_does_not_count_is_not_counted(per):
    assert needed(None, per, participants=12) is None


def test_remark_and_link_are_kept():
    item = {
        "name": "plan",
        "quantity": None,
        "per": "person",
        "group_size": None,
        "note": "A3",
        "url": "https://a.org/",
    }
    (line,) = materials_for([item], participants=1)
    assert (line.name, line.note, line.url) == ("plan", "A3", "https://a.org/")


def line_of(name="argile", *, quantity="200", unit="", note="", per="person"):
    item = {
        "name": name,
        "quantity": Decimal(quantity),
        "unit": unit,
        "per": per,
        "group_size": None,
        "note": note,
        "url": "",
    }
    (line,) = materials_for([item], participants=12)
    return line.quantity, line.unit, line.name, line.note


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"unit": "g"}, (2400, "g", "argile", "")),
        ({"note": "grammes"}, (2400, "g", "argile", "")),
        ({"note": "en grammes"}, (2400, "g", "argile", "")),
        ({"name": "argile (grammes)"}, (2400, "g", "argile", "")),
        ({"name": "argile (en kilos)", "quantity": "0.2"}, (Decimal("2.4"), "kg", "argile", "")),
        ({"name": "argile (rouge)"}, (2400, "", "argile (rouge)", "")),
        ({"note": "bien humide"}, (2400, "", "argile", "bien humide")),
        ({"unit": "l", "quantity": "0.05"}, (Decimal("0.60"), "l", "argile", "")),
    ],
)
def test_what_is_measured_keeps_its_unit_and_is_not_rounded(written, expected):
    assert line_of(**written) == expected
