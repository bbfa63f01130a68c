"""Sounds and films that say where they were made, as phones, recorders and cameras write it; made here, byte by byte."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image

from tests.factories.uploads import PLACE, box, film_bytes, full_box, sound_bytes

TITLE = b"La halle"
_GPS = 0x8825


def photo_with_a_place():
    """A JPEG whose Exif block names a place."""
    exif, out = Image.Exif(), BytesIO()
    exif[_GPS] = {1: "N", 2: (48.0, 23.0, 25.0), 3: "W", 4: (4.0, 29.0, 10.0)}
    Image.new("RGB", (32, 24), (29, 78, 137)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def frame(name, content, version=3):
    size = len(content)
    sized = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) if version == 4 else struct.pack(">I", size)
    return name + sized + b"\0\0" + content


def id3(*frames, version=3, flags=0):
    body = b"".join(frames)
    sized = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version, 0, flags]) + sized + body


def id3_frames(version=3):
    told = "location".encode("utf-16"), PLACE.decode().encode("utf-16")
    return (
        frame(b"TXXX", b"\0location\0" + PLACE, version),
        frame(b"TXXX", b"\1" + told[0] + b"\0\0" + told[1], version),
        frame(b"COMM", b"\0fra\0vu a " + PLACE, version),
        frame(b"TIT2", b"\0" + TITLE, version),
        frame(b"APIC", b"\0image/jpeg\0\3\0" + photo_with_a_place(), version),
    )


def mp3_bytes(version=3):
    ape = b"Location\0"
    item = struct.pack("<II", len(PLACE), 0) + ape + PLACE
    tail = b"APETAGEX" + struct.pack("<IIII8x", 2000, len(item) + 32, 1, 1 << 31) + item
    sound = (b"\xff\xfb\x90\x00" + bytes(413)) * 20
    return id3(*id3_frames(version), version=version) + sound + tail


def unsynchronised_mp3_bytes():
    """As ID3v2.3 writes it where no reader may take 0xFF 0xFB of a picture for a sound."""
    body = b"".join(id3_frames()).replace(b"\xff", b"\xff\x00")
    return id3(body, flags=0x80) + (b"\xff\xfb\x90\x00" + bytes(413)) * 20


def comments(*more):
    said = [
        b"TITLE=" + TITLE, b"LOCATION=" + PLACE, b"comment=vu a " + PLACE, *more,
        b"METADATA_BLOCK_PICTURE=" + base64.b64encode(flac_picture()),
    ]  # fmt: skip
    listed = b"".join(struct.pack("<I", len(one)) + one for one in said)
    return struct.pack("<I", 4) + b"tests"[:4] + struct.pack("<I", len(said)) + listed


def flac_picture():
    photo = photo_with_a_place()
    return struct.pack(">II", 3, 10) + b"image/jpeg" + struct.pack(">IIIIII", 0, 32, 24, 24, 0, len(photo)) + photo


def flac_bytes():
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + bytes.fromhex("01f400f0000000 00".replace(" ", "")) + bytes(16)
    blocks = [(0, info), (4, comments()), (6, flac_picture())]
    out = b"fLaC"
    for number, (kind, block) in enumerate(blocks):
        out += bytes([kind | (0x80 if number == len(blocks) - 1 else 0)]) + len(block).to_bytes(3, "big") + block
    return out + bytes(100)


def checksum(page):
    """Of a page of Ogg, bit by bit."""
    crc = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        crc ^= byte << 24
        for _bit in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return crc


def ogg_page(packet_part, *, number, flags=0, ends=True):
    lacing = [255] * (len(packet_part) // 255) + ([len(packet_part) % 255] if ends else [])
    head = b"OggS\0" + bytes([flags]) + bytes(8) + b"halL" + struct.pack("<II", number, 0) + bytes([len(lacing)])
    page = head + bytes(lacing) + packet_part
    return page[:22] + struct.pack("<I", checksum(page)) + page[26:]


def ogg_bytes():
    """Opus, whose comments run over two pages."""
    head = b"OpusHead\1\2\x38\1" + struct.pack("<IHB", 48000, 0, 0)
    packet = b"OpusTags" + comments()
    first, rest = packet[:255], packet[255:]
    return (
        ogg_page(head, number=0, flags=2) + ogg_page(first, number=1, ends=False) + ogg_page(rest, number=2, flags=1)
        + ogg_page(b"\xfc" + bytes(60), number=3, flags=4)
    )  # fmt: skip


def pages_of(content):
    while content:
        size = 27 + content[26] + sum(content[27 : 27 + content[26]])
        yield content[:size]
        content = content[size:]


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def wav_bytes():
    ixml = (
        b"<BWFXML><PROJECT>La halle</PROJECT><LOCATION><LOCATION_GPS>48.3904,-4.4861</LOCATION_GPS></LOCATION></BWFXML>"
    )
    bext = (
        b"Une halle".ljust(256, b"\0")
        + b"Recorder".ljust(32, b"\0")
        + b"FRXXX00012345678".ljust(32, b"\0")
        + bytes(282)
    )
    told = chunk(b"LIST", b"INFO" + chunk(b"INAM", TITLE + b"\0") + chunk(b"ICMT", b"vu a " + PLACE))
    riff = sound_bytes()[12:] + told + chunk(b"iXML", ixml) + chunk(b"bext", bext) + chunk(b"id3 ", id3(*id3_frames()))
    return b"RIFF" + struct.pack("<I", len(riff) + 4) + b"WAVE" + riff


def element(id_, *inside):
    content = b"".join(inside)
    return bytes.fromhex(id_) + b"\x01" + len(content).to_bytes(7, "big") + content


def simple_tag(name, text, *inside):
    return element("67c8", element("45a3", name), element("4487", text), *inside)


def webm_bytes(*, streamed=False):
    """`streamed`: written while it was being recorded, so that nothing says how long it is."""
    header = element("1a45dfa3", element("4282", b"webm"))
    tags = element(
        "1254c367", element("bf", bytes(4)),
        element(
            "7373", element("63c0"), simple_tag(b"TITLE", TITLE, simple_tag(b"LOCATION", PLACE)),
            simple_tag(b"COM.APPLE.QUICKTIME.LOCATION.ISO6709", PLACE), simple_tag(b"COMMENT", b"vu a " + PLACE),
        ),
    )  # fmt: skip
    photo = element("1941a469", element("61a7", element("466e", b"cover.jpg"), element("465c", photo_with_a_place())))
    cluster = element("e7", b"\0"), element("a3", b"\x81\0\0\x80" + bytes(40))
    if not streamed:
        return header + element("18538067", tags, photo, element("1f43b675", *cluster))
    unknown = b"\x01" + b"\xff" * 7
    rest = bytes.fromhex("1f43b675") + unknown + b"".join(cluster)
    return header + bytes.fromhex("18538067") + unknown + rest + tags + photo


def track(handler, entry, samples, offset):
    """A track of which all the samples stand in one chunk."""
    table = box(
        b"stbl", full_box(b"stsd", struct.pack(">I", 1), box(entry, bytes(8))),
        full_box(b"stsc", struct.pack(">IIII", 1, 1, len(samples), 1)),
        full_box(b"stsz", struct.pack(f">II{len(samples)}I", 0, len(samples), *map(len, samples))),
        full_box(b"stco", struct.pack(">II", 1, offset)),
    )  # fmt: skip
    handled = full_box(b"hdlr", struct.pack(">I4s12x", 0, handler), b"\0")
    return box(b"trak", box(b"mdia", handled, box(b"minf", full_box(b"hdlr", bytes(20)), table)))


TELEMETRY = (b"GPS5 48.3904 -4.4861", b"GPS5 48.3905 -4.4862")
SPOKEN, FLOWN = b"\0\x0bBonjour tous", b"\0\x1eGPS(-4.48612,48.39042,19) BAR:1"


def film_that_notes_its_way(*, fragments=False):
    """A film with the telemetry of an action camera, subtitles of a drone and those of a person."""
    said = b"".join(TELEMETRY) + FLOWN + SPOKEN
    film = film_bytes()
    start = film.index(b"mdat") + 4
    moved = film[: start - 8] + box(b"mdat", bytes(16), said)
    first, second, third = (start + 16 + len(part) for part in (b"", b"".join(TELEMETRY), b"".join(TELEMETRY) + FLOWN))
    moov = film[film.index(b"moov") + 4 :]
    tracks = track(b"meta", b"gpmd", TELEMETRY, first) + track(b"sbtl", b"tx3g", (FLOWN,), second)
    tracks += track(b"sbtl", b"tx3g", (SPOKEN,), third)
    return moved + box(b"moov", moov, tracks) + (box(b"moof") if fragments else b"")


# As the chip of many cameras on dashboards writes it: a moment, “active”, two directions, degrees and minutes.
DRIVEN = struct.pack("<6I4s4f", 9, 26, 52, 26, 3, 14, b"ANW\0", 4823.4240, 429.1660, 12.5, 90.0)


def position():
    return (struct.pack(">I", 256) + b"freeGPS " + bytes(4) + DRIVEN).ljust(256, b"\0")


def film_of_a_dashboard(*, listed=True, beside=False):
    """Positions in boxes of free space: among the pictures, or `beside` them; `listed` in the index, or found by luck."""
    start, films = film_bytes(place=b"nowhere").split(box(b"mdat", bytes(16)))
    blocks = position() + position()
    data = blocks + box(b"mdat", b"PICTURES") if beside else box(b"mdat", b"PICTURES", blocks, b"PICTURES")
    first = len(start) + (0 if beside else 16)
    table = struct.pack(">6I", 0x101, 2, first, 256, first + 256, 256)
    return start + data + box(b"moov", films[8:], *([box(b"gps ", table)] if listed else []))


def pdf_of_a_photo(*, signed=False, packed=False, attached=False, **options):
    """A PDF whose picture, and what is said of it, name a place."""
    document, photo, out = pikepdf.new(), photo_with_a_place(), BytesIO()
    document.add_blank_page()
    stream = pikepdf.Stream(document, zlib.compress(photo) if packed else photo)
    if not attached:
        filters = [pikepdf.Name.FlateDecode] * packed + [pikepdf.Name.DCTDecode]
        stream.Filter = pikepdf.Array(filters) if packed else pikepdf.Name.DCTDecode
    stream.Type = pikepdf.Name.EmbeddedFile if attached else pikepdf.Name.XObject
    stream.Metadata = document.make_stream(b"<a><exif:GPSLatitude>48.39</exif:GPSLatitude><b>Rue</b></a>")
    stream.Metadata.Type = pikepdf.Name.Metadata
    document.Root.Shown = document.make_indirect(stream)
    if signed:
        document.Root.AcroForm = pikepdf.Dictionary(SigFlags=1)
    document.save(out, **options)
    return out.getvalue()
