"""A table of words, typed as the Markdown that pages are exchanged in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from importing.report import translated
from markup.fitting import fit
from markup.inline import one_line
from markup.markdown import to_text
from markup.references import to_portable
from markup.remarks import UnreadableText
from markup.tree import Node, parse, text_of, walk, write
from markup.writing import to_markdown
from wiki.forms.from_pool import PoolField
from wiki.forms.typed_references import store_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

    from wiki.references import References

MOST_CELLS = 2_000
LONGEST = 100_000  # characters
# What a line of a table can say: a list in a cell, or two paragraphs, can be typed in the administration alone.
_IN_A_LINE = frozenset({"p", "b", "i", "a", "code", "sup", "sub", "s"})


def holds(block: TypedTableBlock, table: Mapping[str, Any] | None) -> bool:
    """Whether a table of this block can be typed here."""
    if [type(child) for child in block.child_blocks.values()] != [RichTextBlock]:
        return False
    cells = [parse(cell or "") for row in (table or {}).get("rows", ()) for cell in row["values"]]
    return all(not cell[1:] and all(node.tag in _IN_A_LINE for node in walk(cell)) for cell in cells)


class _TableWidget(forms.Textarea):
    references: References

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "class": "rich-text__source", "spellcheck": "true", **(attrs or {})})


class TableFormField(PoolField):
    """The value, in and out, is a table in normal form; one that comes back as it was drawn is stored as it was."""

    widget = _TableWidget
    default_error_messages = {
        "none": _("Type a table: a line for each row, with | between the cells, and a line of |---| below the first."),
        "several": _("Type one table and nothing else here: text goes in a row of its own."),
        "large": _("This table is too large: make several of it."),
    }

    def __init__(self, block: TypedTableBlock, **kwargs: Any) -> None:
        help_text = _("A line for each row, with | between the cells; below the first, a line such as |---|---|.")
        super().__init__(help_text=help_text, **kwargs)
        ((self.kind, cell),) = block.child_blocks.items()
        self.features = frozenset(cell.features)

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else self._markdown(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and data.strip() != self._markdown(initial).strip()

    def _clean_bound_field(self, bound: forms.BoundField) -> Any:
        return self.clean(bound.data, bound.initial)

    def clean(self, value: Any, initial: Any = None) -> Any:
        """A field that was not sent keeps what was there."""
        if value is None:
            return initial
        typed = value.replace("\r\n", "\n").replace("\x00", "")
        if not self.has_changed(initial, typed):
            return initial
        if len(typed) > LONGEST:
            raise ValidationError(self.error_messages["large"], "large")
        return self._read(typed, caption=(initial or {}).get("caption", ""))

    def _markdown(self, table: Mapping[str, Any] | None) -> str:
        if not table or not table["columns"]:
            return ""
        refs = self.references
        head = "".join(f"<th>{write([column['heading']])}</th>" for column in table["columns"])
        rows = [
            "".join(f"<td>{_line(refs, cell or '')}</td>" for cell in row["values"]) for row in table["rows"]
        ]  # fmt: skip
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return to_markdown(f"<table><tr>{head}</tr>{body}</table>")

    def _read(self, typed: str, *, caption: str) -> dict[str, Any]:
        try:
            nodes = to_text(typed, keep_headings=True).nodes
        except UnreadableText as error:
            raise ValidationError(translated(error.message), "unreadable") from error
        tables = [node for node in nodes if isinstance(node, Node) and node.tag == "table"]
        if not tables:
            raise ValidationError(self.error_messages["none"], "none")
        if len(tables) > 1 or any(node not in tables for node in nodes if not isinstance(node, str) or node.strip()):
            raise ValidationError(self.error_messages["several"], "several")
        return self._stored(tables[0], caption)

    def _stored(self, table: Node, caption: str) -> dict[str, Any]:
        head, *body = [
            [cell for cell in row.children if isinstance(cell, Node)]
            for row in table.children
            if isinstance(row, Node)
        ]  # fmt: skip
        if len(head) * (len(body) + 1) > MOST_CELLS:
            raise ValidationError(self.error_messages["large"], "large")
        fitted = [[fit([Node("p", {}, cell.children)], self.features) for cell in row] for row in body]
        store = store_of([node for row in fitted for cell in row for node in cell], self.references)
        return {
            "columns": [{"type": self.kind, "heading": one_line(text_of(cell.children))} for cell in head],
            "rows": [{"values": [store(cell) if text_of(cell).strip() else "" for cell in row]} for row in fitted],
            "caption": caption,
        }


def _line(references: References, cell: str) -> str:
    """What stands in a cell, without the paragraph that it is stored in."""
    portable = to_portable(cell, picture=references.picture, document=references.document, page=references.page)
    return "".join(
        write(node.children if isinstance(node, Node) and node.tag == "p" else [node]) for node in parse(portable)
    )
