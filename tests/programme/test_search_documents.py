"""What the search knows of events and places: their words, their days, the next time."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.search_documents import document_of_place
from programme.domain.occurrences import set_status
from programme.models import EventPage, Occurrence
from programme.search_documents import as_document, place_names
from programme.templatetags.programme import event_facts
from search.models import PendingDocument
from tests.factories.programme import ZONE, at, make_event, make_place, when
from tests.wished import kinds_wished_for

pytestmark = pytest.mark.django_db
SATURDAY, SUNDAY = date(2027, 10, 2), date(2027, 10, 3)


def document():
    return as_document(EventPage.objects.get())


def test_days_of_an_event_are_those_on_which_it_takes_place():
    make_event(times=[when(23, hours=4), when(10, day=date(2027, 10, 9)), when(0, hours=48, all_day=True)])
    set_status(Occurrence.objects.get(starts_at=at(10, day=date(2027, 10, 9))), "cancelled")

    assert sorted(document().periods["date"]) == [(SATURDAY, SATURDAY), (SATURDAY, SUNDAY)]


def test_place_finds_its_events_unless_it_is_restricted():
    place = make_place("Chez Maïwenn")
    make_event(place=place)
    assert document().words == ("Chez Maïwenn", "Recouvrance", "Brest")

    place.unpublish()
    assert document().words == ("Chez Maïwenn",)

    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    assert (document().words, document().extra["times"][0]["place"]) == ((), "")


def test_result_tells_the_next_time(monkeypatch):
    make_event(times=[when(9), when(10, day=SUNDAY), when(10, day=date(2027, 10, 9))], place=make_place())
    extra = document().extra
    monkeypatch.setattr(timezone, "now", lambda: at(15).astimezone(ZONE))

    assert event_facts(extra).replace("\u00a0", " ") == (
        "dimanche 3 octobre 2027, 10 h · et 1 autre date · La Corderie"
    )


def test_result_tells_that_it_is_over_or_cancelled(monkeypatch):
    make_event(times=[when(17)])
    set_status(Occurrence.objects.get(), "cancelled")
    extra = document().extra

    monkeypatch.setattr(timezone, "now", lambda: at(15).astimezone(ZONE))
    assert event_facts(extra).replace("\u00a0", " ") == "annulée · samedi 2 octobre 2027, 17 h"
    monkeypatch.setattr(timezone, "now", lambda: at(15, day=SUNDAY).astimezone(ZONE))
    assert event_facts(extra).replace("\u00a0", " ") == "passé · annulée · samedi 2 octobre 2027, 17 h"


def test_place_is_found_by_its_neighbourhood_and_its_street():
    found = document_of_place(make_place(equipment="Douze tables"))

    assert (found.type, found.words, found.body) == (
        "place", ("Recouvrance", "Brest", "3 rue du Quai"), "Douze tables",
    )  # fmt: skip


@pytest.mark.parametrize("change", ["restricts", "renames", "deletes"])
def test_what_happens_to_a_place_reaches_its_events(change):
    place = make_place()
    event = make_event(place=place)
    PendingDocument.objects.all().delete()

    if change == "restricts":
        PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    elif change == "renames":
        place.title = "L’Avenir"
        place.save()
    else:
        place.delete()

    assert ("event", str(event.pk)) in PendingDocument.objects.values_list("type", "pk_text")


def test_event_is_found_by_its_place_and_near_others():
    make_place("Le Fourneau", latitude="48.386000", longitude="-4.510000")  # 800 m away
    make_place("Loin", latitude="48.400000", longitude="-4.400000")
    hidden = make_place("Chez Maïwenn")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_event(place=make_place())

    facets = document().facets
    assert (facets["place"], sorted(facets["near"])) == (("la-corderie",), ["la-corderie", "le-fourneau"])
    assert place_names(["le-fourneau", "chez-maiwenn"]) == {"le-fourneau": "Le Fourneau"}


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        ("expo photo en ce moment", ["event"]),
        ("au programme dimanche", ["event"]),
        ("what's on this weekend", ["event"]),
        ("programme d'une exposition", []),
    ],
)
def test_question_about_what_takes_place_wishes_for_an_event(q, kind):
    assert kinds_wished_for(q) == kind
