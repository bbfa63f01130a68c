from __future__ import annotations

import pytest

from programme.domain.moving import stamp
from programme.models import Occurrence
from tests.factories.programme import at, make_edition, make_event, make_place, when
from tests.programme.views.coordinating import COORDINATION, drawn, told

pytestmark = pytest.mark.django_db


def moved(client, occurrence, *, seen=None, **posted):
    address = f"{COORDINATION}deplacer/{occurrence.uuid}/"
    return client.post(address, {"seen": seen or stamp(occurrence), **posted}, follow=True)


def test_event_moves_by_a_quarter_of_an_hour_and_says_so(client, edition, coordinator):
    occurrence = make_event(edition=edition, place=make_place()).occurrences.get()

    answer = moved(client, occurrence, do="later")

    assert Occurrence.objects.get().starts_at == at(14, 15)
    assert told(answer)[0] == "« Atelier de réparation » : samedi 2 octobre, 14 h 15 – 16 h 15, La Corderie."
    card = drawn(answer).select_one(f"#seance-{occurrence.uuid}")
    assert card.has_attr("open")


def test_event_moves_to_a_place_and_an_hour_at_once(client, edition, coordinator):
    occurrence = make_event(edition=edition, place=make_place()).occurrences.get()
    place = make_place("Le Fourneau")

    moved(client, occurrence, do="put", day="2027-10-03", time="18:00", place=str(place.pk))

    stored = Occurrence.objects.get()
    assert (stored.starts_at, stored.place_id) == (at(18, day=at().date().replace(day=3)), place.pk)


def test_move_warns_and_does_not_block(client, edition, coordinator):
    place = make_place()
    make_event("Autre", edition=edition, place=place, times=[when(18)])
    occurrence = make_event(edition=edition, place=place).occurrences.get()

    answer = moved(client, occurrence, do="put", day="2027-10-02", time="18:00", place=str(place.pk))

    assert Occurrence.objects.get(pk=occurrence.pk).starts_at == at(18)
    assert "ont lieu en même temps au même endroit" in " ".join(told(answer))


def test_stale_move_changes_nothing_and_shows_what_is_there(client, edition, coordinator):
    occurrence = make_event(edition=edition).occurrences.get()
    seen = stamp(occurrence)
    moved(client, occurrence, do="later")

    answer = moved(client, occurrence, do="later", seen=seen)

    assert Occurrence.objects.get().starts_at == at(14, 15)
    assert "Quelqu’un d’autre a modifié" in told(answer)[0]
    assert "14 h 15" in drawn(answer).select_one(".day-grid").get_text().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"day": "demain", "time": "18:00"}, "Vérifiez le jour et l’heure"),
        ({"day": "2027-03-28", "time": "02:30"}, "Cette heure n’existe pas cette nuit-là"),
        ({"day": "0001-01-01", "time": "10:00"}, "Vérifiez l’année"),
        ({"day": "2027-10-02", "time": "10:00", "place": "999999"}, "Ce lieu n’existe plus"),
    ],
)
def test_move_to_nowhere_is_a_sentence(client, edition, coordinator, posted, sentence):
    occurrence = make_event(edition=edition).occurrences.get()

    answer = moved(client, occurrence, do="put", **posted)

    assert sentence in told(answer)[0]
    assert Occurrence.objects.get().starts_at == at(14)


def test_occurrence_of_another_edition_is_not_moved_here(client, edition, coordinator):
    other = make_edition("Autre édition", slug="2029", acronym="autre_2029")
    occurrence = make_event(edition=other).occurrences.get()

    assert moved(client, occurrence, do="later").status_code == 404
