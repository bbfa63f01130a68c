"""Rows in a table of their own (links of an association), edited like those of a StreamField."""

from __future__ import annotations

import uuid
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.text import capfirst
from wagtail.blocks import FieldBlock, StructBlock

from wiki.content import row_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PLACE = uuid.UUID("5c1c1a57-0d0d-4a64-8a32-6f7bb27a4c5e")


def scheme_of(column: Any) -> dict[str, str]:
    """What `formfield` is told of a column of addresses: one typed without a scheme is meant to be a safe one."""
    return {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}


class _ModelField(FieldBlock):
    """A column of the rows, by the form field that Django gives it."""

    def __init__(self, column: Any) -> None:
        self.field = column.formfield(**scheme_of(column))
        super().__init__(label=capfirst(column.verbose_name))


@cache
def block_of_rows(relation: Any) -> StructBlock:
    model = relation.related_model
    columns = [(column.name, _ModelField(column)) for column in row_fields(relation)]
    return StructBlock(columns, label=capfirst(model._meta.verbose_name))


def to_rows(name: str, values: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Values without keys as rows, known by their place."""
    return [
        {"id": str(uuid.uuid5(_PLACE, f"{name}:{place}")), "type": name, "value": dict(value)}
        for place, value in enumerate(values)
    ]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(row["value"]) for row in rows]
