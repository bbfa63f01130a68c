"""Where a film was made goes, in place; a film that breaks off is told from one that is whole."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess

import pytest

from commons.library.domain import video_boxes
from tests.factories.uploads import PLACE, box, film_bytes


def film(tmp_path, content):
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    return path


def test_place_goes_and_nothing_moves(tmp_path):
    before = film_bytes()
    path = film(tmp_path, before)
    assert before.count(PLACE) == 3
    assert video_boxes.take_places_out(path)
    after = path.read_bytes()
    assert PLACE not in after
    assert b"La fabrique" in after
    assert len(after) == len(before)
    video_boxes.check_whole(path)
    assert not video_boxes.take_places_out(path)


@pytest.mark.skipif(not shutil.which("exiftool"), reason="no exiftool here")
def test_exiftool_finds_the_place_before_and_not_after(tmp_path):
    path = film(tmp_path, film_bytes())

    def places():
        answer = subprocess.run(["exiftool", "-json", "-G1", path], capture_output=True, text=True, check=True)
        return [name for name in json.loads(answer.stdout)[0] if "GPS" in name or "Location" in name]

    assert places()
    video_boxes.take_places_out(path)
    assert places() == []


@pytest.mark.parametrize("size", [40, 60, 200, 500])
def test_film_that_breaks_off_is_not_whole(tmp_path, size):
    with pytest.raises(video_boxes.Broken):
        video_boxes.check_whole(film(tmp_path, film_bytes()[:size]))


@pytest.mark.parametrize("content", [b"", b"\0" * 100, box(b"moov", b"\0\0\0\1free") + box(b"moov", b"\xff" * 8)])
def test_boxes_that_do_not_hold_together_end_quickly(tmp_path, content):
    path = film(tmp_path, content)

    def read():
        video_boxes.check_whole(path)
        video_boxes.take_places_out(path)

    with pytest.raises(video_boxes.Broken):
        read()


def written_by(tmp_path, monkeypatch, content):
    """How many bytes cleaning writes, the file being of that content."""
    written = []
    whole = video_boxes.write_zeros

    def counted(file, start, end):
        written.append(max(end - start, 0))
        whole(file, start, end)

    monkeypatch.setattr(video_boxes, "write_zeros", counted)
    video_boxes.take_places_out(film(tmp_path, content))
    return sum(written)


def test_positions_that_share_their_bytes_are_refused(tmp_path, monkeypatch):
    listed = struct.pack(">II", 0, 100) + struct.pack(">II", 8, 9_000) * 1000
    content = film_bytes() + box(b"mdat", bytes(10_000)) + box(b"moov", box(b"gps ", listed))
    with pytest.raises(video_boxes.Broken):
        written_by(tmp_path, monkeypatch, content)


def test_positions_among_the_pictures_are_written_over_once(tmp_path, monkeypatch):
    position = struct.pack(">I", 5_000) + b"freeGPS "
    content = film_bytes(place=b"x") + box(b"mdat", position * 1000)
    assert written_by(tmp_path, monkeypatch, content) < len(content)


CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
SPHERICAL = bytes.fromhex("ffcc8263f8554a938814587a02521fdd")


@pytest.mark.parametrize(("name", "stays"), [(CANON, False), (SPHERICAL, True)])
def test_box_that_only_its_maker_knows_goes_and_what_players_know_stays(tmp_path, name, stays):
    path = film(tmp_path, film_bytes() + box(b"moov", box(b"uuid", name, b"Exif 48.39")))
    video_boxes.take_places_out(path)
    assert (b"Exif 48.39" in path.read_bytes()) == stays
    assert not video_boxes.take_places_out(path)
