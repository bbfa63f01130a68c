from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.sections import FIND, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    """What was written lately, and what can be written next, at the foot of every page."""
    register(
        Section(
            name="pages_in_need",
            order=82,
            route="pages_in_need",
            footer=gettext_lazy("Pages that need a hand"),
            site_map=lambda url: [MapGroup(str(FIND), [MapLink(_("Pages that need a hand"), url), _wanted()])],
        )
    )
    register(
        Section(
            name="enter_session",
            order=84,
            route="enter_session",
            footer=gettext_lazy("Come in with a code"),
            site_map=lambda url: [MapGroup(str(FIND), [MapLink(_("Come in with a code"), url)])],
        )
    )
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


def _wanted() -> MapLink:
    return MapLink(_("Wanted pages"), reverse("wanted_pages"))
