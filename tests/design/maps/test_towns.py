"""Which town is meant: the one of that name, or nobody's guess."""

from __future__ import annotations

import pytest

from design.maps.towns import FILE, largest_towns, town_of, towns_called

BY_NAME = [
    ("Brest", "Brest (29)"),
    ("brest", "Brest (29)"),
    ("BREST (29)", "Brest (29)"),
    ("Brest ( 29 )", "Brest (29)"),
    ("l’Haÿ-les-Roses", "L'Haÿ-les-Roses (94)"),
    ("Saint Denis (974)", "Saint-Denis (974)"),
    ("St-Denis (93)", "Saint-Denis (93)"),
    ("Ajaccio (2a)", "Ajaccio (2A)"),
    ("Mamoudzou", "Mamoudzou (976)"),
]


@pytest.mark.parametrize(("said", "label"), BY_NAME)
def test_a_town_is_known_by_its_name_however_it_is_typed(said, label):
    town = town_of(said)

    assert town
    assert town.label == label


@pytest.mark.parametrize(
    "said", ["Saint-Denis", "Valence", "Porz-Avel", "Brest (75)", "Brest, Bélarus", "", "Brest " * 40, "(29)"]
)
def test_what_is_no_town_or_may_be_several_is_none(said):
    assert town_of(said) is None


def test_towns_of_one_name_are_told_apart_by_their_departments_the_largest_first():
    assert [town.label for town in towns_called("saint-denis")] == [
        "Saint-Denis (974)", "Saint-Denis (93)", "Saint-Denis (11)", "Saint-Denis (30)",
    ]  # fmt: skip


def test_a_namesake_whose_place_is_unknown_makes_a_name_ambiguous_and_is_drawn_nowhere():
    (small,) = towns_called("Saint-Denis (30)")

    assert (small.latitude, small.longitude) == (None, None)


def test_the_largest_towns_are_offered_first():
    assert largest_towns(3) == ["Paris (75)", "Marseille (13)", "Lyon (69)"]


def test_every_label_is_known_again():
    """What is offered, and stored, leads back to the town."""
    assert [label for label in largest_towns(20_000) if town_of(label) is None] == []


def test_the_file_is_small():
    assert FILE.stat().st_size < 400_000
