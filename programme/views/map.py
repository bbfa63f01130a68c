"""The programme on a map: parse, call, render."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.archive.shown import programme_shown
from programme.context.edition import MAP, elsewhere_context
from programme.context.editions import trail_to
from programme.context.map import map_of, place_rows, told
from programme.views.programme import A_QUARTER
from web.page_cache.generation import cached_texts, since
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, QueryDict
    from django.utils.safestring import SafeString

    from programme.context.values import Programme
    from programme.models import EditionPage


NEAR = "pres-de"


def tiles_origin() -> str:
    """The site that MAP_TILES names, as a policy says it; "" where there are none, or they come from here."""
    parts = urlsplit(settings.MAP_TILES.replace("{s}.", ""))
    return f"{parts.scheme}://{'*.' if '{s}.' in settings.MAP_TILES else ''}{parts.netloc}" if parts.netloc else ""


@cache_with_query
def show_map(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    programme = programme_shown(edition, request.GET)
    moment = since(timezone.now(), A_QUARTER)
    name = f"map:{edition.pk}:{moment.isoformat()}:{request.GET.urlencode()}"
    is_narrowed, body = cached_texts(name, lambda: _drawn(programme, request.GET, moment))
    context = {
        "page": edition, "nav": "programme", "trail": [*trail_to(edition), (_("Map"), "")], "programme": programme,
        "has_nothing": not programme.occasions, "is_narrowed": is_narrowed, "body": body,
    }  # fmt: skip
    response = render(request, "programme/map_page.html", context)
    if origin := tiles_origin():
        allow_pictures_from(response, origin)
    return response


def _drawn(programme: Programme, asked: QueryDict, now: datetime) -> tuple[bool, SafeString]:
    """Whether it is less than all places from A to Z, and what stands below the head: the same for everybody."""
    wanted = asked.get(NEAR, "")
    near = next((one for one in programme.places if one.slug == wanted and one.latitude is not None), None)
    along = [(NEAR, near.slug)] if near else []
    found, filters, shown = elsewhere_context(programme, asked, now=now, path=MAP, along=along)
    rows = place_rows(
        found, near=near, now=now,
        url_of=lambda place: f"{programme.url}?{replace(filters, places=(place.slug,)).query()}",
    )  # fmt: skip
    context = {
        **shown,
        "problems": shown["problems"] + ([_unknown(wanted)] if wanted and not near else []),
        "pairs": filters.pairs(),
        "rows": rows,
        "near": near,
        "map": map_of(rows),
        "elsewhere": told(one for one in found if not one.place),
        "tiles": settings.MAP_TILES,
        "tiles_credit": settings.MAP_TILES_CREDIT,
        "tiles_host": urlsplit(settings.MAP_TILES).netloc.replace("{s}.", ""),
    }
    return bool(filters or near), render_to_string("programme/map_body.html", context)


def _unknown(place: str) -> str:
    message = _("“%(value)s” is no place on this map: here are the places from A to Z.")
    return message % {"value": place.replace("\0", "")[:40]}


def allow_pictures_from(response: HttpResponse, origin: str) -> None:
    """Of this page alone: what django-csp's decorator does, with a setting that is read when the page is drawn."""
    response._csp_update = {"img-src": [origin]}  # type: ignore[attr-defined]  # noqa: SLF001
