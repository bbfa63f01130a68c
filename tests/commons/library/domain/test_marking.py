"""The licence travels in the file: our reader and exiftool read back what was written, and nothing drawn changes."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import shutil
import struct
import subprocess
import zlib

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from commons.library.domain import marking_pdf, pdf_marker
from commons.library.domain.marking import CannotMark, CannotMarkNow, can_be_marked, marked, packet
from legaltools import catalogue
from legaltools.credit import Author, Work
from legaltools.metadata import read_xmp, xmp_packet
from legaltools.metadata.record import tidy
from tests.factories.uploads import pdf_that_unpacks

PAGE = "https://communs.example/medias/le-marche/"
WORK = Work(
    title="Le marché",
    authors=(Author("Awa Diallo", "https://example.org/awa"), Author("Yann Kervella", role="photographer")),
    source=PAGE,
    licence=catalogue.get("cc-by-sa-4.0"),
    year=2026,
)
XMP = packet(WORK, page=PAGE)


def pixels(size=(40, 30), mode="RGB"):
    picture = Image.new(mode, size)
    picture.putdata(
        [
            (place * 5 % 256, place * 7 % 256, place * 11 % 256, 255 - place % 200)[: len(mode)]
            for place in range(size[0] * size[1])
        ]
    )
    return picture


def encoded(picture, format, **options):  # noqa: A002 -- Pillow's own word
    out = io.BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()


def moving(format):  # noqa: A002 -- the same
    frames = [pixels(), pixels().rotate(180)]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:], duration=100)


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
EXIF = Image.Exif()
EXIF[0x010E] = "Une vue"
PICTURES = {
    "jpeg": encoded(pixels(), "JPEG"),
    "jpeg, profile and exif": encoded(pixels(), "JPEG", icc_profile=PROFILE, exif=EXIF),
    "jpeg, progressive": encoded(pixels(), "JPEG", progressive=True),
    "jpeg, its own xmp": encoded(pixels(), "JPEG", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>un autre</x:xmpmeta>"),
    "png": encoded(pixels(), "PNG"),
    "png, profile": encoded(pixels(mode="RGBA"), "PNG", icc_profile=PROFILE),
    "png, moving": moving("PNG"),
    "webp": encoded(pixels(), "WEBP"),
    "webp, lossless": encoded(pixels(), "WEBP", lossless=True),
    "webp, lossless and see-through": encoded(pixels(mode="RGBA"), "WEBP", lossless=True),
    "webp, odd size": encoded(pixels((41, 29)), "WEBP"),
    "webp, profile": encoded(pixels(), "WEBP", icc_profile=PROFILE),
    "webp, moving": moving("WEBP"),
}


def frames(content):
    with Image.open(io.BytesIO(content)) as opened:
        drawn = []
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            drawn.append(opened.convert("RGBA").tobytes())
        return drawn, opened.size, opened.info.get("icc_profile"), opened.info.get("exif")


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_marked_and_nothing_drawn_changes(name):
    content = PICTURES[name]
    with_xmp = marked(content, XMP)
    assert read_xmp(xmp_packet(with_xmp)) == tidy(WORK)
    assert with_xmp.count(b"x:xmpmeta xmlns") == 1
    assert frames(with_xmp) == frames(content)


@pytest.mark.parametrize("name", PICTURES)
def test_marking_twice_is_marking_once(name):
    once = marked(PICTURES[name], XMP)
    assert marked(once, XMP) == once


def document():
    return typst.compile(
        b'#set document(title: "Le plan", author: "Awa")\n#set text(lang: "fr")\n= Le plan\nUn texte.',
        pdf_standards=["ua-1"],
    )


def test_accessible_pdf_is_marked_and_stays_accessible():
    content = document()
    with_xmp = marked(content, XMP)
    assert read_xmp(xmp_packet(with_xmp)) == tidy(WORK)
    assert b"pdfuaid" in xmp_packet(with_xmp).encode() or b"pdfua/ns/id/" in with_xmp
    with pikepdf.open(io.BytesIO(content)) as before, pikepdf.open(io.BytesIO(with_xmp)) as after:
        with after.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert metadata["dc:title"] == "Le marché"
        assert len(after.pages) == len(before.pages)
        assert bool(after.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in after.Root


def stating(said, **options):
    with pikepdf.open(io.BytesIO(document())) as opened:
        opened.Root.Metadata = opened.make_indirect(pikepdf.Stream(opened, said, **options))
        out = io.BytesIO()
        opened.save(out, fix_metadata_version=False)
        return out.getvalue()


ACCESSIBLE = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


@pytest.mark.parametrize("filters", [pikepdf.Name.FlateDecode, pikepdf.Array([pikepdf.Name.FlateDecode])])
def test_pdf_whose_metadata_is_packed_stays_accessible(filters):
    assert b"pdfua/ns/id/" in marked(stating(zlib.compress(ACCESSIBLE), Filter=filters), XMP)
    assert b"pdfua/ns/id/" in marked(stating(ACCESSIBLE), XMP)


def test_metadata_that_unpacks_to_far_more_is_left_out():
    bomb = stating(zlib.compress(ACCESSIBLE + b" " * 30_000_000), Filter=pikepdf.Name.FlateDecode)
    assert b"pdfua/ns/id/" not in marked(bomb, XMP)


@pytest.mark.parametrize("signed", [True, False])
def test_pdf_that_unpacks_to_more_than_its_process_may_hold_is_left_as_it_is(signed):
    with pytest.raises(CannotMark):
        marked(pdf_that_unpacks(pdf_marker.MOST_MEMORY, signed=signed), XMP)


def test_pdf_is_not_read_in_the_process_that_asks(monkeypatch):
    def never(*_args, **_options):
        raise AssertionError

    monkeypatch.setattr(pikepdf, "open", never)
    assert read_xmp(xmp_packet(marked(document(), XMP))) == tidy(WORK)


def test_machine_that_refuses_says_nothing_of_the_file(monkeypatch):
    def refuses(*_args, **_options):
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(marking_pdf.subprocess, "run", refuses)
    with pytest.raises(CannotMarkNow):
        marked(document(), XMP)


def test_pdf_is_marked_with_the_same_bytes_each_time():
    content = document()
    assert marked(content, XMP) == marked(content, XMP)


def signed():
    with pikepdf.open(io.BytesIO(document())) as opened:
        opened.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[])
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def encrypted():
    with pikepdf.open(io.BytesIO(document())) as opened:
        out = io.BytesIO()
        opened.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"bonjour", b"\xff\xd8", b"\xff\xd8\xff\xe1", b"\xff\xd8\xff\xe1\xff\xff<", b"%PDF-1.4 plan", b"GIF89a",
        b"RIFF\x04\0\0\0WEBP", b"RIFF\x0c\0\0\0WEBPALPH\0\0\0\0", b"<svg/>", b"ID3", signed(), encrypted(),
    ],
    ids=lambda content: repr(content[:12]),
)  # fmt: skip
def test_what_cannot_be_marked_says_so(content):
    with pytest.raises(CannotMark):
        marked(content, XMP)


@pytest.mark.parametrize(
    ("start", "can"),
    [
        (b"\xff\xd8\xff\xe0\0\0\0\0\0\0\0\0", True), (b"\x89PNG\r\n\x1a\n\0\0\0\0", True), (b"%PDF-1.7\n%\xe2\xe3", True),
        (b"RIFF\0\0\0\0WEBP", True), (b"RIFF\0\0\0\0WAVE", False), (b"GIF89a\0\0\0\0\0\0", False), (b"", False),
    ],
)  # fmt: skip
def test_formats_that_hold_the_packet(start, can):
    assert can_be_marked(start) is can


def test_packet_of_very_many_originals_fits():
    originals = tuple(Work(title=f"Original {n} " + "x" * 200, source=PAGE) for n in range(400))
    crowd = Work(title="Fresque", authors=WORK.authors, licence=WORK.licence, adapted_from=originals)
    text = packet(crowd, page=PAGE)
    assert len(text.encode()) < 65_500
    assert read_xmp(xmp_packet(marked(PICTURES["jpeg"], text))).title == "Fresque"


words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=40)
works = st.builds(
    Work,
    title=words,
    authors=st.lists(st.builds(Author, words), max_size=3).map(tuple),
    source=st.just(PAGE),
    licence=st.sampled_from(["cc-by-4.0", "cc0-1.0", "lal-1.3", "pdm-1.0", "cc-by-nc-nd-2.0-fr"]).map(catalogue.get),
    changes=st.one_of(st.just(""), words),
)


@given(work=works, name=st.sampled_from(["jpeg", "png", "webp", "webp, lossless and see-through"]))
@settings(max_examples=60)
def test_every_work_is_read_back_from_the_file(work, name):
    assert read_xmp(xmp_packet(marked(PICTURES[name], packet(work, page=PAGE)))) == tidy(work)


@given(noise=st.binary(max_size=200), cut=st.integers(0, 400), name=st.sampled_from(sorted(PICTURES)))
@settings(max_examples=80)
def test_broken_files_are_refused_or_marked_never_worse(noise, cut, name):
    content = PICTURES[name][:cut] + noise
    with contextlib.suppress(CannotMark):
        assert xmp_packet(marked(content, XMP))


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="needs Debian's libimage-exiftool-perl")
@pytest.mark.parametrize("name", [*PICTURES, "pdf", "sidecar"])
def test_exiftool_reads_it_back(name, tmp_path):
    content = {"pdf": document, "sidecar": XMP.encode}.get(name, lambda: marked(PICTURES[name], XMP))()
    content = marked(content, XMP) if name == "pdf" else content
    file = tmp_path / "fichier.xmp" if name == "sidecar" else tmp_path / "fichier"
    file.write_bytes(content)
    asked = [
        "-XMP-xmpRights:all", "-XMP-cc:all", "-XMP-dc:title", "-XMP-dc:creator", "-XMP-dc:rights", "-validate", "-warning",
    ]  # fmt: skip
    out = subprocess.run(["exiftool", "-json", "-G1", *asked, str(file)], capture_output=True, check=True)
    read = json.loads(out.stdout)[0]
    assert read["XMP-xmpRights:WebStatement"] == PAGE
    assert read["XMP-xmpRights:Marked"] is True
    assert "CC BY-SA 4.0" in read["XMP-xmpRights:UsageTerms"]
    assert read["XMP-cc:License"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert read["XMP-cc:AttributionName"] == "Awa Diallo, Yann Kervella"
    assert read["XMP-dc:Title"] == "Le marché"
    assert read["XMP-dc:Creator"] == ["Awa Diallo", "Yann Kervella"]
    assert "CC BY-SA 4.0" in read["XMP-dc:Rights"]


def test_header_of_a_simple_webp_says_its_size():
    header = marked(PICTURES["webp, odd size"], XMP)[12:30]
    assert header[:4] == b"VP8X"
    assert (int.from_bytes(header[12:15], "little"), int.from_bytes(header[15:18], "little")) == (40, 28)
    assert struct.unpack("<I", header[4:8]) == (10,)
