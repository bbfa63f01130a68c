"""An archive comes back: checked against its own inventory, and nothing outside its folder touched."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest
from django.utils import translation

from exporting.archive import stream, write_core
from exporting.crate import METADATA
from exporting.options import Options
from exporting.progress import Progress
from exporting.received import NotReceived, receive
from tests.factories.bundles import document, guide_bundle


@pytest.fixture
def packed(tmp_path):
    """The members of a good archive, by name."""
    grid = tmp_path / "grille.pdf"
    grid.write_bytes(b"%PDF-1.7 une grille")
    bundle = guide_bundle(files=(document(grid),))
    with (tmp_path / "core").open("wb") as core:
        write_core(bundle, Options(), core, progress=Progress())
    content = b"".join(stream(tmp_path / "core", bundle)[1])
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def archive(members, *, compress=zipfile.ZIP_STORED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compress) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    made.seek(0)
    return made


def refusal(source, tmp_path, **options):
    with translation.override("en"), pytest.raises(NotReceived) as caught:
        receive(source, into=tmp_path / "in", **options)
    assert not (tmp_path / "evil").exists()
    return str(caught.value)


def with_entity(packed, path, **values):
    """The members with another entry of the inventory."""
    data = json.loads(packed[METADATA])
    data["@graph"].append({"@id": path, "@type": "File", **values})
    return packed | {METADATA: json.dumps(data).encode()}


def test_it_is_laid_out_as_it_was_packed(packed, tmp_path):
    inventory = receive(archive(packed), into=tmp_path / "in")

    assert inventory.name == "Cartographier sa rue"
    assert set(inventory.files) == set(packed) - {METADATA}
    for name in inventory.files:
        assert (tmp_path / "in" / name).read_bytes() == packed[name]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../evil", "../evil"),
        ("/evil", "/evil"),
        ("a/../../evil", "a/../../evil"),
        ("a\\..\\evil", "a\\..\\evil"),
        ("\u202egnp.evil", "gnp.evil"),
        ("nul", "nul"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(packed, tmp_path, name, shown):
    assert (
        refusal(archive(packed | {name: b"x"}), tmp_path)
        == f"The archive names a file that may lead elsewhere ({shown})."
    )


def test_a_name_that_hides_its_end_behind_a_nul_byte_is_refused(packed, tmp_path):
    hidden = archive(packed | {"plan.pdf#.exe": b"x"}).getvalue().replace(b"plan.pdf#.exe", b"plan.pdf\0.exe")

    assert "plan.pdf.exe" in refusal(io.BytesIO(hidden), tmp_path)


def test_a_link_is_refused(packed, tmp_path):
    link = zipfile.ZipInfo("lien")
    link.external_attr = 0o120777 << 16
    made = archive(packed)
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr(link, "/etc/passwd")

    assert refusal(made, tmp_path) == "The archive names a file that may lead elsewhere (lien)."


def test_two_names_that_are_one_on_a_memory_stick_are_refused(packed, tmp_path):
    assert "two files under one name" in refusal(archive(packed | {"INDEX.HTML": b"x"}), tmp_path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"index.html": b"<p>changed</p>"}, "index.html is not the file that was packed"),
        ({"extra.txt": b"x"}, "do not hold the same files: extra.txt is in one of them alone"),
        ({METADATA: b"{"}, "The inventory of the archive (ro-crate-metadata.json) cannot be read."),
        ({METADATA: b"[]"}, "cannot be read"),
        ({METADATA: b'{"@graph": [{"@id": "ro-crate-metadata.json", "conformsTo": 3}]}'}, "cannot be read"),
        ({METADATA: b"[" * 100_000}, "cannot be read"),
    ],
)
def test_what_is_not_as_its_inventory_says_is_refused(packed, tmp_path, change, sentence):
    assert sentence in refusal(archive(packed | change), tmp_path)


def test_an_archive_without_inventory_is_refused(packed, tmp_path):
    del packed[METADATA]
    assert "has no ro-crate-metadata.json" in refusal(archive(packed), tmp_path)


def test_a_file_that_the_inventory_alone_has_is_refused(packed, tmp_path):
    said = with_entity(packed, "perdu.png", contentSize="3", sha256="0" * 64)
    assert "perdu.png is in one of them alone" in refusal(archive(said), tmp_path)


def test_a_bomb_is_read_no_further_than_it_claims(packed, tmp_path):
    bomb = with_entity(packed, "bombe", contentSize="10", sha256="0" * 64) | {"bombe": b"\0" * 50_000_000}

    assert "bombe is not the file that was packed" in refusal(archive(bomb, compress=zipfile.ZIP_DEFLATED), tmp_path)
    assert (tmp_path / "in" / "bombe").stat().st_size == 11


def test_what_claims_to_be_larger_than_the_bound_is_refused_before_it_is_read(packed, tmp_path):
    said = with_entity(packed, "film.mp4", contentSize=str(9 * 10**9), sha256="0" * 64) | {"film.mp4": b"x"}

    assert refusal(archive(said), tmp_path).replace("\u00a0", " ") == "The archive holds more than 8,000 MB."
    assert not (tmp_path / "in").exists()


def test_too_many_files_are_refused(packed, tmp_path, monkeypatch):
    monkeypatch.setattr("exporting.received.MOST_FILES", 3)
    assert refusal(archive(packed), tmp_path) == "The archive holds more than 3 files."


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all", b"PK\x05\x06" + b"\0" * 18 + b"x"])
def test_what_is_no_archive_is_refused(content, tmp_path):
    assert refusal(io.BytesIO(content), tmp_path)


def test_an_archive_cut_short_or_locked_is_refused(packed, tmp_path):
    whole = archive(packed).getvalue()
    assert "cannot be opened" in refusal(io.BytesIO(whole[: len(whole) // 2]), tmp_path)
    # The flag of a password, in the local header of the first file and in the directory.
    locked = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := locked.find(mark, at)) >= 0:
            struct.pack_into("<H", locked, at + place, struct.unpack_from("<H", locked, at + place)[0] | 1)
            at += 4
    assert "cannot be opened" in refusal(io.BytesIO(bytes(locked)), tmp_path)


@pytest.mark.parametrize("size", ["-50000000", float("inf"), float("nan"), "9" * 5000])
def test_a_size_that_is_none_does_not_make_room_for_others(packed, tmp_path, size):
    made = with_entity(packed | {"x": b"x"}, "x", contentSize=size, sha256="0" * 64)

    assert refusal(archive(made), tmp_path) == ("The inventory of the archive (ro-crate-metadata.json) cannot be read.")
