"""The list of those who come, for the organisers."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.core import mail

from community.models import Membership
from programme.context.seats import list_context
from programme.domain.seats import ask, confirm
from programme.models import EventPage, SeatRequest
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.factories.programme import make_event
from tests.programme.seats.registering import FRENCH, registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(event):
    association = AssociationFactory()
    person = PersonFactory()
    Membership.objects.create(association=association, user=person)
    event.associations.add(association)
    event.save()
    return person


def test_list_is_for_the_organisers_alone(client, event, organiser):
    registered(client, event, "Awa", note="En fauteuil")
    url = f"{event.url}inscriptions/"
    assert client.get(url)["location"].startswith("/compte/")
    assert client.get(f"{url}tableau/").status_code == 302
    client.force_login(PersonFactory())
    assert (client.get(url).status_code, client.get(f"{url}tableau/").status_code) == (403, 403)

    client.force_login(organiser)
    page = client.get(url, headers=FRENCH)
    assert "private" in page["Cache-Control"]
    words = page.content.decode()
    assert "awa@example.org" in words
    assert "En fauteuil" in words
    assert "1 personne inscrite" in words
    assert "1 place libre" in words
    # Of 2 October 2027, thirty days later.
    assert "1 novembre 2027" in words


def test_table_is_safe_to_open(client, event, organiser):
    registered(client, event, "Awa", note="=cmd|' /C calc'!A0")
    SeatRequest.objects.update(name="+33 Awa")
    client.force_login(organiser)
    answer = client.get(f"{event.url}inscriptions/tableau/", headers=FRENCH)
    text = answer.content.decode("utf-8-sig")
    [_head, row] = csv.reader(StringIO(text))
    assert row[1:] == ["inscrite", "'+33 Awa", "awa@example.org", "1", "'=cmd|' /C calc'!A0"]
    assert answer["Content-Disposition"] == 'attachment; filename="inscriptions-reparer-son-velo.csv"'


def test_organiser_adds_and_cancels_by_hand(client, event, organiser):
    client.force_login(organiser)
    url, key = f"{event.url}inscriptions/", event.occurrences.get().pk
    added = {"add-occurrence": key, "add-name": "Bran", "add-email": "", "add-places": "2", "add-note": ""}
    assert client.post(url, added, headers=FRENCH).status_code == 302
    client.logout()
    registered(client, event, "Awa")
    assert SeatRequest.objects.get(name="Awa").state == "waiting"
    mail.outbox.clear()

    client.force_login(organiser)
    client.post(url, {"do": "cancel", "seat": SeatRequest.objects.get(name="Bran").pk})
    assert [(one.to, "libéré" in one.body) for one in mail.outbox] == [(["awa@example.org"], True)]
    client.post(url, {"do": "cancel", "seat": SeatRequest.objects.get(name="Awa").pk})
    assert "a annulé votre inscription" in mail.outbox[-1].body
    other = make_event("Ailleurs", registration="here")
    seat = confirm(ask(other.occurrences.get(), name="Dina", email="dina@example.org", places=1))
    assert client.post(url, {"do": "cancel", "seat": seat.pk}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many_are_registered(client, event, organiser, count, django_assert_num_queries):
    event.capacity = None
    event.save()
    for number in range(count):
        confirm(ask(event.occurrences.get(), name=f"N{number}", email=f"n{number}@example.org", places=1))
    committed()
    client.force_login(organiser)
    client.get(f"{event.url}inscriptions/")
    fresh = EventPage.objects.get(pk=event.pk)
    with django_assert_num_queries(10):
        list_context(fresh)
