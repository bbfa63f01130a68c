"""Files of a programme as programs read them that know nothing of this site: nothing, a thousand dates, every hard case."""

from __future__ import annotations

import base64
import gzip
import json
import re
from datetime import datetime
from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

import pytest
from icalendar import Calendar
from lxml import etree

from programme.context.news import MOST_NEWS
from programme.context.pictures import PublicPicture
from programme.exports.atom import AtomFeed
from programme.exports.calendars import ProgrammeCalendar
from programme.exports.frab import FrabJson, FrabXml
from programme.exports.geojson import GeoJson
from programme.exports.giggity import GiggityMenu, link, menu_entry
from programme.exports.openagenda import OpenAgenda
from programme.exports.table import Table
from programme.exports.text import PlainText
from tests.factories.programme_values import HARD, ROOT, changed, event_value, many, occasion, place_value, selection
from tests.programme.exports.others import ATOM, GEOJSON, GIGGITY, OPENAGENDA, entries_of, faults, rows_of

PICTURE = PublicPicture(
    1, f"{ROOT}media/original_images/bal.png", "image/png", 640, 400, "Le bal", "Des gens dansent", f"{ROOT}medias/bal/",
    "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "« Le bal » par Anna Le Goff, sous licence CC BY 4.0",
)  # fmt: skip


def all_at_once():
    return [
        changed(one, key=key, uuid=str(uuid5(NAMESPACE_URL, str(key))), code=f"{key:06d}")
        for key, one in enumerate(HARD.values(), 1)
    ]


CASES = {
    **{name: selection(one) for name, one in HARD.items()},
    "nothing": selection(),
    "nothing all year": selection(starts_on=None, ends_on=None),
    "all at once": selection(*all_at_once()),
    "a picture": selection(occasion(event=event_value(image=1)), pictures={1: PICTURE}),
    "a thousand": selection(*many(1000)),
}
COUNTS = {"nothing": 0, "a thousand": 1000}


def written(export, case):
    return export.bytes_of(CASES[case], here=f"{ROOT}programme/2026/{export.filename}")


@pytest.mark.parametrize("case", CASES)
def test_agenda_is_what_openagenda_exports(case):
    data = json.loads(written(OpenAgenda(), case))
    assert faults(OPENAGENDA, data) == []
    assert data["total"] == len(data["events"])
    assert len({event["uid"] for event in data["events"]}) == data["total"]


@pytest.mark.parametrize("case", CASES)
def test_map_is_geojson(case):
    assert faults(GEOJSON, json.loads(written(GeoJson(), case))) == []


@pytest.mark.parametrize("case", CASES)
def test_menu_is_what_giggity_takes(case):
    menu = json.loads(written(GiggityMenu(), case))
    (schedule,) = menu["schedules"]

    assert faults(GIGGITY, menu) == []
    assert menu["version"] == schedule["version"]
    assert schedule["start"] <= schedule["end"]


@pytest.mark.parametrize("case", CASES)
def test_menu_and_schedule_say_the_same(case):
    """Its title and its days are those of the schedule; each room with a point is met by one expression, in full."""
    (menu,) = json.loads(written(GiggityMenu(), case))["schedules"]
    schedule = etree.fromstring(written(FrabXml(), case))
    rooms = {room.get("name") for room in schedule.iter("room") if room.get("name")}
    days = [day.get("date") for day in schedule.iter("day")]

    assert menu["title"] == schedule.findtext("conference/title")
    assert menu["id"] == schedule.findtext("conference/acronym")
    assert (menu["start"], menu["end"]) == (days[0], days[-1])
    assert menu["url"] == f"{ROOT}programme/2026/schedule.xml"
    for room in menu["metadata"]["rooms"]:
        assert [name for name in rooms if re.fullmatch(room["name"], name)] == [room["show_name"]]


def as_giggity(url):
    """What the application finds in a link: it takes the fragment apart at each “&”, and decodes each part."""
    host, _hash, fragment = url.partition("#")
    parts = dict(part.split("=", 1) for part in fragment.split("&"))
    assert (host, [*parts]) == ("https://ggt.gaa.st/", ["url", "json"])
    packed = base64.urlsafe_b64decode(unquote(parts["json"]))
    return unquote(parts["url"]), json.loads(gzip.decompress(packed))


@pytest.mark.parametrize("query", ["", "theme=cartes&lieu=la-corderie&q=caf%C3%A9"])
def test_link_carries_the_menu_whatever_narrows_it(query):
    entry = menu_entry(CASES["a thousand"], query)
    address, carried = as_giggity(link(entry))

    assert (address, carried) == (f"{ROOT}programme/2026/schedule.xml{'?' if query else ''}{query}", entry)
    assert faults(GIGGITY, {"version": entry["version"], "schedules": [carried]}) == []
    assert len(carried["metadata"]["rooms"]) == 20
    assert len(link(entry)) < 2000
    assert link(entry) == link(menu_entry(CASES["a thousand"], query))


def test_menu_of_a_part_leads_to_that_part_and_is_another_schedule():
    here = f"{ROOT}programme/2026/giggity.json"
    (whole,), (part,) = (
        json.loads(GiggityMenu().bytes_of(CASES["a thousand"], here=address))["schedules"] for address in (here, f"{here}?theme=a")
    )  # fmt: skip
    assert (whole["url"], part["url"]) == (
        f"{ROOT}programme/2026/schedule.xml", f"{ROOT}programme/2026/schedule.xml?theme=a",
    )  # fmt: skip
    assert part["id"].startswith(f"{whole['id']}-")


def test_schema_of_the_menu_refuses_what_giggity_refuses():
    menu = json.loads(written(GiggityMenu(), "all at once"))
    (schedule,) = menu["schedules"]
    for name, wrong in (
        ("id", "a b"), ("version", 1), ("url", "schedule.xml"), ("start", "2 octobre"), ("refresh_interval", 60), ("title", None),
    ):  # fmt: skip
        assert faults(GIGGITY, {**menu, "schedules": [{**schedule, name: wrong}]}) != [], name


@pytest.mark.parametrize(("case", "count"), COUNTS.items())
def test_table_has_a_row_a_date(case, count):
    rows = rows_of(written(Table(), case))
    assert len(rows) == count
    assert len({row["Identifiant"] for row in rows}) == count


@pytest.mark.parametrize(("case", "count"), COUNTS.items())
def test_map_has_a_point_a_date(case, count):
    features = json.loads(written(GeoJson(), case))["features"]
    assert len({one["id"] for one in features}) == len(features) == count


@pytest.mark.parametrize(("case", "count"), COUNTS.items())
def test_agenda_has_a_timing_a_date(case, count):
    events = json.loads(written(OpenAgenda(), case))["events"]
    timings = [timing for event in events for timing in event["timings"]]
    named = [one["value"] for event in events for one in event["extIds"] if one["key"] == "communs-occurrence"]

    assert (len(timings), len(set(named))) == (count, count)
    assert all(datetime.fromisoformat(one["begin"]) < datetime.fromisoformat(one["end"]) for one in timings)


@pytest.mark.parametrize(("case", "entries"), [("nothing", 0), ("a thousand", 50)])
def test_feed_has_an_entry_an_event(case, entries):
    """Fifty events take place a thousand times; a feed holds so many of them at most."""
    assert entries <= MOST_NEWS
    assert len(entries_of(written(AtomFeed(), case))) == entries


@pytest.mark.parametrize("case", CASES)
def test_feed_has_all_that_its_standard_asks_for(case):
    for entry in entries_of(written(AtomFeed(), case)):
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo


def test_schedules_of_nothing_and_of_a_thousand_hold_as_many():
    for case, count in COUNTS.items():
        days = json.loads(written(FrabJson(), case))["schedule"]["conference"]["days"]
        talks = [talk for day in days for room in day["rooms"].values() for talk in room]
        assert (len(talks), len(etree.fromstring(written(FrabXml(), case)).findall(".//event"))) == (count, count)


def test_calendar_says_in_words_how_one_gets_in():
    """The access of the place, aspect by aspect, with the day when somebody looked; what the event says stands first."""
    place = place_value(access=(*place_value().access, *()))
    told = occasion(place=place, event=event_value(access_note="Sonnez à la porte bleue."))
    content = ProgrammeCalendar().bytes_of(selection(told), here=ROOT)
    (one,) = Calendar.from_ical(content).walk("VEVENT")

    words = one["DESCRIPTION"].replace("\u00a0", " ")
    assert (
        "Accès : entrée : oui (Une rampe); boucle magnétique : non; vérifié le samedi 1er août 2026; Sonnez à la porte bleue."
        in words
    )


def test_plain_text_says_how_one_gets_in():
    text = PlainText().bytes_of(selection(occasion()), here=ROOT).decode().replace("\u00a0", " ")
    assert "Une rampe" in " ".join(text.split())
