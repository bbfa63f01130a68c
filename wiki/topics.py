"""What can be followed beside a page: the apps above register theirs (themes, tags, associations)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import Page

from design.addresses import address
from search import registry, saved
from search.page_source import PageSource
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


def _searches(keys: Collection[str], _readable: Readable) -> dict[str, Subject]:
    return {key: Subject(said, f"{reverse('search:results')}?{key}") for key, said in saved.in_words(keys).items()}


def page_types() -> set[str]:
    """The types of documents of the search that are pages: the keys of the others are numbers of their own."""
    return {name for name, source in registry.sources().items() if isinstance(source, PageSource)}


class Found(NamedTuple):
    """The primary keys of the pages, and the names of the other documents (`media:12`): picture 12 is not page 12."""

    pages: frozenset[int]
    items: frozenset[str]


def found_by(key: str) -> Found:
    """What a search finds now, among its first results. Raises SearchAway."""
    hits = saved.first_found(saved.query_of(key), most=MOST_RESULTS).hits
    documents = [document for hit in hits for document in (hit.document, *hit.versions)]
    types = page_types()
    pages = [one for one in documents if one.type in types]
    return Found(
        frozenset(int(one.pk) for one in pages), frozenset(one.id for one in documents) - {one.id for one in pages}
    )


def _pages_found(key: str) -> frozenset[int]:
    try:
        return found_by(key).pages
    except saved.SearchAway:
        return frozenset()


PAGE = Topic("page", gettext_lazy("Page"), lambda page: [str(page.pk)], pages_named, _itself)
# What a page is found by is asked of the index, not of the page.
SEARCH = Topic("search", pgettext_lazy("followed", "Search"), lambda _page: (), _searches, _pages_found)
register(PAGE)
register(SEARCH)
