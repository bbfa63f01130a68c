"""The rhythm of an event, for its organisers: the dates that it makes are looked at before anything is added."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.domain.occurrences import When, Where
from programme.forms.times import RepeatForm
from programme.time_forms import WhereForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import PlacePage
    from programme.domain.recurrence import Made
    from programme.models import EditionPage, Occurrence

PREFIX = "rule"


class RepeatedForm(RepeatForm, WhereForm):
    """`seen` names the dates that were looked at, `days` those that are still ticked, as ISO 8601."""

    field_order = ["weekdays", "rhythm", "first", "last", "starts", "ends", "no_holidays", "no_school_holidays"]
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Mapping[int, PlacePage], **kwargs: Any) -> None:
        kwargs["prefix"] = PREFIX
        super().__init__(*args, **kwargs)
        self.places = places
        self.offer_places({key: place.title for key, place in places.items()})
        self.fields["capacity"].help_text = _("Of these times alone; empty for what the event says.")

    def where(self) -> Where:
        said = self.cleaned_data
        place = self.places.get(int(said["place"])) if said["place"] else None
        return Where(place=place, room=said["room"], online_url=said["online_url"])


def first_said(edition: EditionPage, last: Occurrence | None) -> dict[str, Any]:
    """What the form begins with: the days of the edition, and where the last time takes place."""
    where = {"place": str(last.place_id or ""), "room": last.room, "online_url": last.online_url} if last else {}
    return {"first": edition.starts_on, "last": edition.ends_on, **where}


def times_of(made: Made) -> list[When]:
    return [When(starts_at=start.astimezone(UTC), ends_at=end.astimezone(UTC)) for start, end in made.times]


def stamp_of(made: Made, where: Where) -> str:
    """Another one once a date, an hour or the place is another."""
    said = (times_of(made), where.place.pk if where.place else None, where.room, where.online_url)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
