from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from wiki.merging.blocks import HtmlList, blocks_of, list_of
from wiki.merging.collisions import Choice, Collision, Kind, Place, Questions, Sides, canonical
from wiki.merging.order import arranged
from wiki.merging.sequences import Agreed, diff3
from wiki.merging.shapes import AnyShape, Fields, Rows, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Content = Mapping[str, Any]
    Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a page would be, and what remains to be chosen, in the order of the page."""

    content: dict[str, Any]
    collisions: tuple[Collision, ...]


def merge(
    shapes: Mapping[str, AnyShape],
    *,
    base: Content,
    mine: Content,
    theirs: Content,
    choices: Mapping[str, str] | None = None,
    every: bool = False,
) -> Merged:
    """What the page is once both sides' changes since `base` are made.

    Args:
        shapes: what each field is; a name without a shape is an atom.
        base: the content that `mine` was written from.
        mine: the content that is sent now. A name that it lacks is unchanged, not emptied.
        theirs: the content that the page has now. The same.
        choices: for keys of collisions, "mine", "theirs" or, where offered, "both". Others are passed over.
        every: ask also of what theirs alone changed, which until then stays as in mine.

    Nothing of the three contents is changed. Nothing that a side added is lost: it is in the content or in a collision.
    """
    questions = Questions(choices or {}, every=every)
    content = _fields(shapes, Sides(base, mine, theirs), Place((), questions))
    return Merged(content, tuple(questions.unanswered))


def _fields(shapes: Mapping[str, AnyShape], sides: Sides, place: Place) -> dict[str, Any]:
    base, mine, theirs = sides
    out = {}
    for name in dict.fromkeys((*theirs, *mine, *base)):
        was = base.get(name)
        values = Sides(was, mine.get(name, was), theirs.get(name, was))
        out[name] = _value(shapes.get(name, Shape.ATOM), values, place.at(name))
    return out


def _value(shape: AnyShape, sides: Sides, place: Place) -> Any:
    if place.questions.are_none_about(sides):
        return sides.settled
    if isinstance(shape, Fields):
        return _fields(shape.of, Sides(*(side or {} for side in sides)), place)
    if isinstance(shape, Rows):
        return _rows(shape.types, Sides(*(side or [] for side in sides)), place)
    return _MERGERS[shape](sides, place)


def _atom(sides: Sides, place: Place) -> Any:
    return sides.theirs if place.ask(sides, Kind.VALUE) is Choice.THEIRS else sides.mine


def _values(sides: Sides, place: Place) -> list[Any]:
    if place.questions.every and place.ask(sides, Kind.VALUE) is Choice.MINE:
        return list(sides.mine or ())
    was, here, there = (set(side or ()) for side in sides)
    return sorted((here & there) | (here - was) | (there - was))


def _items(sides: Sides, place: Place) -> list[Any]:
    out: list[Any] = []
    for stretch in diff3(Sides(*(side or [] for side in sides)), key=canonical, every=place.questions.every):
        if isinstance(stretch, Agreed):
            out += stretch.pieces
        elif stretch.sides.base or place.questions.every:
            out += _chosen(stretch.sides, place, kind=Kind.ITEMS, whole=list)
        else:
            _, mine, theirs = stretch.sides
            out += [*theirs, *(item for item in mine if item not in theirs)]
    return out


def _text(sides: Sides, place: Place) -> str:
    out: list[str] = []
    lines = Sides(*(side.split("\n") if side else [] for side in sides))
    for stretch in diff3(lines, key=str, every=place.questions.every):
        if isinstance(stretch, Agreed):
            out += stretch.pieces
        else:
            out += _chosen(stretch.sides, place, kind=Kind.TEXT, whole="\n".join)
    return "\n".join(out)


def _rich(sides: Sides, place: Place) -> str:
    return _html(Sides(*(blocks_of(side or "") for side in sides)), place)


def _html(sides: Sides, place: Place) -> str:
    out: list[str] = []
    for stretch in diff3(sides, key=str.strip, every=place.questions.every):
        if isinstance(stretch, Agreed):
            out += stretch.pieces
        elif lists := _same_list(stretch.sides):
            items = _html(Sides(*(each.items for each in lists)), place)
            out += [lists[0].opening, items, lists[0].end]
        else:
            out += _chosen(stretch.sides, place, kind=Kind.RICH, whole="".join)
    return "".join(out)


def _same_list(sides: Sides) -> list[HtmlList]:
    """What both made of one list, to be merged item by item; nothing when it is anything else."""
    lists = [each for side in sides if len(side) == 1 and (each := list_of(side[0]))]
    return lists if len(lists) == len(sides) and len({each.opening for each in lists}) == 1 else []


def _chosen(pieces: Sides, place: Place, *, kind: Kind, whole: Callable[[Sequence[Any]], Any]) -> list[Any]:
    """The pieces that were chosen of a conflict; in the question they are what `whole` makes of them."""
    choice = place.ask(Sides(*map(whole, pieces)), kind)
    return _kept(choice, theirs=pieces.theirs, mine=pieces.mine)


def _kept(choice: Choice, *, theirs: Sequence[Any], mine: Sequence[Any]) -> list[Any]:
    return [*(theirs if choice is not Choice.MINE else ()), *(mine if choice is not Choice.THEIRS else ())]


_MERGERS: dict[Shape, Callable[[Sides, Place], Any]] = {
    Shape.ATOM: _atom,
    Shape.TEXT: _text,
    Shape.RICH: _rich,
    Shape.ITEMS: _items,
    Shape.VALUES: _values,
}


def _rows(types: Mapping[str, AnyShape], sides: Sides, place: Place) -> list[Row]:
    was, here, there = map(_by_id, sides)
    rows = {
        key: _row(types, Sides(was.get(key), here.get(key), there.get(key)), place.at(key))
        for key in dict.fromkeys((*here, *there))
    }
    kept = {key for key, made in rows.items() if made}
    order = arranged(kept, Sides(list(was), list(here), list(there)), place)
    return [row for key in order for row in rows[key]]


def _row(types: Mapping[str, AnyShape], sides: Sides, place: Place) -> list[Row]:
    """What both made of one row: none, one, or two where their types differ and both are kept."""
    base, mine, theirs = sides
    if place.questions.are_none_about(sides):
        return [sides.settled] if sides.settled else []
    if mine and theirs and mine["type"] == theirs["type"]:
        was = base["value"] if base and base["type"] == mine["type"] else None
        values = Sides(was, mine["value"], theirs["value"])
        return [{**mine, "value": _value(types.get(mine["type"], Shape.ATOM), values, place)}]
    choice = place.ask(sides, Kind.ROW)
    kept = _kept(choice, theirs=[theirs] if theirs else [], mine=[mine] if mine else [])
    return list(_by_id(kept).values())


def _by_id(rows: list[Row]) -> dict[str, Row]:
    """Rows by their ids; one that repeats an id gets another, the same each time."""
    out: dict[str, Row] = {}
    for row in rows:
        key = row["id"]
        while key in out:
            key = str(uuid5(NAMESPACE_OID, key))
        out[key] = {**row, "id": key}
    return out
