"""The programme by place, by theme, by association: what each occasion is grouped under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

if TYPE_CHECKING:
    from programme.context.rows import Row
    from programme.context.values import Occasion

# What groupings are sorted by, a title, a detail, an address, and the pair of a filter that takes it alone.
GroupingKey = tuple[str, str, str, str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What takes place at a place, under a theme, by an association; its rows are left out where there are many.

    `over` are those of its rows that are over while others of the programme are to come.
    """

    title: str
    detail: str
    url: str
    filter_url: str
    rows: list[Row]
    over: list[Row]
    count: int


def place_keys(one: Occasion) -> list[GroupingKey]:
    if one.place:
        detail = one.place.neighbourhood or one.place.town
        return [(one.place.name.casefold(), one.place.name, detail, one.place.url, ("lieu", one.place.slug))]
    title = pgettext("an event", "online").capitalize() if one.online_url else _("Place to come")
    return [("\uffff", title, "", "", ("", ""))]


def theme_keys(one: Occasion) -> list[GroupingKey]:
    topics = [(topic.name.casefold(), topic.name, "", "", ("theme", topic.slug)) for topic in one.event.topics]
    return topics or [("\uffff", _("Without a theme"), "", "", ("", ""))]


def association_keys(one: Occasion) -> list[GroupingKey]:
    found = [
        (who.name.casefold(), who.name, "", who.url, ("association", who.slug) if who.slug else ("", ""))
        for who in one.event.organisers
    ]
    return found or [("\uffff", _("Organisers to come"), "", "", ("", ""))]
