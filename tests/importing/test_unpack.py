"""What a person sends may be damaged or made to harm: a sentence, never a page of error, and nothing outside."""

from __future__ import annotations

import errno
import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from importing import unpack as unpacking
from importing.unpack import CannotUnpack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = b"# Pain\n\n" + b"On petrit la pate.\n" * 40


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def archive(*names: str, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as opened:
        for name in names or ("pain.md",):
            opened.writestr(name, TEXT)
    return buffer.getvalue()


def laid_out(content: bytes, into: Path, *, name: str = "fiches.zip") -> list[str]:
    unpack(io.BytesIO(content), name=name, into=into)
    return sorted(str(path.relative_to(into)) for path in into.rglob("*") if path.is_file())


def refusal(content: bytes, into: Path, *, name: str = "fiches.zip") -> str:
    with pytest.raises(CannotUnpack) as caught:
        unpack(io.BytesIO(content), name=name, into=into)
    return str(caught.value)


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def with_the_bytes(old: bytes, new: bytes, content: bytes) -> bytes:
    assert old in content
    return content.replace(old, new)


def beyond_four_gigabytes(content: bytes) -> bytes:
    """An archive that says it is in two parts, as only very large ones do."""
    end = content.index(b"PK\x05\x06")
    return content[:end] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 2) + content[end:]


# The place where the list of files begins, as the end of an archive says it: beyond the end of the archive.
FAR = b"\xff\xff\xff\x7f"
CUT_SHORT = "The archive cannot be opened: it may be cut short, or protected by a password."
DAMAGED = {
    "deflate": flipped(archive(), 45),
    "bzip2": flipped(archive(packed=zipfile.ZIP_BZIP2), 40),
    "lzma": flipped(archive(packed=zipfile.ZIP_LZMA), 49),
    "a name that is not UTF-8": with_the_bytes("é".encode(), b"\xc3\xff", archive("été.md")),
    "a list of files that begins nowhere": archive()[:-6] + FAR + archive()[-2:],
    "the second of two parts": beyond_four_gigabytes(archive()),
    "a way of packing that nobody knows": with_the_bytes(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0", archive()),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_archive_is_refused_with_one_sentence(tmp_path: Path, damage: str) -> None:
    assert refusal(DAMAGED[damage], tmp_path) == CUT_SHORT


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whole_archive_is_laid_out_however_it_was_packed(tmp_path: Path, packed: int) -> None:
    assert laid_out(archive("a/pain.md", packed=packed), tmp_path) == ["a/pain.md"]
    assert (tmp_path / "a/pain.md").read_bytes() == TEXT


def test_disk_that_fills_up_is_no_fault_of_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(unpacking, "_write", full)

    with pytest.raises(OSError, match="No space left") as caught:
        unpack(io.BytesIO(archive()), name="fiches.zip", into=tmp_path)
    assert caught.value.errno == errno.ENOSPC


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("../dehors.md",), "The archive names a file outside its own folder (../dehors.md)."),
        (("/etc/dehors.md",), "The archive names a file outside its own folder (/etc/dehors.md)."),
        (("a", "a/pain.md"), "The archive holds two files under one name (pain.md): rename one."),
        (
            ("a/" * 20 + "pain.md",),
            "The archive holds more than 20 folders, one inside the other: send the folder of the guide itself.",
        ),
        (
            ("é" * 200 + ".md",),
            (
                f"The archive holds a file that cannot be laid out ({'é' * 40}: This name cannot be a file's here: "
                "shorten it, or take its special characters out.)."
            ),
        ),
    ],
    ids=["climbs out", "absolute", "a file where a folder is", "deep", "long"],
)
def test_name_that_cannot_be_is_said(tmp_path: Path, names: tuple[str, ...], sentence: str) -> None:
    into = tmp_path / "into"

    assert refusal(archive(*names), into) == sentence
    assert list(tmp_path.rglob("dehors.md")) == []


def test_bounds_are_said_with_their_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_FILES", 2)
    assert laid_out(archive("a.md", "b.md"), tmp_path / "two") == ["a.md", "b.md"]
    many = refusal(archive("a.md", "b.md", "c.md"), tmp_path / "three")
    assert many == "The archive holds more than 2 files: send it in parts."

    monkeypatch.setattr(unpacking, "MAX_BYTES", 2 * len(TEXT) - 1)
    # Each file has room; the two together have not.
    large = refusal(archive("a.md", "b.md"), tmp_path / "large")
    assert large == "This is more than 0 MB once opened: send it in parts."


def test_text_alone_has_the_same_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_BYTES", len(TEXT))
    assert laid_out(TEXT, tmp_path / "a", name="pain.md") == ["pain.md"]
    assert refusal(TEXT + b"x", tmp_path / "b", name="pain.md").startswith("This is more than")


@pytest.mark.parametrize("name", ["fiche.docx", "fiche", "fiche.md.exe", ".md"])
def test_what_is_neither_text_nor_archive_is_said(tmp_path: Path, name: str) -> None:
    sentence = "Send a Markdown file (.md), or a ZIP archive of a folder with its pictures."
    assert refusal(TEXT, tmp_path, name=name) == sentence


@pytest.mark.parametrize(
    ("name", "written"),
    [("../../pain.md", "pain.md"), ("Pain.MD", "Pain.MD"), ("pad.TXT", "pad.md"), ("pain.markdown", "pain.markdown")],
)
def test_name_of_a_text_stays_in_the_folder(tmp_path: Path, name: str, written: str) -> None:
    assert laid_out(TEXT, tmp_path / "into", name=name) == [written]
