"""What was published, told to those who follow: noted with the version, then one row for each follower who waits."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from search.indexing import is_waiting
from search.saved import SearchAway
from wiki.models import Delivery, Follow, Notice, Rhythm
from wiki.topics import SEARCH, all_topics, found_by, page_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wiki.models import Version
    from wiki.topics import Found

logger = logging.getLogger(__name__)

# Digests leave in the morning, those of a week on Monday.
MORNING, MONDAY = time(7), 0
LONGEST_WAIT = {Rhythm.DAILY: timedelta(days=1, hours=1), Rhythm.WEEKLY: timedelta(days=7, hours=1)}
# Notices wait so long for an index that is away; then those who follow a search are not told.
LONGEST_WITHOUT_INDEX = timedelta(hours=6)
AT_ONCE = 500


def on_version_saved(instance: Version, created: bool, **kwargs: Any) -> None:  # noqa: FBT001 -- Django's signature
    """One row, in the transaction of the version: what is rolled back is told to nobody, nor what a backup brings."""
    if created and not kwargs.get("raw"):
        Notice.objects.create(version=instance)


def note_items(items: Iterable[tuple[str, int | None]]) -> None:
    """Items that are no pages (`media:12`) can be found from now on: those who follow a search are told.

    Call it in the transaction that opens them to everybody, the first time. Each comes with the key of the account that
    brought it, who is not told; nothing is read of them where nobody follows a search.
    """
    if Follow.objects.filter(topic=SEARCH.name).exclude(confirmed_at=None).exists():
        Notice.objects.bulk_create([Notice(item=item, by_id=by) for item, by in items], batch_size=AT_ONCE)


def burst() -> timedelta:
    """Changes of one page within so long make one mail."""
    return timedelta(minutes=settings.FOLLOW_MINUTES)


def due_for(rhythm: str, now: datetime) -> datetime:
    """When what happens now is told: a few minutes later, the next morning, or on Monday morning."""
    if rhythm == Rhythm.AT_ONCE:
        return now + burst()
    local = timezone.localtime(now)
    days = 0 if local.time() < MORNING else 1
    if rhythm == Rhythm.WEEKLY:
        days += (MONDAY - local.weekday() - days) % 7
    morning = datetime.combine(local.date() + timedelta(days=days), MORNING)
    return timezone.make_aware(morning, local.tzinfo)


def is_due(now: datetime) -> Q:
    """Deliveries that are due. One that lies further ahead than it ever may was written before the clock went back."""
    late = Q(due_at__lte=now)
    longest = {Rhythm.AT_ONCE: burst(), **LONGEST_WAIT}
    for rhythm, wait in longest.items():
        late |= Q(follow__rhythm=rhythm, due_at__gt=now + wait)
    return late


def spread_notices() -> int:
    """Turn notices into deliveries, once each however many processes do it. Returns how many notices there were."""
    count, finder = 0, _Searches()
    for notice in Notice.objects.select_related("version__page", "message__thread__page").order_by("pk")[:AT_ONCE]:
        try:
            followed = _follows(notice, finder)
        except SearchAway:
            if abs(timezone.now() - notice.noted_at) < LONGEST_WITHOUT_INDEX:
                # Nothing overtakes it, and the next run takes it up.
                logger.warning("Those who follow a search are told once the index is back: rebuild_search.")
                break
            followed = _follows(notice, None)
        count += _spread(notice, followed)
    return count


@transaction.atomic
def _spread(notice: Notice, followed: Iterable[Follow]) -> int:
    # Whoever deletes the row first tells of it; another process finds none to delete.
    if not Notice.objects.filter(pk=notice.pk).delete()[0]:
        return 0
    now = timezone.now()
    rows = [
        Delivery(
            follower_id=one.follower_id,
            follow=one,
            version=notice.version,
            message=notice.message,
            item=notice.item,
            due_at=due_for(one.rhythm, now),
        )
        for one in followed
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
    return 1


class _Searches:
    """Each followed search is asked once in a run, whatever changed."""

    def __init__(self) -> None:
        self._found: dict[str, Found] = {}

    def finding(self, notice: Notice) -> list[str]:
        """Raises SearchAway, also while the index does not know yet what is new: it would be found by nothing."""
        keys = Follow.objects.filter(topic=SEARCH.name).exclude(confirmed_at=None)
        followed = list(keys.order_by().values_list("key", flat=True).distinct())
        if followed and _waits_to_be_indexed(notice):
            raise SearchAway
        for key in followed:
            if key not in self._found:
                self._found[key] = found_by(key)
        if notice.item:
            return [key for key, found in self._found.items() if notice.item in found.items]
        return [key for key, found in self._found.items() if notice.page.pk in found.pages]


def _waits_to_be_indexed(notice: Notice) -> bool:
    if notice.item:
        type_, _colon, pk = notice.item.partition(":")
        return is_waiting([type_], pk)
    return is_waiting(page_types(), notice.page.pk)


def _follows(notice: Notice, finder: _Searches | None) -> list[Follow]:
    """Those who are told of it, each by the closest thing that they follow: the page itself first.

    Nobody is told of what they wrote; a minor change waits for a digest.
    """
    version, author = notice.version, notice.author_id
    follows = Follow.objects.filter(_standing_over(notice, finder)).exclude(confirmed_at=None)
    if version:
        follows = follows.filter(since__lt=version.pk)
    if notice.item:
        follows = follows.filter(confirmed_at__lt=notice.noted_at)
    if author:
        follows = follows.exclude(follower__user=author)
    if version and version.is_minor:
        follows = follows.exclude(rhythm=Rhythm.AT_ONCE)
    order = [topic.name for topic in all_topics()]
    closest = {one.follower_id: one for one in sorted(follows, key=lambda one: -order.index(one.topic))}
    return list(closest.values())


def _standing_over(notice: Notice, finder: _Searches | None) -> Q:
    """What a page is followed by, or an item, which only searches find: their keys are asked of the index."""
    page = None if notice.item else notice.page.specific
    keys = {topic.name: list(topic.keys_of(page)) for topic in all_topics() if page}
    keys[SEARCH.name] = finder.finding(notice) if finder else []
    wanted = Q(pk__in=[])
    for name, values in keys.items():
        wanted |= Q(topic=name, key__in=values) if values else Q(pk__in=[])
    return wanted
