"""How it went, and the archive, for those who coordinate an edition: parse, call, render."""

from __future__ import annotations

import csv
import logging
from io import StringIO
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exporting import builds
from markup.typography import file_size
from programme.archive import stored
from programme.context.closing import answers, deposit_rows, told_rows
from programme.context.figure_lines import figure_lines
from programme.context.selections import figures_of_edition
from programme.domain import freezing
from programme.domain.changes import NotPossible
from programme.domain.deposits import leave, take, waiting
from programme.domain.outcomes import ask_again, note_people
from programme.exports.table import DELIMITER, MARK
from programme.forms.people import PeopleForm
from programme.models import EventPage, Occurrence
from web.languages import current_language
from web.pagination import pagination_context
from web.spreadsheets import as_text, without_controls
from web.typed import words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from programme.models import Deposit, EditionPage

logger = logging.getLogger(__name__)
PER_PAGE = 50
LONGEST_NUMBER = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    if request.method != "POST":
        return _drawn(request, edition)
    done = _DONE.get(request.POST.get("do", ""))
    if done is None:
        raise Http404
    try:
        wrong = done(request, edition)
    except NotPossible as refused:
        messages.error(request, str(refused))
        return _drawn(request, edition, status=422)
    if wrong is not None:
        return _drawn(request, edition, status=422, wrong=wrong)
    return HttpResponseRedirect(request.get_full_path())


def _drawn(
    request: HttpRequest, edition: EditionPage, *, status: int = 200, wrong: dict[str, Any] | None = None
) -> HttpResponse:  # fmt: skip
    rows = told_rows(edition)
    total = max(1, -(-len(rows) // PER_PAGE))
    number = min(_number(request.GET.get("page", "")), total)
    context = {
        "page": edition, "nav": "programme", "tab": "closing", "answers": answers(rows),
        "rows": rows[(number - 1) * PER_PAGE :][:PER_PAGE], "wrong": wrong or {},
        "lines": figure_lines(figures_of_edition(edition)) if rows else [],
        "archive": _archive(edition), "files": deposit_rows(edition),
        **pagination_context(number, total=total, url_of=lambda page: f"?page={page}"),
    }  # fmt: skip
    return render(request, "programme/coordination/closing.html", context, status=status)


def _archive(edition: EditionPage) -> dict[str, Any]:
    found = stored.stored_archive(edition)
    if found is None:
        return {}
    return {
        "size": file_size(found.size, language=current_language()),
        "digest": found.digest,
        "is_withdrawn": stored.what_was_withdrawn(edition, found),
    }


def _number(typed: str) -> int:
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 1


def _people(request: HttpRequest, edition: EditionPage) -> dict[str, Any] | None:
    """None once it is noted, the row with what is wrong otherwise."""
    key = request.POST.get("seance", "")
    events = EventPage.objects.child_of(edition).live().order_by().values("pk")
    rows = Occurrence.objects.select_related("event").filter(event__in=events)
    found = next((row for row in rows if str(row.uuid) == key), None)
    if found is None:
        raise Http404
    found.event.edition = edition
    form = PeopleForm(request.POST)
    if not form.is_valid():
        typed = words_in(request.POST, "people", 20)
        return {"key": key, "typed": typed, "sentence": " ".join(map(str, form.errors["people"]))}
    people = form.cleaned_data["people"]
    note_people(found, people)
    if people is None:
        messages.success(request, _("Noted: nobody counted at “%(title)s”.") % {"title": found.event.title})
    else:
        words = ngettext("Noted: %(count)d person at “%(title)s”.", "Noted: %(count)d people at “%(title)s”.", people)
        messages.success(request, words % {"count": people, "title": found.event.title})
    return None


def _remind(request: HttpRequest, edition: EditionPage) -> None:
    count = ask_again(edition)
    if not count:
        messages.info(request, _("Nobody is left to ask: each date is asked about again once."))
        return
    words = ngettext(
        "The organisers of %(count)d date get a mail in the next minutes.",
        "The organisers of %(count)d dates get a mail in the next minutes.",
        count,
    )
    messages.success(request, words % {"count": count})


def _freeze(request: HttpRequest, edition: EditionPage) -> None:
    freezing.freeze(edition, by=request.user)
    messages.success(request, _("This edition is an archive now: nothing of it changes any more."))
    _begin_archive(edition)


def _begin_archive(edition: EditionPage) -> None:
    """The edition is frozen whether its file can be written now or later: whoever asks for it begins it again."""
    try:
        stored.ask(edition)
    except Exception:
        logger.exception("The archive of %s could not be begun.", edition)


def _again(_request: HttpRequest, edition: EditionPage) -> None:
    if not edition.is_frozen:
        raise NotPossible(_("Only an edition that is an archive has a file."))
    outcome = stored.ask(edition)
    if isinstance(outcome, builds.Failed):
        raise NotPossible(str(outcome.sentence))


def _unfreeze(request: HttpRequest, edition: EditionPage) -> None:
    freezing.unfreeze(edition, by=request.user)
    messages.success(request, _("This edition can change again. Make it an archive once more when it is mended."))


def _file_asked(edition: EditionPage, key: str) -> Deposit:
    found = next((row for row in waiting(edition) if str(row.pk) == key), None)
    if found is None:
        raise Http404
    found.occurrence.event.edition = edition
    return found


def _take(request: HttpRequest, edition: EditionPage) -> None:
    item = take(_file_asked(edition, request.POST.get("fichier", "")), by=request.user)
    messages.success(request, _("“%(title)s” is in the pool, and on the page of its event.") % {"title": item.title})


def _leave(request: HttpRequest, edition: EditionPage) -> None:
    row = _file_asked(edition, request.POST.get("fichier", ""))
    leave(row)
    messages.success(request, _("“%(title)s” is deleted: nothing of it stays.") % {"title": row.shows})


_DONE: dict[str, Callable[[Any, Any], dict[str, Any] | None]] = {
    "people": _people, "remind": _remind, "freeze": _freeze, "unfreeze": _unfreeze, "again": _again,
    "take": _take, "leave": _leave,
}  # fmt: skip


@never_cache
@require_safe
def table(_request: HttpRequest, edition: EditionPage) -> HttpResponse:
    """What was told, as a table for those who write the report; it holds what is told to them alone."""
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow(
        [_("Title"), _("When"), _("Place"), _("Organisers"), _("How many people came"), _("What worked"),
         _("What they would do otherwise")]
    )  # fmt: skip
    for row in told_rows(edition):
        place = row.occasion.place.name if row.occasion.place else ""
        people = row.people if row.people is not None else ""
        cells = (row.occasion.event.title, row.when, place, row.organisers, people, row.worked, row.to_change)
        writer.writerow([as_text(without_controls(cell)) for cell in cells])
    response = HttpResponse(MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bilan-{edition.slug}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def deposited_file(_request: HttpRequest, edition: EditionPage, key: str) -> FileResponse:
    """A file that waits, for those who coordinate: apart from the pages of the site, so that nothing runs in them."""
    row = _file_asked(edition, key)
    kind = guess_type(row.name)[0] or "application/octet-stream"
    try:
        stored = row.file.open("rb")
    except OSError as error:
        raise Http404 from error
    shows = kind.startswith(("image/", "audio/", "video/")) and kind != "image/svg+xml"
    answer = FileResponse(stored, as_attachment=not shows, filename=row.name, content_type=kind)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex"
    return answer
