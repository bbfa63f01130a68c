"""The page of an event: when, where, for whom, how one gets in and takes part, what changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.models import PageViewRestriction

from programme.domain.occurrences import Where, add_occurrence, move_occurrence, place_occurrence, set_status
from programme.models import EventAccess, Occurrence
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.programme import ZONE, at, make_edition, make_event, make_event_draft, make_place, when
from tests.words import words_of

pytestmark = pytest.mark.django_db
URL = "/programme/2027/atelier-de-reparation/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: at(15).astimezone(ZONE))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_page_do_not_grow_with_its_times(client, count, django_assert_num_queries):
    event = make_event(times=[], associations=[AssociationFactory()])
    for number in range(count):
        add_occurrence(event, when(10 + number), Where(place=make_place(f"Lieu {number}")))
    committed()
    client.get(URL)

    with django_assert_num_queries(8):
        client.get(URL)


def test_each_time_stands_at_its_anchor_with_its_place(client):
    make_event(place=make_place())
    one = Occurrence.objects.get()
    Occurrence.objects.update(room="Salle Ouessant")

    response = client.get(URL)

    assert f'id="{one.anchor}"' in response.text
    assert words_of(response, f"#{one.anchor}") == (
        "samedi 2 octobre 2027, 14 h – 16 h La Corderie · Salle Ouessant · 3 rue du Quai, 29200 Brest Ajouter à un agenda"
    )
    assert 'href="/lieux/la-corderie/"' in response.text


def test_what_is_over_stands_after_what_is_to_come(client):
    make_event(times=[when(9), when(10, day=date(2027, 10, 9))])

    context = client.get(URL).context

    assert [time.when for time in context["to_come"]] == [
        "samedi 9\u00a0octobre\u00a02027, 10\u00a0h\u00a0–\u00a012\u00a0h"
    ]
    assert len(context["over"]) == 1


def test_what_an_event_says_of_access_stands_before_its_place_with_the_day_of_the_check(client):
    place = make_place(
        access=[("entrance", "yes", "De plain-pied."), ("signing", "no", "")], access_checked_on=date(2027, 9, 12)
    )
    event = make_event(place=place)
    EventAccess.objects.create(event=event, aspect="signing", answer="yes", description="Interprète sur place.")

    said = words_of(client.get(URL), "[aria-labelledby=venir]")

    assert "Entrée Oui · De plain-pied." in said
    assert "Oui · Interprète sur place. pour cet événement" in said
    assert "Vérifié le 12 septembre 2027." in said


def test_access_that_nobody_described_says_so(client):
    make_event(place=make_place())

    assert "L’accès n’est pas encore décrit" in words_of(client.get(URL))


@pytest.mark.parametrize(
    ("fields", "words", "link"),
    [
        ({}, "Sans inscription : venez comme vous êtes.", ""),
        (
            {"registration": "elsewhere", "registration_url": "https://example.org/x"},
            "L’inscription se fait à une autre adresse. S’inscrire", 'href="https://example.org/x"',
        ),
        ({"registration": "contact", "registration_contact": "02 98 11 22 33"}, "02 98 11 22 33", ""),
        ({"registration": "here", "capacity": 12}, "Il reste des places", ""),
    ],
)  # fmt: skip
def test_how_one_takes_part(client, fields, words, link):
    make_event(times=[when(17)], **fields)

    response = client.get(URL)

    assert words in words_of(response)
    assert link in response.text


def test_what_changed_is_told(client):
    make_event(times=[when(17)], place=make_place())
    one = Occurrence.objects.get()
    move_occurrence(one, when(18), text="La salle est prise.")
    place_occurrence(one, Where(place=make_place("L’Avenir")))
    set_status(one, "cancelled")

    response = client.get(URL)

    assert [change.text for change in response.context["changes"]] == ["", "", "La salle est prise."]
    assert "La salle est prise." in words_of(response, "[aria-labelledby=changements]")
    assert "annulée" in words_of(response, ".event__times")


@pytest.mark.parametrize(("carries", "said"), [(True, True), (False, False)])
def test_label_of_the_commons_is_said_on_the_page_and_in_lists(client, carries, said):
    make_event(carries_label=carries, place=make_place())
    committed()

    shown = words_of(client.get(URL), ".fact-bar")
    listed = words_of(client.get("/programme/2027/?vue=liste"), ".occasion-row__facts")

    assert ("Label des communs" in shown, "label des communs" in listed) == (said, said)


def test_online_event_leads_to_where_it_takes_place(client):
    make_event(times=[when(17)])
    Occurrence.objects.update(online_url="https://visio.example.org/salle")

    response = client.get(URL)

    assert 'href="https://visio.example.org/salle"' in response.text
    assert "Le lieu est à préciser" not in words_of(response)


def test_restricted_place_tells_nothing_of_itself(client):
    place = make_place("Chez Maïwenn", street_address="9 impasse du Secret", access=[("entrance", "yes", "Au secret.")])
    make_event(place=place)
    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)

    response = client.get(URL)

    assert response.status_code == 200
    assert [word for word in ("Maïwenn", "Secret", "secret", "/lieux/") if word in words_of(response)] == []


def test_draft_has_no_page(client):
    make_event_draft()

    assert client.get(URL).status_code == 404


def test_association_shows_its_events_and_the_front_page_the_next_ones(client):
    make_event("Fête", times=[when(17)], associations=[AssociationFactory(slug="une")], edition=make_edition())
    make_event("Annulée", times=[when(18)])
    set_status(Occurrence.objects.get(event__title="Annulée"), "cancelled")

    assert "Fête" in words_of(client.get("/associations/une/"))
    front = words_of(client.get("/"), "[aria-labelledby=bientot]")
    assert "Fête" in front
    assert "Annulée" not in front


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_of_all_editions_do_not_grow(client, count, django_assert_num_queries):
    edition = make_edition()
    for number in range(count):
        make_event(f"Atelier {number}", edition=edition, times=[when(14), when(17)])
    committed()
    client.get("/programme/")

    with django_assert_num_queries(5):
        client.get("/programme/")


def test_page_of_all_editions_says_what_is_on(client):
    make_event("En cours", edition=make_edition())
    make_edition("2025", slug="2025", acronym="edition_2025", starts_on=date(2025, 10, 4), ends_on=date(2025, 10, 12))

    response = client.get("/programme/")

    assert [row.title for row in response.context["on_now"]] == ["En cours"]
    assert [card.title for card in response.context["past"]] == ["2025"]


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("confirmed", "confirmed", None),
        ("cancelled", "confirmed", None),
        ("cancelled", "cancelled", "Cet événement est annulé."),
        ("postponed", "cancelled", "Cet événement est reporté : sa nouvelle date est à venir."),
    ],
)
def test_event_of_which_nothing_takes_place_says_so_above_all(client, first, second, sentence):
    make_event(times=[when(9), when(17), when(18)])
    for one, status in zip(Occurrence.objects.order_by("starts_at")[1:], (first, second), strict=True):
        set_status(one, status)

    said = BeautifulSoup(client.get(URL).content, "html.parser").select(".event > .message")

    assert [one.get_text(" ", strip=True).replace("\u00a0", " ") for one in said] == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Genre atelier Pour qui tout public Prix gratuit Langue français"),
        (
            {"price": "paid", "price_note": "8 €, 4 € sans emploi : on ne demande rien", "age_min": 8, "age_max": 12},
            "Pour qui tout public 8 à 12 ans Prix payant 8 €, 4 € sans emploi : on ne demande rien",
        ),
        ({"audience": ["teens"], "age_min": 12}, "Pour qui ados dès 12 ans"),
        ({"age_max": 6, "price": "chosen", "language": "br"}, "jusqu’à 6 ans Prix prix libre Langue breton"),
    ],
)
def test_for_whom_at_what_age_and_what_it_costs(client, fields, said):
    make_event(kind="workshop", **fields)

    assert said in words_of(client.get(URL), ".fact-bar")


@pytest.mark.parametrize(("days", "sentence"), [(30, "effacée 30 jours après"), (1, "effacée 1 jour après")])
def test_registering_says_when_an_address_is_erased(client, settings, days, sentence):
    settings.SEATS_KEPT_DAYS = days
    event = make_event(registration="here", times=[when(17)])

    assert sentence in words_of(client.get(URL), "#inscription")
    assert f"effacés {days} jour{'s' if days > 1 else ''} après l’événement" in words_of(
        client.get(f"{event.url}inscription/", headers={"accept-language": "fr"})
    )


@pytest.mark.parametrize(("count", "shown", "folded"), [(12, 12, 0), (13, 12, 1), (60, 12, 48)])
def test_many_dates_are_folded_each_with_its_anchor(client, count, shown, folded):
    make_event(times=[when(17, day=date(2027, 10, 2) + timedelta(days=number)) for number in range(count)])

    page = BeautifulSoup(client.get(URL).content, "html.parser").select_one("[aria-labelledby=quand]")

    assert len(page.select(":scope > .event__times > .event__time")) == shown
    assert len(page.select(".event__later [id^=seance-]")) == folded
    assert (f"{folded} autre" in page.get_text()) == bool(folded)
