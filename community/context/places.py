"""Places as their pages need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from community import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from community.models import PlaceIndexPage, PlacePage


def place_list_context(page: PlaceIndexPage, *, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 -- as every page
    return {"nav": "places", "trail": [(_("Home"), "/"), (page.title, "")], "places": queries.public_places()}


def place_context(page: PlacePage, *, request: HttpRequest) -> dict[str, Any]:
    parent = page.get_parent()
    return {
        "nav": "places",
        "place": page,
        "trail": [(_("Home"), "/"), (parent.title, parent.get_url(request)), (page.title, "")],
        "lines": list(page.access_lines.all()),
    }
