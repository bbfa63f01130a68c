from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.translation import override

from commons.library.models import Theme
from community.models import PlacePage
from importing.models import ImportRecord
from programme.domain.import_edition import NoEdition
from programme.domain.import_events import Options, import_events
from programme.domain.occurrences import move_occurrence, remove_occurrence
from programme.models import EditionPage, EventPage, Occurrence, ProgrammeNotice, Release
from search.publishing import publish
from tests.factories.associations import AssociationFactory
from tests.factories.programme import at, make_edition, make_event, make_place, when

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


HEAD = "uid;titre;date;debut;fin;lieu;adresse;ville;latitude;longitude;organisateurs;themes;statut\n"


def bring(*rows, **more):
    return import_events((HEAD + "\n".join(rows)).encode(), options=Options(file="fête.csv", **more))


def counts(report):
    return report.created, report.updated, report.unchanged, len(report.refused)


def reasons(report):
    return [row["reason"] for row in (*report.refused, *report.warnings)]


CAFE = "1;Café des communs;2027-10-02;14h;16h;La Corderie;3 rue du Quai;Brest;;;;;"


def test_an_event_comes_in_public_with_its_place_and_the_same_file_again_changes_nothing():
    edition = make_edition()
    report = bring(CAFE)

    assert (counts(report), reasons(report)) == ((1, 0, 0, 0), [])
    event = EventPage.objects.get()
    occurrence = event.occurrences.get()
    assert (event.live, event.get_parent().pk, event.licence) == (True, edition.pk, "cc-by-sa-4.0")
    assert (occurrence.starts_at, occurrence.ends_at) == (at(14), at(16))
    assert (occurrence.place.title, occurrence.place.live, occurrence.place.town) == ("La Corderie", True, "Brest")
    assert report.items == [
        {"source": "Café des communs [1]", "title": "Café des communs", "outcome": "created", "page": event.pk}
    ]
    assert counts(bring(CAFE)) == (0, 0, 1, 0)
    assert (occurrence.sequence, PlacePage.objects.count()) == (0, 1)


def test_a_time_that_changed_moves_the_same_occurrence_and_tells_so():
    make_edition()
    bring(CAFE)
    uuid = Occurrence.objects.get().uuid
    assert counts(bring(CAFE.replace("14h;16h", "15h;17h"))) == (0, 1, 0, 0)

    occurrence = Occurrence.objects.get()
    assert (occurrence.uuid, occurrence.starts_at, occurrence.previous_start) == (uuid, at(15), at(14))
    assert occurrence.sequence == 1
    assert list(ProgrammeNotice.objects.values_list("kind", flat=True)) == ["moved"]


def test_what_is_cancelled_upstream_is_cancelled_here_and_stays():
    make_edition()
    bring(CAFE)
    assert counts(bring(f"{CAFE}annulé")) == (0, 1, 0, 0)
    assert (Occurrence.objects.get().status, EventPage.objects.get().live) == ("cancelled", True)
    assert counts(bring(f"{CAFE}annulé")) == (0, 0, 1, 0)


def test_what_is_not_in_the_file_any_more_is_told_and_left():
    make_edition()
    other = CAFE.replace("1;Café des communs", "2;Bal").replace("-02;", "-03;")
    bring(CAFE, other)
    report = bring(CAFE)
    assert counts(report) == (0, 0, 1, 0)
    assert reasons(report) == ["“Bal” is not in the file any more: it was left as it is."]
    assert EventPage.objects.live().count() == 2


def test_a_time_that_is_not_in_the_file_any_more_is_told_and_left():
    make_edition()
    bring(CAFE, CAFE.replace("-02;", "-05;"))
    report = bring(CAFE)
    assert reasons(report) == [
        "The file does not say any more that it takes place on 5 October 2027: this was left as it is."
    ]
    assert Occurrence.objects.filter(status="confirmed").count() == 2


def test_an_event_that_was_deleted_here_stays_so_until_it_is_asked_for():
    make_edition()
    bring(CAFE)
    EventPage.objects.get().delete()
    report = bring(CAFE)
    assert counts(report) == (0, 0, 1, 0)
    assert reasons(report)[0].startswith("It was deleted on the site, and does not come back by itself.")
    assert counts(bring(CAFE, bring_back=True)) == (1, 0, 0, 0)


def test_what_people_moved_and_wrote_here_is_theirs():
    make_edition()
    bring(CAFE)
    move_occurrence(Occurrence.objects.get(), when(18))
    event = EventPage.objects.get()
    event.one_sentence = "Avec des crêpes."
    publish(event)
    report = bring(CAFE.replace("14h;16h", "15h;17h").replace("des communs", "commun"))

    assert counts(report) == (0, 0, 1, 0)
    assert reasons(report) == [
        "Its time on 2 October 2027 was changed on the site: what the file says was not taken over.",
        "The page was edited or withdrawn on the site: what changed in the file was not taken over.",
    ]
    assert (Occurrence.objects.get().starts_at, EventPage.objects.get().title) == (at(18), "Café des communs")


def test_a_text_that_changed_is_taken_over():
    make_edition()
    bring(CAFE)
    assert counts(bring(CAFE.replace("des communs", "commun"))) == (0, 1, 0, 0)
    assert EventPage.objects.get().title == "Café commun"


def test_one_bad_event_takes_none_of_the_others_along():
    make_edition()
    report = bring(
        CAFE,
        CAFE.replace("1;Café", "2;Rebours").replace("14h;16h", "16h;14h"),
        CAFE.replace("1;Café", "4;Sans lieu").replace("La Corderie;3 rue du Quai;Brest", ";;"),
        CAFE.replace("1;Café", "5;Lune").replace("Brest;;", "Brest;95;4"),
    )
    assert counts(report) == (3, 0, 0, 1)
    assert reasons(report) == [
        "It ends before it starts: check both times, and the day of the end.",
        "Its place lies outside the world (95, 4): left out.",
    ]
    assert Occurrence.objects.filter(place=None).count() == 1
    assert report.read == 4


def test_four_hundred_days_are_refused_with_a_sentence():
    edition = make_edition()
    data = b"uid;titre;date;date de fin\n1;Expo;2027-01-01;2028-02-04\n"
    report = import_events(data, options=Options(edition=edition))
    assert counts(report) == (0, 0, 0, 1)
    assert reasons(report) == ["It lasts 400 days or more: give each period on its own."]


def test_a_place_is_known_by_another_name_and_by_where_it_lies():
    make_edition()
    corderie = make_place(other_names=["Atelier de la corde"])
    report = bring(
        CAFE.replace("La Corderie", "l'atelier de la Corde"),
        CAFE.replace("1;", "2;").replace("La Corderie", "Ancienne corderie").replace("Brest;;", "Brest;48.3834;-4.5"),
        CAFE.replace("1;", "3;").replace("La Corderie", "Le Phare").replace("Brest;;", "Brest;48.3834;-4.5"),
        CAFE.replace("1;", "4;").replace("Brest;;", "Brest;48.45;-4.5"),
    )
    assert list(Occurrence.objects.order_by("origin_uid", "pk").values_list("place__title", flat=True)) == [
        "La Corderie", "La Corderie", "Le Phare", "La Corderie",
    ]  # fmt: skip
    assert Occurrence.objects.filter(place=corderie).count() == 2
    assert reasons(report) == ["“Ancienne corderie” was taken for the place “La Corderie”, 11 m from there."]


def test_a_place_with_nothing_but_a_name_is_a_draft_to_be_completed():
    make_edition()
    report = bring(CAFE.replace("3 rue du Quai;Brest", ";"))
    assert reasons(report) == [
        "The place “La Corderie” is new and has no address: its page is a draft, to be completed."
    ]
    assert PlacePage.objects.get().live is False


def test_organisers_and_themes_are_found_by_their_names():
    make_edition()
    association = AssociationFactory(name="La Passerelle")
    Theme.objects.create(slug="sound", name_fr="Son et radio", name_en="Sound and radio", palette="sound")
    report = bring(CAFE.replace("Brest;;;;;", "Brest;;;la passerelle | Les Voisins, réunis;radio, vélo;"))
    event = EventPage.objects.get()
    assert list(event.associations.all()) == [association]
    assert event.other_organisers == "Les Voisins – réunis"
    assert [theme.slug for theme in event.themes.all()] == ["sound"]
    assert reasons(report) == ["No theme is called so here: vélo."]
    assert [one["name"] for one in event.credits] == ["La Passerelle"]


def test_after_a_release_a_new_event_is_told():
    edition = make_edition()
    Release.objects.create(edition=edition, name="v1", at=timezone.now())
    bring(CAFE)
    assert list(ProgrammeNotice.objects.values_list("kind", flat=True)) == ["new"]


def test_drafts_are_asked_for_and_a_dry_run_leaves_nothing():
    make_edition()
    assert counts(bring(CAFE, dry_run=True)) == (1, 0, 0, 0)
    assert (EventPage.objects.count(), PlacePage.objects.count(), ImportRecord.objects.count()) == (0, 0, 0)
    bring(CAFE, publish=False)
    assert EventPage.objects.get().live is False


def test_an_edition_is_found_by_its_days_else_the_shelf_else_a_sentence_says_what_to_do():
    with pytest.raises(NoEdition, match="make one on the site"):
        bring(CAFE)
    make_edition()
    shelf = make_edition("Toute l’année", slug="toujours", all_year=True, starts_on=None, ends_on=None,
                         acronym="communs_toujours")  # fmt: skip
    bring(CAFE, CAFE.replace("1;", "2;").replace("2027-10", "2027-12"))
    assert EventPage.objects.child_of(shelf).count() == 0
    bring(CAFE.replace("1;", "3;").replace("2027-10", "2027-12"))
    assert EventPage.objects.child_of(shelf).count() == 1


def test_an_archive_takes_nothing_in():
    edition = make_edition()
    EditionPage.objects.filter(pk=edition.pk).update(frozen_at=timezone.now())
    report = bring(CAFE, edition=EditionPage.objects.get())
    assert counts(report) == (0, 0, 0, 1)
    assert reasons(report)[0].startswith("“Brest en biens communs 2027” is over")


def test_an_event_of_this_site_that_comes_back_is_left_alone():
    event = make_event()
    uid = f"occ-{event.occurrences.get().uuid}@example.org"
    report = bring(CAFE.replace("1;", f"{uid};"))
    assert counts(report) == (0, 0, 1, 0)
    assert EventPage.objects.count() == 1


def test_an_occurrence_that_was_removed_here_does_not_come_twice():
    make_edition()
    bring(CAFE)
    remove_occurrence(Occurrence.objects.get())
    bring(CAFE.replace("16h", "17h"))
    assert list(Occurrence.objects.values_list("status", flat=True)) == ["cancelled"]


def test_a_recurrence_stays_within_the_days_of_its_edition():
    make_edition()
    data = (
        b"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:a\nSUMMARY:Permanence\nRRULE:FREQ=DAILY\n"
        b"DTSTART;TZID=Europe/Paris:20271002T140000\nDTEND;TZID=Europe/Paris:20271002T150000\nEND:VEVENT\nEND:VCALENDAR"
    )
    import_events(data, options=Options())
    assert Occurrence.objects.count() == 16
    assert counts(import_events(data, options=Options())) == (0, 0, 1, 0)


def test_a_file_of_fifty_megabytes_is_refused(tmp_path):
    make_edition()
    path = tmp_path / "grand.ics"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(CommandError, match="This file is longer than 10 MB: give it in several parts"):
        call_command("import_events", str(path))


def test_the_command_prints_its_report(tmp_path, capsys):
    make_edition()
    path = tmp_path / "fete.csv"
    path.write_text(HEAD + CAFE, encoding="utf-8")
    call_command("import_events", str(path), edition="2027")
    assert capsys.readouterr().out.strip() == ("1 read: 1 created, 0 updated, 0 unchanged, 0 refused, 0 warnings.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["/nowhere.ics"], "There is nothing at /nowhere.ics"),
        (["-", "--edition", "nulle"], "there is no “nulle” here. Known: 2027"),
    ],
)
def test_the_command_says_what_is_missing(arguments, sentence, monkeypatch):
    make_edition()
    monkeypatch.setattr("sys.stdin", _Stdin(b"titre;date\nA;2027-10-02\n"))
    with pytest.raises(CommandError, match=sentence):
        call_command("import_events", *arguments)


def test_the_command_reads_what_is_piped_in(monkeypatch):
    make_edition()
    monkeypatch.setattr("sys.stdin", _Stdin(b"titre;date\nA;2027-10-02\n"))
    call_command("import_events", "-", json=True)
    occurrence = Occurrence.objects.get()
    assert (occurrence.all_day, occurrence.ends_at - occurrence.starts_at) == (True, timedelta(days=1))


class _Stdin:
    def __init__(self, data):
        self.buffer = BytesIO(data)


REAL = {
    "ics/kielux_2020.ics": (24, 24, 0),
    "openagenda/albi-2023-events-v2.json": (75, 97, 0),
    "openagenda/expoNature.event.json": (1, 10, 0),
    "frab/pretalx-democon.json": (36, 36, 0),
    "frab/invalid-example.json": (1, 1, 0),
}


@pytest.mark.parametrize(("name", "expected"), REAL.items(), ids=REAL)
def test_real_files_come_in_whole_and_a_second_time_change_nothing(name, expected, real_inputs):
    make_edition("Toute l’année", slug="toujours", all_year=True, starts_on=None, ends_on=None)
    data = (real_inputs / "programme" / name).read_bytes()
    report = import_events(data, options=Options(file=name))

    assert (report.created, Occurrence.objects.count(), len(report.refused)) == expected
    assert EventPage.objects.live().count() == expected[0]
    assert counts(import_events(data, options=Options(file=name))) == (0, 0, expected[0], 0)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("schedule.xml.xsd", "Ce XML n’est pas un programme : son premier élément n’est pas « schedule »."),
        ("schema.json", "Ce JSON n’est pas un export d’OpenAgenda : il ne contient aucun événement avec « title » et « timings »."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format", ["auto", "own"])
def test_schema_of_a_programme_is_no_programme_and_its_sentence_says_why(name, sentence, format, real_inputs):  # noqa: A002
    make_edition()
    path = real_inputs / "programme" / "frab" / name
    chosen = {"auto": "auto", "own": "frab-xml" if name.endswith("xsd") else "openagenda"}[format]
    with override("fr"), pytest.raises(CommandError) as told:
        call_command("import_events", str(path), format=chosen)

    assert str(told.value).replace("\xa0", " ").replace("\u202f", " ") == f"{path}: {sentence}"
    assert EventPage.objects.count() == Occurrence.objects.count() == 0
