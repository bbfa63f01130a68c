"""The questions that people ask most about a licence, with a short answer and where it comes from.

Answers say what the licence's text or Creative Commons' own answers say, and no more: where both leave it open, so does
the answer. Which question goes with which licence is decided here; the words are in `data/questions.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaltools.tool import Tool

_DATA = Path(__file__).parent / "data" / "questions.json"
FAQ = "https://creativecommons.org/faq/"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    fr: str
    en: str

    def text(self, language: str) -> str:
        """Give it in French or English."""
        return choose(language, fr=self.fr, en=self.en)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its answer, and where the answer is read: `source` names the place, `url` leads to the text."""

    key: str
    question: Words
    answer: Words
    source: Words
    url: str


def _six(tool: Tool) -> bool:
    """Whether it is one of the six licences, in any version."""
    return tool.is_cc and tool.is_licence and tool.family not in {"other", "other-free"}


def _is_4(tool: Tool) -> bool:
    return _six(tool) and tool.version == "4.0"


def _before_4(tool: Tool) -> bool:
    return _six(tool) and tool.version != "4.0"


def _reaches(tool: Tool) -> str:
    """Give the group that section 3.4 of the facts puts a share-alike licence in; "" for any other."""
    if not (_six(tool) and tool.share_alike):
        return ""
    return {"1.0": "1", "3.0": "3", "4.0": "4"}.get(tool.version, "2")


# Which licence each answer holds for, in the order of the page.
_HOLDS: dict[str, Callable[[Tool], bool]] = {
    "paid-yes": lambda tool: _six(tool) and tool.allows_sale,
    "paid-nc": lambda tool: _six(tool) and not tool.allows_sale,
    "print-4": _is_4,
    "print-older": _before_4,
    "translate-yes": lambda tool: _six(tool) and tool.allows_changes,
    "translate-nd-4": lambda tool: _is_4(tool) and not tool.allows_changes,
    "translate-nd-older": lambda tool: _before_4(tool) and not tool.allows_changes,
    "video-sa": lambda tool: _six(tool) and tool.share_alike,
    "video-nd": lambda tool: _six(tool) and not tool.allows_changes,
    "my-version-1": lambda tool: _reaches(tool) == "1",
    "my-version-2": lambda tool: _reaches(tool) == "2",
    "my-version-3": lambda tool: _reaches(tool) == "3",
    "my-version-4": lambda tool: _reaches(tool) == "4" and tool.unit != "by-sa",
    "my-version-4-by-sa": lambda tool: _reaches(tool) == "4" and tool.unit == "by-sa",
    "collection": lambda tool: _six(tool) and tool.allows_sale,
    "collection-nc": lambda tool: _six(tool) and not tool.allows_sale,
    "poster-4": _is_4,
    "mistake-4": _is_4,
    "mistake-older": _before_4,
    "author-changes-mind": _six,
    "zero-credit": lambda tool: tool.unit == "zero",
    "zero-mind": lambda tool: tool.unit == "zero",
    "mark-mine": lambda tool: tool.unit == "mark",
    "mark-credit": lambda tool: tool.unit == "mark",
    "ouverte-date": lambda tool: tool.unit == "etalab",
    "ouverte-by": lambda tool: tool.unit == "etalab",
    "lal-by-sa": lambda tool: tool.unit == "lal",
    "lal-nc": lambda tool: tool.unit == "lal",
    "odbl-map": lambda tool: tool.unit == "odbl",
    "odbl-base": lambda tool: tool.unit == "odbl",
    "gfdl-by-sa": lambda tool: tool.unit == "gfdl",
    "reserved": lambda tool: tool.key in {"all-rights-reserved", "by-permission"},
}


def questions(tool: Tool) -> tuple[Question, ...]:
    """Give the common questions of a licence, in the order of the page; () when there is none to answer surely."""
    return tuple(_question(key, tool) for key, holds in _HOLDS.items() if holds(tool))


def _question(key: str, tool: Tool) -> Question:
    row = _rows()[key]
    text = f"{tool.url}legalcode" if tool.is_cc else tool.url
    url = {"text": text, "faq": FAQ}[row["url"]]
    return Question(key, Words(*row["question"]), Words(*row["answer"]), Words(*row["source"]), url)


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in json.loads(_DATA.read_text(encoding="utf-8"))}
