"""Occurrences that somebody chose, by the names in the address."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from programme.domain.occurrences import add_occurrence
from programme.models import Occurrence
from tests.committed import committed
from tests.factories.programme import make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def edition():
    return make_edition()


def titles(client, asked):
    soup = BeautifulSoup(client.get(f"/programme/2027/favoris/?seances={asked}").content, "html.parser")
    return [" ".join(one.get_text().split()) for one in soup.select(".occasion-row__title")], soup.get_text()


def names(*titles_):
    return ",".join(str(Occurrence.objects.get(event__title=one).uuid) for one in titles_)


def test_list_of_an_address_is_shown_in_the_order_of_time(client, edition):
    make_event("Bal", times=[when(20)])
    make_event("Atelier", times=[when(9)], place=make_place())
    make_event("Autre")

    assert titles(client, names("Bal", "Atelier"))[0] == ["Atelier", "Bal"]


def test_what_is_gone_is_counted_and_what_is_proposed_is_not_told(client, edition):
    make_event("Atelier")
    secret = add_occurrence(make_event_draft("Atelier secret"), when())

    shown, text = titles(client, f"{names('Atelier')},{secret.uuid},{UNKNOWN}")
    assert shown == ["Atelier"]
    assert "2 séances de cette liste ne sont plus au programme." in text
    assert "secret" not in text


@pytest.mark.parametrize("asked", ["", "n'importe quoi", ",,,", "%00", "é" * 3000, ",".join([UNKNOWN] * 3000)])
def test_list_that_is_none_says_what_to_do(client, edition, asked):
    make_event("Atelier")
    assert titles(client, asked)[0] == []


def test_more_than_a_hundred_are_not_read(client, edition):
    make_event("Atelier")
    assert titles(client, ",".join([UNKNOWN] * 100 + [names("Atelier")]))[0] == []


@pytest.mark.parametrize("count", [1, 3])
def test_favourites_ask_as_much_whatever_they_are(client, edition, count, django_assert_num_queries):
    client.get("/programme/2027/favoris/")  # what a process reads once
    for number in range(count):
        make_event(f"Atelier {number}", place=make_place(f"Lieu {number}"))
    asked = names(*(f"Atelier {number}" for number in range(count)))
    committed()

    with django_assert_num_queries(20):
        client.get(f"/programme/2027/favoris/?seances={asked}")
