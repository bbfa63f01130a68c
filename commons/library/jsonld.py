"""A media item for machines: schema.org's ImageObject, AudioObject, VideoObject or DigitalDocument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from commons.library.enums import MediaKind
from commons.library.site_address import root_url
from legaltools.metadata import jsonld
from markup.typography import iso_duration
from web.jsonld import data_block

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from commons.library.models import MediaItem

TYPES = {
    MediaKind.IMAGE: "ImageObject",
    MediaKind.DOCUMENT: "DigitalDocument",
    MediaKind.SOUND: "AudioObject",
    MediaKind.VIDEO: "VideoObject",
}
MINUTE = 60  # seconds


def media_jsonld(item: MediaItem, *, url: str, language: str) -> SafeString:
    """The item as a script element of JSON-LD; the hash of its bytes says which file is meant."""
    row = item.file_row
    data = {
        **jsonld(item.as_work(address=url), language, licence_page=url),
        "@context": "https://schema.org",
        "@type": TYPES[MediaKind(item.kind)],
        "@id": url,
        "url": url,
        "identifier": row.uuid.urn,
        "name": item.title,
        "description": item.description or getattr(row, "description", ""),
        "contentUrl": f"{root_url()}{item.get_absolute_url()}telecharger/",
        "contentSize": str(item.facts.get("bytes") or ""),
        "sha256": item.sha256,
        "datePublished": localdate(item.public_since).isoformat() if item.public_since else "",
        "inLanguage": item.language,
        "transcript": item.transcript,
        "width": item.image.width if item.image is not None else item.facts.get("width"),
        "height": item.image.height if item.image is not None else item.facts.get("height"),
        "duration": iso_seconds(item.facts.get("seconds")),
        "keywords": [tag.name for tag in item.tags.all()],
        "about": [theme.name for theme in item.themes.all()],
    }
    return data_block({key: value for key, value in data.items() if value not in (None, [], "")})


def iso_seconds(seconds: float | None) -> str:
    """ISO 8601: `PT3M7S`; "" when nobody knows."""
    if not seconds:
        return ""
    minutes, rest = divmod(max(1, round(seconds)), MINUTE)
    if not rest:
        return iso_duration(minutes)
    whole = iso_duration(minutes) if minutes else "PT"
    return f"{whole}{rest}S"
