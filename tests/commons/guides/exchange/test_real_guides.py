from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.markdown import read_markdown, write_markdown
from commons.guides.exchange.titles import tidy
from markup.html import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commons.guides.exchange.document import GuideDocument, Reading

pytestmark = pytest.mark.data
FOLDERS = ("multibao", "raspberrypi_fr", "programming_historian")
UGLY = re.compile(r"[®™#*\[\]]|\bhttp")
RAW = re.compile(
    r"^\s*---|--- /?\w|\{%|\{:|\{\{|\[\[\[|\*\*|\[\^|\]\(|#note|mailto:|@@|^#{1,6}[^\d#]|===|\\bev:|Fichier:",
    re.MULTILINE,
)


@pytest.fixture(scope="module")
def readings(real_inputs: Path) -> dict[str, list[Reading]]:
    return {name: [source.read() for source in guide_formats.find_sources(real_inputs / name)] for name in FOLDERS}


COUNTS = {
    "multibao": {"guides": 38, "licensed": 0, "steps": 157, "in one sentence": 28, "pictures": 1, "warnings": 76},
    "raspberrypi_fr": {"guides": 12, "licensed": 0, "steps": 115, "in one sentence": 12, "pictures": 67, "warnings": 50},
    "programming_historian": {
        "guides": 10, "licensed": 10, "steps": 56, "in one sentence": 9, "pictures": 0, "warnings": 20,
    },
}  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_work_is_read(readings: dict[str, list[Reading]], folder: str) -> None:
    found = readings[folder]
    assert {
        "guides": len(found),
        "licensed": sum(bool(reading.guide.licence) for reading in found),
        "steps": sum(len(reading.guide.steps) for reading in found),
        "in one sentence": sum(bool(reading.guide.one_sentence) for reading in found),
        "pictures": sum(len(reading.guide.pictures) for reading in found),
        "warnings": sum(len(reading.warnings) for reading in found),
    } == COUNTS[folder]


def test_titles_are_neither_cut_nor_shouted(readings: dict[str, list[Reading]]) -> None:
    titles = [title for guide in _guides(readings) for title in (guide.title, *(step.title for step in guide.steps))]
    assert [title for title in titles if title.endswith("…") or UGLY.search(title) or tidy(title) != title] == []


def test_every_unsettled_licence_can_be_settled_by_hand(readings: dict[str, list[Reading]]) -> None:
    unsettled = [reading for found in readings.values() for reading in found if reading.stated_licence]
    without = [reading.source for reading in unsettled if not reading.guide.licence and not reading.stated_candidates]
    assert len(unsettled) == 56
    assert without == []


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
