from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.sections import FIND, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    register(
        Section(
            name="search",
            order=20,
            route="search:results",
            menu=gettext_lazy("Search"),
            menu_symbol="search",
            site_map=_site_map,
        )
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    return [MapGroup(str(FIND), [MapLink(_("Search"), url)])]
