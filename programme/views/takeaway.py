"""Pages about taking the programme along: the list of ways, and the frame that other sites show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from design.addresses import address
from programme.context.filters import Filters, read_filters
from programme.context.takeaway import frame_code, frame_context, giggity_link, snippet, webcal
from programme.context.values import programme_of
from programme.exports.base import Scope
from programme.exports.frab import FrabXml
from programme.exports.registry import exports
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from programme.models import EditionPage


@dataclass(frozen=True, slots=True)
class Way:
    """`subscribe` is the address by which a calendar stays up to date."""

    label: str | _StrPromise
    text: str | _StrPromise
    url: str
    filename: str
    subscribe: str = ""


def take_away(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    programme = programme_of(edition)
    now = timezone.now()
    found = [one for one in exports(Scope.EDITION) if one.label]
    ways = [
        Way(
            one.label, one.text, programme.url + one.filename, one.filename,
            webcal(programme.full_url + one.filename) if one.is_calendar else "",
        )
        for one in found
    ]  # fmt: skip
    context = {
        "page": edition,
        "nav": "programme",
        "trail": [(_("Home"), "/"), (edition.title, address(edition)), (_("Take the programme along"), "")],
        "programme": programme,
        "calendars": [way for way in ways if way.subscribe],
        "files": [way for way in ways if not way.subscribe],
        "giggity": giggity_link(programme.full_url + FrabXml.filename),
        "calendar_url": programme.full_url + "programme.ics",
        "frame": frame_code(programme),
        "snippet": snippet(programme, Filters(), now=now),
        "api_url": f"{reverse('api-1:events')}?edition={programme.slug}",
        "openapi_url": reverse("api-1:openapi-json"),
    }
    return render(request, "programme/take_away.html", context)


@xframe_options_exempt
@csp_update({"frame-ancestors": ["*"]})
@cache_with_query
def embedded(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    """The next dates alone, for a frame on another site; filters of the programme narrow it."""
    filters, _problems = read_filters(request.GET)
    context = frame_context(programme_of(edition), filters, now=timezone.now())
    return render(request, "programme/embedded.html", {"page": edition, **context})
