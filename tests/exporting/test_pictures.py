"""Pictures of paper and e-books are made once for every file that shows them."""

from __future__ import annotations

import os

import pytest
from PIL import Image

from exporting import pictures
from exporting.pictures import printed
from tests.factories.media import picture_bytes


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORTS_DIR = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture
def market(tmp_path):
    path = tmp_path / "marche.png"
    path.write_bytes(picture_bytes(size=(640, 480)))
    return path


@pytest.fixture
def drawn(monkeypatch):
    """The pictures that were read and made anew."""
    made, real = [], pictures._printed

    def printing(source, target, *, grey):
        made.append(source.name)
        return real(source, target, grey=grey)

    monkeypatch.setattr(pictures, "_printed", printing)
    return made


def test_picture_is_made_once_for_all_files_that_show_it(market, tmp_path, drawn):
    first, second = (printed(market, tmp_path / name, grey=False) for name in ("one", "other"))
    assert (first, second) == (("one.jpg", 640, 480), ("other.jpg", 640, 480))
    assert (tmp_path / "one.jpg").read_bytes() == (tmp_path / "other.jpg").read_bytes()
    assert drawn == ["marche.png"]


def test_grey_picture_and_one_that_changed_are_others(market, tmp_path, drawn):
    printed(market, tmp_path / "one", grey=False)
    printed(market, tmp_path / "grey", grey=True)
    market.write_bytes(picture_bytes(size=(320, 240)))
    os.utime(market, (1, 1))
    assert printed(market, tmp_path / "new", grey=False) == ("new.jpg", 320, 240)
    assert len(drawn) == 3
    with Image.open(tmp_path / "grey.jpg") as opened:
        assert opened.mode == "L"


def test_folder_that_cannot_be_written_to_stops_no_picture(market, tmp_path, folder, caplog):
    folder.write_bytes(b"not a folder")
    assert printed(market, tmp_path / "one", grey=False) == ("one.jpg", 640, 480)
    assert "A picture is not stored" in caplog.text
