"""A guide for machines: schema.org's LearningResource and HowTo in one object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from commons.guides.enums import Audience, Difficulty
from design.addresses import full_address
from legaltools.metadata import jsonld
from licences.records.sources import as_work
from markup.tree import words_of
from markup.typography import iso_duration
from web.jsonld import data_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from commons.guides.context.steps import StepView
    from commons.guides.models import GuidePage


def guide_jsonld(guide: GuidePage, *, steps: Sequence[StepView], language: str) -> SafeString:
    data = {
        **jsonld(guide.as_work(), language),
        "@context": "https://schema.org",
        "@type": ["LearningResource", "HowTo"],
        "@id": full_address(guide),
        "url": full_address(guide),
        "identifier": guide.uuid.urn,
        "name": guide.title,
        "abstract": guide.one_sentence,
        "description": guide.summary or guide.one_sentence,
        "inLanguage": guide.language,
        "isBasedOn": _sources(guide, language),
        "provider": {"@type": "Organization", "name": guide.sharer.title} if guide.sharer else None,
        "datePublished": localdate(guide.first_published_at).isoformat() if guide.first_published_at else None,
        "dateModified": localdate(guide.last_published_at).isoformat() if guide.last_published_at else None,
        "version": guide.version or None,
        "totalTime": _iso(guide.minutes),
        "timeRequired": _iso(guide.minutes),
        "prepTime": _iso(guide.preparation_minutes),
        "educationalLevel": str(Difficulty(guide.difficulty).label) if guide.difficulty else None,
        "audience": [{"@type": "Audience", "audienceType": str(Audience(key).label)} for key in guide.audience],
        "typicalAgeRange": _ages(guide),
        "teaches": guide.objectives or None,
        "about": [theme.name for theme in guide.theme_list],
        "keywords": [tag.name for tag in guide.tag_list],
        "estimatedCost": {"@type": "MonetaryAmount", "currency": "EUR", "value": str(guide.cost)}
        if guide.cost is not None
        else None,
        "supply": [{"@type": "HowToSupply", "name": block.value["name"]} for block in guide.materials],
        "step": [_step(step, guide) for step in steps],
    }
    return data_block({key: value for key, value in data.items() if value not in (None, [], "")})


def _sources(guide: GuidePage, language: str) -> list[dict[str, Any] | str]:
    """What it is made from, however it is used; of a text that was published elsewhere first, the address."""
    return [*(jsonld(as_work(row), language) for row in guide.sources), *filter(None, [guide.source_url])]


def _step(step: StepView, guide: GuidePage) -> dict[str, Any]:
    data = {
        "@type": "HowToStep",
        "position": step.number,
        "name": step.title,
        "text": words_of(step.text) or step.title,
        "url": f"{full_address(guide)}#{step.anchor}",
        "performTime": _iso(step.minutes),
    }
    return {key: value for key, value in data.items() if value}


def _iso(minutes: int | None) -> str | None:
    return iso_duration(minutes) if minutes else None


def _ages(guide: GuidePage) -> str | None:
    if guide.age_min is None and guide.age_max is None:
        return None
    return f"{guide.age_min or ''}-{guide.age_max or ''}"
