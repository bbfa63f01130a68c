"""Registrations: one seat is never given twice, and the waiting list moves up in its order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from programme.domain import seats
from programme.domain.changes import NotPossible
from programme.domain.erasing import forget_seats
from programme.domain.occurrences import set_full, set_status
from programme.domain.seats import Closed, add_by_hand, ask, cancel, confirm, fill, rank, standing_of, why_closed
from programme.enums import SeatsLeft
from programme.models import ProgrammeNotice, SeatRequest
from tests.factories.programme import make_event, when
from tests.together import among, together
from web.page_cache.generation import current_generation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


def make_open_event(capacity=3, **fields):
    return make_event(registration="here", capacity=capacity, **fields)


@pytest.fixture
def occurrence():
    return make_open_event().occurrences.get()


def registered(occurrence, name, *, places=1):
    return confirm(ask(occurrence, name=name, email=f"{name.lower()}@example.org", places=places))


def states():
    return dict(SeatRequest.objects.order_by("pk").values_list("name", "state"))


def test_nothing_counts_before_the_mail_is_answered(occurrence):
    seat = ask(occurrence, name="Awa", email="Awa@Example.org", places=2)
    assert (seat.state, seat.email, standing_of(occurrence).taken) == ("asked", "awa@example.org", 0)

    assert (confirm(seat).state, standing_of(occurrence).taken) == ("confirmed", 2)


def test_when_no_seat_is_left_one_waits_in_the_order_of_the_answers(occurrence):
    for name in ("Awa", "Bran", "Caroff"):
        registered(occurrence, name)
    late, later = registered(occurrence, "Dina"), registered(occurrence, "Ewen")
    assert [(one.state, rank(one)) for one in (late, later)] == [("waiting", 1), ("waiting", 2)]
    assert standing_of(occurrence).is_full


def test_freed_seat_goes_to_the_first_of_the_list_that_fits(occurrence):
    seats = [registered(occurrence, name) for name in ("Awa", "Bran", "Caroff")]
    family, alone = registered(occurrence, "Dina", places=2), registered(occurrence, "Ewen")

    assert [one.name for one in cancel(seats[0])] == ["Ewen"]
    assert (alone.pk, rank(family)) == (SeatRequest.objects.get(name="Ewen").pk, 1)
    assert cancel(seats[1]) == []
    assert [one.name for one in cancel(seats[2])] == ["Dina"]
    assert states() == {
        "Awa": "cancelled", "Bran": "cancelled", "Caroff": "cancelled", "Dina": "confirmed", "Ewen": "confirmed",
    }  # fmt: skip


def test_more_seats_go_to_those_who_wait(occurrence):
    for name in ("Awa", "Bran", "Caroff", "Dina"):
        registered(occurrence, name)
    occurrence.capacity = 4
    occurrence.save()
    assert [one.name for one in fill(occurrence)] == ["Dina"]
    assert fill(occurrence) == []


def test_fewer_seats_take_nobody_theirs(occurrence):
    for name in ("Awa", "Bran", "Caroff"):
        registered(occurrence, name)
    occurrence.capacity = 2
    occurrence.save()
    assert (standing_of(occurrence).taken, standing_of(occurrence).left) == (3, 0)
    assert cancel(SeatRequest.objects.get(name="Awa")) == []


def test_same_address_twice_is_one_registration_that_stays_as_it_was(occurrence):
    registered(occurrence, "Awa")
    again = ask(occurrence, name="Somebody else", email="AWA@example.org", places=3)
    assert (again.state, again.name, again.places, SeatRequest.objects.count()) == ("confirmed", "Awa", 1, 1)


def test_whoever_cancelled_may_register_again(occurrence):
    cancel(registered(occurrence, "Awa"))
    assert registered(occurrence, "Awa", places=2).places == 2


def test_pressing_twice_is_once(occurrence):
    seat = registered(occurrence, "Awa")
    assert (confirm(seat).confirmed_at, cancel(seat), cancel(seat)) == (seat.confirmed_at, [], [])


def test_full_by_hand_puts_people_on_the_waiting_list(occurrence):
    set_full(occurrence, is_full=True)
    assert registered(occurrence, "Awa").state == "waiting"
    set_full(occurrence, is_full=False)
    assert [one.name for one in fill(occurrence)] == ["Awa"]


def test_more_people_than_there_are_seats_is_a_sentence(occurrence):
    with pytest.raises(NotPossible, match="Il y a 3 places en tout"):
        ask(occurrence, name="Awa", email="awa@example.org", places=4)


def test_event_without_limit_takes_everybody():
    occurrence = make_event(registration="here").occurrences.get()
    assert [registered(occurrence, name, places=10).state for name in ("Awa", "Bran")] == ["confirmed", "confirmed"]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_what_does_not_take_place_takes_nobody(occurrence, status):
    seat = ask(occurrence, name="Awa", email="awa@example.org", places=1)
    set_status(occurrence, status)
    with pytest.raises(Closed):
        confirm(seat)


def test_it_closes_when_it_begins_and_what_lasts_for_days_when_it_ends():
    event = make_open_event(times=(when(14), when(10, hours=72)))
    long, short = event.occurrences.order_by("starts_at")
    begun = short.starts_at + timedelta(minutes=1)
    assert "commencé" in why_closed(short, begun)
    assert why_closed(long, begun) == ""
    assert "terminé" in why_closed(long, long.ends_at)


def test_frozen_edition_takes_nobody(occurrence):
    occurrence.event.edition.frozen_at = timezone.now()
    occurrence.event.edition.save()
    with pytest.raises(Closed, match="archive"):
        ask(occurrence, name="Awa", email="awa@example.org", places=1)


def test_organisers_add_by_hand_beyond_the_seats_and_without_an_address(occurrence):
    for name in ("Awa", "Bran"):
        add_by_hand(occurrence, name=name, email="", places=2)
    assert (standing_of(occurrence).taken, standing_of(occurrence).left) == (4, 0)
    add_by_hand(occurrence, name="Dina", email="dina@example.org", places=1)
    with pytest.raises(NotPossible, match="déjà"):
        add_by_hand(occurrence, name="Dina", email="DINA@example.org", places=1)


def test_pages_are_drawn_anew_when_fullness_changes_and_only_then(occurrence, django_capture_on_commit_callbacks):
    def is_drawn_anew(act):
        before = current_generation()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return current_generation() != before

    assert not is_drawn_anew(lambda: registered(occurrence, "Awa"))
    assert not is_drawn_anew(lambda: registered(occurrence, "Bran"))
    assert is_drawn_anew(lambda: registered(occurrence, "Caroff"))
    assert not is_drawn_anew(lambda: registered(occurrence, "Dina"))
    # Dina has the seat at once: it is as full as before.
    assert not is_drawn_anew(lambda: cancel(SeatRequest.objects.get(name="Awa")))
    assert is_drawn_anew(lambda: cancel(SeatRequest.objects.get(name="Bran")))
    assert [notice.kind for notice in ProgrammeNotice.objects.filter(kind="full")] == ["full"]


def test_names_and_addresses_are_erased_some_time_after_the_event(occurrence, settings, clock):
    settings.SEATS_KEPT_DAYS = 30
    registered(occurrence, "Awa")
    clock(occurrence.ends_at + timedelta(days=29))
    forget_seats()
    assert SeatRequest.objects.get().name == "Awa"
    clock(occurrence.ends_at + timedelta(days=31))
    assert (forget_seats(), forget_seats(), SeatRequest.objects.count()) == (1, 0, 0)


def test_who_never_answered_is_forgotten_after_a_week(occurrence, clock):
    ask(occurrence, name="Awa", email="awa@example.org", places=1, origin="abc")
    clock(timezone.now() + timedelta(days=8))
    assert (forget_seats(), SeatRequest.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_last_seats_asked_at_the_same_moment(request):
    """Six press their button at once for two seats: two are registered, four wait, in an order without holes."""
    occurrence = make_open_event(capacity=2).occurrences.get()
    keys = [ask(occurrence, name=f"N{number}", email=f"n{number}@example.org", places=1).pk for number in range(6)]
    path = request.getfixturevalue("shared_database")

    together(6, lambda number: confirm(SeatRequest.objects.get(pk=keys[number])), path)

    assert among(lambda: sorted(states().values()), path) == ["confirmed"] * 2 + ["waiting"] * 4
    assert among(lambda: sorted(map(rank, SeatRequest.objects.filter(state="waiting"))), path) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_address_sent_twice_at_the_same_moment_is_one_registration(request):
    occurrence = make_open_event().occurrences.get()
    path = request.getfixturevalue("shared_database")

    made = together(4, lambda _number: ask(occurrence, name="Awa", email="awa@example.org", places=1).pk, path)

    assert (len(set(made)), among(SeatRequest.objects.count, path)) == (1, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_seat_freed_twice_at_the_same_moment_is_given_once_each(request):
    """Two give up their seats while three wait: two of them, the first two, are registered."""
    occurrence = make_open_event(capacity=2).occurrences.get()
    leaving = [registered(occurrence, name) for name in ("Awa", "Bran")]
    for name in ("Caroff", "Dina", "Ewen"):
        registered(occurrence, name)
    path = request.getfixturevalue("shared_database")

    freed = together(2, lambda number: [one.name for one in cancel(leaving[number])], path)

    assert sorted(name for names in freed for name in names) == ["Caroff", "Dina"]


def test_flood_that_nobody_answered_keeps_nobody_out_the_next_day(occurrence, monkeypatch):
    monkeypatch.setattr(seats, "MOST_ASKED", 3)
    for number in range(3):
        ask(occurrence, name="Personne", email=f"faux-{number}@example.org", places=1)
    with pytest.raises(NotPossible):
        ask(occurrence, name="Awa", email="awa@example.org", places=1)

    SeatRequest.objects.update(asked_at=timezone.now() - timedelta(hours=3))
    assert ask(occurrence, name="Awa", email="awa@example.org", places=1).state == "asked"
    assert list(states()) == ["Awa"]


def test_pages_are_drawn_anew_when_few_seats_are_left_and_say_no_number(django_capture_on_commit_callbacks):
    occurrence = make_open_event(capacity=5).occurrences.get()
    told = [standing_of(occurrence).seats_left]
    drawn = []
    for name in ("Awa", "Bran", "Caroff", "Dina", "Ewen"):
        before = current_generation()
        with django_capture_on_commit_callbacks(execute=True):
            registered(occurrence, name)
        drawn.append(current_generation() != before)
        told.append(standing_of(occurrence).seats_left)
    assert told == ["open", "open", "few", "few", "few", "full"]
    assert drawn == [False, True, False, False, True]


@pytest.mark.parametrize(
    ("seats", "taken", "told"),
    [
        (None, 4, ""),
        (100, 0, "open"),
        (100, 79, "open"),
        (100, 80, "few"),
        (10, 7, "few"),
        (2, 0, "few"),
        (2, 3, "full"),
    ],
)
def test_seats_left_are_told_without_their_number(seats, taken, told):
    assert SeatsLeft.of(seats, taken) == told
