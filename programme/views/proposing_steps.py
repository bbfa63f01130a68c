"""The four steps of a proposed event, by its link: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons.library.models import Theme
from community.queries import public_places
from programme.context.finding import associations_called, works_called
from programme.context.proposals import weighed
from programme.context.repeated import left_out_sentences
from programme.domain import submitting
from programme.domain.changes import NotPossible
from programme.domain.occurrences import MOST_OCCURRENCES
from programme.domain.proposal_links import hidden_address, token_of
from programme.forms.mending import conflicts_of, data_now, mended, stamp_of
from programme.forms.steps import NOT_STORED, WORKS, WhatForm, WhenForm, WhoForm, WhomForm, place_of
from programme.forms.times import (
    MOST_OPEN,
    RepeatForm,
    TimeForm,
    forms_of,
    place_choices,
    rows_in,
    rows_of,
)
from programme.forms.whole import STEPS
from programme.models import Submission
from programme.views.proposing import found, link_sent, mail_link, may_mend
from web.typed import number_in
from wiki import limits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

GOES = {"next", "later", "link"}
TEMPLATE = "programme/propose/step.html"
WHEN, WHOM, WHO = 2, 3, 4
# What is looked up by words, and the field that takes it.
FINDS = {"association": "organisers", "work": "works"}
# What else a work may be to an event, as a select beside what was found says it.
FIND_AS = {"work": WORKS}
# What is shown empty at the end of the rows, to be filled in.
BLANK: dict[str, str] = {}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, token: str, number: int) -> HttpResponse:
    if number not in STEPS:
        raise Http404
    submission = found(request, token)
    if not isinstance(submission, Submission):
        return submission
    if request.method != "POST":
        return _opened(request, submission, number)
    return _sent(request, submission, number)


def _opened(request: HttpRequest, submission: Submission, number: int) -> HttpResponse:
    if not may_mend(submission):
        return redirect("proposed_event", token_of(submission))
    data = data_now(submission)
    rows = list(data.get("times") or []) if number == WHEN else []
    return _draw(request, submission, number, form=_form(submission, number, initial=data), rows=rows, data=data)


def _sent(request: HttpRequest, submission: Submission, number: int) -> HttpResponse:
    form = _form(submission, number, data=request.POST)
    rows = rows_in(request.POST) if number == WHEN else []
    do = request.POST.get("do", "next")
    if "take" in request.POST:
        do, rows = "take", _taken(rows, request.POST["take"])
    typed = form.stored() | ({"times": rows} if number == WHEN else {})
    if number == WHO:
        do, typed = _looked_up(request.POST, do), _with_found(request.POST, typed)
    if number == WHEN and do in GOES and request.POST.get("rule-weekdays"):
        # The helper is forgotten, and so would be what somebody said there.
        do = "repeat"
    said = mended(submission, typed, seen=request.POST.get("seen", ""))
    try:
        submitting.store(submission, said, step=number)
    except NotPossible as error:
        # Nothing is written; what was typed is given back.
        form.add_error(None, str(error))
        return _draw(request, submission, number, form=form, rows=rows, data=said, status=409)
    if do in {"add", "check", "take", "find"}:
        # With what is not stored before it is right: a name, an address.
        shown = form if do == "check" else _form(submission, number, initial={**request.POST.dict(), **said})
        return _draw(request, submission, number, form=shown, rows=rows, data=said, is_checked=True, adds=do == "add")
    if do == "repeat":
        return _repeated(request, submission, form=_form(submission, number, initial=said), rows=rows, data=said)
    return _went_on(request, submission, number, form=form, rows=rows, data=said, do=do)


def _looked_up(post: QueryDict, do: str) -> str:
    """“find” where something is looked up by words, or was found and joins the form; else what was asked.

    The return key presses the first button: words that were not looked up yet are, before the next step.
    """
    if do.startswith("find-") or any(f"add-{name}" in post for name in FINDS):
        return "find"
    is_new = any(post.get(f"find_{name}", "").strip() not in ("", post.get(f"found_{name}", "")) for name in FINDS)
    return "find" if do == "next" and is_new else do


def _with_found(post: QueryDict, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, with a line more for what was found and chosen."""
    chosen = {}
    for name, first in FINDS.items():
        asked = post.get(f"as_{name}", "")
        field = asked if asked in FIND_AS.get(name, ()) else first
        chosen[field] = post.get(f"add-{name}", "").replace("\x00", "").strip()[:500]
    return {**typed, **{field: f"{typed[field].rstrip()}\n{line}".strip() for field, line in chosen.items() if line}}


def _found(request: HttpRequest, data: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: request.POST.get(f"find_{name}", "") for name in FINDS}
    return {
        "associations": associations_called(words["association"], without=str(data.get("organisers", ""))),
        "works": works_called(words["work"], without="\n".join(str(data.get(name, "")) for name in WORKS)),
        "work_as": request.POST.get("as_work", ""),
    }


def _went_on(
    request: HttpRequest, submission: Submission, number: int, *, form: Any, rows: list[dict[str, str]],
    data: Mapping[str, Any], do: str,
) -> HttpResponse:  # fmt: skip
    is_right = form.is_valid()
    # Nothing goes on without an address that was refused, whatever was pressed.
    is_refused = number == WHO and not _has_stored_contact(request, submission, form)
    lost = form.lost() if do in {"later", "link"} else set()
    if do == "link" and not is_refused and not lost:
        problem = mail_link(request, submission)
        if not problem:
            messages.success(request, link_sent(submission))
            return redirect("proposed_event", token_of(submission))
        form.add_error(None, problem)
        is_refused = True
    if lost:
        # What is wrong in the others is stored, and the overview tells it.
        for name in set(form.errors) - lost:
            del form.errors[name]
    if lost or is_refused:
        told = [_("All else is stored.")] if lost else []
        return _draw(request, submission, number, form=form, rows=rows, data=data, told=told, status=422)
    times = _times(submission, rows)
    if do == "later":
        messages.success(request, _("It is stored as it is."))
        return redirect("proposed_event", token_of(submission))
    if not is_right or any(one.errors for one in times):
        return _draw(request, submission, number, form=form, rows=rows, data=data, status=422)
    if number < STEPS[-1]:
        return redirect("proposed_event_step", token_of(submission), number + 1)
    return redirect("proposed_event", token_of(submission))


def _has_stored_contact(request: HttpRequest, submission: Submission, form: Any) -> bool:
    """Store what is right of it, whatever else is wrong in the step; whether no address was refused."""
    values = {name: form.cleaned_data.get(name, "") for name in ("name", "email", "phone")}
    problem = _too_many_addresses(request, submission, values["email"])
    if problem:
        form.add_error("email", problem)
        values["email"] = ""
    submitting.set_contact(submission, **values)
    return not problem


def _too_many_addresses(request: HttpRequest, submission: Submission, email: str) -> str:
    """Whoever had the address before gets a mail: no form sends them by the hundred. "" or the problem."""
    if not submitting.tells_address_before(submission, email):
        return ""
    limit = limits.link_limit(request, submission.email)
    if limit == limits.LINKS_TO_ONE:
        return _("The address before this one got many mails today: change it tomorrow.")
    return _("The address changed many times just now: try again in an hour.") if limit else ""


def _repeated(
    request: HttpRequest, submission: Submission, *, form: Any, rows: list[dict[str, str]], data: Mapping[str, Any]
) -> HttpResponse:  # fmt: skip
    """The helper makes rows like any other; the rule itself is not stored."""
    repeat = RepeatForm(request.POST, prefix="rule")
    made = repeat.made(submission.edition.zone) if repeat.is_valid() else None
    if made is None:
        return _draw(request, submission, WHEN, form=form, rows=rows, data=data, repeat=repeat, status=422)
    new = rows_of(made, rows)
    added = new[: MOST_OCCURRENCES - len(rows)]
    rows = [*rows, *added]
    submitting.store(submission, {"times": rows}, step=WHEN)
    count = len(added)
    told = [ngettext("%(count)d date is added below.", "%(count)d dates are added below.", count) % {"count": count}]
    if len(added) < len(new):
        told.append(_("An event has %(most)d occurrences at most.") % {"most": MOST_OCCURRENCES})
    told += left_out_sentences(made)
    return _draw(
        request, submission, WHEN, form=form, rows=rows, data={**data, "times": rows}, is_checked=True, told=told
    )


def _taken(rows: list[dict[str, str]], value: str) -> list[dict[str, str]]:
    """A quieter time, put in its row: `row|day|start|end`."""
    row, _bar, time = value.partition("|")
    day, _bar, hours = time.partition("|")
    starts, _bar, ends = hours.partition("|")
    number = number_in(row)
    if number is not None and number < len(rows):
        rows[number] |= {"day": day[:10], "starts": starts[:5], "ends": ends[:5], "until": ""}
    return rows


def _form(submission: Submission, number: int, **kwargs: Any) -> Any:
    edition = submission.edition
    if number == WHEN:
        return WhenForm(edition=edition, places=place_choices(public_places()), **kwargs)
    if number == WHO:
        return WhoForm(edition=edition, has_contact=bool(submission.email and submission.name), **kwargs)
    return {1: WhatForm, WHOM: WhomForm}[number](edition=edition, **kwargs)


def _times(submission: Submission, rows: list[dict[str, str]]) -> list[Any]:
    return forms_of(rows, zone=submission.edition.zone, places=place_choices(public_places())) if rows else []


def _draw(
    request: HttpRequest, submission: Submission, number: int, *, form: Any, rows: list[dict[str, str]],
    data: Mapping[str, Any], status: int = 200, repeat: RepeatForm | None = None, told: Any = (),
    is_checked: bool = False, adds: bool = False,
) -> HttpResponse:  # fmt: skip
    edition = submission.edition
    context: dict[str, Any] = {
        "submission": submission, "token": token_of(submission), "edition": edition, "form": form, "number": number,
        "told": told, "email": hidden_address(submission.email), "is_sent": submission.event is not None,
        "contact": hidden_address(submission.email) if submission.name else "",
        # Of a form that was sent, what it was filled in from.
        "seen": request.POST.get("seen", "") if request.method == "POST" else stamp_of(submission),
        "conflicts": conflicts_of(submission),
        "erased_after_days": settings.PROPOSALS_KEPT_DAYS, **_about(submission),
    }  # fmt: skip
    times = _times(submission, {WHEN: rows, WHOM: list(data.get("times") or [])}.get(number, []))
    if number == WHEN:
        blank = forms_of([BLANK], zone=edition.zone, places=place_choices(public_places()))[0]
        blank = _blank(blank, len(rows), edition)
        context |= {
            "times": times[:MOST_OPEN], "more_times": times[MOST_OPEN:], "most_open": MOST_OPEN,
            "blank": blank if adds or not rows else None, "rows": len(rows) + 1,
            "repeat": repeat or RepeatForm(prefix="rule", initial=_period(edition)),
            "is_repeat_open": repeat is not None,
            "wrong_times": [(one, name) for one in times for name in one.errors],
        }  # fmt: skip
    if number in (WHEN, WHOM):
        context |= _around(submission, data, times, is_checked=is_checked or number == WHOM)
    if number == WHO:
        context |= _found(request, data)
    return render(request, TEMPLATE, context, status=status)


def _about(submission: Submission) -> dict[str, str]:
    """The event as it is stored: what is being typed may be half a title."""
    said: Any = submission.data
    if said.get("title"):
        return {"about": said["title"], "about_language": said.get("language", "")}
    event = submission.event
    return {"about": event.title, "about_language": event.language} if event else {"about": "", "about_language": ""}


def _blank(form: Any, number: int, edition: Any) -> Any:
    initial = {"day": edition.starts_on if edition.starts_on and edition.starts_on > edition.today else None}
    return TimeForm(initial=initial, prefix=f"t{number}", zone=edition.zone, places=form.fields["place"].choices[1:])


def _period(edition: Any) -> dict[str, Any]:
    return {"first": edition.starts_on, "last": edition.ends_on}


def _around(
    submission: Submission, data: Mapping[str, Any], forms: list[Any], *, is_checked: bool
) -> dict[str, Any]:  # fmt: skip
    """What else addresses the same public; nothing is stored for it."""
    times = [
        (number, submission.edition.local(one.when.starts_at), submission.edition.local(one.when.ends_at))
        for number, one in enumerate(forms)
        if not one.errors and one.when and not one.when.all_day
    ]
    place = place_of(str(data.get("place", "")))
    themes = Theme.objects.all()
    own = submission.event_id
    said = weighed(times, edition=submission.edition, data=data, place=place, themes=themes, without=own)
    return {"weighed": said, "is_checked": is_checked and bool(times)}


@never_cache
@require_POST
def around(request: HttpRequest, token: str) -> HttpResponse:
    """The meter alone, while the fields of a step change."""
    submission = found(request, token)
    if not isinstance(submission, Submission):
        return submission
    number = WHEN if "rows" in request.POST else WHOM
    typed = _form(submission, number, data=request.POST).stored()
    data = {**data_now(submission), **{key: value for key, value in typed.items() if key not in NOT_STORED}}
    if number == WHEN:
        data["times"] = rows_in(request.POST)
    times = _times(submission, list(data.get("times") or []))
    context = {"number": number, **_around(submission, data, times, is_checked=True)}
    return render(request, "programme/propose/around.html", context)
