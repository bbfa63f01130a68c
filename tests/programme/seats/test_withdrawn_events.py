"""An event that is public no more: whoever is registered for it hears of it, once, and again when it is back."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from programme import seat_registering
from programme.domain.erasing import forget_seats
from programme.domain.occurrences import set_status
from programme.mail import seats
from programme.models import DeletedSeat, EventPage, SeatRequest
from tests.factories.programme import at, make_event
from tests.programme.seats.registering import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client, event, django_capture_on_commit_callbacks):
    """Awa is registered, Dina too, and Caroff waits; call it with what happens: who was told, and what."""
    for name in ("Awa", "Dina", "Caroff"):
        registered(client, event, name)

    def happens(act):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act(EventPage.objects.get(pk=event.pk))
        call_command("send_mails")
        return sorted(message.to[0] for message in mail.outbox)

    return happens


def told_again():
    mail.outbox.clear()
    call_command("send_mails")
    return sorted(message.to[0] for message in mail.outbox)


def register_many(event, count):
    occurrence = event.occurrences.get()
    SeatRequest.objects.bulk_create(
        SeatRequest(
            occurrence=occurrence, name="Awa", email=f"awa{number}@example.org", state="confirmed",
            told_state="confirmed",
        )
        for number in range(count)
    )  # fmt: skip


EVERYBODY = ["awa@example.org", "caroff@example.org", "dina@example.org"]


def test_whoever_is_registered_or_waits_is_told_once_that_it_was_withdrawn(told):
    assert told(lambda event: event.unpublish()) == EVERYBODY
    assert "a été retiré du programme" in mail.outbox[0].body
    assert told(lambda _event: None) == []


def test_public_again_their_registration_holds_and_they_are_told(told):
    told(lambda event: event.unpublish())
    assert told(lambda event: event.save_revision().publish()) == EVERYBODY
    assert "C’est noté" in next(one.body for one in mail.outbox if one.to == ["awa@example.org"])
    assert set(SeatRequest.objects.values_list("name", "state")) == {
        ("Awa", "confirmed"), ("Dina", "confirmed"), ("Caroff", "waiting"),
    }  # fmt: skip


def test_whoever_is_registered_for_what_is_deleted_is_told_before_nobody_knows_them(told):
    assert told(lambda event: event.delete()) == EVERYBODY
    assert "Réparer son vélo" in mail.outbox[0].body
    assert SeatRequest.objects.count() == 0


def test_whoever_was_registered_for_what_is_deleted_is_promised_nothing(told):
    told(lambda event: event.delete())
    said = {" ".join(one.body.split()) for one in mail.outbox}
    assert all("Votre inscription est effacée avec lui" in one for one in said)
    assert not any("tient" in one or "annoncé de nouveau" in one for one in said)


def test_whoever_was_not_reached_before_it_was_deleted_is_told_then_and_nobody_twice(told, monkeypatch):
    monkeypatch.setattr(seats, "MOST_WHILE_WAITING", 1)

    def goes(event):
        event.unpublish()
        assert seats.tell_withdrawn(event.pk) == 1
        event.delete()

    assert told(goes) == EVERYBODY


def test_of_many_the_first_are_told_while_somebody_waits_and_the_others_a_little_later(told, monkeypatch):
    monkeypatch.setattr(seats, "MOST_WHILE_WAITING", 2)
    at_once = []

    real = seats.tell_withdrawn

    def tell_withdrawn(event):
        at_once.append(real(event))

    monkeypatch.setattr(seat_registering, "tell_withdrawn", tell_withdrawn)
    assert told(lambda event: event.unpublish()) == EVERYBODY
    assert at_once == [2]


def test_mail_that_cannot_be_written_keeps_nobody_else_from_hearing_that_it_was_deleted(told, monkeypatch):
    real = seats.messages.send

    def breaks(template, **said):
        if not broken:
            broken.append(template)
            raise ValueError
        return real(template, **said)

    broken = []
    monkeypatch.setattr(seats.messages, "send", breaks)
    assert told(lambda event: event.delete()) == ["caroff@example.org", "dina@example.org"]
    DeletedSeat.objects.update(retry_at=None)
    assert told_again() == ["awa@example.org"]
    assert told_again() == []


def test_event_with_many_registrations_is_deleted_without_a_mail_and_each_hears_of_it_once(
    event, monkeypatch, django_capture_on_commit_callbacks, django_assert_max_num_queries
):  # fmt: skip
    """Of a thousand, nobody waits for a page; those of a batch follow in lots, and nothing of them is left."""
    monkeypatch.setattr(seats, "MOST_AT_ONCE", 400)
    register_many(event, 1000)
    mail.outbox.clear()
    with django_assert_max_num_queries(30):
        assert seats.note_deleted(event) == 1000
    DeletedSeat.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        event.delete()
    assert len(mail.outbox) == 0
    assert [len(told_again()) for _lot in range(4)] == [400, 400, 200, 0]
    assert DeletedSeat.objects.count() == 0


def test_deletion_that_fails_tells_nobody(event):
    register_many(event, 1)

    def breaks():
        with transaction.atomic():
            event.delete()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        breaks()
    assert told_again() == []
    assert SeatRequest.objects.count() == 1


def test_address_that_takes_no_mail_is_given_up_and_what_no_mail_reached_is_erased(event, monkeypatch):
    register_many(event, 2)
    event.delete()
    DeletedSeat.objects.filter(email="awa0@example.org").update(attempts=9)
    monkeypatch.setattr(seats.messages, "send", lambda *_args, **_said: 0)
    assert told_again() == []
    assert list(DeletedSeat.objects.values_list("email", "attempts")) == [("awa1@example.org", 1)]

    DeletedSeat.objects.update(deleted_at=at(9, day=date(2026, 1, 1)))
    forget_seats()
    assert DeletedSeat.objects.count() == 0


@pytest.mark.parametrize("count", [1, 6])
def test_date_is_worked_out_once_for_all_who_are_registered_for_it(event, count, django_assert_max_num_queries):
    register_many(event, count)
    with django_assert_max_num_queries(13):
        assert seats.note_deleted(event) == count
    EventPage.objects.filter(pk=event.pk).update(live=False)
    with django_assert_max_num_queries(12 + 2 * count):
        assert seats.tell_withdrawn(event.pk) == count


def test_whoever_was_told_that_it_is_cancelled_is_not_told_again(told):
    assert told(lambda event: set_status(event.occurrences.get(), "cancelled")) == EVERYBODY
    assert told(lambda event: event.unpublish()) == []


def test_nobody_is_told_of_what_is_over(told, clock):
    clock(at(9, day=date(2028, 1, 1)))
    assert told(lambda event: event.unpublish()) == []


def test_draft_that_is_saved_tells_nobody(told):
    assert told(lambda event: event.save_revision()) == []
    assert told(lambda _event: make_event("Autre").unpublish()) == []
