from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from importing.formats import Formats, ImportFormat, passed_over
from importing.local_files import read_text
from markup.messages import Unreadable


def recipe(**facts):
    known = {"name": "recipe", "read": lambda path: path.read_text(), "recognises": lambda file: "serves" in file.keys}
    return ImportFormat(**known | facts)


@pytest.fixture
def formats():
    return Formats(otherwise=ImportFormat("plain", read=lambda path: path.name))


def test_a_registered_format_reads_its_files_and_the_others_go_to_the_last(formats, tmp_path):
    (tmp_path / "soup.md").write_text("---\nserves: 4\n---\n", "utf-8")
    (tmp_path / "walk.md").write_text("On marche.\n", "utf-8")
    formats.register(recipe())
    sources = list(formats.find_sources(tmp_path))
    assert [(source.format.name, source.path.name) for source in sources] == [
        ("recipe", "soup.md"),
        ("plain", "walk.md"),
    ]
    assert [source.read() for source in sources] == ["---\nserves: 4\n---\n", "walk.md"]


def test_a_format_of_folders_takes_the_folder_whole(formats, tmp_path):
    for name in ("kit/steps/one.md", "kit/kit.json", "other/two.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a", "utf-8")
    formats.register(recipe(name="kit", recognises_folder=lambda folder: (folder / "kit.json").is_file()))
    assert [source.name for source in formats.find_sources(tmp_path)] == ["kit", "other/two.md"]
    assert [source.name for source in formats.find_sources(tmp_path, format="kit")] == ["kit"]


@pytest.mark.parametrize("name", ["recipe", "plain", "auto"])
def test_two_formats_have_two_names(formats, name):
    formats.register(recipe())
    with pytest.raises(ValueError, match=f"a format “{name}” already"):
        formats.register(recipe(name=name))


def test_a_format_that_nobody_registered_is_refused(formats, tmp_path):
    with pytest.raises(KeyError, match="recipe"):
        list(formats.find_sources(tmp_path, format="recipe"))


@contextmanager
def as_somebody():
    """Permissions mean nothing to root: for the time of the test this is nobody."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111], ids=["closed", "only listed", "only passed through"])
def test_folder_that_may_not_be_opened_is_refused_and_the_others_are_read(mode):
    formats = Formats(otherwise=ImportFormat("plain", read=read_text))
    formats.register(
        recipe(
            name="kit",
            recognises_folder=lambda folder: any((inside / "kit.json").is_file() for inside in folder.iterdir()),
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        top, closed = Path(folder), Path(folder, "ferme")
        closed.mkdir()
        (closed / "pain.md").write_text("a", "utf-8")
        (top / "zut.md").write_text("On marche.\n", "utf-8")
        top.chmod(0o755)
        closed.chmod(mode)
        try:
            with as_somebody():
                sources = list(formats.find_sources(top))
                assert [source.path.name for source in sources] == ["ferme", "zut.md"]
                assert passed_over(top, sources) == []
                assert sources[1].read() == "On marche.\n"
                with pytest.raises(Unreadable, match="“ferme”: "):
                    sources[0].read()
        finally:
            closed.chmod(0o755)
