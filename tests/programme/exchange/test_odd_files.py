"""Tables, schedules and agendas as people and other programs really write them."""

from __future__ import annotations

import json

import pytest

from programme.exchange import words
from tests.programme.exchange.test_odd_calendars import refused
from tests.programme.exchange.test_reading_events import only, read, reason, told

SAME_TITLE = "It has no identifier: it is known again by its title, as long as that stays the same."


def row(columns, cells):
    return only(read(f"titre;date;{columns}\nA;12/10/2026;{cells}\n".encode()))


def notes(event):
    return [one for one in told(event.notes) if one != SAME_TITLE]


# A day, and the span that a cell says; "" where a whole day is meant.
DATES = {
    "12/10/2026 14h30": "2026-10-12T14:30:00", "12/10/2026 à 14 h 30": "2026-10-12T14:30:00",
    "lundi 12 octobre 2026": "", "12 octobre 2026 14h": "2026-10-12T14:00:00", "12/10/26": "",
    "12-10-2026": "", "12.10.2026 9:05": "2026-10-12T09:05:00", "2026/10/12": "", "le 12 oct. 2026": "",
    "2026-10-12T14:30:00+02:00": "2026-10-12T14:30:00+02:00", "2026-10-12T14:30:00Z": "2026-10-12T14:30:00+00:00",
    "12/10/2026 14h-16h": "2026-10-12T14:00:00", "October 12 2026": None, "30/02/2026": None, "12/13/2026": None,
}  # fmt: skip


@pytest.mark.parametrize("cell", DATES)
def test_dates_are_read_as_people_write_them(cell):
    reading = read(f"titre;date\nA;{cell}\n".encode())
    if DATES[cell] is None:
        assert refused(reading) == [("A [2]", f"Its date cannot be read: “{cell}”. Write 2027-10-02 or 02/10/2027.")]
        return
    (time,) = only(reading).times
    assert time.starts_at.isoformat() == (DATES[cell] or "2026-10-12T00:00:00")
    assert time.all_day is (DATES[cell] == "")


@pytest.mark.parametrize(("start", "end", "span"), [
    ("14h-16h", "", (14, 16)), ("de 14 h à 16 h", "", (14, 16)), ("14:00-16:00", "", (14, 16)), ("2:30 PM", "4 pm", (14, 16)),
])  # fmt: skip
def test_hours_are_read_as_people_write_them(start, end, span):
    (time,) = row("debut;fin", f"{start};{end}").times
    assert (time.starts_at.hour, time.ends_at.hour) == span


def test_an_hour_that_is_none_is_told_and_never_a_whole_day():
    assert refused(read(b"titre;date\nA;12/10/2026 25h\n")) == [
        ("A [2]", "Its hour cannot be read: “25h”. Write 14:30 or 14h30.")
    ]


def test_days_in_the_cells_of_hours_are_days():
    (time,) = only(read(b"titre;debut;fin\nA;12/10/2026;14/10/2026\n")).times
    assert (time.all_day, time.starts_at.day, time.ends_at.day) == (True, 12, 15)


PRICES = {
    "gratuit": ("free", ""), "prix libre, au chapeau": ("chosen", "au chapeau"), "payant, 5 €": ("paid", "5 €"),
    "non": ("paid", ""), "5 €": ("paid", "5 €"), "0 €": ("free", ""), "non gratuit": ("paid", "non gratuit"),
    "gratuit pour les moins de 12 ans, 5 €": ("paid", "gratuit pour les moins de 12 ans, 5 €"),
    "tarif réduit": ("paid", "tarif réduit"), "entrée libre": ("free", ""),
}  # fmt: skip


@pytest.mark.parametrize("said", PRICES)
def test_what_costs_something_is_never_said_to_be_free(said):
    event = row("prix", said)
    assert ((str(event.price), event.price_note), notes(event)) == (PRICES[said], [])


def test_a_price_that_says_nothing_is_told():
    assert notes(row("prix", "adhérents")) == [
        "Nothing says whether it is free, “adhérents”: it was taken to be. Check its price."
    ]


LOST = {
    ("type", "jam"): "What its column “type” says means nothing here, “jam”: it was left out.",
    ("public", "Scolaires"): "What its column “public” says means nothing here, “Scolaires”: it was left out.",
    (
        "inscription",
        "obligatoire",
    ): "What its column “inscription” says means nothing here, “obligatoire”: it was left out.",
    ("statut", "non annulé"): "What its column “statut” says means nothing here, “non annulé”: it was left out.",
    ("en ligne", "oui"): "What its column “en ligne” says means nothing here, “oui”: it was left out.",
    ("age min;age max", "99;8"): "Its ages are the wrong way round: they were turned.",
    ("age min;age max", "-3;300"): "Its ages cannot be read: “-3, 300”.",
}


@pytest.mark.parametrize("cell", LOST)
def test_a_cell_that_means_nothing_is_told(cell):
    assert notes(row(*cell)) == [LOST[cell]]


def test_columns_that_nobody_knows_are_told():
    reading = read(b"titre;date;couleur;tables\nA;12/10/2026;rouge;5\n")
    assert told(reading.notes) == ["Columns that nobody knows here, and were not read: couleur, tables."]


def test_what_excel_writes_before_and_takes_away_is_known():
    text = "sep=;\nTitre;Date;Lieu;Code postal;Latitude;Longitude;Âge\nA;12/10/2026;X;1000;46,2;5,2;de 8 à 12 ans\n"
    event = only(read(text.encode()))
    place = event.times[0].place
    assert (place.postal_code, place.coordinates, event.age_min, event.age_max) == ("01000", (46.2, 5.2), 8, 12)
    assert reason(b"PK\x03\x04....") == "This is no text: save the spreadsheet as CSV, and give that file."
    assert reason(b"sep=;\n", format="csv").startswith("This table has no column for the title or the date")


AGES = {
    "dès 8 ans": ("8", ""),
    "jusqu’à 12 ans": ("", "12"),
    "0 à 3 ans": ("0", "3"),
    "18 ans": ("18", "18"),
    "": ("", ""),
}


@pytest.mark.parametrize("said", AGES)
def test_ages_are_read_as_they_are_written_here(said):
    assert words.ages_said(said) == AGES[said]


@pytest.mark.parametrize(("title", "state"), [
    ("[CANCELED] Bal", "cancelled"), ("(Annulé) Bal", "cancelled"), ("ANNULE - Bal", "cancelled"),
    ("Reporté : Bal", "postponed"), ("Annulée Bal", ""), ("[Annulé", ""),
])  # fmt: skip
def test_a_state_before_a_title_is_read_where_something_parts_them(title, state):
    assert words.title_of(title) == (("Bal", state) if state else (title, ""))


def schedule(events, *, conference="", day=""):
    return (
        f"<schedule><conference><time_zone_name>Europe/Paris</time_zone_name>{conference}</conference>"
        f'<day date="2026-10-10" {day}><room name="Salle">{events}</room></day></schedule>'
    )


def hour(start, *, title="Nuit"):
    return f'<event guid="g" id="1"><title>{title}</title><start>{start}</start><duration>01:00</duration></event>'


@pytest.mark.parametrize(("start", "change", "day"), [
    ("01:30", "", 11), ("04:00", "", 10), ("05:00", "<day_change>06:00:00</day_change>", 11), ("23:00", "", 10),
])  # fmt: skip
def test_what_starts_after_midnight_belongs_to_the_night_of_its_day(start, change, day):
    (time,) = only(read(schedule(hour(start), conference=change).encode())).times
    assert time.starts_at.day == day


def test_names_of_elements_may_have_a_space_of_their_own_and_marks_inside():
    text = schedule(hour("10:00", title="Le <b>libre</b>")).replace(
        "<schedule>", '<schedule xmlns="https://x.example/ns">'
    )
    assert only(read(text.encode())).title == "Le libre"


def test_letters_that_spoil_a_schedule_cost_themselves():
    told_once = ["This XML has letters that it may not have: it was read without them. Check accents."]
    reading = read(schedule(hour("10:00", title="Fê\x07te")).encode())
    assert (only(reading).title, told(reading.notes)) == ("Fête", told_once)
    reading = read(schedule(hour("10:00", title="Fête")).encode("latin-1"))
    assert (only(reading).title, told(reading.notes)) == ("Fête", told_once)
    assert reason(b"<schedule><day>").startswith("This XML is broken: ")


def test_links_and_attachments_stand_below_the_text():
    links = (
        '<links><link href="https://a.example/">Le [site]</link><link href="javascript:x">x</link></links>'
        '<attachments><attachment href="https://a.example/f.pdf">F</attachment></attachments></event>'
    )
    event = only(read(schedule(hour("10:00").replace("</event>", links)).encode()))
    assert event.body == "[Le  site ](<https://a.example/>)\n\n[F](<https://a.example/f.pdf>)"


def test_a_schedule_in_several_languages_and_of_wrong_types_is_read():
    events = [
        {"guid": ["a"], "date": "2026-10-10T10:00:00+02:00", "title": {"en": "T", "fr": "Titre"}, "duration": "01:00",
         "persons": [None, {"name": ["x"]}], "abstract": ["x"], "room": {"fr": "Grande"}},
        {"guid": "b", "date": "9999-12-31T23:59:00+00:00", "title": "Loin", "duration": "01:00"},
    ]  # fmt: skip
    days = [{"date": "2026-10-10", "rooms": {"Salle": events}}]
    reading = read(json.dumps({"schedule": {"conference": {"days": days}}}).encode())
    event = only(reading)
    assert (event.uid, event.title, event.people, event.body, event.times[0].room) == (
        "Titre",
        "Titre",
        (),
        "",
        "Grande",
    )
    assert refused(reading) == [("Loin [b]", "A line of this event cannot be read.")]


HOURS = [{"begin": "2026-10-10T14:00:00+02:00", "end": "2026-10-10T16:00:00+02:00"}]


def agenda(**fields):
    return only(read(json.dumps({"events": [{"uid": 1, "title": {"fr": "A"}, "timings": HOURS, **fields}]}).encode()))


AGENDA_LOST = {
    "a link that is none": ({"registration": [{"type": "link", "value": "javascript:alert(1)"}]},
                            "How to register cannot be read, “javascript:alert(1)”: it was left out."),
    "online, nobody says where": ({"attendanceMode": 2}, "It takes place online, and the address is not given."),
    "a price in words": ({"conditions": {"fr": "sur inscription"}},
                         "Nothing says whether it is free, “sur inscription”: it was taken to be. Check its price."),
    "ages turned": ({"age": {"min": 12, "max": 8}}, "Its ages are the wrong way round: they were turned."),
}  # fmt: skip


@pytest.mark.parametrize("case", AGENDA_LOST)
def test_what_an_agenda_says_and_is_not_taken_is_told(case):
    fields, sentence = AGENDA_LOST[case]
    assert told(agenda(**fields).notes) == [sentence]


def test_an_event_that_moved_online_has_its_address_there():
    (time,) = agenda(
        status=3, attendanceMode=1, onlineAccessLink="https://x.example/a", location={"name": "Phare"}
    ).times
    assert (time.place, time.online_url) == (None, "https://x.example/a")


def test_odd_places_words_and_codes_of_an_agenda_are_read():
    event = agenda(location="La Corderie, 3 rue du Quai, 29200 Brest", keywords={"fr": "atelier, radio"},
                   accessibility=["hi", "mi"], registration="a@b.example")  # fmt: skip
    assert (event.times[0].place.town, event.topics, event.kind) == ("Brest", ("atelier", "radio"), "workshop")
    assert [aspect for aspect, _yes, _how in event.access] == ["entrance", "hearing"]
    assert (str(event.registration), event.registration_contact) == ("contact", "a@b.example")


def test_what_was_cut_at_four_in_the_morning_is_one_time_again():
    pieces = [
        {"begin": f"2026-10-{day:02}T04:00:00+02:00", "end": f"2026-10-{day + 1:02}T04:00:00+02:00"} for day in (11, 12)
    ]
    first = {"begin": "2026-10-10T14:00:00+02:00", "end": "2026-10-11T04:00:00+02:00"}
    last = {"begin": "2026-10-13T04:00:00+02:00", "end": "2026-10-13T18:00:00+02:00"}
    (time,) = agenda(timings=[first, *pieces, last]).times
    assert (time.starts_at.isoformat(), time.ends_at.isoformat()) == (
        "2026-10-10T14:00:00+02:00", "2026-10-13T18:00:00+02:00",
    )  # fmt: skip
    whole = {"begin": "2026-10-10T04:00:00+02:00", "end": "2026-10-11T00:00:00+02:00"}
    (time,) = agenda(timings=[whole]).times
    assert (time.all_day, time.starts_at.hour) == (True, 0)
