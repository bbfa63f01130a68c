"""Events on the pages of those who organise them and of the places where they are."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_theme
from tests.factories.programme import ZONE, at, make_edition, make_event, make_event_draft, make_place, when

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


PAGES = ("/lieux/la-corderie/", "/associations/radio/", "/themes/cartes/")


@pytest.mark.parametrize("hour", [17, 10], ids=["to come", "past"])
def test_page_of_what_has_events_leads_to_their_calendar(client, hour):
    make_event(
        "Bal", edition=make_edition(), place=make_place(), associations=[AssociationFactory(slug="radio")],
        themes=[make_theme("cartes")], times=[when(hour)],
    )  # fmt: skip
    committed()

    for address in PAGES:
        page = client.get(address).text
        assert f'href="{address}agenda.ics"' in page
        assert f'href="webcal://localhost{address}agenda.ics"' in page
        assert client.get(f"{address}agenda.ics")["Content-Type"] == "text/calendar; charset=utf-8"


def test_page_of_what_has_no_events_leads_to_no_calendar(client):
    make_event("Ailleurs", edition=make_edition(), themes=[make_theme("autres")])
    make_place(), AssociationFactory(slug="radio"), make_theme("cartes")
    committed()
    assert ["agenda.ics" in client.get(address).text for address in PAGES] == [False, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_theme_asks_as_much_however_many_events(client, count, django_assert_num_queries):
    edition, theme = make_edition(), make_theme("cartes")
    for number in range(count):
        make_event(f"Bal {number}", edition=edition, themes=[theme])
    committed()
    client.get("/themes/cartes/")

    with django_assert_num_queries(6):
        client.get("/themes/cartes/")


def titles_under_a_theme(client):
    page = BeautifulSoup(client.get("/themes/cartes/").content, "html.parser")
    return [one.get_text() for one in page.select("[aria-labelledby=evenements] .card__title")]


def test_page_of_a_theme_shows_what_is_to_come_under_it(client, clock):
    clock(at(12))
    edition, theme = make_edition(), make_theme("cartes")
    make_event("Ce matin", edition=edition, themes=[theme], times=[when(9)])
    make_event("Ce soir", edition=edition, themes=[theme], times=[when(18)])
    make_event("Ailleurs", edition=edition, themes=[make_theme("autres")], times=[when(18)])
    make_event_draft("Secret", themes=[theme])
    committed()

    assert titles_under_a_theme(client) == ["Ce soir"]
    clock(at(23))
    assert titles_under_a_theme(client) == []
    assert "Rien n’est annoncé sur ce thème pour le moment." in client.get("/themes/cartes/").text
