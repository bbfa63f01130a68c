"""In the administration: a licence changes with its reason, and a file that is here already is not stored twice unseen."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from commons.library.domain.hashes import digest, items_with
from commons.library.models import LicenceRecord, LicensedDocument, LicensedImage
from tests.factories.media import make_file, make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def licensed(**changes):
    return {
        "title": "Le plan", "licence": "cc-by-nc-4.0", "credits-0-name": "Awa", "credits-0-role": "author",
        "credits-0-url": "", "collection": "1", "tags": "",
    } | changes  # fmt: skip


def test_another_licence_asks_why(client, log_in):
    log_in("editor")
    document = make_file()
    response = client.post(reverse("wagtaildocs:edit", args=[document.pk]), licensed())
    assert set(response.context["form"].errors) == {"licence_change", "licence_reason"}
    assert 'name="licence_reason"' in response.content.decode()
    document.refresh_from_db()
    assert document.licence == "cc-by-4.0"


@pytest.mark.parametrize(("why", "change"), [("choice", "relicensed"), ("mistake", "corrected")])
def test_licence_changes_with_its_reason(client, log_in, why, change):
    person = log_in("editor")
    document = make_file()
    answers = licensed(licence_change=why, licence_reason="Vu avec son autrice")
    client.post(reverse("wagtaildocs:edit", args=[document.pk]), answers)
    record = LicenceRecord.objects.last()
    assert (record.licence, record.change, record.reason, record.by) == (
        "cc-by-nc-4.0", change, "Vu avec son autrice", person,
    )  # fmt: skip


def test_first_licence_asks_nothing(client, log_in):
    person = log_in("editor")
    document = make_file(licence="", credits=[])
    address = "https://example.org/plan"
    client.post(reverse("wagtaildocs:edit", args=[document.pk]), licensed(source_url=address))
    record = LicenceRecord.objects.get()
    assert (record.licence, record.change, record.kind, record.address, record.by) == (
        "cc-by-nc-4.0", "first", "address", address, person,
    )  # fmt: skip


def test_file_that_is_here_already_is_told_and_stored_only_when_asked(client, log_in):
    person = log_in("contributor")
    make_file("Le premier plan", content=b"un plan", uploaded_by_user=person)

    def send(**more):
        file = SimpleUploadedFile("plan.txt", b"un plan", "text/plain")
        return client.post(reverse("wagtaildocs:add"), licensed(licence="cc-by-4.0", file=file, **more))

    response = send()
    assert "Ce fichier est déjà ici" in response.context["form"].errors["file"][0]
    assert LicensedDocument.objects.count() == 1
    send(another_copy="on")
    assert LicensedDocument.objects.count() == 2


def test_picture_as_it_was_sent_finds_the_one_without_its_place(client, log_in):
    log_in("contributor")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", exif=exif)
    file = SimpleUploadedFile("vue.jpg", out.getvalue(), "image/jpeg")
    client.post(reverse("wagtailimages:add"), licensed(description="Une vue", file=file))
    picture = LicensedImage.objects.get()
    with picture.file.open("rb") as stored:
        assert stored.read() != out.getvalue()
    assert items_with(digest(out.getvalue())).get() == picture.media_item


def test_picture_changes_its_licence_with_a_reason(client, log_in):
    log_in("editor")
    picture = make_picture()
    url = reverse("wagtailimages:edit", args=[picture.pk])
    answers = licensed(description="x", licence_change="choice", licence_reason="Plus fermée")
    assert client.post(url, licensed(description="x")).context["form"].errors
    client.post(url, answers)
    picture.refresh_from_db()
    assert picture.licence == "cc-by-nc-4.0"
