"""The checks of the editing form on the rows of a guide that came in by another door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commons.models import GuidePage

ROWS = ("materials", "steps", "sections", "files")


def check_rows(guide: GuidePage) -> None:
    """Hold materials, steps, sections and files against the limits of the editing form.

    What is missing is left to publishing, as in a draft. Raises ValidationError with one sentence a fault, which names
    the row and the field: "Step 2, Title: …".
    """
    sentences = [sentence for name in ROWS for sentence in _faults(getattr(guide, name))]
    if sentences:
        raise ValidationError(sentences)


def _faults(rows: Any) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        try:
            row.block.clean(row.value)
        except ValidationError as error:
            where = f"{capfirst(str(row.block.label))} {number}"
            yield from _said(error, where=where, block=row.block)


def _said(error: ValidationError, *, where: str, block: Any) -> Iterator[str]:
    inner = getattr(error, "block_errors", None)
    if not inner:
        yield from (f"{where}: {' '.join(each.messages)}" for each in error.error_list if each.code != "required")
        return
    for name, each in inner.items():
        child = block.child_blocks.get(name) if hasattr(block, "child_blocks") else block.child_block
        yield from _said(each, where=f"{where}, {child.label}" if child else where, block=child)
