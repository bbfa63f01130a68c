"""The discussion beside a page: read by whoever reads the page, written by accounts and visitors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from design.addresses import address
from web.typed import words_in
from wiki import limits
from wiki.context.discussion import discussion, passage_called, places
from wiki.domain import discussing
from wiki.domain.discussion_mail import tell_reviewers
from wiki.forms.discussion import MessageForm
from wiki.models import Message, Thread
from wiki.topics import LONGEST_NUMBER
from wiki.views.about import about, not_indexed
from wiki.visibility import may_review

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page_discussion(request: HttpRequest, page: Page) -> HttpResponseBase:
    return Discussing(request, page).answer()


class Discussing:
    """One person at the discussion of one page that they may read."""

    def __init__(self, request: HttpRequest, page: Page) -> None:
        self.request, self.page = request, page
        self.user: Any = request.user if request.user.is_authenticated else None
        self.asked = request.POST if request.method == "POST" else request.GET
        self.place = self.asked.get("ou", "")
        self.passage = passage_called(page, self.place)
        self.thread = self._named(Thread.objects.filter(page_id=page.pk), "repondre")
        self.message = self._named(Message.objects.filter(thread__page=page.pk).select_related("thread"), "modifier")
        self.moderates = may_review(request.user, page)
        self._keep_apart()

    def _named(self, rows: Any, name: str) -> Any:
        """The row that the address or the form names. Raises Http404 for one that is not of this page."""
        key = self.asked.get(name, "")
        if not key:
            return None
        is_number = key.isascii() and key.isdigit() and len(key) <= LONGEST_NUMBER
        return get_object_or_404(rows, pk=int(key) if is_number else 0)

    def _keep_apart(self) -> None:
        """What this reader does not see is not there."""
        began = self.thread is not None and self.user is not None and self.thread.started_by_id == self.user.pk
        if self.thread is not None and not (self.thread.is_public or self.moderates or began):
            raise Http404
        is_theirs = self.message is not None and self.user is not None and self.message.author_id == self.user.pk
        if self.message is not None and not (is_theirs or self.moderates):
            raise Http404
        if self.request.method != "POST" and self.message and not discussing.may_edit(self.message, self.user):
            self.message = None

    def answer(self) -> HttpResponseBase:
        if self.request.method != "POST":
            return self._drawn(self._form())
        do = self.request.POST.get("do", "")
        if do in {"close", "reopen"}:
            return self._closed(closed=do == "close")
        if do in {"hide", "show"}:
            return self._moderated(do)
        return self._said()

    def _form(self, data: Any = None) -> MessageForm:
        is_edited = self.message is not None and self.request.method != "POST"
        initial = {"text": self.message.text} if is_edited else {}
        return MessageForm(data, initial=initial, is_visitor=self.user is None)

    def _said(self) -> HttpResponseBase:
        form = self._form(self.request.POST)
        if not form.is_valid():
            return self._drawn(form, status=422)
        if self.message is not None:
            return self._edited(form)
        if not limits.may_discuss(self.request):
            form.add_error(None, _("You have written a lot: wait an hour before you go on. Your text is still here."))
            return self._drawn(form, status=429)
        return self._new(form)

    def _new(self, form: MessageForm) -> HttpResponseBase:
        if not form.spend_proof(self.request):
            return self._drawn(form, status=422)
        try:
            message = self._added(form)
        except discussing.Closed:
            form.add_error(None, _("This discussion was closed meanwhile. Copy your text, and begin a new one."))
            return self._drawn(form, status=422)
        except discussing.Full:
            form.add_error(None, _("So much waits to be read here that nothing more is taken for now: copy your text."))
            return self._drawn(form, status=429)
        return self._said_to(message)

    def _said_to(self, message: Message) -> HttpResponseBase:
        if message.state == Message.State.WAITING:
            tell_reviewers(message, self.page)
            messages.success(self.request, _("Thank you! Somebody reads your message before it is shown."))
        return self._back(message.thread_id)

    def _added(self, form: MessageForm) -> Message:
        said = form.cleaned_data
        by = discussing.Speaker(user=self.user, name=said.get("name", ""), form=said["stamp"])
        if self.thread is not None:
            return discussing.reply(self.thread, self.page, text=said["text"], by=by)
        place = self.place if self.passage else ""
        return discussing.start(self.page, place=place, passage=self.passage, text=said["text"], by=by)

    def _edited(self, form: MessageForm) -> HttpResponseBase:
        try:
            discussing.edit(self.message, self.page, text=form.cleaned_data["text"], by=self.user)
        except PermissionDenied:
            form.add_error(None, _("A message is changed by who wrote it, for a day, while its discussion is open."))
            return self._drawn(form, status=403)
        return self._said_to(self.message)

    def _closed(self, *, closed: bool) -> HttpResponseBase:
        if self.thread is None:
            raise Http404
        if self.user is None:
            raise PermissionDenied
        discussing.set_closed(self.thread, self.page, closed=closed, by=self.user)
        return self._back(self.thread.pk)

    def _moderated(self, do: str) -> HttpResponseBase:
        if self.message is None or not self.moderates:
            raise PermissionDenied
        if do == "show":
            discussing.show(self.message, self.page, by=self.user)
        elif reason := words_in(self.request.POST, "reason"):
            discussing.hide(self.message, self.page, reason=reason, by=self.user)
        else:
            messages.error(self.request, _("Say why: the reason is public, and the message is not."))
        return self._back(self.message.thread_id)

    def _back(self, thread: int) -> HttpResponseBase:
        return redirect(f"{address(self.page)}discussion/#fil-{thread}")

    def _drawn(self, form: MessageForm, *, status: int = 200) -> HttpResponseBase:
        number = self.request.GET.get("page")
        context = {
            **about(self.page),
            **discussion(self.page, self.user, number=number, moderates=self.moderates),
            "form": form,
            "replies_to": self.thread,
            "edits": self.message,
            "place": self.place if self.passage else "",
            "passage": self.passage,
            "places": places(self.page) if self.thread is None and self.message is None else [],
            "is_known": discussing.is_known(self.user, self.page),
        }
        return not_indexed(render(self.request, "wiki/discussion.html", context, status=status), self.page)
