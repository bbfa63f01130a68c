"""Notices and versions of a programme in words: what is new, moved, elsewhere, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.queries import closed_places
from programme.context.when import day_in_words, period_in_words, time_in_words
from programme.enums import NoticeKind
from programme.models import EventPage, ProgrammeNotice
from programme.queries import public_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from programme.domain.differences import Change, Differences, Row
    from programme.models import EditionPage

MOST_NOTICES = 200
OF_AN_EVENT = 8
LISTS = {
    "new": gettext_lazy("New"),
    "moved": gettext_lazy("At another time"),
    "placed": gettext_lazy("In another place"),
    "postponed": gettext_lazy("Postponed, date to come"),
    "cancelled": gettext_lazy("Cancelled"),
    "restored": gettext_lazy("Takes place after all"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One occurrence in a list of changes. One whose event is not public any more has neither its title nor an address:
    why it was withdrawn is nobody's business.
    """

    title: str
    language: str
    url: str
    words: str
    at: datetime | None = None
    text: str = ""

    @property
    def at_time(self) -> str:
        return time_in_words(timezone.localtime(self.at)) if self.at else ""


@dataclass(frozen=True, slots=True)
class Announced:
    """A change of an event, for its own page."""

    at: datetime
    sentence: str
    text: str


def notices_of(event: EventPage) -> list[Announced]:
    """The latest changes of an event, not that it is new; one query."""
    notices = ProgrammeNotice.objects.filter(event=event).exclude(kind=NoticeKind.NEW)[:OF_AN_EVENT]
    zone = event.edition.zone
    return [Announced(one.at.astimezone(zone), notice_in_words(one), one.text) for one in notices]


def moment_in_words(said: Row, *, with_day: bool = True) -> str:
    """When, as a notice or a version remembers it: `start`, `end` in ISO 8601 with offset, `all_day`."""
    start, end = datetime.fromisoformat(said["start"]), datetime.fromisoformat(said["end"])
    if said.get("all_day"):
        return period_in_words(start.date(), (end - timedelta(seconds=1)).date())
    day = f"{day_in_words(start.date())}, " if with_day else ""
    return f"{day}{time_in_words(start)}"


def place_in_words(said: Row) -> str:
    """Where, as a notice or a version remembers it; a place that was closed to readers since is not named."""
    is_closed = said.get("place_key") in closed_places()
    name, room = ("", "") if is_closed else (said.get("place"), said.get("room", ""))
    place = name or (_("online") if said.get("online") else _("place to come"))
    return ", ".join(filter(None, (place, room)))


def notice_in_words(notice: ProgrammeNotice) -> str:
    """What a notice tells, without the title of the event: “moved from Saturday, 2 p.m. to Sunday, 3 p.m.”."""
    before, after = notice.before, notice.after
    if notice.kind == NoticeKind.MOVED and before and after:
        return _moved(before, after)
    if notice.kind == NoticeKind.PLACE and before and after:
        return _placed(before, after)
    label = str(NoticeKind(notice.kind).label)
    said = after or before
    return f"{label}, {_when_and_where(said)}" if said.get("start") else label


def _moved(before: Row, after: Row) -> str:
    return _("moved from %(before)s to %(after)s") % {
        "before": moment_in_words(before), "after": moment_in_words(after)
    }  # fmt: skip


def _placed(before: Row, after: Row) -> str:
    return _("%(when)s: no longer at %(before)s, but at %(after)s") % {
        "when": moment_in_words(after), "before": place_in_words(before), "after": place_in_words(after)
    }  # fmt: skip


def _when_and_where(said: Row) -> str:
    return f"{moment_in_words(said)}, {place_in_words(said)}"


def change_in_words(name: str, change: Change) -> str:
    """What a version says of one occurrence; `name` is that of its list in `Differences`."""
    before, after = change.before, change.after
    if name == "moved" and before and after:
        words = _moved(before, after)
        return f"{words}. {_placed(before, after)}" if change.is_elsewhere else words
    if name == "placed" and before and after:
        return _placed(before, after)
    return _when_and_where(change.row)


def lists_of(changes: Differences, events: Mapping[int, EventPage]) -> list[tuple[str, list[Said]]]:
    """Lists of what changed, in words, those that are empty left out; `events` are those that one may see."""
    found = []
    for name, label in LISTS.items():
        said = [_said(name, change, events) for change in getattr(changes, name)]
        if said:
            found.append((str(label), said))
    return found


def _said(name: str, change: Change, events: Mapping[int, EventPage]) -> Said:
    event = events.get(change.row["event"])
    words = change_in_words(name, change)
    if event is None:
        return Said(_("An event that was withdrawn"), "", "", words)
    return Said(change.row["title"], event.language, event.url or "", words)


def events_in(rows: Iterable[Row], *, edition: EditionPage) -> dict[int, EventPage]:
    """Public events that these rows name, by key; one query."""
    return public_events().child_of(edition).in_bulk({row["event"] for row in rows})


def notices_between(edition: EditionPage, after: datetime | None, until: datetime | None) -> list[Said]:
    """What was told at once between two versions, the last first: of events that anybody may see. One query."""
    events = public_events().child_of(edition).order_by().values("pk")
    rows = ProgrammeNotice.objects.filter(event__in=events).select_related("event")
    if after:
        rows = rows.filter(at__gt=after)
    if until:
        rows = rows.filter(at__lte=until)
    return [_notice(row) for row in rows[:MOST_NOTICES]]


def _notice(row: ProgrammeNotice) -> Said:
    event: Any = row.event
    return Said(event.title, event.language, event.url or "", notice_in_words(row), at=row.at, text=row.text)
