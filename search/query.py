"""What is asked, as one value (text, filters, order, page), read from an address and written to one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from search import registry
from search.facets import FAMILIES, PERMISSIONS
from search.understanding.text import LONGEST_TEXT, Text, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

SORTS = ("relevance", "newest", "title", "shortest")
LONGEST_DURATION = 100_000  # minutes
MOST_VALUES = 30
_KEY = re.compile(r"[\w.:+-]{1,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,8})?")
_NUMBER = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class BadParameter(Exception):
    """A parameter that cannot be understood; `message` is a sentence for the person who sent it."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the search. Values of one filter are alternatives, filters add up.

    `filters` holds the chosen keys by facet name: type, licence (a family), may (sell, change: both must hold),
    language, and every registered facet. `duration_max` is in minutes. Pages start at 1.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    duration_max: int | None = None
    sort: str = "relevance"
    page: int = 1

    @property
    def text(self) -> Text:
        return read_text(self.q)

    def values(self, name: str) -> tuple[str, ...]:
        """The keys chosen in one facet; the duration facet has one at most."""
        if name == "duration":
            return () if self.duration_max is None else (str(self.duration_max),)
        return self.filters.get(name, ())

    @property
    def is_filtered(self) -> bool:
        return bool(any(self.filters.values()) or self.duration_max is not None)

    def only(self, **changes: Any) -> SearchQuery:
        """The same question with some fields changed."""
        return replace(self, **changes)

    def unfiltered(self) -> SearchQuery:
        return replace(self, filters={}, duration_max=None, page=1)

    def without(self, name: str, key: str) -> SearchQuery:
        """The same question with one chosen key let go, from its first page."""
        if name == "duration":
            return replace(self, duration_max=None, page=1)
        kept = tuple(value for value in self.values(name) if value != key)
        return replace(self, filters={**self.filters, name: kept}, page=1)

    def to_querystring(self, **changes: Any) -> str:
        """The address of this question, `?q=…`, with some fields changed; what is not asked is left out."""
        query = replace(self, **changes) if changes else self
        pairs = [("q", query.q)] if query.q else []
        pairs += [(name, key) for name, keys in sorted(query.filters.items()) for key in keys]
        if query.duration_max is not None:
            pairs.append(("duration_max", str(query.duration_max)))
        if query.sort != "relevance":
            pairs.append(("sort", query.sort))
        if query.page != 1:
            pairs.append(("page", str(query.page)))
        return "?" + urlencode(pairs)


def filter_names() -> tuple[str, ...]:
    """Names of the filters that take keys, in the order of the page."""
    return ("type", "may", "licence", *registry.facets(), "language")


def parse(data: QueryDict) -> SearchQuery:
    """Read a question from a query string. Raises BadParameter for the first thing that cannot be understood."""
    query, problems = parse_leniently(data)
    if problems:
        raise problems[0]
    return query


def parse_leniently(data: QueryDict) -> tuple[SearchQuery, tuple[BadParameter, ...]]:
    """Read what can be read, and say what could not: a text too long is cut, any other bad value is as if not sent."""
    problems: list[BadParameter] = []
    query = SearchQuery(
        q=_read_q(data.get("q", ""), problems),
        filters=_read_filters(data, problems),
        duration_max=_read_number("duration_max", data.get("duration_max", ""), LONGEST_DURATION, problems),
        sort=_read_sort(data.get("sort", ""), problems),
        page=_read_number("page", data.get("page", ""), None, problems) or 1,
    )
    return query, tuple(problems)


def _read_q(value: str, problems: list[BadParameter]) -> str:
    text = " ".join(value.replace("\x00", " ").split())
    if len(text) <= LONGEST_TEXT:
        return text
    message = _("The search is too long: only its first %(count)d characters are read.") % {"count": LONGEST_TEXT}
    problems.append(BadParameter("q", message))
    # Between words: half a word would find nothing.
    return text[:LONGEST_TEXT].rpartition(" ")[0] or text[:LONGEST_TEXT]


def _read_filters(data: QueryDict, problems: list[BadParameter]) -> dict[str, tuple[str, ...]]:
    filters = {}
    for name in filter_names():
        asked = tuple(dict.fromkeys(value for value in data.getlist(name) if value))
        known = tuple(value for value in asked if _is_known(name, value))
        problems.extend(_unknown(name, value) for value in asked if value not in known)
        if len(known) > MOST_VALUES:
            message = _("Choose %(count)d values at most.") % {"count": MOST_VALUES}
            problems.append(BadParameter(name, message))
        if known:
            filters[name] = known[:MOST_VALUES]
    return filters


def _choices(name: str) -> Iterable[str] | None:
    """The keys that a filter knows, or None when it takes any key."""
    return {"type": registry.sources(), "licence": FAMILIES, "may": PERMISSIONS}.get(name)


def _is_known(name: str, value: str) -> bool:
    choices = _choices(name)
    if choices is not None:
        return value in choices
    return (_LANGUAGE if name == "language" else _KEY).fullmatch(value) is not None


def _unknown(name: str, value: str) -> BadParameter:
    choices = _choices(name)
    shown = value[:40]
    if choices:
        message = _("“%(value)s” is not one of: %(choices)s.") % {"value": shown, "choices": ", ".join(choices)}
    else:
        message = _("“%(value)s” is not a value of this filter.") % {"value": shown}
    return BadParameter(name, message)


def _read_number(name: str, value: str, most: int | None, problems: list[BadParameter]) -> int | None:
    if not value:
        return None
    number = int(value) if _NUMBER.fullmatch(value) else 0
    if number >= 1 and (most is None or number <= most):
        return number
    if most is None:
        message = _("“%(value)s” is not a whole number from 1 up.") % {"value": value[:40]}
    else:
        message = _("“%(value)s” is not a whole number from 1 to %(most)d.") % {"value": value[:40], "most": most}
    problems.append(BadParameter(name, message))
    return None


def _read_sort(value: str, problems: list[BadParameter]) -> str:
    if value in SORTS:
        return value
    if value:
        message = _("“%(value)s” is not one of: %(choices)s.") % {"value": value[:40], "choices": ", ".join(SORTS)}
        problems.append(BadParameter("sort", message))
    return SORTS[0]
