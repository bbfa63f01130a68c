"""What a text says about its licence, as the readers use it."""

from __future__ import annotations

from dataclasses import dataclass

from licences.core import catalogue
from licences.core.recognise import find_statements, recognise


@dataclass(frozen=True, slots=True)
class Stated:
    """A licence named in a text. `key` is empty when the words do not point to one licence of the catalogue."""

    words: str
    key: str = ""
    problem: str = ""
    candidates: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


def stated(text: str) -> Stated:
    """The licence that `text` names, `text` being nothing else: a key, a usual name or an address."""
    if text in catalogue.by_key():
        return Stated(text, text)
    found = recognise(text)
    return Stated(text, found.tool.key if found.tool else "", found.problem, _keys(found.candidates))


def statements(text: str) -> list[Stated]:
    """Every licence named in a prose, in order."""
    return [
        Stated(
            text[found.start : found.end],
            found.recognition.tool.key if found.recognition.tool else "",
            found.recognition.problem,
            _keys(found.recognition.candidates),
            found.start,
            found.end,
        )
        for found in find_statements(text)
    ]


def _keys(candidates: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(candidate, "key", candidate)) for candidate in candidates)
