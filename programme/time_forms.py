"""The form of one occurrence, for its organisers and for those who coordinate: the same in both places."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.queries import public_places
from programme.domain.changes import NotPossible
from programme.domain.moving import Wanted, exists, stamp
from programme.domain.occurrences import When, Where, check_when, check_year, whole_days
from programme.enums import Status
from programme.models.event import MOST_SEATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import PlacePage
    from programme.models import EditionPage, Occurrence

# What ends before that hour, on no other day than it began, ends in the night that follows.
NIGHT_ENDS = time(6)


def known_places() -> Mapping[int, PlacePage]:
    """Places that one may choose, by key, in the order of their names: those that anybody may see."""
    return {place.pk: place for place in public_places().order_by("title", "pk")}


class WhereForm(forms.Form):
    """Where a time takes place, and for how many."""

    place = forms.ChoiceField(label=gettext_lazy("place"), required=False)
    room = forms.CharField(label=gettext_lazy("room"), required=False, max_length=80)
    online_url = forms.URLField(
        label=gettext_lazy("address online"), required=False, max_length=500, assume_scheme="https"
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("seats"), required=False, min_value=1, max_value=MOST_SEATS,
        help_text=gettext_lazy("Of this time alone; empty for what the event says."),
    )  # fmt: skip

    def offer_places(self, choices: Mapping[int, str]) -> None:
        """Let one of these be chosen, by key and title."""
        field: Any = self.fields["place"]
        rows = ((str(key), title) for key, title in choices.items())
        field.choices = [("", _("no place yet, or online only")), *rows]


class OccurrenceForm(WhereForm):
    """Times are those of the clock of the edition. `wanted` is what it says, once it is valid."""

    field_order = ["day", "start", "end", "last_day", "all_day", "hours", "place", "room", "online_url", "capacity"]
    day = forms.DateField(label=gettext_lazy("day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    start = forms.TimeField(
        label=gettext_lazy("starts at"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    end = forms.TimeField(
        label=gettext_lazy("ends at"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    last_day = forms.DateField(
        label=gettext_lazy("last day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("If it ends on another day. What ends before 6 in the morning ends that night."),
    )
    all_day = forms.BooleanField(label=gettext_lazy("whole days, without hours"), required=False)
    hours = forms.CharField(
        label=gettext_lazy("hours of each day"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Of an exhibition: “Tuesday to Saturday, 2 p.m. to 6 p.m.”"),
    )
    status = forms.ChoiceField(label=gettext_lazy("state"), choices=Status.choices, initial=Status.CONFIRMED)
    note = forms.CharField(
        label=gettext_lazy("what to know of it"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Shown to everybody: why it is cancelled or postponed, which door to take."),
    )
    is_full = forms.BooleanField(label=gettext_lazy("full: no seat is left"), required=False)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, edition: EditionPage, places: Mapping[int, PlacePage], occurrence: Occurrence | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        self.edition, self.places, self.occurrence = edition, places, occurrence
        if occurrence:
            kwargs["initial"] = said_by(occurrence, edition) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        choices = {key: place.title for key, place in places.items()}
        if occurrence and occurrence.place:
            # One that is withdrawn stays where it was chosen.
            choices.setdefault(occurrence.place.pk, occurrence.place.title)
        self.offer_places(choices)

    @property
    def status_words(self) -> str:
        """The state of the occurrence as it is stored."""
        return str(Status(self.occurrence.status).label) if self.occurrence else ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return said
        when = self._when(said)
        try:
            check_when(when)
        except NotPossible as wrong:
            raise ValidationError(str(wrong)) from wrong
        if said["status"] in {Status.CANCELLED, Status.POSTPONED} and not said["note"]:
            self.add_error("note", _("Say why, in a few words: people who meant to come read it."))
        self.when = when
        return said

    def _when(self, said: Mapping[str, Any]) -> When:
        day, last = said["day"], said["last_day"] or said["day"]
        for name, one in (("day", day), ("last_day", last)):
            try:
                check_year(one)
            except NotPossible as wrong:
                raise ValidationError({name: str(wrong)}) from wrong
        zone = self.edition.zone
        if said["all_day"]:
            first, end = datetime.combine(day, time(), zone), datetime.combine(last, time(), zone)
            return whole_days(first, end, hours=said["hours"])
        if not said["start"] or not said["end"]:
            raise ValidationError(
                {
                    name: _("Give the hour, or say that it lasts whole days.")
                    for name in ("start", "end")
                    if not said[name]
                }
            )
        if not said["last_day"] and said["end"] <= said["start"] and said["end"] <= NIGHT_ENDS:
            last = _next_day(day)
        start, end = datetime.combine(day, said["start"], zone), datetime.combine(last, said["end"], zone)
        for name, moment in (("start", start), ("end", end)):
            if not exists(moment):
                raise ValidationError({name: _("This hour does not exist that night: the clock goes forward over it.")})
        return When(starts_at=start, ends_at=end, hours=said["hours"])

    def wanted(self) -> Wanted:
        """What a valid form says."""
        said = self.cleaned_data
        key = int(said["place"]) if said["place"] else 0
        place = self.places.get(key) or (self.occurrence.place if self.occurrence and key else None)
        return Wanted(
            when=self.when, where=Where(place=place, room=said["room"], online_url=said["online_url"]),
            status=said["status"], note=said["note"], capacity=said["capacity"], is_full=said["is_full"],
        )  # fmt: skip


def _next_day(day: date) -> date:
    """The day after; the last day that there is stays, and `check_when` speaks of its year."""
    return day + timedelta(days=1) if day < date.max else day


def said_by(occurrence: Occurrence, edition: EditionPage) -> dict[str, Any]:
    """What the form says of an occurrence as it is, and the stamp of that."""
    start, end = edition.local(occurrence.starts_at), edition.local(occurrence.ends_at)
    last = (end - timedelta(seconds=1)).date() if occurrence.all_day else end.date()
    in_that_night = (
        not occurrence.all_day and last == _next_day(start.date()) and end.time() <= min(NIGHT_ENDS, start.time())
    )
    return {
        "day": start.date(),
        "start": None if occurrence.all_day else start.time(),
        "end": None if occurrence.all_day else end.time(),
        "last_day": None if last == start.date() or in_that_night else last,
        "all_day": occurrence.all_day,
        "hours": occurrence.hours,
        "place": str(occurrence.place_id or ""),
        "room": occurrence.room,
        "online_url": occurrence.online_url,
        "capacity": occurrence.capacity,
        "status": occurrence.status,
        "note": occurrence.status_note,
        "is_full": occurrence.is_full,
        "seen": stamp(occurrence),
    }
