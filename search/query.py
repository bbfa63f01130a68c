"""What is asked, as one value (text, filters, order, page), read from an address and written to one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search import registry
from search.facets.kinds import NumberAtMost, Period
from search.facets.values import read_number
from search.understanding import intents
from search.understanding.text import LONGEST_TEXT, Text, read_text
from web.api.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from search.understanding.intents import Aside

LITERAL = "1"
SORTS = ("relevance", "newest", "title", "shortest")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question to the search. Filters add up.

    `filters` holds the chosen keys by facet, as each kind of facet writes them (`search.facets.kinds`):
    `{"theme": ("maps", "food"), "duration": ("60",)}`. Pages start at 1. `literal`: words that say days are words.
    `ignored` names the wishes in the words that are not to narrow the results (`search.understanding.intents`);
    `asides` are the words of wishes, once these are read. `strict`: what has most of the words is not enough.
    """

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    literal: bool = False
    ignored: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    strict: bool = False

    @property
    def text(self) -> Text:
        text = read_text(self.q)
        is_strict = self.strict or self.sort != SORTS[0]
        return replace(text, asides=self.asides, strict=is_strict) if self.asides or is_strict else text

    def values(self, name: str) -> tuple[str, ...]:
        """The keys chosen in one facet."""
        return self.filters.get(name, ())

    @property
    def facet_of_days(self) -> str:
        """The facet that words such as “samedi” choose days of; "" where they are words, or days are chosen already."""
        name = next((name for name, facet in registry.facets().items() if isinstance(facet, Period)), "")
        return "" if self.literal or self.values(name) else name

    @property
    def is_filtered(self) -> bool:
        return any(self.filters.values())

    def only(self, **changes: Any) -> SearchQuery:
        """The same question with some fields changed."""
        return replace(self, **changes)

    def unfiltered(self) -> SearchQuery:
        return replace(self, filters={}, page=1)

    def without(self, name: str, key: str) -> SearchQuery:
        """The same question with one chosen key let go, from its first page."""
        left = tuple(value for value in self.values(name) if value != key)
        others = {other: keys for other, keys in self.filters.items() if other != name}
        return replace(self, filters={**others, name: left} if left else others, page=1)

    def to_querystring(self, **changes: Any) -> str:
        """The address of this question, `?q=…`, with some fields changed; what is not asked is left out."""
        query = replace(self, **changes) if changes else self
        pairs = [("q", query.q)] if query.q else []
        for name, facet in registry.facets().items():
            pairs += facet.pairs(query.values(name))
        if query.sort != "relevance":
            pairs.append(("sort", query.sort))
        if query.literal:
            pairs.append(("literal", LITERAL))
        pairs += [("ignore", name) for name in query.ignored]
        if query.page != 1:
            pairs.append(("page", str(query.page)))
        return "?" + urlencode(pairs)


def parameter_names() -> tuple[str, ...]:
    """Every parameter of an address that asks something."""
    facets = (name for facet in registry.facets().values() for name in facet.parameters)
    return ("q", *facets, "sort", "literal", "ignore", "page")


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
        sort=_read_sort(data.get("sort", ""), problems),
        page=_read_page(data.get("page", ""), problems),
        literal=_read_literal(data.get("literal", ""), problems),
        ignored=_read_ignored(data.getlist("ignore"), problems),
    )
    return query, tuple(problems)


def parse_form(data: QueryDict) -> tuple[SearchQuery, tuple[BadParameter, ...]]:
    """Read what the form of the page sends, as `parse_leniently`: where “any” is chosen of a number, the wishes in the
    words that choose one are ignored, as by their own links.
    """
    numbers = [facet for facet in registry.facets().values() if isinstance(facet, NumberAtMost)]
    let_go = [facet for facet in numbers if data.get(facet.parameter) == facet.any_key]
    if not let_go:
        return parse_leniently(data)
    left = data.copy()
    for facet in let_go:
        del left[facet.parameter]
    query, problems = parse_leniently(left)
    wishes = intents.find(query.text.words, language=get_language() or "")
    names = [wish.name for wish in wishes if any(facet.name in wish.filters for facet in let_go)]
    return query.only(ignored=tuple(dict.fromkeys((*query.ignored, *names)))), problems


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
    for name, facet in registry.facets().items():
        keys, refused = facet.read(data)
        problems.extend(BadParameter(parameter, message) for parameter, message in refused)
        if keys:
            filters[name] = keys
    return filters


def _read_page(value: str, problems: list[BadParameter]) -> int:
    number, message = read_number(value, most=None)
    if message:
        problems.append(BadParameter("page", message))
    return number or 1


def _read_literal(value: str, problems: list[BadParameter]) -> bool:
    if value not in {"", LITERAL}:
        message = _("“%(value)s” is not one of: %(choices)s.") % {"value": value[:40], "choices": LITERAL}
        problems.append(BadParameter("literal", message))
    return value == LITERAL


def _read_ignored(values: list[str], problems: list[BadParameter]) -> tuple[str, ...]:
    names = intents.names()
    asked = dict.fromkeys(filter(None, values))
    for value in (value for value in asked if value not in names):
        message = _("“%(value)s” is not one of: %(choices)s.") % {"value": value[:40], "choices": ", ".join(names)}
        problems.append(BadParameter("ignore", message))
    return tuple(value for value in asked if value in names)


def _read_sort(value: str, problems: list[BadParameter]) -> str:
    if value in SORTS:
        return value
    if value:
        message = _("“%(value)s” is not one of: %(choices)s.") % {"value": value[:40], "choices": ", ".join(SORTS)}
        problems.append(BadParameter("sort", message))
    return SORTS[0]
