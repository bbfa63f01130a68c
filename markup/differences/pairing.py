"""Which line of one text became which of another, and which of their words.

Everything is bounded: lines are paired by what few of them say, words are compared within a pair alone, and a pair that
is too long is taken as replaced.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markup.differences.lines import Line, Token

# Lines that share fewer of their words are two different ones.
ALIKE = 0.4
# Of the shorter of two lines, the share of letters that stay in their order: with less, marks on single words tell a
# reader nothing, and the one is shown whole, then the other.
READABLE = 0.5
# A word that more lines have than that tells none of them.
TELLING = 8
# Comparing two lines takes time with the product of their lengths.
MOST_PRODUCT = 4_000_000


class Pair(NamedTuple):
    """A line that stayed, whatever changed in it; `old` alone was taken out, `new` alone was added."""

    old: Line | None
    new: Line | None


class Piece(NamedTuple):
    """Words in a row: `what` is "equal", "gone" or "new"; those that are equal are given as both had them."""

    what: str
    old: Sequence[Token]
    new: Sequence[Token]


def pairs_of(old: list[Line], new: list[Line]) -> Iterator[Pair]:
    """Lines in the order to show them, what is gone before what came in its place."""
    matcher = SequenceMatcher(None, [line.key for line in old], [line.key for line in new])
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield from (Pair(old[a + place], new[c + place]) for place in range(b - a))
        else:
            yield from _changed(old[a:b], new[c:d])


def _changed(old: list[Line], new: list[Line]) -> Iterator[Pair]:
    a = c = 0
    for b, d in _anchors(old, new):
        yield from _apart(old[a:b], new[c:d])
        yield Pair(old[b], new[d])
        a, c = b + 1, d + 1
    yield from _apart(old[a:], new[c:])


def _apart(old: list[Line], new: list[Line]) -> Iterator[Pair]:
    yield from (Pair(line, None) for line in old)
    yield from (Pair(None, line) for line in new)


def _anchors(old: list[Line], new: list[Line]) -> list[tuple[int, int]]:
    """Pairs of lines that are much alike, in the order of both."""
    if not old or not new:
        return []
    bags = [_bag(line) for line in old], [_bag(line) for line in new]
    if len(old) == len(new) and all(map(_may_be_one, old, new)) and all(map(_alike, *bags)):
        return [(place, place) for place in range(len(old))]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, bag in enumerate(bags[1]):
        for word in bag:
            holders[word].append(place)
    pairs = []
    for place, bag in enumerate(bags[0]):
        votes: Counter[int] = Counter()
        for word in bag:
            if len(holders.get(word, ())) <= TELLING:
                votes.update(holders.get(word, ()))
        likely = (other for other, _count in votes.most_common(3) if _may_be_one(old[place], new[other]))
        best = next((other for other in likely if _alike(bag, bags[1][other])), None)
        if best is not None:
            pairs.append((place, best))
    return in_order(pairs)


def _may_be_one(one: Line, other: Line) -> bool:
    """A row of a table stays one, with as many cells."""
    return len(one.cells) == len(other.cells) and one.is_row == other.is_row


def _bag(line: Line) -> Counter[str]:
    return Counter(token.key for token in line.tokens if token.key)


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    shared = sum(min(count, other[word]) for word, count in one.items() if word in other)
    return 2 * shared >= ALIKE * (one.total() + other.total()) and shared > 0


def in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs of places, given by the first, that keep both orders: the longest increasing subsequence.

    Time: n log n.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_place, other) in enumerate(pairs):
        at = bisect_left(tails, other)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(other)
            ends.append(number)
        else:
            tails[at], ends[at] = other, number
    chosen, number = [], ends[-1] if ends else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def pieces_of(old: Sequence[Token], new: Sequence[Token]) -> list[Piece]:
    """What of two lines is the same, gone and new, word by word."""
    start = _shared_start(old, new)
    end = _shared_start(old[start:][::-1], new[start:][::-1])
    stop_old, stop_new = len(old) - end, len(new) - end
    pieces = [Piece("equal", old[:start], new[:start])] if start else []
    pieces += _middle(old[start:stop_old], new[start:stop_new])
    return [*pieces, Piece("equal", old[stop_old:], new[stop_new:])] if end else pieces


def is_readable(pieces: Sequence[Piece]) -> bool:
    """Whether enough of two lines stays for words to be marked one by one: `READABLE` of the letters of the shorter
    one. True of a line that was only added to, or shortened, however much.
    """
    kept = sum(_letters(piece.old) for piece in pieces if piece.what == "equal")
    gone = sum(_letters(piece.old) for piece in pieces if piece.what == "gone")
    new = sum(_letters(piece.new) for piece in pieces if piece.what == "new")
    return kept >= READABLE * (kept + min(gone, new))


def _letters(tokens: Sequence[Token]) -> int:
    """Pictures are none: a line stays one when its picture is replaced."""
    return sum(len(token.key) for token in tokens if not token.picture)


def _shared_start(old: Sequence[Token], new: Sequence[Token]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one.key != other.key:
            break
        count += 1
    return count


def _middle(old: Sequence[Token], new: Sequence[Token]) -> list[Piece]:
    if not old or not new or len(old) * len(new) > MOST_PRODUCT:
        return _replaced(old, new)
    matcher = SequenceMatcher(None, [token.key for token in old], [token.key for token in new])
    pieces: list[Piece] = []
    gone: list[Token] = []
    added: list[Token] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" and _is_worth_keeping(old[a:b]):
            pieces += [*_replaced(gone, added), Piece("equal", old[a:b], new[c:d])]
            gone, added = [], []
        else:
            gone += old[a:b]
            added += new[c:d]
    return pieces + _replaced(gone, added)


def _is_worth_keeping(tokens: Sequence[Token]) -> bool:
    """A lone comma or “de” between two changes tells a reader nothing."""
    return sum(len(token.key) for token in tokens) > 3 or any(token.picture for token in tokens)  # noqa: PLR2004 -- letters


def _replaced(old: Sequence[Token], new: Sequence[Token]) -> list[Piece]:
    gone = [Piece("gone", old, ())] if old else []
    return gone + ([Piece("new", (), new)] if new else [])
