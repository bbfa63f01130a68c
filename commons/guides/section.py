from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commons.guides import queries
from commons.guides.context.card import cards
from web.sections import FIND, FrontPageBlock, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

NEWEST, USEFUL = 6, 3


def connect() -> None:
    register(
        Section(
            name="guides",
            order=10,
            index_page="guides.GuideIndexPage",
            slug="guides",
            title=gettext_lazy("Guides"),
            menu=pgettext_lazy("menu", "Guides"),
            site_map=_site_map,
            front_page=FrontPageBlock("guides/front_page.html", _front_page),
        )
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    yield MapGroup(str(FIND), [MapLink(_("All the guides"), url)])
    yield MapGroup(_("Themes"), [MapLink(theme.name, theme.get_absolute_url()) for theme in queries.themes_in_use()])


def _front_page(_request: HttpRequest) -> dict[str, Any]:
    newest = list(queries.shelf(queries.public_guides())[:NEWEST])
    useful = queries.useful_guides().exclude(work__in=[guide.work for guide in newest])[:USEFUL]
    return {"newest": cards(newest), "useful": cards(useful)}
