"""What bytes are, and which files stay outside: name, type and bytes that disagree, files that are two at once, bombs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from commons.library.domain.file_formats import check_file
from commons.library.domain.file_names import safe_name, title_from
from commons.library.domain.picture_formats import FileRefused
from tests.factories.media import picture_bytes, with_long_text
from tests.factories.places import webm_bytes
from tests.factories.uploads import drawing, film_bytes, pdf_bytes, sound_bytes, zip_bytes

GIF = picture_bytes(format="GIF")
ODT = zip_bytes(**{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
XHTML = "http://www.w3.org/1999/xhtml"
DOCX = zip_bytes(**{"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"})


def checked(tmp_path, content, name):
    path = tmp_path / "sent"
    path.write_bytes(content)
    found, entered = check_file(path, safe_name(name))
    return found.name, str(found.kind), entered


def refusal(tmp_path, content, name):
    with pytest.raises(FileRefused) as refused:
        checked(tmp_path, content, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (picture_bytes(format="JPEG"), "a.jpg", ("JPEG", "image", "a.jpg")),
        (picture_bytes(), "a.jpg", ("PNG", "image", "a.png")),
        (GIF, "a.gif", ("GIF", "image", "a.gif")),
        (pdf_bytes(), "plan.PDF", ("PDF", "document", "plan.PDF")),
        (ODT, "texte.odt", ("OpenDocument", "document", "texte.odt")),
        (DOCX, "texte.docx", ("Office Open XML", "document", "texte.docx")),
        (zip_bytes(**{"project.json": "{}"}), "jeu.sb3", ("ZIP", "document", "jeu.sb3")),
        (b"a;b\n1;2\n", "grille.csv", ("TXT", "document", "grille.csv")),
        (b'{"type": "FeatureCollection", "features": []}', "carte.geojson", ("GeoJSON", "document", "carte.geojson")),
        (b'<?xml version="1.0"?><gpx version="1.1"></gpx>', "trace.gpx", ("GPX", "document", "trace.gpx")),
        (drawing(), "plan.svg", ("SVG", "document", "plan.svg")),
        (sound_bytes(), "chant.wav", ("WAV", "sound", "chant.wav")),
        (film_bytes(), "film.mp4", ("MPEG-4", "video", "film.mp4")),
    ],
)  # fmt: skip
def test_bytes_say_the_format(tmp_path, content, name, expected):
    assert checked(tmp_path, content, name) == expected


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture_bytes(), "plan.pdf"),
        (pdf_bytes(), "plan.jpg"),
        (pdf_bytes(), "plan.docx"),
        (zip_bytes(a="b"), "texte.docx"),
        (DOCX, "archive.zip"),
        (b"<!doctype html><script>alert(1)</script>", "texte.txt"),
        (b"<html><body>", "photo.jpg"),
        (sound_bytes(), "chant.mp3"),
        (film_bytes(), "film.webm"),
        (webm_bytes().replace(b"\x04webm", b"\x08matroska"), "film.webm"),
        (b"MZ\x90\x00\x03programme", "photo.jpg"),
        (b"MZ\x90\x00\x03programme", "photo\u202egpj.exe"),
        (b"", "vide.txt"),
        (b"\x00\x01\x02", "notes.txt"),
    ],
)  # fmt: skip
def test_name_that_says_otherwise_than_the_bytes_stays_outside(tmp_path, content, name):
    assert refusal(tmp_path, content, name)


POLYGLOTS = {
    "GIF and ZIP": (GIF + zip_bytes(a="b"), "a.gif", "ZIP"),
    "PNG and ZIP": (picture_bytes() + zip_bytes(a="b"), "a.png", "ZIP"),
    "JPEG and ZIP": (picture_bytes(format="JPEG") + zip_bytes(a="b"), "a.jpg", "ZIP"),
    "GIF and HTML": (GIF + b"<html><script>alert(1)</script>", "a.gif", "HTML"),
    "GIF and script": (b"GIF89a/*" + GIF[8:] + b"*/=1;alert(1)", "a.gif", "HTML"),
    "JPEG and PDF": (picture_bytes(format="JPEG")[:2] + b"\xff\xfe\x00\x0b%PDF-1.4\n" + picture_bytes(format="JPEG")[2:], "a.jpg", "PDF"),
    "PDF and ZIP": (pdf_bytes() + zip_bytes(a="b"), "a.pdf", "ZIP"),
    "sound and ZIP": (sound_bytes() + zip_bytes(a="b"), "a.wav", "ZIP"),
}  # fmt: skip


@pytest.mark.parametrize("case", list(POLYGLOTS))
def test_file_that_is_two_at_once_stays_outside(tmp_path, case):
    content, name, second = POLYGLOTS[case]
    assert f" et {second}" in refusal(tmp_path, content, name)


def test_picture_of_too_many_pixels_stays_outside(tmp_path):
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )
    assert "trop grande" in refusal(tmp_path, bomb, "a.png")
    assert refusal(tmp_path, with_long_text(200_000_000), "a.png")


def test_archive_that_would_fill_a_disk_or_leave_its_folder_stays_outside(tmp_path):
    assert "remplirait" in refusal(tmp_path, zip_bytes(zeros=bytes(50_000_000)), "a.zip")
    for name in ("../../etc/passwd", "/etc/passwd", "C:/autoexec.bat", "a/..\\..\\b"):
        assert "hors de son dossier" in refusal(tmp_path, zip_bytes(**{name: "x"}), "a.zip")


def test_archive_whose_contents_cannot_be_listed_stays_outside(tmp_path):
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("a", "b" * 100)
    assert refusal(tmp_path, broken.getvalue()[:-30], "a.zip")


@pytest.mark.parametrize(
    "content",
    [
        drawing("<script>alert(1)</script>"),
        drawing('<a href="javascript:alert(1)"><text>x</text></a>'),
        drawing('<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="java&#9;script:alert(1)"/>'),
        drawing('<a href="&#10; JAVA&#13;SCRIPT:alert(1)"/>'),
        drawing('<a href="data:application/xhtml+xml,x"/>'),
        drawing('<set attributeName="href&#9;" to="#a"/>'),
        drawing(attributes='onload="alert(1)"'),
        drawing('<image href="https://example.org/a.png"/>'),
        drawing('<use href="https://example.org/a.svg#b"/>'),
        drawing("<style>@import url(//example.org/a.css);</style>"),
        drawing('<rect style="fill: url( &quot;https://example.org/a.svg#b&quot; )"/>'),
        drawing('<style>rect { mask-image: image-set("https://example.org/a.png" 1x) }</style>'),
        drawing("<rect mask=\"-webkit-cross-fade(url(#a), 'https://example.org/a.png')\"/>"),
        drawing(f'<h:img xmlns:h="{XHTML}" srcset="https://example.org/a.png 1x"/>'),
        drawing(f'<h:link xmlns:h="{XHTML}" rel="preload" imagesrcset="https://example.org/a.png 1x"/>'),
        drawing(f'<h:meta xmlns:h="{XHTML}" http-equiv="refresh" content="0;url=https://example.org/"/>'),
        drawing('<a ping="https://example.org/" href="https://example.org/"/>'),
        drawing('<g xml:base="https://example.org/"><use href="#a"/></g>'),
        drawing("<foreignObject><p/></foreignObject>"),
        drawing('<set attributeName="href" to="javascript:alert(1)"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + drawing("<text>&b;</text>"),
        b'<!DOCTYPE svg SYSTEM "http://example.org/a.dtd">' + drawing(),
        b'<?xml-stylesheet href="https://example.org/a.css"?>' + drawing(),
        drawing("<g>" * 500 + "</g>" * 500),
        drawing()[:-3],
    ],
)
def test_drawing_that_runs_or_fetches_something_stays_outside(tmp_path, content):
    assert refusal(tmp_path, content, "plan.svg")


def test_drawing_that_only_draws_enters(tmp_path):
    inside = (
        '<style>.a { fill: url( "#degrade" ) }</style><use href="#a"/><a href="https://example.org/"><text>x</text></a>'
    )
    image = '<image href="data:image/png;base64,iVBORw0KGgo="/>'
    by_inkscape = (
        '<i:namedview xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="src(1)"/><metadata>'
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Plan</dc:title></r:RDF></metadata>"
    )
    assert checked(tmp_path, drawing(inside + image + by_inkscape), "plan.svg") == ("SVG", "document", "plan.svg")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\photos\\marché.jpg", "marché.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ("\u200f\u2067.png", "png"),
        ("..", ""),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
        ("e\u0301te\u0301.txt", "été.txt"),
    ],
)
def test_name_is_one_that_can_be_shown_and_stored(sent, expected):
    assert safe_name(sent) == expected


def test_title_begins_with_the_words_of_the_name():
    assert title_from("plan-du-quartier_2.pdf") == "plan du quartier 2"
