"""What the search page shows, from a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import registry
from search.documents import document_id
from search.query import SORTS, SearchQuery
from web.days import period_in_words
from web.page_cache.generation import cached_many
from web.pagination import pagination_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.utils.safestring import SafeString

    from search.facets.kinds import Facet
    from search.results import Choice, SearchResult, Wish

# Facets with many values show the first ones; those that were chosen always show.
MOST_SHOWN = 40


class ActiveFilter(NamedTuple):
    """A chosen value, and the address without it."""

    facet: str
    label: str
    url: str


class Chip(NamedTuple):
    """Words that were read as filters, what they choose, and the address that searches without it."""

    words: str
    values: str
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet as the form shows it, drawn by its `template`. `name` is that of its parameter, where it has one;
    `chosen` are the pairs of the address that it stands for; `said`, what the words that were typed choose in it.
    """

    name: str
    label: str
    open: bool
    template: str
    facet: Facet
    choices: tuple[Choice, ...]
    chosen: Mapping[str, str]
    said: Chip | None = None

    @property
    def days(self) -> list[tuple[str, str]]:
        """Each parameter with its value, for fields that are typed in."""
        return [(name, self.chosen.get(name, "")) for name in self.facet.parameters]


def page_context(result: SearchResult) -> dict[str, Any]:
    """Everything the template needs."""
    query = result.query
    return {
        "result": result,
        "pictures": _pictures(result),
        "query": query,
        "nav": "search",
        "heading": _heading(result),
        "groups": [group for group in _groups(result) if group.choices],
        "active": list(_active(result)),
        "sorts": [(key, label, key == query.sort) for key, label in _sort_labels().items()],
        "days": _days_said(result),
        "chips": _chips(result),
        "why_url": _why_url(query) if query.text else "",
        "suggestion_url": _url(query, q=result.suggestion, page=1) if result.suggestion else "",
        "unfiltered_url": reverse("search:results") + query.unfiltered().to_querystring(),
        "everything_url": reverse("search:results"),
        "printed_url": settings.BASE_URL + _url(query).removesuffix("?"),
        "asked": query.only(page=1, sort=SORTS[0]).to_querystring()[1:],
        **pagination_context(query.page, total=result.pages, url_of=lambda number: _url(query, page=number)),
    }


def _pictures(result: SearchResult) -> dict[str, SafeString]:
    """By document; as many queries for one result as for a page of them, and none until something public changes."""
    found: dict[str, list[str]] = {}
    for hit in result.hits:
        found.setdefault(hit.document.type, []).append(hit.document.pk)
    drawn: dict[str, SafeString] = {}
    for type_, pks in found.items():
        if find := getattr(registry.sources().get(type_), "pictures", None):
            pictures = cached_many(f"result-pictures:{type_}", pks, find)
            drawn |= {document_id(type_, pk): picture for pk, picture in pictures.items()}
    return drawn


def _heading(result: SearchResult) -> str:
    """How many results, and for what."""
    shown = {"total": localize(result.total), "q": result.wording}
    if not result.ready:
        return _("The search will be back in a moment")
    if result.query.q:
        return ngettext("%(total)s result for “%(q)s”", "%(total)s results for “%(q)s”", result.total) % shown
    if result.query.is_filtered:
        return ngettext("%(total)s result", "%(total)s results", result.total) % shown
    return _("Search the whole pool")


def _chips(result: SearchResult) -> list[Chip]:
    """Of two wishes that one name ignores, one chip. None where the other words find nothing either."""
    if result.unmet and not result.total:
        return []
    chips: dict[str, list[Wish]] = {}
    for wish in result.wishes:
        chips.setdefault(wish.name, []).append(wish)
    return [_chip(result.query, name, wishes) for name, wishes in chips.items()]


def _chip(query: SearchQuery, name: str, wishes: list[Wish]) -> Chip:
    either = _(" or ")
    values = dict.fromkeys(either.join(values) for wish in wishes for _label, values in wish.values)
    words = dict.fromkeys(wish.words for wish in wishes)
    return Chip(", ".join(words), ", ".join(values), _without(query, name))


def _without(query: SearchQuery, name: str) -> str:
    """The address that searches without a wish."""
    return _url(query, ignored=tuple(dict.fromkeys((*query.ignored, name))), page=1)


@dataclass(frozen=True, slots=True)
class DaysSaid:
    """The words that were typed, the days that they were read as, and the address that searches the words instead."""

    words: str
    period: str
    url: str
    on_no_day: bool


def _days_said(result: SearchResult) -> DaysSaid | None:
    said = result.days
    if said is None:
        return None
    with_year = said.last.year != timezone.localdate().year
    words = result.query.text.words[said.start : said.end]
    period = period_in_words(said.first, said.last, with_year=with_year)
    return DaysSaid(words, period, _url(result.query, literal=True, page=1), result.on_no_day)


def _why_url(query: SearchQuery) -> str:
    """What every address of “why this result?” begins with; the id of the item ends it."""
    asked = query.to_querystring(page=1)
    return f"{reverse('search:why')}{asked}&item="


def _url(query: SearchQuery, **changes: Any) -> str:
    return reverse("search:results") + query.to_querystring(**changes)


def _sort_labels() -> dict[str, str]:
    labels = (_("Best match"), _("Newest first"), _("By title"), _("Shortest first"))
    return dict(zip(SORTS, labels, strict=True))


def _groups(result: SearchResult) -> Iterator[FacetGroup]:
    facets = registry.facets()
    said = _said(result)
    for name, values in result.facets.items():
        facet = facets[name]
        choices = tuple(value for place, value in enumerate(values) if place < MOST_SHOWN or value.selected)
        is_chosen = any(choice.selected for choice in choices)
        if len(choices) > 1 or is_chosen or facet.always or name in said:
            chosen = dict(facet.pairs(result.query.values(name)))
            parameter = next(iter(facet.parameters))
            is_open = is_chosen or facet.open or name in said
            yield FacetGroup(
                parameter, str(facet.label), is_open, facet.template, facet, choices, chosen, said.get(name)
            )


def _said(result: SearchResult) -> dict[str, Chip]:
    """What the words choose in each facet, as long as they do."""
    said: dict[str, Chip] = {}
    for wish in () if result.unmet else result.wishes:
        for name, (_label, values) in zip(wish.filters, wish.values, strict=True):
            without = _without(result.query, wish.name)
            said[name] = Chip(wish.words, _(" or ").join(dict.fromkeys(values)), without)
    return said


def _active(result: SearchResult) -> Iterator[ActiveFilter]:
    facets = registry.facets()
    for name, values in result.facets.items():
        for value in values:
            if value.selected:
                url = reverse("search:results") + result.query.without(name, value.key).to_querystring()
                yield ActiveFilter(str(facets[name].label), value.label, url)
