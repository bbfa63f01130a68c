"""The programme on a map: places that lead to themselves in the list, and nothing asked of another site."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from programme.domain.occurrences import move_occurrence, set_status
from programme.models import EditionPage, Occurrence
from tests.committed import committed
from tests.factories.programme import ZONE, at, make_edition, make_event, make_event_draft, make_place, when

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


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("nulle-part", "« nulle-part » n’est pas un lieu de cette carte : voici les lieux de A à Z."),
        (
            "sans-adresse-precise",
            "« sans-adresse-precise » n’est pas un lieu de cette carte : voici les lieux de A à Z.",
        ),
        ("%00x", "« x » n’est pas un lieu de cette carte : voici les lieux de A à Z."),
        ("%3Cb%3E", "« <b> » n’est pas un lieu de cette carte : voici les lieux de A à Z."),
        ("x" * 300, f"« {'x' * 40} » n’est pas un lieu de cette carte : voici les lieux de A à Z."),
        ("", None),
    ],
)
def test_place_that_is_not_on_the_map_gets_a_sentence_and_all_places(client, town, asked, sentence):
    response = client.get(f"/programme/2027/carte/?pres-de={asked}")
    soup = BeautifulSoup(response.content, "html.parser")

    assert response.status_code == 200
    assert [one.get_text(" ", strip=True).replace("\u00a0", " ") for one in soup.select(".message")] == (
        [sentence] if sentence else []
    )
    assert names(soup) == ["La Corderie", "Le Fourneau", "Sans adresse précise"]


def test_what_does_not_take_place_as_planned_says_so_on_the_map(client, town):
    set_status(Occurrence.objects.get(event__title="Bal"), "cancelled")
    move_occurrence(Occurrence.objects.filter(event__title="Atelier").order_by("pk")[0], when(11))
    set_status(Occurrence.objects.get(event__title="En ligne"), "postponed")

    said = {
        one.a.get_text(): one.select_one(".occasion-marks") for one in page(client).select("li:has(> .occasion-marks)")
    }

    assert {title: " ".join(marks.get_text().split()) for title, marks in said.items()} == {
        "Atelier": "déplacée : c’était prévu le samedi 2 octobre, 9 h", "Bal": "annulée", "En ligne": "reportée, date à venir",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("hour", "listed"), [(8, ["9 h – 11 h", "14 h – 16 h"]), (12, ["14 h – 16 h"]), (17, ["9 h – 11 h", "14 h – 16 h"])]
)
def test_place_lists_what_is_to_come_and_all_of_it_once_all_is_over(client, town, monkeypatch, hour, listed):
    monkeypatch.setattr(timezone, "now", lambda: at(hour).astimezone(ZONE))

    cord = page(client).select_one(".place-rows__row")

    assert [one.get_text().replace("\u00a0", " ") for one in cord.select(".hours")] == listed
    assert ("Les 2 séances ici" in cord.get_text()) == (len(listed) == 1)


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
