"""The index of derivations, written when an item goes live. Reading never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from commons.lineage.kinds import adaptable, kinds
from commons.lineage.models import LONGEST_ID, Derivation
from licences.records.sources import SourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_SOURCES = 100  # of one item that are indexed; an import takes no more either


def sources_of(page: Any) -> dict[str, str]:
    """The items of the pool that a page says it is made from: how each is used, by id. No query."""
    rows = {row["item"]: row["kind"] for row in reversed(page.sources) if row["item"]}
    kind = adaptable(page)
    if kind and getattr(page, "translation_of_id", None):
        rows |= {f"{kind.type}:{page.translation_of_id}": SourceKind.TRANSLATION.value}
    return dict(list(rows.items())[:MOST_SOURCES])


@transaction.atomic
def record_media(file: Any) -> None:
    """Note what a picture, file, sound or video of the library says it is made from, as the media item that it is."""
    rows = {row["item"]: row["kind"] for row in reversed(file.sources) if row["item"]}
    item = getattr(file, "media_item", None)
    if item is not None:
        _write(f"media:{item.pk}", dict(list(rows.items())[:MOST_SOURCES]))


@transaction.atomic
def record(page: Any) -> None:
    """Note what a live page says it is made from; what it said before and says no more is forgotten."""
    kind = adaptable(page)
    if kind is not None:
        _write(kind.id_of(page), sources_of(page))


def _write(item: str, wanted: Mapping[str, str]) -> None:
    wanted = {source: use for source, use in wanted.items() if len(source) <= LONGEST_ID and source != item}
    stored = {row.source: row for row in Derivation.objects.filter(item=item)}
    for source, row in stored.items():
        if source not in wanted:
            row.delete()
    for source, use in wanted.items():
        row = stored.get(source) or Derivation(item=item, source=source)
        if row.kind != use:
            row.kind = use
            row.save()


def forget(page: Any) -> None:
    """A page that was deleted is made from nothing any more. What was made from it still is."""
    kind = adaptable(page)
    if kind is not None:
        Derivation.objects.filter(item=kind.id_of(page)).delete()


def record_all() -> int:
    """Make the whole index again from the live pages; how many they are."""
    count = 0
    for kind in kinds().values():
        for page in kind.model.objects.live().iterator(chunk_size=100):
            record(page)
            count += 1
    return count
