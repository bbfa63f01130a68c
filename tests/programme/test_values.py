"""The programme as plain values: what anybody may see of it, in queries that do not grow."""

from __future__ import annotations

from datetime import date

import pytest
from wagtail.models import PageViewRestriction

from programme.context.notices import notice_in_words
from programme.context.reading import event_value, occasions_of, programme_of
from programme.domain.occurrences import set_status
from programme.models import EventPage
from programme.models.event import EventAccess
from programme.queries import public_occurrences
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_theme
from tests.factories.programme import at, make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_programme_do_not_grow(edition, count, django_assert_num_queries):
    for number in range(count):
        association = AssociationFactory()
        make_event(f"Atelier {number}", place=make_place(f"Lieu {number}"), associations=[association])
    committed()
    occasions_of(public_occurrences(), edition)  # sites and restricted branches are read once a generation

    with django_assert_num_queries(9):
        occasions_of(public_occurrences(), edition)


def test_event_read_among_hundreds_is_the_one_that_its_page_holds(edition):
    themes = [
        make_theme("tout-repas", name_fr="Repas", position=2),
        make_theme("toute-carte", name_fr="Cartes", position=1),
    ]
    event = make_event(
        "Bal", edition=edition, themes=themes, associations=[AssociationFactory(), AssociationFactory()],
        other_organisers="Les voisins, Le bar", audience=["teens", "families"], body="<p>Venez.</p><p>Tous.</p>",
        age_min=8, price="paid", price_note="5 €", capacity=20, registration="here",
    )  # fmt: skip
    for order, aspect in enumerate(("toilets", "entrance")):
        event.access_lines.add(EventAccess(aspect=aspect, answer="yes", description="À gauche.", sort_order=order))
    item = {"item": "guide:12", "role": "used", "use": "shown", "note": ""}
    event.works = [("item", item)]
    event.save()

    found = occasions_of(public_occurrences(), edition)[0]
    assert found.event == event_value(EventPage.objects.get(pk=event.pk))
    assert [topic.name_fr for topic in found.event.topics] == ["Cartes", "Repas"]
    assert [line.aspect for line in found.event.access] == ["toilets", "entrance"]
    assert (found.event.works, found.seats, found.seats_left) == ((("guide:12", "used", "shown", ""),), 20, "open")


@pytest.mark.parametrize(("registration", "told"), [("here", "full"), ("none", "")])
def test_what_its_organisers_say_is_full_has_no_seats_left(edition, registration, told):
    event = make_event("Bal", edition=edition, registration=registration, capacity=20)
    event.occurrences.update(is_full=True)

    (found,) = programme_of(edition).occasions
    assert (found.is_full, found.seats_left) == (True, told)


@pytest.mark.parametrize(
    ("registration", "told"),
    [
        ("none", ("", "")),
        ("here", ("", "")),
        ("elsewhere", ("https://a.example/", "")),
        ("contact", ("", "0298000000")),
    ],
)
def test_address_and_contact_are_told_where_one_registers_by_them(edition, registration, told):
    make_event(
        "Bal", edition=edition, registration=registration, registration_url="https://a.example/",
        registration_contact="0298000000",
    )  # fmt: skip
    (found,) = programme_of(edition).events
    assert (found.registration_url, found.registration_contact) == told


def test_proposed_event_is_in_no_programme(edition):
    make_event("Atelier public", edition=edition)
    make_event_draft("Atelier secret", edition=edition)

    assert [event.title for event in programme_of(edition).events] == ["Atelier public"]


def test_evening_belongs_to_the_day_on_which_it_began(edition):
    make_event("Bal", edition=edition, times=[when(23, hours=4)])
    occasion = programme_of(edition).occasions[0]

    assert (occasion.start, occasion.day, occasion.last_day) == (at(23), date(2027, 10, 2), date(2027, 10, 2))


def test_place_that_is_withdrawn_keeps_its_name_and_has_no_address_to_lead_to(edition):
    place = make_place()
    make_event(edition=edition, place=place)
    place.unpublish()

    found = programme_of(edition).occasions[0].place
    assert (found.name, found.url) == ("La Corderie", "")


def test_notice_does_not_name_a_place_that_was_closed_to_readers_since(edition):
    place = make_place("Le local secret")
    event = make_event(edition=edition, place=place)
    event.occurrences.update(room="Salle du coffre")
    set_status(event.occurrences.get(), "cancelled")
    notice = event.notices.get()
    assert "Le local secret, Salle du coffre" in notice_in_words(notice)

    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    assert "secret" not in notice_in_words(notice)
    assert "coffre" not in notice_in_words(notice)


def test_room_of_a_place_that_was_closed_to_readers_is_told_nowhere(edition):
    place = make_place()
    make_event(edition=edition, place=place).occurrences.update(room="Salle du coffre")
    assert programme_of(edition).occasions[0].room == "Salle du coffre"

    PageViewRestriction.objects.create(page=place, restriction_type=PageViewRestriction.LOGIN)
    committed()
    assert programme_of(edition).occasions[0].room == ""
