"""What an import did, in numbers and sentences."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.guides.exchange.document import UnreadableGuide
from commons.guides.models import GuidePage
from commons.importing.local_files import why
from commons.importing.messages import Message

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(slots=True)
class Report:
    """What an import did; `as_dict` is the shape that `--json` prints.

    `guides` has a row for each source that became a guide: source, title, outcome and the number of its page (None in
    a dry run). `passed_over` names the texts beside them that were not read.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)
    guides: list[dict[str, Any]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome, *, source: str, guide: GuidePage, kept: bool) -> None:
        self.read += 1
        setattr(self, outcome, getattr(self, outcome) + 1)
        row = {"source": source, "title": guide.title, "outcome": outcome, "page": guide.pk if kept else None}
        self.guides.append(row)

    def warn(self, source: str, reason: str) -> None:
        self.warnings.append({"source": source, "reason": reason})

    def refuse(self, source: str, reason: str) -> None:
        self.refused.append({"source": source, "reason": reason})

    def by_source(self) -> list[dict[str, Any]]:
        """The guides, each with its warnings, as a page lists them."""
        said: dict[str, list[str]] = {}
        for row in self.warnings:
            said.setdefault(row["source"], []).append(row["reason"])
        return [row | {"warnings": said.get(row["source"], [])} for row in self.guides]

    def as_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


def reason_of(error: Exception) -> str:
    """Why a source was refused, as a sentence for the person who sent it; empty for what nobody foresaw."""
    if isinstance(error, UnreadableGuide):
        return said(error.message)
    if isinstance(error, ValidationError):
        return _sentences(error)
    if isinstance(error, OSError):
        return said(why(error))
    return ""


def said(words: str) -> str:
    """A sentence of the readers in the language of whoever imports; words of the text as they are."""
    return words.said_in(get_language() or "en", gettext=_) if isinstance(words, Message) else words


def _sentences(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    told = {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return " ".join(words if name == NON_FIELD_ERRORS else f"{_label(name)}: {words}" for name, words in told.items())


def _label(name: str) -> str:
    """What the editing form calls a field."""
    named = {field.name: field for field in GuidePage._meta.get_fields()}
    return capfirst(str(getattr(named.get(name), "verbose_name", name)))
