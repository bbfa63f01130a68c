"""Registering by e-mail alone: the form, the mails, the link, the list of the organisers, and what nobody else learns."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from community.mail import backend
from programme.context.seats import token_of
from programme.domain.events import publish_event
from programme.domain.moving import Wanted, change_occurrence, stamp
from programme.domain.occurrences import Where, move_occurrence, set_full, set_status
from programme.models import EventPage, SeatRequest
from tests.factories.programme import when
from tests.programme.seats.registering import FRENCH, asked, link_in, pressed, registered
from wiki import limits

pytestmark = pytest.mark.django_db


def test_from_the_form_to_the_confirmed_seat(client, event):
    page = client.get(f"{event.url}inscription/", headers=FRENCH).content.decode()
    assert "Samedi 2&nbsp;octobre" in page.replace("\xa0", "&nbsp;")

    answer = asked(client, event, places="2")
    assert answer.status_code == 200
    assert "Avant cela, aucune place n’est à vous." in answer.content.decode()
    [message] = mail.outbox
    assert message.to == ["awa@example.org"]
    assert "a demandé 2 places" in message.body

    link = link_in(message)
    # Programs that read mail open links: nothing happens before the button.
    assert "Oui, je viendrai" in client.get(link, headers=FRENCH).content.decode()
    assert SeatRequest.objects.get().state == "asked"

    page = pressed(client, link)
    assert "Votre place est réservée" in page
    assert f"{event.url}evenement.ics?seances={event.occurrences.get().uuid}" in page
    assert SeatRequest.objects.get().state == "confirmed"
    assert "2 places sont à vous" in mail.outbox[-1].body
    pressed(client, link)
    assert len(mail.outbox) == 2


def test_full_then_waiting_then_freed(client, event):
    first, _page = registered(client, event, "Awa", places="2")
    link, page = registered(client, event, "Bran")
    assert "Vous êtes en liste d’attente" in page
    assert "le numéro 1 sur la liste d’attente" in mail.outbox[-1].body

    mail.outbox.clear()
    assert "Cette inscription est annulée" in pressed(client, first, "cancel")
    [message] = mail.outbox
    assert message.to == ["bran@example.org"]
    assert "De la place s’est libérée" in message.body
    assert "Votre place est réservée" in client.get(link, headers=FRENCH).content.decode()


def test_stranger_does_not_learn_that_an_address_is_registered(client, event):
    registered(client, event, "Awa")
    known = asked(client, event, name="Qui", email="awa@example.org")
    new = asked(client, event, name="Qui", email="nouvelle@example.org")
    words = [re.sub(r"nonce=\S+", "", answer.content.decode()) for answer in (known, new)]
    assert words[0] == words[1]
    assert "Awa" not in words[0]
    assert "déjà inscrite" in mail.outbox[-2].body
    assert SeatRequest.objects.get(email="awa@example.org").name == "Awa"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"places": "11"}, "10"),
        ({"places": "0"}, "1"),
        ({"email": "pas une adresse"}, "adresse"),
        ({"name": "Awa\nBcc: x@example.org"}, "ligne"),
        ({"stamp": "faux"}, "Ce formulaire"),
        ({"website": "https://spam.example"}, "piège à robots"),
        ({"places": "3"}, "Il y a 2 places en tout"),
    ],
)
def test_what_is_wrong_is_a_sentence_and_sends_nothing(client, event, values, sentence):
    answer = asked(client, event, **values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (mail.outbox, SeatRequest.objects.count()) == ([], 0)


def test_one_mailbox_is_not_flooded(client, event):
    codes = [asked(client, event).status_code for _ in range(13)]
    assert codes == [200] * 12 + [429]
    assert len(mail.outbox) == 12


def test_link_that_is_altered_or_erased_says_so_and_nothing_else(client, event):
    link, _page = registered(client, event, "Awa")
    for wrong in (link[:-3] + "/", link.replace("/inscription/", "/inscription/x"), "/inscription/zz:zz/"):
        answer = client.get(wrong, headers=FRENCH)
        assert answer.status_code == 410
        assert "Awa" not in answer.content.decode()
    SeatRequest.objects.all().delete()
    assert client.get(link).status_code == 410


def test_link_is_not_told_to_search_engines_nor_to_other_sites(client, event):
    link, _page = registered(client, event, "Awa")
    answer = client.get(link)
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda event: set_status(event.occurrences.get(), "cancelled"), "C’est annulé"),
        (lambda event: set_status(event.occurrences.get(), "postponed"), "C’est reporté"),
        (lambda event: event.occurrences.all().delete(), "Aucune date"),
        (lambda event: EventPage.objects.filter(pk=event.pk).update(registration="none"), "On ne s’inscrit pas ici"),
    ],
)
def test_form_says_why_nobody_registers(client, event, change, sentence):
    change(event)
    page = client.get(f"{event.url}inscription/", headers=FRENCH)
    assert sentence in page.content.decode()
    assert '<form class="account__form"' not in page.content.decode()


def test_confirming_what_was_cancelled_meanwhile_says_so(client, event):
    asked(client, event)
    set_status(event.occurrences.get(), "cancelled")
    page = client.post(link_in(mail.outbox[-1]), {"do": "confirm"}, headers=FRENCH)
    assert (page.status_code, SeatRequest.objects.get().state) == (409, "asked")
    assert "C’est annulé" in page.content.decode()


def test_whoever_is_registered_hears_of_a_move_and_of_a_cancellation_once(client, event):
    registered(client, event, "Awa")
    mail.outbox.clear()
    call_command("send_mails")
    assert mail.outbox == []

    occurrence = event.occurrences.get()
    move_occurrence(occurrence, when(18))
    call_command("send_mails")
    call_command("send_mails")
    [message] = mail.outbox
    assert "18\xa0h" in message.body
    assert "change d’heure ou de lieu" in message.body

    set_status(occurrence, "cancelled", text="La salle est inondée.")
    call_command("send_mails")
    call_command("send_mails")
    assert [message.subject.partition(" : ")[2] for message in mail.outbox[1:]] == ["Annulé\xa0: Réparer son vélo"]
    assert "La salle est inondée." in mail.outbox[-1].body


def test_reminder_goes_the_day_before_once_and_not_to_who_has_just_registered(client, event, clock):
    starts = event.occurrences.get().starts_at
    clock(starts - timedelta(days=3))
    registered(client, event, "Awa")
    mail.outbox.clear()
    call_command("send_mails")
    assert mail.outbox == []

    # Nine in the morning of the day before, for two in the afternoon.
    clock(starts - timedelta(hours=29, minutes=1))
    call_command("send_mails")
    assert mail.outbox == []
    clock(starts - timedelta(hours=28))
    registered(client, event, "Bran")
    mail.outbox.clear()
    call_command("send_mails")
    call_command("send_mails")
    assert [(message.to, "C’est demain" in message.subject) for message in mail.outbox] == [(["awa@example.org"], True)]


def test_mail_that_fails_stops_no_other_and_is_sent_later(client, event, monkeypatch, clock, settings):
    settings.EMAIL_BACKEND = "community.mail.backend.TolerantBackend"
    registered(client, event, "Awa")
    registered(client, event, "Bran")
    mail.outbox.clear()
    real = backend.TolerantBackend._send
    away = {"awa@example.org"}
    monkeypatch.setattr(
        backend.TolerantBackend, "_send", lambda self, one: 0 if away & set(one.to) else real(self, one)
    )
    move_occurrence(event.occurrences.get(), when(18))
    call_command("send_mails")
    assert [message.to for message in mail.outbox] == [["bran@example.org"]]

    away.clear()
    call_command("send_mails")
    assert len(mail.outbox) == 1
    clock(timezone.now() + timedelta(minutes=6))
    call_command("send_mails")
    assert [message.to for message in mail.outbox] == [["bran@example.org"], ["awa@example.org"]]


def test_more_seats_reach_the_waiting_list_without_anybody_asking(client, event):
    for name in ("Awa", "Bran", "Caroff"):
        registered(client, event, name)
    mail.outbox.clear()
    event.capacity = 3
    event.save()
    call_command("send_mails")
    assert [(one.to, "libéré" in one.body) for one in mail.outbox] == [(["caroff@example.org"], True)]


def more_on_the_event(event):
    event.capacity = 3
    publish_event(event)


def more_of_one_time(event):
    occurrence = event.occurrences.get()
    change_occurrence(occurrence, Wanted(when=when(), where=Where(), capacity=3), seen=stamp(occurrence))


def full_no_more(event):
    more_on_the_event(event)
    set_full(event.occurrences.get(), is_full=False)


def takes_place_after_all(event):
    more_on_the_event(event)
    set_status(event.occurrences.get(), "confirmed")


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (None, more_on_the_event),
        (None, more_of_one_time),
        (lambda one: set_full(one, is_full=True), full_no_more),
        (lambda one: set_status(one, "postponed"), takes_place_after_all),
    ],
)
def test_whoever_makes_room_has_the_first_who_waits_told_at_once(
    client, event, before, change, django_capture_on_commit_callbacks
):
    for name in ("Awa", "Bran", "Caroff"):
        registered(client, event, name)
    if before:
        before(event.occurrences.get())
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        change(EventPage.objects.get())

    assert SeatRequest.objects.get(name="Caroff").state == "confirmed"
    assert [(one.to, "libéré" in one.body) for one in mail.outbox] == [(["caroff@example.org"], True)]


def test_postponed_or_full_by_hand_gives_no_seat(client, event, django_capture_on_commit_callbacks):
    for name in ("Awa", "Bran", "Caroff"):
        registered(client, event, name)
    set_full(event.occurrences.get(), is_full=True)

    with django_capture_on_commit_callbacks(execute=True):
        more_on_the_event(event)

    assert SeatRequest.objects.get(name="Caroff").state == "waiting"


def test_names_and_addresses_stand_in_no_public_output(client, event):
    registered(client, event, "Sardinette", note="Maquereau")
    seat = SeatRequest.objects.get()
    secrets = ("Sardinette", "sardinette", "Maquereau", seat.key, token_of(seat))
    edition = event.edition.url
    urls = [event.url, edition, "/programme/", f"{event.url}historique/", "/recherche/?q=sardinette", "/changements/",
            f"{event.url}inscription/", "/api/v1/search?q=sardinette", "/sitemap.xml"]  # fmt: skip
    for url in urls:
        body = client.get(url, follow=True).content.decode()
        assert not any(
            secret in body.replace("q=sardinette", "").replace('value="sardinette"', "") for secret in secrets[:1]
        )
        assert seat.key not in body
    assert not any(secret in str(revision.content) for revision in event.revisions.all() for secret in secrets)


def test_button_pressed_in_a_loop_sends_few_mails(client, event, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "seat_change", "4/h/key")
    link, _page = registered(client, event, "Awa")
    for verb in ("cancel", "confirm", "cancel"):
        pressed(client, link, verb)
    count = len(mail.outbox)
    for verb in ("confirm", "cancel"):
        answer = client.post(link, {"do": verb}, headers=FRENCH)
        assert answer.status_code == 409
        assert "de nombreuses fois" in answer.content.decode()
    assert len(mail.outbox) == count
    assert SeatRequest.objects.get().state == "cancelled"
