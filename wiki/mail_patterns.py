"""The mails of those who follow or look after pages, as HTML and as text, to be looked at: made up, sent to nobody."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.mail import messages
from community.models import User
from wiki.context.follow_mail import PageNews, drawn, news_mail, question_mail
from wiki.context.following import Subject
from wiki.diff.changes import Change, change_of
from wiki.diff.pages import GroupOfChanges
from wiki.models import Follow, Follower, Rhythm

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives
    from django.http import HttpRequest

_TITLE = "Cartographier son quartier"
# A key that opens nothing.
_KEY = "exemple"


def mail_pattern(request: HttpRequest, name: str) -> HttpResponse:
    """`name` is that of a mail; with `?texte`, as those read it who want no HTML."""
    if name not in MAILS:
        raise Http404
    message = MAILS[name]()
    if "texte" in request.GET:
        headers = "".join(f"{header}: {value}\n" for header, value in message.extra_headers.items())
        return HttpResponse(
            f"Subject: {message.subject}\n{headers}\n{message.body}", content_type="text/plain; charset=utf-8"
        )
    return _as_mail(request, message.alternatives[0].content)


@csp_update({"style-src": ["'unsafe-inline'"]})
def _as_mail(_request: HttpRequest, html: str) -> HttpResponse:
    return HttpResponse(html)


def _follower() -> Follower:
    return Follower(email="vous@example.org", token=_KEY)


def _question() -> EmailMultiAlternatives:
    follow = Follow(follower=_follower(), rhythm=Rhythm.DAILY, token=_KEY)
    return question_mail(follow, Subject(_TITLE, "/motifs/fiche/"))


def _at_once() -> EmailMultiAlternatives:
    return _news([_changed(_TITLE, is_whole=True)], Rhythm.AT_ONCE)


def _digest() -> EmailMultiAlternatives:
    new = _page("Photographier une fête", is_new=True, sentence=_("Everybody is in the picture, or agrees not to be."))
    return _news([_changed(_TITLE, is_whole=False), new], Rhythm.DAILY)


def _news(pages: list[PageNews], rhythm: str) -> Any:
    return news_mail(_follower(), pages, rhythm=rhythm, follow=Follow(token=_KEY), left=0)


def _changed(title: str, *, is_whole: bool) -> PageNews:
    before = "<p>Chaque équipe reçoit un plan et un crayon rouge.</p>"
    after = "<p>Chaque équipe reçoit un plan, un crayon et <b>une gomme</b>.</p>"
    text: Any = change_of("Consigne", before, after, is_text=True)  # type: ignore[arg-type]
    step = Change("2. Relever", kind="row", states=("moved", "changed"), moved=(3, 2), parts=[text])
    fact: Any = change_of("Durée", "1 h", "1 h 30", is_text=False)  # type: ignore[arg-type]
    groups = [GroupOfChanges("Étapes", [step]), *([GroupOfChanges("Pratique", [fact])] if is_whole else [])]
    html, words = drawn(groups)
    return _page(title, html=html, text=words)


def _page(title: str, **rest: Any) -> PageNews:
    change = {
        "signature": "Anne Le Gall",
        "summary": "La gomme manquait, et il faut plus de temps",
        "kind": "",
        "is_minor": False,
        "at": datetime(2026, 11, 28, 15, 30, tzinfo=timezone.get_default_timezone()),
    }
    url = "/motifs/fiche/"
    shown: dict[str, Any] = {
        "title": title, "url": url, "language": "fr", "changes": [change], "difference_url": url, "history_url": url,
        "why": "Thème\u00a0: Cartes", "stop_url": url, **rest,
    }  # fmt: skip
    return PageNews(**shown)


def _reminder() -> EmailMultiAlternatives:
    """In the language of whoever looks at it, as it is in that of its reader."""
    since = date(2026, 11, 2)
    pages = [
        {"title": _TITLE, "url": "/motifs/fiche/", "language": "fr", "review_on": since, "verified_at": None},
        {
            "title": "Photographier une fête", "url": "/motifs/fiche/", "language": "fr", "review_on": since,
            "verified_at": datetime(2024, 10, 12, 9, 0, tzinfo=timezone.get_default_timezone()),
        },
    ]  # fmt: skip
    person = User(display_name="Anne Le Gall", email="vous@example.org")
    return messages.written("wiki/email/review_due", person=person, html=True, pages=pages)


MAILS = {"confirmer": _question, "a-la-fois": _at_once, "resume": _digest, "relecture": _reminder}
