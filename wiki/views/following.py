"""Following: the choice below a page or beside a theme, what somebody follows, and the addresses that mails lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from web.page_cache.policies import cache_with_query
from wiki import feeds, limits
from wiki.context.following import feed_url, follow_rows, page_subject, subject_of
from wiki.domain import following
from wiki.forms.following import AddressForm, RhythmForm
from wiki.mailing import readable_in_mails, send_question
from wiki.models import Follow, Follower, Rhythm
from wiki.topics import SEARCH, named, search_key, topic_of
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
    key = search_key(key) if topic == SEARCH.name else key
    subject = subject_of(topic, key, Readable(request))
    if named(topic) is None or subject is None:
        raise Http404
    return topic, key, subject


@require_safe
@cache_with_query
def page_feed(request: HttpRequest, page: Page) -> HttpResponse:
    return _feed(request, topic_of(page), str(page.pk), page_subject(page))


@require_safe
@cache_with_query
def topic_feed(request: HttpRequest, word: str) -> HttpResponse:
    return _feed(request, *_asked(request, word))


def _feed(request: HttpRequest, name: str, key: str, subject: Subject) -> HttpResponse:
    topic = named(name)
    if topic is None:
        raise Http404
    here = settings.BASE_URL + request.get_full_path()
    return HttpResponse(feeds.followed(topic, key, subject, here), content_type=feeds.ATOM)


class Choosing:
    """One person before one thing that can be followed."""

    def __init__(self, request: HttpRequest, topic: str, key: str, subject: Subject) -> None:
        self.request, self.topic, self.key, self.subject = request, topic, key, subject
        self.user: Any = request.user
        known = Follow.objects.filter(follower__user=self.user, topic=topic, key=key)
        self.mine = known.first() if self.user.is_authenticated else None

    def answer(self) -> HttpResponseBase:
        if self.request.method != "POST":
            return self._drawn(self._form())
        return self._chosen() if self.user.is_authenticated else self._asked()

    def _form(self) -> RhythmForm:
        if not self.user.is_authenticated:
            return AddressForm()
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
        form = AddressForm(self.request.POST)
        if not form.is_valid():
            return self._drawn(form, status=422)
        if not self._is_for_mail(Readable()):
            form.add_error(None, _("Not everybody may see this page: log in to follow it."))
            return self._drawn(form, status=422)
        email = form.cleaned_data["email"]
        if not limits.may_ask_mailbox(self.request, email):
            form.add_error(None, _("Too many mails were asked for: look among those you got, or come back tomorrow."))
            return self._drawn(form, status=429)
        try:
            one = following.ask_to_follow(
                email, self.topic, self.key, form.cleaned_data["rhythm"], language=get_language() or "fr"
            )
        except following.TooMany:
            form.add_error(None, _too_many())
            return self._drawn(form, status=422)
        # The same answer whether the address follows it already: nobody learns what others follow.
        is_sent = send_question(one)
        return _noindex(render(self.request, "wiki/follow_asked.html", {**self._context(), "is_sent": is_sent}))

    def _context(self) -> dict[str, Any]:
        topic = named(self.topic)
        return {
            "subject": self.subject,
            "label": str(topic.label) if topic else "",
            "feed_url": feed_url(self.request),
            "login_url": f"{reverse('account_login')}?{urlencode({'next': self.request.get_full_path()})}",
        }

    def _drawn(self, form: RhythmForm, *, status: int = 200) -> HttpResponse:
        context = {**self._context(), "form": form, "mine": self.mine}
        return _noindex(render(self.request, "wiki/follow.html", context, status=status))


def _too_many() -> str:
    return _("You follow %(count)s things already: stop one of them first.") % {"count": following.MOST_FOLLOWS}


def _noindex(response: HttpResponse) -> HttpResponse:
    """Of an address that holds a key, no other site learns it either."""
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_follows(request: HttpRequest) -> HttpResponseBase:
    user: Any = request.user
    return _list(request, Follower.objects.filter(user=user).first(), "wiki/my_follows.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follows_of(request: HttpRequest, token: str) -> HttpResponseBase:
    """What an address without account follows, for whoever has one of its mails."""
    follower = get_object_or_404(Follower, token=token, user=None)
    return _list(request, follower, "wiki/follows_of.html")


def _list(request: HttpRequest, follower: Follower | None, template: str) -> HttpResponseBase:
    if request.method == "POST" and follower is not None:
        return _list_changed(request, follower)
    context = {"follows": follow_rows(follower, Readable(request)), "rhythms": Rhythm.choices}
    return _noindex(render(request, template, context))


def _list_changed(request: HttpRequest, follower: Follower) -> HttpResponseBase:
    if request.POST.get("do") == "stop-all":
        following.stop_all(follower)
        messages.success(request, _("It is done: you follow nothing any more."))
        return redirect("my_follows" if follower.user_id else "recent_changes")
    key = request.POST.get("follow", "")
    one = get_object_or_404(follower.follows, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0)  # noqa: PLR2004 -- a bigint
    if request.POST.get("do") == "stop":
        following.stop(one)
        messages.success(request, _("It is done: no more mails about it."))
    elif request.POST.get("rhythm") in Rhythm.values:
        following.set_rhythm(one, request.POST["rhythm"])
        messages.success(request, _("It is noted."))
    return redirect(request.path)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_follow(request: HttpRequest, token: str) -> HttpResponseBase:
    """A button: scanners of mail open links, and press none."""
    one = Follow.objects.select_related("follower").filter(token=token).first()
    subject = subject_of(one.topic, one.key, Readable()) if one else None
    if one is None or subject is None:
        return _noindex(render(request, "wiki/follow_gone.html", {"asks": True}, status=410))
    if request.method == "POST":
        following.confirm(one)
        messages.success(request, _("You follow “%(title)s”.") % {"title": subject.title})
        return (
            redirect("follows_of", token=one.follower.token) if one.follower.user_id is None else redirect("my_follows")
        )
    return _noindex(
        render(request, "wiki/follow_confirm.html", {"subject": subject, "rhythm": one.get_rhythm_display()})
    )


# Mail programs send it by themselves, without a form of ours (RFC 8058): the token is the secret.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_follow(request: HttpRequest, token: str) -> HttpResponseBase:
    one = Follow.objects.filter(token=token).first()
    subject = subject_of(one.topic, one.key, Readable()) if one else None
    if request.method == "POST":
        if one is not None:
            following.stop(one)
        return _noindex(render(request, "wiki/follow_stopped.html"))
    if one is None:
        return _noindex(render(request, "wiki/follow_gone.html", status=410))
    return _noindex(render(request, "wiki/follow_stop.html", {"subject": subject}))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest(request: HttpRequest, token: str, rhythm: str) -> HttpResponseBase:
    follower = Follower.objects.filter(token=token).first()
    if rhythm not in Rhythm.values:
        raise Http404
    if request.method == "POST":
        if follower is not None:
            following.stop_rhythm(follower, rhythm)
        return _noindex(render(request, "wiki/follow_stopped.html"))
    if follower is None:
        return _noindex(render(request, "wiki/follow_gone.html", status=410))
    follows = [row for row in follow_rows(follower, Readable()) if row["rhythm"] == rhythm]
    return _noindex(render(request, "wiki/follow_stop.html", {"follows": follows}))
