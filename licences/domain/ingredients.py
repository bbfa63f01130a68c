"""What a work is made of, read from what a person says: licences by name or address, items of the pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaltools import catalogue
from legaltools.recognise import recognise
from licences import public_items
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaltools.credit import Work
    from legaltools.tool import Tool
    from licences.public_items import PublicItem

MOST = 30
_MOST_LINES = 200
_MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Something the work is made of. `id` names it in an address: the id of an item, or the key of a licence.

    `work` is what is known of it: its authors and its address. None of a licence that was named alone.
    """

    id: str
    title: str
    tool: Tool
    item: PublicItem | None = None
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that names no licence for certain: the `problem` in a sentence, and what it may have been."""

    text: str
    problem: str
    candidates: tuple[Tool, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingredients:
    """`gone` holds the ids of items that do not exist, or that not everybody may see, or that carry no licence."""

    usable: tuple[Ingredient, ...] = ()
    unread: tuple[Unread, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def are_too_many(self) -> bool:
        return len(self.usable) + len(self.unread) > MOST

    @property
    def tools(self) -> tuple[Tool, ...]:
        return tuple(one.tool for one in self.usable)


def read_ingredients(*, lines: Iterable[str] = (), items: Iterable[str] = ()) -> Ingredients:
    """Read each line as a licence and each id as an item; what is said twice counts once, items come first.

    Nothing is answered for more than `MOST` of them: `are_too_many` then holds.
    """
    asked = list(dict.fromkeys(one for one in items if one))[: public_items.MOST_ITEMS]
    public = public_items.items(asked)
    ingredients = {id_: _from_item(item) for id_, item in public.items() if item.work.licence}
    read = [_read(line) for line in _distinct(lines)[:_MOST_LINES]]
    named = {one.id: one for one in read if isinstance(one, Ingredient)}
    return Ingredients(
        usable=(*filter(None, ingredients.values()), *named.values()),
        unread=tuple(one for one in read if isinstance(one, Unread)),
        gone=tuple(id_ for id_ in asked if id_ not in ingredients),
    )


def _distinct(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, (line.replace("\x00", "").strip() for line in lines))))


def _from_item(item: PublicItem) -> Ingredient | None:
    tool = item.work.licence
    return Ingredient(item.id, item.title, tool, item, item.work) if tool else None


def _read(line: str) -> Ingredient | Unread:
    if tool := catalogue.by_key().get(line):
        return Ingredient(tool.key, tool.label, tool)
    answer = recognise(line)
    if answer.tool:
        return Ingredient(answer.tool.key, answer.tool.label, answer.tool)
    problem = answer.problem.text(current_language()) if answer.problem else ""
    return Unread(line, problem, tuple(map(catalogue.get, answer.candidates[:_MOST_CANDIDATES])))
