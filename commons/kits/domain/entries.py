"""What a kit holds, as anybody may see it: looked up each time, so that what is withdrawn is gone from every kit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.kits.enums import USES, Usage
from commons.kits.item_field import NOT_GATHERED
from legaltools import catalogue
from legaltools.credit import Author, Work
from legaltools.recognise import recognise
from licences import public_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaltools.compat import Use
    from legaltools.tool import Tool
    from licences.public_items import PublicItem


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a kit. `key` is that of its row; `item` is None for a link, whose licence may be nobody's to know.

    `licence_words`: what the link's licence was typed as, when it names none for certain.
    """

    key: str
    title: str
    url: str
    kind: str
    usage: str
    why: str
    work: Work
    item: PublicItem | None = None
    language: str = ""
    licence_words: str = ""

    @property
    def id(self) -> str:
        """The id of its item; of a link, one that no item has."""
        return self.item.id if self.item else f"link:{self.key}"

    @property
    def type(self) -> str:
        return self.id.partition(":")[0]

    @property
    def pk(self) -> int:
        """The key of its item; 0 of a link."""
        return int(self.id.partition(":")[2]) if self.item else 0

    @property
    def tool(self) -> Tool | None:
        return self.work.licence

    @property
    def use(self) -> Use:
        return USES[self.usage]


@dataclass(frozen=True, slots=True)
class Entries:
    """Those that anybody may see, in order, and the ids of the items that not everybody may see any more."""

    shown: tuple[Entry, ...] = ()
    missing: tuple[str, ...] = ()

    def of_type(self, type_: str) -> list[tuple[Entry, int]]:
        """The entries of one kind of item, each with the key of the item."""
        return [(entry, entry.pk) for entry in self.shown if entry.type == type_]


def read_entries(rows: Iterable[Mapping[str, Any]]) -> Entries:
    """Read stored rows (`{"id", "type", "value"}`); one call to each provider of items, however many rows."""
    return read_many([rows])[0]


def read_many(kits: Iterable[Iterable[Mapping[str, Any]]]) -> list[Entries]:
    """Read the rows of several kits; a provider is asked once for each hundred items of all of them."""
    stored = [[row for row in rows if row.get("type") in _READERS] for rows in kits]
    public = _public(id_ for rows in stored for id_ in _ids(rows))
    return [_read(rows, public) for rows in stored]


def _read(rows: list[Mapping[str, Any]], public: Mapping[str, PublicItem]) -> Entries:
    shown = tuple(filter(None, (_READERS[row["type"]](row, public) for row in rows)))
    return Entries(shown, tuple(id_ for id_ in dict.fromkeys(_ids(rows)) if id_ not in public))


def _ids(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return [id_ for row in rows if row["type"] == "item" and (id_ := row["value"].get("item"))]


def _public(ids: Iterable[str]) -> dict[str, PublicItem]:
    wanted = [id_ for id_ in dict.fromkeys(ids) if gathered(id_)]
    most = public_items.MOST_ITEMS
    chunks = (wanted[start : start + most] for start in range(0, len(wanted), most))
    return {id_: item for chunk in chunks for id_, item in public_items.items(chunk).items()}


def gathered(id_: str) -> bool:
    """Whether a kit may hold such an item."""
    return id_.partition(":")[0] not in NOT_GATHERED


def _of_item(row: Mapping[str, Any], public: Mapping[str, PublicItem]) -> Entry | None:
    value = row["value"]
    item = public.get(value.get("item") or "")
    if item is None:
        return None
    return Entry(
        key=row.get("id") or item.id,
        title=item.title,
        url=item.url,
        kind=item.kind,
        usage=_usage(value),
        why=value.get("why") or "",
        work=item.work,
        item=item,
        language=item.language,
    )


def _of_link(row: Mapping[str, Any], _public: Mapping[str, PublicItem]) -> Entry | None:
    value = row["value"]
    url, words = value.get("url") or "", (value.get("licence") or "").strip()
    title = value.get("title") or url
    if not url.startswith(("http://", "https://")):
        return None
    tool = licence_named(words)
    names = (name.strip() for name in (value.get("authors") or "").split(","))
    work = Work(title=title, authors=tuple(Author(name) for name in names if name), source=url, licence=tool)
    return Entry(
        key=row.get("id") or url,
        title=title,
        url=url,
        kind=_("Link"),
        usage=_usage(value),
        why=value.get("why") or "",
        work=work,
        licence_words="" if tool else words,
    )


def _usage(value: Mapping[str, Any]) -> str:
    return value["use"] if value.get("use") in USES else Usage.AS_IS.value


@lru_cache(maxsize=2**10)
def licence_named(words: str) -> Tool | None:
    """The licence that these words name for certain."""
    return catalogue.by_key().get(words) or recognise(words).tool if words else None


_READERS = {"item": _of_item, "link": _of_link}
