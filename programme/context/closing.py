"""The end of an edition for those who coordinate it: which dates nobody told of, what was told of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from legaltools import catalogue
from markup.typography import file_size
from programme.context.figures import TAKES_PLACE
from programme.context.reading import programme_of
from programme.context.when import day_in_words, when_in_words
from programme.domain.deposits import waiting
from programme.models import Occurrence, Outcome
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from programme.context.values import Occasion
    from programme.models import EditionPage


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One date that took place and is over. `people` is None where nobody gave a number; `is_told` whether anybody
    answered; `asked_at` and `reminded_at` when its organisers were asked, None where they were not.
    """

    occasion: Occasion
    when: str
    is_told: bool
    people: int | None
    worked: str
    to_change: str
    asked_at: datetime | None
    reminded_at: datetime | None

    @property
    def key(self) -> str:
        return self.occasion.uuid

    @property
    def organisers(self) -> str:
        return ", ".join(who.name for who in self.occasion.event.organisers)


def told_rows(edition: EditionPage) -> list[ToldRow]:
    """Its dates that are over: those that nobody told of first, then those without a number; two queries."""
    now = edition.frozen_at or timezone.now()
    over = [one for one in programme_of(edition).occasions if one.status in TAKES_PLACE and one.end <= now]
    keys = [one.key for one in over]
    told = {row.occurrence_id: row for row in Outcome.objects.filter(occurrence__in=keys)}
    asked = Occurrence.objects.filter(pk__in=keys).values_list("pk", "outcome_asked_at", "outcome_reminded_at")
    moments = {key: (first, again) for key, first, again in asked}
    rows = [_row(one, told.get(one.key), *moments.get(one.key, (None, None))) for one in over]
    return sorted(rows, key=lambda row: (row.is_told + (row.people is not None), row.occasion.start, row.occasion.key))


def _row(one: Occasion, told: Any, asked_at: datetime | None, reminded_at: datetime | None) -> ToldRow:
    return ToldRow(
        one, when_in_words(one, with_year=True), told is not None, told.people if told else None,
        told.worked if told else "", told.to_change if told else "", asked_at, reminded_at,
    )  # fmt: skip


def deposit_rows(edition: EditionPage) -> list[dict[str, Any]]:
    """Files that wait, as templates/programme/coordination/closing.html draws them; one query."""
    language = current_language()
    return [
        {
            "key": row.pk, "name": row.name, "shows": row.shows, "made_by": row.made_by,
            "licence": catalogue.get(row.licence).label, "people": row.get_people_display(),
            "size": file_size(row.size, language=language), "event": row.occurrence.event.title,
            "language": row.occurrence.event.language, "sent_at": row.sent_at,
            "day": day_in_words(edition.local(row.occurrence.starts_at).date()),
        }
        for row in waiting(edition)
    ]  # fmt: skip


def answers(rows: Iterable[ToldRow]) -> dict[str, int]:
    """How many dates, how many of them somebody told of, how many have a number, how many may be asked about again."""
    listed = list(rows)
    return {
        "dates": len(listed),
        "told": sum(row.is_told for row in listed),
        "counted": sum(row.people is not None for row in listed),
        "silent": sum(not row.is_told for row in listed),
    }
