"""Proposed events wait in the one list of what waits to be read."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from programme.domain.deciding import refuse
from programme.models import Submission
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_event_draft, make_place, make_proposed

pytestmark = pytest.mark.django_db
QUERIES = 16


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def coordinator(client, edition):
    person = PersonFactory()
    edition.coordinators.add(person)
    edition.save()
    client.force_login(person)
    return person


def rows(client):
    page = BeautifulSoup(client.get("/a-relire/").content, "html.parser")
    return [link.get_text() for link in page.select(".queue__title a")]


def test_proposed_events_wait_for_whoever_coordinates(client, edition, coordinator):
    make_proposed("Proposé", edition=edition)
    make_proposed("À compléter", edition=edition, state="asked")
    make_event_draft("Brouillon", edition=edition)

    assert rows(client) == ["Proposé"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_however_many_events_wait(client, edition, coordinator, count, django_assert_num_queries):
    for number in range(count):
        make_proposed(
            f"Proposé {number}",
            edition=edition,
            place=make_place(f"Lieu {number}"),
            associations=[AssociationFactory()],
        )
    committed()
    client.get("/a-relire/")

    with django_assert_num_queries(QUERIES):
        assert len(rows(client)) == count


def test_proposed_events_of_other_editions_do_not_wait(client, edition, coordinator):
    other = make_edition("Autre édition", slug="2029", acronym="autre_2029")
    make_proposed("Proposé ailleurs", edition=other)
    make_proposed("Proposé", edition=edition)

    assert rows(client) == ["Proposé"]


def test_contributor_sees_no_proposed_event(client, edition, log_in):
    make_proposed(edition=edition)
    log_in("contributor")

    assert client.get("/a-relire/").status_code == 403


def test_editor_finds_events_beside_all_that_waits(client, edition, log_in):
    make_proposed("Proposé", edition=edition)
    log_in("editor")

    assert rows(client) == ["Proposé"]


def test_decision_on_one_leads_to_the_next(client, edition, coordinator):
    first, second = make_proposed("Un", edition=edition, place=make_place()), make_proposed("Deux", edition=edition)

    answer = client.post(f"/a-relire/evenement/{first.pk}/", {"do": "accept", "seen": "sent"})

    assert answer["Location"] == f"/a-relire/evenement/{second.pk}/"
    assert Submission.objects.get(event=first).state == "accepted"


def test_refusal_without_a_reason_is_asked_for_it(client, edition, coordinator):
    event = make_proposed(edition=edition)

    answer = client.post(f"/a-relire/evenement/{event.pk}/", {"do": "refuse", "seen": "sent"})

    assert (answer.status_code, "chaque refus a sa raison" in answer.content.decode()) == (422, True)


def test_second_of_two_is_told(client, edition, coordinator):
    event = make_proposed(edition=edition)
    refuse(event, seen="sent", by=PersonFactory(display_name="Malo Kerneis"), message="Hors des dates.")

    answer = client.post(f"/a-relire/evenement/{event.pk}/", {"do": "accept", "seen": "sent"})

    assert (answer.status_code, "Malo Kerneis a été plus rapide" in answer.content.decode()) == (409, True)


def test_words_of_whoever_proposes_are_never_markup(client, edition, coordinator):
    event = make_proposed(edition=edition, body="<p>Venez</p><script>alert(1)</script>")

    assert "<script>alert" not in client.get(f"/a-relire/evenement/{event.pk}/").content.decode()
