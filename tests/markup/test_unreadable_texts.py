"""A text that nobody wrote for others to read: every reader of Markdown refuses it with the same sentence."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.formats import guide_formats
from community.domain.loading import description_html
from importing.formats import ImportSource
from legaltools.recognise.address import ADDRESS
from licences.explainers.markdown import to_blocks
from markup import tree
from markup.messages import Unreadable
from markup.tags import pieces

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEEP = "> " * 100 + "fin\n"
MARKS = "[" * 40_001 + "\n"
LINES = "a\n" * 20_001
TOO_DEEP = "The text has lists or quotations nested too deeply to be read: flatten them."
TOO_MANY = "The text has more than 40,000 marks or 20,000 lines: make several of it."


def of_format(name: str, head: str = "") -> Callable[[str, Path], object]:
    def read(body: str, folder: Path) -> object:
        path = folder / "fiche.md"
        path.write_text(f"---\n{head}\n---\n\n{body}" if head else f"# Pain\n\n{body}", "utf-8")
        return ImportSource(guide_formats.named(name), path).read()

    return read


def kit(step: str, introduction: str) -> Callable[[str, Path], object]:
    def read(body: str, folder: Path) -> object:
        home = folder / "robot" / "fr-FR"
        home.mkdir(parents=True)
        (home / "meta.yml").write_text("title: Robot\nsteps:\n- title: Introduction\n- title: Dessin\n", "utf-8")
        (home / "step_1.md").write_text(introduction.format(body=body), "utf-8")
        (home / "step_2.md").write_text(step.format(body=body), "utf-8")
        return ImportSource(guide_formats.named("raspberrypi"), folder / "robot").read()

    return read


READERS = {
    "guide": of_format("markdown", "title: Pain\nlicence: cc0-1.0"),
    "sheet": of_format("sheet"),
    "multiBàO sheet": of_format("multibao"),
    "lesson": of_format("programming-historian", "title: Pain\nauthors: [Awa]\nlayout: lesson"),
    "kit": kit("## Dessin\n\n{body}", "Un robot.\n"),
    "first page of a kit": kit("## Dessin\n\nTrace.\n", "{body}"),
    "explainer": lambda body, _folder: to_blocks(body, language="fr"),
    "description of an association": lambda body, _folder: description_html(body),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("body", "sentence"), [(DEEP, TOO_DEEP), (MARKS, TOO_MANY), (LINES, TOO_MANY)])
def test_text_beyond_the_bounds_is_refused(tmp_path: Path, reader: str, body: str, sentence: str) -> None:
    with pytest.raises(Unreadable) as caught:
        READERS[reader](body, tmp_path)
    assert str(caught.value) == sentence


HOSTILE = {
    "a tag that never ends": lambda: list(pieces("<a " + "x" * 1_900_000)),
    "a tag of empty values": lambda: list(pieces("<a " + '""' * 900_000)),
    "an address of nothing but entities": lambda: tree.parse('<a href="' + "&amp;" * 300_000),
    "a host of a million parts": lambda: ADDRESS.findall("a." * 900_000),
}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_made_to_fill_the_memory_takes_little_more_than_itself(text: str) -> None:
    """A pattern that keeps the way it came takes a hundred times the text, which is 2 MB at most."""
    tracemalloc.start()
    try:
        HOSTILE[text]()
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
