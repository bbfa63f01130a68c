"""The mails of those who follow, as text and as HTML: what changed, with the difference inside."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.mail.backend import one_line
from design.addresses import address
from search.registry import label_of_one
from wiki.context.history import difference_url, version_row
from wiki.diff.pages import difference
from wiki.diff.plain_text import of_html
from wiki.domain.past import as_it_was
from wiki.models import Rhythm, Version
from wiki.models.signature import shown_name
from wiki.topics import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wagtail.models import Page

    from search.documents import SearchDocument
    from wiki.models import Delivery, Follow, Follower, Message
    from wiki.topics import Subject

# What mail readers show whole, and people read: beyond it, the difference is a link.
LONGEST_DIFFERENCE, LONGEST_MAIL = 30_000, 80_000
MOST_PAGES, MOST_CHANGES = 30, 20
# Words for screen readers, which mail readers would show: <ins> and <del> say it there.
_FOR_READERS_ALOUD = re.compile(r'<span class="visually-hidden">[^<]*</span>')
_SPACE_BEFORE_END = re.compile(r" +\]")
_LOCAL = re.compile(r'(\b(?:href|src)=")/(?!/)')


@dataclass(slots=True)
class PageNews:
    """What a mail says of one page: the versions since the last mail, and what they changed together.

    Or of an item that is no page, which is new: `what` is what it is called then.
    """

    title: str
    url: str
    language: str
    history_url: str
    why: str
    stop_url: str
    changes: list[dict[str, Any]] = field(default_factory=list)
    more: int = 0
    html: SafeString = SafeString()  # noqa: RUF009 -- text
    text: str = ""
    is_new: bool = False
    sentence: str = ""
    is_long: bool = False
    difference_url: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    discussion_url: str = ""
    what: str = ""


class Pages:
    """Differences drawn in one run, each once a language however many people follow the page."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[int, int, int, str], tuple[SafeString, str]] = {}

    def difference(self, page: Page, before: Version, after: Version) -> tuple[SafeString, str]:
        """As HTML and as text; "" where two versions say the same."""
        key = (page.pk, before.number, after.number, translation.get_language())
        if key not in self._drawn:
            self._drawn[key] = drawn(difference(as_it_was(page, before), as_it_was(page, after)))
        return self._drawn[key]


def drawn(groups: Any) -> tuple[SafeString, str]:
    """A difference without a class or a sheet, its addresses whole, then as plain text."""
    if not groups:
        return SafeString(), ""
    html = _LOCAL.sub(rf"\1{settings.BASE_URL}/", render_to_string("wiki/email/difference.html", {"groups": groups}))
    shown = _FOR_READERS_ALOUD.sub("", html)
    return mark_safe(shown), _SPACE_BEFORE_END.sub("]", of_html(html))  # noqa: S308 -- drawn by our own template


def news_of(
    deliveries: Iterable[Delivery],
    subjects: Mapping[Any, Subject],
    pages: Pages,
    items: Mapping[str, SearchDocument],
) -> list[PageNews]:
    """One for each page or item, in the order in which they changed. Their versions come with their page.

    `items` are the documents of those that are no pages.
    """
    by_about: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in deliveries:
        by_about[delivery.about].append(delivery)
    told, room = [], LONGEST_MAIL
    for ones in list(by_about.values())[:MOST_PAGES]:
        item = items.get(ones[0].item)
        news = _of_item(item, ones[0], subjects) if item else _news(ones, subjects, pages, room=room)
        room -= len(news.html)
        told.append(news)
    return told


def _news(deliveries: list[Delivery], subjects: Mapping[Any, Subject], pages: Pages, *, room: int) -> PageNews:
    page: Any = deliveries[0].page.specific
    local = address(page)
    url = settings.BASE_URL + local if local.startswith("/") else local
    said = [one.message for one in deliveries if one.message is not None]
    news = PageNews(
        title=page.title,
        url=url,
        language=getattr(page, "language", "fr"),
        history_url=f"{url}historique/",
        why=why(deliveries[0].follow, subjects),
        stop_url=stop_url(deliveries[0].follow),
        messages=[_message(one) for one in said[:MOST_CHANGES]],
        discussion_url=f"{url}discussion/",
    )
    versions = sorted((one.version for one in deliveries if one.version), key=lambda version: version.number)
    return _with_versions(news, page, versions, pages, room=room) if versions else news


def _of_item(item: SearchDocument, delivery: Delivery, subjects: Mapping[Any, Subject]) -> PageNews:
    return PageNews(
        title=item.title,
        url=urljoin(settings.BASE_URL, item.url),
        language=item.language or "fr",
        history_url="",
        why=why(delivery.follow, subjects),
        stop_url=stop_url(delivery.follow),
        is_new=True,
        sentence=item.summary,
        what=label_of_one(item.type),
    )


def _message(message: Message) -> dict[str, Any]:
    return {"name": shown_name(message.name) or _("a visitor"), "text": message.text, "passage": message.thread.passage}


def _with_versions(news: PageNews, page: Page, versions: list[Version], pages: Pages, *, room: int) -> PageNews:
    first, last = versions[0], versions[-1]
    before = Version.objects.filter(page_id=page.pk, number__lt=first.number).order_by("-number").first()
    is_shown = before is not None and not (before.is_hidden or last.is_hidden)
    html, text = pages.difference(page, before, last) if before and is_shown else (SafeString(), "")
    is_long = len(html) > min(LONGEST_DIFFERENCE, max(room, 0))
    rows = [version_row(version, page_url=news.url, newest=0) for version in versions]
    return replace(
        news,
        changes=rows[-MOST_CHANGES:],
        more=max(len(rows) - MOST_CHANGES, 0),
        html=SafeString() if is_long else html,
        text="" if is_long else text,
        is_new=before is None,
        sentence=str(getattr(page, "one_sentence", "")) if before is None else "",
        is_long=is_long,
        difference_url=_way_to_difference(news, before, last, is_shown=is_shown),
    )


def _way_to_difference(news: PageNews, before: Version | None, last: Version, *, is_shown: bool) -> str:
    if before is None:
        return news.url
    return difference_url(news.url, before.number, last.number) if is_shown else news.history_url


def why(follow: Follow, subjects: Mapping[Any, Subject]) -> str:
    """“Theme: Maps”: what the reader chose to follow."""
    subject, topic = subjects.get((follow.topic, follow.key)), named(follow.topic)
    label = str(topic.label) if topic else ""
    return f"{label}{_(': ')}{subject.title}" if subject else label


def stop_url(follow: Follow) -> str:
    return settings.BASE_URL + reverse("stop_follow", args=[follow.token])


def list_url(follower: Follower) -> str:
    """Where they see all that they follow: in their account, or at an address that only their mails hold."""
    here = reverse("my_follows") if follower.user_id else reverse("follows_of", args=[follower.token])
    return settings.BASE_URL + here


def news_mail(follower: Follower, news: list[PageNews], *, rhythm: str, follow: Follow, left: int) -> Any:
    """The mail about some pages; `left` are those that it has no room for. Written in the language that is active."""
    is_digest = rhythm != Rhythm.AT_ONCE
    stop = settings.BASE_URL + reverse("stop_digest", args=[follower.token, rhythm]) if is_digest else stop_url(follow)
    context = {
        "news": news,
        "left": left,
        "is_digest": is_digest,
        "rhythm": rhythm,
        "stop_url": stop,
        "list_url": list_url(follower),
        "recent_url": settings.BASE_URL + reverse("recent_changes"),
    }
    return _mail("news", _subject(news, left, rhythm), follower, context, stop=stop)


def _subject(news: list[PageNews], left: int, rhythm: str) -> str:
    if len(news) == 1 and not left:
        return news[0].title
    count = len(news) + left
    if any(one.what for one in news):
        return ngettext("%(count)s new item or change", "%(count)s new items or changes", count) % {"count": count}
    if rhythm == Rhythm.DAILY:
        return ngettext("%(count)s page changed today", "%(count)s pages changed today", count) % {"count": count}
    if rhythm == Rhythm.WEEKLY:
        words = ngettext("%(count)s page changed this week", "%(count)s pages changed this week", count)
        return words % {"count": count}
    return ngettext("%(count)s page changed", "%(count)s pages changed", count) % {"count": count}


def question_mail(follow: Follow, subject: Subject) -> Any:
    """Asks an address that somebody typed whether it wants to follow; says nothing of who typed it."""
    context = {
        "subject": subject,
        "rhythm": follow.get_rhythm_display(),
        "confirm_url": settings.BASE_URL + reverse("confirm_follow", args=[follow.token]),
    }
    title = _("Follow “%(title)s”?") % {"title": subject.title}
    return _mail("question", title, follow.follower, context, stop="")


def _mail(template: str, subject: str, follower: Follower, context: dict[str, Any], *, stop: str) -> Any:
    words = {"SITE_NAME": settings.SITE_NAME, "site_url": settings.BASE_URL, "subject_line": subject, **context}
    text = render_to_string(f"wiki/email/{template}.txt", words)
    message = EmailMultiAlternatives(
        one_line(settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + subject),
        re.sub(r"\n{3,}", "\n\n", text).strip() + "\n",
        to=[follower.address],
    )
    message.attach_alternative(render_to_string(f"wiki/email/{template}.html", words), "text/html")
    # No answer of a machine is wanted: RFC 3834. One click stops it: RFC 8058.
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    if stop:
        message.extra_headers["List-Unsubscribe"] = f"<{stop}>"
        message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message
