"""Where a film was made goes, in place; a film that breaks off is told from one that is whole."""

from __future__ import annotations

import json
import shutil
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
