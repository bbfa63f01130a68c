"""Warnings about an edition, worked out from the values that its pages draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from programme.domain.clashes import Slot
from programme.domain.recurrence import public_holidays
from programme.domain.warnings import Timed, Warn, warnings
from programme.enums import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion
    from programme.domain.warnings import Warned
    from programme.models import EditionPage

OUT = {Status.CANCELLED, Status.POSTPONED}


def warnings_of(edition: EditionPage, times: Iterable[Occasion]) -> list[Warned]:
    """What is worth a look among these times of an edition; no query. What is cancelled takes no place."""
    counted = [one for one in times if one.status not in OUT]
    numbers: dict[str, int] = {}
    timed = [_timed(one, numbers) for one in counted]
    days = [one.start.date() for one in counted]
    holidays = public_holidays(min(days), max(days)) if days else {}
    return warnings(timed, days=edition.days, holidays=holidays)


def sentences_of(found: Iterable[Warned], key: int) -> list[str]:
    """What was found of one occurrence."""
    return [one.sentence for one in found if key in one.keys]


def grouped(found: Iterable[Warned]) -> list[tuple[str, list[Warned]]]:
    """Warnings by kind, each kind in words; kinds without any are left out."""
    by_kind: dict[str, list[Warned]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    return [(str(Warn(kind).label), by_kind[kind]) for kind in Warn.values if kind in by_kind]


def _timed(one: Occasion, numbers: dict[str, int]) -> Timed:
    """`numbers` gives each organiser one: those without a page here are known by their names alone."""
    organisers = {numbers.setdefault(who.name, len(numbers)): who.name for who in one.event.organisers}
    place = one.place
    slot = Slot(
        start=one.start, end=one.end, themes=frozenset(topic.slug for topic in one.event.topics),
        audience=frozenset(one.event.audience), neighbourhood=place.neighbourhood if place else "",
        place=place.key if place else None, organisers=frozenset(organisers), event=one.event.key,
        title=one.event.title, url=one.event.url,
    )  # fmt: skip
    located = place is not None and place.latitude is not None and place.longitude is not None
    return Timed(
        key=one.key, event=one.event.key, title=one.event.title, slot=slot, organisers=organisers,
        place=place.name if place else "", room=one.room,
        coordinates=(place.latitude, place.longitude) if located else None,  # type: ignore[union-attr, arg-type]
        opening=place.opening if place else "", opening_hours=place.opening_hours if place else "",
        has_access=place is None or bool(place.access or one.event.access or one.event.access_note),
        all_day=one.all_day, over=one.over,
    )  # fmt: skip
