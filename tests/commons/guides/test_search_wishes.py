"""Sizes of group, and what guides and kits need, as the search narrows by them."""

from __future__ import annotations

import pytest
from django.utils import translation

from commons.guides.enums import Audience
from commons.guides.search_documents import GROUP, group_labels
from commons.guides.search_wishes import audience_keys, groups_of
from search import registry
from search.results import Choice
from search.understanding.hints import with_hints
from search.understanding.units import unit_of
from search.understanding.words import pieces


def test_sizes_are_listed_from_the_smallest_however_many_guides_suit_each() -> None:
    choices = [Choice(key, key, count, selected=False) for key, count in (("more", 9), ("10", 5), ("5", 1), ("30", 7))]

    assert [choice.key for choice in GROUP.in_order(choices)] == ["5", "10", "30", "more"]


def test_size_that_an_older_index_holds_is_listed_last() -> None:
    choices = [Choice(key, key, count, selected=False) for key, count in (("7", 9), ("more", 5), ("5", 1))]

    assert [choice.key for choice in GROUP.in_order(choices)] == ["5", "more", "7"]


@pytest.mark.parametrize(
    ("least", "most", "sizes"),
    [
        (None, None, ()),
        (8, 30, ("10", "15", "20", "25", "30")),
        (3, 8, ("5", "10")),
        (None, 12, ("5", "10", "15")),
        (25, None, ("25", "30", "40", "60", "more")),
        (100, 200, ("more",)),
        (6, 10, ("10",)),
    ],
)
def test_group_fits_every_size_that_it_may_have(least: int | None, most: int | None, sizes: tuple[str, ...]) -> None:
    assert groups_of(least, most) == sizes


def test_wider_audience_includes_the_narrower() -> None:
    assert audience_keys(Audience.CHILDREN) == ("children", "families", "all")
    assert audience_keys(Audience.TEENS) == ("teens", "all")


def test_sizes_have_names() -> None:
    with translation.override("en"):
        names = group_labels(["5", "10", "more", "7"])

    assert names == {
        "5": "1 to 5 people", "10": "6 to 10 people", "more": "more than 60 people"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("q", "is_wished_for"),
    [("un guide sur les livres", True), ("un livre avec notre guide", False), ("publier nos fiches", False)],
)
def test_guide_that_is_somebodys_is_spoken_of_and_not_looked_for(q: str, is_wished_for: bool) -> None:  # noqa: FBT001
    units = with_hints([unit_of(piece, (), exact=False) for piece in pieces(q)], q)

    assert any(isinstance(unit.meaning, registry.Meaning) for unit in units) is is_wished_for
