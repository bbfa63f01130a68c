"""Proposing an event: the first step, the overview that a link leads to, what became of it: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.queries import associations_one_may_sign_for
from design.addresses import address
from programme.context.alike import events_alike
from programme.context.finding import has_organisers, organisers_called
from programme.context.proposals import earlier_events, open_editions
from programme.domain import submission_mail, submitting
from programme.domain.changes import Frozen, NotPossible
from programme.domain.proposal_links import BadLink, hidden_address, new_link, read_token, token_of
from programme.domain.submitting import MENDED
from programme.enums import SubmissionState
from programme.forms.mending import conflicts_of, data_now, data_of_event, stamp_of
from programme.forms.recap import recap
from programme.forms.steps import FirstForm
from programme.forms.whole import whole
from programme.models import Submission
from programme.queries import public_editions, public_events
from web.typed import number_in
from wiki import limits

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from programme.forms.whole import Whole
    from programme.models import EditionPage, EventPage

MOST_LINKS = 20  # in one mail


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The first step, for one edition: before it is sent nothing is stored."""
    editions = open_editions()
    edition = _edition_asked(request, editions)
    if edition is None:
        return _choose(request, editions)
    copied = _copied(request)
    if request.method != "POST":
        initial = data_of_event(copied, with_times=False) if copied else {}
        return _first(request, FirstForm(initial=initial, edition=edition, is_visitor=_is_visitor(request)), copied)
    form = FirstForm(request.POST, edition=edition, is_visitor=_is_visitor(request))
    if not form.is_valid():
        return _first(request, form, copied, status=422)
    if not limits.may_begin_event(request):
        form.add_error(None, _("Many events came in just now. Your text is still here: send it again in an hour."))
        return _first(request, form, copied, status=429)
    if not form.spend_proof(request):
        return _first(request, form, copied, status=422)
    return _begun(request, form, copied)


def _begun(request: HttpRequest, form: FirstForm, copied: EventPage | None) -> HttpResponse:
    user: Any = request.user if request.user.is_authenticated else None
    data = data_of_event(copied, with_times=False) if copied else {}
    if user and not data.get("organisers"):
        data["organisers"] = "\n".join(one.title for one in _own_associations(user))
    sender = submitting.Sender(
        form=form.cleaned_data["stamp"], origin=limits.origin_of(request), language=get_language() or "fr",
        account=user, data={**data, **form.stored()},
    )  # fmt: skip
    try:
        submission = submitting.begin(form.edition, sender)
    except NotPossible as error:
        form.add_error(None, str(error))
        return _first(request, form, copied, status=409)
    return redirect("proposed_event_step", token_of(submission), 2)


def _first(
    request: HttpRequest, form: FirstForm, copied: EventPage | None, *, status: int = 200
) -> HttpResponse:  # fmt: skip
    answer = organisers_called(request.GET.get("trouver", ""))
    # One that was found is the one that was meant.
    asked = request.GET.get("association", "") or (answer.found[0].value if len(answer.found) == 1 else "")
    context = {
        "form": form, "edition": form.edition, "number": 1, "copied": copied, "asked": asked, "answer": answer,
        "may_find": has_organisers(), "earlier": earlier_events(asked[:120]) if asked else [],
        "erased_after_days": settings.PROPOSALS_KEPT_DAYS,
    }  # fmt: skip
    return render(request, "programme/propose/first.html", context, status=status)


def _is_visitor(request: HttpRequest) -> bool:
    return not request.user.is_authenticated


def _own_associations(user: Any) -> Any:
    """Their own: whoever may publish for all signs for none by themselves."""
    return associations_one_may_sign_for(user).filter(memberships__user=user)


def _edition_asked(request: HttpRequest, editions: list[EditionPage]) -> EditionPage | None:
    """The one that the address names, or the only one there is."""
    slug = request.GET.get("edition", "")
    if slug:
        return next((edition for edition in editions if edition.slug == slug), None)
    return editions[0] if len(editions) == 1 else None


def _copied(request: HttpRequest) -> EventPage | None:
    return public_events().filter(pk=number_in(request.GET.get("comme", "")) or 0).first()


def _choose(request: HttpRequest, editions: list[EditionPage]) -> HttpResponse:
    """Several take proposals, or none does: then why, with the day."""
    slug = request.GET.get("edition", "")
    others = [one for one in public_editions() if one not in editions and (not slug or one.slug == slug)]
    closed = [submitting.closed_sentence(one) for one in others[:3]]
    context = {"editions": editions, "closed": closed if slug or not editions else []}
    return render(request, "programme/propose/choose.html", context)


def found(request: HttpRequest, token: str) -> Submission | HttpResponse:
    """What a link leads to, or the page that says why it leads nowhere."""
    try:
        return read_token(token)
    except BadLink as bad:
        context = {
            "is_altered": bad.is_altered, "is_replaced": bad.is_replaced, "form": LinkForm(),
            "token": "" if bad.is_altered else token,
        }  # fmt: skip
        return render(request, "programme/propose/bad_link.html", context, status=404 if bad.is_altered else 410)


class LinkForm(forms.Form):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """Another link, to the address that was given for an event; the answer never tells whether there is one."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "is_altered": True}
        return render(request, "programme/propose/ask_link.html", context, status=422 if form.is_bound else 200)
    email = form.cleaned_data["email"]
    problem = too_many_links(request, email)
    if problem:
        form.add_error(None, problem)
        return render(request, "programme/propose/ask_link.html", {"form": form}, status=429)
    theirs = Submission.objects.filter(email__iexact=email).exclude(state=SubmissionState.WITHDRAWN)
    # The links that they have go on working: anybody may type the address of somebody who is just writing.
    submission_mail.send_links(list(theirs.select_related("edition", "event").order_by("-changed_at")[:MOST_LINKS]))
    messages.success(
        request, _("If an event was proposed with this address, its link is on the way: look at your mail.")
    )
    return redirect("ask_event_link")


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Events that somebody proposes by their account."""
    user: Any = request.user
    rows = [
        {
            "title": one.event.title if one.event else one.data.get("title", ""), "edition": one.edition.title,
            "state": one.get_state_display(), "url": reverse("proposed_event", args=[token_of(one)]),
            "changed": one.changed_at,
        }
        for one in submitting.submissions_of(user)
    ]  # fmt: skip
    return render(request, "programme/propose/mine.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands, what is missing, and what one may do now. To open a link changes nothing."""
    submission = found(request, token)
    if not isinstance(submission, Submission):
        return submission
    if request.method != "POST":
        return draw_overview(request, submission)
    done = ACTIONS.get(request.POST.get("do", ""))
    if done is None:
        return draw_overview(request, submission)
    try:
        return done(request, submission)
    except Frozen as error:
        return draw_overview(request, submission, problem=str(error), status=409)
    except (NotPossible, ValidationError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        return draw_overview(request, submission, problem=said, status=422)


def draw_overview(
    request: HttpRequest, submission: Submission, *, problem: str = "", status: int = 200
) -> HttpResponse:
    # Before all the rest is read: what changes after it is not seen.
    seen = stamp_of(submission)
    read = whole(submission)
    data, edition = data_now(submission), submission.edition
    times = [form.when for form in read.times if not form.errors and form.when]
    days = {edition.local(one.starts_at).date() for one in times}
    is_open, email = may_mend(submission), hidden_address(submission.email)
    alike = events_alike(
        edition, str(data.get("title", "")), days=days, place=number_in(str(data.get("place", ""))),
        without=submission.event_id,
    )  # fmt: skip
    context = {
        "submission": submission, "token": token_of(submission), "edition": edition, "read": read, "data": data,
        "missing": [(number, label, said) for number, all_said in read.missing.items() for label, said in all_said],
        "recap": _recap(read, email) if is_open else [], "is_open": is_open, "problem": problem,
        "is_mending": submission.data.get("mending") is True,
        "closed": "" if edition.takes_proposals or submission.event_id else submitting.closed_sentence(edition),
        "email": email, "alike": alike if is_open else None,
        "event": submission.event, "event_url": _public_url(submission), "wanted": data.get("wanted_at", ""),
        "asked": request.POST.get("text", "") if problem else "", "seen": seen,
        "conflicts": conflicts_of(submission) if is_open else [],
    }  # fmt: skip
    return render(request, "programme/propose/overview.html", context, status=status)


def _recap(read: Whole, email: str) -> list[dict[str, Any]]:
    titles = {
        1: pgettext("a step", "What"), 2: pgettext("a step", "When and where"), 3: pgettext("a step", "For whom"),
        4: pgettext("a step", "Who, and rights"),
    }  # fmt: skip
    rows = recap(read)
    return [
        {"title": title, "rows": rows[number], "contact": email if number == max(titles) else ""}
        for number, title in titles.items()
    ]


def may_mend(submission: Submission) -> bool:
    """Whether its steps can still be written: until it is decided."""
    return not submission.edition.is_frozen and (submission.event is None or submission.state in MENDED)


def _public_url(submission: Submission) -> str:
    event = submission.event
    return address(event) if event and public_events().filter(pk=event.pk).exists() else ""


def _send(request: HttpRequest, submission: Submission) -> HttpResponse:
    seen = stamp_of(submission)
    read = whole(submission)
    if read.proposal is None:
        return draw_overview(request, submission, problem=_("Something is still missing: see below."), status=422)
    if request.POST.get("seen", "") != seen and conflicts_of(submission):
        problem = _("The coordinators changed your event too: read what they wrote, then send yours.")
        return draw_overview(request, submission, problem=problem, status=409)
    is_new = submission.event is None
    has_receipt = is_new and limits.may_send_receipt(request, submission.email)
    submitting.send(submission, read.proposal, seen=seen, with_receipt=has_receipt)
    if is_new:
        messages.success(request, _("Thank you! Your event has come in. Its coordinators read it, and write to you."))
    else:
        messages.success(request, _("Your changes have come in."))
    return redirect("proposed_event", token_of(submission))


def _withdraw(request: HttpRequest, submission: Submission) -> HttpResponse:
    is_draft = submission.event is None
    submitting.withdraw(submission)
    if is_draft:
        messages.success(request, _("What you had begun is deleted."))
        return redirect("propose_event")
    messages.success(request, _("Your event is withdrawn. You can propose another whenever you like."))
    return redirect("proposed_event", token_of(submission))


def _mail(request: HttpRequest, submission: Submission) -> HttpResponse:
    """The same link again, to the address that is stored, or to one that is given now."""
    problem = mail_link(request, submission)
    if problem:
        return draw_overview(request, submission, problem=problem, status=422)
    messages.success(request, link_sent(submission))
    return redirect("proposed_event", token_of(submission))


def _renew(request: HttpRequest, submission: Submission) -> HttpResponse:
    """For a link that went to somebody whom it should not have reached."""
    if not submission.email:
        raise NotPossible(_("Give your e-mail address first: the new link goes there."))
    problem = too_many_links(request, submission.email)
    if problem:
        raise NotPossible(problem)
    new_link(submission)
    submission_mail.send_link(submission)
    messages.success(request, _("A new link is on the way to you. Those that were sent before lead nowhere now."))
    return redirect("ask_event_link")


def _change(request: HttpRequest, submission: Submission) -> HttpResponse:
    if not limits.may_ask_change(request, submission.pk):
        raise NotPossible(_("Many changes were asked for just now: write them together, and send them in an hour."))
    submitting.ask_change(submission, request.POST.get("text", "").replace("\x00", ""))
    messages.success(request, _("The coordinators read what you ask for, and write to you."))
    return redirect("proposed_event", token_of(submission))


ACTIONS = {"send": _send, "withdraw": _withdraw, "mail": _mail, "renew": _renew, "change": _change}


def mail_link(request: HttpRequest, submission: Submission) -> str:
    """Send the way back; "" or what is wrong, as a sentence."""
    email = submission.email or request.POST.get("link_email", "").strip()
    try:
        validate_email(email)
    except ValidationError:
        return _("Give the e-mail address where the link goes, such as name@example.org.")
    if len(email) > Submission._meta.get_field("email").max_length:
        return _("Give the e-mail address where the link goes, such as name@example.org.")
    problem = too_many_links(request, email)
    if problem:
        return problem
    if not submission.email:
        submitting.set_contact(submission, email=email)
    submission_mail.send_link(submission)
    return ""


def too_many_links(request: HttpRequest, email: str) -> str:
    """Count a mail with a link; "", or why it does not leave and when one may try again, as a sentence."""
    limit = limits.link_limit(request, email)
    if limit == limits.LINKS_TO_ONE:
        return _("Many links were asked for at this address today: try again tomorrow.")
    return _("Many links were asked for just now: try again in an hour.") if limit else ""


def link_sent(submission: Submission) -> str:
    said = _("It is stored, and the link to come back is on the way to %(address)s.")
    return said % {"address": hidden_address(submission.email)}
