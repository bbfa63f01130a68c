"""Events on the pages of those who organise them and of the places where they are."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.programme import ZONE, at, make_edition, make_event, make_place, when

pytestmark = pytest.mark.django_db
QUERIES = 14


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands, at 15:00 in Brest unless told otherwise."""

    def at_this(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(ZONE))

    at_this(at(15))
    return at_this


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_an_association_asks_as_much_however_many_events(client, count, django_assert_num_queries):
    edition, association = make_edition(), AssociationFactory(slug="radio")
    for number in range(count):
        make_event(
            f"Atelier {number}", edition=edition, place=make_place(f"Lieu {number}"), associations=[association],
            times=[when(17)],
        )  # fmt: skip
    committed()
    client.get("/associations/radio/")

    with django_assert_num_queries(QUERIES):
        page = client.get("/associations/radio/").text
    assert page.count('class="event-card card"') == count


def test_what_is_over_leaves_the_page_of_its_place_within_minutes(client, clock):
    make_event("Tôt", edition=make_edition(), place=make_place(), times=[when(14, hours=1), when(16, hours=1)])
    committed()
    page = client.get("/lieux/la-corderie/").text
    assert ("14\u00a0h\u00a0–" in page, "16\u00a0h\u00a0–" in page) == (False, True)

    clock(at(17, 1))
    assert "16\u00a0h\u00a0–" not in client.get("/lieux/la-corderie/").text


def test_new_event_stands_at_its_place_at_once(client):
    edition, place = make_edition(), make_place()
    make_event("Le premier", edition=edition, place=place, times=[when(17)])
    committed()
    client.get("/lieux/la-corderie/")

    make_event("Le second", edition=edition, place=place, times=[when(18)])
    committed()
    assert "Le second" in client.get("/lieux/la-corderie/").text
