"""The table of an edition: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from programme.context import coordination as table
from programme.domain import deciding
from programme.domain.changes import NotPossible
from programme.models import EventPage
from programme.time_forms import known_places
from programme.views.times import forms_of, save_time, time_asked
from search.publishing import NotPublishable
from web.pagination import pagination_context
from web.typed import number_in, words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from programme.context.coordination import Row
    from programme.models import EditionPage

MOST_FORMS = 6
VERBS = {"accept": deciding.accept, "ask": deciding.ask, "refuse": deciding.refuse}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, edition: EditionPage) -> HttpResponse:
    asked = table.asked_in(request.GET)
    if request.method != "POST":
        return _drawn(request, edition, asked)
    done = request.POST.get("do", "")
    if done in VERBS:
        return _decide(request, edition, asked, done)
    if done == "note":
        return _note(request, edition, asked)
    return _time(request, edition, asked)


def _drawn(
    request: HttpRequest, edition: EditionPage, asked: Mapping[str, str], *, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    rows = table.rows_of(edition)
    found = table.narrowed(rows, asked)
    number = min(_number(request.GET.get("page", "1")), max(1, -(-len(found) // table.PER_PAGE)))
    shown = found[(number - 1) * table.PER_PAGE :][: table.PER_PAGE]
    opened = more.pop("opened", None) or _key(request.GET.get("ouvre", ""))
    pages = pagination_context(
        number, total=-(-len(found) // table.PER_PAGE), url_of=lambda page: table.address_of(asked, page=page)
    )
    here = {"page": number} if number > 1 else {}
    context: dict[str, Any] = {
        "page": edition, "nav": "programme", "tab": "table", "asked": asked, "count": len(found), "total": len(rows),
        "filters": table.choices_of(rows, asked),
        "orders": [(key, label, key == asked.get("tri", "etat")) for key, (label, _key) in table.ORDERS.items()],
        "rows": [_row(row, asked, here, opened=opened) for row in shown],
        "here": table.address_of(asked, **here), "opened_here": table.address_of(asked, **here, ouvre=opened or None),
        "problems": [], "ticked": set(), "message": "",
    }  # fmt: skip
    context |= _panel(request, shown, opened, more.pop("bound", None)) | more
    for row in context["rows"]:
        row["problems"] = dict(context["problems"]).get(row["key"], [])
        row["is_ticked"] = row["key"] in context["ticked"]
    return render(request, "programme/coordination/table.html", {**context, **pages}, status=status)


def _row(row: Row, asked: Mapping[str, str], here: Mapping[str, int], *, opened: int) -> dict[str, Any]:
    is_open = row.key == opened
    return {
        "key": row.key, "title": row.event.title, "language": row.event.language, "state": row.state,
        "state_words": row.state_words, "is_public": row.event.live, "url": row.event.url if row.event.live else "",
        "organisers": row.organisers, "times": row.told_times, "missing": row.missing_words, "is_open": is_open,
        "waits": row.is_open,
        "toggle_url": table.address_of(asked, **here, ouvre=None if is_open else row.key) + f"#evenement-{row.key}",
    }  # fmt: skip


def _panel(request: HttpRequest, shown: list[Row], opened: int, bound: Any) -> dict[str, Any]:
    row = next((row for row in shown if row.key == opened), None)
    if row is None:
        return {"opened": None}
    forms = forms_of(row.event, places=known_places(), bound=bound, most=MOST_FORMS)
    return {
        "opened": row.key,
        "panel": {
            "event": row.event, "submission": row.submission, "forms": forms,
            "left": max(0, len(row.times) - MOST_FORMS),
            "times_url": f"{row.event.url}seances/", "edit_url": f"{row.event.url}modifier/",
            "may_edit": row.event.permissions_for_user(request.user).can_edit(),
        },
    }  # fmt: skip


def _number(said: str) -> int:
    return max(1, _key(said))


def _key(said: str) -> int:
    """A key that an address or a form names; 0, that of nothing, for any other text."""
    return number_in(said) or 0


def _keys(request: HttpRequest) -> list[int]:
    said = request.POST.getlist("choisi")[: table.PER_PAGE]
    return [key for key in map(_key, said) if key]


def _decide(request: HttpRequest, edition: EditionPage, asked: Mapping[str, str], done: str) -> HttpResponse:
    """One message for all that are ticked; each stands or falls alone."""
    keys, message = _keys(request), words_in(request.POST, "message", deciding.LONGEST_MESSAGE)
    events = EventPage.objects.child_of(edition).filter(pk__in=keys).order_by("title")
    if not events:
        messages.warning(request, _("Tick at least one event first."))
        return _drawn(request, edition, asked, status=422, message=message)
    decided, problems = 0, []
    for event in events:
        try:
            VERBS[done](event, seen=request.POST.get(f"etat-{event.pk}", ""), by=request.user, message=message)
            decided += 1
        except NotPossible as wrong:
            problems.append((event.pk, [str(wrong)]))
        except NotPublishable as lacking:
            problems.append((event.pk, lacking.sentences))
    if decided:
        messages.success(request, _said(done, decided))
    if not problems:
        return HttpResponseRedirect(request.get_full_path())
    messages.error(request, _not_done(len(problems)))
    failed = {key for key, _sentences in problems}
    return _drawn(request, edition, asked, status=422, problems=problems, ticked=failed, message=message)


def _said(done: str, count: int) -> str:
    words = {
        "accept": ngettext("%(count)d event accepted.", "%(count)d events accepted.", count),
        "ask": ngettext("%(count)d event to be completed.", "%(count)d events to be completed.", count),
        "refuse": ngettext("%(count)d event refused.", "%(count)d events refused.", count),
    }
    mail = (
        _("Whoever proposed it gets your words by mail.") if count == 1 else _("Each proposer gets your words by mail.")
    )
    return f"{words[done] % {'count': count}} {mail}"


def _not_done(count: int) -> str:
    words = ngettext(
        "Nothing was decided on %(count)d event: what it lacks stands beside it.",
        "Nothing was decided on %(count)d events: what they lack stands beside them.",
        count,
    )
    return words % {"count": count}


def _event(request: HttpRequest, edition: EditionPage) -> EventPage:
    key = _key(request.POST.get("evenement", ""))
    event = EventPage.objects.child_of(edition).filter(pk=key).first()
    if event is None:
        raise Http404
    return event


def _note(request: HttpRequest, edition: EditionPage, asked: Mapping[str, str]) -> HttpResponse:
    event = _event(request, edition)
    try:
        deciding.write_inner_note(event, words_in(request.POST, "note", deciding.LONGEST_MESSAGE))
    except NotPossible as wrong:
        messages.error(request, str(wrong))
        return _drawn(request, edition, asked, status=422)
    messages.success(request, _("Your note is saved. Only those who coordinate read it."))
    return HttpResponseRedirect(request.get_full_path())


def _time(request: HttpRequest, edition: EditionPage, asked: Mapping[str, str]) -> HttpResponse:
    event = _event(request, edition)
    bound = save_time(request, event, time_asked(request, event))
    if bound is None:
        return HttpResponseRedirect(request.get_full_path())
    if edition.is_frozen:
        messages.error(request, " ".join(map(str, bound.form.non_field_errors())))
    return _drawn(request, edition, asked, status=422, bound=bound, opened=event.pk)
