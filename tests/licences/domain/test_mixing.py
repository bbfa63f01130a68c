from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legaltools.catalogue import all_tools, get
from legaltools.compat import SourceWork, carry, mix
from licences.domain.ingredients import Ingredient
from licences.domain.mixing import (
    Part,
    count_of,
    goes_as_collection,
    mix_parts,
    ways_out,
    why_blocked,
)  # fmt: skip


def mixed(*keys, use="adaptation"):
    return mix_parts(Part(Ingredient(key, key, get(key)), SourceWork(get(key), use)) for key in keys)


def blocking(found):
    return [part.ingredient.id for part in found.blocking]


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        (["cc-by-4.0", "cc-by-sa-4.0"], []),
        (["cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-4.0"], ["cc-by-sa-4.0", "cc-by-nc-4.0"]),
        (
            ["cc-by-sa-4.0", "cc-by-nc-3.0-fr", "cc-by-nc-sa-4.0", "cc-by-4.0"],
            ["cc-by-sa-4.0", "cc-by-nc-3.0-fr", "cc-by-nc-sa-4.0"],
        ),
        (["cc-by-4.0", "cc-by-nd-4.0"], ["cc-by-nd-4.0"]),
        (
            ["cc-by-4.0", "cc-by-nd-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0"],
            ["cc-by-nd-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0"],
        ),
    ],
)
def test_what_blocks_is_named(keys, ids):
    assert blocking(mixed(*keys)) == ids


def test_why_it_blocks_is_said_of_it_with_a_clause():
    found = mixed("cc-by-sa-4.0", "cc-by-nc-4.0")

    for part in found.blocking:
        (reason,) = why_blocked(found, part)
        assert part.source.tool.key in reason.sources
        assert reason.clause


def test_older_works_that_quarrel_are_told_of_each_other():
    found = mixed("cc-by-sa-3.0", "cc-by-nc-sa-3.0")

    for part, other in zip(found.blocking, reversed(found.blocking), strict=True):
        (reason,) = why_blocked(found, part)
        assert other.source.tool.label in reason.en


def test_a_quarrel_is_told_as_if_what_may_not_be_changed_were_not_there():
    alone, beside = mixed("cc-by-sa-4.0", "cc-by-nc-4.0"), mixed("cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nd-4.0")

    for number in (0, 1):
        assert why_blocked(beside, beside.parts[number]) == why_blocked(alone, alone.parts[number])


def test_best_verdict_of_all():
    assert mixed("cc-by-4.0").best == "ok"
    assert mixed("cc-by-nd-4.0").best == "no"


def test_a_work_that_may_not_be_changed_can_stand_in_a_collection():
    assert goes_as_collection(mixed("cc-by-nd-4.0", "cc-by-4.0"))


def test_works_that_quarrel_among_themselves_can_stand_in_a_collection_too():
    assert goes_as_collection(mixed("cc-by-nd-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0"))


def test_permission_is_asked_for_the_freest_licence_of_the_others():
    found = mixed("cc-by-sa-4.0", "cc-by-nd-4.0")

    assert [tool.key for tool in ways_out(found)["cc-by-nd-4.0"].asked] == ["cc-by-sa-4.0"]


def test_equivalents_go_with_the_others():
    ways = ways_out(mixed("cc-by-sa-4.0", "cc-by-nc-4.0"))

    assert ways["cc-by-nc-4.0"].families == ("public-domain", "by", "by-sa")
    assert ways["cc-by-sa-4.0"].families == ("public-domain", "by", "by-nc", "by-nc-sa")


@pytest.mark.parametrize(
    ("key", "beside", "asked", "families"),
    [
        ("cc-by-sa-4.0", [], ["cc-by-nc-sa-4.0"], ["public-domain", "by", "by-nc", "by-nc-sa"]),
        ("cc-by-nc-3.0-fr", ["cc-by-nc-sa-4.0"], ["cc-by-sa-4.0"], ["public-domain", "by", "by-sa"]),
        ("cc-by-nc-sa-4.0", ["cc-by-nc-3.0-fr"], ["cc-by-sa-4.0"], ["public-domain", "by", "by-sa"]),
    ],
)
def test_way_out_names_what_has_to_be_settled_as_well(key, beside, asked, families):
    way = ways_out(mixed("cc-by-sa-4.0", "cc-by-nc-3.0-fr", "cc-by-nc-sa-4.0", "cc-by-4.0"))[key]

    assert (list(way.beside), [tool.key for tool in way.asked], list(way.families)) == (beside, asked, families)


def test_whoever_is_needed_for_several_ways_out_is_asked_for_each():
    ways = ways_out(mixed("cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0"))

    assert [tool.key for tool in ways["cc-by-nd-4.0"].asked] == ["cc-by-nc-sa-4.0", "cc-by-sa-4.0"]
    assert ways["cc-by-nd-4.0"].families == ("public-domain", "by")


def outcomes(way):
    """What becomes of a work: left out, unchanged or with leave, it binds no more; else another is in its place."""
    return [None, *(get(STANDING[family]) for family in way.families)]


STANDING = {
    "public-domain": "cc0-1.0", "by": "cc-by-4.0", "by-sa": "cc-by-sa-4.0", "by-nc": "cc-by-nc-4.0",
    "by-nc-sa": "cc-by-nc-sa-4.0",
}  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from([tool.key for tool in all_tools()]), min_size=1, max_size=6, unique=True))
def test_following_a_way_out_makes_the_verdict_possible(keys):
    found = mixed(*keys)
    ways = ways_out(found)
    assert {part.source.tool.key for part in found.blocking} == set(ways) >= set(found.mix.blocking)
    for key, way in ways.items():
        settled = (key, *way.beside)
        rest = [get(one) for one in keys if one not in settled]
        assert all(mix(rest).target(tool.key).verdict != "no" for tool in way.asked[:1])
        assert all(set(way.asked[:1]) <= set(ways[other].asked) for other in way.beside)
        for chosen in itertools.islice(itertools.product(*(outcomes(ways[one]) for one in settled)), 60):
            made = [*rest, *(tool for tool in chosen if tool)]
            assert not made or mix(made).blocking == (), (key, made)
            assert all(carry(made, tool).verdict != "no" for tool in way.asked[:1] if len(settled) > 1)


def test_items_of_a_family_are_counted():
    assert (
        count_of(("by", "public-domain"), {"cc-by-4.0": 2, "cc-by-3.0": 1, "pdm-1.0": 1, "cc-by-sa-4.0": 5, "?": 9})
        == 4
    )
