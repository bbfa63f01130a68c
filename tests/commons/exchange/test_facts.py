from __future__ import annotations

import pytest

from commons.exchange.facts import group_of, minutes_of, timed


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("Durée : 30 minutes maximum", 30),
        ("1h-2h", 120),
        ("1h30", 90),
        ("2 heures", 120),
        ("de 5 à 10 min", 10),
        ("3h le matin, 3h l'après-midi", None),
        ("quelques heures", None),
        ("très variable", None),
    ],
)
def test_duration_is_read_when_the_words_give_one(words: str, minutes: int | None) -> None:
    assert minutes_of(words) == minutes


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Exposé (5 min)", ("Exposé", 5, "")),
        ("Préparation (5 min.)", ("Préparation", 5, "")),
        ("Réactions (20- 30 min)", ("Réactions", 30, "20 à 30 min")),
        ("Tour (à la fin)", ("Tour (à la fin)", None, "")),
    ],
)
def test_timing_of_a_step_is_read_from_its_title(title: str, found: tuple[str, int | None, str]) -> None:
    assert timed(title) == found


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("8-50", (8, 50)),
        ("pour 4 à 12 personnes", (4, 12)),
        ("10 personnes et +", (10, None)),
        (">12", (13, None)),
        ("tous les individus", (None, None)),
    ],
)
def test_size_of_the_group_is_read_from_words(words: str, group: tuple[int | None, int | None]) -> None:
    assert group_of(words) == group
