"""Where a picture was taken never enters with it; the readers are exiftool's and Pillow's."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from commons.library.domain.whereabouts import without_whereabouts
from tests.factories.media import picture_bytes

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


def test_avif_with_a_place_is_written_anew_without() -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (48.0, 23.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "AVIF", exif=exif)
    assert 0x8825 in opened(out.getvalue()).getexif()
    assert 0x8825 not in opened(without_whereabouts(out.getvalue())).getexif()


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
