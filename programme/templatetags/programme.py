"""What results of the search say of events: the next time, by the clock of whoever reads; links to papers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext, pgettext

from design.templatetags.design import dotted
from markup.typography import NBSP
from programme.context import takeaway
from programme.context.when import day_in_words, period_in_words, time_in_words
from programme.enums import Status
from programme.papers.base import EDITION, EVENT
from programme.papers.entries import breaking
from programme.papers.links import paper_links
from programme.papers.sheets import DoorSheets

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.safestring import SafeString

register = template.Library()

LONGEST_UNBROKEN = 24
_RANGE = f"{NBSP}–{NBSP}"


@register.filter
def unbroken_hours(when: str) -> SafeString:
    """“samedi 2 octobre, 14 h – 16 h”, whose hours go to the next line whole: a line may end after any dash."""
    parts = [
        format_html('<span class="hours">{}</span>', part) if _RANGE in part and len(part) <= LONGEST_UNBROKEN else part
        for part in when.split(" ")
    ]
    return format_html_join(" ", "{}", ((part,) for part in parts))


@register.filter
def breaking_hours(hours: str) -> str:
    """“14 h – 16 h” in a narrow column: where it breaks after its dash, no space begins the next line."""
    return breaking(hours)


@register.simple_tag
def event_facts(extra: Mapping[str, Any], days: tuple[date, date] | None = None) -> SafeString:
    """“samedi 2 octobre 2027, 14 h · La Corderie”, of `extra` of `programme.search_documents`: the next time; or the
    one on the days that were asked for.
    """
    times = extra.get("times") or []
    now = timezone.now()
    coming = [one for one in times if datetime.fromisoformat(one["end"]) > now]
    asked = [one for one in times if days and _is_on(one, *days)]
    first = [one for one in asked if one in coming] or asked or coming or times[-1:]
    chosen = next(iter(sorted(first, key=lambda one: (_is_off(one), one["start"]))), None)
    if chosen is None:
        return dotted(extra.get("association", ""))
    state = str(Status(chosen["status"]).label) if chosen["status"] != Status.CONFIRMED else ""
    others = len([one for one in coming if one is not chosen])
    more = ngettext("and %(count)d other date", "and %(count)d other dates", others) % {"count": others} if (
        others > 0
    ) else ""  # fmt: skip
    over = pgettext("an event", "over") if datetime.fromisoformat(chosen["end"]) <= now else ""
    return dotted(over, state, _when(chosen), more, chosen["place"], extra.get("association", ""))


@register.simple_tag
def edition_papers(url: str, query: str = "") -> list[dict[str, Any]]:
    """What can be printed of an edition at `url`, narrowed by `query`: for components/papers.html."""
    return paper_links(EDITION, url, query)


@register.simple_tag
def event_papers(url: str) -> list[dict[str, Any]]:
    """What can be printed of an event at `url`."""
    return paper_links(EVENT, url)


@register.simple_tag
def door_sheet(url: str, place: str) -> str:
    """The sheet for the door of a place (its slug), of an edition at `url`."""
    return f"{url}{DoorSheets.filename}?{urlencode({'lieu': place})}"


@register.simple_tag
def webcal(url: str) -> str:
    """The address that programs subscribe to, of a calendar at `url`."""
    return takeaway.webcal(url)


def _is_on(one: Mapping[str, Any], first: date, last: date) -> bool:
    start, end = datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])
    return start.date() <= last and (end - timedelta(seconds=1)).date() >= first


def _is_off(one: Mapping[str, Any]) -> bool:
    return one["status"] in {Status.CANCELLED, Status.POSTPONED}


def _when(one: Mapping[str, Any]) -> str:
    start, end = datetime.fromisoformat(one["start"]), datetime.fromisoformat(one["end"])
    if (end - start).days >= 1:
        return period_in_words(start.date(), end.date(), with_year=True)
    day = day_in_words(start.date(), with_year=True)
    return day if one["all_day"] else f"{day}, {time_in_words(start)}"
