"""Pictures and files that come in with a text: what is refused is said, what fails leaves nothing on the disk."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils.translation import override
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.domain import ingest
from commons.library.domain.ingest import Library
from commons.library.domain.picture_formats import FileRefused
from commons.library.models import LicensedDocument, LicensedImage
from commons.library.record import Attachment, Credit, Picture
from tests.factories import places
from tests.factories.media import picture_bytes
from tests.factories.people import PersonFactory
from tests.factories.uploads import PLACE, zip_bytes
from wiki.pool import Answers, Refused, pool

pytestmark = pytest.mark.django_db

AWA = (Credit("Awa", "photographer"),)


@pytest.fixture(autouse=True)
def _in_english(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with override("en"):
        yield


def picture(folder, name="marche.png", *, colour=(1, 2, 3), **record):
    file = folder / name
    file.write_bytes(picture_bytes(colour=colour))
    values = {"licence": "cc-by-4.0", "credits": AWA, "alt": "Un marché", "title": "Le marché"} | record
    return Picture(path=name, file=file, **values)


def stored():
    root = FileSystemStorage().base_location
    return sorted(str(path.relative_to(root)) for path in Path(root).rglob("*") if path.is_file())


def restricted():
    collection = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.PASSWORD, password="mot"
    )
    return collection


def test_file_that_is_not_there_or_too_large_is_named_and_the_others_come(tmp_path, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 2048
    (tmp_path / "plan.pdf").write_bytes(b"%PDF" + b"0" * 2045)
    (tmp_path / "petit.pdf").write_bytes(b"%PDF" + b"0" * 2044)
    library = Library()

    problems = library.ingest(
        pictures=[picture(tmp_path), Picture(path="perdu.png", file=tmp_path / "perdu.png"), Picture(path="rien.png")],
        files=[Attachment(path=name, file=tmp_path / name) for name in ("plan.pdf", "petit.pdf")],
    )

    assert problems == [
        "perdu.png: This file is not beside the text.",
        "rien.png: This file is not beside the text.",
        "plan.pdf: This file is larger than 2\u00a0kB.",
    ]
    assert (list(library.pictures), list(library.files)) == (["marche.png"], ["petit.pdf"])


def test_disk_that_fills_up_at_the_second_picture_keeps_neither(tmp_path, monkeypatch):
    whole = FileSystemStorage._save

    def second_is_cut(storage, name, content):
        if stored():
            (Path(storage.base_location) / name).write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(storage, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", second_is_cut)
    library = Library()

    with pytest.raises(OSError, match="No space left"):
        library.ingest(pictures=[picture(tmp_path), picture(tmp_path, "place.png", colour=(9, 9, 9))])

    assert stored() == ["original_images/marche.png"]
    library.forget_created()
    assert (stored(), library.created) == ([], [])


def test_record_that_is_not_sound_stores_no_byte(tmp_path):
    problems = Library().ingest(pictures=[picture(tmp_path, source_url="javascript:alert(1)")])

    assert problems == ["marche.png: Where it comes from: Enter a valid URL."]
    assert (stored(), LicensedImage.objects.count()) == ([], 0)


def test_picture_without_credits_or_licence_comes_in_and_says_neither(tmp_path):
    assert Library().ingest(pictures=[picture(tmp_path, licence="", credits=())]) == []

    found = LicensedImage.objects.get()
    assert (found.licence, found.credits) == ("", [])


def test_same_picture_is_found_again_by_its_bytes_and_its_record(tmp_path):
    first, second = Library(), Library()
    first.ingest(pictures=[picture(tmp_path)])
    second.ingest(pictures=[picture(tmp_path, "autre-nom.png")])

    assert second.pictures["autre-nom.png"] == first.pictures["marche.png"]
    assert second.created == []


@pytest.mark.parametrize(
    "other",
    [{"licence": "cc0-1.0"}, {"credits": (Credit("Lou"),)}, {"changes": "recadré"}, {"year": 1999}],
    ids=["licence", "people", "changes", "year"],
)
def test_uuid_does_not_make_another_record_the_same(tmp_path, other):
    first, second = Library(), Library()
    first.ingest(pictures=[picture(tmp_path)])
    uuid = str(first.pictures["marche.png"].uuid)
    second.ingest(pictures=[picture(tmp_path, uuid=uuid, **other)])

    assert second.pictures["marche.png"] != first.pictures["marche.png"]
    assert str(second.pictures["marche.png"].uuid) != uuid


def test_picture_whose_bytes_are_lost_is_stored_anew(tmp_path):
    first, second = Library(), Library()
    first.ingest(pictures=[picture(tmp_path)])
    lost = first.pictures["marche.png"]
    lost.file.storage.delete(lost.file.name)
    LicensedImage.objects.filter(pk=lost.pk).update(file_hash="")

    assert second.ingest(pictures=[picture(tmp_path, uuid=str(lost.uuid))]) == []
    assert second.pictures["marche.png"].pk != lost.pk
    assert len(stored()) == 1


@pytest.mark.parametrize("with_uuid", [True, False])
def test_what_is_in_a_restricted_collection_is_not_what_comes_in(tmp_path, with_uuid):
    first, second = Library(), Library()
    plan = Attachment(path="plan.pdf", file=tmp_path / "plan.pdf", licence="cc0-1.0")
    plan.file.write_bytes(b"%PDF")
    first.ingest(pictures=[picture(tmp_path)], files=[plan])
    closed = restricted()
    for model in (LicensedImage, LicensedDocument):
        model.objects.update(collection=closed)
    known = str(first.pictures["marche.png"].uuid) if with_uuid else ""

    second.ingest(pictures=[picture(tmp_path, uuid=known)], files=[plan])

    assert [item.collection.name for item in (*second.pictures.values(), *second.files.values())] == [
        Collection.get_first_root_node().name
    ] * 2
    assert first.pictures["marche.png"].pk != second.pictures["marche.png"].pk


def test_picture_that_is_no_longer_there_when_it_is_saved_is_said(tmp_path):
    """Opened before anything was locked, gone since."""
    library, coming = Library(), picture(tmp_path)
    library.check([coming, coming, Picture(path="sans.png")])
    coming.file.unlink()

    assert library.ingest(pictures=[coming]) == ["marche.png: This file is not beside the text."]


def test_what_was_checked_is_cleaned_already_and_only_stored(tmp_path, monkeypatch):
    (tmp_path / "rue.jpg").write_bytes(places.photo_with_a_place())
    (tmp_path / "halle.zip").write_bytes(zip_bytes(**{"halle.mp3": places.mp3_bytes()}))
    street = Picture(path="rue.jpg", file=tmp_path / "rue.jpg", licence="cc0-1.0", alt="Une rue")
    sound = Attachment(path="halle.zip", file=tmp_path / "halle.zip", licence="cc0-1.0")
    library = Library()
    library.check([street], [sound])
    monkeypatch.setattr(ingest, "as_served", lambda *_file: pytest.fail("cleaned while others wait"))
    monkeypatch.setattr(ingest, "check_picture", lambda *_file: pytest.fail("decoded while others wait"))
    assert library.ingest(pictures=[street], files=[sound]) == []
    with Image.open(library.pictures["rue.jpg"].file.path) as image:
        assert 0x8825 not in image.getexif()
    with zipfile.ZipFile(library.files["halle.zip"].file.path) as archive:
        assert PLACE not in archive.read("halle.mp3")


def test_picture_that_cannot_be_cleaned_is_named_and_stored_by_no_door(tmp_path, monkeypatch):
    def refused(_content, _name):
        problem = "Non."
        raise FileRefused(problem)

    monkeypatch.setattr(ingest, "as_served", refused)
    assert Library().ingest(pictures=[picture(tmp_path)]) == ["marche.png: Non."]
    assert stored() == []


def test_picture_that_is_a_zip_too_comes_in_by_no_door(tmp_path):
    (tmp_path / "deux.gif").write_bytes(picture_bytes(format="GIF") + zip_bytes(a=b"b"))
    [problem] = Library().ingest(pictures=[Picture(path="deux.gif", file=tmp_path / "deux.gif", licence="cc0-1.0")])
    assert problem.startswith("deux.gif: This file is two at once, GIF and ZIP")
    with pytest.raises(Refused):
        pool().take((tmp_path / "deux.gif").read_bytes(), "deux.gif", user=PersonFactory(), answers=Answers(shows="x"))
    assert stored() == []
