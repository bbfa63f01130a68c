"""Deciding on a report: shown to everybody, or not shown, with a reason; and what is forgotten in time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from commons.runs.domain.photos import delete_photo, into_library
from commons.runs.models import LONGEST_REASON, Run
from commons.runs.queries import may_decide
from web.page_cache.generation import invalidate_pages
from wiki.domain.moderation import note
from wiki.domain.upkeep import note_test
from wiki.models import Decision
from wiki.models.signature import changed_beside_pages

if TYPE_CHECKING:
    from community.models import User

DAYS = 30  # that the origin of a report, and one that is not shown, are kept after the decision
DAYS_WAITING = 365  # that one is kept where nobody ever decided


def show(run: Run, page: Any, *, by: User) -> bool:
    """Show a report, with its photo if it has one; False when somebody was quicker.

    Its day is the last test of the page from then on, if none is later. Raises `photos.PhotoRefused` for a photo that
    the library does not take. Whoever sent it may show it when they are known here: `reporting.report`.
    """
    # Decoding a picture is slow: nothing is locked meanwhile.
    picture = into_library(run)
    with transaction.atomic():
        current = _waiting(run)
        if current is None:
            return False
        photo = current.photo.name
        current.picture, current.photo = picture, ""
        _decide(current, Run.State.SHOWN, by=by)
        note_test(page, current.ran_on)
        if by.pk != current.author_id:
            note(Decision.Kind.RUN_SHOWN, by=by, page=page)
        _tell_readers(current)
        if photo:
            transaction.on_commit(partial(delete_photo, photo))
    return True


@transaction.atomic
def refuse(run: Run, page: Any, *, by: User, reason: str) -> bool:
    """Do not show a report, or show it no more. The reason is public, in the log of moderation; the words are not.

    False when somebody was quicker. Raises PermissionDenied.
    """
    if not may_decide(by, page):
        raise PermissionDenied
    current = Run.objects.select_for_update(of=("self",)).filter(pk=run.pk).exclude(state=Run.State.REFUSED).first()
    if current is None:
        return False
    was_shown, photo = current.state == Run.State.SHOWN, current.photo.name
    current.reason, current.photo = " ".join(reason.split())[:LONGEST_REASON], ""
    _decide(current, Run.State.REFUSED, by=by)
    note(Decision.Kind.RUN_HIDDEN, by=by, page=page, reason=current.reason)
    if was_shown:
        _tell_readers(current)
    if photo:
        transaction.on_commit(partial(delete_photo, photo))
    return True


def _waiting(run: Run) -> Run | None:
    return Run.objects.select_for_update(of=("self",)).filter(pk=run.pk, state=Run.State.WAITING).first()


def _decide(run: Run, state: Run.State, *, by: User) -> None:
    run.state, run.decided_by, run.decided_at = state, by, timezone.now()
    run.save()


def _tell_readers(run: Run) -> None:
    changed_beside_pages.send(sender=Run, pages=[run.page_id])
    transaction.on_commit(invalidate_pages)


def forget_old() -> int:
    """Delete reports that are not shown some time after that, those that nobody ever read, and origins. How many."""
    now = timezone.now()
    decided = now - timedelta(days=DAYS)
    refused = Run.objects.filter(state=Run.State.REFUSED, decided_at__lt=decided)
    never_read = Run.objects.filter(state=Run.State.WAITING, sent_at__lt=now - timedelta(days=DAYS_WAITING))
    photos = [name for name in never_read.values_list("photo", flat=True) if name]
    gone = refused.delete()[0] + never_read.delete()[0]
    for name in photos:
        delete_photo(name)
    shown = Run.objects.filter(state=Run.State.SHOWN, decided_at__lt=decided).exclude(origin="")
    return gone + shown.update(origin="")
