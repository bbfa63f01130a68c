"""Occurrences that somebody chose, named in the address: to read again, to print, to send to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.archive.shown import programme_shown
from programme.context.edition import FAVOURITES, elsewhere_context
from programme.context.editions import trail_to
from programme.context.narrowed import CHOSEN
from programme.context.rows import rows_of
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from programme.models import EditionPage

MOST = 100


@cache_with_query
def show_favourites(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    programme = programme_shown(edition, request.GET)
    asked = dict.fromkeys(named_in(request.GET.get(CHOSEN, "")))
    found = [one for one in programme.occasions if one.uuid in asked]
    matching, filters, shown = elsewhere_context(
        programme, request.GET, now=timezone.now(), path=FAVOURITES, along=[(CHOSEN, ",".join(asked))] if asked else []
    )
    chosen = {one.uuid for one in matching}
    rows = [one for one in found if one.uuid in chosen]
    calendar = filters.query([(CHOSEN, ",".join(one.uuid for one in found))])
    trail = [*trail_to(edition), (_("My favourites"), "")]
    context = {
        "page": edition,
        "nav": "programme",
        "trail": trail,
        "programme": programme,
        "rows": rows_of(rows),
        "problems": shown["problems"],
        "chips": shown["chips"],
        "unfiltered_url": shown["unfiltered_url"],
        "asked": bool(asked),
        "lost": _lost(len(asked) - len(found)) if asked else "",
        "calendar": f"{programme.url}programme.ics?{calendar}" if found else "",
    }
    return render(request, "programme/favourites_page.html", context)


def named_in(text: str) -> Iterator[str]:
    """The UUIDs of a list with commas, MOST of them at most; what is none is left out."""
    for part in text.split(",", MOST)[:MOST]:
        try:
            yield str(UUID(part.strip()))
        except ValueError:
            continue


def _lost(count: int) -> str:
    if count < 1:
        return ""
    return ngettext(
        "%(count)d occurrence of this list is not in the programme any more.",
        "%(count)d occurrences of this list are not in the programme any more.",
        count,
    ) % {"count": count}
