"""What can be found, and how it is narrowed: each app registers its sources and its facets when it is ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.utils.functional import _StrPromise

    from search.documents import SearchDocument
    from search.facets.kinds import Facet
    from search.understanding.intents import Reading


class DocumentSource(Protocol):
    """A kind of item that can be found.

    `label` names many of them (Guides). A source may also have `label_one` (Guide), shown beside one item,
    `result_template`, the template that draws the facts of a hit, given `hit`, and `pictures`, which gives of the items
    with these keys the HTML of a small decorative picture, by key: the others show the flags of their title.
    """

    type: str
    label: str | _StrPromise

    def public_pks(self, among: Collection[str] | None = None) -> Iterable[str]:
        """The primary keys, as text, of the items that anybody may read: all of them, or those among some.

        It must ask little: where an item itself cannot be read, this alone says whether it may still be found.
        """

    def documents(self, pks: Collection[str]) -> Iterable[SearchDocument]:
        """Those of these items, a few hundred at most, that anybody may read, as they are now."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The items that a phrase stands for: those that carry one of these keys in a facet of the index.

    `wordings` are the plain words of every phrase that was registered for it together; an item that has those of one
    needs none of the words `beside` it (“licence” in “licence ND”). What is named as somebody's
    (“mes photos”) is no wish for such items where `had` already. What is `told` apart (“concert”) is looked for itself
    where somebody says on which day.
    """

    facet: str
    keys: tuple[str, ...]
    wordings: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    had: bool = field(default=False, compare=False)
    told: bool = field(default=False, compare=False)
    beside: frozenset[str] = field(default=frozenset(), compare=False)


_sources: dict[str, DocumentSource] = {}
_meanings: dict[tuple[str, ...], Meaning] = {}
_hints: dict[tuple[str, ...], Meaning] = {}
_readings: dict[tuple[str, str], Reading] = {}
_facets: dict[str, Facet] = {}


def register(source: DocumentSource) -> None:
    """Make a kind of item findable. Registering a type again replaces its source."""
    _sources[source.type] = source


def unregister(type_: str) -> None:
    """Unregister a kind of item; its documents leave the index at the next rebuild."""
    _sources.pop(type_, None)


def register_facet(facet: Facet) -> None:
    """Give results one more way to be narrowed. Registering a name again replaces its facet.

    The address, the search page, the API and the index follow; an index made before is made again.
    """
    _facets[facet.name] = facet


def sources() -> Mapping[str, DocumentSource]:
    """Registered sources by type."""
    return _sources


def facets() -> Mapping[str, Facet]:
    """Registered facets by name, in the order of the page."""
    return dict(sorted(_facets.items(), key=lambda named: named[1].position))


def meanings() -> dict[tuple[str, ...], Meaning]:
    """What phrases stand for, by their plain words; `search.understanding.synonyms` fills and reads it."""
    return _meanings


def hints() -> dict[tuple[str, ...], Meaning]:
    """Words that name kinds of items; `search.understanding.hints` fills and reads it."""
    return _hints


def readings() -> dict[tuple[str, str], Reading]:
    """How people say wishes, by name and pattern; `search.understanding.intents` fills and reads it."""
    return _readings


def label_of_one(type_: str) -> str:
    """What one item of this kind is called."""
    source = _sources.get(type_)
    return str(getattr(source, "label_one", source.label)) if source else type_
