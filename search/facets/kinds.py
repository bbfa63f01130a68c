"""The kinds of facets, ways to narrow results: by words, by a number at most, by a period.

A facet knows how it is read from an address and written to one, which keys an item is counted under, and what a key is
called. A chosen value is a tuple of keys whatever the kind, so that questions, pages and the API treat all alike; how
an index is asked for them is each engine's own.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from search.chunks import chunks
from search.facets import values
from web.page_cache.generation import cached_many

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import _StrPromise

    from search.documents import SearchDocument
    from search.facets.values import Days
    from search.results import Choice

LabelsOf = Callable[[Iterable[str]], Mapping[str, str]]
# A parameter and a sentence for the person who sent it.
Problem = tuple[str, str]

MOST_VALUES = 30
MOST_NUMBER = 100_000
NAME = re.compile(r"[a-z][a-z_]{0,39}")
KEY = re.compile(r"[\w.:+-]{1,100}")


def _key_is_label(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: key for key in keys}


@dataclass(frozen=True, kw_only=True)
class Facet(ABC):
    """`label` heads the facet; `description` says for programs, in English, what a value is. Facets show by `position`,
    then as they were registered. `open`: shown unfolded though nothing is chosen; `always`: shown though there is
    nothing to choose between. `counts_versions`: counted by versions of works, not by works, because it chooses
    between those.
    """

    name: str
    label: str | _StrPromise
    description: str = ""
    position: int = 100
    open: bool = False
    always: bool = False
    counts_versions: bool = False

    template: ClassVar[str]
    # Chosen values add up (all must hold); otherwise they are alternatives.
    adds_up: bool = False
    # Whether the words of the labels find the items that carry the key.
    searchable: bool = False

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            message = f"{self.name!r} cannot be the name of a facet: it is a parameter and a field of the index."
            raise ValueError(message)

    @property
    @abstractmethod
    def parameters(self) -> Mapping[str, dict[str, Any]]:
        """The parameters of the address, with the JSON schema of each (OpenAPI)."""

    @abstractmethod
    def read(self, data: QueryDict) -> tuple[tuple[str, ...], list[Problem]]:
        """The chosen keys in an address, and what could not be understood of it."""

    @abstractmethod
    def pairs(self, keys: Collection[str]) -> list[tuple[str, str]]:
        """The parameters that ask for these keys: the reverse of `read`."""

    @abstractmethod
    def keys_of(self, document: SearchDocument) -> Iterable[str]:
        """What an item is counted under."""

    @abstractmethod
    def labels_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """What keys are called, in the language of the moment; those left out show as they are."""

    @abstractmethod
    def in_order(self, choices: Iterable[Choice]) -> list[Choice]:
        """Choices as the page lists them."""

    def is_chosen_alone(self) -> bool:
        """Whether at most one value can be chosen."""
        return True


@dataclass(frozen=True, kw_only=True)
class WordFacet(Facet):
    """Items carry words: themes, kinds, languages.

    `labels` names keys, a few hundred at most. `keys` tells those of a document when they are not in its `facets`.
    `choices` gives all the keys there can be; without it any that matches `pattern` is taken, known or not. `in_steps`:
    they show in the order of `choices`, such as sizes, not those that most items carry first.
    """

    labels: LabelsOf = _key_is_label
    keys: Callable[[SearchDocument], Iterable[str]] | None = None
    choices: Callable[[], Collection[str]] | None = None
    in_steps: bool = False
    pattern: re.Pattern[str] = KEY

    template = "components/facet.html"

    @property
    def parameters(self) -> Mapping[str, dict[str, Any]]:
        items = {"type": "string"} | ({"enum": list(self.choices())} if self.choices else {})
        return {self.name: {"type": "array", "items": items, "maxItems": MOST_VALUES}}

    def read(self, data: QueryDict) -> tuple[tuple[str, ...], list[Problem]]:
        asked = tuple(dict.fromkeys(value for value in data.getlist(self.name) if value))
        keys = tuple(filter(self._takes, asked))
        problems = [(self.name, self._refusal(value)) for value in asked if value not in keys]
        if len(keys) > MOST_VALUES:
            problems.append((self.name, _("Choose %(count)d values at most.") % {"count": MOST_VALUES}))
        return keys[:MOST_VALUES], problems

    def _takes(self, value: str) -> bool:
        return value in self.choices() if self.choices else self.pattern.fullmatch(value) is not None

    def _refusal(self, value: str) -> str:
        if self.choices:
            listed = ", ".join(self.choices())
            return _("“%(value)s” is not one of: %(choices)s.") % {"value": value[:40], "choices": listed}
        return _("“%(value)s” is not a value of this filter.") % {"value": value[:40]}

    def pairs(self, keys: Collection[str]) -> list[tuple[str, str]]:
        return [(self.name, key) for key in keys]

    def keys_of(self, document: SearchDocument) -> Iterable[str]:
        return dict.fromkeys(self.keys(document) if self.keys else document.facets.get(self.name, ()))

    def labels_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        """Looked up in bulk, and once until something public changes."""
        return cached_many(f"facet-labels:{self.name}", keys, self._look_up)

    def _look_up(self, keys: Iterable[str]) -> dict[str, str]:
        return {key: str(label) for chunk in chunks(keys) for key, label in self.labels(chunk).items()}

    def in_order(self, choices: Iterable[Choice]) -> list[Choice]:
        if self.in_steps and self.choices:
            places = {key: place for place, key in enumerate(self.choices())}
            # An index may hold keys that this version no longer has.
            return sorted(choices, key=lambda choice: places.get(choice.key, len(places)))
        return sorted(choices, key=lambda choice: (-choice.count, choice.label))

    def is_chosen_alone(self) -> bool:
        return False


@dataclass(frozen=True, kw_only=True)
class NumberAtMost(Facet):
    """Items carry a whole number, and a value is the most that it may be; an item without one is left out.

    `steps` are the values offered, `label_of` names one, `any_label` the absence of a choice. `number` tells that of a
    document when it is not in its `numbers`.
    """

    steps: tuple[int, ...]
    label_of: Callable[[int], str]
    any_label: str | _StrPromise
    number: Callable[[SearchDocument], int | None] | None = None
    most: int = MOST_NUMBER

    template = "search/facet_number.html"
    # What the form of the page sends for “any”, where words choose a number and no choice at all would leave it.
    any_key = "any"

    @property
    def parameter(self) -> str:
        return f"{self.name}_max"

    @property
    def parameters(self) -> Mapping[str, dict[str, Any]]:
        return {self.parameter: {"type": "integer", "minimum": 1, "maximum": self.most}}

    def read(self, data: QueryDict) -> tuple[tuple[str, ...], list[Problem]]:
        number, message = values.read_number(data.get(self.parameter, ""), most=self.most)
        return (() if number is None else (str(number),)), [(self.parameter, message)] if message else []

    def pairs(self, keys: Collection[str]) -> list[tuple[str, str]]:
        return [(self.parameter, key) for key in keys]

    def number_of(self, document: SearchDocument) -> int | None:
        return self.number(document) if self.number else document.numbers.get(self.name)

    def keys_of(self, document: SearchDocument) -> Iterable[str]:
        number = self.number_of(document)
        return [] if number is None else [str(step) for step in self.steps if number <= step]

    def labels_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        return {key: self.label_of(int(key)) for key in keys}

    def in_order(self, choices: Iterable[Choice]) -> list[Choice]:
        return sorted(choices, key=lambda choice: int(choice.key))


@dataclass(frozen=True, kw_only=True)
class Period(Facet):
    """Items happen on days, and a value is a span of days, either end of which may be open: those that happen on any
    day of it are found. They are counted by month.

    A key is a month (`2026-11`) or, chosen, an interval (`2026-11-01/2026-11-30`, `../2026-11-30`; ISO 8601-2).
    """

    template = "search/facet_period.html"

    @property
    def first_parameter(self) -> str:
        return f"{self.name}_from"

    @property
    def last_parameter(self) -> str:
        return f"{self.name}_to"

    @property
    def parameters(self) -> Mapping[str, dict[str, Any]]:
        day = {"type": "string", "format": "date"}
        return {self.first_parameter: day, self.last_parameter: day}

    def read(self, data: QueryDict) -> tuple[tuple[str, ...], list[Problem]]:
        read = {name: values.read_day(data.get(name, "")) for name in (self.first_parameter, self.last_parameter)}
        problems = [(name, message) for name, (_day, message) in read.items() if message]
        first, last = (day for day, _message in read.values())
        if first and last and last < first:
            problems.append((self.last_parameter, _("The last day comes before the first.")))
            return (), problems
        return ((values.interval(first, last),) if first or last else ()), problems

    def pairs(self, keys: Collection[str]) -> list[tuple[str, str]]:
        ends = [end for key in keys for end in zip(self.parameters, key.split("/"), strict=True)]
        return [(name, day) for name, day in ends if day != values.OPEN]

    def days_of(self, document: SearchDocument) -> Days:
        return values.days(document.periods.get(self.name, ()))

    def keys_of(self, document: SearchDocument) -> Iterable[str]:
        return dict.fromkeys(f"{day:%Y-%m}" for day in self.days_of(document))

    def labels_of(self, keys: Iterable[str]) -> Mapping[str, str]:
        return {key: values.period_label(key) for key in keys}

    def in_order(self, choices: Iterable[Choice]) -> list[Choice]:
        return sorted(choices, key=lambda choice: choice.key)
