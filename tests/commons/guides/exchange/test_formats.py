from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.formats import guide_formats
from importing.formats import ImportSource, passed_over
from markup.messages import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

OURS = "---\ntitle: A\nlicence: cc-by-4.0\n---\n\n## Étape : a\n"
LESSON = "---\ntitle: A\nlayout: lesson\nauthors: [B]\ndoi: x\n---\n\n## a\n\nb\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "a.md": OURS,
        "b.md": LESSON,
        "c.md": "# Fiche\n\na\n",
        "f.md": "---\ntitle: A\nauthor: B\nlicense: CC BY 4.0\n---\n\nb\n",
        "README.md": "# Lisez-moi\n",
        "kit/LICENSE.md": "",
        "kit/en/meta.yml": "title: Kit\n",
        "kit/en/step_1.md": "## A\n",
        "deep/er/d.md": OURS,
        ".git/e.md": OURS,
        "notes.txt": "a",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_each_file_goes_to_its_reader(folder: Path) -> None:
    assert [
        (source.format.name, source.path.relative_to(folder).as_posix())
        for source in guide_formats.find_sources(folder)
    ] == [
        ("markdown", "a.md"),
        ("programming-historian", "b.md"),
        ("sheet", "c.md"),
        ("markdown", "deep/er/d.md"),
        ("sheet", "f.md"),
        ("raspberrypi", "kit"),
    ]


def test_format_that_is_asked_for_is_kept(folder: Path) -> None:
    assert {source.format.name for source in guide_formats.find_sources(folder / "deep", format="multibao")} == {
        "multibao"
    }
    assert [source.path.name for source in guide_formats.find_sources(folder, format="raspberrypi")] == ["kit"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not a text file"),
        ("é".encode("latin-1"), "is not UTF-8: line 1"),
        (b"# a\n\nb\n\xff", "is not UTF-8: line 4"),
        (b"x" * 2_000_001, "longer than a text can be"),
        (b"---\ntitle: [\n---\n", "cannot be read at line"),
    ],
)
def test_one_bad_file_is_refused_and_the_others_are_read(folder: Path, data: bytes, message: str) -> None:
    (folder / "bad.md").write_bytes(data)
    refused, titles = [], []
    for source in guide_formats.find_sources(folder):
        try:
            titles.append(source.read().guide.title)
        except Unreadable as error:
            refused.append((source.path.name, str(error)))
    assert titles == ["A", "A", "Fiche", "A", "A", "Kit"]
    assert len(refused) == 1
    assert refused[0][0] == "bad.md"
    assert message in refused[0][1]


def test_file_that_went_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="There is no such file here"):
        ImportSource(guide_formats.named("multibao"), tmp_path / "x.md").read()


def test_windows_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(("\ufeff" + OURS).replace("\n", "\r\n").encode())
    (source,) = guide_formats.find_sources(path)
    assert source.read().guide.steps[0].title == "a"


def test_texts_that_are_no_source_are_named(folder: Path) -> None:
    (folder / "seul").mkdir()
    (folder / "seul" / "index.md").write_text("# Seul\n\nUn.\n")
    (folder / "kit" / "en" / "notes.txt").write_text("a")
    (folder / "index.md").write_text("# Liste\n")
    (folder / "fiche.docx").write_bytes(b"PK")

    sources = list(guide_formats.find_sources(folder))

    assert "seul/index.md" in [source.path.relative_to(folder).as_posix() for source in sources]
    assert passed_over(folder, sources) == ["fiche.docx", "index.md", "notes.txt"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_file_that_windows_calls_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    mark = b"" if encoding == "utf-16" else b"\xff\xfe"
    (tmp_path / "a.md").write_bytes(mark + "# L’été\r\n\r\nUn.\r\n".encode(encoding))
    (source,) = guide_formats.find_sources(tmp_path)
    assert source.read().guide.title == "L’été"
