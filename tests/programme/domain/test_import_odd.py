"""Imports that are odd on purpose: nothing half written, nothing lost without a sentence, nothing said twice."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.utils.translation import override

from community.models import PlacePage
from importing.models import ImportRecord
from programme.context import selections
from programme.domain.import_events import Options, import_events
from programme.domain.occurrences import Where, add_occurrence, move_occurrence, set_status
from programme.exports.registry import exports
from programme.models import EventPage, Occurrence, ProgrammeNotice
from tests.factories.associations import AssociationFactory
from tests.factories.programme import at, make_edition, make_event, make_place, when
from tests.programme.domain.test_import_events import CAFE, bring, counts, reasons
from tests.programme.exchange.test_reading_events import ics

pytestmark = pytest.mark.django_db

HOURS = "DTSTART:20271002T120000Z\nDTEND:20271002T140000Z"


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def calendar(*events, head="", **more):
    return import_events(ics(*events, head=head), options=Options(file="a.ics", **more))


def states():
    return list(Occurrence.objects.values_list("status", flat=True))


def test_a_message_that_cancels_changes_states_and_nothing_else():
    make_edition()
    text = "On répare tout ce qui roule encore."
    calendar(f"UID:a\n{HOURS}\nSUMMARY:Café\nRRULE:FREQ=DAILY;COUNT=2\nDESCRIPTION:{text}")
    one = "UID:a\nRECURRENCE-ID:20271003T120000Z\nDTSTART:20271003T120000Z"

    assert counts(calendar(one, head="METHOD:CANCEL\n")) == (0, 1, 0, 0)
    assert states() == ["confirmed", "cancelled"]
    assert counts(calendar("UID:a", head="METHOD:CANCEL\n")) == (0, 1, 0, 0)
    assert states() == ["cancelled", "cancelled"]
    assert counts(calendar("UID:a", head="METHOD:CANCEL\n")) == (0, 0, 1, 0)
    event = EventPage.objects.get()
    assert (event.title, event.one_sentence, text in event.body) == ("Café", text, True)


def test_a_message_that_cancels_what_nobody_knows_does_nothing():
    make_edition()
    report = calendar(f"UID:a\n{HOURS}\nSUMMARY:Café", head="METHOD:CANCEL\n")
    assert (counts(report), EventPage.objects.count()) == ((0, 0, 0, 1), 0)
    assert reasons(report) == ["It is cancelled, and it is not known here: nothing was done."]


def test_what_is_cancelled_in_a_feed_and_new_here_comes_in_cancelled():
    make_edition()
    assert counts(calendar(f"UID:a\n{HOURS}\nSUMMARY:Café\nSTATUS:CANCELLED")) == (1, 0, 0, 0)
    assert (states(), EventPage.objects.get().live) == (["cancelled"], True)


def test_a_sequence_that_goes_back_is_what_the_source_says_now():
    make_edition()
    calendar(f"UID:a\n{HOURS}\nSUMMARY:Café\nSEQUENCE:5")
    later = HOURS.replace("T12", "T13").replace("T14", "T15")
    assert counts(calendar(f"UID:a\n{later}\nSUMMARY:Café\nSEQUENCE:2")) == (0, 1, 0, 0)
    occurrence = Occurrence.objects.get()
    assert (occurrence.starts_at, occurrence.sequence) == (at(15), 1)


def test_an_event_without_length_lasts_an_hour_and_says_so():
    make_edition()
    report = calendar(f"UID:a\n{HOURS.replace('T14', 'T12')}\nSUMMARY:Rendez-vous")
    assert (counts(report), reasons(report)) == ((1, 0, 0, 0), ["It ends when it starts: one hour was assumed."])
    assert Occurrence.objects.get().ends_at == at(15)


def test_the_end_is_after_the_start_by_the_stopwatch_when_the_clock_goes_back():
    make_edition(starts_on=date(2027, 10, 30), ends_on=date(2027, 11, 7))
    twice = "DTSTART:20271031T004500Z\nDTEND:20271031T011500Z"  # 2:45 in summer, 2:15 in winter
    gone = "DTSTART;TZID=Europe/Paris:20280326T023000\nDTEND;TZID=Europe/Paris:20280326T033000"
    report = calendar(f"UID:a\n{twice}\nSUMMARY:Nuit", f"UID:b\n{gone}\nSUMMARY:Heure sautée")
    assert counts(report) == (2, 0, 0, 0)
    assert [(one.ends_at - one.starts_at).total_seconds() / 60 for one in Occurrence.objects.all()] == [30, 60]


def test_what_is_cancelled_there_is_cancelled_here_wherever_people_moved_it():
    make_edition()
    bring(CAFE)
    move_occurrence(Occurrence.objects.get(), when(18))
    assert counts(bring(f"{CAFE}annulé")) == (0, 1, 0, 0)
    assert (states(), Occurrence.objects.get().starts_at) == (["cancelled"], at(18))


def test_what_people_say_takes_place_after_all_is_theirs():
    make_edition()
    bring(f"{CAFE}annulé")
    set_status(Occurrence.objects.get(), "confirmed")
    assert counts(bring(f"{CAFE.replace('16h', '17h')}annulé")) == (0, 0, 1, 0)
    assert states() == ["confirmed"]


def test_a_time_that_the_clock_shows_twice_is_not_moved_when_only_the_text_changed():
    make_edition(starts_on=date(2027, 10, 30), ends_on=date(2027, 11, 7))
    row = "1;Nuit;2027-10-31;2h30;5h;;;;;;;;"
    bring(row)
    assert counts(bring(row.replace("Nuit", "Nuit blanche"))) == (0, 1, 0, 0)
    occurrence = Occurrence.objects.get()
    assert (occurrence.sequence, occurrence.previous_start) == (0, None)


def test_a_row_that_is_there_twice_is_one_time():
    make_edition()
    assert counts(bring(CAFE, CAFE)) == (1, 0, 0, 0)
    assert Occurrence.objects.count() == 1


def test_places_are_known_by_what_people_write_short_and_by_their_town():
    make_edition()
    library = make_place("Médiathèque Saint-Marc")
    there, other = (
        make_place("Salle polyvalente", town="Guipavas", latitude=None, longitude=None),
        make_place("Salle polyvalente", town="Plouzané", latitude=None, longitude=None),
    )
    row = "{};Café {};2027-10-02;14h;16h;{};;{};;;;;"
    bring(
        row.format(1, 1, "Méd. St-Marc", "Brest"), row.format(2, 2, "Salle polyvalente", "Plouzané"),
        row.format(3, 3, "salle polyvalente", ""), row.format(4, 4, "Salle Polyvalente", ""),
    )  # fmt: skip
    found = list(Occurrence.objects.order_by("event__title").values_list("place", flat=True))
    assert found[:2] == [library.pk, other.pk]
    # Nothing says which of two: neither is taken, and what is made instead is made once.
    assert there.pk not in found
    assert found[2] == found[3]
    assert PlacePage.objects.count() == 4


def test_a_trial_writes_nothing_at_all():
    make_edition()
    bring(CAFE)
    before = [model.objects.count() for model in (EventPage, PlacePage, Occurrence, ProgrammeNotice, ImportRecord)]
    moved, new = CAFE.replace("14h;16h", "15h;17h"), CAFE.replace("1;Café", "2;Bal").replace("La Corderie", "Le Phare")
    report = bring(moved, new, dry_run=True)
    assert counts(report) == (1, 1, 0, 0)
    assert [one["page"] for one in report.items] == [None, None]
    assert [model.objects.count() for model in (EventPage, PlacePage, Occurrence, ProgrammeNotice, ImportRecord)] == (
        before
    )
    assert (Occurrence.objects.get().starts_at, ProgrammeNotice.objects.count()) == (at(14), 0)


def test_the_report_of_the_command_has_the_same_keys_always(tmp_path, capsys):
    make_edition()
    file = tmp_path / "a.csv"
    file.write_text("titre;date\n;\nA;jamais\n")
    call_command("import_events", str(file), "--edition", "2027", "--json")
    said = json.loads(capsys.readouterr().out)
    assert list(said) == [
        "read", "created", "updated", "unchanged", "refused", "warnings", "events", "passed_over",
    ]  # fmt: skip
    assert (said["read"], said["refused"]) == (1, [
        {"source": "A [2]", "reason": "Its date cannot be read: “jamais”. Write 2027-10-02 or 02/10/2027."}
    ])  # fmt: skip


LABEL = {"ics": "cc-by-4.0", "openagenda": "cc-by-4.0", "csv": "cc-by-4.0"}


@pytest.mark.parametrize("name", ["ics", "frab-xml", "frab-json", "openagenda", "csv"])
def test_a_programme_that_goes_to_another_site_is_the_same_there(name):
    edition, place = make_edition(), make_place()
    marmite = AssociationFactory(name="La Marmite")
    week = when(0, hours=24 * 7, all_day=True)
    make_event("Bal : « été », 🎉", place=place, times=(when(22, hours=4), when(14, day=date(2027, 10, 5))),
               kind="party", licence="cc-by-4.0", price="chosen", price_note="au chapeau")  # fmt: skip
    add_occurrence(EventPage.objects.get(), when(9), Where(place=place, room="Grand atelier"))
    make_event("Exposition", place=place, times=(week,), kind="exhibition", age_min=8, audience=["families"])
    EventPage.objects.get(title="Exposition").associations.set([marmite])
    export = next(one for one in exports() if one.identifier == name)
    with override("fr"):
        data = export.bytes_of(selections.of_edition(edition), here="https://autre.example/x")
    before = _told()
    for event in EventPage.objects.all():
        event.delete()

    report = import_events(data, options=Options(edition=edition, file=f"x.{name}"))

    assert (report.created, report.refused) == (2, [])
    assert EventPage.objects.live().count() == 2
    assert _told() == before
    assert PlacePage.objects.count() == 1
    assert EventPage.objects.get(title__startswith="Bal").licence == LABEL.get(name, edition.licence)
    if name in {"csv", "openagenda"}:
        ball, show = EventPage.objects.order_by("title")
        assert (ball.price, ball.price_note, ball.kind, show.kind, show.age_min) == (
            "chosen", "au chapeau", "party", "exhibition", 8,
        )  # fmt: skip
    assert counts(import_events(data, options=Options(edition=edition, file=f"x.{name}"))) == (0, 0, 2, 0)


def _told():
    return [
        (one.event.title, one.starts_at, one.ends_at, one.all_day, one.place.title, one.room, one.status)
        for one in Occurrence.objects.select_related("event", "place").order_by("starts_at", "event__title")
    ]
