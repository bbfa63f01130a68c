"""A media item as its page needs it, with nothing left to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.library.context.cards import PALETTES, cards, clock, long_facts
from commons.library.context.credit_rows import credit_rows
from commons.library.domain.downloads import ORIGINAL, SIDECAR, carries_its_licence, sizes_of
from commons.library.enums import MediaKind
from commons.library.items import MediaProvider
from commons.library.jsonld import media_jsonld
from commons.library.queries import public_media, with_files
from commons.library.related import related_to
from commons.library.rendering import picture_element
from commons.library.site_address import root_url
from commons.library.used_in import public_pages, use_of
from licences.context.licence_box import label_of, source_credits
from web.languages import current_language

if TYPE_CHECKING:
    from commons.library.models import MediaItem

FRAME = {MediaKind.IMAGE: (640, 560), MediaKind.DOCUMENT: (640, 320), MediaKind.SOUND: (640, 260)}
VIDEO_FRAME, CREDIT_BELOW = (640, 480), 120  # CSS pixels
LARGEST_FRAME = (640, 560)


def item_context(item: MediaItem) -> dict[str, Any]:
    """Everything that templates/media/media_item.html names in its contract."""
    language, row, pages = current_language(), item.file_row, public_pages(item)
    related = related_to(item, among=with_files(public_media()), pages=[page.pk for page in pages])
    return {
        "item": item,
        "nav": "media",
        "trail": [(pgettext("menu", "Media"), reverse("media:list"))],
        "full_url": full_url(item),
        "player": player(item),
        "reading_url": row.url if row.file.name.lower().endswith(".pdf") else "",
        "facts": long_facts(item),
        **label_of(item.as_work(address=full_url(item)), language),
        "credits": credit_rows(row.credits),
        "origins": source_credits(row, language),
        "changes": row.changes,
        "uses": [use_of(page) for page in pages],
        "related": cards(related),
        "themes": list(item.themes.all()),
        "tags": list(item.tags.all()),
        "pool_id": f"{MediaProvider.type}:{item.pk}" if item.is_public else "",
        "download_url": f"{item.get_absolute_url()}telecharger/",
        "sizes": sizes(item),
        "carries_its_licence": carries_its_licence(item),
        "embed_code": embed_code(item),
        "oembed_url": f"{root_url()}{reverse('media:oembed')}",
        "structured_data": media_jsonld(item, url=full_url(item), language=language),
    }


def full_url(item: MediaItem) -> str:
    return f"{root_url()}{item.get_absolute_url()}"


def player(item: MediaItem) -> dict[str, Any]:
    """What components/player.html draws: a picture, a player, or the cover of a document."""
    row = item.file_row
    image: Any = ""
    if item.image is not None:
        prefetch_related_objects([item.image], "renditions")
        image = picture_element(item.image, sizes="(min-width: 60rem) 44rem, 92vw", lazy=False)
    return {
        "kind": item.kind,
        "image": image,
        "url": row.url if item.image is None else "",
        "title": item.title,
        "palette": PALETTES[MediaKind(item.kind)],
        "poster": item.media.thumbnail.url if item.media is not None and item.media.thumbnail else "",
        "width": item.facts.get("width"),
        "height": item.facts.get("height"),
        "length": clock(item.facts["seconds"]) if item.facts.get("seconds") else "",
        "transcript": bool(item.transcript),
    }


def sizes(item: MediaItem) -> list[dict[str, str]]:
    """Of a picture, smaller sizes; of anything, the file itself, and its licence beside it where it cannot hold it."""
    words = {"petite": _("Small"), "moyenne": _("Medium"), "grande": _("Large")}
    smaller = [
        {"key": key, "label": str(words[key]), "detail": f"{width}\u00a0×\u00a0{height}\u00a0px"}
        for key, width, height in sizes_of(item)
    ]
    beside = [] if carries_its_licence(item) else [{"key": SIDECAR, "label": _("Its licence"), "detail": "XMP"}]
    return [*smaller, {"key": ORIGINAL, "label": _("Original"), "detail": ""}, *beside]


def frame_size(item: MediaItem, most: tuple[int, int] = LARGEST_FRAME) -> tuple[int, int]:
    """Width and height in CSS pixels, within `most`; the credit below a video needs as much room as before."""
    width, height = FRAME.get(MediaKind(item.kind), VIDEO_FRAME)
    fitting = min(width, most[0])
    if item.kind == MediaKind.VIDEO:
        height = CREDIT_BELOW + round((height - CREDIT_BELOW) * fitting / width)
    return fitting, min(height, most[1])


def embed_code(item: MediaItem, size: tuple[int, int] | None = None) -> str:
    """What another site pastes to show the item: a frame of our page `integrer/`, which carries the credit."""
    width, height = size or frame_size(item)
    return format_html(
        '<iframe src="{}integrer/" width="{}" height="{}" title="{}" loading="lazy" style="border:0"></iframe>',
        full_url(item), width, height, item.title,
    )  # fmt: skip
