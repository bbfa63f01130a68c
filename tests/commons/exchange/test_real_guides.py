from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commons.exchange.detect import find_sources, read
from commons.exchange.html import clean
from commons.exchange.markdown import read_markdown, write_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commons.exchange.document import GuideDocument, Reading

pytestmark = pytest.mark.data
FOLDERS = ("multibao", "raspberrypi_fr", "programming_historian")
RAW = re.compile(r"^\s*---|--- /?\w|\{%|\{:|\{\{|\[\[\[|\*\*|\[\^|\]\(|#note|mailto:|@@|^#{1,6} |===", re.MULTILINE)


@pytest.fixture(scope="module")
def readings(real_inputs: Path) -> dict[str, list[Reading]]:
    return {name: [read(source) for source in find_sources(real_inputs / name)] for name in FOLDERS}


@pytest.mark.parametrize(
    ("folder", "guides", "licensed", "steps", "pictures", "warnings"),
    [
        ("multibao", 38, 0, 150, 1, 65),
        ("raspberrypi_fr", 12, 0, 115, 67, 30),
        ("programming_historian", 10, 10, 56, 0, 6),
    ],
)
def test_every_work_is_read(
    readings: dict[str, list[Reading]],
    folder: str,
    guides: int,
    licensed: int,
    steps: int,
    pictures: int,
    warnings: int,
) -> None:
    found = readings[folder]
    assert (
        len(found),
        sum(bool(reading.guide.licence) for reading in found),
        sum(len(reading.guide.steps) for reading in found),
        sum(len(reading.guide.pictures) for reading in found),
        sum(len(reading.warnings) for reading in found),
    ) == (guides, licensed, steps, pictures, warnings)


def test_every_guide_has_a_title_steps_and_texts_in_normal_form(readings: dict[str, list[Reading]]) -> None:
    for guide in _guides(readings):
        assert guide.title
        assert guide.steps
        assert all(step.title for step in guide.steps)
        assert [text for text in _texts(guide) if clean(text) != text] == []


def test_no_mark_of_the_source_is_left_in_a_text(readings: dict[str, list[Reading]]) -> None:
    left = [
        (guide.title, found[0]) for guide in _guides(readings) for text in _words(guide) for found in RAW.finditer(text)
    ]
    assert left == []


def test_every_picture_in_a_text_is_one_of_the_guide(readings: dict[str, list[Reading]]) -> None:
    for guide in _guides(readings):
        shown = {src for text in _texts(guide) for src in re.findall(r'<img src="([^"]*)"', text)}
        assert shown <= {picture.path for picture in guide.pictures}
        assert all(picture.file and picture.file.is_file() for picture in guide.pictures)


def test_every_guide_survives_its_own_markdown(readings: dict[str, list[Reading]]) -> None:
    for guide in _guides(readings):
        again = read_markdown(write_markdown(guide), folder=None, source="again").guide
        assert _without_files(again) == _without_files(guide)


def _guides(readings: dict[str, list[Reading]]) -> Iterator[GuideDocument]:
    for found in readings.values():
        yield from (reading.guide for reading in found)


def _texts(guide: GuideDocument) -> list[str]:
    return [step.text for step in guide.steps] + [section.text for section in guide.sections]


def _words(guide: GuideDocument) -> list[str]:
    """What a reader would see, code apart."""
    shown = [re.sub(r"<[^>]+>", "\n", re.sub(r"<code>.*?</code>", "", text, flags=re.DOTALL)) for text in _texts(guide)]
    titles = [step.title for step in guide.steps] + [section.title for section in guide.sections]
    materials = [material.name for material in guide.materials]
    return [*shown, *titles, *materials, *guide.objectives, guide.title, guide.one_sentence, guide.summary]


def _without_files(guide: GuideDocument) -> GuideDocument:
    return replace(guide, pictures=tuple(replace(picture, file=None) for picture in guide.pictures))
