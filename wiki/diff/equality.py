"""Whether a form says what is stored already, whatever the shape in which either is written.

A stored quantity is "200" and a form's is `Decimal("200")`; a text that was imported has no keys on its paragraphs, and
the editor gives them. A form that was opened and sent back untouched has changed nothing: an approval would otherwise
make a new version, and ask for that one to be approved too.
"""

from __future__ import annotations

import re
from functools import singledispatch
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from wagtail.blocks import Block, ChooserBlock, FieldBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model
    from django.forms import BaseForm, Widget

KEY_OF_A_PARAGRAPH = re.compile(r' data-block-key="[^"]*"')
NOTHING = object()


def form_has_changed(form: BaseForm) -> bool:
    """Whether a bound and valid page form says anything new, its rows of children included.

    A child that only a draft knows has no key yet, and Wagtail takes it for another one each time.
    """
    formsets = getattr(form, "formsets", {}).values()
    return bool(form.changed_data) or any(formset.has_changed() and _rows_differ(formset) for formset in formsets)


def _rows_differ(formset: Any) -> bool:
    stored = list(formset.queryset)
    typed = (
        [row for row in formset.ordered_forms if row.has_changed() or row.instance.pk] if formset.can_order else None
    )
    if typed is None or formset.deleted_forms or len(stored) != len(typed):
        return True
    return any(_row_differs(row, child) for row, child in zip(typed, stored, strict=True))


def _row_differs(row: Any, child: Model) -> bool:
    if getattr(row, "formsets", None) or (child.pk and child.pk != row.instance.pk):
        return True
    known = {field.name: field for field in child._meta.fields}
    return any(
        field.has_changed(known[name].value_from_object(child), row[name].data)
        for name, field in row.fields.items()
        if name in known and name != child._meta.pk.name
    )


@singledispatch
def says_the_same(block: Block, stored: Any, typed: Any) -> bool:
    """Whether two values of `block`, one stored and one just sent by a form, hold the same."""
    return bool(block.get_prep_value(stored) == block.get_prep_value(typed))


@says_the_same.register
def _(_block: StreamBlock, stored: Any, typed: Any) -> bool:
    kinds = [child.block_type for child in stored or ()], [child.block_type for child in typed or ()]
    return kinds[0] == kinds[1] and all(
        says_the_same(one.block, one.value, other.value) for one, other in zip(stored or (), typed or (), strict=True)
    )


@says_the_same.register
def _(block: StructBlock, stored: Any, typed: Any) -> bool:
    return all(says_the_same(child, stored.get(name), typed.get(name)) for name, child in block.child_blocks.items())


@says_the_same.register
def _(block: ListBlock, stored: Any, typed: Any) -> bool:
    return _each_the_same([block.child_block] * max(len(stored or ()), len(typed or ())), stored or (), typed or ())


@says_the_same.register
def _(_block: TypedTableBlock, stored: Any, typed: Any) -> bool:
    frames = [
        (table.caption or "", [(column["block"].name, column["heading"]) for column in table.columns])
        for table in (stored, typed)
    ]
    blocks = [column["block"] for column in typed.columns]
    rows = zip_longest(stored.row_data, typed.row_data, fillvalue={"values": ()})
    return frames[0] == frames[1] and all(_each_the_same(blocks, one["values"], other["values"]) for one, other in rows)


@says_the_same.register
def _(block: RichTextBlock, stored: Any, typed: Any) -> bool:
    return texts_say_the_same(block.field.widget, stored and stored.source, typed and typed.source)


@says_the_same.register
def _(block: ChooserBlock, stored: Any, typed: Any) -> bool:
    return bool(block.get_prep_value(stored) == block.get_prep_value(typed))


@says_the_same.register
def _(block: FieldBlock, stored: Any, typed: Any) -> bool:
    return bool(_plain(block, stored) == _plain(block, typed))


def texts_say_the_same(widget: Widget, stored: str | None, typed: str | None) -> bool:
    """Whether two rich texts are one to the editor that `widget` draws."""
    if _without_keys(stored) == _without_keys(typed):
        return True
    return _through_editor(widget, stored) == _through_editor(widget, typed)


def plain_text(text: Any) -> str:
    """A text as a field takes it from a browser, which ends lines with two characters where others write one."""
    return "\n".join(str("" if text is None else text).strip().splitlines())


def _through_editor(widget: Widget, text: str | None) -> str:
    return _without_keys(
        widget.value_from_datadict({"text": widget.format_value(text or "")}, MultiValueDict(), "text")
    )


def _without_keys(text: str | None) -> str:
    return KEY_OF_A_PARAGRAPH.sub("", text or "")


def _each_the_same(blocks: Iterable[Block], stored: Iterable[Any], typed: Iterable[Any]) -> bool:
    trios = zip_longest(blocks, stored, typed, fillvalue=NOTHING)
    return all(
        NOTHING is not one and NOTHING is not other and says_the_same(block, one, other) for block, one, other in trios
    )


def _plain(block: FieldBlock, value: Any) -> Any:
    """The value as the field of the block reads it, None when nothing was written; as it is when it cannot be read."""
    raw = block.get_prep_value(value)
    try:
        read = block.get_prep_value(block.value_from_form(block.field.to_python(raw)))
    except (ValidationError, TypeError, ValueError):
        read = raw
    if isinstance(read, str):
        read = plain_text(read)
    return None if read in ("", None, []) else read
