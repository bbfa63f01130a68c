from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from commons.queries import themes_in_use
from community.queries import public_associations
from home.models import PlainPage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def site_map(request: HttpRequest) -> HttpResponse:
    """Every way into the site on one page; the guides themselves are one click further, by theme."""
    context = {
        "pages": PlainPage.objects.live().public().order_by("path"),
        "themes": themes_in_use(),
        "associations": public_associations(),
    }
    return render(request, "home/site_map.html", context)
