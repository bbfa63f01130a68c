from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commons.kits import queries
from commons.kits.context.card import cards
from web.sections import FIND, FrontPageBlock, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

NEWEST = 3


def connect() -> None:
    register(
        Section(
            name="kits",
            order=14,
            index_page="kits.KitIndexPage",
            slug="kits",
            title=gettext_lazy("Kits"),
            menu=pgettext_lazy("menu", "Kits"),
            site_map=_site_map,
            front_page=FrontPageBlock("kits/front_page.html", _front_page),
        )
    )
    register(
        Section(name="basket", order=72, route="kits:basket", footer=pgettext_lazy("menu", "Basket"), site_map=_basket)
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    yield MapGroup(str(FIND), [MapLink(_("All the kits"), url)])


def _basket(url: str) -> Iterable[MapGroup]:
    yield MapGroup(str(FIND), [MapLink(_("Basket"), url)])


def _front_page(_request: HttpRequest) -> dict[str, Any]:
    return {"kits": cards(queries.shelf(queries.public_kits())[:NEWEST])}
