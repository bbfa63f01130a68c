"""The values that an archive holds are those that it was written from, whichever version of the site reads them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from programme.archive.frozen import read_told, write_told
from programme.context.selections import Told
from programme.context.values import Programme
from tests.factories.programme_values import CHANGED, HARD, ROOT, WORKS, event_value, local, occasion, place_value


def told_of(*occasions):
    programme = Programme(
        key=1, uuid="u", title="Brest en biens communs 2026", url="/programme/2026/", full_url=f"{ROOT}programme/2026/",
        slug="2026", acronym="brest_communs_2026", one_sentence="Deux semaines.", all_year=False,
        starts_on=local(2026, 10, 2).date(), ends_on=local(2026, 10, 17).date(), zone_name="Europe/Paris",
        licence="cc-by-sa-4.0", contact_email="", changed_at=CHANGED, occasions=occasions,
        events=tuple({one.event.key: one.event for one in occasions}.values()),
        places=tuple({one.place.key: one.place for one in occasions if one.place}.values()), released_at=CHANGED,
    )  # fmt: skip
    return Told(programme, WORKS)


@pytest.mark.parametrize("case", [case for case in HARD if case != "works"])
def test_hard_case_comes_back_as_it_was(case):
    told = told_of(HARD[case])
    assert read_told(write_told(told)) == told
    assert [one.start.fold for one in read_told(write_told(told)).programme.occasions] == [HARD[case].start.fold]


def test_everything_stands_in_it_once():
    event, place = event_value(title="Sardine"), place_value(name="Hangar")
    text = write_told(told_of(*(occasion(key, event=event, place=place) for key in range(1, 50))))
    assert (text.count("Sardine"), text.count("Hangar")) == (1, 1)


def test_items_that_not_everybody_may_see_are_not_in_it():
    works = (("guide:7", "used", "shown", "à lire"), ("guide:99", "used", "shown", "Note pour nous"))
    text = write_told(told_of(occasion(event=event_value(works=works))))

    assert read_told(text).programme.events[0].works == (works[0],)
    assert [one for one in ("guide:99", "Note pour nous") if one in text] == []


def test_how_many_registered_beyond_the_seats_is_not_in_it():
    told = told_of(occasion(over=7))
    assert read_told(write_told(told)).programme.occasions == (replace(occasion(), over=0),)
    assert "over" not in write_told(told)


def test_what_a_class_has_no_longer_or_not_yet_is_left_out():
    data = json.loads(write_told(told_of(occasion())))
    data["events"][0]["mood"] = "joyful"
    data["events"][0]["also"] = {"is": "Mood", "name": "joyful"}
    del data["events"][0]["authors"]
    (event,) = read_told(json.dumps(data)).programme.events
    assert event == event_value(authors=())


def test_what_lacks_something_needed_cannot_be_read():
    data = json.loads(write_told(told_of(occasion())))
    del data["events"][0]["title"]
    with pytest.raises(TypeError):
        read_told(json.dumps(data))
