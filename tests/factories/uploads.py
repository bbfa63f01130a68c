"""Files of every kind as contributors send them, made here: sound, video, drawings, files that are two at once."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.media import picture_bytes

PLACE = b"+48.3904-004.4861/"


def sent(name, content):
    return SimpleUploadedFile(name, content)


def sound_bytes(*, seconds=1, rate=8000):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(bytes(4 * rate * seconds))
    return out.getvalue()


def box(kind, *inside):
    content = b"".join(inside)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def full_box(kind, *inside):
    return box(kind, bytes(4), *inside)


def keys_box(*names):
    entries = b"".join(struct.pack(">I4s", len(name) + 8, b"mdta") + name for name in names)
    return full_box(b"keys", struct.pack(">I", len(names)), entries)


def value_box(number, text):
    return box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0), text))


def film_bytes(*, seconds=2, place=PLACE):
    """A whole MPEG-4 file of one empty video track, 64 × 48, that says where it was filmed as phones do."""
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    duration = seconds * 1000
    head = full_box(
        b"mvhd",
        struct.pack(">IIIIIHH8x", 0, 0, 1000, duration, 0x10000, 0x100, 0),
        matrix,
        bytes(24),
        struct.pack(">I", 2),
    )
    track = full_box(
        b"tkhd", struct.pack(">IIIII", 0, 0, 1, 0, duration), bytes(16), matrix, struct.pack(">II", 64 << 16, 48 << 16)
    )
    entry = box(
        b"avc1", bytes(6), struct.pack(">H", 1), bytes(16), struct.pack(">HHIIIH", 64, 48, 0x480000, 0x480000, 0, 1),
        bytes(32), struct.pack(">Hh", 24, -1), box(b"avcC", bytes.fromhex("014200 1effe10000 0000".replace(" ", ""))),
    )  # fmt: skip
    table = box(
        b"stbl", full_box(b"stsd", struct.pack(">I", 1), entry), full_box(b"stts", struct.pack(">III", 1, 1, duration)),
        full_box(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)), full_box(b"stsz", struct.pack(">III", 0, 1, 16)),
        full_box(b"stco", struct.pack(">II", 1, 40)),
    )  # fmt: skip
    media = box(
        b"mdia", full_box(b"mdhd", struct.pack(">IIIIHH", 0, 0, 1000, duration, 0x55C4, 0)),
        full_box(b"hdlr", struct.pack(">I4s12x", 0, b"vide"), b"\0"),
        box(b"minf", full_box(b"vmhd", bytes(8)), table),
    )  # fmt: skip
    told = box(
        b"udta", box(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place), box(b"loci", bytes(6), place),
        full_box(
            b"meta", full_box(b"hdlr", struct.pack(">I4s12x", 0, b"mdta"), b"\0"),
            keys_box(b"com.apple.quicktime.location.ISO6709", b"com.apple.quicktime.title"),
            box(b"ilst", value_box(1, place), value_box(2, b"La fabrique")),
        ),
    )  # fmt: skip
    return (
        box(b"ftyp", b"isom", bytes(4), b"isommp42")
        + box(b"mdat", bytes(16))
        + box(b"moov", head, box(b"trak", track, media), told)
    )


def pdf_bytes(*, pages=2, javascript=False, password="", **info):
    out = io.BytesIO()
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page()
    if javascript:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    for key, value in info.items():
        pdf.docinfo[f"/{key}"] = value
    encryption = pikepdf.Encryption(owner=password, user=password) if password else False
    pdf.save(out, encryption=encryption)
    return out.getvalue()


def pdf_that_unpacks(size, *, signed=True):
    """A PDF with an object in a stream that unpacks to `size` bytes and more, almost all of them spaces."""
    packing, spaces = zlib.compressobj(9), b" " * 1_000_000
    packed = packing.compress(b"9 0 <</SigFlags %d>>" % signed)
    packed += b"".join(packing.compress(spaces) for _ in range(-(-size // len(spaces)))) + packing.flush()
    written = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>",
        4: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
    }
    out, rows = b"%PDF-1.5\n", [(0, 0, 65535)]
    for number, content in written.items():
        rows.append((1, len(out), 0))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows += [(1, len(out), 0), *[(0, 0, 0)] * 3, (2, 4, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    head = b"<</Type/XRef/Size 10/W[1 4 2]/Root 1 0 R/Length %d>>" % len(table)
    return out + b"5 0 obj\n%sstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (head, table, len(out))


def zip_bytes(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def drawing(inside="", attributes=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><circle r="4"/>{inside}</svg>'.encode()


def photo(colour=(29, 78, 137), **options):
    return picture_bytes(colour=colour, **({"format": "JPEG"} | options))
