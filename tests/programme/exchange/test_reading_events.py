from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from markup.messages import Unreadable
from programme.exchange.reading import MOST_BYTES, MOST_EVENTS, read_events
from programme.exchange.recurring import Window

TODAY = date(2027, 9, 1)
ZONE = "DTSTART;TZID=Europe/Paris:20271002T140000\nDTEND;TZID=Europe/Paris:20271002T160000"


def ics(*events, head=""):
    blocks = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//FR\n{head}{blocks}END:VCALENDAR\n".encode()


def read(data, **more):
    return read_events(data, today=TODAY, **more)


def told(messages):
    return [str(one) for one in messages]


def only(reading):
    (event,) = reading.events
    return event


def moments(event):
    return [one.starts_at.astimezone(UTC).strftime("%m-%d %H:%M") for one in event.times]


def reason(data, **more):
    with pytest.raises(Unreadable) as error:
        read(data, **more)
    return str(error.value)


def test_an_event_of_a_calendar_has_its_words_time_and_place():
    text = (
        f"UID:a@x\n{ZONE}\nSUMMARY:Atelier vélo\nSTATUS:TENTATIVE\nCATEGORIES:Atelier,radio\n"
        "LOCATION:La Corderie\\, 3 rue du Quai\\, 29200 Brest\nGEO:48.3833;-4.5\nURL:https://example.org/velo\n"
        "ORGANIZER;CN=La Passerelle:mailto:x@example.org\n"
        "DESCRIPTION:On répare tout ce qui roule encore. Venez comme vous êtes.\\n\\nOutils sur place."
    )
    event = only(read(ics(text)))

    assert (event.uid, event.title, event.kind) == ("a@x", "Atelier vélo", "workshop")
    assert event.one_sentence == "On répare tout ce qui roule encore."
    assert (event.topics, event.organisers) == (("Atelier", "radio"), ("La Passerelle",))
    assert event.notes == ()
    (time,) = event.times
    assert (time.key, str(time.status), time.starts_at.isoformat()) == ("a@x", "tentative", "2027-10-02T14:00:00+02:00")
    place = time.place
    assert (place.name, place.street_address, place.postal_code, place.town, place.coordinates) == (
        "La Corderie", "3 rue du Quai", "29200", "Brest", (48.3833, -4.5),
    )  # fmt: skip


def test_a_recurrence_is_followed_with_what_it_leaves_out_and_what_was_moved_or_cancelled():
    main = f"UID:a\n{ZONE}\nSUMMARY:Café\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Paris:20271009T140000"
    moved = (
        "UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20271016T140000\nDTSTART;TZID=Europe/Paris:20271017T100000\n"
        "DTEND;TZID=Europe/Paris:20271017T110000\nSUMMARY:Café"
    )
    off = (
        "UID:a\nRECURRENCE-ID;TZID=Europe/Paris:20271023T140000\nDTSTART;TZID=Europe/Paris:20271023T140000\n"
        "DTEND;TZID=Europe/Paris:20271023T160000\nSUMMARY:Café\nSTATUS:CANCELLED"
    )
    event = only(read(ics(main, moved, off)))

    assert moments(event) == ["10-02 12:00", "10-17 08:00", "10-23 12:00"]
    assert [one.key for one in event.times] == ["a#20271002T120000Z", "a#20271016T120000Z", "a#20271023T120000Z"]
    assert [str(one.status) for one in event.times] == ["confirmed", "confirmed", "cancelled"]


def test_a_weekly_recurrence_stays_at_its_hour_over_the_change_of_clocks():
    event = only(
        read(
            ics(
                "UID:a\nSUMMARY:Café\nRRULE:FREQ=WEEKLY;COUNT=2\n"
                "DTSTART;TZID=Europe/Paris:20271030T140000\nDTEND;TZID=Europe/Paris:20271030T160000"
            )
        )
    )
    assert moments(event) == ["10-30 12:00", "11-06 13:00"]


def test_ten_thousand_instances_become_two_hundred():
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Permanence\nRRULE:FREQ=DAILY;COUNT=10000")))
    assert len(event.times) == 200
    assert told(event.notes) == ["It repeats too often: its first 200 times were taken."]


def test_a_recurrence_without_end_stops_after_a_year_and_one_of_an_edition_at_its_last_day():
    rule = ics(f"UID:a\n{ZONE}\nSUMMARY:Permanence\nRRULE:FREQ=WEEKLY")
    assert len(only(read(rule)).times) == 48
    event = only(read(rule, window=Window(date(2027, 10, 9), date(2027, 10, 17))))
    assert moments(event) == ["10-09 12:00", "10-16 12:00"]
    assert told(event.notes) == ["It repeats: its times until 2027-10-17 were taken."]


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_what_repeats_all_day_long_takes_place_once(often):
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Bip\nRRULE:FREQ={often}")))
    assert moments(event) == ["10-02 12:00"]
    assert told(event.notes) == ["It repeats more often than once a day: only its first time was taken."]


def test_a_rule_that_no_day_meets_leaves_the_first_time():
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Jamais\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")))
    assert moments(event) == ["10-02 12:00"]


def test_floating_times_are_told_and_those_of_a_calendar_with_a_zone_take_it():
    floating = "UID:a\nDTSTART:20271002T140000\nDTEND:20271002T160000\nSUMMARY:Atelier"
    event = only(read(ics(floating)))
    assert event.times[0].starts_at == datetime(2027, 10, 2, 14)  # noqa: DTZ001 -- that is the point
    assert told(event.notes) == ["Its hours say no time zone: they were read as those of the edition."]
    event = only(read(ics(floating, head="X-WR-TIMEZONE:America/Guadeloupe\n")))
    assert (moments(event), event.notes) == (["10-02 18:00"], ())


def test_a_zone_that_nobody_knows_is_told():
    event = only(read(ics("UID:a\nDTSTART;TZID=Nulle/Part:20271002T140000\nDURATION:PT2H\nSUMMARY:Atelier")))
    assert event.times[0].starts_at.tzinfo is None
    assert told(event.notes) == [
        "Nobody knows its time zone, “Nulle/Part”: its hours were read as those of the edition."
    ]
    reading = read(ics(f"UID:a\n{ZONE}\nSUMMARY:Atelier", head="X-WR-TIMEZONE:Nulle/Part\n"))
    assert told(reading.notes) == ["The calendar names a time zone that nobody knows, “Nulle/Part”."]


def test_zones_of_windows_are_known():
    event = only(read(ics("UID:a\nDTSTART;TZID=Romance Standard Time:20271002T140000\nDURATION:PT2H\nSUMMARY:Atelier")))
    assert (moments(event), event.notes) == (["10-02 12:00"], ())


def test_two_events_of_one_uid_are_both_there():
    reading = read(ics(f"UID:a\n{ZONE}\nSUMMARY:Un", f"UID:a\n{ZONE}\nSUMMARY:Deux"))
    assert [(event.uid, event.title) for event in reading.events] == [("a", "Un"), ("a#Deux", "Deux")]
    assert told(reading.events[1].notes) == [
        "Several events of the file have the same UID, “a”: what differs was kept apart."
    ]


def test_of_two_versions_of_one_uid_the_higher_sequence_counts():
    later = ZONE.replace("T14", "T15").replace("T16", "T17")
    event = only(read(ics(f"UID:a\n{later}\nSUMMARY:Un\nSEQUENCE:3", f"UID:a\n{ZONE}\nSUMMARY:Un\nSEQUENCE:2")))
    assert moments(event) == ["10-02 13:00"]


def test_each_time_of_one_event_that_a_calendar_wrote_apart_is_joined_by_its_page():
    page = "\nSUMMARY:Café\nURL:https://example.org/cafe#"
    later = ZONE.replace("20271002", "20271009")
    event = only(read(ics(f"UID:a\n{ZONE}{page}1", f"UID:b\n{later}{page}2")))
    assert [one.key for one in event.times] == ["a", "b"]


def test_a_calendar_of_cancellations_cancels():
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Annulé : Café", head="METHOD:CANCEL\n")))
    assert (event.title, str(event.times[0].status)) == ("Café", "cancelled")


def test_control_characters_go_and_the_words_stay():
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:At\x07el\x1bier \x7fvélo")))
    assert event.title == "Atelier vélo"


def test_a_broken_line_costs_itself_and_a_broken_date_its_event_alone():
    bad = "UID:c\nDTSTART:samedi\nSUMMARY:Cassé"
    reading = read(ics(f"UID:a\nn importe quoi\n{ZONE}\nSUMMARY:Rayé", f"UID:b\n{ZONE}\nSUMMARY:Bon", bad))
    assert [event.title for event in reading.events] == ["Rayé", "Bon"]
    assert [(name, str(why)) for name, why in reading.refused] == [
        ("Cassé [c]", "It does not say when it starts, or not as a date.")
    ]


def test_a_calendar_that_is_cut_off_gives_the_events_that_are_whole():
    whole = ics(f"UID:a\n{ZONE}\nSUMMARY:Un", f"UID:b\n{ZONE}\nSUMMARY:Deux")
    reading = read(whole[: whole.rindex(b"SUMMARY")])
    assert [event.title for event in reading.events] == ["Un"]
    assert told(reading.notes) == ["The calendar is not well formed: its events were read one by one."]


def test_a_place_outside_the_world_is_left_out_with_a_sentence():
    event = only(read(ics(f"UID:a\n{ZONE}\nSUMMARY:Atelier\nLOCATION:Lune\nGEO:95;200")))
    assert event.times[0].place.coordinates is None
    assert told(event.notes) == ["Its place lies outside the world (95.0, 200.0): left out."]


def test_what_is_no_programme_is_told_so():
    assert reason(b"") == "This file is empty."
    assert reason(b"\xef\xbb\xbf \n") == "This file is empty."
    assert reason(b"x" * (MOST_BYTES + 1)) == "This file is longer than 10 MB: give it in several parts."
    assert reason(b"bonjour") == "No format of a programme was recognised in this file: say which with “--format”."
    assert reason(b"bonjour", format="ics") == ("This is no calendar: an iCalendar file begins with “BEGIN:VCALENDAR”.")
    assert reason(b"<!doctype html><html><body>") == (
        "This is a page of the web: give the address of its calendar (.ics) or of its export."
    )
    assert reason(b"\0\1\2", format="csv") == "This is not a text file."
    assert reason(b"{}") == "This JSON is no export of OpenAgenda: no event with “title” and “timings” is in it."
    assert reason(b"[" * 200_000).startswith("This JSON is")
    assert reason(b"a;b\n1;2\n") == (
        "This table has no column for the title or the date: name two of them “titre” and “date”."
    )
    assert reason(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n") == (
        "This calendar is broken: no event of it can be read. Export it again."
    )


def test_a_file_of_windows_is_read_and_told():
    reading = read("titre;date;debut;fin\nÉté;02/10/2027;14h;16h\n".encode("cp1252"))
    assert only(reading).title == "Été"
    assert told(reading.notes) == ["This file is not UTF-8: it was read as Windows writes it (CP1252). Check accents."]
    assert only(read("titre;date\nÉté;02/10/2027\n".encode("utf-16"))).title == "Été"


def test_more_events_than_are_taken_are_told():
    rows = "".join(f"Titre {number};2027-10-02\n" for number in range(MOST_EVENTS + 5))
    reading = read(f"titre;date\n{rows}".encode())
    assert len(reading.events) == 2000
    assert told(reading.notes) == ["Only the first 2,000 events were read: give the others in another file."]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<schedule><day date="2027-10-02"><room name="A"><event guid="1"><title>&b;</title></event></room></day></schedule>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<schedule><day date="2027-10-02"><room name="A"><event guid="1"><title>&a;</title></event></room></day></schedule>"""


@pytest.mark.parametrize("data", [BOMB, OUTSIDE])
def test_xml_that_defines_entities_is_not_read(data):
    assert reason(data) == "This XML defines entities or calls other files, which no programme needs: it was not read."


def test_a_schedule_of_a_conference_that_no_schema_accepts_is_read():
    data = b"""<schedule><conference><title>X</title><time_zone_name>Europe/Paris</time_zone_name></conference>
      <day date="2027-10-02"><room name="Grande salle">
       <event guid="7a0fc001-e587-47e1-b378-b6ec7e666337" id="1"><date>2027-10-02T10:00:00+02:00</date>
        <start>10:00</start><duration>1:30</duration><title>Le &lt;b&gt;libre&lt;/b&gt;</title><track>Cartes</track>
        <type>talk</type><language>fr</language><abstract>Court.</abstract><feedback_url/>
        <recording><license>CC BY</license></recording><persons><person id="1">Awa</person></persons></event>
       <event guid="x" id="2"><start>23:30</start><duration>02:00</duration><title>Nuit</title></event>
       <event guid="y" id="3"><start>plus tard</start><title>Sans heure</title></event>
      </room></day></schedule>"""
    reading = read(data)
    first, night = reading.events
    assert (first.title, first.kind, first.topics, first.people, first.licence) == (
        "Le libre", "talk", ("Cartes",), ("Awa",), "",
    )  # fmt: skip
    assert (first.times[0].room, moments(first), moments(night)) == ("Grande salle", ["10-02 08:00"], ["10-02 21:30"])
    assert [(name, str(why)) for name, why in reading.refused] == [
        ("Sans heure [y]", "It does not say when it starts, or not as a date.")
    ]


def test_events_of_openagenda_have_their_state_and_place():
    data = """{"events": [
      {"uid": 1, "title": {"fr": "Visite"}, "status": 6, "state": 2, "attendanceMode": 1, "timezone": "Europe/Paris",
       "timings": [{"begin": "2027-10-02T14:00:00+02:00", "end": "2027-10-02T16:00:00+02:00"}, {"begin": "?"}],
       "accessibility": {"mi": true}, "conditions": {"fr": "Prix libre"}, "age": {"min": 8, "max": null},
       "location": {"name": "Phare", "latitude": 95, "longitude": 4, "city": "Brest", "postalCode": "29200"}},
      {"uid": 2, "title": {"fr": "En ligne"}, "status": 5, "attendanceMode": 2, "onlineAccessLink": "https://x.org/a",
       "timings": [{"begin": "2027-10-02T14:00:00+02:00", "end": "2027-10-02T16:00:00+02:00"}]},
      {"uid": 3, "title": {"fr": "Refusé"}, "state": -1, "timings": []},
      {"uid": 2, "title": {"fr": "Encore"}, "timings": []}]}""".encode()
    reading = read(data)
    visit, online = reading.events
    assert (str(visit.times[0].status), visit.price, visit.age_min, visit.access) == (
        "cancelled", "chosen", 8, (("entrance", "yes", ""),),
    )  # fmt: skip
    assert told(visit.notes) == [
        "Its place lies outside the world (95, 4): left out.", "One of its times is no date: it was left out.",
    ]  # fmt: skip
    assert (online.times[0].place, online.times[0].online_url, online.times[0].is_full) == (
        None, "https://x.org/a", True,
    )  # fmt: skip
    assert [(name, str(why)) for name, why in reading.refused] == [
        ("Refusé", "It is not published there: it was left out."),
        ("Encore", "An event of the same “uid” came just before: it was left out."),
    ]


TABLES = {
    "french": "\ufeffTitre;Date;Heure de début;Heure de fin;Lieu;Adresse;Code postal;Ville;Public;Prix;Thèmes\n"
    "Atelier vélo;02/10/2027;14h30;16 h;La Corderie;3 rue du Quai;29200;Brest;ados, familles;gratuit;radio, vélo\n",
    "english": "Title,Date,Start time,End time,Place,Address,Postcode,Town,Audience,Price,Topics\n"
    'Atelier vélo,2027-10-02,14:30,16:00,La Corderie,3 rue du Quai,29200,Brest,"teenagers, families",free,"radio, vélo"\n',
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_is_read_in_both_languages(text):
    event = only(read(text.encode()))
    (time,) = event.times
    assert (event.title, event.audience, str(event.price), event.topics) == (
        "Atelier vélo", ("teens", "families"), "free", ("radio", "vélo"),
    )  # fmt: skip
    assert (time.starts_at, time.ends_at) == (datetime(2027, 10, 2, 14, 30), datetime(2027, 10, 2, 16))  # noqa: DTZ001
    assert (time.place.name, time.place.street_address, time.place.postal_code, time.place.town) == (
        "La Corderie", "3 rue du Quai", "29200", "Brest",
    )  # fmt: skip


def test_formulas_of_a_table_stay_text():
    rows = 'titre;date;description\n=1+2;2027-10-02;"=HYPERLINK(""http://x"")"\n\'=A1;2027-10-03;\'-moins\n'
    first, second = read(rows.encode()).events
    assert (first.title, first.body) == ("=1+2", '=HYPERLINK("http://x")')
    assert (second.title, second.body) == ("=A1", "-moins")


def test_rows_of_one_identifier_are_times_of_one_event_and_a_bad_row_costs_itself():
    rows = (
        "id;titre;date;debut;fin;statut\n1;Café;2027-10-02;22h;2h;\n1;Café;2027-10-09;14h;16h;annulé\n"
        "1;Café;32/10/2027;14h;16h;\n2;Rien;bientôt;;;\n3;Heure;2027-10-02;midi;;\n"
    )
    reading = read(rows.encode())
    event = only(reading)
    assert [(one.starts_at.day, one.ends_at.day, str(one.status)) for one in event.times] == [
        (2, 3, "confirmed"), (9, 9, "cancelled"),
    ]  # fmt: skip
    assert [(name, str(why)) for name, why in reading.refused] == [
        ("Café [4]", "Its date cannot be read: “32/10/2027”. Write 2027-10-02 or 02/10/2027."),
        ("Rien [5]", "Its date cannot be read: “bientôt”. Write 2027-10-02 or 02/10/2027."),
        ("Heure [6]", "Its hour cannot be read: “midi”. Write 14:30 or 14h30."),
    ]
