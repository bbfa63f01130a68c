"""What changed in the programme, for feeds: notices of public events and versions of public editions, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from community.queries import closed_places
from design.addresses import full_address
from programme.context.when import day_in_words, time_in_words
from programme.enums import NoticeKind
from programme.models import EditionPage, ProgrammeNotice, Release
from programme.queries import public_editions, public_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

MOST_NEWS = 50


@dataclass(frozen=True, slots=True)
class News:
    """`key` is what it is known by for good; `event` the key of the event that it tells of, None of a release."""

    key: str
    title: str
    text: str
    url: str
    at: datetime
    event: int | None = None


def news_of(edition: int | None = None) -> list[News]:
    """The last `MOST_NEWS` of one edition, or of all; four queries."""
    editions = public_editions().filter(pk=edition) if edition else public_editions()
    found = [*_notices(editions.first() if edition else None), *_releases(editions)]
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:MOST_NEWS]


def _notices(edition: EditionPage | None) -> Iterator[News]:
    events = public_events().child_of(edition) if edition else public_events()
    notices = ProgrammeNotice.objects.filter(event__in=events.order_by().values("pk"))
    for notice in notices.select_related("event", "occurrence")[:MOST_NEWS]:
        where = f"#{notice.occurrence.anchor}" if notice.occurrence else ""
        yield News(
            key=f"notice-{notice.pk}",
            title=f"{str(NoticeKind(notice.kind).label).capitalize()}{_(': ')}{notice.event.title}",
            text=" ".join(filter(None, (_sentence(notice), notice.text))),
            url=full_address(notice.event) + where,
            at=notice.at,
            event=notice.event_id,
        )


def _sentence(notice: ProgrammeNotice) -> str:
    """When and where it takes place now, and before where that is what changed."""
    now, before = _when_and_where(notice.after), _when_and_where(notice.before)
    if now and before and now != before and notice.kind in {NoticeKind.MOVED, NoticeKind.PLACE}:
        return _("%(now)s (before: %(before)s).") % {"now": now, "before": before}
    return f"{now}." if now else ""


def _when_and_where(told: Mapping[str, Any]) -> str:
    start = parse_datetime(told.get("start") or "")
    day = day_in_words(start.date(), with_year=True) if start else ""
    time = time_in_words(start) if start and not told.get("all_day") else ""
    online = _("online") if told.get("online") else ""
    # Of a place that was closed to readers since, a notice tells nothing either.
    is_closed = told.get("place_key") in closed_places()
    place, room = ("", "") if is_closed else (told.get("place"), told.get("room"))
    return ", ".join(filter(None, (day, time, place or online, room)))


def _releases(editions: Any) -> Iterator[News]:
    titles = {edition.pk: (edition.title, full_address(edition)) for edition in editions}
    for release in Release.objects.filter(edition__in=list(titles)).defer("rows")[:MOST_NEWS]:
        title, url = titles[release.edition_id]
        yield News(f"release-{release.pk}", f"{title} – {release.name}", release.comment, url, release.at)
