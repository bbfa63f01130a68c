from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from commons.guides.queries import shelf_for
from community.queries import latest_request, waiting_requests
from home import navigation, queries

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def site_map(request: HttpRequest) -> HttpResponse:
    """Every way into the site on one page; the guides themselves are one click further, by theme."""
    return render(request, "home/site_map.html", {"groups": navigation.site_map(request)})


def contribute(request: HttpRequest) -> HttpResponse:
    """How to take part: the way on depends on who asks, the text below is the site's own page of that address."""
    return render(request, "home/contribute.html", {"page": queries.contribute_page(), **_ways_on(request)})


def _ways_on(request: HttpRequest) -> dict[str, Any]:
    user = request.user
    if not user.is_authenticated:
        return {"who": "visitor"}
    if shelf_for(user) is None:
        return {"who": "member", "latest": latest_request(user)}
    return {"who": "contributor", "waiting": waiting_requests(user)}
