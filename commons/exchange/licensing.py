"""What a text says about its licence, as the readers use it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licences.core import catalogue
from licences.core.recognise import Recognition, find_statements, recognise

_ADDRESS = re.compile(r"https?://[^\s)\]\"']+")
_CANDIDATES = 4
_ELEMENTS = re.compile(r"\b(by|nc|sa|nd)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A licence named in a text. `key` is empty when the words do not point to one licence of the catalogue."""

    words: str
    key: str = ""
    problem: str = ""
    candidates: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def named(self) -> str:
        """The words as a person would point at them, and the key they give."""
        addresses = _ADDRESS.findall(self.words)
        words = addresses[-1] if addresses else " ".join(self.words.split())
        return f"“{words}” ({self.key})" if self.key else f"“{words}”"

    @property
    def identity(self) -> str:
        """What two statements must share to be the same licence, version or not."""
        known = self.key or (self.candidates[0] if self.candidates else "")
        return known if self.key else _without_version(known) or "-".join(_ELEMENTS.findall(self.words.lower()))


@dataclass(frozen=True, slots=True)
class Settled:
    """The licence of a work as its text gives it, or none and the reason."""

    key: str = ""
    words: str = ""
    warnings: tuple[str, ...] = ()


def stated(text: str) -> Stated:
    """The licence that `text` names, `text` being nothing else: a key, a usual name or an address."""
    if text in catalogue.by_key():
        return Stated(text, text)
    return _stated(text, recognise(text))


def statements(text: str) -> list[Stated]:
    """Every licence named in a prose, in order."""
    return [
        _stated(text[found.start : found.end], found.recognition, start=found.start, end=found.end)
        for found in find_statements(text)
    ]


def settle(text: str, what: str) -> Settled:
    """The one licence that `text` gives `what`. Several that differ, or a name without version, settle nothing."""
    found = [statement for statement in statements(text) if statement.identity]
    if not found:
        return Settled(warnings=(f"No licence is stated for {what}.",))
    versioned = {_without_version(statement.key) for statement in found if statement.key}
    found = [statement for statement in found if statement.key or statement.identity not in versioned]
    by_identity = {statement.identity: statement for statement in reversed(found)}
    if len(by_identity) > 1:
        names = ", ".join(statement.named for statement in reversed(by_identity.values()))
        return Settled(words=names, warnings=(f"Several licences are stated for {what}: {names}. Choose one.",))
    statement = next((one for one in found if one.key), found[0])
    words = " ".join(statement.words.split())
    if statement.key:
        return Settled(statement.key, words)
    return Settled(words=words, warnings=(unsettled(statement, what),))


def unsettled(statement: Stated, what: str) -> str:
    """The warning for a licence that was named but is not one of the catalogue."""
    reason = f" {statement.problem.rstrip('.')}." if statement.problem else ""
    choice = f" It may be {', '.join(statement.candidates)}." if statement.candidates else ""
    words = " ".join(statement.words.split())
    return f"The licence of {what} is written “{words}”, which does not name one licence.{reason}{choice}"


def _stated(words: str, found: Recognition, *, start: int = 0, end: int = 0) -> Stated:
    key = found.tool.key if found.tool else ""
    problem = found.problem.en if found.problem else ""
    return Stated(words, key, problem, found.candidates[:_CANDIDATES], start, end)


def _without_version(key: str) -> str:
    return re.sub(r"-\d.*$", "", key)
