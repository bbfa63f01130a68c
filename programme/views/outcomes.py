"""How it went, told from the link of a mail: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons.library.domain.uploads import too_large
from design.addresses import address
from licences import public_items
from programme.context.seats import occasion_of
from programme.context.when import when_in_words
from programme.domain.changes import NotPossible
from programme.domain.deposits import deposit
from programme.domain.outcomes import Expired, occurrence_of, tell, used_guides
from programme.forms.outcomes import OutcomeForm
from programme.models import Outcome
from programme.views.seats import unlisted
from web.page_cache.policies import private
from web.uploads import REFUSED
from wiki import limits

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from programme.models import EventPage, Occurrence

# What was told in words, for those who coordinate the programme.
WORDS = ("worked", "to_change")


@private
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, token: str) -> HttpResponseBase:
    try:
        occurrence = occurrence_of(token)
    except Expired:
        return unlisted(render(request, "programme/outcome_gone.html", {"is_expired": True}, status=410))
    if occurrence is None:
        return unlisted(render(request, "programme/outcome_gone.html", status=410))
    guides = _guides(occurrence.event)
    form = OutcomeForm(request.POST or None, request.FILES or None, guides=guides, initial=_before(occurrence, guides))
    if request.method == "POST" and form.is_valid() and _told(request, occurrence, form):
        return redirect(request.path)
    context = {
        "page": occurrence.event,
        "event_url": address(occurrence.event),
        "when": when_in_words(occasion_of(occurrence), with_year=True),
        "form": form,
        "had_file": form.is_bound and bool(request.FILES.get("file") or getattr(request, REFUSED, [])),
        "is_file_open": any(field.errors or field.value() for field in form.file_fields()),
        "waiting": occurrence.deposits.count(),
        "has_words": Outcome.objects.filter(occurrence=occurrence).exclude(worked="", to_change="").exists(),
        "guides": [{"title": item.title, "url": item.url, "language": item.language} for item in _items(guides)],
    }
    return unlisted(render(request, "programme/outcome.html", context, status=422 if form.errors else 200))


def _told(request: HttpRequest, occurrence: Occurrence, form: OutcomeForm) -> bool:
    """Note what a valid form says, its file first: what is wrong with it is told before anything is noted."""
    if getattr(request, REFUSED, []):
        form.add_error("file", too_large())
        return False
    if form.cleaned_data["file"] and not limits.may_report(request):
        form.add_error("file", _("Many files came in just now: send it again in an hour, or your answer without it."))
        return False
    if not form.read_file():
        return False
    upload = form.cleaned_data["file"]
    try:
        if upload:
            deposit(occurrence, upload, form.deposited())
        tell(occurrence, **_with_what_was_told(form.outcome(), occurrence))
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Thank you! It is noted. You may change it here as long as this link holds."))
    if upload:
        messages.success(request, _("Your file waits: those who coordinate the programme look at it before it shows."))
    return True


def _guides(event: EventPage) -> list[tuple[str, str]]:
    found = public_items.items(used_guides(event))
    return [(id_, item.title) for id_, item in found.items()]


def _items(guides: list[tuple[str, str]]) -> list[Any]:
    return list(public_items.items(id_ for id_, _title in guides).values())


def _before(occurrence: Occurrence, guides: list[tuple[str, str]]) -> dict[str, Any]:
    """What was told already, but its words: the link may be forwarded, and they were for those who coordinate. Before
    that, what was planned was run.
    """
    known = Outcome.objects.filter(occurrence=occurrence).first()
    not_run = known.not_run if known else []
    ran = [id_ for id_, _title in guides if id_ not in not_run]
    return {"people": known.people if known else None, "ran": ran}


def _with_what_was_told(said: dict[str, Any], occurrence: Occurrence) -> dict[str, Any]:
    """Words that were left empty stay as they were told: nobody saw them here, and nobody takes them away unseen."""
    known = Outcome.objects.filter(occurrence=occurrence).first()
    return said | {name: said[name] or getattr(known, name) for name in WORDS} if known else said
