"""Reports of a workshop as readers see them, as plain values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.library.rendering import picture_credit, picture_element, prepare_pictures
from commons.runs.kinds import may_be_run
from commons.runs.models import Run, where
from commons.runs.queries import (
    PlaceTimes,
    Told,
    announced_of,
    may_decide,
    places_together,
    shown_runs,
    times_by_place,
    told_together,
)
from commons.runs.sessions import over, sessions_of, to_come
from community.permissions.visibility import in_the_open
from design.addresses import address
from design.maps.drawn import Dot, maps_of
from design.maps.noted import MapNote
from design.maps.towns import largest_towns, town_of
from legaltools import catalogue
from web.pagination import pagination_context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from django.http import HttpRequest

    from commons.runs.sessions import Session
    from design.maps.drawn import DotMap

MOST_BESIDE = 3
MOST_PLACES = 200
MOST_RAN = 2000  # of one page, counted beside it
MOST_OFFERED, LARGEST_OFFERED = 50, 150  # places of these pages, and large towns, while somebody types
PER_PAGE = 20


def counted_words(how_often: Told) -> str:
    """“Run 7 times in 4 places, last on 3 March 2026.”; "" for what nobody has run."""
    if not how_often.runs:
        return ""
    times = ngettext("Run %(count)d time", "Run %(count)d times", how_often.runs) % {"count": how_often.runs}
    places = ngettext("in %(count)d place", "in %(count)d places", how_often.places) % {"count": how_often.places}
    last = date_format(how_often.last, "DATE_FORMAT") if how_often.last else ""
    return _("%(times)s %(places)s, last on %(day)s.") % {"times": times, "places": places, "day": last}


def noted_together(pages: Any, *, title: str, words: Callable[[Told], str]) -> MapNote | None:
    """How often and where these pages (keys, or a query of keys) were run; None where nobody did. Two queries at most.

    `words` say it in a sentence.
    """
    how_often = told_together(pages)
    if not how_often.runs:
        return None
    places = places_together(pages)
    towns: Counter[str] = Counter()
    for one in places:
        towns[one.town or one.place] += one.times
    return MapNote(
        title=title,
        said=words(how_often),
        about=_("A dot for each town, larger where they were run more often. The list below says the same."),
        maps=tuple(_maps(places)),
        towns=tuple(towns.most_common(MOST_PLACES)),
    )


def beside(page: Any) -> dict[str, Any]:
    """What components/runs.html draws on the page itself; {} of a page that one does not run. One query at most.

    What reports tell is drawn with the body of the page (`drawn_beside`); what events announced depends on the day.
    """
    drawn = page.runs_drawn if hasattr(page, "runs_drawn") else drawn_beside(page)
    sessions = sessions_of([page.pk]).get(page.pk, []) if drawn else []
    return {**drawn, **_with_sessions(drawn["ran"], sessions)} if sessions else drawn


def drawn_beside(page: Any) -> dict[str, Any]:
    """The part of it that stays the same until a report is shown: what reports tell. One query."""
    if not may_be_run(page):
        return {}
    ran = list(shown_runs(page).values_list("ran_on", "town", "place")[:MOST_RAN])
    url = f"{address(page)}animations/"
    return {"ran": ran, "url": url, "report_url": f"{url}raconter/", **_said(ran)}


def _said(ran: list[tuple[date, str, str]]) -> dict[str, Any]:
    """How often, where and when last, of days with their town and place, the last first."""
    if not ran:
        return {"said": "", "times": 0, "latest": [], "maps": []}
    places = Counter((town, place) for _day, town, place in ran)
    return {
        "said": counted_words(Told(len(ran), len(places), ran[0][0])),
        "times": len(ran),
        "latest": [{"place": where(place, town), "day": day} for day, town, place in ran[:MOST_BESIDE]],
        "maps": _maps(PlaceTimes(town, place, times) for (town, place), times in places.items()),
    }


def _with_sessions(ran: list[tuple[date, str, str]], sessions: list[Session]) -> dict[str, Any]:
    told_of = {(day, town) for day, town, _place in ran}
    announced = [(one.day, one.town, one.place) for one in over(sessions) if (one.day, one.town) not in told_of]
    all_of_it = sorted([*ran, *announced], key=lambda one: one[0], reverse=True)
    return {**_said(all_of_it), "coming": _coming(sessions)}


def _coming(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    return [_session(one) for one in to_come(sessions)[:MOST_BESIDE]]


def _session(one: Session) -> dict[str, Any]:
    return {"day": one.day, "title": one.title, "url": one.url, "place": where(one.place, one.town)}


def runs_page(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What runs/list.html draws: the places, and the reports page by page. The same queries however many there are."""
    shown = Paginator(shown_runs(page).select_related("picture", "author"), PER_PAGE)
    one = shown.get_page(request.GET.get("page"))
    places = times_by_place(page)
    announced, sessions = announced_of([page.pk]).get(page.pk, []), sessions_of([page.pk]).get(page.pk, [])
    user: Any = request.user
    decides = user.is_authenticated and may_decide(user, page)
    return {
        "reports": _rows(list(one)),
        "times": shown.count + len(announced),
        "announced": [_session(one) for one in announced[::-1][:PER_PAGE]],
        "coming": _coming(sessions),
        "place_count": len(places),
        "places": [{"name": where(one.place, one.town), "times": one.times} for one in places[:MOST_PLACES]],
        "maps": _maps(places),
        "waiting": _waiting(page) if decides else [],
        "decides": decides,
        "report_url": f"{address(page)}animations/raconter/",
        **pagination_context(one.number, total=shown.num_pages, url_of=lambda number: f"?page={number}"),
    }


def _waiting(page: Any) -> list[dict[str, Any]]:
    rows = Run.objects.filter(page=page.pk, state=Run.State.WAITING).order_by("sent_at", "pk")[:PER_PAGE]
    return [{"place": run.where, "day": run.ran_on, "url": reverse("review_run", args=[run.pk])} for run in rows]


def _rows(runs: list[Run]) -> list[dict[str, Any]]:
    pictures = in_the_open([run.picture for run in runs if run.picture])
    prepare_pictures(pictures)
    return [row(run, pictures) for run in runs]


def row(run: Run, pictures: Iterable[Any] = ()) -> dict[str, Any]:
    """A report as runs/report.html draws it."""
    picture = run.picture if run.picture in pictures else None
    return {
        "key": run.pk,
        "day": run.ran_on,
        "place": run.where,
        "people": run.people,
        "audience": run.audience,
        "changed": run.changed,
        "name": run.teller,
        "language": run.language,
        "image": picture_element(picture, sizes="(min-width: 40rem) 20rem, 92vw") if picture else "",
        "image_credit": mark_safe(picture_credit(picture)) if picture else "",  # noqa: S308 -- legaltools escapes it
    }


def _maps(places: Iterable[PlaceTimes]) -> list[DotMap]:
    """A dot a town, never a guess: what is no town of France, or may be several, stands in the list alone."""
    times: Counter[str] = Counter()
    for one in places:
        times[one.town] += one.times
    towns = ((town_of(name), count) for name, count in times.items() if name)
    return maps_of(
        Dot(town.latitude, town.longitude, town.label, count)
        for town, count in towns
        if town and town.latitude is not None and town.longitude is not None
    )


def known_places(page: Any) -> dict[str, list[str]]:
    """What to offer while somebody types: `towns` and `places` where the workshop was run, and the large towns."""
    here = times_by_place(page)[:MOST_OFFERED]
    towns = dict.fromkeys([*(one.town for one in here), *largest_towns(LARGEST_OFFERED)])
    places = dict.fromkeys(one.place for one in here)
    return {"towns": [name for name in towns if name], "places": [name for name in places if name]}


def review_context(run: Run, page: Any) -> dict[str, Any]:
    """What wiki/review/run.html draws."""
    return {
        "page": page,
        "title": page.title,
        "language": getattr(page, "language", "fr"),
        "page_url": address(page),
        "report": row(run),
        "sent_at": run.sent_at,
        "is_visitor": run.author_id is None,
        "is_shown": run.state == Run.State.SHOWN,
        "photo_url": reverse("run_photo", args=[run.pk]) if run.photo else "",
        "photo": {
            "shows": run.photo_shows,
            "by": run.photo_by,
            "licence": catalogue.get(run.photo_licence).label if run.photo_licence else "",
        },
        "reasons": reasons(),
    }


def reasons() -> list[str]:
    """Ready to be chosen by whoever does not show a report."""
    return [
        _("This is not the report of a workshop."),
        _("It names people, or lets one recognise them, and nobody knows whether they agreed."),
        _("The same workshop was told already."),
    ]
