"""When and where an event takes place, as its organisers say it on a page of their own."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from community.models import Membership
from programme.domain.moving import stamp
from programme.domain.occurrences import set_status
from programme.domain.seats import ask, confirm, standing_of
from programme.models import EditionPage, Occurrence, ProgrammeNotice
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.factories.programme import at, make_edition, make_event, make_place, make_proposed, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def member(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def association(member):
    association = AssociationFactory()
    Membership.objects.create(user=member, association=association)
    return association


@pytest.fixture
def event(edition, association):
    return make_event(edition=edition, associations=[association], place=make_place())


@pytest.fixture
def draft(edition, association):
    return make_proposed("Brouillon", edition=edition, associations=[association])


def said(**more):
    return {"day": "2027-10-02", "start": "14:00", "end": "16:00", "status": "confirmed", "do": "save", **more}


def send(client, event, occurrence=None, **more):
    posted = said(**more)
    if occurrence:
        posted = {"seance": occurrence.uuid.hex, "seen": stamp(occurrence), **posted}
    return client.post(f"/programme/2027/{event.slug}/seances/", posted)


def errors(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return [" ".join(one.get_text(" ").split()) for one in page.select(".message--error li")]


def test_time_is_added_once_however_often_it_is_sent(client, draft):
    for _again in range(2):
        assert send(client, draft, day="2027-10-03").status_code == 302

    assert [one.starts_at for one in draft.occurrences.all()] == [at(14), at(14, day=at().date().replace(day=3))]


def test_change_of_a_public_event_is_told_once_however_often_it_is_sent(client, event):
    occurrence = event.occurrences.get()
    place = str(occurrence.place_id)
    seen = stamp(occurrence)
    for _again in range(2):
        assert send(client, event, occurrence, start="15:00", end="17:00", place=place, seen=seen).status_code == 302

    assert (Occurrence.objects.get().starts_at, Occurrence.objects.get().sequence) == (at(15), 1)
    assert list(ProgrammeNotice.objects.values_list("kind", flat=True)) == ["moved"]


def test_cancelling_takes_a_reason_and_stays(client, event):
    occurrence = event.occurrences.get()
    place = str(occurrence.place_id)

    answer = send(client, event, occurrence, status="cancelled", place=place)
    assert (answer.status_code, errors(answer)) == (
        422,
        ["Ce qu’il faut savoir : Dites pourquoi, en quelques mots : les personnes qui comptaient venir le lisent."],
    )

    send(client, event, occurrence, status="cancelled", place=place, note="La salle est inondée.")
    stored = Occurrence.objects.get()
    assert (stored.status, stored.status_note) == ("cancelled", "La salle est inondée.")


def test_full_seats_and_room_are_said(client, event):
    occurrence = event.occurrences.get()

    send(client, event, occurrence, place=str(occurrence.place_id), room="Salle B", capacity="12", is_full="on")

    stored = Occurrence.objects.get()
    assert (stored.room, stored.capacity, stored.is_full) == ("Salle B", 12, True)


def test_fewer_seats_than_people_takes_nobody_theirs_and_says_so(client, event):
    event.registration = "here"
    event.save()
    occurrence = event.occurrences.get()
    for name in ("Awa", "Bran"):
        confirm(ask(occurrence, name=name, email=f"{name}@example.org", places=2))

    send(client, event, occurrence, place=str(occurrence.place_id), capacity="3")

    page = client.get(f"/programme/2027/{event.slug}/seances/").content.decode()
    assert "4 personnes sont déjà inscrites, et il y a maintenant 3 places" in page
    assert standing_of(Occurrence.objects.get()).taken == 4


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"end": "12:00"}, "La fin vient avant le début : vérifiez les deux heures, et le jour de la fin."),
        ({"start": ""}, "Début : Donnez l’heure, ou dites que la séance dure des journées entières."),
        ({"day": "2027-03-28", "start": "02:30", "end": "05:00"}, "Début : Cette heure n’existe pas cette nuit-là : on passe à l’heure d’été."),
        ({"last_day": "2029-10-02"}, "Cela dure 400 jours ou plus : donnez chaque période à part."),
        ({"day": "0202-10-02"}, "Jour : Vérifiez l’année : 202."),
        ({"online_url": "javascript:alert(1)"}, "Adresse en ligne : Saisissez une URL valide."),
        ({"capacity": "0"}, "Places : Assurez-vous que cette valeur est supérieure ou égale à 1."),
    ],
)  # fmt: skip
def test_mistake_is_a_sentence_and_what_was_typed_stays(client, draft, typed, sentence):
    answer = send(client, draft, room="Salle B", **typed)

    assert (answer.status_code, [words.replace("\xa0", " ") for words in errors(answer)]) == (422, [sentence])
    assert 'value="Salle B"' in answer.content.decode()
    assert draft.occurrences.count() == 1


def test_what_ends_in_the_night_ends_the_day_after(client, draft):
    send(client, draft, start="22:00", end="02:00")

    assert draft.occurrences.last().ends_at == at(2, day=at().date().replace(day=3))


def test_whole_days_go_to_midnight_after_the_last(client, draft):
    send(client, draft, start="", end="", all_day="on", last_day="2027-10-16", hours="Du mardi au samedi, 14 h – 18 h")

    last = draft.occurrences.get(all_day=True)
    assert (last.starts_at, last.ends_at) == (at(0), at(0, day=at().date().replace(day=17)))


def test_form_of_what_somebody_changed_meanwhile_keeps_what_was_typed(client, event):
    occurrence = event.occurrences.get()
    seen = stamp(occurrence)
    set_status(occurrence, "tentative")

    answer = send(client, event, occurrence, start="18:00", end="19:00", seen=seen, room="Salle B")

    assert answer.status_code == 422
    assert "Quelqu’un d’autre a modifié" in answer.content.decode()
    assert 'value="18:00"' in answer.content.decode()
    assert Occurrence.objects.get().starts_at == at(14)


def test_time_of_a_draft_is_removed_and_one_that_visitors_know_is_not(client, draft, event):
    send(client, draft, draft.occurrences.get(), do="remove")
    answer = send(client, event, event.occurrences.get(), do="remove")

    assert (draft.occurrences.count(), event.occurrences.count()) == (0, 1)
    assert "annulez-la et dites pourquoi" in answer.content.decode()


def test_frozen_edition_says_so_and_changes_nothing(client, event):
    EditionPage.objects.update(frozen_at=timezone.now())

    page = client.get(f"/programme/2027/{event.slug}/seances/").content.decode()
    answer = send(client, event, day="2027-10-05")

    assert "archive" in page
    assert '<form method="post" action="/programme' not in page
    assert (answer.status_code, event.occurrences.count()) == (422, 1)


def test_time_that_is_gone_is_not_found(client, draft):
    answer = client.post("/programme/2027/brouillon/seances/", said(seance="0" * 32))

    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page_do_not_grow(client, edition, association, count, django_assert_num_queries):
    event = make_event(edition=edition, associations=[association], times=[when(9 + number) for number in range(count)])
    address = f"/programme/2027/{event.slug}/seances/"
    client.get(address)

    with django_assert_num_queries(QUERIES):
        client.get(address)


QUERIES = 21
