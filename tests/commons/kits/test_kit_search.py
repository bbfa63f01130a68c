"""Kits are found by who does not call them so."""

from __future__ import annotations

import pytest

from commons.kits.search_documents import TYPE
from search.understanding.hints import with_turns
from search.understanding.units import unit_of
from search.understanding.words import pieces


@pytest.mark.parametrize(
    ("q", "kinds"),
    [
        ("une série d’ateliers sur la radio", {TYPE}),
        ("plusieurs ateliers à enchaîner", {TYPE}),
        ("several workshops about radio", {TYPE}),
        ("un atelier radio", set()),
    ],
)
def test_several_workshops_are_a_kit(q: str, kinds: set[str]) -> None:
    radio = unit_of(next(pieces("radio")), (), exact=False)
    wishes = [unit.meaning for unit in with_turns([radio], q) if unit.hint and unit.meaning]

    assert {key for wish in wishes for key in wish.keys} == kinds
