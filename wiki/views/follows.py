"""What somebody follows, in their account or from their mails, and what the links of mails lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wiki.context.following import follow_rows, subject_of
from wiki.domain import following
from wiki.models import Follow, Follower, Rhythm
from wiki.topics import LONGEST_NUMBER
from wiki.views.following import noindex
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


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
    return noindex(render(request, template, context))


def _list_changed(request: HttpRequest, follower: Follower) -> HttpResponseBase:
    if request.POST.get("do") == "stop-all":
        following.stop_all(follower)
        messages.success(request, _("It is done: you follow nothing any more."))
        return redirect("my_follows" if follower.user_id else "recent_changes")
    key = request.POST.get("follow", "")
    one = get_object_or_404(follower.follows, pk=_number(key))
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
        return noindex(render(request, "wiki/follow_gone.html", {"asks": True}, status=410))
    if request.method == "POST":
        following.confirm(one)
        messages.success(request, _("You follow “%(title)s”.") % {"title": subject.title})
        return (
            redirect("follows_of", token=one.follower.token) if one.follower.user_id is None else redirect("my_follows")
        )
    return noindex(
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
        return noindex(render(request, "wiki/follow_stopped.html"))
    if one is None:
        return noindex(render(request, "wiki/follow_gone.html", status=410))
    return noindex(render(request, "wiki/follow_stop.html", {"subject": subject}))


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
        return noindex(render(request, "wiki/follow_stopped.html"))
    if follower is None:
        return noindex(render(request, "wiki/follow_gone.html", status=410))
    follows = [row for row in follow_rows(follower, Readable()) if row["rhythm"] == rhythm]
    return noindex(render(request, "wiki/follow_stop.html", {"follows": follows}))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
