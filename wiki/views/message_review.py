"""Deciding on a message of a discussion that waits to be read, on a screen of the queue."""

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

from web.typed import words_in
from wiki.context.discussion import message_context
from wiki.context.queue import after_the_last, asked_in, next_after
from wiki.domain import discussing
from wiki.models import Message
from wiki.models.discussion import LONGEST_REASON
from wiki.views.review import drawn
from wiki.visibility import may_review

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_message(request: HttpRequest, key: int) -> HttpResponse:
    """Shown to everybody, or hidden with a reason; one that somebody decided on already is in its discussion."""
    message = get_object_or_404(Message.objects.select_related("author", "thread__page"), pk=key)
    page = message.thread.page.specific
    if not (page.live and may_review(request.user, page)):
        raise PermissionDenied
    if message.state != Message.State.WAITING:
        messages.info(request, _("This message does not wait any more: somebody read it already."))
        return redirect("review_queue")
    if request.method == "POST" and request.POST.get("do") in {"show", "hide"}:
        return _decided(request, message, page)
    return drawn(request, message_context(message, page), url=_url(message), template="message")


def _url(message: Message) -> str:
    return reverse("review_message", args=[message.pk])


def _decided(request: HttpRequest, message: Message, page: Any) -> HttpResponse:
    user: Any = request.user
    shows = request.POST["do"] == "show"
    said = words_in(request.POST, "text") or words_in(request.POST, "reason")
    reason = "" if shows else said[:LONGEST_REASON]
    if not shows and not reason:
        context = message_context(message, page) | {"missing": True}
        return drawn(request, context, url=_url(message), status=422, template="message")
    # Before the decision takes it out of the list.
    following = next_after(user, _url(message), asked_in(request.GET))
    # A browser sends the ends of lines its own way.
    read = discussing.cleaned(request.POST.get("read", ""))
    if not discussing.decide_waiting(message, page, read=read, reason=reason, by=user):
        messages.warning(request, _("Somebody was quicker, or its author changed it: nothing that you did was saved."))
        return redirect(_url(message))
    messages.success(request, _("The message is shown.") if shows else _("The message is hidden, with your reason."))
    return HttpResponseRedirect(following or after_the_last(asked_in(request.GET)))
