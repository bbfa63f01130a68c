"""What a field or a block says, in words that a reviewer reads: never a key, a number of a row or a mark of HTML."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from wagtail.blocks import Block, ChoiceBlock, FieldBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import expand_db_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from bs4 import Tag
    from django.db.models import Field

# Between two of these, a text begins a new line.
ON_A_LINE = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "figure", "tr")


def of_text(source: str | None) -> str:
    """A rich text as lines of words, with the addresses of its links and the titles of its pictures."""
    return of_html(expand_db_html(source or ""))


def of_html(html: str) -> str:
    """HTML as lines of words, in the same way."""
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a"):
        link.append(f" ({link.get('href', '')})")
    for picture in soup.find_all("img"):
        picture.replace_with(_("[picture: %(words)s]") % {"words": picture.get("alt") or _("without words")})
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for block in soup.find_all(ON_A_LINE):
        _on_a_line_of_its_own(block)
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def _on_a_line_of_its_own(block: Tag) -> None:
    block.insert(0, "\n– " if block.name == "li" else "\n")
    block.append("\n")


def of_value(value: Any) -> str:
    """A plain value: dates and numbers as they are written in the reader's language, nothing for nothing."""
    for kind, said in WRITTEN.items():
        if isinstance(value, kind):
            return said(value)
    return "" if value is None else str(value)


# In this order: a moment is a day too, and yes is a number.
WRITTEN: dict[Any, Callable[[Any], str]] = {
    bool: lambda value: _("yes") if value else _("no"),
    datetime: lambda value: date_format(timezone.localtime(value), "DATETIME_FORMAT"),
    date: lambda value: date_format(value, "DATE_FORMAT"),
    (Decimal, float): lambda value: number_format(Decimal(str(value)).normalize() + 0),
    (list, tuple): lambda value: "\n".join(map(of_value, value)),
}


def of_field(field: Field[Any, Any], value: Any) -> str:
    """The value of a model's field; one of several choices by its label."""
    choices = dict(field.flatchoices) | dict(getattr(field, "item_choices", ()))
    if isinstance(value, list):
        return "\n".join(of_value(choices.get(item, item)) for item in value)
    return of_value(choices.get(value, value)) if value != "" else ""


@singledispatch
def of_block(block: Block, value: Any) -> str:
    return of_text(block.render_basic(value)) if value else ""


@of_block.register
def _field(_block: FieldBlock, value: Any) -> str:
    return of_value(value)


@of_block.register
def _rich_text(_block: RichTextBlock, value: Any) -> str:
    return of_text(value.source) if value else ""


@of_block.register
def _choice(block: ChoiceBlock, value: Any) -> str:
    return of_value(dict(block.field.choices).get(value, value))


@of_block.register
def _struct(block: StructBlock, value: Any) -> str:
    parts = ((child.label, of_block(child, value[name])) for name, child in block.child_blocks.items())
    return "\n".join(f"{label}{_(': ')}{said}" for label, said in parts if said)


@of_block.register
def _list(block: ListBlock, value: Any) -> str:
    return "\n".join(of_block(block.child_block, item) for item in value)


@of_block.register
def _stream(_block: StreamBlock, value: Any) -> str:
    return "\n".join(of_block(child.block, child.value) for child in value)


@of_block.register
def _table(_block: TypedTableBlock, value: Any) -> str:
    headings = [column["heading"] for column in value.columns]
    blocks = [column["block"] for column in value.columns]
    cells = [list(map(of_block, blocks, row["values"])) for row in value.row_data]
    return "\n".join([value.caption or "", *(" | ".join(line) for line in [headings, *cells])]).strip()
