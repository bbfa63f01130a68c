"""What a file states of its authors and its licence is proposed with where it stands."""

from __future__ import annotations

import os
import shutil
import subprocess
from io import BytesIO

import pytest
from PIL import Image

from commons.library.domain.facts import Reading, read_file
from commons.library.domain.rights import stated_in
from tests.factories.media import picture_bytes
from tests.factories.uploads import pdf_bytes


@pytest.fixture(scope="module")
def exiftool():
    found = shutil.which("exiftool")
    if found:
        return found
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    return missing("no exiftool here: on Debian, apt install libimage-exiftool-perl")


def stated(path, kind="image"):
    found = stated_in(path, kind, read_file(path, kind))
    return {name: (said["value"], said["origin"]) for name, said in found.items()}


def written(exiftool, tmp_path, *tags):
    path = tmp_path / "photo.jpg"
    path.write_bytes(picture_bytes(format="JPEG"))
    subprocess.run([exiftool, "-q", "-overwrite_original", *tags, path], check=True)
    return path


def test_picture_states_its_rights_by_three_ways(exiftool, tmp_path):
    iptc = ["-IPTC:By-line=Awa Diallo", "-IPTC:CopyrightNotice=© Awa Diallo, CC BY 4.0", "-IPTC:ObjectName=Le marché"]
    exif = ["-EXIF:Artist=A. D.", "-EXIF:Copyright=CC BY-SA 4.0", "-EXIF:DateTimeOriginal=2021:02:03 10:00:00"]
    assert stated(written(exiftool, tmp_path, *exif)) == {
        "authors": ("A. D.", "EXIF"), "licence": ("cc-by-sa-4.0", "EXIF"), "year": ("2021", "EXIF"),
    }  # fmt: skip
    assert stated(written(exiftool, tmp_path, *iptc, *exif)) == {
        "authors": ("Awa Diallo", "IPTC"), "licence": ("cc-by-4.0", "IPTC"), "title": ("Le marché", "IPTC"),
        "year": ("2021", "EXIF"),
    }  # fmt: skip
    xmp = ["-XMP-dc:Creator=Awa D.", "-XMP-cc:License=https://creativecommons.org/publicdomain/zero/1.0/"]
    found = stated(written(exiftool, tmp_path, *iptc, *exif, *xmp))
    assert (found["authors"], found["licence"]) == (("Awa D.", "XMP"), ("cc0-1.0", "XMP"))


def test_pdf_states_its_title_and_author(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_bytes(Title="Le plan", Author="Les Amis du sentier"))
    assert stated(path, "document") == {"title": ("Le plan", "PDF"), "authors": ("Les Amis du sentier", "PDF")}


def test_photographer_and_editor_stand_apart_without_nul(tmp_path):
    path, exif, out = tmp_path / "photo.jpg", Image.Exif(), BytesIO()
    exif[0x013B], exif[0x8298] = "Awa\0 ", "Awa Diallo, CC BY 4.0\0Editions du port"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    path.write_bytes(out.getvalue())
    found = stated_in(path, "image", read_file(path, "image"))
    assert found["authors"]["words"] == "Awa"
    assert found["licence"] == {
        "value": "cc-by-4.0", "words": "Awa Diallo, CC BY 4.0, Editions du port", "origin": "EXIF",
    }  # fmt: skip


@pytest.mark.parametrize(("said", "words"), [("Awa\0 Thu Ha\0", "Awa, Thu Ha"), ("Awa\ud800", "Awa"), ("\0", None)])
def test_words_that_a_database_refuses_are_not_stated(tmp_path, said, words):
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf_bytes())
    found = stated_in(path, "document", Reading(said=(("author", said, "PDF"),)))
    assert found.get("authors", {}).get("words") == words


def test_picture_that_states_nothing_proposes_nothing(tmp_path):
    path = tmp_path / "photo.jpg"
    out = BytesIO()
    exif = Image.Exif()
    exif[0x8298] = "Tous droits à voir\0"
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    path.write_bytes(out.getvalue())
    assert stated(path) == {}
