"""The places: by neighbourhood, narrowed, each with how one gets in and what takes place there."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.committed import committed
from tests.factories.programme import ZONE, at, make_edition, make_event, make_place, when
from tests.words import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(15).astimezone(ZONE))


def names(response):
    return [(neighbourhood, [row.name for row in rows]) for neighbourhood, rows in response.context["by_neighbourhood"]]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(client, count, django_assert_num_queries):
    for number in range(count):
        make_place(f"Lieu {number}", access=[("entrance", "yes", "")])
    committed()
    client.get("/lieux/")

    with django_assert_num_queries(3):
        client.get("/lieux/")


def test_list_tells_what_changed_of_a_place_since_it_was_drawn(client):
    place = make_place(access=[("entrance", "no", "")])
    committed()
    assert "La Corderie" in client.get("/lieux/").text
    place.title, place.neighbourhood = "Le Mat", "Centre"
    place.save_revision().publish()
    committed()

    assert names(client.get("/lieux/")) == [("Centre", ["Le Mat"])]


def test_public_digital_access_point_is_a_kind_of_place(client):
    make_place("Le Bureau partagé", kind="access-point")
    make_place(kind="library")
    committed()

    answer = client.get("/lieux/")
    assert ("access-point", "point d’accès public au numérique") in answer.context["kinds"]
    assert "point d’accès public au numérique" in words_of(answer, "select[name=type]")
    assert names(client.get("/lieux/?type=access-point")) == [("Recouvrance", ["Le Bureau partagé"])]
    assert "Point d’accès public au numérique" in client.get("/lieux/le-bureau-partage/").text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_place_do_not_grow_with_its_events(client, count, django_assert_num_queries):
    edition, place = make_edition(), make_place()
    for number in range(count):
        make_event(f"Atelier {number}", edition=edition, place=place, times=[when(17)])
    committed()
    client.get("/lieux/la-corderie/")

    with django_assert_num_queries(5):
        client.get("/lieux/la-corderie/")


def test_places_stand_by_neighbourhood(client):
    make_place("L’Avenir", neighbourhood="Centre")
    make_place("La Corderie")
    make_place("Le Mat", neighbourhood="", town="Plouzané")

    assert names(client.get("/lieux/")) == [
        ("Centre", ["L’Avenir"]),
        ("Plouzané", ["Le Mat"]),
        ("Recouvrance", ["La Corderie"]),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quartier=Centre", [("Centre", ["L’Avenir"])]),
        ("type=library", [("Recouvrance", ["La Corderie"])]),
        ("accessible=oui", [("Centre", ["L’Avenir"])]),
        ("q=CORDÉRIE", [("Recouvrance", ["La Corderie"])]),
        ("q=%00", [("Centre", ["L’Avenir"]), ("Recouvrance", ["La Corderie"])]),
        ("quartier=Atlantide", []),
    ],
)
def test_list_is_narrowed_by_its_address(client, query, found):
    make_place("L’Avenir", neighbourhood="Centre", access=[("entrance", "yes", "")])
    make_place("La Corderie", kind="library", access=[("entrance", "partly", "")])

    assert names(client.get(f"/lieux/?{query}")) == found


def test_nothing_found_leads_to_all_the_places(client):
    make_place()

    assert "Aucun lieu ne correspond à ces critères" in words_of(client.get("/lieux/?q=atlantide"))


def test_place_says_how_one_gets_in_and_when_that_was_checked(client):
    make_place(
        access=[("toilets", "no", ""), ("entrance", "yes", "Une rampe.")], access_checked_on=date(2027, 9, 12),
        opening="Du mardi au samedi", equipment="Douze tables", capacity=40, phone="02 98 00 00 00",
    )  # fmt: skip

    said = words_of(client.get("/lieux/la-corderie/"))

    assert "Entrée Oui · Une rampe. Toilettes Non Vérifié le 12 septembre 2027." in said
    assert "Du mardi au samedi" in said
    assert "Sur place De la place pour 40 personnes Douze tables" in said


def test_place_tells_what_is_to_come_and_how_much_has_been(client):
    place = make_place()
    make_event("À venir", place=place, times=[when(17), when(9)])

    ((_use, shown),) = client.get("/lieux/la-corderie/").context["uses"]

    assert ([row.title for row in shown["rows"]], shown["more"], shown["past"]) == (["À venir"], 0, 1)


def test_restricted_place_is_in_no_list_and_no_result(client):
    place = make_place("Chez Maïwenn")
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)

    assert "Maïwenn" not in words_of(client.get("/lieux/"))
    assert client.get("/lieux/chez-maiwenn/").status_code == 302
