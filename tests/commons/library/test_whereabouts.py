"""Where a picture was taken never enters with it; the readers are exiftool's and Pillow's."""

from __future__ import annotations

import io
import json
import os
import shutil
import struct
import subprocess
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from commons.library.domain.whereabouts import without_whereabouts
from tests.factories.media import picture_bytes
from tests.factories.uploads import box

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
PLACE = [
    "-GPSLatitude=48.39",
    "-GPSLatitudeRef=N",
    "-GPSLongitude=4.48",
    "-GPSLongitudeRef=W",
    "-XMP-exif:GPSLatitude=48.39",
]
OTHER = ["-EXIF:Artist=Awa Diallo", "-EXIF:Orientation#=6", "-XMP-dc:Creator=Awa Diallo", "-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/"]  # fmt: skip


@pytest.fixture(scope="module")
def exiftool() -> str:
    found = shutil.which("exiftool")
    if found:
        return found
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    return missing("no exiftool here: on Debian, apt install libimage-exiftool-perl")


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def told(exiftool: str, path: Path) -> dict[str, object]:
    answer = subprocess.run([exiftool, "-json", "-G1", "-ee", path], capture_output=True, text=True, check=True)
    [tags] = json.loads(answer.stdout)
    return tags


def photo(exiftool: str, folder: Path, kind: str) -> Path:
    path = folder / f"photo.{ENDINGS[kind]}"
    path.write_bytes(picture_bytes(format=kind))
    subprocess.run([exiftool, "-q", "-overwrite_original", *PLACE, *OTHER, path], check=True)
    return path


@pytest.mark.parametrize("kind", list(ENDINGS))
def test_place_goes_and_everything_else_stays(kind: str, exiftool: str, tmp_path: Path) -> None:
    path = photo(exiftool, tmp_path, kind)
    before = path.read_bytes()
    assert any("GPS" in name for name in told(exiftool, path))
    path.write_bytes(without_whereabouts(before))
    after = told(exiftool, path)
    assert not [name for name in after if "GPS" in name]
    assert "ExifTool:Warning" not in after
    assert "ExifTool:Error" not in after
    assert (after["IFD0:Artist"], after["IFD0:Orientation"]) == ("Awa Diallo", "Rotate 90 CW")
    assert after["XMP-dc:Creator"] == "Awa Diallo"
    assert after["XMP-cc:License"] == "https://creativecommons.org/licenses/by/4.0/"
    pixels = [opened(content).convert("RGB") for content in (before, path.read_bytes())]
    assert ImageChops.difference(*pixels).getbbox() is None


def test_second_picture_of_a_phone_goes_with_its_place(exiftool: str, tmp_path: Path) -> None:
    path = photo(exiftool, tmp_path, "JPEG")
    placed = path.read_bytes()
    first, second = opened(placed), opened(placed)
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second], exif=first.getexif())
    path.write_bytes(without_whereabouts(out.getvalue() + placed))
    assert not [name for name in told(exiftool, path) if "GPS" in name]
    assert b"GPS" not in path.read_bytes()
    assert opened(path.read_bytes()).format == "JPEG"


@pytest.mark.parametrize("artist", ["", "Awa Diallo"])
def test_avif_loses_its_place_and_is_not_drawn_anew(artist: str) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (48.0, 23.0, 0.0)}
    if artist:
        exif[0x013B] = artist
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "AVIF", exif=exif, xmp=packet(b'exif:GPSLatitude="48.39" dc:title="Rue"'))
    assert 0x8825 in opened(out.getvalue()).getexif()
    cleaned = without_whereabouts(out.getvalue())
    after = opened(cleaned)
    assert (0x8825 in after.getexif(), after.getexif().get(0x013B, "")) == (False, artist)
    assert (b"48.39" in after.info["xmp"], b'dc:title="Rue"' in after.info["xmp"]) == (False, True)
    assert len(cleaned) == len(out.getvalue())
    assert ImageChops.difference(after, opened(out.getvalue())).getbbox() is None
    assert without_whereabouts(cleaned) == cleaned


def test_what_stands_between_the_boxes_of_an_avif_goes() -> None:
    content = picture_bytes(format="AVIF")
    assert without_whereabouts(content + box(b"uuid", b"48.39")) == content + box(b"free", bytes(5))


def packet(attributes: bytes) -> bytes:
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r" xmlns:exif="e" xmlns:dc="d">'
        b"<rdf:Description " + attributes + b"/></rdf:RDF></x:xmpmeta>"
    )


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def resource(number: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


DRONE = b"http://ns.adobe.com/xap/1.0/\0" + packet(b'drone-dji:GpsLatitude="48.39" drone-dji:DroneSerialNumber="48.39"')
RIGHTS = resource(1028, b"\x1c\2\x74\0\3Awa")
PHOTOSHOP = b"Photoshop 3.0\0"


@pytest.mark.parametrize(
    ("brought", "stays"),
    [
        (segment(0xE1, DRONE), b"drone-dji"),
        (segment(0xED, PHOTOSHOP + RIGHTS + resource(1058, b"48.39")), RIGHTS),
        (segment(0xED, PHOTOSHOP + resource(1058, b"48.39" * 9)[:-12]) + segment(0xED, PHOTOSHOP + b"48.39x4848.3" + RIGHTS), RIGHTS),
        (segment(0xED, PHOTOSHOP + RIGHTS + b"no resource 48.39"), RIGHTS),
        (segment(0xE4, b"DJI-DBG 48.39"), b""),
        (segment(0xEB, b"JP\0\0 stds.exif EXIF:GPSLatitude 48.39"), b""),
        (segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0 48.39"), b""),
    ],
    ids=["drone", "Photoshop", "Photoshop in two", "no resource", "notes of a drone", "C2PA", "more XMP"],
)  # fmt: skip
def test_other_places_of_a_jpeg_go_and_its_rights_stay(brought: bytes, stays: bytes) -> None:
    content = picture_bytes(format="JPEG")
    cleaned = without_whereabouts(content[:2] + brought + content[2:])
    assert (b"48.39" in cleaned, stays in cleaned or stays == b"drone-dji") == (False, True)
    assert cleaned.endswith(content[2:])


@pytest.mark.parametrize(
    "brought",
    [
        png_chunk(b"tEXt", b"exif:GPSLatitude\x0048.39"),
        png_chunk(b"tEXt", b"Raw profile type exif\x0048.39"),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"<exif:GPSA>48.39" * 20_000),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\x0048.39"),
        png_chunk(b"caBX", b"EXIF:GPSLatitude 48.39"),
    ],
)
def test_texts_of_a_png_under_other_names_go(brought: bytes) -> None:
    content = picture_bytes()
    told = png_chunk(b"tEXt", b"Author\0Awa")
    assert without_whereabouts(content[:33] + told + brought + content[33:]) == content[:33] + told + content[33:]


def test_gif_loses_its_place_and_still_plays() -> None:
    out = io.BytesIO()
    first, second = Image.new("P", (8, 8)), Image.new("RGB", (8, 8), (9, 9, 9))
    first.save(out, "GIF", save_all=True, append_images=[second], loop=0, duration=100, comment=b"Awa")
    content = out.getvalue()
    assert without_whereabouts(content) == content
    head = 13 + (3 << (content[10] & 7) + 1)
    trailer = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    xmp = b"\x21\xff\x0bXMP DataXMP" + packet(b'exif:GPSLatitude="48.39"') + trailer
    noted = b"\x21\xff\x0bCAMERA 1.00\x0548.39\0"
    assert without_whereabouts(content[:head] + xmp + noted + content[head:] + b"48.39") == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_picture_without_a_place_is_the_very_same(kind: str) -> None:
    content = picture_bytes(format=kind)
    assert without_whereabouts(content) == content


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.integers(16, 400), st.binary(max_size=40))
def test_broken_bytes_are_not_made_longer(kind: str, place: int, noise: bytes) -> None:
    content = picture_bytes(format=kind)
    broken = content[:place] + noise + content[place + len(noise) :]
    assert len(without_whereabouts(broken)) <= len(broken) + 12


SERIALS = [
    "-EXIF:SerialNumber=CAM-4711", "-EXIF:LensSerialNumber=LENS-4712", "-EXIF:OwnerName=OWNER-4713",
    "-XMP-aux:SerialNumber=AUX-4714", "-XMP-exifEX:LensSerialNumber=EX-4715", "-EXIF:CameraSerialNumber=DNG-4716",
]  # fmt: skip


@pytest.mark.parametrize("kind", list(ENDINGS))
def test_serial_numbers_and_owner_go(kind: str, exiftool: str, tmp_path: Path) -> None:
    path = photo(exiftool, tmp_path, kind)
    subprocess.run([exiftool, "-q", "-overwrite_original", *SERIALS, path], check=True)
    assert b"CAM-4711" in path.read_bytes()
    path.write_bytes(without_whereabouts(path.read_bytes()))
    after = told(exiftool, path)
    assert b"-471" not in path.read_bytes()
    assert after["IFD0:Artist"] == "Awa Diallo"
    assert after["XMP-dc:Creator"] == "Awa Diallo"


def test_maker_note_goes_whole(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Awa Diallo"
    exif.get_ifd(0x8769)[0x927C] = b"MAKER-4717 with a serial number"
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    assert b"MAKER-4717" in out.getvalue()
    cleaned = without_whereabouts(out.getvalue())
    assert b"MAKER-4717" not in cleaned
    assert opened(cleaned).getexif()[0x013B] == "Awa Diallo"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_stands_behind_a_picture_goes(kind: str) -> None:
    content = picture_bytes(format=kind)
    assert without_whereabouts(content + b"<script>alert(1)</script>") == content
