"""Occurrences that somebody chose, named in the address: to read again, to print, to send to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.context.rows import rows_of
from programme.context.values import programme_of
from web.page_cache.policies import cache_with_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from programme.models import EditionPage

MOST = 100


@cache_with_query
def show_favourites(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    programme = programme_of(edition)
    asked = dict.fromkeys(named_in(request.GET.get("seances", "")))
    found = [one for one in programme.occasions if one.uuid in asked]
    parent = edition.get_parent()
    trail = [(_("Home"), "/"), (parent.title, parent.url), (edition.title, programme.url), (_("My favourites"), "")]
    context = {
        "page": edition,
        "nav": "programme",
        "trail": trail,
        "programme": programme,
        "rows": rows_of(found),
        "asked": bool(asked),
        "lost": _lost(len(asked) - len(found)) if asked else "",
        "calendar": f"{programme.url}programme.ics?seances={','.join(one.uuid for one in found)}" if found else "",
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
