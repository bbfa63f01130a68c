"""Reading what waits, one thing after the other: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
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
from wagtail.models import Page, Revision

from web.pagination import pagination_context
from wiki.context.queue import PER_PAGE, asked_in, next_after, queue_context
from wiki.context.review import proposal_context, task_context
from wiki.domain import reviewing
from wiki.domain.editing import Change, Collided, Outcome, PageGone, Refused
from wiki.domain.reviewing import AlreadyDecided
from wiki.domain.task_review import decide_task, task_of
from wiki.forms.page_form import PageForm
from wiki.forms.rows import changed_rows
from wiki.models import Proposal
from wiki.models.proposal import LONGEST_WORD
from wiki.visibility import REVIEW, may_review

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wiki.domain.editing import Saved

LONGEST_KEY = 18


@never_cache
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """For whoever may decide on something; the others are told what this is."""
    asked = asked_in(request.GET)
    number = int(given) if (given := request.GET.get("page", "1")).isdecimal() and len(given) < LONGEST_KEY else 1
    context = queue_context(request.user, asked, start=(max(number, 1) - 1) * PER_PAGE)
    if not context["total"] and not request.user.has_perm(REVIEW):
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
    proposal = _proposal(request, key)
    if request.method == "POST" and proposal.is_open:
        return _Deciding(request, proposal).answer()
    if request.method == "POST":
        messages.warning(request, _meanwhile(proposal))
    return _one(request, proposal)


def _proposal(request: HttpRequest, key: int) -> Proposal:
    """Raises Http404, and PermissionDenied for whoever may not decide on it."""
    found = get_object_or_404(Proposal.objects.select_related("page", "author", "decided_by", "version"), pk=key)
    page = found.page.specific if found.page else None
    if not may_review(request.user, page) and not (page is None and request.user.has_perm(REVIEW)):
        raise PermissionDenied
    return found


def _one(request: HttpRequest, proposal: Proposal, *, status: int = 200, **more: Any) -> HttpResponse:
    try:
        context = proposal_context(proposal)
    except PageGone:
        return render(request, "wiki/review/page_gone.html", {"proposal": proposal}, status=410)
    return _drawn(request, context | more, url=reverse("review_proposal", args=[proposal.pk]), status=status)


def _drawn(request: HttpRequest, context: dict[str, Any], *, url: str, status: int = 200) -> HttpResponse:
    asked = asked_in(request.GET)
    extra = {
        "asked": asked,
        "query": f"?{urlencode(asked)}" if asked else "",
        "next_url": next_after(request.user, url, asked),
        "typed": request.POST.get("text", "") if request.method == "POST" else "",
    }
    return render(request, "wiki/review/one.html", {**context, **extra}, status=status)


def _meanwhile(proposal: Proposal) -> str:
    """What the second of two reviewers is told."""
    by = proposal.decided_by.get_full_name() if proposal.decided_by else _("its author")
    return _("%(name)s was quicker: %(state)s. Nothing that you did was saved.") % {
        "name": by,
        "state": proposal.get_state_display(),
    }


class _Deciding:
    """One reviewer and one open proposal."""

    def __init__(self, request: HttpRequest, proposal: Proposal) -> None:
        self.request, self.proposal = request, proposal
        self.user: Any = request.user
        self.text = request.POST.get("text", "").strip()[:LONGEST_WORD]
        # Before the decision takes it out of the list.
        self.url = reverse("review_proposal", args=[proposal.pk])
        self.next_url = next_after(request.user, self.url, asked_in(request.GET))

    def answer(self) -> HttpResponse:
        verbs = {"accept": self._accept, "ask": self._ask, "refuse": self._refuse}
        verb = verbs.get(self.request.POST.get("do", ""))
        if verb is None:
            return _one(self.request, self.proposal)
        try:
            return verb()
        except AlreadyDecided as decided:
            messages.warning(self.request, _meanwhile(decided.proposal))
            return redirect(self.url)
        except PageGone:
            return render(self.request, "wiki/review/page_gone.html", {"proposal": self.proposal}, status=410)

    def _accept(self) -> HttpResponse:
        chosen = {
            name.removeprefix("choice-"): value
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
        return self.on(_accepted(saved))

    def _ask(self) -> HttpResponse:
        if not self.text:
            return _one(self.request, self.proposal, status=422, missing="ask")
        reviewing.ask(self.proposal, by=self.user, question=self.text)
        return self.on(_("Your question is with its author. The proposal stays in the list."))

    def _refuse(self) -> HttpResponse:
        reason = self.text or self.request.POST.get("reason", "").strip()[:LONGEST_WORD]
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
        return HttpResponseRedirect(self.next_url or reverse("review_queue"))


def _accepted(saved: Saved) -> str:
    if saved.outcome is Outcome.UNCHANGED:
        return _("Accepted: the page says it already.")
    return _("Accepted: “%(title)s” is published, and its author credited.") % {"title": saved.page.title}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adapt(request: HttpRequest, key: int) -> HttpResponse:
    """Accept with changes: the form of the page, filled with what was proposed."""
    proposal = _proposal(request, key)
    if not proposal.is_open:
        messages.warning(request, _meanwhile(proposal))
        return redirect("review_proposal", key=key)
    try:
        return _Adapting(request, proposal).answer()
    except PageGone:
        return render(request, "wiki/review/page_gone.html", {"proposal": proposal}, status=410)


class _Adapting:
    def __init__(self, request: HttpRequest, proposal: Proposal) -> None:
        self.request, self.proposal = request, proposal
        self.user: Any = request.user
        self.applied = reviewing.applied(proposal)
        asked = request.POST.get("base", "")
        is_key = asked.isdecimal() and len(asked) <= LONGEST_KEY
        page = self.applied.live
        written_on = Revision.page_revisions.filter(pk=asked, object_id=str(page.pk)).first() if is_key else None
        self.base = written_on or self.applied.revision

    def answer(self) -> HttpResponse:
        post = self.request.POST if self.request.method == "POST" else None
        do = post.get("do", "") if post else ""
        if post is not None and do.count(":"):
            post = changed_rows(post, do)
        form = PageForm(
            self.applied.kind, content=self.applied.merged.content, user=self.user, data=post,
            files=self.request.FILES if post else None,
        )  # fmt: skip
        if post is None or do.count(":"):
            form.quiet()
            return self._drawn(form, moved=post.get("added") or post.get("moved", "") if post else "")
        return self._saved(form)

    def _saved(self, form: PageForm) -> HttpResponse:
        if not form.is_valid():
            return self._drawn(form, status=422)
        url = reverse("review_proposal", args=[self.proposal.pk])
        following = next_after(self.user, url, asked_in(self.request.GET))
        reason = self.request.POST.get("reason", "").strip()[:LONGEST_WORD]
        change = Change(content=form.typed(), base=self.base)
        try:
            saved = reviewing.accept(self.proposal, by=self.user, adapted=change, reason=reason)
        except Refused as refused:
            form.add_problems(refused.problems)
            return self._drawn(form, status=422)
        except Collided:
            form.whole_problems.append(
                _("Somebody changed the same piece of this page while you were writing: compare, then save again.")
            )
            self.base = reviewing.applied(self.proposal).revision
            return self._drawn(form, status=409)
        except AlreadyDecided as decided:
            messages.warning(self.request, _meanwhile(decided.proposal))
            return redirect(url)
        messages.success(self.request, _accepted(saved))
        return HttpResponseRedirect(following or reverse("review_queue"))

    def _drawn(self, form: PageForm, *, status: int = 200, moved: str = "") -> HttpResponse:
        context = {
            "proposal": self.proposal,
            "page": self.applied.live,
            "language": getattr(self.applied.live, "language", "fr"),
            "form": form,
            "problems": form.problems() if status != HttpResponseRedirect.status_code and form.errors else [],
            "base": self.base.pk if self.base else "",
            "back_url": reverse("review_proposal", args=[self.proposal.pk]),
            "moved": moved.partition(":")[0],
            "moved_by": moved.partition(":")[2],
        }
        return render(self.request, "wiki/review/adapt.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, key: int) -> HttpResponse:
    """A page that was sent to review: approved, or sent back with what to change, by Wagtail's own task."""
    page = get_object_or_404(Page, pk=key)
    state = task_of(page, request.user)
    if state is None:
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        messages.info(request, _("This page does not wait for you: somebody read it already."))
        return redirect("review_queue")
    url = reverse("review_page", args=[page.pk])
    if request.method != "POST":
        return _drawn(request, task_context(page, state), url=url)
    return _task_decided(request, page, url)


def _task_decided(request: HttpRequest, page: Page, url: str) -> HttpResponse:
    state = task_of(page, request.user)
    following = next_after(request.user, url, asked_in(request.GET))
    comment = request.POST.get("text", "").strip()[:LONGEST_WORD]
    approves = request.POST.get("do") == "approve"
    if state is not None and not approves and not comment:
        return _drawn(request, task_context(page, state) | {"missing": "refuse"}, url=url, status=422)
    if state is not None and request.POST.get("revision") != str(state.revision_id):
        messages.warning(request, _("Its author changed it meanwhile: here is what it says now."))
        return redirect(url)
    try:
        done = state is not None and decide_task(state, approves=approves, by=request.user, comment=comment)
    except Refused as refused:
        said = [str(message) for messages_ in refused.problems.values() for message in messages_]
        return _drawn(request, task_context(page, state) | {"refused": said}, url=url, status=422)
    if not done:
        messages.warning(request, _("Somebody was quicker. Nothing that you did was saved."))
    elif approves:
        messages.success(
            request, _("Approved: “%(title)s” is published.") % {"title": state.revision.as_object().title}
        )
    else:
        messages.success(request, _("It is back with its author, with what you ask."))
    return HttpResponseRedirect(following or reverse("review_queue"))
