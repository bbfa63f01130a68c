"""Files that contributors send: checked, cleaned and read one by one, private until they are offered."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from commons.library.domain import uploads
from commons.library.domain.picture_formats import FileRefused
from commons.library.models import MediaUpload
from tests.factories.people import PersonFactory
from tests.factories.uploads import PLACE, film_bytes, pdf_bytes, photo, sent, sound_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(uploads_dir):
    return uploads_dir


@pytest.fixture
def awa():
    return PersonFactory(groups=("contributor",), display_name="Awa Diallo")


def files(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def refused(user, name, content):
    with pytest.raises(FileRefused) as error:
        uploads.store_upload(user, sent(name, content))
    return str(error.value)


def test_file_is_stored_with_what_it_says(awa, folder):
    content = photo()
    upload = uploads.store_upload(awa, sent("marche.jpg", content))
    assert (upload.kind, upload.name, upload.state) == ("image", "marche.jpg", "draft")
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert (upload.facts["width"], upload.facts["height"]) == (64, 48)
    assert files(folder) == [upload.path.name]
    assert upload.path.stat().st_mode & 0o077 == 0


def test_same_bytes_again_are_the_file_that_is_there(awa, folder):
    first = uploads.store_upload(awa, sent("marche.jpg", photo()))
    again = uploads.store_upload(awa, sent("autre.jpg", photo()))
    assert (again, MediaUpload.objects.count(), len(files(folder))) == (first, 1, 1)
    other = PersonFactory(groups=("contributor",))
    assert uploads.store_upload(other, sent("marche.jpg", photo())) != first


def test_place_of_a_film_is_not_stored_and_the_hash_is_of_what_was_sent(awa):
    upload = uploads.store_upload(awa, sent("film.mp4", film_bytes()))
    assert PLACE not in upload.path.read_bytes()
    assert upload.sha256 == hashlib.sha256(film_bytes()).hexdigest()


BAD = {
    "JavaScript in a PDF": ("a.pdf", pdf_bytes(javascript=True), "JavaScript"),
    "PDF with a password": ("a.pdf", pdf_bytes(password="x"), "mot de passe"),
    "half a PDF": ("a.pdf", b"%PDF-1.7\nhalf", "illisible"),
    "half a film": ("a.mp4", film_bytes()[:200], "coupé avant la fin"),
    "film without its index": ("a.mp4", film_bytes()[:44], "coupé avant la fin"),
    "empty file": ("a.pdf", b"", "vide"),
    "no name": ("\u202e", photo(), "renommez-le"),
    "name that lies": ("a.pdf", photo(), "dit autre chose"),
}  # fmt: skip


@pytest.mark.parametrize("case", list(BAD))
def test_refused_file_leaves_nothing(awa, folder, case):
    name, content, words = BAD[case]
    file = sent("x", content)
    file._name = name
    with pytest.raises(FileRefused, match=words):
        uploads.store_upload(awa, file)
    assert (files(folder), MediaUpload.objects.count()) == ([], 0)


@pytest.mark.parametrize("name", ["../../../etc/passwd.jpg", "a\x00b.jpg", "\u202egpj.jpg"])
def test_name_never_leads_out_of_the_folder(awa, folder, name):
    file = sent("x", photo())
    file._name = name
    upload = uploads.store_upload(awa, file)
    assert upload.path.parent == folder
    assert "/" not in upload.name
    assert upload.name.isprintable()


def test_disk_that_fills_up_in_the_middle_leaves_nothing(awa, folder, monkeypatch):
    class Full:
        name, size = "marche.jpg", 10

        def chunks(self):
            yield b"\xff\xd8\xff"
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(FileRefused, match="plus de place"):
        uploads.store_upload(awa, Full())
    assert (files(folder), MediaUpload.objects.count()) == ([], 0)
    monkeypatch.setattr(uploads, "_free_space", lambda: 10)
    assert "plus de place" in refused(awa, "marche.jpg", photo())


def test_row_that_cannot_be_written_leaves_no_file(awa, folder, monkeypatch):
    def locked(**_values):
        raise RuntimeError

    monkeypatch.setattr(MediaUpload.objects, "create", locked)
    with pytest.raises(RuntimeError):
        uploads.store_upload(awa, sent("marche.jpg", photo()))
    assert files(folder) == []


def test_list_of_a_person_has_an_end(awa, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 1)
    uploads.store_upload(awa, sent("marche.jpg", photo()))
    assert "attend" in refused(awa, "port.jpg", photo(colour=(1, 2, 3)))
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 50)
    monkeypatch.setattr(uploads, "MOST_OF_A_PERSON", 100)
    assert "pèsent trop lourd" in refused(awa, "port.jpg", photo(colour=(1, 2, 3)))


def test_file_larger_than_the_bound_is_refused_by_its_announced_size(awa, settings):
    settings.MEDIA_LARGEST_FILE = 1000
    assert "1\u202fko" in refused(awa, "chant.wav", sound_bytes()).replace("\u00a0", "\u202f")


def test_what_nobody_offers_is_forgotten_and_so_is_what_a_killed_process_left(awa, folder, capsys):
    old = uploads.store_upload(awa, sent("marche.jpg", photo()))
    waits = uploads.store_upload(awa, sent("port.jpg", photo(colour=(1, 2, 3))))
    recent = uploads.store_upload(awa, sent("quai.jpg", photo(colour=(9, 2, 3))))
    before = timezone.now() - timedelta(days=31)
    MediaUpload.objects.filter(pk__in=[old.pk, waits.pk]).update(changed_at=before)
    MediaUpload.objects.filter(pk=waits.pk).update(state="waiting")
    killed, being_sent = folder / "killed.part", folder / "sent.part"
    for path in (killed, being_sent):
        path.write_bytes(b"x")
    os.utime(killed, (before.timestamp(), before.timestamp()))
    call_command("delete_expired_data")
    assert "Files that nobody offered: 2." in capsys.readouterr().out
    assert set(MediaUpload.objects.all()) == {waits, recent}
    assert files(folder) == sorted([waits.path.name, recent.path.name, "sent.part"])


@pytest.mark.parametrize(
    ("group", "sends", "at_once"),
    [
        ("newcomer", False, False),
        ("contributor", True, False),
        ("known", True, True),
        ("editor", True, True),
        ("steward", True, True),
        ("temporary", False, False),
    ],
)
def test_who_sends_and_who_is_read_before(group, sends, at_once):
    person = PersonFactory(groups=(group,))
    if group == "temporary":
        person.ends_at = timezone.now() + timedelta(hours=1)
    assert (uploads.may_upload(person), uploads.may_offer_at_once(person)) == (sends, at_once)


def test_folder_is_inside_the_data_and_not_among_what_is_served(settings):
    assert Path(settings.MEDIA_ROOT) not in Path(settings.UPLOADS_DIR).parents
