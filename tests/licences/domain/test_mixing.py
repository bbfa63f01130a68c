from __future__ import annotations

import pytest

from legaltools.catalogue import get
from legaltools.compat import SourceWork
from licences.domain.ingredients import Ingredient
from licences.domain.mixing import (
    Part,
    count_of,
    equivalents,
    goes_as_collection,
    licence_to_ask_for,
    mix_parts,
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

    assert licence_to_ask_for(found, found.blocking[0]).key == "cc-by-sa-4.0"


def test_equivalents_go_with_the_others():
    found = mixed("cc-by-sa-4.0", "cc-by-nc-4.0")

    assert equivalents(found, found.parts[1]) == ("public-domain", "by", "by-sa")
    assert equivalents(found, found.parts[0]) == ("public-domain", "by", "by-nc", "by-nc-sa")


def test_items_of_a_family_are_counted():
    assert (
        count_of(("by", "public-domain"), {"cc-by-4.0": 2, "cc-by-3.0": 1, "pdm-1.0": 1, "cc-by-sa-4.0": 5, "?": 9})
        == 4
    )
