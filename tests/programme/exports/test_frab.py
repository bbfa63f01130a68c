"""frab's schedule against its own schemas, by two readers that know nothing of this site; and traps that need neither."""

from __future__ import annotations

import json
import re
from datetime import date
from uuid import NAMESPACE_URL, uuid5

import pytest
from jsonschema import Draft6Validator
from lxml import etree

from programme.exports.frab import FrabJson, FrabXml
from programme.exports.giggity import GiggityMenu
from tests.factories.programme_values import (
    HARD,
    ROOT,
    changed,
    event_value,
    local,
    many,
    occasion,
    place_value,
    selection,
)

HERE = f"{ROOT}programme/2026/schedule.xml"


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
    "all year": selection(*all_at_once(), starts_on=None, ends_on=None, release="version du 3 septembre"),
}


def xml(chosen):
    return etree.fromstring(FrabXml().bytes_of(chosen, here=HERE))


def data(chosen):
    return json.loads(FrabJson().bytes_of(chosen, here=HERE))


@pytest.fixture(scope="module")
def xsd(real_inputs):
    return etree.XMLSchema(etree.parse(real_inputs / "programme" / "frab" / "schedule.xml.xsd"))


@pytest.fixture(scope="module")
def schema(real_inputs):
    return Draft6Validator(json.loads((real_inputs / "programme" / "frab" / "schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES)
def test_xml_is_valid(xsd, case):
    xsd.assertValid(xml(CASES[case]))


@pytest.mark.parametrize("case", CASES)
def test_json_is_valid(schema, case):
    assert [error.message for error in schema.iter_errors(data(CASES[case]))] == []


def test_a_thousand_occurrences_are_valid(xsd, schema):
    chosen = selection(*many(1000))
    xsd.assertValid(xml(chosen))
    assert list(schema.iter_errors(data(chosen))) == []
    assert len(xml(chosen).findall(".//event")) == 1000


# Without the schemas, what they ask for that is easily lost.


def test_numbers_names_and_codes_are_of_one_occurrence_alone():
    events = xml(CASES["all at once"]).findall(".//event")
    codes = [event.get("code") for event in events if event.get("code")]
    for values in (
        [event.get("id") for event in events], [event.get("guid") for event in events], codes,
        [event.findtext("slug") for event in events],
    ):  # fmt: skip
        assert len(values) == len(set(values))
    assert len(events) > len(HARD)
    assert all(re.fullmatch(r"[0-9A-Z]{6}", code) for code in codes)
    assert all(int(event.get("id")) < 2**31 for event in events)


def test_address_in_words_is_ascii_and_long_enough():
    slugs = [event.findtext("slug") for event in xml(CASES["all at once"]).findall(".//event")]
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9_-]{4,}(?<![_-])", slug)] == []


def test_every_day_of_the_festival_is_there_from_four_to_four():
    days = xml(selection()).findall("day")
    assert [(day.get("index"), day.get("date"), day.get("start"), day.get("end")) for day in days] == [
        ("1", "2026-10-02", "2026-10-02T04:00:00+02:00", "2026-10-03T04:00:00+02:00"),
        ("2", "2026-10-03", "2026-10-03T04:00:00+02:00", "2026-10-04T04:00:00+02:00"),
        ("3", "2026-10-04", "2026-10-04T04:00:00+02:00", "2026-10-05T04:00:00+02:00"),
    ]


def test_evening_stands_on_the_day_on_which_it_began():
    day = xml(CASES["midnight"]).find("day[@date='2026-10-03']")
    assert (day.findtext("room/event/start"), day.findtext("room/event/duration")) == ("22:00", "04:00")


def test_exhibition_of_two_weeks_is_cut_by_day():
    events = xml(CASES["exhibition"]).findall(".//event")

    assert len(events) == 15
    assert [(one.findtext("date"), one.findtext("duration")) for one in (events[0], events[1], events[-1])] == [
        ("2026-10-02T14:00:00+02:00", "14:00"),
        ("2026-10-03T04:00:00+02:00", "24:00"),
        ("2026-10-16T04:00:00+02:00", "14:00"),
    ]
    assert {one.findtext("subtitle") for one in events} == {"du mardi au samedi, 14 h – 18 h"}


def test_day_on_which_the_clock_goes_back_has_25_hours():
    chosen = CASES["exhibition of whole days over a change of the clock"]
    event = xml(chosen).find("day[@date='2026-10-24']/room/event")
    assert event.findtext("duration") == "25:00"


def test_nothing_empty_stands_where_an_address_is_asked_for():
    for case in CASES.values():
        root = xml(case)
        assert [one.tag for one in root.iter("url", "feedback_url", "origin_url", "base_url") if not one.text] == []
        assert not root.findall(".//feedback_url")


def test_licence_of_a_recording_is_that_of_what_was_made_there():
    event = xml(CASES["works"]).find(".//event")

    assert event.findtext("recording/license") == "CC BY 4.0"
    assert [(one.get("href"), one.get("type")) for one in event.findall("links/link")] == [
        (f"{ROOT}guides/lampe/", "related")
    ]
    assert [one.get("href") for one in event.findall("attachments/attachment")] == [f"{ROOT}medias/soiree/"]
    assert xml(CASES["accents"]).find(".//recording") is None


def test_cancelled_occurrence_stays_in_the_schedule_and_says_so():
    assert xml(CASES["cancelled"]).findtext(".//event/title") == "ANNULÉ – Atelier de réparation"


def test_two_places_of_one_name_are_two_rooms():
    hall, other = place_value(1, "Salle des fêtes"), place_value(2, "Salle des fêtes", neighbourhood="Saint-Marc")
    chosen = selection(occasion(1, place=hall), occasion(2, place=other))
    names = [room.get("name") for room in xml(chosen).findall("day/room")]
    assert names == ["Salle des fêtes", "Salle des fêtes (Saint-Marc)"]


def test_room_keeps_its_identifier_when_another_comes():
    first = xml(selection(occasion(1))).find("day/room").get("guid")
    both = xml(selection(occasion(1), occasion(2, place=place_value(9, "Ailleurs"))))
    assert both.find("day/room[@name='La Corderie']").get("guid") == first


def test_conference_holds_no_key_but_those_of_its_schema():
    found = data(CASES["all at once"])
    assert sorted(found) == ["$schema", "generator", "schedule"]
    assert sorted(found["schedule"]["conference"]) == [
        "acronym", "days", "daysCount", "description", "end", "keywords", "rooms", "start", "time_zone_name",
        "timeslot_duration", "title", "tracks", "url",
    ]  # fmt: skip


def test_same_bytes_when_nothing_changed():
    for export in (FrabXml(), FrabJson(), GiggityMenu()):
        chosen = CASES["all at once"]
        assert export.bytes_of(chosen, here=HERE) == export.bytes_of(chosen, here=HERE)


def test_menu_of_giggity_leads_to_the_schedule_and_knows_where_its_rooms_are():
    chosen = selection(occasion(event=event_value()), title="Brest", starts_on=date(2026, 10, 2))
    menu = json.loads(GiggityMenu().bytes_of(chosen, here=HERE))

    assert menu == {
        "version": 2026090312,
        "schedules": [
            {
                "id": "brest_communs_2026", "version": 2026090312, "url": f"{ROOT}programme/2026/schedule.xml",
                "refresh_interval": 3600, "title": "Brest", "start": "2026-10-02", "end": "2026-10-04",
                "timezone": "Europe/Paris",
                "metadata": {
                    "links": [{"url": f"{ROOT}programme/2026/", "title": "Programme"}],
                    "rooms": [{"name": "La\\ Corderie", "show_name": "La Corderie", "latlon": [48.3833, -4.5]}],
                },
            }
        ],
    }  # fmt: skip


def test_time_of_an_occurrence_carries_its_offset():
    found = data(selection(occasion(start=local(2027, 3, 28, 14))))["schedule"]["conference"]["days"][-1]
    (room,) = found["rooms"].values()
    assert (room[0]["date"], room[0]["end"]) == ("2027-03-28T14:00:00+02:00", "2027-03-28T16:00:00+02:00")
