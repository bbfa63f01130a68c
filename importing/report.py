"""What an import did, in numbers and sentences."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from importing.local_files import why
from markup.messages import Message, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(slots=True)
class Report:
    """What an import did.

    `items` has a row for each source that became a page: source, title, outcome and the key of its page (None in a dry
    run). `passed_over` names the texts beside them that were not read.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    @classmethod
    def joined(cls, reports: Iterable[Report]) -> Report:
        """One report of what several runs did."""
        whole = cls()
        for one in reports:
            for part in dataclasses.fields(cls):
                setattr(whole, part.name, getattr(whole, part.name) + getattr(one, part.name))
        return whole

    def count(self, outcome: Outcome, *, source: str, title: str, page: int | None) -> None:
        self.read += 1
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.items.append({"source": source, "title": title, "outcome": outcome, "page": page})

    def warn(self, source: str, reason: str) -> None:
        self.warnings.append({"source": source, "reason": reason})

    def refuse(self, source: str, reason: str) -> None:
        self.refused.append({"source": source, "reason": reason})

    def by_source(self) -> list[dict[str, Any]]:
        """The items, each with its warnings, as a page lists them."""
        reasons: dict[str, list[str]] = {}
        for row in self.warnings:
            reasons.setdefault(row["source"], []).append(row["reason"])
        return [row | {"warnings": reasons.get(row["source"], [])} for row in self.items]

    def lines(self) -> list[str]:
        """What was done, as a command prints it."""
        counts = self.as_dict() | {"refused": len(self.refused), "warnings": len(self.warnings)}
        summary = _(
            "%(read)s read: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, "
            "%(refused)s refused, %(warnings)s warnings."
        )
        unread = [_("not read %(names)s") % {"names": ", ".join(self.passed_over)}] if self.passed_over else []
        return [summary % counts, *self.sentences(), *unread]

    def sentences(self) -> list[str]:
        """What was refused and what there is to know of a source, a line for each."""
        refused = [_("refused  %(source)s: %(reason)s") % row for row in self.refused]
        return refused + [_("warning  %(source)s: %(reason)s") % row for row in self.warnings]

    def as_dict(self, *, items: str = "items") -> dict[str, Any]:
        """The shape that `--json` prints, the rows of its items under the name that people know them by."""
        values = dataclasses.asdict(self)
        return {items if name == "items" else name: value for name, value in values.items()}


def reason_of(error: Exception, *, model: type[Model]) -> str:
    """Why a source was refused, as a sentence for the person who sent it; empty for what nobody foresaw.

    `model` is what the source was to become: its fields are named as its form names them.
    """
    if isinstance(error, Unreadable):
        return translated(error.message)
    if isinstance(error, ValidationError):
        return _sentences(error, model)
    if isinstance(error, OSError):
        return translated(why(error))
    return ""


def translated(words: str) -> str:
    """A sentence of the readers in the language of whoever imports; words of the text as they are."""
    return words.said_in(get_language() or "en", gettext=_) if isinstance(words, Message) else words


def _sentences(error: ValidationError, model: type[Model]) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    by_field = {name: " ".join(dict.fromkeys(messages)) for name, messages in error.message_dict.items()}
    return " ".join(
        words if name == NON_FIELD_ERRORS else f"{_label(name, model)}{_(': ')}{words}"
        for name, words in by_field.items()
    )


def _label(name: str, model: type[Model]) -> str:
    """What the editing form calls a field."""
    named = {field.name: field for field in model._meta.get_fields()}
    return capfirst(str(getattr(named.get(name), "verbose_name", name)))
