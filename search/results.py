"""What is found, as one value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaltools import catalogue
from search import registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.utils.safestring import SafeString

    from legaltools.tool import Tool
    from search.documents import SearchDocument
    from search.query import SearchQuery
    from search.understanding.days import SaidDays

PAGE_SIZE = 20
# Deeper than anybody reads, on every engine: a cluster reads all that is before a deep page.
MOST_PAGES = 2_500


@dataclass(frozen=True, slots=True)
class Highlights:
    """Safe HTML: the text escaped, the words that matched inside `<mark>`. `snippet` comes from the summary
    (`from_summary`: showing both would say it twice) or else from the body, and is empty when neither matched.
    """

    title: SafeString
    snippet: SafeString
    from_summary: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. Its document comes without its body.

    `versions` are the same work in other languages, whether they answer the question or not. `days`: the first and the
    last that words of the question say, for items that happen on days.
    """

    document: SearchDocument
    highlights: Highlights
    versions: tuple[SearchDocument, ...] = ()
    days: tuple[date, date] | None = None

    @property
    def tool(self) -> Tool | None:
        """The item's licence in the catalogue; None when it has none or the catalogue does not know the key."""
        try:
            return catalogue.get(self.document.licence) if self.document.licence else None
        except KeyError:
            return None

    @property
    def type_label(self) -> str:
        return registry.label_of_one(self.document.type)

    @property
    def result_template(self) -> str:
        """The template that draws the facts of this kind of item; empty when its source names none."""
        return getattr(registry.sources().get(self.document.type), "result_template", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """`count` is how many results there would be with this value chosen instead of the facet's other values."""

    key: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title offered while typing."""

    title: str
    url: str
    type: str
    language: str = "fr"

    @property
    def type_label(self) -> str:
        return registry.label_of_one(self.type)


@dataclass(frozen=True, slots=True)
class Wish:
    """Words of the question that were read as filters: as they were typed, and the keys that they choose, by facet.

    `values` says it to people: the label of each facet, and those of its values. An address ignores it by its `name`.
    """

    name: str
    words: str
    filters: Mapping[str, tuple[str, ...]]
    values: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a question.

    `suggestion` is another wording that finds something, or empty; `corrected`: nothing has the words as they were
    typed, and the hits are for that wording. `relaxed`: nothing had all the words, these have some of them. `ready`
    False: the index is missing and is being made again, so the answer is empty. `days` are those that some of the words
    say, as of today; `on_no_day`: nothing is on then, and the hits are for the words. `wishes` are the words that were
    read as filters; `unmet`: nothing is found with these filters, and the hits are for the other words. `is_away`: the
    engine cannot be asked now, and this answer is for nobody else; `is_simpler`: it is of something that understands
    less.
    """

    query: SearchQuery
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    suggestion: str = ""
    relaxed: bool = False
    corrected: bool = False
    days: SaidDays | None = None
    on_no_day: bool = False
    wishes: tuple[Wish, ...] = ()
    unmet: bool = False
    ready: bool = True
    is_away: bool = False
    is_simpler: bool = False
    engine: str = ""
    took_ms: float = 0.0

    @property
    def wording(self) -> str:
        """The words that the hits are for: those typed, or their correction."""
        return self.suggestion if self.corrected else self.query.q

    @property
    def page(self) -> int:
        return self.query.page

    @property
    def pages(self) -> int:
        """At least one, even when nothing is found, and no more than `MOST_PAGES`, however much is found."""
        return min(max(1, math.ceil(self.total / PAGE_SIZE)), MOST_PAGES)

    @property
    def selected(self) -> tuple[tuple[str, Choice], ...]:
        """The chosen values with the name of their facet, in the order of the page."""
        return tuple((name, value) for name, values in self.facets.items() for value in values if value.selected)
