"""`/verifier/` and the API: bytes find their public item, its licence and its credit; nothing private is found."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.domain.conflicts import look_for_conflicts
from commons.library.domain.hashes import HashOf, digest, note_hash, note_picture
from commons.library.domain.marking import marked, packet
from commons.library.domain.verifying import stated_inside
from commons.library.models import MediaItem
from legaltools import catalogue
from legaltools.credit import Author, Work
from tests.commons.library.domain.test_hashes import encoded, scene
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.pages import home_page
from wiki import limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    return home_page()


@pytest.fixture
def client():
    return Client(headers={"accept-language": "en"})


def offered(row):
    MediaItem.objects.filter(pk=row.media_item.pk).update(is_public=True, offered_at="2026-11-29T08:00Z")
    return row


def sent(client, content, name="image.jpg"):
    response = client.post("/verifier/", {"file": SimpleUploadedFile(name, content)})
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def asked(client, sha256):
    response = client.get("/verifier/", {"sha256": sha256})
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def test_hash_finds_the_item_its_licence_and_its_credit(client):
    offered(make_file("Le plan", content=b"un plan"))
    said = asked(client, digest(b"un plan").upper())
    assert "It comes from here" in said
    assert "This is the file of the library, to the last byte." in said
    assert "by Les Amis du sentier" in said, said


def test_file_that_is_sent_finds_the_item(client):
    offered(make_file("Le plan", content=b"un plan"))
    said = sent(client, b"un plan")
    assert "It comes from here" in said
    assert "Le plan" in said


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (HashOf.SENT, "as it was sent here"), (HashOf.RENDITION, "in a size that the pages of this site show"),
        (HashOf.DOWNLOAD, "was downloaded from here"),
    ],
)  # fmt: skip
def test_every_served_file_finds_the_item(client, of, said):
    note_hash(offered(make_file()), digest(b"d'autres octets"), of=of)
    assert said in asked(client, digest(b"d'autres octets"))


def test_file_of_before_is_told_from_that_of_now(client):
    document = offered(make_file(content=b"une version"))
    document.file.save("plan.pdf", io.BytesIO(b"une autre"))
    assert "another has replaced it" in asked(client, digest(b"une version"))


def test_near_copy_of_a_picture_that_is_sent_is_shown(client):
    picture = offered(make_picture("La halle", content=encoded(scene())))
    note_picture(picture.media_item)
    said = sent(client, encoded(scene().resize((160, 120)), "JPEG", quality=70))
    assert "No public file of this site has these bytes" in said
    assert "Nearly the same pictures" in said
    assert "La halle" in said


def test_near_copy_of_a_private_picture_is_not(client):
    note_picture(make_picture("Le secret", content=encoded(scene())).media_item)
    said = sent(client, encoded(scene().resize((160, 120)), "JPEG", quality=70))
    assert "Le secret" not in said
    assert "Nearly" not in said


def inside(licence):
    work = Work(title="La halle", authors=(Author("Awa Diallo"),), licence=catalogue.get(licence))
    return marked(encoded(scene(), "JPEG"), packet(work, page="https://example.org/halle"))


def test_what_the_file_states_is_compared_with_what_is_known_here(client):
    offered(make_picture(content=inside("cc-by-4.0"), name="halle.jpg", licence="cc-by-4.0"))
    assert "It names CC BY 4.0, as this site does." in sent(client, inside("cc-by-4.0"))


def test_what_the_file_states_otherwise_is_told(client):
    offered(make_picture(content=inside("cc-by-nc-4.0"), name="halle.jpg", licence="cc-by-4.0"))
    assert "It names CC BY-NC 4.0, and this site another" in sent(client, inside("cc-by-nc-4.0"))


def test_unknown_file_says_what_to_do(client):
    said = asked(client, "0" * 64)
    assert "No public file of this site has these bytes" in said
    assert "May I use it?" in said
    assert "Send it and compare" in said


def test_exif_and_xmp_say_who_holds_the_rights():
    exif = Image.Exif()
    exif[0x8298] = "Awa Diallo, CC BY-SA 4.0"
    content = encoded(scene(), "JPEG", exif=exif)
    found = stated_inside(content)
    assert [(one.origin, one.words, one.licence.key) for one in found] == [
        ("EXIF", "Awa Diallo, CC BY-SA 4.0", "cc-by-sa-4.0")
    ]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\xff\xd8\xff", b"<svg onload=alert(1)>", picture_bytes()])
def test_file_that_states_nothing_is_no_error(client, content):
    assert stated_inside(content) == []
    assert "What the file itself says" not in sent(client, content or b" ")


def test_nothing_of_a_file_is_stored(client):
    sent(client, picture_bytes())
    assert not MediaItem.objects.exists()


@pytest.mark.parametrize("wrong", ["abc", "z" * 64, "é" * 64, "\x00"])
def test_what_is_no_hash_is_told(client, wrong):
    assert "This is not the hash of a file (SHA-256)" in asked(client, wrong)


def test_file_must_be_chosen(client):
    response = client.post("/verifier/")
    assert "Choose a file first." in response.content.decode()


def test_file_too_large_is_refused(client, monkeypatch):
    monkeypatch.setattr("commons.library.verifying_views.MOST_BYTES", 3_000_000)
    monkeypatch.setattr("web.uploads.BoundedUploads.new_file", None)  # nothing is parsed
    assert "larger than 3 MB" in sent(client, b"x" * 3_010_001)


def test_files_that_one_address_sends_are_counted_before_they_are_read(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "verify", "2/10m/key")
    assert "No public file" in sent(client, b"un plan")
    assert "No public file" in sent(client, b"un plan")
    monkeypatch.setattr("web.uploads.BoundedUploads.new_file", None)  # nothing is parsed
    assert "try again in ten minutes" in sent(client, b"un plan")
    assert client.post("/verifier/", {"file": SimpleUploadedFile("a.txt", b"un plan")}).status_code == 429
    assert client.get("/verifier/").status_code == 200


@pytest.mark.parametrize(("format", "pixels", "is_decoded"), [
    ("PNG", 19_200, True), ("PNG", 19_199, False), ("WEBP", 19_199, False), ("JPEG", 19_199, True),
])  # fmt: skip
def test_picture_of_too_many_pixels_is_not_decoded_for_whoever_comes(client, monkeypatch, format, pixels, is_decoded):  # noqa: A002 -- Pillow's own word
    note_picture(offered(make_picture("La halle", content=encoded(scene()))).media_item)
    monkeypatch.setattr("commons.library.domain.verifying.MOST_PIXELS", pixels)
    content = encoded(scene().resize((160, 120)), format)
    if not is_decoded:
        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", None)
    assert ("Nearly the same pictures" in sent(client, content)) is is_decoded


def test_progressive_jpeg_is_no_lighter_than_others(client, monkeypatch):
    monkeypatch.setattr("commons.library.domain.verifying.MOST_PIXELS", 19_199)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", None)
    assert "No public file" in sent(client, encoded(scene().resize((160, 120)), "JPEG", progressive=True))


def closed():
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def test_nothing_private_is_found_by_its_hash(client):
    make_file("Le secret", content=b"un secret")
    offered(make_file("Le secret fermé", content=b"un autre secret", collection=closed()))
    note_hash(MediaItem.objects.first(), digest(b"rendu"), of=HashOf.RENDITION)
    for content in (b"un secret", b"un autre secret", b"rendu"):
        assert "secret" not in asked(client, digest(content)).lower()
        assert client.get(f"/api/v1/media/by-hash/{digest(content)}").status_code == 404


def test_api_says_which_item_bytes_are_of(client):
    row = offered(make_file("Le plan", content=b"un plan"))
    note_hash(row, digest(b"un envoi"), of=HashOf.SENT)
    response = client.get(f"/api/v1/media/by-hash/{digest(b'un envoi')}", headers={"accept-language": "fr"})
    assert response["Access-Control-Allow-Origin"] == "*"
    found = response.json()
    assert (found["sha256"], found["count"]) == (digest(b"un envoi"), 1)
    [item] = found["results"]
    assert item["url"] == "http://localhost/medias/le-plan/"
    assert item["download"] == "http://localhost/medias/le-plan/telecharger/"
    assert item["licence"] == {
        "key": "cc-by-4.0", "label": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/",
    }  # fmt: skip
    assert (item["title"], item["kind"], item["of"], item["current"], item["contested"]) == (
        "Le plan", "document", "sent", True, False,
    )  # fmt: skip
    assert "Les Amis du sentier" in item["credit"]["text"]


def test_api_says_that_a_licence_is_contested(client):
    first = offered(make_file("Le plan", content=b"un plan"))
    make_file("Le même", content=b"un plan", licence="cc0-1.0")
    look_for_conflicts(first.media_item)
    [item] = client.get(f"/api/v1/media/by-hash/{digest(b'un plan')}").json()["results"]
    assert (item["title"], item["contested"]) == ("Le plan", True)


@pytest.mark.parametrize(("sha256", "status"), [("0" * 64, 404), ("abc", 422), ("z" * 64, 422)])
def test_api_says_what_is_wrong(client, sha256, status):
    response = client.get(f"/api/v1/media/by-hash/{sha256}")
    assert response.status_code == status
    assert response.json()["errors"][0]["field"] == "sha256"


@pytest.mark.parametrize("copies", [1, 3])
def test_check_asks_the_database_as_much_for_three_items_as_for_one(
    client, copies, django_assert_num_queries
):  # fmt: skip
    for number in range(copies):
        offered(make_file(f"Le plan {number}", content=b"un plan"))
    with django_assert_num_queries(4):
        client.get(f"/api/v1/media/by-hash/{digest(b'un plan')}")
