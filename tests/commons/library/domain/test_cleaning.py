"""Nothing that is served tells where it was made: sounds and films of every container, cleaned in place."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zlib

import pikepdf
import pytest
from PIL import Image, ImageChops

from commons.library.domain import cleaning, video_boxes, vorbis_comments
from commons.library.domain.cleaning import as_served, clean
from commons.library.domain.file_formats import FORMATS, format_of
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.told_places import tells_where
from tests.factories import places
from tests.factories.media import picture_bytes
from tests.factories.uploads import PLACE, film_bytes, pdf_bytes

CONTAINERS = {
    "halle.mp3": (places.mp3_bytes(), "MP3"),
    "halle-v24.mp3": (places.mp3_bytes(version=4), "MP3"),
    "halle-unsync.mp3": (places.unsynchronised_mp3_bytes(), "MP3"),
    "halle.flac": (places.flac_bytes(), "FLAC"),
    "halle.opus": (places.ogg_bytes(), "Ogg"),
    "halle.wav": (places.wav_bytes(), "WAV"),
    "halle.webm": (places.webm_bytes(), "WebM"),
    "en-direct.webm": (places.webm_bytes(streamed=True), "WebM"),
    "vol.mp4": (places.film_that_notes_its_way(), "MPEG-4"),
}


@pytest.fixture
def written(tmp_path):
    def write(name, content=None):
        path = tmp_path / name
        path.write_bytes(content or CONTAINERS[name][0])
        return path

    return write


def cleaned(path):
    return clean(path, format_of(path))


@pytest.mark.parametrize("name", CONTAINERS)
def test_place_goes_in_place_and_the_title_stays(written, name):
    path = written(name)
    before = path.read_bytes()
    assert format_of(path).name == CONTAINERS[name][1]

    assert cleaned(path) is True
    after = path.read_bytes()
    assert len(after) == len(before)
    assert [told for told in (PLACE, PLACE.decode().encode("utf-16-le"), b"48.39") if told in after] == []
    assert places.TITLE in after or b"La fabrique" in after
    assert cleaned(path) is False


@pytest.mark.skipif(not shutil.which("exiftool"), reason="no exiftool here")
@pytest.mark.parametrize("name", sorted(set(CONTAINERS) - {"en-direct.webm"}))  # which exiftool does not read through
def test_exiftool_finds_a_place_before_and_none_after(written, name):
    path = written(name)
    assert told_by_exiftool(path)
    cleaned(path)
    assert told_by_exiftool(path) == []


def test_pages_of_ogg_that_were_changed_are_summed_again(written):
    path = written("halle.opus")
    cleaned(path)
    pages = list(places.pages_of(path.read_bytes()))
    assert [int.from_bytes(page[22:26], "little") == places.checksum(page) for page in pages] == [True] * 4


def test_recorder_keeps_its_serial_number_to_itself(written):
    path = written("halle.wav")
    cleaned(path)
    assert b"00012345678" not in path.read_bytes()
    assert b"Recorder" in path.read_bytes()


def test_film_keeps_its_subtitles_and_its_picture_and_loses_its_way(written):
    path = written("vol.mp4")
    cleaned(path)
    after = path.read_bytes()
    assert [part in after for part in (*places.TELEMETRY, places.FLOWN, places.SPOKEN)] == [False, False, False, True]
    assert (after.count(b"trak"), after.count(b"tx3g")) == (2, 1)


def test_film_in_fragments_that_notes_its_way_is_refused_with_what_to_do(written):
    path = written("vol.mp4", places.film_that_notes_its_way(fragments=True))
    with pytest.raises(FileRefused, match="enregistrez-le à nouveau sans ses métadonnées"):
        cleaned(path)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("beside", [True, False])
def test_film_of_a_dashboard_loses_its_way_and_stays_whole(written, listed, beside):
    path = written("route.mp4", places.film_of_a_dashboard(listed=listed, beside=beside))
    size = path.stat().st_size
    before = told_by_exiftool(path)
    assert cleaned(path) is True
    assert places.DRIVEN not in path.read_bytes()
    assert path.read_bytes().count(b"PICTURES") == (1 if beside else 2)
    video_boxes.check_whole(path)
    assert (path.stat().st_size, cleaned(path)) == (size, False)
    if shutil.which("exiftool"):
        assert (bool(before), told_by_exiftool(path)) == (True, [])


def told_by_exiftool(path):
    if not shutil.which("exiftool"):
        return []
    answer = subprocess.run(
        ["exiftool", "-json", "-G1", "-ee3", "-a", path], capture_output=True, text=True, check=False
    )
    said = json.loads(answer.stdout)[0].items()
    return [key for key, value in said if "GPS" in key or "Location" in key or "48.39" in str(value)]


def test_file_that_says_nothing_stays_as_it_is(written):
    for name, content in {
        "sans.mp3": places.id3(places.frame(b"TIT2", b"\0Halle")),
        "sans.mp4": film_bytes(place=b"x"),
    }.items():
        path = written(name, content)
        cleaned(path)
        assert b"Halle" in path.read_bytes() or b"La fabrique" in path.read_bytes()
    assert as_served(b"rien de connu", "notes.txt") == b"rien de connu"
    assert as_served(places.mp3_bytes(), "halle.mp3").count(PLACE) == 0


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (b"LOCATION", b"Rennes", True),
        (b"com.android.gps", b"", True),
        (b"\xa9xyz", b"", True),
        (b"SERIAL_NUMBER", b"C300", True),
        (b"comment", b"+48.3904-004.4861/", True),
        (b"comment", b"+482325.4-0042910.2/", True),
        (b"comment", b"ISBN 978-2-07-036822-8", False),
        (b"date", b"2026-05-12T10:00:00+02:00", False),
        (b"comment", b"Une localisation", False),
        (b"genre", b"Geographie", False),
    ],
)
def test_tag_tells_where_by_its_name_or_by_its_value(name, value, told):
    assert tells_where(name, value) is told


@pytest.mark.parametrize("format_", ["MP3", "FLAC", "Ogg", "WAV", "WebM"])
@pytest.mark.parametrize("size", [0, 11, 40, 90, 300, 700])
def test_file_that_breaks_off_ends_quickly(written, format_, size):
    name = next(name for name, (_content, found) in CONTAINERS.items() if found == format_)
    path = written(name, CONTAINERS[name][0][:size] or b"\0")
    clean(path, FORMATS[format_])
    assert path.stat().st_size == max(size, 1)


@pytest.mark.parametrize(
    ("format_", "content"),
    [
        ("MP3", b"ID3\3\0\0\x7f\x7f\x7f\x7f"),
        ("MP3", places.id3(*(places.frame(b"TIT2", b"") for _number in range(10_002)))),
        ("FLAC", b"fLaC\x84\0\0\x08" + bytes(4) + b"\xff\xff\xff\x7f"),
        ("WebM", places.element("18538067", b"\x12\x54\xc3\x67\x01\xff\xff\xff\xff\xff\xff\xff")),
        ("WebM", places.element("18538067", places.element("1254c367", b"\xec\x80" * 20_001))),
        ("Ogg", b"".join(places.ogg_page(b"", number=0, flags=2).replace(b"halL", b"%04d" % n) for n in range(300))),
    ],
)
def test_tag_that_would_fill_the_memory_is_refused(written, format_, content):
    with pytest.raises(FileRefused, match="on ne peut pas l’en retirer"):
        clean(written("bombe", content), FORMATS[format_])


@pytest.mark.parametrize(
    "tag",
    [
        b"ID3\5\0\0\0\0\0\x0f" + b"TIT2\0\0\0\5\0\0\0abcd",
        b"ID3\1\0\0\0\0\0\x0f" + b"TIT2\0\0\0\5\0\0\0abcd",
    ],
)
def test_tag_of_a_version_that_nobody_knows_is_refused(written, tag):
    with pytest.raises(FileRefused, match="on ne peut pas l’en retirer"):
        clean(written("halle.mp3", tag + places.mp3_bytes()), FORMATS["MP3"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("halle.mp3", b"ID3\4\0\x40\0\0\0\0" + b"\xff\xfb\x90\x64" + bytes(413)),
        ("halle.mp3", b"ID3\3\0\x40\0\0\0\2\0\0" + b"\xff\xfb\x90\x64" + bytes(413)),
        ("halle.wav", b"RIFF\x14\0\0\0WAVE" + places.chunk(b"id3 ", b"ID3")),
    ],
)
def test_tag_that_is_too_short_says_nothing(written, name, content):
    path = written(name, content)
    assert clean(path, format_of(path)) is False


def test_file_that_no_reader_understands_is_never_served_as_it_came(monkeypatch):
    def broken(_content):
        raise IndexError

    monkeypatch.setattr(cleaning, "without_whereabouts", broken)
    with pytest.raises(FileRefused, match="coupé avant la fin"):
        as_served(picture_bytes(), "rue.png")


def test_pages_of_ogg_are_summed_again_where_they_were_changed_alone(written, monkeypatch):
    summed = []
    whole = vorbis_comments._sum_again
    monkeypatch.setattr(
        vorbis_comments, "_sum_again", lambda file, page: (summed.append(page.start), whole(file, page))
    )
    told = b"OpusTags" + bytes(4) + (3000).to_bytes(4, "little") + (b"\x0b\0\0\0COMMENT=abc") * 3000
    told += len(b"LOCATION=" + PLACE).to_bytes(4, "little") + b"LOCATION=" + PLACE
    told = told[:12] + (3001).to_bytes(4, "little") + told[16:]
    pieces = [told[at : at + 255] for at in range(0, len(told), 255)]
    pages = [places.ogg_page(b"OpusHead", number=0, flags=2)]
    pages += [places.ogg_page(piece, number=1 + at, ends=at == len(pieces) - 1) for at, piece in enumerate(pieces)]
    path = written("long.opus", b"".join(pages))
    assert cleaned(path) is True
    after = list(places.pages_of(path.read_bytes()))
    assert (PLACE in path.read_bytes(), len(after) > 100, len(summed) <= 2) == (False, True, True)
    assert all(int.from_bytes(page[22:26], "little") == places.checksum(page) for page in after)


def pdf_of_a_photo(*, signed=False, packed=False, attached=False, **options):
    document, photo, out = pikepdf.new(), places.photo_with_a_place(), io.BytesIO()
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


@pytest.mark.parametrize("how", [{}, {"packed": True}, {"attached": True}, {"linearize": True}])
def test_picture_in_a_pdf_loses_its_place_and_its_pixels_stay(written, how):
    path = written("fiche.pdf", pdf_of_a_photo(**how))
    assert cleaned(path) is True
    with pikepdf.open(path) as document:
        shown = document.Root.Shown
        picture = Image.open(io.BytesIO(shown.read_raw_bytes()))
        said = shown.Metadata.read_bytes()
    before = Image.open(io.BytesIO(places.photo_with_a_place()))
    assert (0x8825 in before.getexif(), 0x8825 in picture.getexif()) == (True, False)
    assert ImageChops.difference(picture.convert("RGB"), before.convert("RGB")).getbbox() is None
    assert (b"48.39" in said, b"<b>Rue</b>" in said) == (False, True)
    assert (cleaned(path), list(path.parent.iterdir())) == (False, [path])


@pytest.mark.parametrize("how", [{"signed": True}, {"encryption": pikepdf.Encryption(owner="x", user="")}])
def test_pdf_that_nobody_may_change_and_that_says_a_place_is_refused_with_what_to_do(written, how):
    with pytest.raises(FileRefused, match="signé ou protégé"):
        cleaned(written("fiche.pdf", pdf_of_a_photo(**how)))


def test_pdf_that_says_nothing_is_the_very_same_and_starts_no_process(written, monkeypatch):
    monkeypatch.setattr(cleaning, "answer_of", lambda *_command: pytest.fail("started"))
    path = written("fiche.pdf", pdf_bytes())
    assert cleaned(path) is False


def test_pdf_whose_picture_unpacks_to_more_than_is_looked_at_is_refused(written):
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    stream = pikepdf.Stream(document, zlib.compress(bytes(60_000_001)))
    stream.Filter, stream.Type = pikepdf.Name.FlateDecode, pikepdf.Name.Metadata
    document.Root.Shown = document.make_indirect(stream)
    document.save(out, compress_streams=False)
    with pytest.raises(FileRefused, match="Ce PDF est illisible"):
        cleaned(written("fiche.pdf", out.getvalue()))
