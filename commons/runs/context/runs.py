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
from commons.runs.models import Run
from commons.runs.queries import NEVER, may_decide, shown_runs, told
from community.permissions.visibility import in_the_open
from design.addresses import address
from legaltools import catalogue
from web.pagination import pagination_context

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from commons.runs.queries import Told

MOST_BESIDE = 3
MOST_PLACES = 200
PER_PAGE = 20


def counted_words(how_often: Told) -> str:
    """“Run 7 times in 4 places, last on 3 March 2026.”; "" for what nobody has run."""
    if not how_often.runs:
        return ""
    times = ngettext("Run %(count)d time", "Run %(count)d times", how_often.runs) % {"count": how_often.runs}
    places = ngettext("in %(count)d place", "in %(count)d places", how_often.places) % {"count": how_often.places}
    last = date_format(how_often.last, "DATE_FORMAT") if how_often.last else ""
    return _("%(times)s %(places)s, last on %(day)s.") % {"times": times, "places": places, "day": last}


def beside(page: Any) -> dict[str, Any]:
    """What components/runs.html draws on the page itself; {} of a page that one does not run. Two queries at most."""
    if hasattr(page, "runs_drawn"):
        drawn: dict[str, Any] = page.runs_drawn
        return drawn
    return _beside(page) if may_be_run(page) else {}


def _beside(page: Any) -> dict[str, Any]:
    how_often = told([page.pk]).get(page.pk, NEVER)
    latest = shown_runs(page).values_list("place", "ran_on")[:MOST_BESIDE] if how_often.runs else ()
    url = f"{address(page)}animations/"
    return {
        "said": counted_words(how_often),
        "times": how_often.runs,
        "latest": [{"place": place, "day": day} for place, day in latest],
        "url": url,
        "report_url": f"{url}raconter/",
    }


def runs_page(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What runs/list.html draws: the places, and the reports page by page. The same queries however many there are."""
    shown = Paginator(shown_runs(page).select_related("picture", "author"), PER_PAGE)
    one = shown.get_page(request.GET.get("page"))
    places = Counter(shown_runs(page).order_by().values_list("place", flat=True))
    user: Any = request.user
    decides = user.is_authenticated and may_decide(user, page)
    return {
        "reports": _rows(list(one)),
        "times": shown.count,
        "place_count": len(places),
        "places": [{"name": name, "times": times} for name, times in places.most_common(MOST_PLACES)],
        "waiting": _waiting(page) if decides else [],
        "decides": decides,
        "report_url": f"{address(page)}animations/raconter/",
        **pagination_context(one.number, total=shown.num_pages, url_of=lambda number: f"?page={number}"),
    }


def _waiting(page: Any) -> list[dict[str, Any]]:
    rows = Run.objects.filter(page=page.pk, state=Run.State.WAITING).order_by("sent_at", "pk")[:PER_PAGE]
    return [{"place": run.place, "day": run.ran_on, "url": reverse("review_run", args=[run.pk])} for run in rows]


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
        "place": run.place,
        "people": run.people,
        "audience": run.audience,
        "changed": run.changed,
        "name": run.teller,
        "language": run.language,
        "image": picture_element(picture, sizes="(min-width: 40rem) 20rem, 92vw") if picture else "",
        "image_credit": mark_safe(picture_credit(picture)) if picture else "",  # noqa: S308 -- legaltools escapes it
    }


def known_places(page: Any) -> list[str]:
    """Places to offer while somebody types: those where the workshop was run, and those of the associations here."""
    from community.queries import public_associations  # noqa: PLC0415 -- asked for by the form alone

    here = shown_runs(page).order_by().values_list("place", flat=True).distinct()[:MOST_PLACES]
    territories = public_associations().exclude(territory="").order_by().values_list("territory", flat=True).distinct()
    return sorted({*here, *territories[:MOST_PLACES]})


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
