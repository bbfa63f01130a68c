"""The sequence between a work and its credit: words, in order, each with what it means and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Mark(Enum):
    """What a part is, for the formats that say so to machines."""

    WORDS = auto()
    TITLE = auto()
    AUTHOR = auto()
    SOURCE = auto()
    LICENCE = auto()
    STATEMENT = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the credit. `href` is empty or an http(s) address; `plain_only` parts spell out, where nothing can be
    clicked, the address that a link carries elsewhere.
    """

    text: str
    href: str = ""
    mark: Mark = Mark.WORDS
    plain_only: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The credit of one work. `subject` is the address of the work, empty when it has none. A line inside another is a
    work that the outer one is adapted from.
    """

    subject: str
    parts: tuple[Part | Line, ...]
