"""Downloads of media: with the licence inside, in several sizes, for whoever may see the item, and nothing else."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.domain import download_files, downloads
from commons.library.domain.hashes import digest, items_with
from commons.library.domain.marking import CannotMarkNow, marked
from commons.library.models import LicensedMedia, MediaItem
from legaltools.metadata import read_xmp, xmp_packet
from tests.commons.library.domain.test_hashes import encoded, scene
from tests.commons.library.domain.test_marking import document, moving, signed
from tests.factories.media import make_file, make_picture

pytestmark = pytest.mark.django_db

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "downloads"


def offered(row):
    MediaItem.objects.filter(pk=row.media_item.pk).update(is_public=True, offered_at="2026-11-29T08:00Z")
    return f"/medias/{row.media_item.slug}/telecharger/"


SCENE = scene(size=(1600, 1200))


def large(**options):
    return make_picture(content=encoded(SCENE, "JPEG", **options), name="marche.jpg")


def body(response):
    """Read to its end, which closes its file as a server would; `close` would end the connection of the tests too."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_original_carries_its_licence(client):
    response = client.get(offered(make_picture()))
    work = read_xmp(xmp_packet(body(response)))
    assert (work.title, work.licence.label, work.authors[0].name) == ("Le marché", "CC BY-SA 4.0", "Awa Diallo")
    assert work.source == "http://localhost/medias/le-marche/"
    assert response["Content-Disposition"] == 'attachment; filename="le-marche-cc-by-sa-4-0.png"'
    assert response["Link"] == (
        '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license", '
        '<http://localhost/medias/le-marche/>; rel="describedby"'
    )
    assert response["Content-Type"] == "image/png"


@pytest.mark.parametrize(
    ("size", "expected"),
    [("petite", (640, 480)), ("moyenne", (1280, 960)), ("grande", (1600, 1200)), ("original", (1600, 1200))],
)
def test_picture_in_a_size_that_it_reaches(client, size, expected):
    response = client.get(offered(large(icc_profile=PROFILE)), {"taille": size})
    content = body(response)
    with Image.open(io.BytesIO(content)) as opened:
        assert (opened.size, opened.format, opened.info["icc_profile"]) == (expected, "JPEG", PROFILE)
    assert read_xmp(xmp_packet(content)).licence.key == "cc-by-sa-4.0"


def test_picture_that_its_exif_turns_is_turned(client):
    exif = Image.Exif()
    exif[0x0112] = 6
    content = body(client.get(offered(large(exif=exif)), {"taille": "petite"}))
    with Image.open(io.BytesIO(content)) as opened:
        assert (opened.size, opened.getexif().get(0x0112)) == ((480, 640), None)


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_moving_picture_keeps_its_frames(client, format):  # noqa: A002 -- Pillow's own word
    picture = make_picture(content=moving(format), name=f"bouge.{format.lower()}")
    with Image.open(io.BytesIO(body(client.get(offered(picture))))) as opened:
        assert opened.n_frames == 2


def test_pdf_carries_its_licence(client):
    response = client.get(offered(make_file(content=document())))
    assert read_xmp(xmp_packet(body(response))).title == "Le plan"
    assert response["Content-Type"] == "application/pdf"


def test_file_of_another_format_is_sent_as_it_is_with_its_licence_beside(client):
    sound = LicensedMedia(title="La cloche", type="audio", duration=3, licence="cc0-1.0")
    sound.file = ContentFile(b"ID3 dong", name="cloche.mp3")
    sound.save()
    address = offered(sound)
    response = client.get(address)
    assert body(response) == b"ID3 dong"
    assert '?taille=xmp>; rel="describedby"; type="application/rdf+xml"' in response["Link"]
    beside = client.get(address, {"taille": "xmp"})
    packet = body(beside)
    assert read_xmp(xmp_packet(packet)).licence.key == "cc0-1.0"
    assert [item.slug for item in items_with(digest(packet))] == ["la-cloche"]
    assert beside["Content-Disposition"] == 'attachment; filename="la-cloche-cc0-1-0.xmp"'


@pytest.mark.parametrize(
    ("asked", "status", "piece", "said"),
    [
        ("bytes=0-2", 206, b"ID3", "bytes 0-2/8"), ("bytes=4-", 206, b"dong", "bytes 4-7/8"),
        ("bytes=-2", 206, b"ng", "bytes 6-7/8"), ("bytes=4-99", 206, b"dong", "bytes 4-7/8"),
        ("bytes=8-", 416, b"", "bytes */8"), ("bytes=5-4", 416, b"", "bytes */8"),
        ("bytes=0-1,3-4", 200, b"ID3 dong", None), ("lines=1", 200, b"ID3 dong", None), ("bytes=-", 200, b"ID3 dong", None),
    ],
)  # fmt: skip
def test_player_gets_the_piece_that_it_asks_for(client, asked, status, piece, said):
    sound = LicensedMedia(title="La cloche", type="audio", duration=3, licence="cc0-1.0")
    sound.file = ContentFile(b"ID3 dong", name="cloche.mp3")
    sound.save()
    response = client.get(offered(sound), headers={"range": asked})
    assert (response.status_code, body(response), response.headers.get("Content-Range")) == (status, piece, said)


def test_server_in_front_sends_what_is_sent_as_it_is(client, settings):
    settings.MEDIA_ACCEL = "/uploads/"
    sound = LicensedMedia(title="La cloche", type="audio", duration=3, licence="cc0-1.0")
    sound.file = ContentFile(b"ID3 dong", name="cloche.mp3")
    sound.save()
    response = client.get(offered(sound))
    assert response["X-Accel-Redirect"] == f"/uploads/{sound.file.name}"
    # Made for this download: it lies elsewhere.
    made = client.get(offered(make_picture()))
    assert body(made)
    assert "X-Accel-Redirect" not in made


def test_download_is_made_once_and_found_by_its_hash(client, folder):
    picture = large()
    address = offered(picture)
    first, second = (body(client.get(address, {"taille": "petite"})) for _time in range(2))
    assert first == second
    assert len(list(folder.iterdir())) == 1
    assert items_with(digest(first)).get() == picture.media_item
    assert picture.media_item.hashes.get(of="download").detail == "petite"


def test_second_download_opens_what_was_made(client, folder):
    address = offered(large())
    body(client.get(address))
    next(folder.iterdir()).write_bytes(b"ce qui attend")
    assert body(client.get(address)) == b"ce qui attend"


@pytest.mark.parametrize(("method", "expected"), [("get", b"%PDF"), ("head", b"")])
def test_file_that_cannot_be_marked_is_tried_once(client, monkeypatch, method, expected):
    tried = []
    monkeypatch.setattr(downloads, "marked", lambda *args: tried.append(1) or marked(*args))
    content = signed()
    address = offered(make_file(content=content))
    assert body(client.get(address)) == content
    piece = getattr(client, method)(address, headers={"range": "bytes=0-3"})
    assert (body(piece), tried) == (expected, [1])
    assert '?taille=xmp>; rel="describedby"' in piece["Link"]


def test_file_that_could_not_be_marked_for_the_moment_is_tried_again(client, folder, monkeypatch):
    def refuses(*_args):
        raise CannotMarkNow

    content = document()
    address = offered(make_file(content=content))
    with monkeypatch.context() as patched:
        patched.setattr(downloads, "marked", refuses)
        assert body(client.get(address)) == content
    assert read_xmp(xmp_packet(body(client.get(address)))).title == "Le plan"


def test_other_licence_is_another_file(client):
    picture = make_picture()
    address = offered(picture)
    first = body(client.get(address))
    picture.licence = "cc-by-4.0"
    picture.save()
    second = body(client.get(address))
    assert read_xmp(xmp_packet(second)).licence.key == "cc-by-4.0"
    # Copies of both are about.
    assert {items_with(digest(content)).get() for content in (first, second)} == {picture.media_item}


def test_folder_that_cannot_be_written_to_stops_no_reader(client, folder, caplog):
    folder.write_bytes(b"not a folder")
    content = body(client.get(offered(make_picture())))
    assert read_xmp(xmp_packet(content)).licence.key == "cc-by-sa-4.0"
    assert "A download is not stored" in caplog.text


def test_database_that_cannot_be_written_to_stops_no_reader(client, folder, caplog):
    from tests.config.failing import database_only_read  # noqa: PLC0415

    address = offered(make_picture())
    with database_only_read():
        content = body(client.get(address))
    assert read_xmp(xmp_packet(content)).licence.key == "cc-by-sa-4.0"
    assert not folder.exists()


def test_folder_stays_within_its_bound(settings, folder):
    settings.DOWNLOADS_MOST_BYTES = 1000
    for number in range(12):
        download_files.keep(f"{number:064}", b"x" * 100)
    assert sum(file.stat().st_size for file in folder.iterdir()) <= 1000


def restricted():
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def test_what_is_not_public_is_not_downloaded(client):
    private = make_file("Le plan secret")
    closed = make_file("Le plan fermé", collection=restricted())
    address = offered(closed)
    assert client.get(f"/medias/{private.media_item.slug}/telecharger/").status_code == 404
    assert client.get(address).status_code == 404
    assert client.get("/medias/nulle-part/telecharger/").status_code == 404


def test_size_that_there_is_not(client):
    assert client.get(offered(make_picture()), {"taille": "énorme\x00"}).status_code == 404


def test_file_that_is_lost(client):
    document = make_file()
    address = offered(document)
    document.file.storage.delete(document.file.name)
    assert client.get(address).status_code == 404


def test_download_that_was_made_asks_four_times_of_the_database(client, django_assert_num_queries):
    address = offered(large())
    body(client.get(address))
    with django_assert_num_queries(4):
        body(client.get(address))
