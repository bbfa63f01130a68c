"""What a source says of its own life: a draft, something retired. Whoever wrote it does not want it made public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markup.messages import message as _
from markup.normalize import normalize

if TYPE_CHECKING:
    from commons.guides.exchange.fields import Fields
    from markup.messages import Message

_NO = {"false", "no", "non", "off", "0"}
_HIDDEN = ("published", "listed", "publie", "public", "visible")  # keys that say no when it is not public
_SHOWN = ("draft", "brouillon", "retired", "archived", "unlisted", "deprecated", "hidden")  # keys that say yes then
_STATES = {"draft", "brouillon", "retired", "archived", "archive", "deprecated", "unpublished", "withdrawn"}
_REASONS = ("retirement-reason", "retirement-date", "retirement_date")


def held_back(fields: Fields) -> Message | None:
    """Why the front matter itself keeps the text from the public, with its line; None when it does not."""
    for key in _HIDDEN:
        if _value(fields, key) in _NO:
            return _sentence(fields, key)
    for key in _SHOWN:
        if _value(fields, key) not in _NO | {""}:
            return _sentence(fields, key)
    for key in ("status", "state"):
        if _value(fields, key) in _STATES:
            return _sentence(fields, key)
    return next((_sentence(fields, key) for key in _REASONS if _value(fields, key)), None)


def _value(fields: Fields, key: str) -> str:
    return normalize(fields.loose(key)) if key in fields else ""


def _sentence(fields: Fields, key: str) -> Message:
    reason = next((fields.loose(name) for name in _REASONS[:1] if name in fields), "")
    words = f"{key}: {fields.loose(key)}" + (f" ({reason})" if reason and key != _REASONS[0] else "")
    return _(
        "Its own front matter (line %(line)s) keeps it from the public, “%(words)s”: it stays a draft.",
        line=fields.line_of(key),
        words=words,
    )
