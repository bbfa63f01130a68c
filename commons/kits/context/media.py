"""The media among what a kit holds, as its list draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.library.context.cards import cards
from commons.library.queries import public_media, with_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.kits.domain.entries import Entries


def media_among(entries: Entries) -> Mapping[int, dict[str, Any]]:
    """What components/media_card.html takes, and `.themes`, by key; three queries at most, and none without media."""
    keys = [pk for _entry, pk in entries.of_type("media")]
    items = list(with_files(public_media().filter(pk__in=keys)).prefetch_related("themes")) if keys else []
    drawn = zip(items, cards(items), strict=True)
    return {item.pk: card | {"themes": list(item.themes.all())} for item, card in drawn}
