"""What the search knows about an item, whatever the item is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One public item as the search sees it. An item that is not public has no document.

    `type` is the name of its source, `pk` its primary key as text. `summary` and `body` are plain text. `language` is
    empty where nobody knows it, `licence` a key of the licence catalogue, or empty when it does not apply. `facets`
    holds the item's keys by facet of words (`{"theme": ("maps",)}`), `numbers` its number by facet of numbers,
    `periods` by facet of periods its first and last days, once for each time that it happens. `minutes` is how long it
    takes, `cover` the key that its cover is drawn from. `work` is the id of the document that this one translates, or
    its own: what the versions of one work share; empty for what has no versions. `words` find the item and are in no
    extract: tags, names of people. `extra` must be JSON; the search hands it back untouched in the hit, for the
    template that draws it.
    """

    type: str
    pk: str
    title: str
    url: str
    summary: str = ""
    body: str = ""
    language: str = "fr"
    licence: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    periods: Mapping[str, Sequence[tuple[date, date]]] = field(default_factory=dict)
    minutes: int | None = None
    cover: str = ""
    published_at: datetime | None = None
    work: str = ""
    words: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return document_id(self.type, self.pk)


def document_id(type_: str, pk: object) -> str:
    """The name of a document in the index: `guide:12`."""
    return f"{type_}:{pk}"
