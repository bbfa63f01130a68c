"""What is new in the programme, and what changed: Atom (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from programme.context.news import MOST_NEWS, News
from programme.enums import NoticeKind
from programme.exports.base import Export, Scope
from programme.exports.words import clean, licence_of

if TYPE_CHECKING:
    from datetime import datetime

    from programme.context.selections import Selection
    from programme.context.values import Event


class AtomFeed(Export):
    identifier = "atom"
    filename = "programme.atom"
    content_type = "application/atom+xml; charset=utf-8"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = gettext_lazy("Changes (Atom)")
    text = gettext_lazy("For a feed reader: what is new, moved or cancelled, the latest first.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        events = {one.event.key: one.event for one in selection.occasions}
        told = [one for one in selection.news() if one.event is None or one.event in events]
        # What came with the programme itself, of which no notice was needed.
        told += [_new(event) for event in events.values() if event.key not in {one.event for one in told}]
        news = sorted(told, key=lambda one: (one.at, one.key), reverse=True)[:MOST_NEWS]
        tool = licence_of(selection.licence)
        feed = _Feed(
            title=clean(selection.title),
            link=selection.url,
            description=clean(selection.description),
            language=get_language(),
            feed_url=here,
            feed_guid=f"tag:{selection.host},2026:{selection.key}",
            author_name=selection.site,
            feed_copyright=f"{tool.label} {tool.url}".strip() if tool else None,
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


def _new(event: Event) -> News:
    title = f"{str(NoticeKind.NEW.label).capitalize()}{_(': ')}{event.title}"
    return News(f"event-{event.uuid}", title, event.one_sentence, event.full_url, event.created_at, event.key)


class _Feed(Atom1Feed):
    """Without entries Django's says that it changed just now."""

    changed_at: datetime

    def latest_post_date(self) -> datetime:
        return self.changed_at
