"""From a file that somebody added to a media item of the pool: at once, or read before."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from commons.library.domain import offering, stored_files, upload_mail, uploads
from commons.library.domain.hashes import digest, items_with
from commons.library.domain.offering import Said
from commons.library.models import (
    LicenceRecord,
    LicensedImage,
    LicensedMedia,
    MediaItem,
    MediaUpload,
    PicturedPeople,
    UsualLicence,
)
from tests.factories.people import PersonFactory
from tests.factories.uploads import film_bytes, pdf_bytes, photo, sent
from wiki.models import Decision

pytestmark = pytest.mark.django_db

SAID = {
    "title": "Le marché",
    "licence": "cc-by-sa-4.0",
    "authors": ("Awa Diallo",),
    "is_own": True,
    "alternative": "Des étals",
}


@pytest.fixture(autouse=True)
def folder(uploads_dir, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return uploads_dir


@pytest.fixture
def awa():
    return PersonFactory(groups=("contributor",), display_name="Awa Diallo")


@pytest.fixture
def known():
    return PersonFactory(groups=("known",), display_name="Jeanne Riou")


@pytest.fixture
def steward():
    return PersonFactory(groups=("steward",))


def added(user, name="marche.jpg", content=None):
    return uploads.store_upload(user, sent(name, content or photo()))


def stored(tmp_path):
    folder = tmp_path / "media"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def said(**more):
    return Said(**SAID | more)


def test_known_person_offers_at_once(known, folder, tmp_path, django_capture_on_commit_callbacks):
    upload = added(known)
    with django_capture_on_commit_callbacks(execute=True):
        item = offering.offer(
            upload, said(people="agreed", tags=("étal",), made_with="Flux", description="Jeudi"), by=known
        )
    assert item.is_public
    assert (item.title, item.licence, item.made_with, item.slug) == ("Le marché", "cc-by-sa-4.0", "Flux", "le-marche")
    assert (item.image.description, item.image.uploaded_by_user, item.image.width) == ("Des étals", known, 64)
    assert [str(tag) for tag in item.tags.all()] == ["étal"]
    assert item.facts["width"] == 64
    assert PicturedPeople.objects.get(item=item).answer == "agreed"
    assert UsualLicence.objects.get(user=known).licence == "cc-by-sa-4.0"
    assert (MediaUpload.objects.count(), list(folder.iterdir())) == (0, [])
    assert "marche.jpg" in stored(tmp_path)
    assert item.image.renditions.exists()


def test_item_is_found_by_the_hash_of_what_was_sent_and_its_licence_has_its_evidence(known):
    content = film_bytes()
    item = offering.offer(added(known, "film.mp4", content), said(people="nobody"), by=known)
    assert list(items_with(digest(content))) == [item]
    assert item.sha256 != digest(content)
    record = LicenceRecord.objects.get(item=item)
    assert (record.licence, record.kind, record.by) == ("cc-by-sa-4.0", "own", known)


def test_contributor_is_read_before(awa, steward, folder):
    upload = added(awa)
    assert offering.offer(upload, said(), by=awa) is None
    assert (MediaItem.objects.count(), upload.state) == (0, "waiting")
    item = offering.accept(upload, said(), by=steward)
    assert (item.is_public, item.image.uploaded_by_user) == (True, awa)
    decision = Decision.objects.get()
    assert (decision.kind, decision.person, decision.by) == ("media_in", awa, steward)


def test_accepted_files_count_for_trust(awa, steward, settings):
    settings.TRUST_AFTER = 1
    upload = added(awa)
    offering.offer(upload, said(), by=awa)
    offering.accept(upload, said(), by=steward)
    assert uploads.may_offer_at_once(type(awa).objects.get(pk=awa.pk))


def test_question_and_refusal_reach_the_sender_with_the_words(awa, steward):
    upload = added(awa)
    offering.offer(upload, said(), by=awa)
    offering.ask(upload, by=steward, word="Qui est sur la photo ?")
    upload_mail.tell_sender(upload)
    assert (upload.state, upload.is_open) == ("asked", True)
    offering.offer(upload, said(), by=awa)
    offering.refuse(upload, by=steward, word="Trop floue")
    upload_mail.tell_sender(upload)
    assert [message.to for message in mail.outbox] == [[awa.email], [awa.email]]
    assert "Qui est sur la photo ?" in mail.outbox[0].body
    assert "Trop floue" in mail.outbox[1].body
    assert Decision.objects.get().reason == "Trop floue"
    assert Decision.objects.get().person is None
    assert upload.path.exists()


def test_reviewers_get_one_message_for_all_that_somebody_sends(awa, steward):
    for number in range(3):
        upload = added(awa, content=photo(colour=(80 * number, 0, 0)))
        offering.offer(upload, said(), by=awa)
        upload_mail.tell_reviewers(upload)
    assert [message.to for message in mail.outbox] == [[steward.email]]


def test_second_of_two_reviewers_decides_nothing(awa, steward):
    upload = added(awa)
    offering.offer(upload, said(), by=awa)
    mine = MediaUpload.objects.get()
    offering.accept(upload, said(), by=steward)
    for verb in (
        lambda: offering.accept(mine, said(), by=steward),
        lambda: offering.refuse(mine, by=steward, word="Non"),
        lambda: offering.ask(mine, by=steward, word="Qui ?"),
        lambda: offering.take_back(mine),
    ):
        with pytest.raises((offering.AlreadyGone, FileNotFoundError)):
            verb()
    assert MediaItem.objects.count() == 1


def test_upload_that_was_taken_back_meanwhile_does_not_enter(awa, steward, tmp_path):
    upload = added(awa)
    offering.offer(upload, said(), by=awa)
    seen = MediaUpload.objects.get()
    offering.take_back(upload)
    with pytest.raises(offering.AlreadyGone):
        offering.accept(seen, said(), by=steward)
    offering.offer(upload, said(title="Autre chose"), by=awa)
    for decide in (offering.accept, offering.refuse, offering.ask):
        with pytest.raises(offering.AlreadyGone):
            decide(seen, **({"said": said()} if decide is offering.accept else {"word": "Non"}), by=steward)
    assert (MediaUpload.objects.get().state, MediaItem.objects.count(), stored(tmp_path)) == ("waiting", 0, [])


def test_record_that_the_library_does_not_take_leaves_nothing(known, tmp_path):
    upload = added(known)
    with pytest.raises(ValidationError):
        offering.offer(upload, said(title=""), by=known)
    assert (LicensedImage.objects.count(), stored(tmp_path), upload.path.exists()) == (0, [], True)


def test_disk_that_fills_up_in_the_middle_leaves_no_half_item(known, tmp_path, monkeypatch):
    upload = added(known)

    def full(name, content, **_options):
        Path(tmp_path / "media" / "original_images").mkdir(parents=True)
        (tmp_path / "media" / name).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(OSError, match="No space"):
        offering.offer(upload, said(), by=known)
    assert (LicensedImage.objects.count(), MediaItem.objects.count(), stored(tmp_path)) == (0, 0, [])
    assert (MediaUpload.objects.get(), upload.path.exists()) == (upload, True)


def test_file_is_not_read_again_once_the_database_is_locked(known, monkeypatch):
    upload = added(known, "film.mp4", film_bytes())
    content, opened = upload.path.read_bytes(), []
    real = default_storage.open
    monkeypatch.setattr(default_storage, "open", lambda name, *mode: opened.append(name) or real(name, *mode))
    item = offering.offer(upload, said(people="nobody"), by=known)
    assert (item.sha256, opened) == (digest(content), [])


def test_failure_after_the_file_was_stored_leaves_no_orphan(known, tmp_path, monkeypatch):
    upload = added(known)

    def broken(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(offering, "_item", broken)
    with pytest.raises(RuntimeError):
        offering.offer(upload, said(), by=known)
    assert (LicensedImage.objects.count(), stored(tmp_path), MediaUpload.objects.count()) == (0, [], 1)
    assert upload.path.exists()


def test_what_a_process_that_was_killed_left_in_the_library_is_found(known, tmp_path):
    """Between the bytes and the row: the file has no row, and the upload is still there to be offered again."""
    upload = added(known)
    row = LicensedImage(title="x", file=ContentFile(photo(), name="marche.jpg"))
    stored_files.store(row, "marche.jpg", row.file.file)
    assert stored_files.orphans(older_than=timedelta(seconds=-1)) == ["original_images/marche.jpg"]
    assert offering.offer(upload, said(), by=known).is_public


def test_video_has_the_columns_of_its_facts(known):
    upload = added(known, "film.mp4", film_bytes())
    item = offering.offer(upload, said(title="La fabrique", people="nobody"), by=known)
    media = LicensedMedia.objects.get()
    assert (item.kind, media.type, media.duration, media.width, media.height) == ("video", "video", 2.0, 64, 48)


def test_withdrawn_item_is_no_longer_public_and_stays_in_the_library(known, steward):
    item = offering.offer(added(known), said(), by=known)
    offering.withdraw(item, by=known, reason="Pas la bonne photo")
    assert (item.is_public, LicensedImage.objects.count(), Decision.objects.count()) == (False, 1, 0)
    other = offering.offer(added(known, "plan.pdf", pdf_bytes()), said(title="Le plan"), by=known)
    offering.withdraw(other, by=steward, reason="Sous droits")
    assert Decision.objects.get().reason == "Sous droits"


def test_deleted_item_goes_with_its_file(known, tmp_path, django_capture_on_commit_callbacks):
    item = offering.offer(added(known), said(), by=known)
    with django_capture_on_commit_callbacks(execute=True):
        offering.delete(item, by=known, reason="Une erreur")
    assert (MediaItem.objects.count(), [name for name in stored(tmp_path) if name.startswith("marche")]) == (0, [])


def test_whoever_leaves_takes_along_what_they_were_adding(awa, folder):
    added(awa)
    offering.forget_uploads_of(awa)
    assert (MediaUpload.objects.count(), list(folder.iterdir())) == (0, [])
