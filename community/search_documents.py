"""Associations as the search knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from community.models import AssociationPage, PlacePage
from community.queries import public_associations, public_places
from markup.plain import plain_text
from search import registry
from search.documents import SearchDocument
from search.facets.kinds import WordFacet
from search.page_signals import follow
from search.page_source import PageSource
from search.understanding import hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TYPE = "association"


def document_of(page: AssociationPage) -> SearchDocument:
    return SearchDocument(
        type=TYPE,
        pk=str(page.pk),
        title=page.title,
        url=page.url or "",
        summary=page.one_sentence,
        body=f"{page.territory} {plain_text(page.description)}".strip(),
        facets={TYPE: (page.slug,)},
        published_at=page.first_published_at,
        extra={"place": page.territory},
    )


def association_names(slugs: Iterable[str]) -> Mapping[str, str]:
    """Names by slug, for the facet; of public associations alone, so that no other name shows."""
    return dict(public_associations().filter(slug__in=slugs).values_list("slug", "title"))


SOURCE = PageSource(
    TYPE, label=_("Associations"), label_one=_("Association"), public=public_associations, as_document=document_of
)

FACET = WordFacet(
    name=TYPE,
    label=_("Association"),
    description="Associations.",
    position=60,
    labels=association_names,
    searchable=True,
)


PLACE = "place"


def document_of_place(page: PlacePage) -> SearchDocument:
    return SearchDocument(
        type=PLACE,
        pk=str(page.pk),
        title=page.title,
        url=page.url or "",
        summary=page.one_sentence,
        body=f"{plain_text(page.description)} {page.equipment}".strip(),
        cover="maps",
        published_at=page.first_published_at,
        words=tuple(filter(None, (page.neighbourhood, page.town, page.street_address, *page.other_names))),
        extra={"address": page.address_line, "neighbourhood": page.neighbourhood},
    )


PLACES = PageSource(
    PLACE,
    label=_("Places"),
    label_one=_("Place"),
    public=public_places,
    as_document=document_of_place,
    result_template="community/place_facts.html",
)

# Words that only a question about one has: “notre association” is in questions about anything.
ASKING_FOR_AN_ASSOCIATION = (
    "asso qui", "assos qui", "association qui", "associations qui", "collectif qui", "collectifs qui", "collectif de",
    "collectifs de", "quelle asso", "quelles assos", "quelle association", "quelles associations",
    "liste des associations", "nom de asso",
    "association that", "association who", "associations that", "group that", "groups that", "charity that",
    "which association", "which associations", "which group", "club", "clubs", "asso", "assos",
)  # fmt: skip
ASKING_FOR_A_PLACE = (
    "salle avec", "salles avec", "salle pour", "salle équipée", "salle accessible", "salle de réunion", "quelle salle",
    "salle de projection", "salle de spectacle", "salle de concert", "salle d'exposition", "salle de cinéma",
    "salle des fêtes", "salle municipale", "salle polyvalente", "salle à louer", "salle à réserver",
    "lieu de projection", "lieu de spectacle", "lieu d'exposition", "lieu de réunion", "lieu de rencontre", "lieu avec",
    "lieux avec", "lieu pour", "lieu accessible", "quel lieu", "quels lieux", "liste des lieux", "lieu", "lieux",
    "endroit", "endroits", "venue", "venues",
    "où se trouve", "où se trouvent", "où est", "adresse de", "adresse du",
    "room with", "room for", "hall with", "venue with", "venue for", "place with", "where is", "address of",
    "meeting room", "screening room", "exhibition room", "concert hall", "village hall", "community hall",
    "community garden", "community kitchen",
)  # fmt: skip


def connect() -> None:
    hints.register(ASKING_FOR_AN_ASSOCIATION, "type", TYPE)
    hints.register(ASKING_FOR_A_PLACE, "type", PLACE)
    registry.register(PLACES)
    follow(PLACE, PlacePage)
    registry.register(SOURCE)
    registry.register_facet(FACET)
    follow(TYPE, AssociationPage)
