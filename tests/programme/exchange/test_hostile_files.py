"""Files that once took minutes or for ever: each has a sentence, or is read, before anybody looks at a clock."""

from __future__ import annotations

import pytest

from markup.plain import plain_text
from programme.exchange import words
from tests.programme.exchange.test_reading_events import ZONE, ics, only, read, reason, told


def table(title="Atelier", **cells):
    return "\n".join([";".join(["titre", "date", *cells]), ";".join([title, "2027-10-02", *cells.values()])]).encode()


@pytest.mark.parametrize("line", ["", "SUMMARY:x\n"])
def test_events_that_are_opened_and_never_ended_are_a_broken_calendar(line):
    data = ("BEGIN:VCALENDAR\n" + f"BEGIN:VEVENT\n{line}" * 40_000 + "END:VCALENDAR\n").encode()
    assert "no event of it can be read" in reason(data)


def test_event_after_one_that_was_never_ended_is_read():
    unended = f"BEGIN:VEVENT\nUID:a\nSUMMARY:Coupé\n{ZONE}\n"
    data = ics(f"UID:b\nSUMMARY:Entier\n{ZONE}").replace(b"BEGIN:VEVENT", unended.encode() + b"BEGIN:VEVENT", 1)
    assert [event.title for event in read(data).events][-1] == "Entier"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=20000;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;UNTIL=20280101T000000Z;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=DAILY;BYSETPOS=2", "FREQ=WEEKLY;BYYEARDAY=367",
    ],
)  # fmt: skip
def test_rule_of_days_that_do_not_come_gives_its_first_time(rule):
    event = only(read(ics(f"UID:a\nSUMMARY:Jamais\n{ZONE}\nRRULE:{rule}")))
    assert [one.starts_at.day for one in event.times] == [2]
    assert "names days that do not come" in " ".join(told(event.notes))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;INTERVAL=7;BYDAY=SA;COUNT=3", [2, 9, 16]),
        ("FREQ=MONTHLY;BYMONTHDAY=2;COUNT=3", [2, 2, 2]),
        ("FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=14,18;COUNT=4", [2, 2, 5, 5]),
    ],
)
def test_rule_of_days_that_come_is_followed(rule, days):
    event = only(read(ics(f"UID:a\nSUMMARY:Souvent\n{ZONE}\nRRULE:{rule}")))
    assert [one.starts_at.day for one in event.times] == days


def test_rule_of_every_second_in_other_words_is_too_often():
    minutes = ",".join(map(str, range(60)))
    rule = f"FREQ=DAILY;COUNT=20000;BYMINUTE={minutes};BYSECOND={minutes}"
    event = only(read(ics(f"UID:a\nSUMMARY:Trop\n{ZONE}\nRRULE:{rule}")))
    assert (len(event.times), "more often than once a day" in " ".join(told(event.notes))) == (1, True)


@pytest.mark.parametrize("mark", ["<!--", "<a ", "<", "<b"])
def test_marks_that_are_opened_and_never_closed_are_words(mark):
    assert words.line_of(mark * 12_000, most=100)
    assert len(plain_text(mark * 60_000)) > 10_000
    assert only(read(table(description=mark * 12_000))).title == "Atelier"


def test_tags_go_and_signs_stay():
    assert plain_text("<p>Si 2 < 3 et <b>4</b></p>") == "Si 2 < 3 et 4"


def test_lists_of_spaces_and_tables_of_endless_columns_are_read():
    assert only(read(table(themes="x" + " " * 49_000 + "x|vélo"))).topics[-1] == "vélo"
    assert "no column for the title" in reason(("titre;date;" + "a," * 2_000_000).encode())
