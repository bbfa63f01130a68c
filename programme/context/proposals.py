"""What the pages of a proposed event draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from community.queries import public_associations
from markup.normalize import normalize
from programme.context.clashes import slots_around
from programme.context.when import day_in_words, time_in_words
from programme.domain.clashes import MOST_SHOWN, Clash, Slot, clashes, quieter
from programme.queries import public_editions, public_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from commons.library.models import Theme
    from community.models import PlacePage
    from programme.models import EditionPage

# Of more dates, the first are weighed: an exhibition with a visit each week would be asked of a whole winter.
MOST_WEIGHED = 12
# Longer apart than this, each is weighed for itself: the days between are nobody's.
LONGEST_SPAN_DAYS = 60


@dataclass(frozen=True, slots=True)
class Weighed:
    """One time with what competes with it; `quieter` holds the values of a row and its words."""

    number: int
    when: str
    found: tuple[dict[str, Any], ...]
    quieter: tuple[dict[str, str], ...]
    unknown: int = 0

    @property
    def is_strong(self) -> bool:
        return any(one["is_strong"] for one in self.found)


def open_editions() -> list[EditionPage]:
    """Public editions that take proposals today, festivals before what lasts all year."""
    return [edition for edition in public_editions() if edition.takes_proposals]


def earlier_events(association: str) -> list[dict[str, Any]]:
    """Public events of an association (its slug), the latest first, to begin from; two queries."""
    if "\x00" in association:  # PostgreSQL refuses it in a query
        return []
    events = public_events().filter(associations__slug=association).order_by("-first_published_at", "title")
    return [{"key": event.pk, "title": event.title, "language": event.language} for event in events[:40]]


def weighed(
    times: Sequence[tuple[int, datetime, datetime]], *, edition: EditionPage, data: Mapping[str, Any],
    place: PlacePage | None, themes: Iterable[Theme], without: int | None = None,
) -> list[Weighed]:  # fmt: skip
    """What else addresses the same public around each of these times (number of its row, start, end), those alone that
    have something; a constant number of queries. `data` says audience, themes and organisers as the form has them.
    """
    asked = sorted(times, key=lambda time: time[1])[:MOST_WEIGHED]
    asked = [time for time in asked if (time[1] - asked[0][1]).days <= LONGEST_SPAN_DAYS]
    if not asked:
        return []
    others = slots_around(asked[0][1], max(end for _number, _start, end in asked), without=without)
    named = {normalize(line) for line in str(data.get("organisers", "")).splitlines() if line.strip()}
    organisers = {one.pk for one in public_associations() if normalize(one.title) in named} if named else set()
    names = {theme.slug: str(theme) for theme in themes}
    said = []
    for number, start, end in asked:
        mine = Slot(
            start=start, end=end, themes=frozenset(data.get("themes") or ()),
            audience=frozenset(data.get("audience") or ()),
            neighbourhood=place.neighbourhood if place else "", place=place.pk if place else None,
            organisers=frozenset(organisers), event=without,
        )  # fmt: skip
        found = clashes(mine, others)
        if not found:
            continue
        now = edition.local(timezone.now())
        times_nearby = quieter(mine, others, first=edition.starts_on, last=edition.ends_on, after=now)
        shown = tuple(_told(one, names) for one in found if one.other.is_public)[:MOST_SHOWN]
        hidden = [one for one in found if not one.other.is_public]
        said.append(
            Weighed(
                number,
                _when(start, end),
                shown + tuple(_untold(hidden)),
                tuple(_row(time.start, time.end) for time in times_nearby),
                len(hidden),
            )
        )
    return said


def _told(found: Clash, names: Mapping[str, str]) -> dict[str, Any]:
    other = found.other
    return {
        "title": other.title, "url": other.url, "when": _when(other.start, other.end), "weight": found.weight,
        "is_strong": found.is_strong, "at_once": found.at_once, "same_audience": found.same_audience,
        "same_neighbourhood": found.same_neighbourhood, "same_place": found.same_place,
        "same_organiser": found.same_organiser, "themes": sorted(names[key] for key in other.themes if key in names)
        if found.same_themes else [],
    }  # fmt: skip


def _untold(hidden: Sequence[Clash]) -> Iterable[dict[str, Any]]:
    """What others propose: that there is something for this public at that moment, once for all of it."""
    for at_once in (True, False):
        those = [one for one in hidden if one.at_once == at_once]
        if those:
            heaviest = max(one.weight for one in those)
            yield {
                "title": "", "count": len(those), "at_once": at_once, "weight": heaviest,
                "is_strong": any(one.is_strong for one in those),
            }  # fmt: skip


def _when(start: datetime, end: datetime) -> str:
    return f"{day_in_words(start.date())}, {time_in_words(start)} – {time_in_words(end)}"


def _row(start: datetime, end: datetime) -> dict[str, str]:
    return {"value": f"{start:%Y-%m-%d}|{start:%H:%M}|{end:%H:%M}", "words": _when(start, end)}
