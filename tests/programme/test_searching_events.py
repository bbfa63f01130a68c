"""Events found by the search, from the page that somebody saves to the answer that somebody reads."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from programme.domain.occurrences import set_status
from programme.models import Occurrence
from search.indexing import rebuild
from tests.factories.programme import ZONE, at, make_edition, make_event, make_event_draft, make_place, when
from tests.search.kinds import ENGINES

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY, SUNDAY = (date(2027, 10, day) for day in (8, 9, 10))


@pytest.fixture(autouse=True)
def found(settings, tmp_path, monkeypatch):
    """Friday 8 October 2027, 10:00 in Brest."""
    monkeypatch.setattr(timezone, "now", lambda: at(10, day=FRIDAY).astimezone(ZONE))
    ENGINES["embedded"].configure(settings, tmp_path / "index")
    edition = make_edition()
    cord, port = make_place(), make_place("Le Fourneau", latitude="48.386", longitude="-4.51", neighbourhood="Port")
    far = make_place("La Tour", latitude="48.42", longitude="-4.4", neighbourhood="Kergreiz")
    make_event("Atelier vélo", edition=edition, place=cord, times=[when(14, day=FRIDAY), when(14, day=SUNDAY)])
    make_event("Bal des cartes", edition=edition, place=port, times=[when(20, day=SATURDAY)])
    make_event("Lecture à la tour", edition=edition, place=far, times=[when(20, day=date(2027, 10, 16))])
    make_event("Nuit du phare", edition=edition, place=far, times=[when(23, hours=4, day=SUNDAY)])
    make_event_draft("Bal secret", edition=edition)
    set_status(Occurrence.objects.get(event__title="Bal des cartes"), "cancelled")
    rebuild()


def both(client, query):
    """The titles that the page and the API give, which are the same."""
    page = BeautifulSoup(client.get(f"/recherche/?{query}").content, "html.parser")
    shown = [one.get_text().strip().replace("\u00a0", " ") for one in page.select(".result-row__title")]
    told = [one["title"] for one in client.get(f"/api/v1/search?{query}").json()["results"]]
    assert sorted(shown) == sorted(told)
    return sorted(told)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("type=event", ["Atelier vélo", "Bal des cartes", "Lecture à la tour", "Nuit du phare"]),
        ("type=event&q=velo", ["Atelier vélo"]),
        ("type=event&q=corderie", ["Atelier vélo"]),
        ("type=event&q=kergreiz", ["Lecture à la tour", "Nuit du phare"]),
        ("type=event&place=la-tour", ["Lecture à la tour", "Nuit du phare"]),
        ("type=event&place=la-tour&place=le-fourneau", ["Bal des cartes", "Lecture à la tour", "Nuit du phare"]),
        ("type=event&near=la-corderie", ["Atelier vélo", "Bal des cartes"]),
        ("type=event&near=nulle-part", []),
        ("q=ce+week-end", ["Atelier vélo", "Nuit du phare"]),
        ("q=ce+week-end&type=event&place=la-tour", ["Nuit du phare"]),
        # None is both: what has the word, on another day.
        ("q=lecture+ce+week-end", ["Lecture à la tour"]),
        ("type=event&q=secret", []),
    ],
)
def test_events_are_found_by_page_and_api_alike(client, query, titles):
    assert both(client, query) == titles


def test_answer_says_what_this_weekend_was_taken_for_and_the_next_time_of_each(client):
    answer = client.get("/api/v1/search?q=ce+week-end").json()
    page = BeautifulSoup(client.get("/recherche/?q=ce+week-end").content, "html.parser")
    said = " ".join(page.select_one(".results").get_text(" ").split())

    assert answer["days"] == {"words": "ce week-end", "first": "2027-10-09", "last": "2027-10-10"}
    assert "du 9 au 10 octobre" in said
    assert "dimanche 10 octobre 2027, 14 h" in said
    assert "dimanche 10 octobre 2027, 23 h" in said


def test_place_is_found_beside_what_takes_place_there(client):
    assert both(client, "q=fourneau") == ["Bal des cartes", "Le Fourneau"]
