"""What is wrong in a form of the editor, each problem with the place to mend it: inside blocks, rows and tabs too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.base import BlockField
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.forms import BaseForm, BoundField
    from wagtail.blocks import Block

MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """`place` is the id of what to mend, "" when it is the whole; `where` says it in words, from the field inwards."""

    place: str
    where: tuple[str, ...]
    message: str


def problems_of(form: BaseForm) -> list[Problem]:
    """At most MOST_PROBLEMS, in the order of the form."""
    found = [*_of_fields(form, ()), *_of_rows(form)]
    return found[:MOST_PROBLEMS]


def _of_fields(form: BaseForm, where: tuple[str, ...]) -> Iterator[Problem]:
    # What the model refuses is found after what fields refuse.
    places = {name: place for place, name in enumerate(form.fields)}
    for name, errors in sorted(form.errors.as_data().items(), key=lambda found: places.get(found[0], -1)):
        if name == NON_FIELD_ERRORS:
            yield from (Problem("", where, message) for message in _messages(errors))
            continue
        bound = form[name]
        words = (*where, str(bound.label))
        for error in errors:
            if isinstance(bound.field, BlockField):
                yield from _of_block(bound.field.block, error, bound.html_name, words)
            else:
                yield from _of_rows_within(bound, error, words)


def _of_rows_within(bound: BoundField, error: ValidationError, words: tuple[str, ...]) -> Iterator[Problem]:
    """A field made of rows may name the part of the row at fault, by `place` and `where`."""
    part, where = getattr(error, "place", ""), getattr(error, "where", ())
    place = f"{bound.auto_id}-{part}" if part else bound.id_for_label or bound.auto_id
    yield from (Problem(place, (*words, *where), text) for text in error.messages)


def _of_rows(form: BaseForm) -> Iterator[Problem]:
    for formset in getattr(form, "formsets", {}).values():
        if not formset.is_bound or formset.is_valid():
            continue
        kind = str(formset.model._meta.verbose_name).capitalize()
        yield from (Problem("", (kind,), message) for message in formset.non_form_errors())
        for number, row in enumerate(formset.forms, start=1):
            yield from _of_fields(row, (f"{kind} {number}",))


def _messages(errors: Iterable[ValidationError]) -> Iterator[str]:
    for error in errors:
        yield from error.messages


def _of_block(block: Block, error: Any, place: str, where: tuple[str, ...]) -> Iterator[Problem]:
    """Down to the field at fault: an error of a row only says that there is one inside."""
    if isinstance(error, list):
        for one in error:
            yield from _of_block(block, one, place, where)
        return
    inside = list(_inside(block, error, place))
    for child, child_error, child_place, words in inside:
        yield from _of_block(child, child_error, child_place, (*where, words))
    of_itself = getattr(error, "non_block_errors", None)
    if of_itself:
        yield from (Problem(place, where, message) for message in of_itself)
    elif not inside:
        yield from (Problem(place, where, message) for message in error.messages)


def _inside(block: Block, error: Any, place: str) -> Iterator[tuple[Block, Any, str, str]]:
    errors = getattr(error, "block_errors", None) or {}
    if isinstance(block, StreamBlock):
        kinds = list(block.child_blocks.values())
        for index, one in errors.items():
            child = kinds[0] if len(kinds) == 1 else _block_of(kinds, one)
            yield child, one, f"{place}-{index}-value", f"{child.label} {int(index) + 1}"
    elif isinstance(block, ListBlock):
        for index, one in errors.items():
            yield block.child_block, one, f"{place}-{index}-value", f"{block.child_block.label} {int(index) + 1}"
    elif isinstance(block, StructBlock):
        for name, one in errors.items():
            yield block.child_blocks[name], one, f"{place}-{name}", str(block.child_blocks[name].label)
    elif isinstance(block, TypedTableBlock):
        cell = next(iter(block.child_blocks.values()))
        for row, columns in (getattr(error, "cell_errors", None) or {}).items():
            for column, one in columns.items():
                yield cell, one, f"{place}-cell-{row}-{column}", f"{row + 1} × {column + 1}"


def _block_of(kinds: list[Block], error: Any) -> Block:
    """The kind of row whose parts the error names: which one it is stands in the value, and no longer in the error."""
    names = set(getattr(error, "block_errors", None) or {})
    fitting = (kind for kind in kinds if names and names <= set(getattr(kind, "child_blocks", ())))
    return next(fitting, kinds[0])
