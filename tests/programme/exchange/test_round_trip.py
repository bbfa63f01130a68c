"""What leaves this site comes in on another: the same events, at the same times, at the same places."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date

import pytest

from programme.context.pictures import PublicPicture
from programme.exchange.reading import read_events
from programme.exports.calendars import ProgrammeCalendar
from programme.exports.frab import FrabJson, FrabXml
from programme.exports.openagenda import OpenAgenda
from programme.exports.table import Table
from tests.factories.programme_values import ROOT, event_value, local, occasion, place_value, selection

EXPORTS = {
    "ics": ProgrammeCalendar(), "frab-xml": FrabXml(), "frab-json": FrabJson(), "openagenda": OpenAgenda(),
    "csv": Table(),
}  # fmt: skip
CAFE = event_value(1, "Café : « été » à Île-Tudy")
WORKSHOP = event_value(2, "Atelier, couture & récit")
OTHER = place_value(2, "Le Phare")
TIMES = [
    occasion(1, local(2026, 10, 2, 14), event=CAFE),
    occasion(2, local(2026, 10, 3, 14), event=CAFE, place=OTHER),
    occasion(3, local(2026, 10, 3, 22), local(2026, 10, 4, 2), event=WORKSHOP, status="cancelled"),
]


def moments(event):
    return [one.starts_at.replace(tzinfo=one.starts_at.tzinfo or local(2026, 10, 2).tzinfo).astimezone(UTC)
            .strftime("%m-%d %H:%M") for one in event.times]  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_events_come_back_with_their_times_and_states(name):
    content = EXPORTS[name].bytes_of(selection(*TIMES), here=ROOT)
    reading = read_events(content, today=date(2026, 9, 1))
    assert (reading.refused, reading.notes) == ([], [])
    assert len(reading.events) == 2
    found = {event.title: [] for event in reading.events}
    for event in reading.events:
        found[event.title] += list(zip(moments(event), (str(one.status) for one in event.times), strict=True))
    assert found == {
        "Café : « été » à Île-Tudy": [("10-02 12:00", "confirmed"), ("10-03 12:00", "confirmed")],
        "Atelier, couture & récit": [("10-03 20:00", "cancelled")],
    }


@pytest.mark.parametrize("name", EXPORTS)
def test_one_event_of_two_times_is_one_event(name):
    content = EXPORTS[name].bytes_of(selection(occasion(1, event=CAFE), occasion(2, local(2026, 10, 3), event=CAFE)),
                                     here=ROOT)  # fmt: skip
    (event,) = read_events(content, today=date(2026, 9, 1)).events
    assert len(event.times) == 2


def test_authors_of_the_text_come_back_from_the_table():
    content = EXPORTS["csv"].bytes_of(selection(occasion(1, event=CAFE)), here=ROOT)
    (event,) = read_events(content, today=date(2026, 9, 1)).events
    assert event.authors == ("Anna Le Goff", "Yann Kerouanton")


@pytest.mark.parametrize("name", [one for one in EXPORTS if one != "csv"])
def test_picture_that_is_not_taken_is_told(name):
    picture = PublicPicture(1, f"{ROOT}media/bal.png", "image/png", 64, 48, "Le bal", "", "", "", "", "Le bal, Awa")
    shown = replace(CAFE, image=1)
    content = EXPORTS[name].bytes_of(selection(occasion(1, event=shown), pictures={1: picture}), here=ROOT)
    assert [str(note) for note in read_events(content, today=date(2026, 9, 1)).notes] == [
        "Pictures were not taken, since nothing says who may use them: add them to their events, with a licence."
    ]
