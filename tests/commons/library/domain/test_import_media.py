"""`import_media`: works come in as files or as links, once, each row alone, and everything is reported."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

from commons.library.domain.import_media import Options, import_media
from commons.library.models import LicenceRecord, LicensedImage, LinkedWork, MediaImport, MediaItem
from tests.commons.library.test_openverse import CELLS, written
from tests.factories.media import picture_bytes
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return home_page()


def row(**cells):
    return list((CELLS | cells).values())


def counts(report):
    return report.created, report.updated, report.unchanged, len(report.refused)


def reasons(report):
    return [(one["source"], one["reason"]) for one in report.refused]


def test_work_whose_file_is_not_here_is_a_link_with_its_credit(tmp_path):
    report = import_media(written(tmp_path, row()), options=Options())
    assert counts(report) == (1, 0, 0, 0)
    work = LinkedWork.objects.get()
    assert (work.title, work.licence, work.source_url, work.credits[0]["name"]) == (
        "Une halle", "cc-by-sa-2.0", "https://example.org/photo/1", "Ki hoon",
    )  # fmt: skip
    assert not MediaItem.objects.exists()


def test_page_of_a_link_loads_nothing_from_elsewhere(tmp_path):
    import_media(written(tmp_path, row()), options=Options())
    response = Client(headers={"accept-language": "fr"}).get(LinkedWork.objects.get().get_absolute_url())
    page = BeautifulSoup(response.content, "html.parser")
    loaded = [tag.get("src", "") for tag in page.find_all(src=True)]
    assert [address for address in loaded if "example.org" in address] == []
    assert page.find("a", href="https://example.org/photo/1").get_text(strip=True) == "La voir sur example.org"
    assert "Ce fichier est ailleurs." in page.main.get_text()
    assert response["Link"] == '<https://creativecommons.org/licenses/by-sa/2.0/>; rel="license"'
    listed = Client(headers={"accept-language": "fr"}).get("/medias/ailleurs/").content.decode()
    assert "Une halle" in listed


def test_work_whose_file_is_here_enters_the_pool(tmp_path):
    (tmp_path / "1.jpg").write_bytes(picture_bytes(format="JPEG"))
    report = import_media(
        written(tmp_path, row(tags='[{"name": "halle"}]')), options=Options(files=tmp_path)
    )  # fmt: skip
    assert counts(report) == (1, 0, 0, 0)
    item = MediaItem.objects.get()
    assert (item.title, item.licence, item.is_public, item.image.source_url) == (
        "Une halle", "cc-by-sa-2.0", True, "https://example.org/photo/1",
    )  # fmt: skip
    assert [tag.name for tag in item.tags.all()] == ["halle"]
    record = LicenceRecord.objects.get()
    assert (record.kind, record.address, record.statement) == ("import", "https://example.org/photo/1", "images.csv")


def test_sound_whose_file_is_here_enters_the_pool(tmp_path):
    names = (*CELLS, "duration")
    (tmp_path / "aa-1.mp3").write_bytes(b"ID3 dong")
    file = written(tmp_path, [*row(), "3000"], names=names)
    assert counts(import_media(file, options=Options(files=tmp_path))) == (1, 0, 0, 0)
    assert (MediaItem.objects.get().kind, MediaItem.objects.get().media.duration) == ("sound", 3)


def test_file_that_is_no_sound_is_refused_and_leaves_nothing(tmp_path, settings):
    (tmp_path / "aa-1.mp3").write_bytes(b"<script>")
    file = written(tmp_path, [*row(), "3000"], names=(*CELLS, "duration"))
    report = import_media(file, options=Options(files=tmp_path))
    assert counts(report) == (0, 0, 0, 1)
    assert not MediaImport.objects.exists()


def test_second_import_of_the_same_list_changes_nothing(tmp_path):
    (tmp_path / "1.jpg").write_bytes(picture_bytes(format="JPEG"))
    file = written(tmp_path, row(), row(identifier="bb-2", url="https://example.org/2.jpg"))
    for expected in ((2, 0, 0, 0), (0, 0, 2, 0)):
        assert counts(import_media(file, options=Options(files=tmp_path))) == expected
    assert (MediaItem.objects.count(), LinkedWork.objects.count(), LicenceRecord.objects.count()) == (1, 1, 1)


SECOND = {
    "identifier": "bb-2",
    "url": "https://example.org/2.jpg",
    "foreign_landing_url": "https://example.org/photo/2",
}


def two_of_the_same_file(tmp_path, **cells):
    for name in ("1.jpg", "2.jpg"):
        (tmp_path / name).write_bytes(picture_bytes(format="JPEG"))
    return written(tmp_path, row(), row(**SECOND | cells))


@pytest.mark.parametrize("dry_run", [False, True])
def test_file_that_is_here_under_the_same_licence_is_not_stored_twice(tmp_path, dry_run):
    file = two_of_the_same_file(tmp_path, title="La même halle")
    with override("en"):
        report = import_media(file, options=Options(files=tmp_path, dry_run=dry_run))
    assert counts(report) == (1, 0, 0, 1)
    assert reasons(report) == [
        (
            "images.csv, row 2",
            "This file is here already: “Une halle”. Use that one, it is the same to the last byte.",
        )
    ]
    assert MediaItem.objects.count() == (0 if dry_run else 1)


def test_sound_that_is_here_already_is_not_stored_twice(tmp_path):
    names = (*CELLS, "duration")
    for name in ("aa-1.mp3", "bb-2.mp3"):
        (tmp_path / name).write_bytes(b"ID3 dong")
    file = written(tmp_path, [*row(), "3000"], [*row(**SECOND, title="Dong"), "3000"], names=names)
    assert counts(import_media(file, options=Options(files=tmp_path))) == (1, 0, 0, 1)
    assert MediaItem.objects.get().title == "Une halle"


@pytest.mark.parametrize("dry_run", [False, True])
def test_file_that_is_here_under_another_licence_comes_in_and_the_report_says_so(tmp_path, dry_run):
    file = two_of_the_same_file(tmp_path, license="by", license_version="4.0")
    with override("en"):
        report = import_media(file, options=Options(files=tmp_path, dry_run=dry_run))
    assert counts(report) == (2, 0, 0, 0)
    said = [one["reason"] for one in report.warnings if one["source"] == "images.csv, row 2"]
    assert any(one.startswith("This file is here already as “Une halle”, under CC BY-SA 2.0.") for one in said)
    assert MediaItem.objects.count() == (0 if dry_run else 2)


def test_row_that_changed_is_taken_over(tmp_path):
    import_media(written(tmp_path, row()), options=Options())
    address = LinkedWork.objects.get().get_absolute_url()
    assert counts(import_media(written(tmp_path, row(title="La halle")), options=Options())) == (0, 1, 0, 0)
    assert (LinkedWork.objects.get().title, LinkedWork.objects.get().get_absolute_url()) == ("La halle", address)


@pytest.mark.parametrize("is_here", [True, False], ids=["file", "link"])
@pytest.mark.parametrize("title", ["Une halle", "La halle"], ids=["as it was", "changed"])
def test_what_was_deleted_here_does_not_come_back(tmp_path, is_here, title):
    (tmp_path / "1.jpg").write_bytes(picture_bytes(format="JPEG"))
    options = Options(files=tmp_path if is_here else None)
    import_media(written(tmp_path, row()), options=options)
    for one in (*LicensedImage.objects.all(), *LinkedWork.objects.all()):
        one.delete()

    report = import_media(written(tmp_path, row(title=title)), options=options)

    assert counts(report) == (0, 0, 1, 0)
    (warning,) = report.warnings
    assert warning["reason"] == (
        "Supprimé sur le site, il ne revient pas de lui-même. Pour l’avoir de nouveau, importez-le avec"
        " «\u00a0Faire revenir ce qui a été supprimé ici\u00a0» (--bring-back)."
    )
    assert [model.objects.count() for model in (MediaItem, LinkedWork, MediaImport)] == [0, 0, 1]

    asked = import_media(written(tmp_path, row(title=title)), options=replace(options, bring_back=True))
    again = import_media(written(tmp_path, row(title=title)), options=options)

    assert counts(asked) == (1, 0, 0, 0)
    assert counts(again) == (0, 0, 1, 0)
    assert MediaItem.objects.count() + LinkedWork.objects.count() == 1


def test_link_whose_file_comes_later_becomes_a_media_item(tmp_path):
    file = written(tmp_path, row())
    import_media(file, options=Options())
    (tmp_path / "1.jpg").write_bytes(picture_bytes(format="JPEG"))
    assert counts(import_media(file, options=Options(files=tmp_path))) == (0, 1, 0, 0)
    assert (MediaItem.objects.count(), LinkedWork.objects.count(), MediaImport.objects.count()) == (1, 0, 1)


def test_list_that_names_another_licence_later_does_not_change_the_file(tmp_path):
    (tmp_path / "1.jpg").write_bytes(picture_bytes(format="JPEG"))
    import_media(written(tmp_path, row()), options=Options(files=tmp_path))
    report = import_media(written(tmp_path, row(license="by-nc")), options=Options(files=tmp_path))
    assert LicensedImage.objects.get().licence == "cc-by-sa-2.0"
    assert "garde celle" in report.warnings[-1]["reason"]


def test_dry_run_stores_nothing(tmp_path, settings):
    (tmp_path / "1.jpg").write_bytes(picture_bytes(format="JPEG"))
    file = written(tmp_path, row(), row(identifier="bb-2", url=""))
    assert counts(import_media(file, options=Options(files=tmp_path, dry_run=True))) == (2, 0, 0, 0)
    assert [model.objects.count() for model in (MediaItem, LinkedWork, MediaImport)] == [0, 0, 0]


def test_row_that_cannot_come_in_is_refused_with_a_reason_and_the_others_go_on(tmp_path):
    file = written(
        tmp_path, row(license="cc0", license_version="3"), row(identifier="bb-2"), row(identifier="bb-2"),
        row(identifier="cc-3", foreign_landing_url=""), row(identifier="dd-4", license="by-nc-nd", license_version="4"),
    )  # fmt: skip
    report = import_media(file, options=Options())
    assert counts(report) == (2, 0, 0, 3)
    assert [source for source, _reason in reasons(report)] == [
        "images.csv, ligne 1", "images.csv, ligne 3", "images.csv, ligne 4",
    ]  # fmt: skip
    assert reasons(report)[0][1] == "CC0 3.0 n’existe pas. La seule version est la 1.0."


def test_work_that_is_gone_from_its_source_is_no_link(tmp_path):
    file = written(tmp_path, [*row(), "t"], names=(*CELLS, "removed_from_source"))
    report = import_media(file, options=Options())
    assert counts(report) == (0, 0, 0, 1)


def test_formula_in_a_list_is_only_text(tmp_path):
    import_media(written(tmp_path, row(title='=HYPERLINK("https://example.org";"x")')), options=Options())
    assert LinkedWork.objects.get().title == '=HYPERLINK("https://example.org";"x")'


def test_untitled_work_has_no_title_in_its_credit(tmp_path):
    import_media(written(tmp_path, row(title="")), options=Options())
    work = LinkedWork.objects.get()
    assert (work.title, work.as_work().title) == ("", "")
    assert Client().get(work.get_absolute_url()).status_code == 200


def test_command_reports_in_words_and_as_json(tmp_path):
    file = written(tmp_path, row())
    out = StringIO()
    call_command("import_media", file, "--dry-run", stdout=out)
    assert "Créés\u00a0: 1" in out.getvalue()
    out = StringIO()
    call_command("import_media", file, "--json", stdout=out)
    assert json.loads(out.getvalue())["media"][0]["title"] == "Une halle"


def test_command_says_what_is_wrong(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_media", tmp_path / "absent.csv")
    with pytest.raises(CommandError):
        call_command("import_media", written(tmp_path, [1], names=["a"]))
    with pytest.raises(CommandError):
        call_command("import_media", written(tmp_path, row()), "--files", tmp_path / "absent")


@pytest.mark.data
def test_real_list_of_sounds_comes_in_as_links_and_once(real_inputs):
    path = real_inputs / "openverse" / "audio.csv"
    assert counts(import_media(path, options=Options())) == (50, 0, 0, 0)
    assert counts(import_media(path, options=Options())) == (0, 0, 50, 0)


@pytest.mark.data
def test_real_list_of_pictures_says_why_some_stay_out(real_inputs, tmp_path):
    with (real_inputs / "openverse" / "images.csv").open(encoding="utf-8", newline="") as whole:
        rows = list(csv.DictReader(whole))
    chosen = [one for one in rows if one["license"] == "cc0" and one["license_version"] == "3"] + rows[:40]
    file = written(tmp_path, *[one.values() for one in chosen], names=list(rows[0]))
    report = import_media(file, options=Options())
    assert report.created + len(report.refused) == len(chosen)
    assert report.refused[0]["reason"] == "CC0 3.0 n’existe pas. La seule version est la 1.0."
