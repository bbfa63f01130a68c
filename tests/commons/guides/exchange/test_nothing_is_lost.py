"""Every word of a front matter is in the guide, or the report names its key with its line."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.raspberrypi import language_folder, meta_file
from importing.formats import ImportSource
from markup import frontmatter
from markup.messages import Unreadable
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commons.guides.exchange.document import Reading

WORD = re.compile(r"\w{2,}")
# Values that are said otherwise: a number of three for one of five, yes and no, a day of which the year is kept.
SAID_OTHERWISE = {"difficulty", "published", "listed", "date", "translation_date"}
# A heading that is the name of a section here: what one needs is the preparation.
PLACED = {"faut", "dont", "besoin", "auras"}
FOLDERS = {"multibao": 38, "raspberrypi_fr": 12, "programming_historian": 10}


def words(text: str) -> set[str]:
    return set(WORD.findall(normalize(text)))


def texts(value: Any) -> Iterator[str]:
    """Every text in a value: of a guide, of a mapping, of a list."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)
    elif value is not None:
        yield str(value)


def front_of(source: ImportSource) -> frontmatter.FrontMatter:
    path = source.path
    if source.format.name == "raspberrypi":
        home = language_folder(path)
        path = home and meta_file(home)
    text = path.read_text("utf-8-sig")
    return frontmatter.split(
        text if path.suffix == ".md" else "---\n" + text.removeprefix("---\n").rstrip() + "\n---\n"
    )


def lost(front: frontmatter.FrontMatter, reading: Reading) -> dict[str, set[str]]:
    """The words of each key that are neither in the guide nor in a report which names the key or says them."""
    kept = words(" ".join(texts(reading.guide))) | words(" ".join(reading.warnings)) | words(str(reading.held_back))
    named = " ".join(reading.warnings)
    missing = {}
    for key, value in front.values.items():
        said = f"{key} ({front.values.lines[key]})" in named
        left = words(" ".join(texts(value))) - kept - inner_words(key, value, named)
        left -= PLACED
        if left and not said and key not in SAID_OTHERWISE:
            missing[key] = left
    return missing


def inner_words(key: str, value: Any, named: str) -> set[str]:
    """The words of the keys inside a list of groups that the report names: “steps 5, completion (25)”."""
    rows = value if isinstance(value, list) else []
    inner = [
        row[name]
        for number, row in enumerate(rows, start=1)
        for name in (row if isinstance(row, dict) else ())
        if f"{key} {number}, {name} (" in named
    ]
    return words(" ".join(texts(inner)))


@pytest.mark.data
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_word_of_a_real_front_matter_is_lost(real_inputs: Path, folder: str) -> None:
    sources = list(guide_formats.find_sources(real_inputs / folder))
    found = {source.name: lost(front_of(source), source.read()) for source in sources}
    assert {name: keys for name, keys in found.items() if keys} == {}
    assert len(sources) == FOLDERS[folder]


NAMES = st.sampled_from(
    [
        "title",
        "licence",
        "tags",
        "Tags",
        "couleur",
        "one_sentence",
        "materials",
        "credits",
        "objectives",
        "summary",
        "note",
    ]
)
PLAIN = st.text(alphabet="abcdéè :#'’&;-[]{}\"!*,\u00a0", min_size=1, max_size=30).map(str.strip).filter(bool)
LINES = st.lists(st.tuples(NAMES, PLAIN), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_no_word_of_any_front_matter_is_lost(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]]
) -> None:
    """Read, told of, or refused in a sentence: never dropped."""
    text = "".join(f"{key}: {value}\n" for key, value in (("title", "Pont"), *lines))
    path = tmp_path_factory.getbasetemp() / "fiche.md"
    path.write_text(f"---\n{text}---\n\n## Étape : Un\n\nTexte.\n", "utf-8")
    try:
        reading = ImportSource(guide_formats.named("markdown"), path).read()
    except Unreadable:
        return
    kept = words(" ".join(texts(reading.guide)))
    told = words(" ".join(reading.warnings))
    for number, (key, value) in enumerate(lines, start=3):
        named = any(re.search(rf"\b[Ll]ines? (?:\d+ and )?{number}\b", warning) for warning in reading.warnings)
        assert named or words(value) <= kept | told, (key, value)
