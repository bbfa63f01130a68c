"""The glossary as its page needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from legaltools import catalogue
from legaltools.vocabulary import EDITIONS, elements, terms
from markup.normalize import normalize
from markup.typography import typeset
from web.jsonld import data_block
from web.languages import current_language

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from legaltools.vocabulary import OtherName, Term
    from licences.explainers.models import ExplainerIndexPage

Row = dict[str, Any]


def glossary_context(index: ExplainerIndexPage, request: HttpRequest) -> Row:
    language = current_language()
    rows = sorted((_row(term, language) for term in terms()), key=lambda row: normalize(row["name"]))
    return {
        "page": index,
        "nav": "licences",
        "trail": [
            (_("Licences"), reverse("licences")),
            (_("Understanding licences"), index.get_url(request)),
            (_("Glossary"), ""),
        ],
        "editions": [_("2.0 France"), _("3.0 France"), _("4.0, legal text"), _("Deeds")],
        "elements": [
            {**_row(term, language), "versions": [term.versions[one] for one in EDITIONS]} for term in elements()
        ],
        "terms": rows,
        "structured_data": _jsonld(index, rows, language),
    }


def _row(term: Term, language: str) -> Row:
    other = "en" if language.startswith("fr") else "fr"
    return {
        "key": term.key,
        "name": term.name(language),
        "translated": term.name(other),
        "translated_language": other,
        "text": term.text(language),
        "code": term.code,
        "symbol": term.symbol,
        "struck": term.struck,
        "licence": catalogue.get(term.licence) if term.licence else None,
        "others": [_other(name, language) for name in term.others],
        "search_url": _search_url(term),
    }


def _other(name: OtherName, language: str) -> Row:
    return {
        "words": typeset(name.words, language=name.language),
        "language": name.language,
        "where": name.where(language),
    }


def _search_url(term: Term) -> str:
    """What is here under the licences that it stands for."""
    asked = urlencode([("licence", family) for family in term.families])
    return f"{reverse('search:results')}?{asked}" if asked else ""


def _jsonld(index: ExplainerIndexPage, rows: list[Row], language: str) -> SafeString:
    address = f"{index.full_url}{index.reverse_subpage('glossary')}"
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "DefinedTermSet",
            "@id": address,
            "name": _("Glossary"),
            "inLanguage": language,
            "hasDefinedTerm": [
                {
                    "@type": "DefinedTerm",
                    "@id": f"{address}#{row['key']}",
                    "name": row["name"],
                    "description": row["text"],
                    "alternateName": [row["translated"], *(other["words"] for other in row["others"])],
                    **({"termCode": row["code"]} if row["code"] else {}),
                }
                for row in rows
            ],
        }
    )
