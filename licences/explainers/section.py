from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.sections import MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    register(
        Section(
            name="explainers",
            order=50,
            index_page="explainers.ExplainerIndexPage",
            slug="comprendre",
            title=gettext_lazy("Understanding licences"),
            footer=gettext_lazy("Understanding licences"),
            site_map=_site_map,
        )
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    # Beside the tools of the catalogue, under their title.
    return [MapGroup(_("Licences"), [MapLink(_("Understanding licences"), url)])]
