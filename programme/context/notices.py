"""What was announced of an event since, as sentences: worked out when they are shown, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from programme.context.when import day_in_words, time_in_words
from programme.enums import NoticeKind
from programme.models import ProgrammeNotice

if TYPE_CHECKING:
    from programme.models import EventPage

MOST_NOTICES = 8


@dataclass(frozen=True, slots=True)
class Change:
    at: datetime
    sentence: str
    text: str


def notices_of(event: EventPage) -> list[Change]:
    """The latest changes of an event, not that it is new; one query."""
    notices = ProgrammeNotice.objects.filter(event=event).exclude(kind=NoticeKind.NEW)[:MOST_NOTICES]
    zone = event.edition.zone
    return [Change(one.at.astimezone(zone), notice_in_words(one), one.text) for one in notices]


def notice_in_words(notice: ProgrammeNotice) -> str:
    """One sentence. A place is not named: its page may be closed to readers since, and the occurrence says it."""
    before, after = _moment(notice.before), _moment(notice.after)
    sentences = {
        NoticeKind.NEW: _("New: %(after)s."),
        NoticeKind.MOVED: _("Moved from %(before)s to %(after)s."),
        NoticeKind.PLACE: _("Moved to another place: %(after)s."),
        NoticeKind.POSTPONED: _("Postponed: it was to be on %(before)s. The new date will be told here."),
        NoticeKind.CANCELLED: _("Cancelled: %(after)s."),
        NoticeKind.RESTORED: _("It takes place after all: %(after)s."),
        NoticeKind.FULL: _("Full: %(after)s."),
        NoticeKind.OTHER: _("To know about %(after)s."),
    }
    return sentences[NoticeKind(notice.kind)] % {"before": before or after, "after": after or before}


def _moment(told: dict[str, Any]) -> str:
    """The start that a notice remembers, in words; empty where it remembers none."""
    try:
        start = datetime.fromisoformat(told.get("start", ""))
    except (TypeError, ValueError):
        return ""
    day = day_in_words(start.date(), with_year=True)
    return day if told.get("all_day") else f"{day}, {time_in_words(start)}"
