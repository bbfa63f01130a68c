"""Sources that are items of this pool: their address is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licences import public_items
from licences.records.sources import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licences.public_items import PublicItem

    Row = dict[str, str]


def with_items(rows: Iterable[Row]) -> list[Row]:
    """The rows with `item` set on those whose address is that of a public item, and what was left empty filled in.

    What the item says today is copied: its licence then stays what it was when it was taken, as the law has it. An item
    that is not public any more stays named, with the version that was used; one whose address was changed does not.
    """
    return [_with_item(row) for row in rows]


def _with_item(row: Row) -> Row:
    item = public_items.at(row["url"])
    if item is None:
        is_withdrawn = bool(row["item"]) and public_items.item(row["item"]) is None
        return row if is_withdrawn else _of_no_item(row)
    if row["item"] and row["item"] != item.id:
        row = _of_no_item(row)
    values = {
        "title": item.title,
        "authors": _authors(item),
        "licence": item.work.licence.key if item.work.licence else "",
    }
    return row | {part: row[part] or value for part, value in values.items()} | {"item": item.id}


def _of_no_item(row: Row) -> Row:
    """What is remembered of an item goes with its address; of a work from elsewhere it came with its own, and stays."""
    forgotten = {*REMEMBERED} if row["item"] else set()
    return {part: value for part, value in row.items() if part not in forgotten} | {"item": ""}


def _authors(item: PublicItem) -> str:
    return ", ".join(author.name for author in item.work.authors if author.role == "author")
