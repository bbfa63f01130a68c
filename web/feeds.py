"""Feeds for feed readers: Atom (RFC 4287) and JSON Feed 1.1, the same entries in both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed

from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Sequence

ATOM, JSON = "application/atom+xml; charset=utf-8", "application/feed+json"
# When a feed without entries says that it changed: at the same moment each time it is read.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` and `url` are whole addresses, or `id` a tag URI (RFC 4151); `licence` the canonical one of a licence."""

    id: str
    url: str
    title: str
    text: str
    author: str
    at: datetime
    licence: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """`url` is the page that shows the same, `here` the address of the feed itself; the newest entries first."""

    title: str
    url: str
    here: str
    author: str
    entries: Sequence[Entry] = field(default=())

    def atom(self) -> HttpResponse:
        feed = _Atom(
            title=self.title,
            link=self.url,
            description=None,
            language=current_language(),
            feed_url=self.here,
            author_name=self.author,
        )
        for entry in self.entries:
            feed.add_item(
                title=entry.title,
                link=entry.url,
                description=entry.text,
                unique_id=entry.id,
                author_name=entry.author,
                pubdate=entry.at,
                updateddate=entry.at,
                licence=entry.licence,
            )
        return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)

    def json(self) -> HttpResponse:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.url,
            "feed_url": self.here,
            "language": current_language(),
            "items": [_item(entry) for entry in self.entries],
        }
        return JsonResponse(feed, content_type=JSON, json_dumps_params={"ensure_ascii": False})


class _Atom(Atom1Feed):
    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["licence"]:
            # RFC 4946.
            handler.addQuickElement("link", "", {"rel": "license", "href": item["licence"]})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.at.isoformat(),
        "authors": [{"name": entry.author}],
    }
    if entry.language:
        item["language"] = entry.language
    if entry.licence:
        # The names of extensions begin with an underscore: JSON Feed 1.1.
        item["_licence"] = {"url": entry.licence}
    return item
