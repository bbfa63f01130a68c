"""What a work is made from: how each source is used, and the works that a credit names after it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from legaltools import catalogue
from legaltools.credit import Author, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaltools.compat import Use

PARTS = ("title", "authors", "url", "licence", "kind", "item")
# Of a source that goes on changing, the version that was used: its number on the site of its address, and its day (ISO
# 8601); and the uuid that a work carried from another site is known by. Rows lack what is not known.
REMEMBERED = ("version", "dated", "uuid")


class SourceKind(models.TextChoices):
    """How a work uses a source. The first two change it; the others take it as it is."""

    ADAPTATION = "adaptation", _("adapted")
    TRANSLATION = "translation", _("translated")
    EXCERPT = "excerpt", _("an excerpt, unchanged")
    REPRODUCTION = "reproduction", _("the whole, unchanged")
    COLLECTION = "collection", _("gathered with others, unchanged")


CHANGED = (SourceKind.ADAPTATION, SourceKind.TRANSLATION)

# What each is to the law. An excerpt stands unchanged inside something else, as what is gathered does; a copy is the
# work itself. Clauses: `legaltools.compat`.
USES: Mapping[str, Use] = {
    SourceKind.ADAPTATION: "adaptation",
    SourceKind.TRANSLATION: "adaptation",
    SourceKind.EXCERPT: "collection",
    SourceKind.REPRODUCTION: "reproduction",
    SourceKind.COLLECTION: "collection",
}


def name_of(row: Mapping[str, str]) -> str:
    return row["title"] or row["url"]


def source_row(**values: str) -> dict[str, str]:
    """A row with all its parts, those that are not known empty; a version only where one is remembered."""
    row = dict.fromkeys(PARTS, "") | {"kind": SourceKind.ADAPTATION.value} | values
    return {part: value for part, value in row.items() if value or part not in REMEMBERED}


def version_in(row: Mapping[str, str]) -> int:
    """The number of the version that was used; 0 where the row remembers none."""
    return int(row.get("version") or 0)


def authors_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Author, ...]:
    """The rows of a credits field, as `legaltools` names people."""
    return tuple(Author(row["name"], url=row.get("url", ""), role=row["role"]) for row in rows)


def as_work(row: Mapping[str, Any]) -> Work:
    """The source as `legaltools` credits it; its authors are credited in the words that were typed."""
    return Work(
        title=row["title"],
        authors=(Author(row["authors"]),) if row["authors"] else (),
        source=row["url"],
        licence=catalogue.by_key().get(row["licence"]),
        as_of=date.fromisoformat(row["dated"]) if row.get("dated") else None,
    )


def adapted_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Work, ...]:
    """Only what was changed: a credit says “adapted from”, which of an excerpt would be false."""
    return tuple(as_work(row) for row in rows if row["kind"] in CHANGED)
