"""Technical facts come from the file; what cannot be read is done without, and said in the log."""

from __future__ import annotations

import logging
import subprocess
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from commons.library.domain import facts, file_reader
from commons.library.models import LicensedMedia, MediaItem
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.uploads import film_bytes, pdf_bytes, pdf_that_unpacks, sound_bytes, zip_bytes


def read(tmp_path, content, name, kind):
    path = tmp_path / name
    path.write_bytes(content)
    return facts.read_file(path, kind).facts


ODT = zip_bytes(
    **{
        "mimetype": "application/vnd.oasis.opendocument.text",
        "meta.xml": '<office:document-meta xmlns:office="o" xmlns:meta="m"><meta:document-statistic meta:page-count="3"/>'
        "</office:document-meta>",
    }
)
FACTS = {
    "picture": (picture_bytes(), "a.png", "image", {"format": "PNG", "width": 64, "height": 48, "colour": "colour", "animated": False}),
    "PDF": (pdf_bytes(pages=3), "a.pdf", "document", {"format": "PDF 1.3", "pages": 3, "tagged": False, "programs": False}),
    "PDF with JavaScript": (pdf_bytes(javascript=True), "a.pdf", "document", {"format": "PDF 1.3", "pages": 2, "tagged": False, "programs": True}),
    "PDF with a password": (pdf_bytes(password="x"), "a.pdf", "document", {"format": "PDF", "locked": True}),
    "text": (ODT, "a.odt", "document", {"format": "ODT", "pages": 3}),
    "archive": (zip_bytes(a="b"), "a.zip", "document", {"format": "ZIP"}),
    "sound": (sound_bytes(seconds=2), "a.wav", "sound", {"format": "WAV", "container": "Wave", "seconds": 2.0, "audio_codec": "PCM", "channels": 2, "sample_rate": 8000}),
    "video": (film_bytes(seconds=2), "a.mp4", "video", {"format": "MP4", "container": "MPEG-4", "seconds": 2.0, "video_codec": "AVC", "width": 64, "height": 48}),
    "nothing": (b"%PDF-1.7 and no more", "a.pdf", "document", {}),
}  # fmt: skip


@pytest.mark.parametrize("case", list(FACTS))
def test_facts_of_a_file(tmp_path, case):
    content, name, kind, expected = FACTS[case]
    assert read(tmp_path, content, name, kind) == {"bytes": len(content)} | expected


@pytest.mark.parametrize(("size", "pages"), [(1_000_000, 1), (file_reader.MOST_UNPACKED, None)])
def test_pdf_whose_objects_unpack_to_far_more_is_not_read(tmp_path, size, pages):
    assert read(tmp_path, pdf_that_unpacks(size), "a.pdf", "document").get("pages") == pages


def test_picture_is_as_high_as_it_is_shown(tmp_path):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (64, 48)).save(out, "JPEG", exif=exif)
    found = read(tmp_path, out.getvalue(), "a.jpg", "image")
    assert (found["width"], found["height"]) == (48, 64)


def test_file_that_no_reader_understands_is_logged_and_done_without(tmp_path, caplog, monkeypatch):
    def stuck(*_args, **_kwargs):
        raise subprocess.TimeoutExpired(cmd="reader", timeout=30)

    monkeypatch.setattr(facts.subprocess, "run", stuck)
    with caplog.at_level(logging.WARNING):
        assert read(tmp_path, film_bytes(), "a.mp4", "video") == {"bytes": len(film_bytes())}
    assert "No facts of a.mp4" in caplog.text


def sound(title="Le chant", content=None):
    row = LicensedMedia(
        title=title,
        type="audio",
        duration=99,
        licence="cc-by-4.0",
        file=ContentFile(content or sound_bytes(), name="chant.wav"),
    )
    row.save()
    return row


@pytest.mark.django_db
def test_facts_are_read_once_the_file_is_in_and_again_when_it_is_another(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = sound()
    row.refresh_from_db()
    assert (row.media_item.facts["seconds"], row.duration) == (1.0, 1.0)
    with django_capture_on_commit_callbacks(execute=True):
        row.title = "Le chant du port"
        row.save()
    with django_capture_on_commit_callbacks(execute=True):
        row.file = ContentFile(sound_bytes(seconds=3), name="chant.wav")
        row.save()
    assert MediaItem.objects.get(media=row).facts["seconds"] == 3.0
    row.refresh_from_db()
    assert row.duration == 3.0


@pytest.mark.django_db
def test_command_makes_what_is_missing_and_twice_is_once(capsys):
    make_picture()
    make_file(content=pdf_bytes())
    MediaItem.objects.all().delete()
    call_command("read_facts")
    assert capsys.readouterr().out == "Media items made: 2. Facts read: 2. Files that say nothing: 0.\n"
    assert sorted(MediaItem.objects.values_list("kind", "facts__pages", "facts__width")) == [
        ("document", 2, None), ("image", None, 64),
    ]  # fmt: skip
    call_command("read_facts")
    assert capsys.readouterr().out == "Media items made: 0. Facts read: 0. Files that say nothing: 0.\n"


@pytest.mark.django_db
def test_facts_of_a_lost_file_are_done_without(caplog):
    picture = make_picture()
    picture.file.storage.delete(picture.file.name)
    assert not facts.read_facts(picture.media_item)


def test_reader_of_anybodys_files_inherits_no_secret(tmp_path, monkeypatch):
    told = tmp_path / "told.py"
    told.write_text("import json, os; print(json.dumps({'facts': dict(os.environ)}))", encoding="utf-8")
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setattr(facts.file_reader, "__file__", str(told))
    assert "SECRET_KEY" not in read(tmp_path, pdf_bytes(), "a.pdf", "document")
