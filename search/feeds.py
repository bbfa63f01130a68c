"""A search as a feed: what it finds, the newest first, for whoever reads feeds rather than mails."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from search.saved import first_found, in_words
from web.feeds import Entry, Feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.query import SearchQuery
    from search.results import Hit

MOST_ENTRIES = 60  # more than somebody who looks once a day misses


def feed_of(query: SearchQuery, *, here: str) -> tuple[Feed, bool]:
    """The feed of a question, and whether it is another one tomorrow. Raises SearchAway.

    `here` is the whole address of the feed.
    """
    key = query.only(page=1, sort="relevance").to_querystring()[1:]
    found = first_found(query.only(page=1, sort="newest"), most=MOST_ENTRIES)
    named = in_words([key]).get(key) or _("the whole pool")
    feed = Feed(
        title=f"{settings.SITE_NAME} – {_('Search')}{_(': ')}{named}",
        url=f"{settings.BASE_URL}{reverse('search:results')}{'?' if key else ''}{key}",
        here=here,
        author=settings.SITE_NAME,
        entries=list(_entries(found.hits)),
    )
    return feed, found.of_today


def _entries(hits: Iterable[Hit]) -> Iterator[Entry]:
    """What nobody knows the day of is in no feed: its readers would not know whether it is new."""
    host = urlsplit(settings.BASE_URL).hostname
    for hit in hits:
        document = hit.document
        if document.published_at is None:
            continue
        said = (hit.type_label, document.summary, hit.tool.label if hit.tool else "")
        yield Entry(
            id=f"tag:{host},2026:{document.id}",
            url=urljoin(settings.BASE_URL, document.url),
            title=document.title,
            text=" · ".join(filter(None, said)),
            author=settings.SITE_NAME,
            at=document.published_at,
            licence=hit.tool.url if hit.tool else "",
            language=document.language,
        )
