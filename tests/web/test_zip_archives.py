"""How many entries an archive holds is counted before zipfile makes an object for each."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from commons.guides.exchange import word
from commons.library.domain.file_formats import check_file
from commons.library.domain.picture_formats import FileRefused
from exporting.received import NotReceived, receive
from importing.unpack import CannotUnpack, unpack
from markup.messages import Unreadable
from tests.factories.uploads import zip_bytes
from web.zip_archives import TooManyEntries, opened_zip

ENTRY = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *(0,) * 9, 1, *(0,) * 6) + b"a"


def archive_of(entries, *, said=1):
    """The list of contents repeats one entry; its end says that there is one alone."""
    listed = ENTRY * entries
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, said, said, len(listed), 4, 0)
    return b"PK\x03\x04" + listed + end


@pytest.fixture
def entries_made(monkeypatch):
    made = []

    class Counted(zipfile.ZipInfo):
        def __init__(self, *args, **kwargs):
            made.append(1)
            super().__init__(*args, **kwargs)

    monkeypatch.setattr("zipfile.ZipInfo", Counted)
    return made


def test_archive_within_the_bound_is_read_whole():
    with opened_zip(io.BytesIO(zip_bytes(a="un", b="PK\x01\x02" * 9)), most=2) as archive:
        assert archive.namelist() == ["a", "b"]
        assert archive.read("b") == b"PK\x01\x02" * 9


def test_bound_is_the_last_number_that_is_read(entries_made):
    with opened_zip(io.BytesIO(archive_of(7)), most=7) as archive:
        assert len(archive.infolist()) == 7
    entries_made.clear()
    with pytest.raises(TooManyEntries), opened_zip(io.BytesIO(archive_of(8)), most=7):
        pass
    assert entries_made == []


def as_file_of_the_library(content, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    check_file(path, "a.zip")


def as_bundle(content, tmp_path):
    receive(io.BytesIO(content), into=tmp_path)


def as_import(content, tmp_path):
    unpack(io.BytesIO(content), name="a.zip", into=tmp_path)


@pytest.mark.parametrize(
    ("door", "refusal", "sentence"),
    [
        (as_file_of_the_library, FileRefused, "remplirait"),
        (as_bundle, NotReceived, "plus de 10"),
        (as_import, CannotUnpack, "plus de 300"),
        (lambda content, _path: word._check(content), Unreadable, ""),
    ],
)  # fmt: skip
def test_every_door_refuses_an_archive_of_too_many_entries_before_it_fills_the_memory(
    door, refusal, sentence, entries_made, tmp_path
):
    with pytest.raises(refusal) as refused:
        door(archive_of(21_000), tmp_path)
    assert sentence in str(refused.value)
    assert entries_made == []
