"""A conflict of licences as a steward looks at it: both files side by side, what each says, who said so, on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.library.context.cards import cards
from commons.library.enums import Outcome, Sameness
from commons.library.models import LicenceRecord
from legaltools import catalogue
from legaltools.credit import credit_html
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.models import LicenceConflict, MediaItem

MOST_RECORDS = 20
# What a steward chooses among; that the two agree by now is seen without them.
CHOICES = (Outcome.FIRST, Outcome.SECOND, Outcome.BOTH, Outcome.NEITHER, Outcome.DIFFERENT)


def conflict_rows(conflicts: Iterable[LicenceConflict]) -> list[dict[str, Any]]:
    return [
        {
            "title": conflict.first.title,
            "url": conflict.get_absolute_url(),
            "sameness": conflict.get_sameness_display(),
            "labels": [_label(conflict.first_licence), _label(conflict.second_licence)],
            "opened_at": conflict.opened_at,
            "outcome": conflict.get_outcome_display(),
            "settled_at": conflict.settled_at,
        }
        for conflict in conflicts
    ]


def conflict_context(conflict: LicenceConflict) -> dict[str, Any]:
    """As templates/media/conflict.html takes it."""
    items = (conflict.first, conflict.second)
    licences = (conflict.first_licence, conflict.second_licence)
    sides = [
        _side(item, card, licence) for item, card, licence in zip(items, cards(items), licences, strict=True)
    ]  # fmt: skip
    return {
        "nav": "media",
        "conflict": conflict,
        "is_near": conflict.sameness == Sameness.NEAR,
        "sides": sides,
        "choices": [(choice.value, choice.label) for choice in CHOICES],
    }


def _side(item: MediaItem, card: dict[str, Any], licence: str) -> dict[str, Any]:
    row = item.file_row
    records = LicenceRecord.objects.filter(item=item).select_related("by").order_by("-pk")[:MOST_RECORDS]
    return {
        "medium": card | {"licence": catalogue.by_key().get(licence)},
        "file": row.file.name.rpartition("/")[2],
        "is_public": item.is_public,
        "sent_by": str(row.uploaded_by_user) if row.uploaded_by_user else "",  # type: ignore[attr-defined]
        "sent_on": row.created_at,  # type: ignore[attr-defined]
        "pages": [{"title": page.title, "url": page.url} for page in row.pages_that_show_it()[:10]],
        "credit": credit_html(item.as_work(), current_language()),
        "records": [_said(record) for record in records],
    }


def _said(record: LicenceRecord) -> dict[str, Any]:
    """Stewards read the evidence whole, letters included."""
    return {
        "label": _label(record.licence),
        "at": record.at,
        "kind": record.get_kind_display(),
        "by": str(record.by) if record.by else "",
        "address": record.address,
        "statement": record.statement,
        "reason": record.reason,
    }


def _label(key: str) -> str:
    tool = catalogue.by_key().get(key)
    return tool.label if tool else "–"
