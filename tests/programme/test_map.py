"""The programme on a map: places that lead to themselves in the list, and nothing asked of another site."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from programme.models import EditionPage
from tests.committed import committed
from tests.factories.programme import make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    make_edition()
    cord = make_place()
    make_event("Atelier", place=cord, times=[when(9), when(14)])
    make_event("Bal", place=make_place("Le Fourneau", latitude="48.386", longitude="-4.48", neighbourhood="Port"))
    make_event("Lecture", place=make_place("Sans adresse précise", latitude=None, longitude=None))
    make_event_draft("Atelier secret")
    make_event("En ligne")


def page(client, query=""):
    return BeautifulSoup(client.get(f"/programme/2027/carte/{query}").content, "html.parser")


def names(soup):
    return [" ".join(one.get_text().split()) for one in soup.select(".place-rows__name")]


def test_each_dot_leads_to_its_place_in_the_list(client, town):
    soup = page(client)

    dots = {dot["href"]: dot["aria-label"] for dot in soup.select(".town-map__dot")}
    assert sorted(dots.values()) == ["La Corderie\u00a0: 2 séances", "Le Fourneau\u00a0: 1 séance"]
    assert all(soup.select_one(href) for href in dots)
    assert names(soup) == ["La Corderie", "Le Fourneau", "Sans adresse précise"]


def test_list_goes_from_the_place_that_was_chosen(client, town):
    soup = page(client, "?pres-de=le-fourneau")

    assert names(soup) == ["Le Fourneau", "La Corderie", "Sans adresse précise"]
    distances = [one.get_text() for one in soup.select("[data-distance]") if not one.has_attr("hidden")]
    assert distances == ["0\u00a0m", "1,5\u00a0km"]


def test_what_has_no_place_is_named_apart_and_what_is_proposed_nowhere(client, town):
    text = page(client).get_text()

    assert "En ligne" in text
    assert "secret" not in text


def test_edition_without_a_place_says_what_will_come(client):
    make_edition()
    assert "Pas encore de lieu" in page(client).get_text()


@pytest.mark.parametrize("asked", ["?pres-de=nulle-part", "?pres-de=", "?pres-de=%00"])
def test_place_that_is_not_there_changes_nothing(client, town, asked):
    assert client.get(f"/programme/2027/carte/{asked}").status_code in {200, 404}


def test_tiles_are_allowed_on_this_page_alone_and_named_on_their_button(client, town, settings):
    settings.MAP_TILES = "https://{s}.tuiles.example.org/{z}/{x}/{y}.png"

    for response in (client.get("/programme/2027/carte/"), client.get("/programme/2027/carte/")):
        assert "img-src 'self' data: https://*.tuiles.example.org" in response["Content-Security-Policy"]
        assert "tuiles.example.org" in response.content.decode()
    assert "tuiles" not in client.get(EditionPage.objects.get().url)["Content-Security-Policy"]


@pytest.mark.parametrize("count", [1, 3])
def test_map_asks_as_much_whatever_it_shows(client, count, django_assert_num_queries):
    make_edition()
    client.get("/programme/2027/carte/")  # what a process reads once
    for number in range(count):
        make_event(f"Atelier {number}", place=make_place(f"Lieu {number}"))
    committed()

    with django_assert_num_queries(20):
        client.get("/programme/2027/carte/")
