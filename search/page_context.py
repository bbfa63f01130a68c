"""What the search page shows, from a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from search.facets import facet_label
from search.query import SORTS, SearchQuery
from web.pagination import pagination_context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.results import Choice, SearchResult

# Facets with many values show the first ones; those that were chosen always show.
MOST_SHOWN = 40
OPEN_FACETS = frozenset({"type", "may", "duration", "theme"})


class ActiveFilter(NamedTuple):
    """A chosen value, and the address without it."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet as the form shows it. `single`: only one value can be chosen."""

    name: str
    label: str
    open: bool
    single: bool
    choices: tuple[Choice, ...]


def page_context(result: SearchResult) -> dict[str, Any]:
    """Everything the template needs."""
    query = result.query
    return {
        "result": result,
        "query": query,
        "nav": "search",
        "groups": [group for group in _groups(result) if group.choices],
        "active": list(_active(result)),
        "sorts": [(key, label, key == query.sort) for key, label in _sort_labels().items()],
        "suggestion_url": _url(query, q=result.suggestion, page=1) if result.suggestion else "",
        "unfiltered_url": reverse("search:results") + query.unfiltered().to_querystring(),
        "everything_url": reverse("search:results"),
        **pagination_context(query.page, total=result.pages, url_of=lambda number: _url(query, page=number)),
    }


def _url(query: SearchQuery, **changes: Any) -> str:
    return reverse("search:results") + query.to_querystring(**changes)


def _sort_labels() -> dict[str, str]:
    labels = (_("Best match"), _("Newest first"), _("By title"), _("Shortest first"))
    return dict(zip(SORTS, labels, strict=True))


def _groups(result: SearchResult) -> Iterator[FacetGroup]:
    for name, values in result.facets.items():
        choices = tuple(value for place, value in enumerate(values) if place < MOST_SHOWN or value.selected)
        chosen = any(choice.selected for choice in choices)
        single = name == "duration"
        if len(choices) > 1 or chosen or name == "may":
            parameter = "duration_max" if single else name
            yield FacetGroup(parameter, facet_label(name), chosen or name in OPEN_FACETS, single, choices)


def _active(result: SearchResult) -> Iterator[ActiveFilter]:
    for name, values in result.facets.items():
        for value in values:
            if value.selected:
                url = reverse("search:results") + result.query.without(name, value.key).to_querystring()
                yield ActiveFilter(facet_label(name), value.label, url)
