from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import queries
from community.context.associations import association_cards
from web.sections import FIND, FrontPageBlock, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

ON_THE_FRONT_PAGE = 12


def connect() -> None:
    register(
        Section(
            name="associations",
            order=30,
            index_page="community.AssociationIndexPage",
            slug="associations",
            title=gettext_lazy("Associations"),
            menu=gettext_lazy("Associations"),
            site_map=_site_map,
            front_page=FrontPageBlock("community/front_page.html", _front_page),
        )
    )
    register(
        Section(
            name="places",
            order=31,
            index_page="community.PlaceIndexPage",
            slug="lieux",
            title=gettext_lazy("Places"),
            footer=gettext_lazy("Places"),
            site_map=_places,
        )
    )


def _places(url: str) -> Iterable[MapGroup]:
    """Forty places and more: their list alone."""
    return [MapGroup(str(FIND), [MapLink(_("All the places"), url)])]


def _site_map(url: str) -> Iterable[MapGroup]:
    pages = [MapLink(page.title, page.get_url() or "") for page in queries.public_associations()]
    return [MapGroup(_("Associations"), [MapLink(_("All the associations"), url), *pages])]


def _front_page(request: HttpRequest) -> dict[str, Any]:
    associations = queries.public_associations()[:ON_THE_FRONT_PAGE]
    return {"associations": association_cards(associations, request=request)}
