"""iCalendar as other programs read it: every hard case through the library that reads calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from programme.exports.calendars import AgendaCalendar, ProgrammeCalendar
from tests.factories.programme_values import CHANGED, HARD, ROOT, ZONE, changed, event_value, many, occasion, selection

HERE = f"{ROOT}programme/2026/programme.ics"


def written(*occasions, **fields):
    return ProgrammeCalendar().bytes_of(selection(*occasions, **fields), here=HERE)


def read(*occasions, **fields):
    return Calendar.from_ical(written(*occasions, **fields))


def event(one):
    return read(one).walk("VEVENT")[0]


def lines(content):
    """Unfolded (RFC 5545, section 3.1)."""
    return content.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("case", HARD)
def test_hard_case_is_read_again_with_all_that_a_program_asks_for(case):
    one = HARD[case]
    found = event(one)

    assert found["UID"] == f"occ-{one.uuid}@communs.example"
    assert found["SUMMARY"]
    assert found["LOCATION"]
    assert found["DTEND"].dt > found["DTSTART"].dt
    assert found.errors == []


@pytest.mark.parametrize("case", HARD)
def test_lines_end_as_the_standard_says_and_none_is_longer_than_75_bytes(case):
    content = written(HARD[case])

    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert not [byte for byte in content.decode() if ord(byte) < 32 and byte not in "\r\n"]


def test_times_are_those_of_the_clock_on_the_wall_on_both_sides_of_a_change():
    calendar = read(HARD["autumn"], changed(HARD["spring"], key=2))
    autumn, spring = calendar.walk("VEVENT")

    assert b"DTSTART;TZID=Europe/Paris:20261025T010000" in written(HARD["autumn"])
    assert autumn["DTEND"].dt - autumn["DTSTART"].dt == timedelta(hours=3)
    assert autumn["DTEND"].dt.astimezone(UTC) - autumn["DTSTART"].dt.astimezone(UTC) == timedelta(hours=4)
    assert spring["DTEND"].dt.astimezone(UTC) - spring["DTSTART"].dt.astimezone(UTC) == timedelta(hours=1)


def test_second_of_two_equal_hours_is_told_in_universal_time():
    found = event(HARD["autumn, in the hour that comes twice"])
    assert found["DTEND"].dt.astimezone(UTC) == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)


def test_zone_of_the_times_is_described_with_both_its_changes():
    (zone,) = read(HARD["autumn"], HARD["spring"]).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Paris"
    described = [line for line in lines(zone.to_ical()) if line.startswith(("BEGIN", "DTSTART", "RDATE"))]
    assert described == [
        "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "DTSTART:20260101T000000",
        "BEGIN:DAYLIGHT", "DTSTART:20260329T030000", "RDATE:20270328T030000",
        "BEGIN:STANDARD", "DTSTART:20261025T030000", "RDATE:20271031T030000",
    ]  # fmt: skip
    assert "COMMENT" not in zone


def test_whole_days_have_no_clock_and_no_zone():
    found = event(HARD["a whole day"])

    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 10, 2), date(2026, 10, 3))
    assert read(HARD["a whole day"]).walk("VTIMEZONE") == []


def test_cancelled_occurrence_stays_and_says_so_twice():
    found = event(HARD["cancelled"])
    assert (found["STATUS"], found["SUMMARY"]) == ("CANCELLED", "ANNULÉ – Atelier de réparation")
    assert found["DESCRIPTION"].startswith("La salle est inondée ; désolés.")


@pytest.mark.parametrize(
    ("case", "status"),
    [("postponed", "CANCELLED"), ("moved", "CONFIRMED"), ("accents", "CONFIRMED")],
)
def test_state_is_one_of_the_three_that_calendars_know(case, status):
    assert event(HARD[case])["STATUS"] == status


@pytest.mark.parametrize(
    ("case", "busy"),
    [("accents", "OPAQUE"), ("exhibition", "TRANSPARENT"), ("a whole day", "OPAQUE"), ("cancelled", "TRANSPARENT")],
)
def test_exhibition_leaves_two_weeks_free(case, busy):
    assert event(HARD[case])["TRANSP"] == busy


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("accents", "La Corderie, 3 rue du Quai, 29200 Brest"),
        ("online", "En ligne"),
        ("no place", "Lieu à préciser"),
        ("place that is not public", "La Corderie"),
    ],
)
def test_place_is_never_empty(case, words):
    assert event(HARD[case])["LOCATION"] == words


def test_occurrence_tells_where_online_whom_to_ask_and_what_it_uses():
    found = event(changed(HARD["works"], online_url="https://visio.example/salle?a=1&b=2,3;4"))

    assert found["CONFERENCE"] == "https://visio.example/salle?a=1&b=2,3;4"
    assert (found["CONFERENCE"].params["VALUE"], found["CONFERENCE"].params["FEATURE"]) == ("URI", "VIDEO")
    assert found["CONTACT"] == "La Passerelle"
    assert [str(one) for one in found["ATTACH"]] == [f"{ROOT}guides/lampe/", f"{ROOT}medias/soiree/"]
    assert found["CATEGORIES"].cats == ["atelier", "Numérique"]
    assert found["GEO"].to_ical() == "48.3833;-4.5"
    assert "Réparer une lampe (utilisé sur place), CC BY-SA 4.0" in found["DESCRIPTION"]
    assert "ORGANIZER" not in found


def test_occurrences_of_one_event_name_the_first_of_them():
    first, second = read(occasion(1), occasion(2)).walk("VEVENT")
    assert ("RELATED-TO" in first, str(second["RELATED-TO"])) == (False, str(first["UID"]))


def test_calendar_says_what_it_is_and_when_to_ask_again():
    found = lines(written(occasion()))
    assert [
        line for line in found[: found.index("BEGIN:VTIMEZONE")] if not line.startswith(("X-WR-CALDESC", "DESC"))
    ] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Communs//Programme//FR",
        "CALSCALE:GREGORIAN",
        "NAME:Brest en biens communs 2026",
        "X-WR-CALNAME:Brest en biens communs 2026",
        "COLOR:teal",
        "LAST-MODIFIED:20260903T123015Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        f"SOURCE;VALUE=URI:{HERE}",
        "UID:edition-1f0c@communs.example",
        f"URL:{ROOT}programme/2026/",
        "X-PUBLISHED-TTL:PT6H",
        "X-WR-TIMEZONE:Europe/Paris",
    ]


def test_text_of_the_calendar_breaks_no_line():
    found = lines(written(occasion(), description="Une ; deux,\nBEGIN:VEVENT", title="A\r\nMETHOD:REQUEST"))
    assert "METHOD:REQUEST" not in found
    assert found.count("BEGIN:VEVENT") == 1


def test_calendar_of_nothing_is_a_calendar():
    assert read().walk("VEVENT") == []
    assert read()["X-WR-CALNAME"] == "Brest en biens communs 2026"


def test_calendar_of_a_thousand_has_a_thousand_identifiers():
    found = [str(one["UID"]) for one in read(*many(1000)).walk("VEVENT")]
    assert (len(found), len(set(found))) == (1000, 1000)


def test_calendar_is_in_the_language_of_the_site_whoever_asks(settings):
    from django.utils import translation  # noqa: PLC0415 -- beside what it is for

    french = written(HARD["cancelled"])
    with translation.override("en"):
        assert written(HARD["cancelled"]) == french


starts = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(ZONE)
)
lengths = st.integers(1, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))
texts = st.text(max_size=120)


@given(st.lists(st.tuples(starts, lengths, texts), max_size=6))
def test_whatever_the_hour_and_the_words_each_is_read_again_at_its_time(rows):
    occasions = [
        occasion(key, start, (start.astimezone(UTC) + length).astimezone(start.tzinfo), event=event_value(key, title))
        for key, (start, length, title) in enumerate(rows, 1)
    ]
    found = read(*occasions).walk("VEVENT")

    assert len({str(one["UID"]) for one in found}) == len(rows)
    for one, row in zip(found, occasions, strict=True):
        assert one["DTSTART"].dt.astimezone(UTC) == row.start.astimezone(UTC)
        assert one["DTEND"].dt.astimezone(UTC) == row.end.astimezone(UTC)
        assert one["DTEND"].dt.astimezone(UTC) > one["DTSTART"].dt.astimezone(UTC)


@given(st.lists(st.sampled_from(sorted(HARD)), max_size=5))
def test_same_bytes_twice(names):
    occasions = [changed(HARD[name], key=number) for number, name in enumerate(names)]
    assert written(*occasions) == written(*occasions)


def test_stamp_is_that_of_the_last_change_of_anything_that_it_tells():
    told_later = event_value(changed_at=CHANGED + timedelta(hours=1))
    found = event(occasion(event=told_later))
    assert (found["DTSTAMP"].dt, found["LAST-MODIFIED"].dt) == (
        datetime(2026, 9, 3, 13, 30, 15, tzinfo=UTC),
        datetime(2026, 9, 3, 13, 30, 15, tzinfo=UTC),
    )


def test_calendar_of_a_place_is_the_same_under_another_name():
    assert AgendaCalendar().filename == "agenda.ics"
    assert AgendaCalendar().bytes_of(selection(occasion()), here=HERE) == written(occasion())
