"""A kit for machines: schema.org's Collection and LearningResource, with all its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from design.addresses import full_address
from legaltools.metadata import jsonld
from markup.typography import iso_duration
from web.jsonld import data_block

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from commons.kits.domain.entries import Entries, Entry
    from commons.kits.models import KitPage

TYPES = {"guide": "LearningResource", "explainer": "LearningResource"}


def kit_jsonld(kit: KitPage, *, entries: Entries, minutes: int, language: str) -> SafeString:
    data = {
        **jsonld(kit.as_work(), language),
        "@context": "https://schema.org",
        "@type": ["Collection", "LearningResource"],
        "@id": full_address(kit),
        "url": full_address(kit),
        "identifier": kit.uuid.urn,
        "name": kit.title,
        "abstract": kit.one_sentence,
        "description": kit.presentation or kit.one_sentence,
        "inLanguage": kit.language,
        "provider": {"@type": "Organization", "name": kit.sharer.title} if kit.sharer else None,
        "datePublished": localdate(kit.first_published_at).isoformat() if kit.first_published_at else None,
        "dateModified": localdate(kit.last_published_at).isoformat() if kit.last_published_at else None,
        "timeRequired": iso_duration(minutes) if minutes else None,
        "about": [theme.name for theme in kit.theme_list],
        "collectionSize": len(entries.shown),
        "hasPart": [_part(entry, language) for entry in entries.shown],
    }
    return data_block({key: value for key, value in data.items() if value not in (None, [], "")})


def _part(entry: Entry, language: str) -> dict[str, Any]:
    own: dict[str, Any] = {"@type": TYPES.get(entry.type, "CreativeWork"), **jsonld(entry.work, language)}
    own["name"] = entry.title
    own.pop("@context", None)
    return own | ({"url": entry.work.source} if entry.work.source else {})
