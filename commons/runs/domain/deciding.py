"""Deciding on a report: shown to everybody, or not shown, with a reason; and what is forgotten in time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from commons.runs.domain.photos import delete_photo, forget_orphans, forget_picture, into_library
from commons.runs.models import LONGEST_REASON, Run
from commons.runs.queries import may_decide
from web.page_cache.generation import invalidate_pages
from wiki.domain.moderation import note
from wiki.domain.upkeep import note_test
from wiki.models import Decision
from wiki.models.signature import changed_beside_pages

if TYPE_CHECKING:
    from commons.library.models import LicensedImage
    from community.models import User

DAYS = 30  # that the origin of a report, and one that is not shown, are kept after the decision
DAYS_WAITING = 365  # that one is kept where nobody ever decided


def show(run: Run, page: Any, *, by: User) -> bool:
    """Show a report, with its photo if it has one; False when somebody was quicker.

    Its day is the last test of the page from then on, if none is later. Raises `photos.PhotoRefused` for a photo that
    the library does not take. Whoever sent it may show it when they are known here: `reporting.show_at_once`.
    """
    # Decoding a picture is slow: nothing is locked meanwhile.
    picture = into_library(run)
    is_shown = False
    try:
        is_shown = _shown(run, page, by=by, picture=picture)
    finally:
        if picture and not is_shown:
            forget_picture(picture.pk)
    return is_shown


@transaction.atomic
def _shown(run: Run, page: Any, *, by: User, picture: LicensedImage | None) -> bool:
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
    was_shown, photo, picture = current.state == Run.State.SHOWN, current.photo.name, current.picture_id
    current.reason, current.photo, current.picture = " ".join(reason.split())[:LONGEST_REASON], "", None
    _decide(current, Run.State.REFUSED, by=by)
    note(Decision.Kind.RUN_HIDDEN, by=by, page=page, reason=current.reason)
    if was_shown:
        _tell_readers(current)
    _forget_photos(photo, picture)
    return True


def on_run_deleted(instance: Run, **_kwargs: object) -> None:
    """Whatever deletes a report, its page included, takes what people sent with it."""
    _forget_photos(instance.photo.name, instance.picture_id)


def _forget_photos(photo: str | None, picture: int | None) -> None:
    if photo:
        transaction.on_commit(partial(delete_photo, photo))
    if picture:
        transaction.on_commit(partial(forget_picture, picture))


def _waiting(run: Run) -> Run | None:
    return Run.objects.select_for_update(of=("self",)).filter(pk=run.pk, state=Run.State.WAITING).first()


def _decide(run: Run, state: Run.State, *, by: User) -> None:
    run.state, run.decided_by, run.decided_at = state, by, timezone.now()
    run.save()


def _tell_readers(run: Run) -> None:
    changed_beside_pages.send(sender=Run, pages=[run.page_id])
    transaction.on_commit(invalidate_pages)


def forget_old() -> int:
    """Delete reports that are not shown some time after that, those that nobody ever read, origins, and photos that no
    report names: a process was killed. How many.
    """
    now = timezone.now()
    decided = now - timedelta(days=DAYS)
    refused = Run.objects.filter(state=Run.State.REFUSED, decided_at__lt=decided)
    never_read = Run.objects.filter(state=Run.State.WAITING, sent_at__lt=now - timedelta(days=DAYS_WAITING))
    gone = refused.delete()[0] + never_read.delete()[0]
    shown = Run.objects.filter(state=Run.State.SHOWN, decided_at__lt=decided).exclude(origin="")
    return gone + shown.update(origin="") + forget_orphans(now - timedelta(days=1))
