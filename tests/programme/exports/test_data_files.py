"""OpenAgenda, GeoJSON, CSV and Atom: every hard case, and what each asks for."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from lxml import etree

from programme.context.news import News
from programme.exports.atom import AtomFeed
from programme.exports.geojson import GeoJson
from programme.exports.openagenda import OpenAgenda
from programme.exports.registry import exports
from programme.exports.table import Table
from tests.factories.programme_values import CHANGED, HARD, ROOT, changed, event_value, local, many, occasion, selection

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def agenda(*occasions):
    return json.loads(OpenAgenda().bytes_of(selection(*occasions), here=ROOT))


def points(*occasions):
    return json.loads(GeoJson().bytes_of(selection(*occasions), here=ROOT))


def rows(*occasions):
    text = Table().bytes_of(selection(*occasions), here=ROOT).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def feed(*news):
    content = AtomFeed().bytes_of(selection(occasion(), news=lambda: list(news)), here=f"{ROOT}programme.atom")
    return etree.fromstring(content)


@pytest.mark.parametrize("case", HARD)
@pytest.mark.parametrize("export", exports(), ids=lambda export: export.identifier)
def test_hard_case_leaves_without_control_characters_and_the_same_twice(export, case):
    chosen = selection(HARD[case])
    content = export.bytes_of(chosen, here=ROOT)

    assert [letter for letter in content.decode() if ord(letter) < 32 and letter not in "\r\n\t"] == []
    assert export.bytes_of(chosen, here=ROOT) == content


@pytest.mark.parametrize("export", exports(), ids=lambda export: export.identifier)
@pytest.mark.parametrize("count", [0, 1000])
def test_nothing_and_a_thousand_leave_as_well(export, count):
    assert export.bytes_of(selection(*many(count)), here=ROOT)


# OpenAgenda


@pytest.mark.parametrize("case", HARD)
def test_event_has_what_openagenda_asks_for(case):
    (event,) = agenda(HARD[case])["events"]

    assert all(event["title"].values())
    assert event["state"] == 2
    for timing in event["timings"]:
        begin, end = map(datetime.fromisoformat, (timing["begin"], timing["end"]))
        assert begin.tzinfo
        assert begin < end
        # Its own form refuses a timing of more than a day.
        assert (end - begin).total_seconds() <= 25 * 3600


@pytest.mark.parametrize(
    ("case", "status"), [("accents", 1), ("moved", 2), ("postponed", 4), ("full", 5), ("cancelled", 6)]
)
def test_state_is_counted_as_openagenda_counts(case, status):
    assert agenda(HARD[case])["events"][0]["status"] == status


def test_dates_of_one_event_at_one_place_are_timings_of_one_event():
    found = agenda(occasion(1), occasion(2, start=local(2026, 10, 3, 14)), occasion(3, status="cancelled"))

    assert found["total"] == 2
    assert [len(event["timings"]) for event in found["events"]] == [2, 1]
    assert found["events"][0]["extIds"] == [
        {"key": "communs-event", "value": occasion(1).event.uuid},
        {"key": "communs-occurrence", "value": occasion(1).uuid},
        {"key": "communs-occurrence", "value": occasion(2).uuid},
    ]


def test_exhibition_is_a_timing_a_day():
    timings = agenda(HARD["exhibition"])["events"][0]["timings"]
    assert len(timings) == 15
    assert all(first["end"] == second["begin"] for first, second in pairwise(timings))


def test_access_is_five_codes_and_words():
    event = agenda(occasion())["events"][0]
    assert event["accessibility"] == {"hi": False, "ii": False, "vi": False, "pi": False, "mi": True}
    assert "une rampe" in event["location"]["access"]["fr"].casefold()


def test_nothing_of_a_place_that_is_not_public_but_its_name():
    location = agenda(HARD["place that is not public"])["events"][0]["location"]
    assert {key: value for key, value in location.items() if value and key not in {"access", "description"}} == {
        "uid": 1, "name": "La Corderie", "countryCode": "FR", "timezone": "Europe/Paris",
    }  # fmt: skip


# GeoJSON


def test_point_has_its_longitude_first_and_says_its_licence_and_its_date():
    found = points(occasion())
    (feature,) = found["features"]

    assert feature["geometry"] == {"type": "Point", "coordinates": [-4.5, 48.3833]}
    assert feature["id"] == occasion().uuid
    assert found["licence"]["url"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert found["date"] == "2026-09-03T12:30:15+00:00"
    assert feature["properties"]["start"] == "2026-10-02T14:00:00+02:00"


@pytest.mark.parametrize("case", ["online", "no place", "place that is not public"])
def test_what_has_no_coordinates_is_on_no_map(case):
    assert points(HARD[case])["features"] == []


# CSV


def test_row_is_read_again_with_its_accents():
    (row,) = rows(HARD["accents"])
    assert row["Titre"] == "Fête de l’« été » à Île-Tudy : où, ça ? Ærø, œuf, 日本, 🎉"
    assert (row["Premier jour"], row["Début"], row["Fin"]) == ("2026-10-02", "14:00", "16:00")
    assert (row["Latitude"], row["Longitude"]) == ("48.3833", "-4.5")


def test_spreadsheet_runs_no_formula():
    (row,) = rows(HARD["formula"])
    assert (row["Titre"], row["En une phrase"]) == ('\'=HYPERLINK("http://x")', "'-2+3")


def test_table_begins_with_the_mark_that_excel_looks_for():
    content = Table().bytes_of(selection(), here=ROOT)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 1


def test_whole_days_have_a_last_day_and_no_hours():
    (row,) = rows(HARD["exhibition of whole days over a change of the clock"])
    assert (row["Premier jour"], row["Début"], row["Dernier jour"], row["Fin"]) == ("2026-10-20", "", "2026-11-03", "")


# Atom


def test_feed_tells_what_changed_the_latest_first():
    told = News("notice-7", "Annulé : Bal\x00", "samedi 2 octobre 2027", f"{ROOT}bal/#seance-1", CHANGED, 1)
    found = feed(told)

    assert found.findtext("a:id", namespaces=ATOM) == "tag:communs.example,2026:edition-1f0c"
    assert found.findtext("a:updated", namespaces=ATOM) == "2026-09-03T12:30:15+00:00"
    (entry,) = found.findall("a:entry", ATOM)
    assert [entry.findtext(f"a:{name}", namespaces=ATOM) for name in ("title", "id", "updated")] == [
        "Annulé : Bal", "tag:communs.example,2026:notice-7", "2026-09-03T12:30:15+00:00",
    ]  # fmt: skip


def test_feed_of_a_part_tells_nothing_of_other_events():
    news = [News("notice-1", "Ici", "", ROOT, CHANGED, 1), News("notice-2", "Ailleurs", "", ROOT, CHANGED, 2),
            News("release-1", "Version du 3 septembre", "", ROOT, CHANGED)]  # fmt: skip
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in feed(*news).findall("a:entry", ATOM)]
    assert titles == ["Ici", "Version du 3 septembre"]


def test_empty_feed_changed_when_its_programme_did():
    later = changed(occasion(event=event_value()), changed_at=datetime(2027, 1, 1, tzinfo=UTC))
    chosen = selection(later)
    assert AtomFeed().bytes_of(chosen, here=ROOT) == AtomFeed().bytes_of(chosen, here=ROOT)
    assert feed().findtext("a:updated", namespaces=ATOM) == "2026-09-03T12:30:15+00:00"
