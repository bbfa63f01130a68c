"""Photographs inside documents lose their places as bare ones do, and nothing else of the document changes."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
import zipfile
from io import BytesIO

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from commons.library.domain import packages
from commons.library.domain.cleaning import as_served, clean
from commons.library.domain.file_formats import format_of
from commons.library.domain.picture_formats import FileRefused
from tests.factories import places
from tests.factories.uploads import PLACE, film_bytes

WORDS = b"Une rue, un plan. " * 400


def package(*members, mimetype="", compression=zipfile.ZIP_DEFLATED, comment=b""):
    """A ZIP archive whose `mimetype`, if it has one, comes first and uncompressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        archive.comment = comment
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype, zipfile.ZIP_STORED)
        for name, content in members:
            info = zipfile.ZipInfo(name, (2026, 3, 14, 9, 26, 52))
            info.external_attr, info.extra = 0o644 << 16, struct.pack("<HHB", 0x5455, 1, 0)
            archive.writestr(info, content, compression)
    return made.getvalue()


def opendocument(kind, *more):
    members = (
        ("content.xml", WORDS),
        ("Pictures/1.jpg", places.photo_with_a_place()),
        ("META-INF/manifest.xml", b"<m/>"),
    )
    return package(*members, *more, mimetype=f"application/vnd.oasis.opendocument.{kind}")


def office(folder, *more):
    types = ("[Content_Types].xml", b"<Types/>")
    return package(types, (f"{folder}/media/image1.jpeg", places.photo_with_a_place()), ("doc.xml", WORDS), *more)


def epub(*more):
    members = ("META-INF/container.xml", b"<c/>"), ("OEBPS/a.xhtml", WORDS), ("OEBPS/i/1", places.photo_with_a_place())
    return package(*members, *more, mimetype="application/epub+zip")


PACKAGES = {
    "rue.odt": (opendocument("text"), "Pictures/1.jpg"),
    "rue.odp": (opendocument("presentation"), "Pictures/1.jpg"),
    "rue.docx": (office("word"), "word/media/image1.jpeg"),
    "rue.pptx": (office("ppt"), "ppt/media/image1.jpeg"),
    "rue.epub": (epub(), "OEBPS/i/1"),
    "photos.zip": (package(("IMG_1.JPG", places.photo_with_a_place()), ("lisez.txt", WORDS)), "IMG_1.JPG"),
}


def members(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.fixture
def written(tmp_path):
    def write(name, content=None):
        path = tmp_path / name
        path.write_bytes(content or PACKAGES[name][0])
        return path

    return write


def cleaned(path):
    return clean(path, format_of(path))


def told_by_exiftool(content, folder):
    photo = folder / "photo.jpg"
    photo.write_bytes(content)
    answer = subprocess.run(["exiftool", "-json", "-G1", "-a", photo], capture_output=True, text=True, check=True)
    return [name for name in json.loads(answer.stdout)[0] if "GPS" in name or "Serial" in name]


@pytest.mark.skipif(not shutil.which("exiftool"), reason="no exiftool here")
@pytest.mark.parametrize("name", PACKAGES)
def test_exiftool_finds_a_place_in_the_photograph_before_and_none_after(written, tmp_path, name):
    content, photo = PACKAGES[name]
    assert told_by_exiftool(members(content)[photo], tmp_path) != []

    path = written(name)
    assert cleaned(path) is True

    after = members(path.read_bytes())[photo]
    assert told_by_exiftool(after, tmp_path) == []
    assert Image.open(BytesIO(after)).tobytes() == Image.open(BytesIO(members(content)[photo])).tobytes()


@pytest.mark.parametrize("name", PACKAGES)
def test_every_other_member_stays_as_it_was_packed(written, name):
    content, photo = PACKAGES[name]
    path = written(name)
    found = format_of(path).name

    cleaned(path)

    before, after = members(content), members(path.read_bytes())
    assert list(after) == list(before)
    assert [one for one in before if before[one] != after[one]] == [photo]
    assert packed(path.read_bytes(), but=photo) == packed(content, but=photo)
    assert format_of(path).name == found
    assert cleaned(path) is False


def packed(content, *, but):
    """What is in the file of each other member: how, when, and its bytes as they are compressed."""
    out = []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for info in archive.infolist():
            if info.filename != but:
                name, extra = struct.unpack("<HH", content[info.header_offset + 26 : info.header_offset + 30])
                start = info.header_offset + 30 + name + extra
                raw = content[start : start + info.compress_size]
                out.append((info.filename, info.compress_type, info.date_time, info.external_attr, info.CRC, raw))
    return out


@pytest.mark.parametrize("name", ["rue.odt", "rue.epub"])
def test_mimetype_stays_first_uncompressed_and_without_extra_field(written, name):
    path = written(name)
    cleaned(path)
    content = path.read_bytes()
    assert content[30:38] == b"mimetype"
    assert content[8:10] == b"\0\0"
    assert content[28:30] == b"\0\0"
    assert content[38:].startswith(b"application/")


def test_document_whose_pictures_say_nothing_is_the_very_same_file(written):
    plain = BytesIO()
    Image.new("RGB", (8, 8)).save(plain, "JPEG")
    content = package(("[Content_Types].xml", b"<T/>"), ("word/media/image1.jpeg", plain.getvalue()), comment=b"x")
    path = written("rue.docx", content)
    assert cleaned(path) is False
    assert path.read_bytes() == content


def test_film_and_sound_in_slides_lose_their_place_too(written):
    content = office("ppt", ("ppt/media/media1.mp4", film_bytes()), ("ppt/media/media2.mp3", places.mp3_bytes()))
    path = written("rue.pptx", content)
    cleaned(path)
    after = members(path.read_bytes())
    assert [PLACE in after[f"ppt/media/{name}"] for name in ("media1.mp4", "media2.mp3")] == [False, False]
    assert b"La fabrique" in after["ppt/media/media1.mp4"]


def test_document_in_an_archive_and_sheet_in_a_text_are_cleaned(written):
    path = written("dossier.zip", package(("rue.docx", PACKAGES["rue.docx"][0]), ("lisez.txt", WORDS)))
    assert cleaned(path) is True
    inside = members(members(path.read_bytes())["rue.docx"])
    assert Image.open(BytesIO(inside["word/media/image1.jpeg"])).getexif().get_ifd(0x8825) == {}
    assert inside["doc.xml"] == WORDS


def test_comment_and_members_without_a_name_in_ascii_stay(written):
    photo = places.photo_with_a_place()
    path = written("é.zip", package(("été/photo.jpg", photo), ("été/rue.txt", WORDS), ("vide/", b""), comment=b"ici"))
    assert cleaned(path) is True
    with zipfile.ZipFile(path) as archive:
        assert (archive.comment, archive.namelist()) == (b"ici", ["été/photo.jpg", "été/rue.txt", "vide/"])


def test_archive_that_was_written_as_a_stream_is_read_again(written):
    made = BytesIO()

    class Stream:
        def write(self, data):
            return made.write(data)

        def flush(self):
            pass

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez.txt", WORDS)
        archive.writestr("photo.jpg", places.photo_with_a_place())
    path = written("flux.zip", made.getvalue())
    assert cleaned(path) is True
    assert members(path.read_bytes())["lisez.txt"] == WORDS


SIGNED = {
    "rue.odt": opendocument("text", ("META-INF/documentsignatures.xml", b"<s/>")),
    "rue.docx": office("word", ("_xmlsignatures/sig1.xml", b"<s/>")),
    "rue.epub": epub(("META-INF/signatures.xml", b"<s/>")),
}


@pytest.mark.parametrize("name", SIGNED)
def test_signed_document_that_says_a_place_is_refused_and_left_as_it_is(written, name):
    path = written(name, SIGNED[name])
    with pytest.raises(FileRefused, match="Ce document est signé"):
        cleaned(path)
    assert path.read_bytes() == SIGNED[name]


def test_signed_document_that_says_none_may_come(written):
    path = written("rue.docx", package(("[Content_Types].xml", b"<T/>"), ("_xmlsignatures/sig1.xml", b"<s/>")))
    assert cleaned(path) is False


@pytest.mark.parametrize(
    "content",
    [
        package(
            ("META-INF/manifest.xml", b"<m:file-entry><m:encryption-data/></m:file-entry>"), ("content.xml", b"\x8f" * 99),
            mimetype="application/vnd.oasis.opendocument.text",
        ),
        package(("encrypted-package", b"\x8f" * 99), mimetype="application/vnd.oasis.opendocument.text"),
    ],
)  # fmt: skip
def test_document_that_asks_for_a_password_is_refused_with_what_to_do(written, content):
    with pytest.raises(FileRefused, match="demande un mot de passe"):
        cleaned(written("secret.odt", content))


def with_a_password(content, name):
    """The archive whose member says that it is encrypted, in its header and in the directory."""
    out = bytearray(content)
    for start, flags, length in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = -1
        while (place := content.find(start, place + 1)) >= 0:
            if content[place + length :].startswith(name):
                out[place + flags] |= 1
    return bytes(out)


def test_archive_with_a_part_that_asks_for_a_password_is_refused_only_where_a_picture_says_a_place(written):
    told = package(("secret.txt", WORDS), ("photo.jpg", places.photo_with_a_place()))
    with pytest.raises(FileRefused, match="mot de passe"):
        cleaned(written("a.zip", with_a_password(told, b"secret.txt")))
    silent = with_a_password(package(("secret.txt", WORDS), ("lisez.txt", WORDS)), b"secret.txt")
    assert cleaned(written("b.zip", silent)) is False


def tiff(place):
    out, tags = BytesIO(), ImageFileDirectory_v2()
    if place:
        tags[0x8825] = {2: (48.0, 23.0, 25.0)}
    Image.new("RGB", (8, 8)).save(out, "TIFF", tiffinfo=tags)
    return out.getvalue()


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("content", "told"),
    [(tiff(place=True), True), (tiff(place=False), False), (HEIC + b"Exif\0\0II*\0", True), (HEIC + bytes(40), False)],
)
def test_picture_of_a_format_that_nothing_here_writes_must_say_nothing(written, content, told):
    path = written("rue.docx", package(("[Content_Types].xml", b"<T/>"), ("word/media/image1.tiff", content)))
    if not told:
        assert cleaned(path) is False
        return
    with pytest.raises(FileRefused) as refused:
        cleaned(path)
    assert "image1.tiff" in str(refused.value)
    assert "JPEG ou PNG" in str(refused.value)


def test_film_inside_that_breaks_off_is_named(written):
    path = written("rue.pptx", office("ppt", ("ppt/media/media1.mp4", film_bytes()[:-40])))
    with pytest.raises(FileRefused, match=r"media1\.mp4.*coupé avant la fin"):
        cleaned(path)


def test_picture_inside_that_no_reader_understands_is_refused_by_its_name(written):
    broken = b"GIF89a\x08\0\x08\0"
    path = written("rue.docx", package(("[Content_Types].xml", b"<T/>"), ("word/media/image1.gif", broken)))
    with pytest.raises(FileRefused, match=r"word/media/image1\.gif"):
        cleaned(path)


@pytest.mark.parametrize(
    "content",
    [
        package(*((f"{number}.wav", b"RIFF\0\0\0\0WAVE" + bytes(2_000_000)) for number in range(3))),
        package(("zeros.txt", bytes(3_000_000))),
    ],
)
def test_bomb_is_refused_before_it_is_unpacked(written, monkeypatch, content):
    monkeypatch.setattr(packages, "MOST_MORE", 1000)
    with pytest.raises(FileRefused, match="remplirait"):
        cleaned(written("bombe.zip", content))


def test_picture_that_is_too_heavy_is_named(written, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_PICTURE", 100)
    with pytest.raises(FileRefused, match=r"image1\.jpeg"):
        cleaned(written("rue.docx"))


def test_member_whose_bytes_are_not_its_own_is_refused(written):
    content = bytearray(PACKAGES["rue.docx"][0])
    content[content.find(b"image1.jpeg") + 40] ^= 0xFF
    with pytest.raises(FileRefused, match="décompress"):
        cleaned(written("rue.docx", bytes(content)))


def test_disk_that_is_full_leaves_the_file_as_it_was_and_nothing_beside_it(written, tmp_path, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    path = written("rue.docx")
    monkeypatch.setattr(packages, "_copy", full)
    with pytest.raises(OSError, match="No space"):
        cleaned(path)
    assert path.read_bytes() == PACKAGES["rue.docx"][0]
    assert [one.name for one in tmp_path.iterdir()] == ["rue.docx"]
    with pytest.raises(OSError, match="No space"):
        as_served(PACKAGES["rue.docx"][0], "rue.docx")


def test_document_that_comes_in_beside_a_text_is_served_without_the_place():
    served = as_served(PACKAGES["rue.docx"][0], "rue.docx")
    photo = members(served)["word/media/image1.jpeg"]
    assert Image.open(BytesIO(photo)).getexif().get_ifd(0x8825) == {}
