"""“Every Wednesday from 2 to 4 p.m., not in the holidays”, on the page of the organisers."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from programme.domain.occurrences import MOST_OCCURRENCES
from programme.models import EditionPage, ProgrammeNotice
from tests.factories.people import PersonFactory
from tests.factories.programme import ZONE, at, make_edition, make_event, make_place, make_proposed, when
from tests.wiki.history.test_page_history import words

pytestmark = pytest.mark.django_db
# Each Wednesday of October 2027 and the first of November: holidays of autumn, and the clock goes back on the 31st.
RULE = {
    "rule-weekdays": ["2"], "rule-rhythm": "w1", "rule-first": "2027-10-06", "rule-last": "2027-11-10",
    "rule-starts": "14:00", "rule-ends": "16:00",
}  # fmt: skip
OUTSIDE_HOLIDAYS = {**RULE, "rule-no_school_holidays": "B"}


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture(autouse=True)
def _coordinator(client, edition):
    person = PersonFactory()
    edition.coordinators.set([person])
    edition.save()
    client.force_login(person)


@pytest.fixture
def draft(edition):
    return make_proposed("Brouillon", edition=edition, times=[when(9, day=date(2027, 10, 5))])


def send(client, event, do, **said):
    return client.post(f"/programme/2027/{event.slug}/seances/", {"do": do, **said}, headers={"accept-language": "fr"})


def html(answer):
    return BeautifulSoup(answer.content, "html.parser")


def rhythm(answer):
    return words(html(answer).select_one("#rythme")).replace("\xa0", " ")


def offered(answer):
    return [one["value"] for one in html(answer).select("#rythme input[name=days]")]


def looked_at(client, event, **said):
    """What the form sends once its dates were looked at."""
    page = html(send(client, event, "preview", **said))
    days = [one["value"] for one in page.select("#rythme input[name=days][checked]")]
    return {**said, "days": days, "rule-seen": page.select_one("[name=rule-seen]")["value"]}


def starts(event):
    return [f"{one.starts_at.astimezone(ZONE):%d/%m %H:%M}" for one in event.occurrences.all()]


def test_dates_are_shown_before_anything_is_added(client, draft):
    answer = send(client, draft, "preview", **OUTSIDE_HOLIDAYS)

    assert (answer.status_code, offered(answer)) == (200, ["2027-10-06", "2027-10-13", "2027-10-20", "2027-11-10"])
    assert "mercredi 6 octobre 2027, 14 h – 16 h" in rhythm(answer)
    assert "Vacances de la Toussaint" in rhythm(answer)
    assert draft.occurrences.count() == 1


def test_dates_that_are_ticked_are_added_where_and_for_how_many_as_was_said(client, draft):
    place = make_place()
    said = looked_at(
        client, draft, **OUTSIDE_HOLIDAYS, **{"rule-place": str(place.pk), "rule-room": "Salle B", "rule-capacity": "8"}
    )
    said["days"].remove("2027-10-13")

    assert send(client, draft, "add-these", **said).status_code == 302

    assert starts(draft) == ["05/10 09:00", "06/10 14:00", "20/10 14:00", "10/11 14:00"]
    added = draft.occurrences.last()
    assert (added.place_id, added.room, added.capacity, added.ends_at) == (
        place.pk,
        "Salle B",
        8,
        at(16, day=date(2027, 11, 10)),
    )
    assert "3 séances sont ajoutées" in client.get(f"/programme/2027/{draft.slug}/seances/").content.decode()


def test_clock_on_the_wall_stays_where_summer_time_ends(client, draft):
    send(client, draft, "add-these", **looked_at(client, draft, **RULE))

    assert starts(draft)[-3:] == ["27/10 14:00", "03/11 14:00", "10/11 14:00"]
    before, after = list(draft.occurrences.all())[-3:-1]
    assert ((after.starts_at - before.starts_at).days, (after.starts_at - before.starts_at).seconds) == (7, 3600)


def test_form_sent_twice_adds_nothing_twice_and_says_what_is_there(client, draft):
    said = looked_at(client, draft, **RULE)
    send(client, draft, "add-these", **said)
    again = send(client, draft, "add-these", **said)

    assert (again.status_code, draft.occurrences.count()) == (422, 7)
    assert "Toutes ces séances sont déjà là" in rhythm(again)
    more = send(client, draft, "preview", **{**RULE, "rule-last": "2027-11-17"})
    assert (offered(more), "déjà là" in rhythm(more)) == (["2027-11-17"], True)


def test_rhythm_that_changed_since_it_was_looked_at_is_looked_at_again(client, draft):
    said = looked_at(client, draft, **RULE)
    answer = send(client, draft, "add-these", **{**said, "rule-starts": "15:00"})

    assert (answer.status_code, draft.occurrences.count()) == (422, 1)
    assert "regardez d’abord ses dates" in rhythm(answer)
    assert "15 h – 16 h" in rhythm(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"rule-last": "2027-10-01"}, "Le dernier jour vient avant le premier."),
        ({"rule-last": "2029-10-01"}, "400 jours au plus"),
        ({"rule-last": "2027-10-05", "rule-first": "2027-10-05"}, "Cela ne donne aucune date"),
        ({"rule-first": "0202-01-01"}, "Vérifiez l’année : 202."),
        ({"rule-weekdays": []}, "Jours de la semaine : Ce champ est obligatoire."),
        ({"rule-starts": ""}, "Ce champ est obligatoire."),
        ({"rule-online_url": "javascript:alert(1)"}, "Adresse en ligne : Saisissez une URL valide."),
        ({"rule-capacity": "0"}, "supérieure ou égale à 1"),
    ],
)
@pytest.mark.parametrize("do", ["preview", "add-these"])
def test_mistake_is_a_sentence_and_what_was_typed_stays(client, draft, do, typed, sentence):
    answer = send(client, draft, do, **{**RULE, "rule-room": "Salle B", **typed})

    assert (answer.status_code, sentence in rhythm(answer)) == (422, True)
    assert html(answer).select_one("[name=rule-room]")["value"] == "Salle B"
    assert draft.occurrences.count() == 1


def test_dates_beyond_what_an_event_has_are_added_all_or_none(client, draft, monkeypatch):
    monkeypatch.setattr("programme.domain.occurrences.MOST_OCCURRENCES", 5)
    answer = send(client, draft, "add-these", **looked_at(client, draft, **RULE))

    assert (answer.status_code, draft.occurrences.count()) == (422, 1)
    assert "5 séances au plus" in rhythm(answer)
    assert MOST_OCCURRENCES == 400


def test_nothing_ticked_asks_for_a_date(client, draft):
    answer = send(client, draft, "add-these", **{**looked_at(client, draft, **RULE), "days": []})
    assert (answer.status_code, "Cochez au moins une date." in rhythm(answer)) == (422, True)


def test_each_date_of_a_public_event_is_told(client, edition):
    event = make_event(edition=edition)
    send(client, event, "add-these", **looked_at(client, event, **{**RULE, "rule-last": "2027-10-13"}))
    assert list(ProgrammeNotice.objects.values_list("kind", flat=True)) == ["new", "new"]


def test_edition_that_is_frozen_meanwhile_takes_none_and_says_so(client, draft):
    said = looked_at(client, draft, **RULE)
    EditionPage.objects.update(frozen_at=timezone.now())

    answer = send(client, draft, "add-these", **said)

    assert (answer.status_code, draft.occurrences.count()) == (422, 1)
    assert "une archive" in words(html(answer).select_one(".message--error"))
    assert html(answer).select("#rythme") == []
