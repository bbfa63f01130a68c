"""The sequence between a work and its credit: words, in order, each with what it means and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What a segment is, for the formats that say so to machines."""

    WORDS = auto()
    TITLE = auto()
    AUTHOR = auto()
    ROLE = auto()
    YEAR = auto()
    SOURCE = auto()
    LICENCE = auto()
    STATEMENT = auto()
    UPDATED = auto()
    CHANGES = auto()


# What people wrote; the words of every other segment are ours.
TYPED = frozenset({Role.TITLE, Role.AUTHOR, Role.ROLE, Role.CHANGES})


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of the credit. `href` is empty or an http(s) address; `plain_only` segments spell out, where nothing can be
    clicked, the address that a link carries elsewhere. `value` is what machines read instead of the words: the role of
    an AUTHOR, the key of a LICENCE, the date of an UPDATED segment (2024-05-01).
    """

    text: str
    href: str = ""
    role: Role = Role.WORDS
    plain_only: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class CreditLine:
    """The credit of one work. `subject` is the address of the work, empty when it has none. A line inside another is a
    work that the outer one is adapted from.
    """

    subject: str
    segments: tuple[Segment | CreditLine, ...]
