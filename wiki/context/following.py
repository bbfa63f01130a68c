"""What can be followed, and what somebody follows, as pages say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from design.addresses import address
from wiki.topics import Subject, named, subjects_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

    from wiki.models import Follower
    from wiki.visibility import Readable


def subject_of(topic: str, key: str, readable: Readable) -> Subject | None:
    return subjects_of([(topic, key)], readable).get((topic, key))


def page_subject(page: Page) -> Subject:
    """Of a page that its reader sees already."""
    return Subject(page.title, address(page))


def feed_urls(request: HttpRequest) -> dict[str, str]:
    """Beside the address where something is followed."""
    query = request.META.get("QUERY_STRING", "")
    return {f"{form}_url": f"{request.path}flux.{form}{'?' if query else ''}{query}" for form in ("atom", "json")}


def follow_rows(follower: Follower | None, readable: Readable) -> list[dict[str, Any]]:
    """All that somebody follows, the last first; what is gone or closed to them has no name any more.

    Queries: one for the list, and one or two for each topic in it, however long.
    """
    follows = list(follower.follows.exclude(confirmed_at=None)) if follower else []
    subjects = subjects_of({(one.topic, one.key) for one in follows}, readable)
    return [_row(one, subjects.get((one.topic, one.key))) for one in follows]


def _row(one: Any, subject: Subject | None) -> dict[str, Any]:
    topic = named(one.topic)
    return {
        "pk": one.pk,
        "rhythm": one.rhythm,
        "label": str(topic.label) if topic else "",
        "title": subject.title if subject else _("no longer public"),
        "url": subject.url if subject else "",
    }
