"""Which items exist: each floor above registers its provider when it is ready, and the tools about licences look here.

Providers answer for public items alone: whatever a provider gives may be shown to anybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from web.page_cache.generation import cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaltools.credit import Work

MOST_ITEMS = 100
_LONGEST_PK = 15


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item that anybody may see. `id` is its provider's type and its number there, such as `guide:12`.

    `kind` is what people call such an item, in the language of the reader; `language` is that of its title. `uuid` is
    what it is known by wherever it was carried to. `sort` is which of the kinds of its provider it is, such as `sound`
    of media; empty where a provider has one kind.
    """

    id: str
    title: str
    url: str
    kind: str
    work: Work
    language: str = ""
    uuid: str = ""
    sort: str = ""


class ItemProvider(Protocol):
    """One kind of item. Every answer holds public items only, and asks the database the same whatever it holds.

    One that has a `model`, of the rows that its items are, tells who deletes a row which kits hold it.
    """

    type: str

    def licence_counts(self) -> Mapping[str, int]:
        """How many items carry each licence, by key of the catalogue; items without one are not counted."""

    def carrying(self, keys: Iterable[str], *, limit: int) -> list[PublicItem]:
        """Items under one of these licences, the newest first."""

    def items(self, pks: Iterable[int]) -> Mapping[int, PublicItem]:
        """Those of these items that exist and are public, by number."""

    def at(self, url: str) -> PublicItem | None:
        """The item whose page has this full address."""

    def known_as(self, uuid: str) -> PublicItem | None:
        """The item that this uuid is of, here or on the site that it was carried from."""

    def search(self, text: str, *, limit: int) -> list[PublicItem]:
        """Items that answer these words, the best first."""


_providers: dict[str, ItemProvider] = {}


def register(provider: ItemProvider) -> None:
    """Make a kind of item known. Registering a type again replaces its provider."""
    _providers[provider.type] = provider


def unregister(type_: str) -> None:
    """Unregister a kind of item."""
    _providers.pop(type_, None)


def providers() -> Mapping[str, ItemProvider]:
    """Registered providers by type."""
    return _providers


def licence_counts() -> Mapping[str, int]:
    """How many public items of the pool carry each licence, by key of the catalogue. Absent keys: none does.

    Counted once until something public changes.
    """
    return cached("licence-counts", _counted)


def _counted() -> Mapping[str, int]:
    counted: Counter[str] = Counter()
    for provider in _providers.values():
        counted.update(provider.licence_counts())
    return counted


def carrying(keys: Iterable[str], *, limit: int = 3) -> list[PublicItem]:
    """Public items under one of these licences, at most `limit`, newest first within each kind.

    Found once until something public changes.
    """
    tools = tuple(keys)
    return cached(f"carrying:{limit}:{','.join(tools)}", lambda: _carrying(tools, limit)) if tools else []


def _carrying(keys: tuple[str, ...], limit: int) -> list[PublicItem]:
    return [item for provider in _providers.values() for item in provider.carrying(keys, limit=limit)][:limit]


def item(id_: str) -> PublicItem | None:
    """The public item with this id, such as `guide:12`. None for whatever is not one, an id badly written included."""
    return items([id_]).get(id_)


def items(ids: Iterable[str]) -> Mapping[str, PublicItem]:
    """The public items among these ids, in the order asked, `MOST_ITEMS` at most; one call to each provider."""
    asked = list(dict.fromkeys(ids))[:MOST_ITEMS]
    by_type: dict[str, list[int]] = {}
    for type_, pk in filter(None, map(_parts, asked)):
        by_type.setdefault(type_, []).append(pk)
    public = {one.id: one for type_, pks in by_type.items() for one in _providers[type_].items(pks).values()}
    return {id_: public[id_] for id_ in asked if id_ in public}


def at(url: str) -> PublicItem | None:
    """The public item whose page has this full address, None when it is not one of this site's."""
    answers = (provider.at(url) for provider in _providers.values()) if url and "\x00" not in url else ()
    return next(filter(None, answers), None)


def known_as(uuid: str) -> PublicItem | None:
    """The public item that this uuid is of, wherever it was carried from. None for whatever is no uuid of one."""
    try:
        plain = str(UUID(uuid)) if uuid else ""
    except ValueError:
        return None
    answers = (provider.known_as(plain) for provider in _providers.values()) if plain else ()
    return next(filter(None, answers), None)


def search(text: str, *, limit: int = 10) -> list[PublicItem]:
    """Public items that answer these words, at most `limit`; none for no words."""
    words = " ".join(text.replace("\x00", " ").split())
    results = [one for provider in _providers.values() for one in provider.search(words, limit=limit)] if words else []
    return results[:limit]


def _parts(id_: str) -> tuple[str, int] | None:
    type_, _, number = id_.partition(":")
    is_number = number.isascii() and number.isdigit() and len(number) <= _LONGEST_PK and number == str(int(number))
    return (type_, int(number)) if type_ in _providers and is_number else None
