"""Calendars as other programs really write them: what is lost is told, and one event never costs the others."""

from __future__ import annotations

from datetime import date

import pytest

from programme.exchange.reading import read_events
from tests.programme.exchange.test_reading_events import ZONE, ics, moments, only, read, told

UTC_HOURS = "DTSTART:20271002T120000Z\nDTEND:20271002T130000Z"
OF_WINDOWS = """BEGIN:VTIMEZONE
TZID:Paris, Madrid, Bruxelles
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def refused(reading):
    return [(name, str(why)) for name, why in reading.refused]


BROKEN = {
    "lasts for a million years": "DTSTART:20271002T120000Z\nDURATION:P999999999D",
    "last day of all": "DTSTART;VALUE=DATE:99991231",
}


@pytest.mark.parametrize("lines", BROKEN.values(), ids=BROKEN)
def test_a_value_that_no_calendar_holds_costs_its_event_alone(lines):
    reading = read(ics(f"UID:a\n{ZONE}\nSUMMARY:Bon", f"UID:b\n{lines}\nSUMMARY:Cassé"))
    assert only(reading).title == "Bon"
    assert refused(reading) == [("Cassé [b]", "A line of this event cannot be read.")]


@pytest.mark.parametrize("line", ["GEO:ici", "RRULE:FREQ=SOMETIMES", "GEO:48.4,-4.5"])
def test_a_line_that_cannot_be_read_is_told_and_left_out(line):
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Atelier\nLOCATION:Ici\n{line}")))
    assert (moments(event), event.times[0].place.name) == (["10-02 12:00"], "Ici")
    assert told(event.notes) == [f"A line of it cannot be read, “{line.partition(':')[0]}”: it was left out."]


@pytest.mark.parametrize("kind", ["PRIVATE", "CONFIDENTIAL", "private"])
def test_what_is_private_in_a_calendar_stays_so(kind):
    reading = read(ics(f"UID:a\n{ZONE}\nSUMMARY:Médecin\nCLASS:{kind}", f"UID:b\n{ZONE}\nSUMMARY:Bon\nCLASS:PUBLIC"))
    assert only(reading).title == "Bon"
    assert refused(reading) == [("Médecin [a]", "It is private there: it was left out.")]


def test_a_change_of_this_and_future_times_gives_each_a_key_of_its_own():
    later = (
        "UID:a\nSUMMARY:Café\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20271003T140000\n"
        "DTSTART;TZID=Europe/Paris:20271003T170000\nDTEND;TZID=Europe/Paris:20271003T180000"
    )
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Café\nRRULE:FREQ=DAILY;COUNT=4", later)))
    assert moments(event) == ["10-02 12:00", "10-03 15:00", "10-04 15:00", "10-05 15:00"]
    assert [one.key for one in event.times] == [
        "a#20271002T120000Z", "a#20271003T120000Z", "a#20271004T120000Z", "a#20271005T120000Z",
    ]  # fmt: skip


def test_another_title_of_one_time_is_told():
    other = (
        f"UID:a\nSUMMARY:Café des aînés\nRECURRENCE-ID;TZID=Europe/Paris:20271003T140000\n{ZONE.replace('02T', '03T')}"
    )
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Café\nRRULE:FREQ=DAILY;COUNT=2", other)))
    assert told(event.notes) == ["Some of its times have another title, “Café des aînés”: only the first was taken."]


def test_a_zone_with_a_name_of_its_own_is_followed_over_the_change_of_the_clock():
    zone = '"Paris, Madrid, Bruxelles"'
    text = (
        f"UID:a\nSUMMARY:Café\nDTSTART;TZID={zone}:20271026T140000\nDTEND;TZID={zone}:20271026T160000\n"
        "RRULE:FREQ=WEEKLY;COUNT=2"
    )
    assert moments(only(read(ics(text, head=OF_WINDOWS)))) == ["10-26 12:00", "11-02 13:00"]


def test_a_zone_of_mozilla_is_read_without_a_warning():
    zone = "/mozilla.org/20050126_1/Europe/Paris"
    assert moments(only(read(ics(f"UID:a\nSUMMARY:Café\nDTSTART;TZID={zone}:20271002T140000\nDURATION:PT1H")))) == [
        "10-02 12:00"
    ]


def test_a_zone_that_nobody_knows_is_named_for_a_series_too():
    text = "UID:a\nSUMMARY:Café\nDTSTART;TZID=Chez moi:20271002T140000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"
    event = only(read(ics(text)))
    assert told(event.notes) == ["Nobody knows its time zone, “Chez moi”: its hours were read as those of the edition."]


def test_a_letter_that_is_folded_in_two_is_read():
    data = ics(f"UID:a\n{ZONE}\nSUMMARY:F--te").replace(b"--", b"\xc3\r\n \xaa")
    reading = read(data)
    assert (only(reading).title, reading.notes) == ("Fête", [])


def test_of_words_in_several_languages_those_in_french_are_taken():
    event = only(
        read(
            ics(f"UID:a\nUID:b\n{ZONE}\nSUMMARY;LANGUAGE=en:Party\nSUMMARY;LANGUAGE=fr-FR:Fête\nLOCATION:A\nLOCATION:B")
        )
    )
    assert (event.uid, event.title, event.times[0].place.name) == ("a", "Fête", "A")


def test_whole_days_of_outlook_are_whole_days():
    hours = "DTSTART;TZID=Europe/Paris:20271002T000000\nDTEND;TZID=Europe/Paris:20271003T000000"
    time = only(read(ics(f"UID:a\nSUMMARY:Expo\n{hours}\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"))).times[0]
    assert (time.all_day, time.starts_at.isoformat(), time.ends_at.isoformat()) == (
        True, "2027-10-02T00:00:00", "2027-10-03T00:00:00",
    )  # fmt: skip


def test_a_place_of_apple_has_its_address_and_its_point():
    text = (
        f"UID:a\n{ZONE}\nSUMMARY:Atelier\nLOCATION:Médiathèque Saint-Marc\\n57 rue Amiral Jacob\\n29200 Brest\n"
        "X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-TITLE=Médiathèque:geo:48.395,-4.456"
    )
    place = only(read(ics(text))).times[0].place
    assert (place.name, place.street_address, place.town, place.coordinates) == (
        "Médiathèque Saint-Marc", "57 rue Amiral Jacob", "Brest", (48.395, -4.456),
    )  # fmt: skip


WHERES = {
    "LOCATION:En ligne : https://visio.example/a": ("", "https://visio.example/a"),
    "LOCATION:https://visio.example/a": ("", "https://visio.example/a"),
    "LOCATION:La Corderie (https://visio.example/a)": ("La Corderie", "https://visio.example/a"),
    "LOCATION:La Corderie\nX-GOOGLE-CONFERENCE:https://meet.example/a": ("La Corderie", "https://meet.example/a"),
    "LOCATION:Visioconférence": ("", ""),
    "LOCATION:Lieu à préciser": ("", ""),
}


@pytest.mark.parametrize("lines", WHERES)
def test_what_is_online_or_not_known_makes_no_place(lines):
    time = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Atelier\n{lines}"))).times[0]
    assert (time.place.name if time.place else "", time.online_url) == WHERES[lines]


def test_a_point_without_a_name_is_told():
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Atelier\nGEO:48.4;-4.5")))
    assert told(event.notes) == ["Its coordinates are those of a place without a name: they were left out."]


CANCELS = {
    "whole, without title": ("UID:a@x\nDTSTART:20271002T120000Z", "a@x", ()),
    "whole, without start": ("UID:a@x\nSUMMARY:Café", "Café", ()),
    "one time": ("UID:a@x\nSUMMARY:Café\nRECURRENCE-ID:20271002T120000Z\nDTSTART:20271002T120000Z", "Café",
                 ("a@x#20271002T120000Z",)),
}  # fmt: skip


@pytest.mark.parametrize("case", CANCELS)
def test_a_message_that_cancels_needs_nothing_but_its_identifier(case):
    lines, title, keys = CANCELS[case]
    event = only(read(ics(lines, head="METHOD:CANCEL\n")))
    assert (event.uid, event.title, event.cancels) == ("a@x", title, keys)


def test_of_a_whole_page_in_a_description_the_text_is_taken():
    page = (
        "<html><head><title>x</title></head><body><p>Bonjour <b>à tous</b></p><script>alert(1)</script></body></html>"
    )
    assert only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Atelier\nDESCRIPTION:{page}"))).body == "<p>Bonjour <b>à tous</b></p>"


def test_a_calendar_without_events_says_so():
    reading = read_events(ics(), today=date(2027, 9, 1))
    assert (reading.events, told(reading.notes)) == ([], ["No event is in this file."])


def test_versions_of_one_event_are_told_apart_from_two_events():
    event = only(read(ics(f"UID:a\n{UTC_HOURS}\nSUMMARY:Un\nSEQUENCE:3", f"UID:a\n{ZONE}\nSUMMARY:Un\nSEQUENCE:2")))
    assert told(event.notes) == ["It is there in several versions: the last one was taken."]
