"""Pages about taking the programme along: the list of ways, and the frame that other sites show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from csp.decorators import csp_update
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from programme.archive.shown import programme_shown, told_by_archive
from programme.context.edition import TAKE_AWAY, elsewhere_context
from programme.context.editions import trail_to
from programme.context.filters import read_filters
from programme.context.selections import of_edition
from programme.context.takeaway import frame_code, frame_context, snippet, webcal
from programme.exports.base import Scope
from programme.exports.giggity import link, menu_entry
from programme.exports.registry import exports
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from programme.context.filters import Filters
    from programme.models import EditionPage


@dataclass(frozen=True, slots=True)
class Way:
    """`subscribe` is the address by which a calendar stays up to date; there is none for what changes no more."""

    label: str | _StrPromise
    text: str | _StrPromise
    url: str
    filename: str
    subscribe: str = ""


def take_away(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    """All of it, or what the filters of the programme choose: every address and code here is of that."""
    programme = programme_shown(edition, request.GET)
    now = timezone.now()
    _occasions, filters, shown = elsewhere_context(programme, request.GET, now=now, path=TAKE_AWAY)
    query = f"?{filters.query()}" if filters else ""
    found = [one for one in exports(Scope.EDITION) if one.label]
    ways = [
        Way(
            one.label, (edition.is_frozen and one.frozen_text) or one.text, programme.url + one.filename + query,
            one.filename,
            webcal(programme.full_url + one.filename + query) if one.is_calendar and not edition.is_frozen else "",
        )
        for one in found
    ]  # fmt: skip
    context = {
        "page": edition,
        "nav": "programme",
        "trail": [*trail_to(edition), (_("Take the programme along"), "")],
        "programme": programme,
        "calendars": [way for way in ways if way.subscribe],
        "files": [way for way in ways if not way.subscribe],
        "problems": shown["problems"],
        "chips": shown["chips"],
        "unfiltered_url": shown["unfiltered_url"],
        "giggity": _giggity(edition, filters),
        "calendar_url": programme.full_url + "programme.ics" + query,
        "frame": frame_code(programme, filters),
        "snippet": snippet(programme, filters, now=now),
        "api_url": f"{reverse('api-1:events')}?{filters.query([('edition', programme.slug)])}",
        "openapi_url": reverse("api-1:openapi-json"),
    }
    return render(request, "programme/take_away.html", context)


def _giggity(edition: EditionPage, filters: Filters) -> str:
    """With the map of its places; in the language of the site, as the schedule that it leads to."""
    with translation.override(settings.LANGUAGE_CODE):
        selection = of_edition(
            edition, matches=filters.matches if filters else None, narrowed=_("a part of it") if filters else "",
            told=told_by_archive(edition, filters),
        )  # fmt: skip
        return link(menu_entry(selection, filters.query()))


@xframe_options_exempt
@csp_update({"frame-ancestors": ["*"]})
@cache_with_query
def embedded(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    """The next dates alone, for a frame on another site; filters of the programme narrow it."""
    programme = programme_shown(edition, request.GET)
    filters, problems = read_filters(request.GET)
    context = frame_context(programme, filters, now=timezone.now())
    said = [message for _name, message in (*problems, *filters.unknown_in(programme))]
    return render(request, "programme/embedded.html", {"page": edition, "problems": said, **context})
