"""The media among what a kit holds, as its list draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons.library.context.cards import cards
from commons.library.enums import MediaKind
from commons.library.queries import public_media, with_files
from commons.library.rendering import card_element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.kits.domain.entries import Entries
    from commons.library.models import MediaItem


def media_among(entries: Entries) -> Mapping[int, dict[str, Any]]:
    """What components/media_card.html takes, `.themes`, `.is_picture` and `.bytes`, by key; three queries at most, and
    none without media.
    """
    keys = [pk for _entry, pk in entries.of_type("media")]
    items = list(with_files(public_media().filter(pk__in=keys)).prefetch_related("themes")) if keys else []
    drawn = zip(items, cards(items), strict=True)
    return {item.pk: card | _more(item) for item, card in drawn}


def _more(item: MediaItem) -> dict[str, Any]:
    size = item.facts.get("bytes")
    return {
        "themes": list(item.themes.all()),
        "is_picture": item.kind == MediaKind.IMAGE,
        "bytes": size if isinstance(size, int) else None,
        "image": card_element(item.image, sizes="3.25rem") if item.image is not None else "",
    }
