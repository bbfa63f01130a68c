"""What is new in the programme, and what changed: Atom (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.exports.base import Export, Scope
from programme.exports.words import clean

if TYPE_CHECKING:
    from datetime import datetime

    from programme.context.selections import Selection


class AtomFeed(Export):
    identifier = "atom"
    filename = "programme.atom"
    content_type = "application/atom+xml; charset=utf-8"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = _("Changes (Atom)")
    text = _("For a feed reader: what is new, moved or cancelled, the latest first.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        events = {None, *(one.event.key for one in selection.occasions)}
        news = [one for one in selection.news() if one.event in events]
        feed = _Feed(
            title=clean(selection.title),
            link=selection.url,
            description=clean(selection.description),
            language=get_language(),
            feed_url=here,
            feed_guid=f"tag:{selection.host},2026:{selection.key}",
            author_name=selection.site,
        )
        feed.changed_at = max([one.at for one in news], default=selection.changed_at)
        for one in news:
            feed.add_item(
                title=clean(one.title),
                link=one.url,
                description=clean(one.text),
                unique_id=f"tag:{selection.host},2026:{one.key}",
                pubdate=one.at,
                updateddate=one.at,
            )
        return str(feed.writeString("utf-8")).encode()


class _Feed(Atom1Feed):
    """Without entries Django's says that it changed just now."""

    changed_at: datetime

    def latest_post_date(self) -> datetime:
        return self.changed_at
