"""Which reports are shown, and who decides on one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Max, Q, Value
from django.db.models.functions import Concat

from commons.library.models import LicensedImage
from commons.runs.models import Run
from commons.runs.sessions import over, sessions_of
from wiki import looked_after
from wiki.visibility import may_review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet
    from wagtail.models import Page

    from commons.runs.sessions import Session


class Told(NamedTuple):
    """How often something was run, in how many places, and when last."""

    runs: int
    places: int
    last: date | None


class PlaceTimes(NamedTuple):
    """How often something was run in a place of a town; either may be "" where it was not told."""

    town: str
    place: str
    times: int


NEVER = Told(0, 0, None)
MOST_PLACES = 2000
_PLACES = Count(Concat("town", Value("/"), "place"), distinct=True)


def shown_runs(page: Page) -> QuerySet[Run]:
    """The reports of a page that anybody may read, the latest first."""
    return Run.objects.filter(page=page.pk, state=Run.State.SHOWN)


def times_by_place(page: Page) -> list[PlaceTimes]:
    """Where a page was run, as anybody may read it, the most frequent first; one query, two of what events used."""
    rows = shown_runs(page).order_by().values_list("town", "place").annotate(times=Count("pk"))
    return _by_place(rows, announced_of([page.pk]))


def places_together(pages: Any) -> list[PlaceTimes]:
    """Where these pages (keys, or a query of keys) were run, the most frequent first; one query, three of events."""
    rows = _reported(pages).values_list("town", "place").annotate(times=Count("pk"))
    return _by_place(rows, announced_of(pages))


def _by_place(rows: Any, announced: Mapping[int, list[Session]]) -> list[PlaceTimes]:
    times: Counter[tuple[str, str]] = Counter()
    for town, place, count in rows.order_by("-times", "town", "place")[:MOST_PLACES]:
        times[town, place] += count
    times.update((one.town, one.place) for sessions in announced.values() for one in sessions)
    found = [PlaceTimes(town, place, count) for (town, place), count in times.items()]
    return sorted(found, key=lambda one: (-one.times, one.town, one.place))


def announced_of(pages: Any) -> dict[int, list[Session]]:
    """By page, the times that it was run at an event and that no report tells of. One query, none without events.

    A query of keys is one more.
    """
    over_by_page = {page: past for page, found in sessions_of(pages).items() if (past := over(found))}
    if not over_by_page:
        return {}
    shown = Run.objects.filter(page__in=list(over_by_page), state=Run.State.SHOWN).order_by()
    told_of = set(shown.values_list("page", "ran_on", "town"))
    left = {
        page: [one for one in past if (page, one.day, one.town) not in told_of] for page, past in over_by_page.items()
    }
    return {page: sessions for page, sessions in left.items() if sessions}


def _reported(pages: Any) -> QuerySet[Run]:
    return Run.objects.filter(page__in=pages, page__live=True, state=Run.State.SHOWN).order_by()


def pages_with_a_report_of(picture: Any) -> Iterable[int]:
    """Keys of the pages with a report that is shown and has this picture; none for another kind of file."""
    if not isinstance(picture, LicensedImage):
        return []
    return Run.objects.filter(picture=picture.pk, state=Run.State.SHOWN).order_by().values_list("page", flat=True)


def told(pages: Iterable[int]) -> Mapping[int, Told]:
    """Of pages by key, what anybody may read of how often they were run; those never run are left out.

    One query, and two of those that events used.
    """
    keys = list(pages)
    rows = Run.objects.filter(page__in=keys, state=Run.State.SHOWN).order_by().values_list("page")
    counted = rows.annotate(runs=Count("pk"), places=_PLACES, last=Max("ran_on"))
    found = {page: Told(runs, places, last) for page, runs, places, last in counted}
    announced = announced_of(keys)
    if announced:
        where: dict[int, set[tuple[str, str]]] = {page: set() for page in announced}
        shown = Run.objects.filter(page__in=list(announced), state=Run.State.SHOWN).order_by()
        for page, town, place in shown.values_list("page", "town", "place").distinct():
            where[page].add((town, place))
        found |= {page: with_announced(found.get(page, NEVER), some, where[page]) for page, some in announced.items()}
    return found


def told_together(pages: Any) -> Told:
    """The same of all these pages (keys, or a query of keys) at once; one query, and three where events used any."""
    rows = _reported(pages)
    found = Told(**rows.aggregate(runs=Count("pk"), places=_PLACES, last=Max("ran_on")))
    announced = [one for some in announced_of(pages).values() for one in some]
    if not announced:
        return found
    return with_announced(found, announced, set(rows.values_list("town", "place").distinct()))


def with_announced(found: Told, announced: list[Session], where: set[tuple[str, str]]) -> Told:
    """What reports tell, and these times beside; `where` are the towns and places of the reports."""
    places = where | {(one.town, one.place) for one in announced}
    days = [one.day for one in announced] + ([found.last] if found.last else [])
    return Told(found.runs + len(announced), len(places), max(days, default=None))


def may_decide(user: Any, page: Any) -> bool:
    """Whoever reviews the page, may change it, or is a member of the association that looks after it."""
    return may_review(user, page) or looked_after.may_verify(user, page)


def waiting_for(user: Any, decided: Any, members: Iterable[tuple[type[Page], str]]) -> QuerySet[Run]:
    """Reports that this person may decide on, the oldest first.

    `decided`: keys of the pages that they may publish. `members`: models with the lookup of their association's people.
    """
    mine = Q(page__in=decided)
    for model, lookup in members:
        own: Any = model.objects.filter(**{f"{lookup}__user": user}).order_by().values("pk")
        mine |= Q(page__in=own)
    waiting = Run.objects.filter(mine, state=Run.State.WAITING, page__live=True)
    return waiting.select_related("author").order_by("sent_at", "pk")
