"""In which order rows stand when each side may have moved, added and removed some."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from wiki.merging.collisions import Choice, Kind, Sides
from wiki.merging.sequences import Agreed, diff3

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from wiki.merging.collisions import Place

Ids = list[str]


def arranged(kept: AbstractSet[str], sides: Sides, place: Place) -> Ids:
    """The ids of `kept` in their order: who alone moved rows decides; each addition follows the row it was put after.

    `sides` are the ids that each has, in its order. Where both added after the same row, theirs comes first.
    """
    shared = kept & set(sides.mine) & set(sides.theirs)
    order = _order(Sides(*([row for row in side if row in shared] for side in sides)), place)
    added = [_by_row_before(side, kept, shared) for side in (sides.theirs, sides.mine)]
    out: Ids = []
    for row in (None, *order):
        out += [*([row] if row else []), *(new for side in added for new in side[row])]
    return out


def _by_row_before(side: Ids, kept: AbstractSet[str], shared: AbstractSet[str]) -> dict[str | None, Ids]:
    """What only this side has, by the row of both that it stands after; None at the beginning."""
    out: dict[str | None, Ids] = defaultdict(list)
    before = None
    for row in side:
        if row in shared:
            before = row
        elif row in kept:
            out[before].append(row)
    return out


def _order(sides: Sides, place: Place) -> Ids:
    base, mine, theirs = sides
    known = set(base)
    if mine == theirs or [row for row in theirs if row in known] == base:
        return mine
    if place.questions.every:
        return theirs if place.ask(sides, Kind.ORDER) is Choice.THEIRS else mine
    if [row for row in mine if row in known] == base:
        return theirs
    moved = [row for stretch in diff3(sides, key=str) if isinstance(stretch, Agreed) for row in stretch.pieces]
    if len(moved) == len(mine) and set(moved) == set(mine):
        return moved
    return theirs if place.ask(sides, Kind.ORDER) is Choice.THEIRS else mine
