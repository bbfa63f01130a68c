"""When an event takes place, as it is typed: rows by the clock on the wall, and the helper that makes some."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.context.when import day_in_words, period_in_words, time_in_words
from programme.domain.changes import NotPossible
from programme.domain.occurrences import MOST_OCCURRENCES, When, check_when, whole_days
from programme.domain.recurrence import LAST, MOST_WEEKS, Made, Rule, occurrences, on_the_wall

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from community.models import PlacePage

# Rows that are drawn as fields; those beyond it as a line with a box to take them out: each list of places is long.
MOST_OPEN = 60
# Names of a row's fields, as they are stored.
ROW = ("uuid", "day", "starts", "ends", "until", "hours", "place")


class DateField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


class ClockField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        formats = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H h %M", "%H h"]
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, input_formats=formats, **kwargs)


class TimeForm(forms.Form):
    """One time. Without hours it lasts the whole day; until another day it lasts whole days, with hours of each."""

    uuid = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    day = DateField(label=_("Day"))
    starts = ClockField(label=pgettext_lazy("a time", "From"), required=False)
    ends = ClockField(label=pgettext_lazy("a time", "To"), required=False)
    until = DateField(label=_("Last day, if it lasts several"), required=False)
    hours = forms.CharField(label=_("Hours of each of these days"), required=False, max_length=200)
    place = forms.ChoiceField(label=_("Elsewhere than at the place above"), required=False)

    def __init__(self, *args: Any, zone: ZoneInfo, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        field: Any = self.fields["place"]
        field.choices = [("", "—"), *places]
        self.when: When | None = None

    def clean(self) -> Any:
        said = super().clean()
        values = self.cleaned_data
        if not self.errors:
            if values.get("ends") and not values.get("starts"):
                self.add_error("starts", _("Say when it begins too."))
            elif values.get("starts") and not values.get("ends"):
                self.add_error("ends", _("Say when it ends too."))
        if not self.errors:
            self._read()
        return said

    def _read(self) -> None:
        values = self.cleaned_data
        day, until = values["day"], values["until"]
        if until and until < day:
            self.add_error("until", _("The last day comes before the first one."))
            return
        try:
            self.when = self._when(day, until)
            check_when(self.when)
        except (NotPossible, OverflowError) as error:
            self.when = None
            self.add_error(
                "until" if until else "day", str(error) if isinstance(error, NotPossible) else _("Check the year.")
            )

    def _when(self, day: date, until: date | None) -> When:
        values = self.cleaned_data
        starts, ends = values["starts"], values["ends"]
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        if until and until > day:
            hours = values["hours"]
            if not hours and starts:
                hours = f"{time_in_words(starts)} – {time_in_words(ends)}"
            return whole_days(midnight, midnight + (until - day), hours=hours)
        if not starts:
            return whole_days(midnight, midnight, hours=values["hours"])
        start, end = on_the_wall(day, starts, ends, self.zone)
        return When(starts_at=start, ends_at=end)

    @property
    def line(self) -> str:
        """What it says, in words; what was typed, where that is wrong."""
        if self.errors or self.when is None:
            said = (str(self.data.get(self.add_prefix(name), "")) for name in ("day", "starts", "ends", "until"))
            return " ".join(filter(None, said))
        start, end = self.when.starts_at, self.when.ends_at
        field: Any = self.fields["place"]
        where = dict(flatten_choices(field.choices)).get(self.cleaned_data["place"] or None, "")
        if self.when.all_day:
            words = period_in_words(start.date(), (end - timedelta(days=1)).date(), with_year=True)
        else:
            day = day_in_words(start.date(), with_year=True)
            words = f"{day}, {time_in_words(start)} – {time_in_words(end)}"
        return ", ".join(filter(None, (words, where)))

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Names and values of its fields, to be sent again as they are."""
        return [(self.add_prefix(name), str(self.data.get(self.add_prefix(name), ""))) for name in ROW]

    @property
    def is_empty(self) -> bool:
        """A row that nobody filled in says nothing, and is not wrong."""
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("day", "starts", "ends"))


class RepeatForm(forms.Form):
    """“Every Wednesday from 2 to 4 p.m., not in the holidays”: makes rows, and is forgotten."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=[
            ("w1", _("every week")), ("w2", _("every second week")), ("w3", _("every third week")),
            ("w4", _("every fourth week")), ("m1", _("the first of each month")), ("m2", _("the second of each month")),
            ("m3", _("the third of each month")), ("m4", _("the fourth of each month")),
            (f"m{LAST}", _("the last of each month")),
        ],
    )  # fmt: skip
    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"))
    starts = ClockField(label=pgettext_lazy("a time", "From"))
    ends = ClockField(label=pgettext_lazy("a time", "To"))
    no_holidays = forms.BooleanField(label=_("Not on public holidays"), required=False)
    no_school_holidays = forms.ChoiceField(
        label=_("Not in school holidays"),
        required=False,
        choices=[
            ("", _("they do not matter")), ("B", _("zone B (Brest, Rennes, Nantes, Lille, Marseille…)")),
            ("A", _("zone A (Bordeaux, Lyon, Besançon…)")), ("C", _("zone C (Paris, Toulouse, Montpellier…)")),
        ],
    )  # fmt: skip

    def made(self, zone: ZoneInfo) -> Made | None:
        """The times that it gives; None, with a sentence, for a rule that gives none."""
        values = self.cleaned_data
        kind, number = values["rhythm"][0], int(values["rhythm"][1:])
        rule = Rule(
            first=values["first"], last=values["last"], starts=values["starts"], ends=values["ends"],
            weekdays=frozenset(values["weekdays"]), every=min(number, MOST_WEEKS) if kind == "w" else 1,
            nth=number if kind == "m" else None, without_public_holidays=values["no_holidays"],
            school_zone=values["no_school_holidays"],
        )  # fmt: skip
        try:
            return occurrences(rule, zone)
        except NotPossible as error:
            self.add_error(None, str(error))
            return None


def rows_in(post: Mapping[str, Any]) -> list[dict[str, str]]:
    """Rows of a form that was sent, as they were typed, those that say to go left out; 400 at most."""
    try:
        count = min(int(post.get("rows", "0")), MOST_OCCURRENCES + 1)
    except ValueError:
        count = 0
    rows = []
    for number in range(max(0, count)):
        if post.get(f"t{number}-gone"):
            continue
        row = {name: _plain(post.get(f"t{number}-{name}", "")) for name in ROW}
        if any(row[name] for name in ("day", "starts", "ends", "until")):
            rows.append(row)
    return rows[:MOST_OCCURRENCES]


def rows_of(made: Made, known: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows for what a rule made, without those that are there."""
    there = {(row.get("day"), row.get("starts")) for row in known}
    rows = []
    for start, end in made.times:
        row = {"day": start.date().isoformat(), "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"}
        if (row["day"], row["starts"]) not in there:
            rows.append({**dict.fromkeys(ROW, ""), **row})
    return rows


def row_of_time(*, uuid: str, start: datetime, end: datetime, all_day: bool, hours: str, place: str) -> dict[str, str]:
    """An occurrence as a row; `start` and `end` by the clock of the edition."""
    row = {**dict.fromkeys(ROW, ""), "uuid": uuid, "day": start.date().isoformat(), "hours": hours, "place": place}
    if all_day:
        last = (end - timedelta(seconds=1)).date()
        return {**row, "until": last.isoformat() if last != start.date() else ""}
    return {**row, "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"}


def row_in_words(row: Mapping[str, str]) -> str:
    """“samedi 2 octobre, 14 h – 16 h”; of whole days their first and last one."""
    days = [date.fromisoformat(row[name]) for name in ("day", "until") if row.get(name)]
    hours = [time.fromisoformat(row[name]) for name in ("starts", "ends") if row.get(name)]
    parts = [" – ".join(map(day_in_words, days)), " – ".join(map(time_in_words, hours)) or row.get("hours", "")]
    return ", ".join(filter(None, parts))


def forms_of(rows: Iterable[Mapping[str, str]], *, zone: ZoneInfo, places: Any) -> list[TimeForm]:
    """A form for each row, numbered in their order."""
    made = []
    for number, row in enumerate(rows):
        data = {f"t{number}-{name}": row.get(name, "") for name in ROW}
        made.append(TimeForm(data, prefix=f"t{number}", zone=zone, places=places))
    return made


def place_choices(places: Iterable[PlacePage]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places under the name of their neighbourhood, for a list to choose from."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        groups.setdefault(place.neighbourhood or place.town or "…", []).append((str(place.pk), place.title))
    return sorted(groups.items(), key=lambda group: group[0].casefold())


def _plain(value: Any) -> str:
    return str(value).replace("\x00", "").strip()[:500]
