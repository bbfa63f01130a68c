"""When and where an event takes place, and what those who come are told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programme.domain.changes import Frozen, NotPossible
from programme.domain.occurrences import (
    When,
    Where,
    add_occurrence,
    move_occurrence,
    place_occurrence,
    remove_occurrence,
    set_full,
    set_status,
)
from programme.models import Occurrence, ProgrammeNotice
from tests.factories.programme import at, make_edition, make_event, make_event_draft, make_place, when

pytestmark = pytest.mark.django_db


@pytest.fixture
def occurrence():
    return make_event(place=make_place()).occurrences.get()


def notices():
    return list(ProgrammeNotice.objects.order_by("pk").values_list("kind", flat=True))


def test_occurrence_that_moves_keeps_its_uuid_and_remembers_where_it_was(occurrence):
    moved = move_occurrence(occurrence, when(18))

    assert moved.uuid == occurrence.uuid
    assert (moved.starts_at, moved.previous_start, moved.sequence) == (at(18), at(14), 1)
    assert notices() == ["moved"]


def test_occurrence_moved_to_where_it_is_has_not_moved(occurrence):
    assert move_occurrence(occurrence, when(14)).sequence == 0
    assert notices() == []


def test_another_room_is_a_notice_with_both_places(occurrence):
    place_occurrence(occurrence, Where(place=make_place("Le Fourneau"), room="Salle B"))

    notice = ProgrammeNotice.objects.get()
    assert (notice.kind, notice.before["place"], notice.after["place"]) == ("place", "La Corderie", "Le Fourneau")


def test_cancelled_occurrence_stays_and_says_why(occurrence):
    set_status(occurrence, "cancelled", text="La salle est inondée.")

    stored = Occurrence.objects.get()
    assert (stored.status, stored.status_note, stored.sequence) == ("cancelled", "La salle est inondée.", 1)
    assert notices() == ["cancelled"]


def test_full_is_told_without_a_new_appointment(occurrence):
    set_full(occurrence, is_full=True)

    assert (Occurrence.objects.get().is_full, Occurrence.objects.get().sequence, notices()) == (True, 0, ["full"])


def test_known_occurrence_cannot_be_removed_it_is_cancelled(occurrence):
    assert remove_occurrence(occurrence) is False
    assert Occurrence.objects.get().status == "cancelled"


def test_occurrence_of_a_draft_goes_and_changes_without_a_word():
    event = make_event_draft()
    occurrence = add_occurrence(event, when())
    assert move_occurrence(occurrence, when(9)).sequence == 0
    assert remove_occurrence(occurrence) is True
    assert (Occurrence.objects.count(), notices()) == (0, [])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (When(starts_at=at(14), ends_at=at(12)), "La fin vient avant le début : vérifiez les deux heures, et le jour de la fin."),
        (When(starts_at=at(14), ends_at=at(14)), "La fin vient avant le début : vérifiez les deux heures, et le jour de la fin."),
        (
            When(starts_at=at(), ends_at=at() + timedelta(days=400)),
            "Cela dure 400 jours ou plus : donnez chaque période à part.",
        ),
        (
            When(starts_at=at().replace(tzinfo=None), ends_at=at(16).replace(tzinfo=None)),
            "Cette heure n’a pas de fuseau horaire.",
        ),
        (When(starts_at=at(day=date(202, 1, 1)), ends_at=at(16, day=date(202, 1, 1))), "Vérifiez l’année : 202."),
    ],
)  # fmt: skip
def test_time_that_no_event_has_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(NotPossible, match=sentence):
        add_occurrence(make_event_draft(), wrong)


def test_nothing_of_an_archive_changes_any_more(occurrence):
    edition = occurrence.event.edition
    edition.frozen_at = timezone.now()
    edition.save(update_fields=["frozen_at"])

    with pytest.raises(Frozen, match="est maintenant une archive"):
        set_status(occurrence, "cancelled")


def test_codes_are_six_letters_or_digits_and_never_the_same():
    first, second = make_event(times=[when(9), when(11)], edition=make_edition()).occurrences.all()

    assert {len(first.code), len(second.code)} == {6}
    assert first.code != second.code
