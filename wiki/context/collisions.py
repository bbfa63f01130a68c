"""What two people changed, side by side: where it is, and each text with what its author changed marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StructBlock
from wagtail.fields import RichTextField, StreamField

from wiki.content import field_of
from wiki.diff import plain_text
from wiki.diff.changes import compared_words
from wiki.diff.comparisons import LABEL_PARTS
from wiki.merging import Kind as CollisionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wiki.kinds import Kind
    from wiki.merging import Collision, Merged

    Words = Callable[[Any], str]


def collision_rows(
    kind: Kind, merged: Merged, *, labels: Mapping[str, str] | None = None, with_deletions: bool = False
) -> list[dict[str, Any]]:
    """What wiki/collisions.html draws: .key, .where, .mine, .theirs {html} and .choices, value and label of each.

    `labels` say what each choice does, by its value; `with_deletions` strikes in theirs what it took out.
    """
    said = labels or {
        "mine": _("Take mine"),
        "theirs": _("Take theirs"),
        "both": _("Put both, theirs first"),
    }
    return [_row(kind, merged, collision, said, with_deletions=with_deletions) for collision in merged.collisions]


def _row(
    kind: Kind, merged: Merged, collision: Collision, labels: Mapping[str, str], *, with_deletions: bool
) -> dict[str, Any]:
    where, words = _place(kind, merged, collision)
    before = words(collision.base)
    mine = compared_words(before, words(collision.mine))
    theirs = compared_words(before, words(collision.theirs))
    return {
        "key": collision.key,
        "where": where,
        "mine": mine.after,
        "theirs": theirs.inline if with_deletions else theirs.after,
        "choices": [(str(choice), labels[str(choice)]) for choice in collision.offered],
    }


def _place(kind: Kind, merged: Merged, collision: Collision) -> tuple[str, Words]:
    """Where the collision is, in words, and how its values are said."""
    name, *inside = collision.path
    field = field_of(kind.model, name)
    label = capfirst(str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name))
    if not isinstance(field, StreamField):
        return label, _words_of_field(field, collision)
    if collision.kind is CollisionKind.ORDER:
        return _("%(rows)s: their order") % {"rows": label}, lambda ids: _titles(merged.content[name], ids)
    number, row = _row_of(merged.content[name], inside[0], collision)
    block = field.stream_block.child_blocks[row["type"]]
    where = f"{block.label} {number}" if number else str(block.label)
    if collision.kind is CollisionKind.ROW:
        return f"{where}{_called(row)}", lambda value: _words_of_row(field.stream_block.child_blocks, value)
    part = block.child_blocks[inside[1]] if isinstance(block, StructBlock) and len(inside) > 1 else block
    words = f"{where}{_called(row)}"
    return (words if part is block else f"{words}, {part.label}"), _words_of_block(part, collision)


def _words_of_field(field: Any, collision: Collision) -> Words:
    if isinstance(field, RichTextField) or collision.kind is CollisionKind.RICH:
        return plain_text.of_text
    if isinstance(field, models.ForeignKey):
        others: Any = field.related_model
        return lambda key: str(others.objects.filter(pk=key).first() or "")
    if isinstance(field, models.ManyToOneRel) or collision.kind is CollisionKind.ITEMS:
        return _items
    return lambda value: plain_text.of_field(field, field.to_python(value))


def _items(values: Any) -> str:
    return "\n".join(
        " · ".join(str(part) for part in value.values() if part) if isinstance(value, dict) else str(value)
        for value in values or ()
    )


def _words_of_block(block: Any, collision: Collision) -> Words:
    if collision.kind is CollisionKind.RICH:
        return plain_text.of_text
    if collision.kind is CollisionKind.TEXT:
        return str
    return lambda value: plain_text.of_block(block, block.to_python(value)) if value is not None else ""


def _words_of_row(blocks: Any, row: Any) -> str:
    rows = row if isinstance(row, list) else [row] if row else []
    if not rows:
        return _("(taken out)")
    return "\n".join(
        plain_text.of_block(blocks[one["type"]], blocks[one["type"]].to_python(one["value"])) for one in rows
    )


def _row_of(rows: Iterable[dict[str, Any]], key: str, collision: Collision) -> tuple[int, dict[str, Any]]:
    """The row and its place; one that is not in the page any more has no place."""
    for number, row in enumerate(rows, start=1):
        if row["id"] == key:
            return number, row
    sides = (collision.mine, collision.theirs, collision.base)
    return 0, next(side for side in sides if isinstance(side, dict) and "type" in side)


def _called(row: dict[str, Any]) -> str:
    value = row["value"] if isinstance(row["value"], dict) else {}
    said = next((value[part] for part in LABEL_PARTS if value.get(part)), "")
    return f", {said}" if said else ""


def _titles(rows: Iterable[dict[str, Any]], ids: Iterable[str]) -> str:
    by_id = {row["id"]: _called(row).removeprefix(", ") for row in rows}
    return "\n".join(by_id.get(key) or "…" for key in ids or ())
