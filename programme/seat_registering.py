"""What the rooms below are told of registrations and proposals: what expires, which mails are due, sessions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete

from commons.runs import sessions
from community.mail import due
from programme.context.animations import next_sessions, sessions_by_page
from programme.domain.deposits import forget_deposits, on_deposit_deleted
from programme.domain.erasing import forget_places, forget_proposals, forget_seats
from programme.mail.outcomes import ask_how_it_went
from programme.mail.seats import fill_and_tell, note_deleted, send_due, tell_withdrawn
from programme.models import Deposit, EventPage, Occurrence
from search.page_signals import OF_A_DRAFT
from web import expiring

if TYPE_CHECKING:
    from collections.abc import Collection


def connect() -> None:
    expiring.register("Registrations", forget_seats)
    expiring.register("Who proposed events", forget_proposals)
    expiring.register("Files of events that wait", forget_deposits)
    expiring.register("Places where nothing takes place", forget_places)
    due.register("Registrations", send_due)
    due.register("How it went", ask_how_it_went)
    sessions.register(sessions_by_page)
    sessions.register_items(next_sessions)
    post_save.connect(_time_saved, sender=Occurrence, dispatch_uid="seats-time-saved")
    post_save.connect(_event_saved, sender=EventPage, dispatch_uid="seats-event-saved")
    post_delete.connect(on_deposit_deleted, sender=Deposit, dispatch_uid="deposits-files")
    pre_delete.connect(_event_goes, sender=EventPage, dispatch_uid="seats-event-goes")


def _time_saved(instance: Occurrence, *, created: bool, **_kwargs: Any) -> None:
    if not created:
        _fill_after_commit(instance.event_id)


def _event_saved(
    instance: EventPage, *, created: bool, update_fields: Collection[str] | None = None, **_kwargs: Any
) -> None:
    is_of_a_draft = update_fields is not None and set(update_fields) <= OF_A_DRAFT
    if created or is_of_a_draft:
        return
    if instance.live:
        _fill_after_commit(instance.pk)
    elif instance.first_published_at:
        transaction.on_commit(partial(tell_withdrawn, instance.pk), robust=True)


def _event_goes(instance: EventPage, **_kwargs: Any) -> None:
    """With its registrations, for which nobody could be told afterwards."""
    note_deleted(instance)


def _fill_after_commit(event: int) -> None:
    """More seats, or one that takes place after all: mails leave outside the transaction, and hinder nothing."""
    transaction.on_commit(partial(fill_and_tell, event), robust=True)
