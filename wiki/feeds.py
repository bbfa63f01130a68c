"""Recent changes, and the changes of what can be followed, for feed readers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from design.addresses import full_address
from web.feeds import Entry, Feed
from wiki.context.history import difference_url, kind_of_change, signature, version_url
from wiki.context.recent_changes import PER_PAGE, Asked, changes
from wiki.models.signature import shown_name
from wiki.queries import public_changes, public_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wiki.models import Message, Version
    from wiki.topics import Subject, Topic


def recent_changes(chosen: Asked, *, here: str) -> Feed:
    """`here` is the name of the address that gives it."""
    narrowed = f" ({', '.join(chosen.values.values())})" if chosen.values else ""
    return Feed(
        title=f"{settings.SITE_NAME} – {_('Recent changes')}{narrowed}",
        url=_address("recent_changes", chosen),
        here=_address(here, chosen),
        author=settings.SITE_NAME,
        entries=list(_entries(changes(chosen)[:PER_PAGE])),
    )


def _address(name: str, chosen: Asked) -> str:
    return settings.BASE_URL + reverse(name) + (f"?{chosen.query}" if chosen.values else "")


def followed(topic: Topic, key: str, subject: Subject, here: str) -> Feed:
    """The last changes of what can be followed, and what was said beside it: what anybody may see."""
    pages = topic.pages(key)
    versions = _entries(public_changes().filter(page__in=pages)[:PER_PAGE])
    said = _messages(public_messages().filter(thread__page__in=pages)[:PER_PAGE])
    return Feed(
        title=f"{settings.SITE_NAME} – {topic.label}{_(': ')}{subject.title}",
        url=urljoin(settings.BASE_URL, subject.url),
        here=here,
        author=settings.SITE_NAME,
        entries=sorted([*versions, *said], key=lambda entry: entry.at, reverse=True)[:PER_PAGE],
    )


def _entries(versions: Iterable[Version]) -> Iterator[Entry]:
    for version in versions:
        url = full_address(version.page)
        yield Entry(
            id=version_url(url, version.number),
            url=_way_to(version, url),
            title=version.page.title,
            text=_text(version),
            author=signature(version),
            at=version.at,
        )


def _messages(messages: Iterable[Message]) -> Iterator[Entry]:
    for message in messages:
        url = f"{full_address(message.thread.page)}discussion/#message-{message.pk}"
        yield Entry(
            id=url,
            url=url,
            title=f"{message.thread.page.title} – {_('Discussion')}",
            text=message.text,
            author=shown_name(message.name) or _("a visitor"),
            at=message.written_at,
        )


def _way_to(version: Version, url: str) -> str:
    """To what changed; to the history where that is hidden."""
    if version.is_hidden:
        return f"{url}historique/"
    if version.number == 1:
        return version_url(url, version.number)
    return difference_url(url, version.number - 1, version.number)


def _text(version: Version) -> str:
    if version.is_hidden:
        return _("This version is hidden: %(reason)s") % {"reason": version.hidden_reason}
    said = [kind_of_change(version), version.summary, _("minor change") if version.is_minor else ""]
    return " · ".join(filter(None, said)) or _("Version %(number)s") % {"number": version.number}
