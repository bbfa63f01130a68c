"""A file deposited after an event, by the link of the mail: without an account, cleaned, and nobody's before a look."""

from __future__ import annotations

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from commons.library.models import MediaItem, MediaUpload
from programme.domain import deposits
from programme.domain.outcomes import token_of
from programme.models import Deposit, EditionPage, EventPage, Outcome
from programme.models.deposit import waiting_files
from tests.committed import committed
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_event, when
from tests.factories.uploads import pdf_bytes
from tests.words import words_of
from wiki.models import Decision

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}
YESTERDAY = timezone.localdate() - timedelta(days=1)
SAID = {
    "people": "12", "file_shows": "La carte de Recouvrance", "file_by": "Nolwenn", "file_licence": "cc-by-4.0",
    "file_people": "nobody",
}  # fmt: skip
BILAN = "/programme/fini/coordination/bilan/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    settings.WAITING_PHOTOS_DIR, settings.UPLOADS_DIR = tmp_path / "waiting", tmp_path / "uploads"
    place = waiting_files().location
    monkeypatch.setattr(Deposit._meta.get_field("file").storage, "location", place)
    return Path(place)


@pytest.fixture
def edition():
    return make_edition("Fini", slug="fini", acronym="fini", starts_on=YESTERDAY, ends_on=YESTERDAY)


@pytest.fixture
def event(edition):
    return make_event("Cartopartie", edition=edition, times=(when(10, day=YESTERDAY),))


@pytest.fixture
def coordinator(client, edition):
    person = PersonFactory()
    edition.coordinators.set([person])
    edition.save()
    return person


def photo(*, size=(40, 30), name="IMG_1.jpg"):
    content, picture = BytesIO(), Image.new("RGB", size, (29, 78, 137))
    exif = picture.getexif()
    exif.get_ifd(0x8825)[2] = (48.0, 43.0, 0.0)
    picture.save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def link(event):
    return f"/bilan/{token_of(event.occurrences.get())}/"


def send(client, event, **said):
    return client.post(link(event), {"file": photo(), **SAID, **said}, headers=FRENCH)


def files_in(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def decide(client, do, row=None):
    return client.post(BILAN, {"do": do, "fichier": str((row or Deposit.objects.get()).pk)}, headers=FRENCH)


def test_file_waits_without_its_place_and_nobody_sees_it_before_somebody_has_looked(client, event, folder):
    assert send(client, event).status_code == 302
    row = Deposit.objects.get()
    assert (row.name, row.shows, row.made_by, row.licence, Outcome.objects.get().people) == (
        "IMG_1.jpg", "La carte de Recouvrance", "Nolwenn", "cc-by-4.0", 12,
    )  # fmt: skip
    with Image.open(folder / row.file.name) as stored:
        assert not stored.getexif().get_ifd(0x8825)
    assert (folder / row.file.name).stat().st_mode & 0o777 == 0o600
    assert (MediaItem.objects.count(), MediaUpload.objects.count()) == (0, 0)
    committed()
    assert "La carte de Recouvrance" not in client.get(event.url, headers=FRENCH).text
    page = client.get(link(event), headers=FRENCH)
    assert "1 fichier de cet événement attend" in words_of(page, "form")
    assert "Nolwenn" not in page.text


def test_coordinator_looks_at_it_takes_it_and_it_is_in_the_pool_and_on_the_page_of_its_event(
    client, event, folder, coordinator, django_capture_on_commit_callbacks
):  # fmt: skip
    send(client, event)
    client.force_login(coordinator)
    assert "1 fichier d’événement à regarder" in client.get("/a-relire/", headers=FRENCH).text.replace("\xa0", " ")
    shown = client.get(BILAN, headers=FRENCH)
    assert "La carte de Recouvrance" in words_of(shown, ".coordination__files")
    assert "CC BY 4.0" in words_of(shown, ".coordination__files")
    looked = client.get(BeautifulSoup(shown.content, "html.parser").select_one(".coordination__files a")["href"])
    assert (looked.status_code, looked["content-type"], "no-store" in looked["cache-control"]) == (
        200, "image/jpeg", True,
    )  # fmt: skip
    assert "sandbox" in looked["content-security-policy"]
    assert looked.getvalue()

    with django_capture_on_commit_callbacks(execute=True):
        assert decide(client, "take").status_code == 302

    item = MediaItem.objects.get()
    row = item.file_row
    assert (item.title, item.is_public, row.licence, row.credits[0]["name"]) == (
        "La carte de Recouvrance", True, "cc-by-4.0", "Nolwenn",
    )  # fmt: skip
    works = EventPage.objects.get(pk=event.pk).works.raw_data
    assert [(one["value"]["item"], one["value"]["role"]) for one in works] == [(f"media:{item.pk}", "produced")]
    assert (Deposit.objects.count(), files_in(folder), MediaUpload.objects.count()) == (0, [], 0)
    assert list(Decision.objects.values_list("kind", "by")) == [("media_in", coordinator.pk)]
    committed()
    made = words_of(client.get(event.url, headers=FRENCH), ".event-works__row")
    assert ("La carte de Recouvrance" in made, "Par Nolwenn" in made) == (True, True)


def test_queue_asks_no_more_for_editions_where_no_file_waits(client, event, coordinator, django_assert_num_queries):
    send(client, event)
    client.force_login(coordinator)
    for year in (2021, 2022, 2023):
        make_edition(f"Fête {year}", slug=f"fete-{year}")
    client.get("/a-relire/")

    with django_assert_num_queries(16):
        client.get("/a-relire/")


def test_what_is_not_taken_leaves_nothing(client, event, folder, coordinator, django_capture_on_commit_callbacks):
    send(client, event)
    client.force_login(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        assert decide(client, "leave").status_code == 302
    assert (Deposit.objects.count(), files_in(folder), MediaItem.objects.count()) == (0, [], 0)


def test_slides_are_taken_too(client, event, coordinator):
    send(client, event, file=SimpleUploadedFile("diapos.pdf", pdf_bytes(), "application/pdf"))
    client.force_login(coordinator)
    looked = client.get(f"{BILAN}fichiers/{Deposit.objects.get().pk}/")
    assert looked["content-disposition"] == 'attachment; filename="diapos.pdf"'
    assert looked.getvalue()
    assert decide(client, "take").status_code == 302
    assert MediaItem.objects.get().kind == "document"


def test_those_who_coordinate_alone_see_what_waits(client, event, log_in, edition):
    send(client, event)
    row = Deposit.objects.get()
    here = f"{BILAN}fichiers/{row.pk}/"
    assert client.get(here).status_code == 302
    log_in("contributor")
    assert (client.get(here).status_code, decide(client, "take").status_code) == (403, 403)
    log_in("editor")
    make_edition("Autre", slug="autre", acronym="autre")
    assert client.get(f"/programme/autre/coordination/bilan/fichiers/{row.pk}/").status_code == 404
    assert Deposit.objects.count() == 1


@pytest.mark.parametrize("name", ["file_shows", "file_by", "file_licence", "file_people"])
def test_file_comes_with_all_that_is_asked_of_it_or_not_at_all(client, event, name, folder):
    answer = send(client, event, **{name: ""})
    assert answer.status_code == 422
    assert "ou envoyez votre réponse sans le fichier" in answer.text.replace("\xa0", " ")
    assert "Choisissez à nouveau le fichier" in answer.text
    assert (Deposit.objects.count(), Outcome.objects.count(), files_in(folder)) == (0, 0, [])
    assert client.post(link(event), {"people": "12"}, headers=FRENCH).status_code == 302


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"file": SimpleUploadedFile("a.jpg", b"<script>")}, "a.jpg"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 100)}, "Ce type de fichier"),
        ({"file_licence": "all-rights-reserved"}, "Sélectionnez un choix valide"),
        ({"file_people": "not_asked"}, "Sélectionnez un choix valide"),
        ({"file_shows": "deux\nlignes\x00"}, "caractère"),
    ],
)
def test_what_the_pool_does_not_take_is_a_sentence_and_nothing_is_stored(client, event, said, sentence, folder):
    answer = send(client, event, **said)
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert (Deposit.objects.count(), Outcome.objects.count(), files_in(folder)) == (0, 0, [])


def test_file_is_bounded(client, event, monkeypatch, folder):
    monkeypatch.setattr(deposits, "LARGEST", 100)
    assert "dépasse 100" in send(client, event).text.replace("\xa0", " ")
    monkeypatch.undo()


def test_same_file_twice_waits_once_and_so_many_are_too_many(client, event, monkeypatch):
    for _again in range(2):
        assert send(client, event).status_code == 302
    assert Deposit.objects.count() == 1
    monkeypatch.setattr(deposits, "MOST_OF_A_DATE", 1)
    answer = send(client, event, file=photo(size=(41, 30)))
    assert (answer.status_code, "Tant de fichiers attendent" in answer.text) == (422, True)
    assert Deposit.objects.count() == 1


def test_full_disk_is_a_sentence_and_the_answer_can_be_sent_without_the_file(client, event, monkeypatch, folder):
    monkeypatch.setattr(deposits, "_free_space", lambda: 0)
    answer = send(client, event)
    assert (answer.status_code, Deposit.objects.count(), files_in(folder)) == (422, 0, [])
    assert "plus de place" in answer.text.replace("\xa0", " ")


def test_coordinator_is_told_before_the_archive_that_files_wait(client, event, coordinator):
    client.force_login(coordinator)
    said = "Des fichiers attendent ci-dessus"
    assert said not in client.get(BILAN, headers=FRENCH).text
    send(client, event)
    assert said in client.get(BILAN, headers=FRENCH).text


def test_archive_takes_no_file_and_none_that_waits(client, event, coordinator, folder):
    send(client, event)
    EditionPage.objects.update(frozen_at=timezone.now())
    assert send(client, event, file=photo(size=(41, 30))).status_code == 422
    client.force_login(coordinator)
    assert decide(client, "take").status_code == 422
    assert (Deposit.objects.count(), len(files_in(folder)), MediaItem.objects.count()) == (1, 1, 0)


def test_file_that_cannot_enter_waits_with_its_reason(client, event, coordinator, folder):
    send(client, event)
    waiting_files().delete(Deposit.objects.get().file.name)
    client.force_login(coordinator)
    answer = decide(client, "take")
    assert (answer.status_code, "n’est plus sur le disque" in answer.text) == (422, True)
    assert Deposit.objects.get().taken_at is None


def test_two_who_take_it_at_once_take_it_once(client, event, coordinator):
    send(client, event)
    Deposit.objects.update(taken_at=timezone.now())
    client.force_login(coordinator)
    answer = decide(client, "take")
    assert (answer.status_code, "Quelqu’un a été plus rapide" in answer.text) == (422, True)
    assert MediaItem.objects.count() == 0


def test_event_that_is_deleted_takes_its_files_and_what_nobody_looked_at_is_forgotten(
    client, event, folder, django_capture_on_commit_callbacks
):  # fmt: skip
    send(client, event)
    with django_capture_on_commit_callbacks(execute=True):
        EventPage.objects.get(pk=event.pk).delete()
    assert (Deposit.objects.count(), files_in(folder)) == (0, [])

    other = make_event("Bal", edition=event.edition, slug="bal", times=(when(9, day=YESTERDAY),))
    send(client, other)
    left = folder / "reste.jpg"
    left.write_bytes(b"x")
    os.utime(left, (0, 0))
    assert deposits.forget_deposits() == 1
    Deposit.objects.update(sent_at=timezone.now() - timedelta(days=366))
    with django_capture_on_commit_callbacks(execute=True):
        assert deposits.forget_deposits() == 1
    assert (Deposit.objects.count(), files_in(folder)) == (0, [])
