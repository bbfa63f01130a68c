"""Which reports are shown, and who decides on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Max, Q, Value
from django.db.models.functions import Concat

from commons.library.models import LicensedImage
from commons.runs.models import Run
from wiki import looked_after
from wiki.visibility import may_review

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet
    from wagtail.models import Page


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
    """Where a page was run, as anybody may read it, the most frequent first; one query."""
    rows = shown_runs(page).order_by().values_list("town", "place").annotate(times=Count("pk"))
    return [PlaceTimes(*row) for row in rows.order_by("-times", "town", "place")[:MOST_PLACES]]


def places_together(pages: Any) -> list[PlaceTimes]:
    """Where these pages (keys, or a query of keys) were run, the most frequent first; one query."""
    shown = Run.objects.filter(page__in=pages, page__live=True, state=Run.State.SHOWN).order_by()
    rows = shown.values_list("town", "place").annotate(times=Count("pk"))
    return [PlaceTimes(*row) for row in rows.order_by("-times", "town", "place")[:MOST_PLACES]]


def pages_with_a_report_of(picture: Any) -> Iterable[int]:
    """Keys of the pages with a report that is shown and has this picture; none for another kind of file."""
    if not isinstance(picture, LicensedImage):
        return []
    return Run.objects.filter(picture=picture.pk, state=Run.State.SHOWN).order_by().values_list("page", flat=True)


def told(pages: Iterable[int]) -> Mapping[int, Told]:
    """Of pages by key, what anybody may read of how often they were run; one query, those never run left out."""
    rows = Run.objects.filter(page__in=list(pages), state=Run.State.SHOWN).order_by().values_list("page")
    counted = rows.annotate(runs=Count("pk"), places=_PLACES, last=Max("ran_on"))
    return {page: Told(runs, places, last) for page, runs, places, last in counted}


def told_together(pages: Any) -> Told:
    """The same of all these pages (keys, or a query of keys) at once; one query."""
    rows = Run.objects.filter(page__in=pages, page__live=True, state=Run.State.SHOWN)
    found = rows.aggregate(runs=Count("pk"), places=_PLACES, last=Max("ran_on"))
    return Told(**found)


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
