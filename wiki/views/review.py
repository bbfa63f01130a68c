"""Reading what waits, one thing after the other: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from web.pagination import pagination_context
from web.typed import words_in
from wiki.context.queue import PER_PAGE, after_the_last, asked_in, next_after, queue_context
from wiki.context.review import proposal_context
from wiki.domain import reviewing
from wiki.domain.editing import Collided, Outcome, PageGone, Refused
from wiki.domain.reviewing import AlreadyDecided
from wiki.models import Proposal
from wiki.models.proposal import LONGEST_WORD
from wiki.queries import is_withheld
from wiki.visibility import REVIEW, may_review

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wiki.domain.editing import Saved

LONGEST_KEY = 18


@never_cache
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """For whoever may decide on something; the others are told what this is."""
    user: Any = request.user
    asked = asked_in(request.GET)
    number = int(given) if (given := request.GET.get("page", "1")).isdecimal() and len(given) < LONGEST_KEY else 1
    context = queue_context(user, asked, start=(max(number, 1) - 1) * PER_PAGE)
    if not (context["total"] or context["elsewhere"]) and not request.user.has_perm(REVIEW):
        raise PermissionDenied
    pages = pagination_context(
        number, total=-(-context["count"] // PER_PAGE),
        url_of=lambda page: f"?{urlencode({**asked, 'page': page})}",
    )  # fmt: skip
    return render(request, "wiki/review/queue.html", {**context, **pages})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_proposal(request: HttpRequest, key: int) -> HttpResponse:
    proposal = proposal_to_review(request, key)
    if request.method == "POST" and proposal.is_open:
        return _Deciding(request, proposal).answer()
    if request.method == "POST":
        messages.warning(request, told_meanwhile(proposal))
    return _one(request, proposal)


def proposal_to_review(request: HttpRequest, key: int) -> Proposal:
    """Raises Http404, and PermissionDenied for whoever may not decide on it."""
    found = get_object_or_404(Proposal.objects.select_related("page", "author", "decided_by", "version"), pk=key)
    page = found.page.specific if found.page else None
    if not may_review(request.user, page) and not (page is None and request.user.has_perm(REVIEW)):
        raise PermissionDenied
    return found


def _one(request: HttpRequest, proposal: Proposal, *, status: int = 200, **more: Any) -> HttpResponse:
    try:
        context = proposal_context(proposal, user=request.user)
    except PageGone:
        return render(request, "wiki/review/page_gone.html", {"proposal": proposal}, status=410)
    return drawn(request, context | more, url=reverse("review_proposal", args=[proposal.pk]), status=status)


def drawn(
    request: HttpRequest, context: dict[str, Any], *, url: str, status: int = 200, template: str = "one"
) -> HttpResponse:
    asked = asked_in(request.GET)
    extra = {
        "asked": asked,
        "query": f"?{urlencode(asked)}" if asked else "",
        "next_url": next_after(cast("Any", request.user), url, asked),
        "typed": request.POST.get("text", "") if request.method == "POST" else "",
    }
    return render(request, f"wiki/review/{template}.html", {**context, **extra}, status=status)


def told_meanwhile(proposal: Proposal) -> str:
    """What the second of two reviewers is told."""
    by = proposal.decider or _("its author")
    return _("%(name)s was quicker: %(state)s. Nothing that you did was saved.") % {
        "name": by,
        "state": proposal.get_state_display(),
    }


class _Deciding:
    """One reviewer and one open proposal."""

    def __init__(self, request: HttpRequest, proposal: Proposal) -> None:
        user: Any = request.user
        self.request, self.proposal, self.user = request, proposal, user
        self.text = words_in(request.POST, "text", LONGEST_WORD)
        # Before the decision takes it out of the list.
        self.url = reverse("review_proposal", args=[proposal.pk])
        self.next_url = next_after(user, self.url, asked_in(request.GET))

    def answer(self) -> HttpResponse:
        verbs = {"accept": self._accept, "ask": self._ask, "refuse": self._refuse}
        verb = verbs.get(self.request.POST.get("do", ""))
        # Nobody decides on what they may not read.
        if verb is None or is_withheld(self.proposal, self.user):
            return _one(self.request, self.proposal)
        try:
            return verb()
        except AlreadyDecided as decided:
            messages.warning(self.request, told_meanwhile(decided.proposal))
            return redirect(self.url)
        except PageGone:
            return render(self.request, "wiki/review/page_gone.html", {"proposal": self.proposal}, status=410)

    def _accept(self) -> HttpResponse:
        chosen = {
            name.removeprefix("choice-"): str(value)
            for name, value in self.request.POST.items()
            if name.startswith("choice-")
        }
        try:
            saved = reviewing.accept(self.proposal, by=self.user, choices=chosen)
        except Collided:
            return _one(self.request, self.proposal, status=409, must_choose=True)
        except Refused as refused:
            said = [str(message) for messages_ in refused.problems.values() for message in messages_]
            return _one(self.request, self.proposal, status=422, refused=said)
        return self.on(told_accepted(saved))

    def _ask(self) -> HttpResponse:
        if not self.text:
            return _one(self.request, self.proposal, status=422, missing="ask")
        reviewing.ask(self.proposal, by=self.user, question=self.text)
        return self.on(_("Your question is with its author. The proposal stays in the list."))

    def _refuse(self) -> HttpResponse:
        reason = self.text or words_in(self.request.POST, "reason", LONGEST_WORD)
        if not reason:
            return _one(self.request, self.proposal, status=422, missing="refuse")
        refused = reviewing.refuse(
            self.proposal, by=self.user, reason=reason, with_same_origin="same-origin" in self.request.POST
        )
        said = ngettext(
            "%(count)s proposal was not accepted. Its author reads why.",
            "%(count)s proposals were not accepted. Their authors read why.",
            len(refused),
        )
        return self.on(said % {"count": len(refused)})

    def on(self, said: str) -> HttpResponse:
        """What was done is told on the next thing to read."""
        messages.success(self.request, said)
        return HttpResponseRedirect(self.next_url or after_the_last(asked_in(self.request.GET)))


def told_accepted(saved: Saved) -> str:
    if saved.outcome is Outcome.UNCHANGED:
        return _("Accepted: the page says it already.")
    return _("Accepted: “%(title)s” is published, and its author credited.") % {"title": saved.page.title}
