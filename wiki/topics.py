"""What can be followed beside a page: the apps above register theirs (themes, tags, associations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from design.addresses import address
from search import registry
from search.query import SearchQuery, parse_leniently
from search.service import find
from wiki.kinds import all_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from wiki.visibility import Readable

# A followed search tells of pages among so many of its first results.
MOST_RESULTS = 200
LONGEST_NUMBER = 18


class Subject(NamedTuple):
    """What a reader is told that they follow: its name, and where it stands."""

    title: str
    url: str


class SearchAway(Exception):
    """The index cannot be asked now: whoever follows a search is told later."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A way to follow many pages, or one.

    `keys_of` gives the keys under which a page stands; `subjects` names keys, without those that are gone or that this
    reader may not see, in a constant number of queries; `pages` gives the keys of the pages below one key, for a feed.
    `stands_for`: a page of its own whose followers are told of all the pages below it.
    """

    name: str
    label: str | _StrPromise
    keys_of: Callable[[Page], Iterable[str]]
    subjects: Callable[[Collection[str], Readable], Mapping[str, Subject]]
    pages: Callable[[str], Any]
    stands_for: Callable[[Page], bool] = lambda _page: False


_topics: dict[str, Topic] = {}


def register(topic: Topic) -> None:
    """A second registration under the same name replaces the first."""
    _topics[topic.name] = topic


def all_topics() -> Iterable[Topic]:
    return _topics.values()


def named(name: str) -> Topic | None:
    return _topics.get(name)


def subjects_of(wanted: Iterable[tuple[str, str]], readable: Readable) -> dict[tuple[str, str], Subject]:
    """Names of (topic, key) pairs; those that this reader may not see, or that are gone, are not among them."""
    keys: dict[str, set[str]] = {}
    for topic, key in wanted:
        keys.setdefault(topic, set()).add(key)
    found = {}
    for name, chosen in keys.items():
        topic_named = named(name)
        for key, subject in topic_named.subjects(chosen, readable).items() if topic_named else ():
            found[name, key] = subject
    return found


def topic_of(page: Page) -> str:
    """Under which topic a page is followed at its own address: as a page, where no other stands for it."""
    return next((one.name for one in _topics.values() if one.stands_for(page)), PAGE.name)


## PAGES


def pages_named(keys: Collection[str], readable: Readable) -> dict[str, Subject]:
    """Pages of the wiki that this reader may see, by their primary keys."""
    numbers = [number for number in map(_number, keys) if number]
    models = tuple(kind.model for kind in all_kinds())
    pages = Page.objects.filter(pk__in=numbers)
    return {
        str(page.pk): Subject(page.title, address(page))
        for page in pages
        if issubclass(page.specific_class or Page, models) and readable.sees(page)
    }


def _itself(key: str) -> QuerySet[Page]:
    return Page.objects.filter(pk=_number(key)).order_by().values("pk")


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdigit() and len(key) <= LONGEST_NUMBER else 0


## SEARCHES


def search_key(text: str) -> str:
    """A search as it is stored: what was asked, without page or order; "" of what asks nothing."""
    query, _problems = parse_leniently(QueryDict(text))
    return query.only(page=1, sort="relevance").to_querystring()[1:]


def _query(key: str) -> SearchQuery:
    return parse_leniently(QueryDict(key))[0]


def _searches(keys: Collection[str], _readable: Readable) -> dict[str, Subject]:
    queries = {key: _query(key) for key in keys}
    labels = {
        name: facet.labels_of([value for query in queries.values() for value in query.values(name)])
        for name, facet in registry.facets().items()
        if any(query.values(name) for query in queries.values())
    }
    return {
        key: Subject(_said(query, labels), f"{reverse('search:results')}?{key}")
        for key, query in queries.items()
        if key
    }


def _said(query: SearchQuery, labels: Mapping[str, Mapping[str, str]]) -> str:
    filters = [labels[name].get(value, value) for name, values in query.filters.items() for value in values]
    return ", ".join(filter(None, [_("“%(q)s”") % {"q": query.q} if query.q else "", *map(str, filters)]))


def found_by(key: str) -> set[str]:
    """Keys of what a search finds now, pages or not. Raises SearchAway.

    Nothing when no item has all its words: what is close is worth showing to whoever searches, not a mail.
    """
    query, keys = _query(key), set()
    for number in range(1, MOST_RESULTS):
        result = find(query.only(page=number), facets=())
        if not result.ready:
            raise SearchAway
        if result.relaxed or result.corrected:
            return set()
        for hit in result.hits:
            keys |= {hit.document.pk, *(version.pk for version in hit.versions)}
        if number >= result.pages or len(keys) >= MOST_RESULTS:
            break
    return keys


def _pages_found(key: str) -> list[int]:
    try:
        return [int(pk) for pk in found_by(key) if pk.isdigit()]
    except SearchAway:
        return []


PAGE = Topic("page", gettext_lazy("Page"), lambda page: [str(page.pk)], pages_named, _itself)
# What a page is found by is asked of the index, not of the page.
SEARCH = Topic("search", pgettext_lazy("followed", "Search"), lambda _page: (), _searches, _pages_found)
register(PAGE)
register(SEARCH)
