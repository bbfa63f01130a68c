"""Diff3 of sequences: what one side changed is taken, what both changed differently is a conflict."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from merge3 import Merge3

from wiki.merging.collisions import Sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Sync = tuple[int, int, int, int, int, int]
    Key = Callable[[Any], str]

# A longer sequence is compared as a whole: finding what is the same takes up to the square of the pieces.
MOST_PIECES = 5_000


@dataclass(frozen=True, slots=True)
class Agreed:
    """Pieces of the result that nobody has to choose."""

    pieces: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Pieces that both sides changed, each differently."""

    sides: Sides


class _Diff3(Merge3[str]):
    """Diff3 in which changes that only touch do not collide: two people may each change one of two neighbours.

    The library aligns the three sides where all have the same pieces. Here they are aligned too where a stretch that
    one side kept ends and one that the other kept begins. Two additions at one place remain a conflict.
    """

    def find_sync_regions(self) -> list[Sync]:
        mine, theirs = self._borders(self.a), self._borders(self.b)
        touching: list[Sync] = []
        for place in mine.keys() & theirs.keys():
            (my_end, my_start), (their_end, their_start) = mine[place], theirs[place]
            pairs = [(my_end, their_start), (my_start, their_end)]
            known = [(here, there) for here, there in pairs if here is not None and there is not None]
            if len(known) == 1:
                [(here, there)] = known
                touching.append((place, place, here, here, there, there))
        return sorted([*super().find_sync_regions(), *touching])

    def _borders(self, side: Sequence[str]) -> dict[int, tuple[int | None, int | None]]:
        """For places in the base, where in `side` a kept stretch ends that ends there, and where one starts."""
        ends: dict[int, int] = {0: 0}
        starts: dict[int, int] = {}
        for in_base, in_side, length in self.sequence_matcher(None, self.base, side).get_matching_blocks():
            starts[in_base] = in_side
            if length:
                ends[in_base + length] = in_side + length
        return {place: (ends.get(place), starts.get(place)) for place in ends.keys() | starts.keys()}


def diff3(whole: Sides, key: Key, *, every: bool = False) -> Iterator[Agreed | Conflict]:
    """The merge of three sequences, whose pieces are the same when their `key` is, in the order of the result.

    With `every`, what theirs alone changed is a conflict too.
    """
    base, mine, theirs = whole
    was, here, there = (list(map(key, side)) for side in whole)
    if max(map(len, (was, here, there))) > MOST_PIECES:
        yield from _narrowed(whole, key, every=every)
        return
    if every:
        for sides in _between(_Diff3(was, here, there), whole):
            yield from _narrowed(sides, key, every=True)
        return
    taken = {"unchanged": base, "same": mine, "a": mine, "b": theirs}
    for kind, *places in _Diff3(was, here, there).merge_regions():
        if kind == "conflict":
            ranges = zip((base, mine, theirs), places[::2], places[1::2], strict=True)
            yield from _narrowed(Sides(*(side[start:end] for side, start, end in ranges)), key)
        else:
            yield Agreed(taken[kind][slice(*places)])


def _between(aligned: _Diff3, whole: Sides) -> Iterator[Sides]:
    """The three sequences, cut where all have the same: what lies between, then what is the same."""
    starts = (0, 0, 0)
    for base, base_end, mine, mine_end, theirs, theirs_end in aligned.find_sync_regions():
        for ends in ((base, mine, theirs), (base_end, mine_end, theirs_end)):
            yield Sides(*(side[start:end] for side, start, end in zip(whole, starts, ends, strict=True)))
            starts = ends


def _narrowed(whole: Sides, key: Key, *, every: bool = False) -> Iterator[Agreed | Conflict]:
    """A conflict without what both sides begin and end with alike; piece by piece where all have as many."""
    before, rest = _without_beginning(whole, key)
    after, rest = _without_beginning(_reversed(rest), key)
    yield Agreed(before)
    yield from _paired(_reversed(rest), key, every=every)
    yield Agreed(after[::-1])


def _paired(sides: Sides, key: Key, *, every: bool) -> Iterator[Agreed | Conflict]:
    """Pieces one by one where all have as many; else apart, those that one side left and the other has one for one."""
    lengths = [len(side) for side in sides]
    if lengths[0] == lengths[1] == lengths[2]:
        for pieces in zip(*sides, strict=True):
            yield _settled(Sides(*([piece] for piece in pieces)), key, every=every)
        return
    start = _left_alone(sides, key)
    end = _left_alone(_reversed(Sides(*(side[start:] for side in sides))), key)
    ends = [len(side) - end for side in sides]
    for stretch in (
        Sides(*(side[:start] for side in sides)),
        Sides(*(side[start:stop] for side, stop in zip(sides, ends, strict=True))),
        Sides(*(side[stop:] for side, stop in zip(sides, ends, strict=True))),
    ):
        yield _settled(stretch, key, every=every)


def _left_alone(sides: Sides, key: Key) -> int:
    """How many pieces at the beginning one side has as in the base, the other having one for each of the base's."""
    base, mine, theirs = sides
    if len(base) == len(mine):
        return _alike(base, theirs, key)
    return _alike(base, mine, key) if len(base) == len(theirs) else 0


def _settled(sides: Sides, key: Key, *, every: bool) -> Agreed | Conflict:
    was, here, there = (list(map(key, side)) for side in sides)
    if here == there or (here == was and not every):
        return Agreed(sides.theirs)
    return Agreed(sides.mine) if there == was else Conflict(sides)


def _without_beginning(sides: Sides, key: Key) -> tuple[Sequence[Any], Sides]:
    """What mine and theirs begin with alike, and the rest of each; of the base goes what it begins with too."""
    same = _alike(sides.mine, sides.theirs, key)
    in_base = _alike(sides.base, sides.mine[:same], key)
    return sides.mine[:same], Sides(sides.base[in_base:], sides.mine[same:], sides.theirs[same:])


def _alike(one: Sequence[Any], other: Sequence[Any], key: Key) -> int:
    """How many pieces both begin with."""
    return sum(1 for _ in takewhile(lambda pair: key(pair[0]) == key(pair[1]), zip(one, other, strict=False)))


def _reversed(sides: Sides) -> Sides:
    return Sides(*(side[::-1] for side in sides))
