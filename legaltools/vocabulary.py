"""The words of licensing in French and English, and the names that French licences have had for the same elements.

Source of the names: the titles of the licences themselves (`catalogue`), and Creative Commons' own deeds for theirs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legaltools.languages import choose

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATA = Path(__file__).parent / "data" / "vocabulary.json"

# The four ways of naming the elements: three French texts, and the deeds.
EDITIONS = ("2.0", "3.0", "4.0", "deed")


@dataclass(frozen=True, slots=True)
class OtherName:
    """Another name of the same thing, in one language, and where it is met."""

    words: str
    language: str
    where_fr: str
    where_en: str

    def where(self, language: str) -> str:
        return choose(language, fr=self.where_fr, en=self.where_en)


@dataclass(frozen=True, slots=True)
class Term:
    """One notion. `code` is its letters (BY), `symbol` and `struck` its drawing; `licence` a key of the catalogue.

    `versions` gives its French name in each of `EDITIONS`, for the four elements alone. `families` are those of
    `Tool.family` that it stands for in a search, `phrases` what people type for it beside its names.
    """

    key: str
    fr: str
    en: str
    fr_text: str
    en_text: str
    code: str
    symbol: str
    struck: bool
    licence: str
    versions: Mapping[str, str]
    others: tuple[OtherName, ...]
    families: tuple[str, ...]
    phrases: tuple[str, ...]

    def name(self, language: str) -> str:
        """Give the name in French for any kind of French, in English for everything else."""
        return choose(language, fr=self.fr, en=self.en)

    def text(self, language: str) -> str:
        """Say in one or two plain sentences what it is."""
        return choose(language, fr=self.fr_text, en=self.en_text)

    @property
    def is_element(self) -> bool:
        """One of the four that Creative Commons' licences are made of."""
        return bool(self.versions)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every way of saying it, in both languages, each once."""
        names = (self.fr, self.en, *self.versions.values(), *(other.words for other in self.others), *self.phrases)
        return tuple(dict.fromkeys(names))


@cache
def terms() -> tuple[Term, ...]:
    """Give the whole glossary: the four elements first, then the tools and the other words."""
    return tuple(map(_term, json.loads(_DATA.read_text(encoding="utf-8"))["terms"]))


def elements() -> tuple[Term, ...]:
    """Give the four elements in the order of a licence's name: BY, SA, NC, ND."""
    return tuple(term for term in terms() if term.is_element)


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        key=row["key"],
        fr=row["fr"],
        en=row["en"],
        fr_text=row["fr_text"],
        en_text=row["en_text"],
        code=row.get("code", ""),
        symbol=row.get("symbol", ""),
        struck=row.get("struck", False),
        licence=row.get("licence", ""),
        versions=row.get("versions", {}),
        others=tuple(OtherName(**other) for other in row.get("others", ())),
        families=tuple(row.get("families", ())),
        phrases=tuple(row.get("phrases", ())),
    )
