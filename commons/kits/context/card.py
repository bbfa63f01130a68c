"""Kits to browse, in queries that do not grow with their number (but for each hundred items that they hold)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.guides.queries import public_guides
from commons.kits.context.entries import what_it_holds
from commons.kits.domain.entries import read_many
from commons.kits.domain.totals import times_of
from commons.kits.initials import initials_of
from design.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.kits.domain.entries import Entries
    from commons.kits.models import KitPage


def cards(kits: Iterable[KitPage]) -> list[dict[str, Any]]:
    """What components/kit_card.html shows."""
    listed = list(kits)
    read = read_many(kit.entries.raw_data for kit in listed)
    minutes = _minutes(read)
    return [_card(kit, entries, minutes) for kit, entries in zip(listed, read, strict=True)]


def _minutes(read: Iterable[Entries]) -> Mapping[int, int | None]:
    keys = {pk for entries in read for _entry, pk in entries.of_type("guide")}
    guides = public_guides().filter(pk__in=keys).only("steps", "stated_minutes", "path", "depth") if keys else ()
    return {guide.pk: guide.minutes for guide in guides}


def _card(kit: KitPage, entries: Entries, minutes: Mapping[int, int | None]) -> dict[str, Any]:
    times = times_of(minutes.get(pk) for _entry, pk in entries.of_type("guide"))
    return {
        "title": kit.title,
        "language": kit.language,
        "url": address(kit),
        "theme": kit.theme,
        "letters": initials_of(entries) or kit.title,
        "one_sentence": kit.one_sentence,
        "holds": what_it_holds(entries),
        "minutes": times.minutes,
        "association": kit.sharer.title if kit.sharer else "",
        "licence": kit.legal_tool,
    }
