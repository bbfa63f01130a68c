from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import DatabaseError
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from wiki import browser
from wiki.domain.session_texts import keep_what_was_sent
from wiki.domain.unsaved_forms import TooLarge, forget, store_unsaved_form, unsaved_form
from wiki.models import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from community.models import User
    from wiki.models import UnsavedForm

logger = logging.getLogger(__name__)

# Forms that show what was kept inside themselves, unsaved; others are sent again by hand.
FILLED_AGAIN = {"wagtailadmin_pages:edit", "wagtailadmin_pages:add", "edit_page", "new_page", "new_page_draft"}


class KeepTypedText:
    """Nobody loses what she wrote because her session ended: the form is kept, and offered again after logging in.

    Stands after MessageMiddleware. What is kept belongs to whoever was logged in when the form was opened.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            response = self.get_response(request)
        else:
            kept = _given_back(request)
            response = _after(request, self.get_response(request), kept)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            browser.remember(request, response)
        return response


def _given_back(request: HttpRequest) -> UnsavedForm | None:
    """The kept form that this one is, with the files that came with it then. No file of a visitor is read yet."""
    if request.content_type == "multipart/form-data" and not request.user.is_authenticated:
        return None
    key = request.GET.get("kept") or (request.POST.get("kept") if _is_form(request) else None)
    kept = unsaved_form(request.user, key) if key and request.user.is_authenticated else None
    if kept is not None:
        for name, uploads in kept.uploads.lists():
            if name not in request.FILES:
                request.FILES.setlist(name, uploads)
    return kept


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in {"multipart/form-data", "application/x-www-form-urlencoded"}


def _after(request: HttpRequest, response: HttpResponseBase, kept: UnsavedForm | None) -> HttpResponseBase:
    if kept is not None and _was_saved(request, response):
        forget(kept)
    if request.user.is_authenticated or not _leads_to_log_in(response) or not _is_form(request):
        return response
    return _kept_until_log_in(request) or response


def _was_saved(request: HttpRequest, response: HttpResponseBase) -> bool:
    if not request.user.is_authenticated:
        return False
    is_json = response.get("Content-Type", "").startswith("application/json")
    return response.status_code in {302, 303} or (is_json and response.status_code < 300)  # noqa: PLR2004 -- HTTP's own


def _leads_to_log_in(response: HttpResponseBase) -> bool:
    doors = {resolve_url(settings.LOGIN_URL), reverse("wagtailadmin_login")}
    return response.status_code in {302, 303} and urlsplit(response["Location"]).path in doors


def _kept_until_log_in(request: HttpRequest) -> HttpResponseRedirect | None:
    person = browser.owner(request)
    if person is not None and person.is_temporary:
        return _kept_for_facilitator(request, person)
    form = keep(request)
    if form is None or form.by_itself:
        return None
    messages.warning(request, _("You were no longer logged in. Nothing is lost: log in, and your text is there."))
    question = QueryDict(mutable=True)
    question[REDIRECT_FIELD_NAME] = reverse("unsaved_form", args=[form.pk])
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{question.urlencode(safe='/')}")


def _kept_for_facilitator(request: HttpRequest, person: User) -> HttpResponseRedirect | None:
    """Of a temporary account left in another tab: nobody logs in to it again, its facilitator finds its drafts."""
    writer = Writer.objects.select_related("account").filter(account=person).first()
    if writer is None or not browser.comes_from_here(request) or keep_what_was_sent(request, writer) is None:
        return None
    messages.warning(
        request, _("You had left this session in another tab. Your text is kept: its facilitator finds it.")
    )
    return HttpResponseRedirect(reverse("enter_session"))


def _saves_by_itself(request: HttpRequest) -> bool:
    """Whether this is the editor that saves while somebody writes; other scripts ask, and change nothing."""
    match = request.resolver_match
    return browser.wants_json(request) and match is not None and match.view_name in FILLED_AGAIN


def keep(request: HttpRequest) -> UnsavedForm | None:
    """Keep what this request says for whoever typed it; None when nobody is known, or nothing could be kept."""
    by_itself = browser.is_sent_by_a_script(request)
    if by_itself and not _saves_by_itself(request):
        return None
    person = browser.owner(request)
    if person is None or not browser.comes_from_here(request):
        return None
    try:
        form = store_unsaved_form(
            user=person,
            path=request.get_full_path()[:1000],
            post=request.POST,
            files=request.FILES,
            by_itself=by_itself,
        )
    except TooLarge:
        messages.error(
            request,
            _("This text is too long to be kept here: go back with your browser, and copy it before you log in."),
        )
    except (DatabaseError, OSError):
        logger.exception("What a person typed could not be kept.")
    else:
        for name in form.too_heavy if form else ():
            messages.warning(request, _("“%(name)s” is too heavy to be kept: choose it again.") % {"name": name})
        return form
    return None
