"""What recognising gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaltools.languages import choose

if TYPE_CHECKING:
    from legaltools.tool import Tool


@dataclass(frozen=True, slots=True)
class Problem:
    """Why no licence could be named for certain. `code` is one of `problems.CODES` or `doubts.DOUBTS`."""

    code: str
    fr: str
    en: str

    def text(self, language: str) -> str:
        return choose(language, fr=self.fr, en=self.en)


@dataclass(frozen=True, slots=True)
class Recognition:
    """The licence a text names, only when it is certain; otherwise the problem and what it may have been, best first.

    Exactly one of `tool` and `problem` is None. `candidates` are keys, empty when `tool` is given. `name` is what was
    read where it is not that of a tool ("CC BY-SA", without a version).
    """

    tool: Tool | None
    problem: Problem | None = None
    candidates: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A licence named in a text, from character `start` up to and without `end`.

    `about`: what it is given to, where the sentence says so: text, image, music, video, code, data, logo,
    documentation, or work for all of it.
    """

    start: int
    end: int
    recognition: Recognition
    about: str = ""
