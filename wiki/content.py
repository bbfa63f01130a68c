"""A page as plain values, and back: what drafts, proposals and merges work on, and what forms are filled with.

`{field: value}`, JSON through and through and in one normal form, so that two pages which say the same have equal
contents: a number of the database is a string, a date is ISO 8601, a page or picture its key, tags are sorted names,
themes sorted keys, rich text is the stored HTML without the keys of its paragraphs, the rows of a StreamField are
`{"id", "type", "value"}`, those of a table of its own are the values of their fields.
"""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.blocks import (
    Block,
    ChooserBlock,
    DecimalBlock,
    FieldBlock,
    ListBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
)
from wagtail.fields import RichTextField, StreamField

from markup.references import without_block_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wagtail.models import Page

Content = dict[str, Any]

# Rows older than ids are known by their place: the same id each time, whoever asks.
_PLACE = uuid.UUID("8a3f0d2e-6a43-4f0e-9d41-7a0f5d3c9b11")
OWN = frozenset({"id", "sort_order"})


def content_of(page: Page, names: Iterable[str]) -> Content:
    """What these fields of a page say. Queries: one for each field that lists rows of another table."""
    return {name: _value(page, name) for name in names}


def fill(page: Page, content: Mapping[str, Any]) -> None:
    """Write a content into a page, in memory. What it names that is there no more (a theme, a picture) is left out.

    Raises ValidationError for a value that the field cannot read.
    """
    for name, value in content.items():
        _set(page, name, value)


def field_of(model: type[models.Model], name: str) -> Any:
    """The field of a model, or the relation of rows of their own that goes by this name."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return next(relation for relation in model._meta.related_objects if relation.get_accessor_name() == name)


def row_fields(relation: Any) -> list[models.Field[Any, Any]]:
    """The fields that a person fills in, of rows in a table of their own."""
    model = relation.related_model
    return [field for field in model._meta.fields if field.name not in OWN and field is not relation.field]


def _value(page: Any, name: str) -> Any:
    field = field_of(type(page), name)
    if isinstance(field, models.ManyToOneRel):
        return [
            {column.name: _plain(column, column.value_from_object(row)) for column in row_fields(field)}
            for row in getattr(page, name).all()
        ]
    if isinstance(field, ClusterTaggableManager):
        return sorted(tag.name for tag in getattr(page, name).all())
    if isinstance(field, ParentalManyToManyField):
        return sorted(item.pk for item in getattr(page, name).all())
    if isinstance(field, StreamField):
        return rows_of(getattr(page, name))
    return _plain(field, field.value_from_object(page))


def _plain(field: Any, value: Any) -> Any:
    if isinstance(field, RichTextField):
        return without_block_keys(value or "")
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    order = [key for key, _label in getattr(field, "item_choices", ())]
    return sorted(value, key=lambda key: order.index(key) if key in order else len(order)) if order else value


def plain_number(value: Decimal) -> str:
    """Without the zeros that a column adds: 12.50 and 12.5 are the same."""
    return f"{value.normalize():f}"


def rows_of(stream: Any) -> list[dict[str, Any]]:
    """The rows of a StreamField in normal form. No query."""
    blocks = stream.stream_block.child_blocks
    rows = []
    for place in range(len(stream)):
        raw = stream.raw_data[place]
        if raw["type"] in blocks:
            key = raw.get("id") or str(uuid.uuid5(_PLACE, f"{raw['type']}:{place}"))
            rows.append({"id": key, "type": raw["type"], "value": plain_block(blocks[raw["type"]], raw["value"])})
    return rows


@singledispatch
def plain_block(_block: Block, raw: Any) -> Any:
    """The normal form of what is stored for a block."""
    return raw


@plain_block.register
def _(_block: DecimalBlock, raw: Any) -> Any:
    return None if raw in (None, "") else plain_number(Decimal(str(raw)))


@plain_block.register
def _(_block: RichTextBlock, raw: Any) -> Any:
    return without_block_keys(raw or "")


@plain_block.register
def _(block: StructBlock, raw: Any) -> Any:
    raw = raw or {}
    return {name: plain_block(child, _given(child, raw.get(name))) for name, child in block.child_blocks.items()}


@plain_block.register
def _(block: ListBlock, raw: Any) -> Any:
    items = (item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in raw or [])
    return [plain_block(block.child_block, item) for item in items]


@plain_block.register
def _(block: StreamBlock, raw: Any) -> Any:
    return [row | {"value": plain_block(block.child_blocks[row["type"]], row["value"])} for row in raw or []]


def _given(child: Block, value: Any) -> Any:
    """What is stored may lack a part that was added to the block since: then it says nothing, in the block's way."""
    is_plain = isinstance(child, FieldBlock) and not isinstance(child, (RichTextBlock, ChooserBlock))
    return child.field.to_python("") if value is None and is_plain else value


def _set(page: Any, name: str, value: Any) -> None:
    field = field_of(type(page), name)
    if isinstance(field, models.ManyToOneRel):
        _set_rows(page, name, field, value)
    elif isinstance(field, ClusterTaggableManager):
        getattr(page, name).set(list(value))
    elif isinstance(field, ParentalManyToManyField):
        getattr(page, name).set(list(field.related_model.objects.filter(pk__in=value)))
    elif isinstance(field, models.ForeignKey):
        others: Any = field.related_model
        there = value is not None and others.objects.filter(pk=value).exists()
        setattr(page, field.attname, value if there else None)
    else:
        setattr(page, name, field.to_python(value))


def _set_rows(page: Any, name: str, relation: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """A row that says what one of the page's says already is that row, with its key."""
    stored = list(getattr(page, name).all())
    made = []
    for place, values in enumerate(rows):
        row = _same_row(stored, relation, values)
        for column in row_fields(relation):
            setattr(row, column.attname, column.to_python(values.get(column.name)))
        row.sort_order = place
        made.append(row)
    getattr(page, name).set(made)


def _same_row(stored: list[Any], relation: Any, values: Mapping[str, Any]) -> Any:
    for row in stored:
        said = {column.name: _plain(column, column.value_from_object(row)) for column in row_fields(relation)}
        if said == dict(values):
            stored.remove(row)
            return row
    return relation.related_model()


def texts_in(content: Any) -> Iterable[str]:
    """Every string of a content that may be a rich text."""
    if isinstance(content, str):
        if "<" in content:
            yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from texts_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value)
