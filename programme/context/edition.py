"""The programme of an edition as its page shows it: which of it, by what, and the ways to the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.context.filter_form import chips, filter_groups, held, matching, ways_out
from programme.context.filters import read_filters
from programme.context.groupings import Grouping, GroupingKey, association_keys, place_keys, theme_keys
from programme.context.rows import rows_of
from programme.context.values import DAY_BEGINS
from programme.context.when import day_in_words, month_in_words, time_in_words, weekday_in_words
from web.pagination import pagination_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import QueryDict

    from programme.context.filters import Filters, Problem
    from programme.context.rows import Row
    from programme.context.values import Occasion, Programme

LIST, GRID, PLACES, THEMES, ASSOCIATIONS = "liste", "grille", "lieux", "themes", "associations"
VIEWS = (LIST, GRID, PLACES, THEMES, ASSOCIATIONS)
NOW, PAST = "maintenant", "passe"
MAP, FAVOURITES, TAKE_AWAY = "carte/", "favoris/", "emporter/"  # pages of their own below the edition
# A page of more is shown a day at a time, or in pages: some 1 kB each, a tenth of it on the way to the reader.
MOST_AT_ONCE = 100
SOON = timedelta(hours=3)
NEXT_ONES = 6
SUNDAY = 6  # of `date.weekday`
MOST_DAYS_IN_A_ROW = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for beside filters: how it is shown, and when it is."""

    view: str = LIST
    when: str = ""
    page: int = 1

    def pairs(self) -> list[tuple[str, str]]:
        view = [("vue", self.view)] if self.view != LIST else []
        return view + ([("quand", self.when)] if self.when else [])


@dataclass(frozen=True, slots=True)
class Slot:
    """What begins at one time of a day."""

    time: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Day:
    key: str
    title: str
    rows: list[Row]
    slots: list[Slot]
    is_today: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One day, or one month, of the row that leads through them; `url` is empty where nothing takes place."""

    label: str
    short: str
    number: str
    count: int
    url: str
    is_current: bool
    is_today: bool = False
    is_over: bool = False


def read_asked(data: QueryDict) -> tuple[Asked, list[Problem]]:
    """How somebody wants to see it, and sentences for what no view is called."""
    problems = []
    view, when, page = data.get("vue", ""), data.get("quand", ""), data.get("page", "")
    if view and view not in VIEWS:
        problems.append(("vue", _("There is no view “%(value)s”: here is the list.") % {"value": view[:40]}))
        view = ""
    if when and when not in {NOW, PAST}:
        problems.append(
            ("quand", _("“%(value)s” is not a time to look at: here is everything.") % {"value": when[:40]})
        )
        when = ""
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len("100000") else 1
    return Asked(view or LIST, when, max(number, 1)), problems


def edition_context(programme: Programme, data: QueryDict, *, now: datetime) -> dict[str, Any]:
    """All that templates/programme/edition_page.html names beside the page: no query."""
    return _Shown(programme, data, now).context()


def elsewhere_context(
    programme: Programme, data: QueryDict, *, now: datetime, path: str, along: Iterable[tuple[str, str]] = ()
) -> tuple[list[Occasion], Filters, dict[str, Any]]:
    """The same filters on a page of its own below the edition, at `path`: what is found, by what, and the ways on.

    `along` are parameters of that page, which its links take along. On the map, what lasts all year is what is to come.
    """
    shown = _Shown(programme, data, now, path=path, along=tuple(along))
    found = shown.in_time(shown.found) if path == MAP else shown.found
    return found, shown.filters, shown.common()


class _Shown:
    def __init__(
        self,
        programme: Programme,
        data: QueryDict,
        now: datetime,
        path: str = "",
        along: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.programme = programme
        self.path, self.along = path, along
        self.filters, problems = read_filters(data)
        self.asked, more = read_asked(data)
        self.problems = [*problems, *more, *self.filters.unknown_in(programme)]
        self.now = now.astimezone(programme.zone)
        self.today = (self.now - DAY_BEGINS).date()
        self.judged = held(programme, self.filters)
        self.found = matching(self.judged)

    def common(self) -> dict[str, Any]:
        """What every way to see the programme shows around it."""
        return {
            "programme": self.programme,
            "filters": self.filters,
            "asked": self.asked,
            "query": self.filters.query(),
            "problems": [message for _name, message in self.problems],
            "chips": chips(self.programme, self.filters, self.url),
            "groups": filter_groups(self.programme, self.filters, self.judged),
            "hidden": self._hidden(),
            "unfiltered_url": self.url(type(self.filters)()),
            "views": self._views(),
            "steps": self._days_to_choose(),
            "action": self.programme.url + self.path,
            "now_url": self._now_url(),
            "past_url": self.url(self.filters.without("jour").without("mois"), when=PAST),
            "weekend_url": self._weekend(),
            "is_now": self.asked.when == NOW,
            "is_past": self.asked.when == PAST,
            "is_empty": not self.found,
            "ways_out": [] if self.found else ways_out(self.programme, self.filters, self.url),
            "has_nothing": not self.programme.occasions,
            "count": len({one.event.key for one in self.found}),
        }

    def context(self) -> dict[str, Any]:
        short = [one for one in self.found if not one.is_long]
        long = [one for one in self.found if one.is_long]
        if self.asked.when == NOW:
            return {**self.common(), **self._now(short, long)}
        if self.asked.view in {PLACES, THEMES, ASSOCIATIONS}:
            return {**self.common(), "groupings": self._groupings(), "long": []}
        return {**self.common(), **self._by_day(short), "long": rows_of(self._long_of_today(long))}

    def url(self, filters: Filters, *, view: str | None = None, when: str | None = None, page: int = 1) -> str:
        """The address of this view, or of another one of the edition, with these filters."""
        if self.path and view is None and when is None:
            return self._below(self.path, filters, self.along)
        asked = replace(
            self.asked, view=self.asked.view if view is None else view, when=self.asked.when if when is None else when
        )
        query = filters.query(asked.pairs() + ([("page", str(page))] if page > 1 else []))
        return f"{self.programme.url}?{query}" if query else self.programme.url

    def _below(self, path: str, filters: Filters, along: Iterable[tuple[str, str]] = ()) -> str:
        query = filters.query(along)
        return f"{self.programme.url}{path}?{query}" if query else self.programme.url + path

    def _weekend(self) -> str:
        """Where this weekend is, or the one that comes; empty where nothing takes place then."""
        saturday = self.today + timedelta(days=SUNDAY - 1 - self.today.weekday())
        days = (saturday, saturday + timedelta(days=1))
        cleared = self.filters.without("mois")
        there = any(one.day in days for one in matching(self.judged, but_for="jour") if not one.is_long)
        if not there:
            return ""
        if self.path:
            return self.url(replace(cleared, days=days))
        view = self.asked.view if self.asked.view in {LIST, GRID} else LIST
        return self.url(replace(cleared, days=days), view=view, when="")

    def _hidden(self) -> list[tuple[str, str]]:
        """What the form of filters takes along though it has no field for it."""
        dated = [pair for pair in self.filters.pairs() if pair[0] in {"jour", "mois"}]
        return [*(self.along if self.path else self.asked.pairs()), *dated]

    def _now_url(self) -> str:
        """Nothing is on any more once all is over."""
        to_come = any(one.end > self.now for one in self.programme.occasions)
        asked = to_come or self.asked.when == NOW
        return self.url(self.filters.without("jour").without("mois"), when=NOW) if asked else ""

    def _views(self) -> list[dict[str, Any]]:
        names = {
            LIST: pgettext("a view", "List"), GRID: pgettext("a view", "Grid"), PLACES: _("By place"),
            THEMES: _("By theme"), ASSOCIATIONS: _("By association"),
        }  # fmt: skip
        when = PAST if self.asked.when == PAST else ""
        views = [
            {
                "label": label, "url": self.url(self.filters, view=key, when=when),
                "is_current": not self.path and key == self.asked.view and self.asked.when != NOW,
            }
            for key, label in names.items()
        ]  # fmt: skip
        on_map = self._below(MAP, self.filters)
        return [*views, {"label": _("Map"), "url": on_map, "is_current": self.path == MAP}]

    # Days and months

    def _days_to_choose(self) -> list[Step]:
        """The days of a festival; the months of what lasts all year, or longer than a row holds."""
        name = "mois" if self.by_month else "jour"
        counts: dict[str, int] = defaultdict(int)
        for one in matching(self.judged, but_for=name):
            if not one.is_long:
                counts[f"{one.day:%Y-%m}" if self.by_month else one.day.isoformat()] += 1
        chosen = self.filters.months if self.by_month else tuple(day.isoformat() for day in self.filters.days)
        keys = sorted({*counts, *chosen, *self._festival_days()})
        if self.by_month and self.asked.when != PAST:
            keys = [key for key in keys if key >= f"{self.today:%Y-%m}" or key in chosen]
        cleared = self.filters.without("jour").without("mois")
        return [self._step(key, counts.get(key, 0), cleared, is_current=chosen == (key,)) for key in keys]

    @property
    def by_month(self) -> bool:
        first, last = self.programme.starts_on, self.programme.ends_on
        return self.programme.all_year or not first or not last or (last - first).days > MOST_DAYS_IN_A_ROW

    def _festival_days(self) -> Iterable[str]:
        first, last = self.programme.starts_on, self.programme.ends_on
        if self.by_month or first is None or last is None:
            return []
        return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]

    def _step(self, key: str, count: int, cleared: Filters, *, is_current: bool) -> Step:
        when = "" if self.asked.when == NOW else None
        if self.by_month:
            day, chosen = date.fromisoformat(f"{key}-01"), replace(cleared, months=(key,))
            label, short, number = month_in_words(day), "", month_in_words(day)
        else:
            day = date.fromisoformat(key)
            chosen = replace(cleared, days=(day,))
            label, short, number = day_in_words(day), weekday_in_words(day), str(day.day)
        url = self.url(chosen, when=when) if count or is_current else ""
        now = f"{self.today:%Y-%m}" if self.by_month else self.today.isoformat()
        # Of a festival that is over, no day is more over than the others.
        is_over = key < now and any(one.last_day >= self.today for one in self.programme.occasions)
        return Step(label, short, number, count, url, is_current, key == now, is_over)

    def _by_day(self, short: list[Occasion]) -> dict[str, Any]:
        shown, only = self._chosen_days(short)
        pages = max(1, -(-len(shown) // MOST_AT_ONCE))
        page = min(self.asked.page, pages)
        numbers = pagination_context(page, total=pages, url_of=lambda number: self.url(self.filters, page=number))
        part = shown[(page - 1) * MOST_AT_ONCE : page * MOST_AT_ONCE]
        days = [self._day(day, list(ones)) for day, ones in groupby(part, key=lambda one: one.day)]
        over, to_come = self._over_and_to_come(days)
        return {"days": to_come, "days_over": over, "only_day": day_in_words(only) if only else "", **numbers}

    def _over_and_to_come(self, days: list[Day]) -> tuple[list[Day], list[Day]]:
        """While a festival lasts, its days that are over stand apart, folded; afterwards none is to come."""
        is_asked = self.by_month or self.filters.days
        over = [] if is_asked else [day for day in days if day.key < self.today.isoformat()]
        return (over, days[len(over) :]) if len(over) < len(days) else ([], days)

    def _chosen_days(self, short: list[Occasion]) -> tuple[list[Occasion], date | None]:
        """What is listed; and the one day of it where there would be too much at once."""
        if self.filters.days or self.filters.months:
            return short, None
        if self.by_month:
            past = [one for one in short if one.last_day < self.today]
            if self.asked.when == PAST:
                return past[::-1], None
            return [one for one in short if one.last_day >= self.today], None
        if len(short) <= MOST_AT_ONCE:
            return short, None
        days = sorted({one.day for one in short})
        day = next((day for day in days if day >= self.today), days[0])
        return [one for one in short if one.day == day], day

    def _day(self, day: date, ones: list[Occasion]) -> Day:
        rows = rows_of(ones)
        slots = [Slot(time, list(of_slot)) for time, of_slot in groupby(rows, key=_time_of)]
        with_year = self.by_month
        return Day(day.isoformat(), day_in_words(day, with_year=with_year), rows, slots, day == self.today)

    def _long_of_today(self, long: list[Occasion]) -> list[Occasion]:
        """Of what lasts all year, what is over stays with the past."""
        if not self.by_month or self.filters.days or self.filters.months:
            return long
        if self.asked.when == PAST:
            return [one for one in long if one.last_day < self.today]
        return [one for one in long if one.last_day >= self.today]

    # Now

    def _now(self, short: list[Occasion], long: list[Occasion]) -> dict[str, Any]:
        on, soon, after = now_and_soon(short, self.now)
        still = [one for one in long if one.start <= self.now < one.end]
        return {
            "on_now": rows_of(on), "soon": rows_of(soon), "after": rows_of(after), "long": rows_of(still),
            "clock": time_in_words(self.now), "today": day_in_words(self.now.date()),
        }  # fmt: skip

    # By place, theme, association

    def _groupings(self) -> list[Grouping]:
        by: dict[str, Callable[[Occasion], list[GroupingKey]]] = {
            PLACES: place_keys, THEMES: theme_keys, ASSOCIATIONS: association_keys,
        }  # fmt: skip
        found = self.in_time(self.found)
        grouped: dict[GroupingKey, list[Occasion]] = defaultdict(list)
        for one in found:
            for key in by[self.asked.view](one):
                grouped[key].append(one)
        whole = len(found) <= MOST_AT_ONCE
        groupings = []
        for (_order, title, detail, url, pair), ones in sorted(grouped.items(), key=lambda item: item[0]):
            over, rest = self._over_and_the_rest(ones, among=found) if whole else ([], [])
            groupings.append(
                Grouping(title, detail, url, self._grouping_url(pair), rows_of(rest), rows_of(over), len(ones))
            )
        return groupings

    def _over_and_the_rest(self, ones: list[Occasion], among: list[Occasion]) -> tuple[list[Occasion], list[Occasion]]:
        """As the days that are over, unless somebody asks for a day, or nothing is to come any more."""
        if self.filters.days or not any(one.end > self.now for one in among):
            return [], ones
        return [one for one in ones if one.end <= self.now], [one for one in ones if one.end > self.now]

    def in_time(self, found: list[Occasion]) -> list[Occasion]:
        if not self.by_month or self.filters.days or self.filters.months:
            return found
        past = self.asked.when == PAST
        return [one for one in found if (one.last_day < self.today) == past]

    def _grouping_url(self, pair: tuple[str, str]) -> str:
        name, value = pair
        if not name:
            return ""
        fields = {"lieu": "places", "theme": "themes", "association": "associations"}
        one_of_it: dict[str, Any] = {fields[name]: (value,)}
        return self.url(replace(self.filters, **one_of_it), view=LIST)


def now_and_soon(occasions: Iterable[Occasion], now: datetime) -> tuple[list[Occasion], list[Occasion], list[Occasion]]:
    """What is on, what begins within three hours, and some of the next ones, so that nobody is left with nothing."""
    listed = list(occasions)
    on = [one for one in listed if one.start <= now < one.end]
    soon = [one for one in listed if now < one.start <= now + SOON]
    after = [one for one in listed if one.start > now + SOON][:NEXT_ONES]
    return on, soon, after


def _time_of(row: Row) -> str:
    return row.hours if row.all_day else time_in_words(row.start)
