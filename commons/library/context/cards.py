"""Media to browse: a picture of each, what it is, whose, under which licence; as many queries for one as for many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.library.enums import MediaKind
from commons.library.rendering import card_element
from markup.typography import file_size
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.models import MediaItem

# The palette in which the flags of a medium without a picture are drawn.
PALETTES = {
    MediaKind.IMAGE: "image",
    MediaKind.DOCUMENT: "writing",
    MediaKind.SOUND: "sound",
    MediaKind.VIDEO: "culture",
}
SYMBOLS = {
    MediaKind.IMAGE: "picture",
    MediaKind.DOCUMENT: "file",
    MediaKind.SOUND: "sound",
    MediaKind.VIDEO: "video",
}
MINUTE, HOUR = 60, 3600  # seconds


def cards(items: Iterable[MediaItem]) -> list[dict[str, Any]]:
    """What components/media_card.html takes; one query besides, for the renditions of pictures."""
    rows = list(items)
    pictures = [item.image for item in rows if item.image is not None]
    if pictures:
        prefetch_related_objects(pictures, "renditions")
    return [card(item) for item in rows]


def card(item: MediaItem) -> dict[str, Any]:
    row = item.file_row
    return {
        "title": item.title,
        "language": item.language,
        "url": item.get_absolute_url(),
        "kind": item.kind,
        "kind_label": item.get_kind_display(),
        "symbol": SYMBOLS[MediaKind(item.kind)],
        "palette": PALETTES[MediaKind(item.kind)],
        "image": card_element(item.image) if item.image is not None else "",
        "by": ", ".join(credit["name"] for credit in row.credits),
        "facts": " · ".join(short_facts(item)),
        "licence": item.legal_tool,
    }


def short_facts(item: MediaItem) -> list[str]:
    """Two or three words on a file: its format, how long or how large it is."""
    facts = item.facts
    parts = [file_format(item)]
    if seconds := facts.get("seconds"):
        parts.append(clock(seconds))
    if pages := facts.get("pages"):
        parts.append(page_count(pages))
    if item.image is not None:
        parts.append(f"{item.image.width}\u202f×\u202f{item.image.height}")
    return [part for part in parts if part]


def page_count(pages: int) -> str:
    return ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages}


def file_format(item: MediaItem) -> str:
    """`PDF`, `JPEG`: the ending of its name, as people say it."""
    ending = item.file_row.file.name.rpartition(".")[2].upper()
    return {"JPG": "JPEG", "TIF": "TIFF"}.get(ending, ending) if len(ending) <= 5 else ""  # noqa: PLR2004


def clock(seconds: float) -> str:
    """`3:07`, `1:02:30`, as players show it."""
    whole = max(1, round(seconds))
    hours, rest = divmod(whole, HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def size_in_words(item: MediaItem) -> str:
    size = item.facts.get("bytes") or getattr(item.file_row, "file_size", 0)
    return file_size(size, language=current_language()) if size else ""


def long_facts(item: MediaItem) -> list[dict[str, str]]:
    """What was read from the file, as components/fact_bar.html takes it; what is unknown is left out."""
    facts, image = item.facts, item.image
    codecs = ", ".join(filter(None, [facts.get("video_codec"), facts.get("audio_codec")]))
    rows = [
        (_("Format"), file_format(item)),
        (_("Size"), size_in_words(item)),
        (_("Dimensions"), f"{image.width}\u202f×\u202f{image.height}\u00a0px" if image is not None else _frame(facts)),
        (_("Duration"), clock(facts["seconds"]) if facts.get("seconds") else ""),
        (_("Pages"), str(facts["pages"]) if facts.get("pages") else ""),
        (_("Encoding (codec)"), codecs),
        (_("Language"), capfirst(item.get_language_display()) if item.language != current_language() else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _frame(facts: dict[str, Any]) -> str:
    width, height = facts.get("width"), facts.get("height")
    return f"{width}\u202f×\u202f{height}\u00a0px" if width and height else ""
