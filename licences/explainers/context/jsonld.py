"""An explainer for machines: schema.org's LearningResource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from legaltools.credit import credit_text
from licences.explainers.enums import ExplainerLevel
from markup.typography import iso_duration
from web.jsonld import data_block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from licences.explainers.models import ExplainerPage


def explainer_jsonld(page: ExplainerPage, *, translations: Iterable[ExplainerPage]) -> SafeString:
    data = {
        "@context": "https://schema.org",
        "@type": ["LearningResource", "Article"],
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "headline": page.title,
        "description": page.one_sentence,
        "inLanguage": page.language,
        "learningResourceType": "explanation",
        "educationalLevel": str(ExplainerLevel(page.level).label),
        "timeRequired": iso_duration(page.minutes),
        "license": page.legal_tool.url if page.legal_tool else None,
        "creditText": credit_text(page.as_work(), page.language),
        "author": [{"@type": "Organization", "name": row["name"]} for row in page.credits],
        "about": [{"@type": "CreativeWork", "name": tool.label, "url": tool.url} for tool in page.explained_tools],
        "datePublished": localdate(page.first_published_at).isoformat() if page.first_published_at else None,
        "dateModified": localdate(page.last_published_at).isoformat() if page.last_published_at else None,
        "workTranslation": [{"@id": other.full_url} for other in translations],
        "isAccessibleForFree": True,
    }
    return data_block({key: value for key, value in data.items() if value not in (None, [], "")})
