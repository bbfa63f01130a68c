"""Accepting a proposal with changes: the form of the page, filled with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Revision

from web.typed import words_in
from wiki.context.queue import after_the_last, asked_in, next_after
from wiki.domain import reviewing
from wiki.domain.editing import Change, Collided, PageGone, Refused
from wiki.domain.reviewing import AlreadyDecided
from wiki.forms.page_form import PageForm
from wiki.forms.rows import changed_rows
from wiki.models.proposal import LONGEST_WORD
from wiki.queries import is_withheld
from wiki.views.review import LONGEST_KEY, proposal_to_review, told_accepted, told_meanwhile

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wiki.models import Proposal


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adapt(request: HttpRequest, key: int) -> HttpResponse:
    """Accept with changes: the form of the page, filled with what was proposed."""
    proposal = proposal_to_review(request, key)
    if not proposal.is_open:
        messages.warning(request, told_meanwhile(proposal))
        return redirect("review_proposal", key=key)
    if is_withheld(proposal, request.user):
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
        post: Any = self.request.POST if self.request.method == "POST" else None
        do = post.get("do", "") if post else ""
        if post is not None and do.count(":"):
            post = changed_rows(post, do)
        form = PageForm(
            self.applied.kind, content=self.applied.merged.content, user=self.user, data=post,
            files=self.request.FILES if post else None,
        )  # fmt: skip
        if post is None or do.count(":"):
            moved = post.get("added") or post.get("moved", "") if post else ""
            form.quiet(moved=moved)
            return self._drawn(form, moved=moved)
        return self._saved(form)

    def _saved(self, form: PageForm) -> HttpResponse:
        if not form.is_valid():
            return self._drawn(form, status=422)
        url = reverse("review_proposal", args=[self.proposal.pk])
        following = next_after(self.user, url, asked_in(self.request.GET))
        reason = words_in(self.request.POST, "reason", LONGEST_WORD)
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
            messages.warning(self.request, told_meanwhile(decided.proposal))
            return redirect(url)
        messages.success(self.request, told_accepted(saved))
        return HttpResponseRedirect(following or after_the_last(asked_in(self.request.GET)))

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
