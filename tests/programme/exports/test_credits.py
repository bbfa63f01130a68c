"""Who wrote the text of an event is named wherever the text goes, with its licence."""

from __future__ import annotations

import csv
import io
import json

from icalendar import Calendar
from lxml import etree

from programme.exports.calendars import ProgrammeCalendar
from programme.exports.frab import FrabJson, FrabXml
from programme.exports.geojson import GeoJson
from programme.exports.openagenda import OpenAgenda
from programme.exports.table import Table
from programme.jsonld import event_node
from tests.factories.programme_values import ROOT, event_value, occasion, selection

CREDIT = (
    "« Atelier de réparation » (https://communs.example/programme/2026/atelier-1/) par Anna Le Goff, traduction par "
    "Yann Kerouanton, sous licence CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/)"
)


def written(export, *occasions):
    return export.bytes_of(selection(*(occasions or (occasion(),))), here=ROOT).decode("utf-8-sig")


def plain(text):
    return text.replace("\u00a0", " ")


def test_openagenda_and_frab_and_the_calendar_end_on_the_credit_of_the_text():
    (event,) = json.loads(written(OpenAgenda()))["events"]
    days = json.loads(written(FrabJson()))["schedule"]["conference"]["days"]
    (talk,) = [one for day in days for talks in day["rooms"].values() for one in talks]
    xml = etree.fromstring(written(FrabXml()).encode())
    (entry,) = Calendar.from_ical(written(ProgrammeCalendar())).walk("VEVENT")

    for told in (
        event["longDescription"]["fr"], talk["description"], xml.findtext(".//event/description"), entry["description"],
    ):  # fmt: skip
        assert f"Texte : {CREDIT}" in plain(told)


def test_geojson_and_the_table_have_the_names_in_fields_of_their_own():
    (point,) = json.loads(written(GeoJson()))["features"]
    (row,) = csv.DictReader(io.StringIO(written(Table()), newline=""), delimiter=";")

    assert point["properties"]["authors"] == ["Anna Le Goff", "Yann Kerouanton"]
    assert CREDIT in plain(point["properties"]["credit"])
    assert row["Auteurs et autrices du texte"] == "Anna Le Goff, Yann Kerouanton"


def test_page_that_tells_of_an_event_has_authors_and_a_licence_in_json_ld():
    node = event_node(occasion(), {})
    (page,) = node["subjectOf"]

    assert page["author"] == [
        {"name": "Anna Le Goff"},
        {"@type": "Role", "roleName": "translator", "creator": {"name": "Yann Kerouanton"}},
    ]
    assert page["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_text_of_nobody_and_without_licence_says_nothing_of_either():
    told = written(FrabJson(), occasion(event=event_value(authors=(), licence="")))
    assert "Texte" not in told
