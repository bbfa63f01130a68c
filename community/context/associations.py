"""Associations as their pages need them: nothing left for the template to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community import contributions, queries
from community.permissions.visibility import in_the_open
from community.renditions import LOGO, drawn
from markup.typography import typeset
from web.jsonld import data_block
from web.stored_texts import expanded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.images.models import AbstractImage

    from community.models import AssociationIndexPage, AssociationLink, AssociationPage


def association_list_context(page: AssociationIndexPage, *, request: HttpRequest) -> dict[str, Any]:
    return {
        "nav": "associations",
        "trail": [(_("Home"), "/"), (page.title, "")],
        "cards": association_cards(queries.public_associations().child_of(page), request=request),
    }


def association_cards(associations: Iterable[AssociationPage], *, request: HttpRequest) -> list[dict[str, Any]]:
    """What components/association_card.html draws; the same number of queries however many there are."""
    pages = list(associations)
    logos = in_the_open(page.logo for page in pages if page.logo)
    prefetch_related_objects(logos, "renditions")
    counts = contributions.counts(page.pk for page in pages)
    return [
        {
            "name": page.title,
            "url": page.get_url(request),
            "place": page.territory,
            "text": page.one_sentence,
            "guide_count": counts.get(page.pk, 0),
            "image": logo_html(page.logo, alt="") if page.logo in logos else None,
        }
        for page in pages
    ]


def association_context(page: AssociationPage, *, request: HttpRequest) -> dict[str, Any]:
    parent = page.get_parent()
    links = list(page.links.all())
    logos = in_the_open([page.logo] if page.logo else [])
    prefetch_related_objects(logos, "renditions")
    logo = logos[0] if logos else None
    return {
        "nav": "associations",
        "association": page,
        "trail": [(_("Home"), "/"), (parent.title, parent.get_url(request)), (page.title, "")],
        "logo": logo_html(logo),
        "description": mark_safe(typeset(expanded(page.description), language=settings.LANGUAGE_CODE)),  # noqa: S308 -- cleaned by Wagtail when stored
        "links": links,
        "coordinators": [member.user.display_name for member in queries.coordinators(page)],
        "notes": contributions.notes_of(page),
        "contributions": contributions.of_association(page, request=request),
        "jsonld": association_jsonld(page, links=links, logo=logo),
    }


def logo_html(logo: AbstractImage | None, *, alt: str | None = None) -> SafeString | None:
    """The logo as an img element; in a card, beside the name, it says nothing more and `alt` is empty."""
    if logo is None or not (files := drawn(logo, [LOGO])):
        return None
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        files[0].url,
        files[0].width,
        files[0].height,
        logo.default_alt_text if alt is None else alt,
    )


def association_jsonld(
    page: AssociationPage, *, links: Iterable[AssociationLink], logo: AbstractImage | None
) -> SafeString:
    """An Organization of schema.org, as a data block."""
    files = drawn(logo, [LOGO]) if logo is not None else []
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": page.full_url,
        "url": page.full_url,
        "name": page.title,
        "description": page.one_sentence,
        "areaServed": page.territory,
        "sameAs": [link.url for link in links],
        "logo": settings.BASE_URL + files[0].url if files else "",
    }
    return data_block({key: value for key, value in data.items() if value})
