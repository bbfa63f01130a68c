"""Deciding on a page that was sent to review, by Wagtail's own task, on the screen of proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from web.typed import words_in
from wiki.context.queue import after_the_last, asked_in, next_after
from wiki.context.review import task_context
from wiki.domain.editing import Refused
from wiki.domain.task_review import decide_task, task_of
from wiki.models.proposal import LONGEST_WORD
from wiki.views.review import drawn
from wiki.visibility import REVIEW

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import TaskState


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_page(request: HttpRequest, key: int) -> HttpResponse:
    """A page that was sent to review: approved, or sent back with what to change, by Wagtail's own task."""
    user: Any = request.user
    page = get_object_or_404(Page, pk=key)
    state = task_of(page, user)
    if state is None:
        if not page.permissions_for_user(user).can_edit():
            raise PermissionDenied
        messages.info(request, _("This page does not wait for you: somebody read it already."))
        return redirect("review_queue" if user.has_perm(REVIEW) else "my_pages")
    url = reverse("review_page", args=[page.pk])
    if request.method != "POST":
        return drawn(request, _context(request, page, state), url=url)
    return _task_decided(request, page, state)


def _context(request: HttpRequest, page: Page, state: TaskState) -> dict[str, Any]:
    return task_context(page, state, is_whole=request.GET.get("texte") == "entier")


def _task_decided(request: HttpRequest, page: Page, state: TaskState) -> HttpResponse:
    user: Any = request.user
    url = reverse("review_page", args=[page.pk])
    following = next_after(user, url, asked_in(request.GET))
    comment = words_in(request.POST, "text", LONGEST_WORD)
    approves = request.POST.get("do") == "approve"
    if not approves and not comment:
        return drawn(request, _context(request, page, state) | {"missing": "refuse"}, url=url, status=422)
    if request.POST.get("revision") != str(state.revision_id):
        messages.warning(request, _("Its author changed it meanwhile: here is what it says now."))
        return redirect(url)
    try:
        done = decide_task(state, approves=approves, by=user, comment=comment)
    except Refused as refused:
        said = [str(message) for messages_ in refused.problems.values() for message in messages_]
        return drawn(request, _context(request, page, state) | {"refused": said}, url=url, status=422)
    if not done:
        messages.warning(request, _("Somebody was quicker. Nothing that you did was saved."))
    elif approves:
        title = page.draft_title or page.title
        messages.success(request, _("Approved: “%(title)s” is published.") % {"title": title})
    else:
        messages.success(request, _("It is back with its author, with what you ask."))
    return HttpResponseRedirect(following or after_the_last(asked_in(request.GET)))
