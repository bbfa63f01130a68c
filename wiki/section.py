from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.sections import FIND, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    """What was written lately, at the foot of every page."""
    register(
        Section(
            name="recent_changes",
            order=80,
            route="recent_changes",
            footer=gettext_lazy("Recent changes"),
            site_map=_site_map,
        )
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    return [MapGroup(str(FIND), [MapLink(_("Recent changes"), url)])]
