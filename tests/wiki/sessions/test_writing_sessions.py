"""Opening a session, its codes, and its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.domain.associations import add_member
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory
from tests.wiki.sessions.conftest import open_session
from wiki.domain import writing_sessions
from wiki.domain.session_codes import ALPHABET, code_of, read_code, seat_of
from wiki.domain.session_writers import begin_writing
from wiki.models import Seat, WritingSession

pytestmark = pytest.mark.django_db


def at(clock, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: clock)


@pytest.mark.parametrize(
    ("group", "may"),
    [("", False), ("newcomer", False), ("contributor", False), ("known", True), ("editor", True), ("steward", True)],
)
def test_whoever_is_known_opens_a_session(group, may):
    assert writing_sessions.may_open(PersonFactory(groups=[group] if group else [])) is may


def test_member_of_an_association_opens_a_session():
    person = PersonFactory(groups=["newcomer"])
    add_member(user=person, association=AssociationFactory())

    assert writing_sessions.may_open(person) is True


def test_lent_account_opens_none(session):
    writer = begin_writing(session.seats.first(), name="Marie", written_by="", language="fr")
    add_member(user=writer.account, association=AssociationFactory())

    assert writing_sessions.may_open(writer.account) is False


def test_contributor_is_refused():
    with pytest.raises(PermissionDenied):
        open_session(PersonFactory(groups=["contributor"]))


def test_each_slip_has_a_code_of_its_own_that_is_stored_nowhere(session):
    seats = list(session.seats.all())
    codes = [code_of(seat) for seat in seats]

    assert len(set(codes)) == 2
    assert [seat_of(code) for code in codes] == seats
    stored = str([list(rows) for rows in (Seat.objects.values_list(), WritingSession.objects.values_list())])
    for code in codes:
        assert code.replace("-", "") not in stored.replace("-", "").upper()


def test_code_is_the_same_each_time_that_it_is_printed(session):
    seat = session.seats.first()

    assert code_of(seat) == code_of(Seat.objects.get(pk=seat.pk))


def test_code_is_read_however_it_is_typed(session):
    code = code_of(session.seats.first())

    assert read_code(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "")


@pytest.mark.parametrize("typed", ["", "ACDE", "OOOO-IIII", "ACDE-FGHJK", "\x00" * 8, "é" * 8, "A" * 10_000])
def test_what_can_be_no_code_is_none(typed):
    assert read_code(typed) is None


def test_no_letter_of_a_code_is_taken_for_another():
    assert set(ALPHABET) & set("0OQ1IL2Z5S8BUV") == set()
    assert len(ALPHABET) == len(set(ALPHABET)) == 22


def test_lost_slip_opens_nothing_once_it_has_a_new_code(session):
    seat = session.seats.first()
    lost = code_of(seat)

    writing_sessions.replace_code(seat)

    assert seat_of(lost) is None
    assert seat_of(code_of(Seat.objects.get(pk=seat.pk))) == seat


@pytest.mark.parametrize("seats", [0, 31])
def test_session_has_one_to_thirty_slips(facilitator, seats):
    with pytest.raises(writing_sessions.TooMany):
        open_session(facilitator, seats=seats)


def test_slips_are_added_up_to_thirty(session):
    writing_sessions.add_seats(session, 28)

    assert [seat.number for seat in session.seats.all()] == list(range(1, 31))
    with pytest.raises(writing_sessions.TooMany):
        writing_sessions.add_seats(session, 1)


def test_session_that_is_over_gets_no_slip(session):
    writing_sessions.end_session(session)

    with pytest.raises(writing_sessions.TooMany):
        writing_sessions.add_seats(session, 1)


def test_facilitator_has_five_sessions_open_at_most(facilitator):
    opened = [open_session(facilitator, seats=1) for _time in range(5)]

    with pytest.raises(writing_sessions.TooMany):
        open_session(facilitator, seats=1)
    writing_sessions.end_session(opened[0])
    assert open_session(facilitator, seats=1).pk


@pytest.mark.parametrize("hours", [-1, 0, 7 * 24 + 1])
def test_session_ends_within_seven_days(facilitator, hours):
    with pytest.raises(writing_sessions.NotAnEnd):
        open_session(facilitator, hours=hours)


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (datetime(2026, 6, 11, 12, 0, tzinfo=UTC), datetime(2026, 6, 11, 18, 0, tzinfo=UTC)),
        # 21:40 in Paris.
        (datetime(2026, 6, 11, 19, 40, tzinfo=UTC), datetime(2026, 6, 11, 22, 0, tzinfo=UTC)),
    ],
)
def test_session_ends_this_evening_unless_told_otherwise(now, end):
    assert writing_sessions.usual_end(now) == end


def test_session_is_over_when_its_hour_has_come(session, monkeypatch):
    at(session.ends_at + timedelta(seconds=1), monkeypatch)

    assert session.is_over is True
    assert session.seats.first().is_open is False


def test_session_ended_by_hand_stays_ended_when_the_clock_goes_back(session, monkeypatch):
    writing_sessions.end_session(session)
    at(timezone.now() - timedelta(days=2), monkeypatch)

    ended = WritingSession.objects.get(pk=session.pk)
    assert ended.is_over is True


def test_closed_slip_opens_nothing_and_the_others_do(session):
    first, second = session.seats.all()

    writing_sessions.close_seat(first)

    assert [seat.is_open for seat in session.seats.all()] == [False, True]
    assert second.number == 2


@pytest.mark.parametrize(
    ("group", "sees"), [("", False), ("contributor", False), ("known", False), ("editor", True), ("steward", True)]
)
def test_session_is_seen_by_its_facilitator_and_by_those_who_decide(session, group, sees):
    other = PersonFactory(groups=[group] if group else [])

    assert writing_sessions.sessions_of(session.facilitator).filter(pk=session.pk).exists()
    assert writing_sessions.sessions_of(other).filter(pk=session.pk).exists() is sees
