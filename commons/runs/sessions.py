"""Times that a page is run at an announced event: the apps above tell of theirs, and each counts as a report does.

A report and an announced time of one day in one town are one time that it was run, however many told of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    Told = Callable[[], Mapping[int, tuple["Session", ...]]]


class Session(NamedTuple):
    """`day` by the clock of where it is; `town` as reports name it (`design.maps.towns`)."""

    starts_at: datetime
    ends_at: datetime
    day: date
    town: str
    place: str
    title: str
    url: str


_tellers: list[Told] = []


def register(told: Told) -> None:
    """Have `told` asked: by the key of a page that anybody may see, the times that it is run, in the order of time.

    It is asked for every page that shows how often something was run: it caches what it tells.
    """
    if told not in _tellers:
        _tellers.append(told)


def sessions_of(pages: Any) -> dict[int, list[Session]]:
    """Those of these pages, past and to come, in the order of time; pages without any are left out.

    `pages` may be a query of keys (`values("pk")`), which is asked where there are times at all.
    """
    tellings = [told() for told in _tellers]
    if not any(tellings):
        return {}
    wanted = {one["pk"] if isinstance(one, dict) else one for one in pages}
    found: dict[int, list[Session]] = {}
    for telling in tellings:
        for page, sessions in telling.items():
            if page in wanted:
                found.setdefault(page, []).extend(sessions)
    return {page: sorted(sessions) for page, sessions in found.items()}


def over(sessions: Iterable[Session]) -> list[Session]:
    now = timezone.now()
    return [one for one in sessions if one.ends_at <= now]


def to_come(sessions: Iterable[Session]) -> list[Session]:
    now = timezone.now()
    return [one for one in sessions if one.ends_at > now]
