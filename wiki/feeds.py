"""Recent changes for feed readers: Atom (RFC 4287) and JSON Feed 1.1, the same entries in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from design.addresses import full_address
from web.languages import current_language
from wiki.context.history import difference_url, kind_of_change, signature, version_url
from wiki.context.recent_changes import PER_PAGE, Asked, changes
from wiki.models.signature import shown_name
from wiki.queries import public_changes, public_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wiki.models import Message, Version
    from wiki.topics import Subject, Topic

ATOM, JSON = "application/atom+xml; charset=utf-8", "application/feed+json"


def entries(chosen: Asked) -> Iterator[dict[str, Any]]:
    """What readers see of each change, with whole addresses."""
    yield from _entries(changes(chosen)[:PER_PAGE])


def _entries(versions: Iterable[Version]) -> Iterator[dict[str, Any]]:
    for version in versions:
        url = full_address(version.page)
        permanent = version_url(url, version.number)
        yield {
            "id": permanent,
            "url": _way_to(version, url),
            "title": version.page.title,
            "text": _text(version),
            "author": signature(version),
            "at": version.at,
        }


def _messages(messages: Iterable[Message]) -> Iterator[dict[str, Any]]:
    for message in messages:
        url = f"{full_address(message.thread.page)}discussion/#message-{message.pk}"
        yield {
            "id": url,
            "url": url,
            "title": f"{message.thread.page.title} – {_('Discussion')}",
            "text": message.text,
            "author": shown_name(message.name) or _("a visitor"),
            "at": message.written_at,
        }


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


def title(chosen: Asked) -> str:
    narrowed = f" ({', '.join(chosen.values.values())})" if chosen.values else ""
    return f"{settings.SITE_NAME} – {_('Recent changes')}{narrowed}"


def _address(name: str, chosen: Asked) -> str:
    return settings.BASE_URL + reverse(name) + (f"?{chosen.query}" if chosen.values else "")


def atom(chosen: Asked) -> str:
    here, link = _address("recent_changes_atom", chosen), _address("recent_changes", chosen)
    return _atom(entries(chosen), title=title(chosen), link=link, here=here)


def followed(topic: Topic, key: str, subject: Subject, here: str) -> str:
    """The last changes of what can be followed, and what was said beside it: what anybody may see."""
    pages = topic.pages(key)
    versions = _entries(public_changes().filter(page__in=pages)[:PER_PAGE])
    said = _messages(public_messages().filter(thread__page__in=pages)[:PER_PAGE])
    newest = sorted([*versions, *said], key=lambda entry: entry["at"], reverse=True)[:PER_PAGE]
    named = f"{settings.SITE_NAME} – {topic.label}{_(': ')}{subject.title}"
    return _atom(newest, title=named, link=urljoin(settings.BASE_URL, subject.url), here=here)


def _atom(entries: Iterable[dict[str, Any]], *, title: str, link: str, here: str) -> str:
    feed = Atom1Feed(
        title=title,
        link=link,
        description=None,
        language=current_language(),
        feed_url=here,
        author_name=settings.SITE_NAME,
    )
    for entry in entries:
        feed.add_item(
            title=entry["title"],
            link=entry["url"],
            description=entry["text"],
            unique_id=entry["id"],
            author_name=entry["author"],
            pubdate=entry["at"],
            updateddate=entry["at"],
        )
    return str(feed.writeString("utf-8"))


def json_feed(chosen: Asked) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(chosen),
        "home_page_url": _address("recent_changes", chosen),
        "feed_url": _address("recent_changes_json", chosen),
        "language": current_language(),
        "items": [
            {
                "id": entry["id"],
                "url": entry["url"],
                "title": entry["title"],
                "content_text": entry["text"],
                "date_published": entry["at"].isoformat(),
                "authors": [{"name": entry["author"]}],
            }
            for entry in entries(chosen)
        ],
    }
