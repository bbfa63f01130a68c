"""Freshness of pages: checked, to be read again, taken over. Each verb writes the side table, never a version."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from wiki import looked_after
from wiki.kinds import kind_of, kind_of_type
from wiki.models import Upkeep, Version

if TYPE_CHECKING:
    from wagtail.models import Page

    from community.models import User

MONTHS_A_YEAR = 12
# Nobody plans further; a typing mistake must not put a page to sleep for a century.
LATEST_REVIEW = timedelta(days=10 * 366)


class NotADay(ValueError):
    """The day asked for is past, or too far away; the message is a sentence for whoever asked."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month.

    >>> months_after(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_review(day: date) -> date | None:
    """When a page that holds on this day is to be read again; None where the site asks for no review."""
    return months_after(day, settings.REVIEW_MONTHS) if settings.REVIEW_MONTHS else None


@transaction.atomic
def verify(page: Page, *, by: User) -> Upkeep:
    """Note that somebody has read a page and that it still holds. Raises PermissionDenied for who may not say so."""
    if not looked_after.may_verify(by, page):
        raise PermissionDenied
    upkeep = _of(page)
    now = timezone.now()
    upkeep.verified_at, upkeep.verified_by, upkeep.signature = now, by, by.signature[:150]
    _plan(upkeep, next_review(timezone.localdate(now)))
    upkeep.save()
    log(page, "wiki.verify", user=by)
    return upkeep


@transaction.atomic
def plan_review(page: Page, day: date | None, *, by: User) -> Upkeep:
    """Choose the day of the next review, None for none. Raises NotADay, and PermissionDenied for who may not verify."""
    if not looked_after.may_verify(by, page):
        raise PermissionDenied
    today = timezone.localdate()
    if day is not None and not today < day <= today + LATEST_REVIEW:
        raise NotADay
    upkeep = _of(page)
    _plan(upkeep, day)
    upkeep.save()
    return upkeep


@transaction.atomic
def adopt(page: Page, *, by: User) -> Upkeep:
    """Take over a page that nobody looks after. Raises PermissionDenied for who may not, or when somebody does."""
    if not looked_after.may_adopt(by, page):
        raise PermissionDenied
    upkeep = _of(page)
    upkeep.save()
    upkeep.maintainers.add(by)
    log(page, "wiki.adopt", user=by)
    return upkeep


@transaction.atomic
def leave(page: Page, *, by: User) -> None:
    """Look after a page no longer, having taken it over."""
    upkeep = Upkeep.objects.filter(page_id=page.pk).first()
    if upkeep is not None and upkeep.maintainers.filter(pk=by.pk).exists():
        upkeep.maintainers.remove(by)
        log(page, "wiki.leave", user=by)


@transaction.atomic
def follow_original(page: Any, number: int, *, by: User) -> Upkeep:
    """Note that a translation says what version `number` of its original says.

    Raises PermissionDenied for who may not verify the page, Version.DoesNotExist for a version that there never was.
    """
    if not looked_after.may_verify(by, page):
        raise PermissionDenied
    Version.objects.get(page_id=page.translation_of_id, number=number)
    upkeep = _of(page)
    upkeep.follows = number
    upkeep.save()
    return upkeep


@transaction.atomic
def note_test(page: Page, day: date) -> None:
    """Note that what a page says was tried out on that day: read it again one interval later, if that is later.

    A day before the last one that is known changes nothing; a page for which no review is planned stays so.
    """
    upkeep = _of(page)
    if upkeep.tested_on and upkeep.tested_on >= day:
        return
    upkeep.tested_on = day
    later = next_review(day)
    if upkeep.review_on and later and later > upkeep.review_on:
        _plan(upkeep, later)
    upkeep.save()


def on_version_added(instance: Version, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A page that went live, but for a minor change, is to be read again one interval later."""
    if not created or raw or kind_of_type(instance.page.content_type_id) is None:
        return
    upkeep = Upkeep.objects.filter(page_id=instance.page_id).first()
    if upkeep is None:
        upkeep = Upkeep(page_id=instance.page_id, follows=_newest_of_original(instance.page))
    elif instance.is_minor:
        return
    _plan(upkeep, next_review(timezone.localdate(instance.at)))
    upkeep.save()


def _newest_of_original(page: Page) -> int | None:
    """The version that a new translation is taken to be made from; None of what is no translation."""
    original: Any = getattr(page.specific, "translation_of_id", None)
    numbers = Version.objects.filter(page_id=original).order_by("-number").values_list("number", flat=True)
    return numbers.first() if original else None


def _of(page: Page) -> Upkeep:
    """The row of a page; whoever writes it at the same moment waits."""
    if kind_of(page) is None:
        raise PermissionDenied
    row = Upkeep.objects.select_for_update(no_key=True, of=("self",)).filter(page_id=page.pk).first()
    return row or Upkeep(page_id=page.pk)


def _plan(upkeep: Upkeep, day: date | None) -> None:
    if upkeep.review_on != day:
        upkeep.review_on, upkeep.reminded = day, []
