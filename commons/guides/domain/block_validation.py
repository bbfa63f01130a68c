"""The checks of the editing form on the rows of a guide that did not come from that form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commons.guides.limits import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commons.guides.exchange.document import GuideDocument
    from commons.guides.models import GuidePage

ROWS = ("materials", "steps", "sections", "files")
SENTENCES = {
    "tags": _("A guide has at most %(most)s tags; this one has %(count)s: keep those that people would search for."),
    "themes": _("A guide has at most %(most)s themes; this one has %(count)s."),
    "credits": _("A guide credits at most %(most)s people; this one has %(count)s: name the group instead."),
    "sources": _("A guide names at most %(most)s sources; this one has %(count)s."),
    "objectives": _("A guide has at most %(most)s objectives; this one has %(count)s."),
    "questions": _("A guide has at most %(most)s questions; this one has %(count)s."),
    "key_points": _("A guide has at most %(most)s points to remember; this one has %(count)s."),
    "materials": _("A guide has at most %(most)s lines of materials; this one has %(count)s."),
    "steps": _("A guide has at most %(most)s steps; this one has %(count)s: make two guides of it."),
    "sections": _("A guide has at most %(most)s sections; this one has %(count)s: make two guides of it."),
    "files": _("A guide has at most %(most)s files; this one has %(count)s: put them in an archive."),
    "pictures": _("A guide has at most %(most)s pictures; this one has %(count)s: make two guides of it."),
}


def check_rows(guide: GuidePage) -> None:
    """Hold materials, steps, sections and files against the limits of the editing form.

    What is missing is left to publishing, as in a draft. Raises ValidationError with one sentence a fault, which names
    the row and the field: "Step 2, Title: …".
    """
    sentences = [sentence for name in ROWS for sentence in _faults(getattr(guide, name))]
    if sentences:
        raise ValidationError(sentences)


def check_lists(document: GuideDocument) -> None:
    """Hold every list of a document against its limit, before anything slow is done with it.

    Raises ValidationError with one sentence a list that is too long.
    """
    values = {name: getattr(document, name) for name in MOST}
    if too_long := too_many({name: len(value) for name, value in values.items()}):
        raise ValidationError(list(too_long.values()))


def too_many(counts: Mapping[str, int]) -> dict[str, str]:
    """A sentence for each list, by its name in `commons.guides.limits.MOST`, that has more items than it may."""
    return {
        name: str(SENTENCES[name]) % {"most": MOST[name], "count": count}
        for name, count in counts.items()
        if count > MOST[name]
    }


def _faults(rows: Any) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        try:
            row.block.clean(row.value)
        except ValidationError as error:
            where = f"{capfirst(str(row.block.label))} {number}"
            yield from _messages(error, where=where, block=row.block)


def _messages(error: ValidationError, *, where: str, block: Any) -> Iterator[str]:
    inner = getattr(error, "block_errors", None)
    if not inner:
        yield from (
            f"{where}{gettext(': ')}{' '.join(each.messages)}" for each in error.error_list if each.code != "required"
        )
        return
    for name, each in inner.items():
        child = block.child_blocks.get(name) if hasattr(block, "child_blocks") else block.child_block
        yield from _messages(each, where=f"{where}, {child.label}" if child else where, block=child)
