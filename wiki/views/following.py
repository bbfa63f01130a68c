"""Following: the choice below a page or beside a theme, what somebody follows, and the addresses that mails lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from search.saved import key_of as saved_key
from web.page_cache.policies import cache_with_query
from wiki import feeds, limits
from wiki.context.following import feed_urls, page_subject, subject_of
from wiki.domain import following
from wiki.forms.following import AddressForm, RhythmForm
from wiki.mailing import readable_in_mails, send_question
from wiki.models import Follow, Rhythm
from wiki.topics import SEARCH, named, topic_of
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from wagtail.models import Page

    from wiki.topics import Subject

# What stands in addresses, and the topic that it means.
WORDS = {"theme": "theme", "mot": "tag", "recherche": SEARCH.name}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: HttpRequest, page: Page) -> HttpResponseBase:
    return Choosing(request, topic_of(page), str(page.pk), page_subject(page)).answer()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_topic(request: HttpRequest, word: str) -> HttpResponseBase:
    topic, key, subject = _asked(request, word)
    return Choosing(request, topic, key, subject).answer()


def _asked(request: HttpRequest, word: str) -> tuple[str, str, Subject]:
    """Raises Http404 for what cannot be followed, or is not public."""
    topic = WORDS.get(word, "")
    key = request.GET.get("cle", "").replace("\x00", "")
    key = saved_key(key) if topic == SEARCH.name else key
    subject = subject_of(topic, key, Readable(request))
    if named(topic) is None or subject is None:
        raise Http404
    return topic, key, subject


@require_safe
@cache_with_query
def page_feed(request: HttpRequest, page: Page, form: str) -> HttpResponse:
    return _feed(request, form, topic_of(page), str(page.pk), page_subject(page))


@require_safe
@cache_with_query
def topic_feed(request: HttpRequest, word: str, form: str) -> HttpResponse:
    return _feed(request, form, *_asked(request, word))


def _feed(request: HttpRequest, form: str, name: str, key: str, subject: Subject) -> HttpResponse:
    topic = named(name)
    if topic is None:
        raise Http404
    feed = feeds.followed(topic, key, subject, settings.BASE_URL + request.get_full_path())
    return feed.json() if form == "json" else feed.atom()


class Choosing:
    """One person before one thing that can be followed."""

    def __init__(self, request: HttpRequest, topic: str, key: str, subject: Subject) -> None:
        self.request, self.topic, self.key, self.subject = request, topic, key, subject
        self.user: Any = request.user
        mine = Follow.objects.filter(follower__user=self.user.pk, topic=topic, key=key)
        self.mine = mine.first() if self.user.is_authenticated else None

    def answer(self) -> HttpResponseBase:
        if self.request.method != "POST":
            return self._drawn(self._form())
        return self._chosen() if self.user.is_authenticated else self._asked()

    def _form(self) -> RhythmForm:
        if not self.user.is_authenticated:
            return AddressForm(is_visitor=True)
        return RhythmForm(initial={"rhythm": self.mine.rhythm if self.mine else Rhythm.AT_ONCE})

    def _is_for_mail(self, readable: Readable) -> bool:
        """Whether its name could stand in a mail to whoever asks."""
        return subject_of(self.topic, self.key, readable) is not None

    def _chosen(self) -> HttpResponseBase:
        if self.request.POST.get("do") == "stop":
            if self.mine is not None:
                following.stop(self.mine)
            messages.success(self.request, _("You no longer follow “%(title)s”.") % {"title": self.subject.title})
            return redirect(self.request.get_full_path())
        form = RhythmForm(self.request.POST)
        if not form.is_valid():
            return self._drawn(form, status=422)
        if not self._is_for_mail(readable_in_mails(self.user)):
            form.add_error(None, _("Only those who type its password see this page: no mail can tell of it."))
            return self._drawn(form, status=422)
        try:
            following.follow(self.user, self.topic, self.key, form.cleaned_data["rhythm"])
        except following.TooMany:
            form.add_error(None, _too_many())
            return self._drawn(form, status=422)
        messages.success(self.request, _("You follow “%(title)s”.") % {"title": self.subject.title})
        return redirect(self.request.get_full_path())

    def _asked(self) -> HttpResponseBase:
        form = AddressForm(self.request.POST, is_visitor=True)
        if not form.is_valid():
            return self._drawn(form, status=422)
        if not self._is_for_mail(Readable()):
            form.add_error(None, _("Not everybody may see this page: log in to follow it."))
            return self._drawn(form, status=422)
        email = form.cleaned_data["email"]
        if not limits.may_ask_mailbox(self.request, email):
            form.add_error(None, _("Too many mails were asked for: look among those you got, or come back tomorrow."))
            return self._drawn(form, status=429)
        if not form.spend_proof(self.request):
            return self._drawn(form, status=422)
        try:
            one = following.ask_to_follow(
                email, self.topic, self.key, form.cleaned_data["rhythm"], language=get_language() or "fr"
            )
        except following.TooMany:
            form.add_error(None, _too_many())
            return self._drawn(form, status=422)
        # The same answer whether the address follows it already: nobody learns what others follow.
        is_sent = send_question(one)
        return noindex(render(self.request, "wiki/follow_asked.html", {**self._context(), "is_sent": is_sent}))

    def _context(self) -> dict[str, Any]:
        topic = named(self.topic)
        return {
            "subject": self.subject,
            "label": str(topic.label) if topic else "",
            **feed_urls(self.request),
            "login_url": f"{reverse('account_login')}?{urlencode({'next': self.request.get_full_path()})}",
        }

    def _drawn(self, form: RhythmForm, *, status: int = 200) -> HttpResponse:
        context = {**self._context(), "form": form, "mine": self.mine}
        return noindex(render(self.request, "wiki/follow.html", context, status=status))


def _too_many() -> str:
    return _("You follow %(count)s things already: stop one of them first.") % {"count": following.MOST_FOLLOWS}


def noindex(response: HttpResponse) -> HttpResponse:
    """Of an address that holds a key, no other site learns it either."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
