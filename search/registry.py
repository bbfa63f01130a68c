"""What can be found: each app registers its sources and the names of its facets' keys when it is ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _

from search.chunks import chunks

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from search.documents import SearchDocument

LabelOf = Callable[[Iterable[str]], Mapping[str, str]]


class DocumentSource(Protocol):
    """A kind of item that can be found.

    `label` names many of them (Guides). A source may also have `label_one` (Guide), shown beside one item, and
    `result_template`, the template that draws the facts of a hit, given `hit`.
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
class Facet:
    """A way to narrow results. `label_of` names keys, for the page and so that words of the names are found."""

    name: str
    label: str | _StrPromise
    label_of: LabelOf
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class Meaning:
    """The items that a phrase stands for: those that carry one of these keys in a facet of the index."""

    facet: str
    keys: tuple[str, ...]


def _key_is_label(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: key for key in keys}


_sources: dict[str, DocumentSource] = {}
_meanings: dict[tuple[str, ...], Meaning] = {}
_facets: dict[str, Facet] = {
    "theme": Facet("theme", _("Theme"), _key_is_label),
    "audience": Facet("audience", _("Audience"), _key_is_label),
    "association": Facet("association", _("Association"), _key_is_label),
}


def register(source: DocumentSource) -> None:
    """Make a kind of item findable. Registering a type again replaces its source."""
    _sources[source.type] = source


def unregister(type_: str) -> None:
    """Forget a kind of item; its documents leave the index at the next rebuild."""
    _sources.pop(type_, None)


def register_facet(name: str, label: str | _StrPromise, label_of: LabelOf, *, searchable: bool = True) -> None:
    """Name a facet and its keys. `label_of` gets keys, a few hundred at most, and returns their labels; a key it leaves
    out shows as it is.

    `searchable`: whether the words of the labels find the items that carry the key.
    """

    def in_chunks(keys: Iterable[str]) -> Mapping[str, str]:
        return {key: name for chunk in chunks(keys) for key, name in label_of(chunk).items()}

    _facets[name] = Facet(name, label, in_chunks, searchable)


def sources() -> Mapping[str, DocumentSource]:
    """Registered sources by type."""
    return _sources


def facets() -> Mapping[str, Facet]:
    """Registered facets by name, in the order of the page."""
    return _facets


def meanings() -> dict[tuple[str, ...], Meaning]:
    """What phrases stand for, by their plain words; `search.understanding.synonyms` fills and reads it."""
    return _meanings


def label_of_one(type_: str) -> str:
    """What one item of this kind is called."""
    source = _sources.get(type_)
    return str(getattr(source, "label_one", source.label)) if source else type_
