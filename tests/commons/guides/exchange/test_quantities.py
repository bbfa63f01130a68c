from __future__ import annotations

import pytest

from commons.guides.exchange.document import section_kind
from commons.guides.exchange.quantities import group_of, minutes_of, step_of, timed


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
        ("Tour (5 min et 10 min)", ("Tour (5 min et 10 min)", None, "")),
    ],
)
def test_timing_of_a_step_is_read_from_its_title(title: str, found: tuple[str, int | None, str]) -> None:
    assert timed(title) == found


@pytest.mark.parametrize(
    ("title", "language", "said"),
    [
        ("Tour (20 - 30 min)", "fr", "20 à 30 min"),
        ("Tour (de 10 à 20 min)", "fr", "10 à 20 min"),
        ("Tour (entre 10 et 20 min)", "fr", "10 à 20 min"),
        ("Tour (1 à 1 h 30)", "fr", "1 à 1 h 30"),
        ("Round (20-30 min)", "en", "20 to 30 min"),
        ("Round (between 20 and 30 minutes)", "en-GB", "20 to 30 minutes"),
        ("Round (1 hour to 2 hours)", "en", "1 hour to 2 hours"),
        ("Ronda (de 20 a 30 min)", "es", "20 a 30 min"),
        ("Tour (1 min)", "fr", ""),
        ("Round (1 hour)", "en", ""),
    ],
)
def test_range_is_told_in_the_language_of_the_title(title: str, language: str, said: str) -> None:
    words, minutes, found = timed(title, language=language)
    assert (words, found) == (title.partition(" (")[0], said)
    assert minutes


def test_range_of_a_step_of_an_english_guide_stays_english() -> None:
    assert step_of("Step 2: Round (20-30 min)", language="en") == ("Round (20 to 30 min)", 30)


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


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Montage (1 h 30)", ("Montage", 90, "")),
        ("Montage (1\u00a0h\u202f30)", ("Montage", 90, "")),
        ("Montage (2h)", ("Montage", 120, "")),
        ("Montage (1 h 30 min)", ("Montage", 90, "")),
        ("Montage (30 min à 1 h)", ("Montage", 60, "30 min à 1 h")),
        ("Montage (3 h de train)", ("Montage (3 h de train)", None, "")),
        ("Montage (12)", ("Montage (12)", None, "")),
    ],
)
def test_hours_are_a_timing_too(title: str, found: tuple[str, int | None, str]) -> None:
    assert timed(title) == found


@pytest.mark.parametrize(
    ("heading", "step"),
    [
        ("Étape 1 : Se présenter (10 min)", ("Se présenter", 10)),
        ("E\u0301tape\u00a0: Se présenter", ("Se présenter", None)),
        ("Étape n° 3 – Se présenter (1 h)", ("Se présenter", 60)),
        ("Paso 2. Saludar", ("Saludar", None)),
        ("Étape : Se présenter (20 à 30 min)", ("Se présenter (20 à 30 min)", 30)),
        ("Étape \\: se présenter", None),
        ("Étapes : les voici", None),
        ("Déroulé", None),
    ],
)
def test_heading_says_that_it_is_a_step(heading: str, step: tuple[str, int | None] | None) -> None:
    assert step_of(heading) == step


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Conseils d’animation", "tips"),
        ("CONSEILS D'ANIMATION :", "tips"),
        ("Pre\u0301paration", "preparation"),
        ("Retours\u00a0d’expérience", "feedback"),
        ("Préparation du terrain", ""),
    ],
)
def test_heading_names_a_section(heading: str, kind: str) -> None:
    assert section_kind(heading) == kind
