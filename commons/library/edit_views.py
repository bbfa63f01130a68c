"""Changing what is said of a media item, and taking it out of the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from commons.library.domain import editing_items, offering
from commons.library.domain.licence_records import relicense
from commons.library.edit_form import EditForm, RelicenceForm
from commons.library.models import MediaItem
from web.typed import words_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LONGEST_REASON = 1000
_MEANWHILE = gettext_lazy("Somebody changed it meanwhile: what you typed is still here, look at both first.")


def _item(request: HttpRequest, slug: str) -> MediaItem:
    """Raises Http404 for an item this person may not even see, PermissionDenied for one they may not change."""
    item = MediaItem.objects.select_related("image", "document", "media").filter(slug=slug).first()
    if item is None:
        raise Http404
    if not editing_items.may_edit(request.user, item):
        if item.is_public:
            raise PermissionDenied
        raise Http404
    return item


def _unread(request: HttpRequest, item: MediaItem) -> HttpResponse | None:
    """Whom to ask, for whoever is read before: what is public changes by no other way than a new file does."""
    if not editing_items.would_show_unread(request.user, item):
        return None
    context = {"item": item, "sentence": editing_items.WOULD_SHOW_UNREAD}
    return render(request, "library/upload/unread.html", context, status=403)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    item = _item(request, slug)
    if refused := _unread(request, item):
        return refused
    user: Any = request.user
    sees_people = editing_items.sees_people(user, item)
    form = EditForm(request.POST or None, item=item, user=user, sees_people=sees_people)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                editing_items.change(item, form.changed_values(), by=user)
            except ValidationError as error:
                form.add_error(None, error)
            except editing_items.ChangedMeanwhile:
                form.add_error(None, _MEANWHILE)
            else:
                messages.success(request, _("Saved."))
                return redirect(item.get_absolute_url() if item.is_public else request.path)
        status = 422
    return render(request, "library/upload/edit.html", {"item": item, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def licence(request: HttpRequest, slug: str) -> HttpResponse:
    """Another licence, with the reason: what was said before stays on record, and so do the copies made under it."""
    item = _item(request, slug)
    if refused := _unread(request, item):
        return refused
    user: Any = request.user
    form = RelicenceForm(request.POST or None, initial={"licence": item.licence})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                relicense(item, by=user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Saved."))
                item.refresh_from_db()
                return redirect(item.get_absolute_url() if item.is_public else "media_upload:add")
    return render(request, "library/upload/licence.html", {"item": item, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Out of the pool, or deleted; a reason in both cases."""
    item = _item(request, slug)
    user: Any = request.user
    reason = words_in(request.POST, "reason", LONGEST_REASON)
    is_shown = item.file_row.is_shown_in_public()
    wrong = ""
    if request.method == "POST":
        verb = request.POST.get("do")
        if not reason:
            wrong = _("Say why in a few words.")
        elif verb == "delete" and is_shown:
            wrong = _("A published page shows it: it cannot be deleted before that page does without it.")
        else:
            title = item.title
            if verb == "delete":
                offering.delete(item, by=user, reason=reason)
                messages.success(request, _("“%(title)s” is deleted, its file too.") % {"title": title})
            else:
                offering.withdraw(item, by=user, reason=reason)
                messages.success(request, _("“%(title)s” is no longer offered to the pool.") % {"title": title})
            return redirect("media_upload:add")
    pages = item.file_row.pages_that_show_it()[:20] if is_shown else []
    context = {"item": item, "wrong": wrong, "reason": reason, "pages": pages}
    return render(request, "library/upload/withdraw.html", context, status=422 if wrong else 200)
