"""A guide as the text of our format. What is not said is not written."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from commons.guides.exchange.document import SECTION_KINDS, GuideDocument, Material, Section, Step, section_kind
from commons.guides.exchange.quantities import looks_timed, step_of
from commons.library.record import WorkRecord
from markup import frontmatter
from markup.writing import escaped, to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commons.library.record import Attachment, Credit, Origin

    Row = Credit | Origin | Material | Attachment

_RANGES = {"age": ("age_min", "age_max"), "group": ("group_min", "group_max")}
_IN_BODY = {"steps", "sections"}
_ALWAYS = {"title", "language", "kind"}
# What a reader looks for first, and the record of the work, which is for the end of a head.
_FIRST = ("path", "title")
_LAST = (
    "licence", "credits", "association", "source_url", "sources", "year", "changes", "version", "tested_on",
    "help_wanted", "uuid",
)  # fmt: skip
_STEP_WORD = {"fr": "Étape\u00a0", "en": "Step"}


def write_markdown(document: GuideDocument) -> str:
    """The guide as one Markdown file; `read_markdown` reads it back to an equal guide."""
    head = frontmatter.dump(_front(document))
    word = _STEP_WORD.get(document.language[:2], _STEP_WORD["en"])
    labels = count(1)
    parts = [_step(step, word, labels) for step in document.steps]
    english = not document.language.startswith("fr")
    parts += [_section(section, english=english, labels=labels) for section in document.sections]
    return "\n\n".join([f"---\n{head}---", *parts]) + "\n"


def _front(document: GuideDocument) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in _names(document):
        value = getattr(document, name)
        ranged = next((key for key, names in _RANGES.items() if name in names), "")
        if ranged:
            values[ranged] = _bounds(document, ranged)
        elif name not in _IN_BODY:
            values[name] = _VALUES.get(name, _plain)(value)
    return {key: value for key, value in values.items() if key in _ALWAYS or value not in (None, "", [], {})}


def _names(item: Any) -> list[str]:
    """The fields of a document, or of a part of it, in the order that they are written in."""
    names = [field.name for field in fields_of(item)]
    if not isinstance(item, WorkRecord):
        return names
    between = [name for name in names if name not in (*_FIRST, *_LAST)]
    return [*(name for name in _FIRST if name in names), *between, *(name for name in _LAST if name in names)]


def _bounds(document: GuideDocument, key: str) -> dict[str, int]:
    least, most = (getattr(document, name) for name in _RANGES[key])
    return {name: value for name, value in (("min", least), ("max", most)) if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value


def values_of(item: Row | WorkRecord, *, without: tuple[str, ...] = ("file",)) -> dict[str, Any]:
    """The fields of `item` that say something, in their order."""
    out: dict[str, Any] = {}
    for name in _names(item):
        value = getattr(item, name)
        if name in without or value is None or value is False or value in ("", ()):
            continue
        out[name] = _rows(value) if name in {"credits", "sources"} else _plain(value)
    return out


def _rows(items: tuple[Row, ...]) -> list[dict[str, Any]]:
    return [values_of(item) for item in items]


_VALUES: dict[str, Callable[[Any], Any]] = {
    "credits": _rows,
    "sources": _rows,
    "materials": _rows,
    "files": _rows,
    "pictures": lambda pictures: {picture.path: values_of(picture, without=("file", "path")) for picture in pictures},
    "tested_on": frontmatter.as_date,
}


def _step(step: Step, word: str, labels: Iterator[int]) -> str:
    title = _heading(step.title)
    if step.minutes is None and looks_timed(title):
        title = title[:-1] + "\\)"
    timing = "" if step.minutes is None else f" ({step.minutes} min)"
    files = "\n".join(step.files)
    blocks = [f"## {word}: {title}{timing}", to_markdown(step.text, labels=labels)]
    blocks += [_fenced("note", to_markdown(step.note, labels=labels)), _fenced("files", files)]
    return "\n\n".join(filter(None, blocks))


def _section(section: Section, *, english: bool, labels: Iterator[int]) -> str:
    title = SECTION_KINDS[section.kind][english] or _untangled(section.title)
    return f"## {title}\n\n{to_markdown(section.text, labels=labels)}".rstrip("\n")


def _untangled(title: str) -> str:
    """A title of its own that would read as a step or as one of our sections: its first letter is escaped."""
    if title and (section_kind(title) or step_of(title)):
        return f"&#{ord(title[0])};{_heading(title[1:])}"
    return _heading(title)


def _heading(title: str) -> str:
    text = escaped(title)
    return text[:-1] + "\\#" if text.endswith("#") else text


def _fenced(name: str, content: str) -> str:
    if not content:
        return ""
    colons = ":" * (1 + max([2, *map(len, re.findall(":+", content))]))
    return f"{colons} {name}\n{content}\n{colons}"
