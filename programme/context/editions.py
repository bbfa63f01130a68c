"""The editions: the head of each, and the page that leads to all of them, with what is on now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from design.addresses import address
from markup.typography import NBSP, typeset
from programme.context.edition import now_and_soon
from programme.context.event_page import rich
from programme.context.reading import programme_of
from programme.context.rows import rows_of
from programme.context.when import period_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from programme.context.values import Occasion, Programme
    from programme.models import EditionPage

NEXT_ONES = 6
# Editions whose programme is read for what is on now: those of today, and the next ones.
MOST_CURRENT = 4


@dataclass(frozen=True, slots=True)
class Card:
    """An edition to choose: its title, its days, how much there is in it."""

    title: str
    url: str
    letters: str
    period: str
    one_sentence: str
    events: int | None
    takes_proposals: bool


def edition_head(edition: EditionPage) -> dict[str, Any]:
    """What stands above the programme of an edition."""
    programme = programme_of(edition)
    return {
        "trail": [(_("Programme"), address(edition.get_parent()))],
        "period": period_of(edition),
        "presentation": rich(edition.presentation, "fr") if edition.presentation else "",
        "released": release_in_words(programme),
    }


def release_in_words(programme: Programme) -> str:
    """The name of its latest version with the day of it, said once: “Version du 3 septembre” needs its year alone."""
    day = programme.released_on
    if not day:
        return ""
    dated = date_format(day, "DATE_FORMAT")
    said = typeset(programme.release, language="fr") or _("version of %(day)s") % {"day": dated}
    if date_format(day, "j F").lower() in said.lower().replace(NBSP, " "):
        return said if str(day.year) in said else f"{said}{NBSP}{day.year}"
    return said if str(day.year) in said else _("%(release)s, of %(day)s") % {"release": said, "day": dated}


def trail_to(edition: EditionPage) -> list[tuple[str, str]]:
    """The way to a page below an edition, as components/breadcrumb.html takes it."""
    return [(_("Programme"), address(edition.get_parent())), (edition.title, address(edition))]


def period_of(edition: EditionPage) -> str:
    """“du 2 au 17 octobre 2027”; empty for what lasts all year."""
    if edition.all_year or not edition.starts_on or not edition.ends_on:
        return ""
    return period_in_words(edition.starts_on, edition.ends_on, with_year=True)


def index_context(editions: Iterable[EditionPage], *, now: datetime) -> dict[str, Any]:
    """What is on now, what is next, the editions by whether they are over; one query beside those of programmes."""
    listed = list(editions)
    current = [one for one in listed if not one.all_year and not one.is_over]
    shelves = [one for one in listed if one.all_year]
    read = [*current[-MOST_CURRENT:], *shelves[:MOST_CURRENT]]
    occasions = next_occasions(read)
    on, soon, after = now_and_soon(occasions, now)
    short = [one for one in on if not one.is_long]
    return {
        "on_now": rows_of(short), "soon": rows_of(soon), "after": rows_of(after[:NEXT_ONES], with_year=True),
        "going_on": rows_of([one for one in on if one.is_long], with_year=True),
        "current": [card_of(one, whole=one in read) for one in current],
        "shelves": [card_of(one, whole=one in read) for one in shelves],
        "past": [card_of(one) for one in listed if one not in current and one not in shelves],
    }  # fmt: skip


def next_occasions(editions: Iterable[EditionPage]) -> list[Occasion]:
    """All that takes place in some editions, in the order of time."""
    found = [one for edition in editions for one in programme_of(edition).occasions]
    return sorted(found, key=lambda one: (one.start.timestamp(), one.key))


def card_of(edition: EditionPage, *, whole: bool = False) -> Card:
    """An edition as a card; its events are counted where its programme is at hand (`whole`)."""
    return Card(
        title=edition.title, url=address(edition), letters=edition.title, period=period_of(edition),
        one_sentence=edition.one_sentence, events=len(programme_of(edition).events) if whole else None,
        takes_proposals=edition.takes_proposals,
    )  # fmt: skip
