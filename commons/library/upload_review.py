"""Reading files again before they are in the pool, one after the other."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commons.library.context.uploads import bound_form, queue_row, review_row
from commons.library.domain import offering, upload_mail, uploads
from commons.library.models import MediaUpload
from commons.library.models.upload import LONGEST_WORD
from importing.report import reason_of
from web.typed import words_in
from wiki.visibility import HIDE, REVIEW
from wiki.waiting import Waiting

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
MOST = 500
State = MediaUpload.State


def _waiting(user: Any) -> Any:
    """The oldest first; nobody decides on what is their own."""
    waiting = MediaUpload.objects.filter(state=State.WAITING).exclude(user=user)
    return waiting.select_related("user").order_by("changed_at", "pk")


def waiting_media(user: Any) -> Waiting | None:
    """Told on the list of pages and messages to read."""
    number = _waiting(user).count() if user.has_perm(REVIEW) else 0
    label = ngettext("%(count)s media item to read", "%(count)s media items to read", number) % {"count": number}
    return Waiting(label, reverse("media_upload:queue")) if number else None


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm(REVIEW):
        raise PermissionDenied
    rows = [queue_row(upload) for upload in _waiting(user)[:MOST]]
    return render(request, "library/upload/queue.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: UUID) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm(REVIEW):
        raise PermissionDenied
    upload = get_object_or_404(MediaUpload.objects.select_related("user"), token=token)
    if upload.state != State.WAITING or upload.user_id == user.pk:
        messages.info(request, _("This file does not wait to be read any more."))
        return redirect("media_upload:queue")
    if request.method == "POST":
        return _decide(request, upload)
    return _page(request, upload)


def _page(request: HttpRequest, upload: MediaUpload, *, status: int = 200, **more: Any) -> HttpResponse:
    user: Any = request.user
    sees_people = user.has_perm(HIDE)
    context = {
        "row": review_row(upload, by=user, sees_people=sees_people),
        "typed": request.POST.get("text", ""),
        **more,
    }
    return render(request, "library/upload/review.html", context, status=status)


def _decide(request: HttpRequest, upload: MediaUpload) -> HttpResponse:
    word = words_in(request.POST, "text", LONGEST_WORD)
    verb = request.POST.get("do", "")
    if verb in {"ask", "refuse"} and not word:
        return _page(request, upload, status=422, missing=verb)
    if request.POST.get("stamp") != upload.stamp:
        return _page(request, upload, status=422, has_changed=True)
    verbs = {"accept": _accept, "ask": _ask, "refuse": _refuse}
    if verb not in verbs:
        return _page(request, upload)
    try:
        problem = verbs[verb](request, upload, word)
    except offering.AlreadyGone:
        problem = ""
        messages.warning(request, _("Somebody was quicker: nothing that you did was saved."))
    if problem:
        return _page(request, upload, status=422, refused=problem)
    following = _waiting(request.user).first()
    return redirect("media_upload:review", following.token) if following else redirect("media_upload:queue")


def _accept(request: HttpRequest, upload: MediaUpload, _word: str) -> str:
    user: Any = request.user
    form = bound_form(upload, user=upload.user)
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    try:
        item = offering.accept(upload, form.said(), by=user)
    except ValidationError as error:
        return reason_of(error) or str(error)
    except OSError:
        logger.exception("A file could not enter the library.")
        return uploads.no_space()
    upload_mail.tell_sender(upload, item=item)
    messages.success(request, _("“%(title)s” is in the pool, and its sender credited.") % {"title": item.title})
    return ""


def _ask(request: HttpRequest, upload: MediaUpload, word: str) -> str:
    user: Any = request.user
    offering.ask(upload, by=user, word=word)
    upload_mail.tell_sender(upload)
    messages.success(request, _("Your question is with whoever sent the file."))
    return ""


def _refuse(request: HttpRequest, upload: MediaUpload, word: str) -> str:
    user: Any = request.user
    offering.refuse(upload, by=user, word=word)
    upload_mail.tell_sender(upload)
    messages.success(request, _("The file stays out of the pool. Its sender reads why."))
    return ""
