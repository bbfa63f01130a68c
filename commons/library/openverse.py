"""Rows of a list of works as Openverse writes them (CSV): read as text, made into records, or refused with a reason.

Columns: https://docs.openverse.org (catalogue, "image" and "audio"). What is written there is often not quite right:
versions without their decimal, addresses without scheme, licences that never existed.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from legaltools import catalogue
from legaltools.recognise import recognise
from markup.messages import Bilingual, Unreadable
from markup.messages import message as _
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from legaltools.tool import Tool

MOST_BYTES, MOST_ROWS = 200_000_000, 100_000
MOST_TAGS, LONGEST_TAG, LONGEST_TITLE, LONGEST_NAME, LONGEST_ADDRESS = 20, 100, 255, 200, 500
NEEDED = ("identifier", "license", "foreign_landing_url")
_WIKIMEDIA = re.compile(r"^File:(.{1,250}?)(?:\.\w{3,4})?$")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work of the list. `address` is the page where it is, `file_url` its file; `title` and names may be empty.

    `facts` has width and height in pixels, or seconds. `removed`: it is no longer where it was.
    """

    identifier: str
    kind: str
    title: str
    creator: str
    creator_url: str
    address: str
    file_url: str
    licence: str
    tags: tuple[str, ...]
    facts: Mapping[str, float]
    removed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `number` counts from 1 after the header. `problem` is why it cannot be split into columns."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a file, one at a time, `MOST_ROWS` at most. Raises Unreadable for what is no such list."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(_("“%(name)s” is larger than %(most)s MB: import it in parts.", name=path.name, most="200"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            names = next(reader, [])
        except csv.Error:
            names = []
        except UnicodeDecodeError:
            raise _not_text(path.name) from None
        missing = [name for name in NEEDED if name not in names]
        if missing:
            sentence = _("“%(name)s” has no column %(columns)s.", name=path.name, columns=", ".join(missing))
            raise Unreadable(sentence)
        yield from _rows(reader, names, path.name)


def _rows(reader: Any, names: list[str], file: str) -> Iterator[Row]:
    for number in range(1, MOST_ROWS + 1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, {}, str(error))
            continue
        except UnicodeDecodeError:
            raise _not_text(file) from None
        if cells:
            yield Row(number, dict(zip(names, cells, strict=False)))
    raise Unreadable(_("“%(name)s” has more than %(most)s rows: import it in parts.", name=file, most=str(MOST_ROWS)))


def _not_text(name: str) -> Unreadable:
    return Unreadable(_("“%(name)s” is not UTF-8: save it again as UTF-8.", name=name))


def work_of(cells: Mapping[str, str]) -> Work:
    """What a row says of a work. Raises Unreadable, for what nobody could go to and as `licence_of` does."""
    meta = _object(cells.get("meta_data", ""))
    address = _address(cells.get("foreign_landing_url", ""))
    if not address:
        raise Unreadable(_("It has no address where the work is: foreign_landing_url."))
    return Work(
        identifier=_words(cells.get("identifier", ""), LONGEST_NAME) or address,
        kind="sound" if "duration" in cells else "image",
        title=_title(cells),
        creator=_words(cells.get("creator", ""), LONGEST_NAME),
        creator_url=_address(cells.get("creator_url", "")),
        address=address,
        file_url=_address(cells.get("url", "")),
        licence=licence_of(cells.get("license", ""), cells.get("license_version", ""), meta.get("license_url")).key,
        tags=_tags(cells.get("tags", "")),
        facts=_facts(cells),
        removed=cells.get("removed_from_source", "").strip().lower() in {"t", "true", "1"},
    )


def licence_of(unit: str, version: str, address: Any = "") -> Tool:
    """The licence that two columns name; `address`, where it is known, may tell that it is a country's version.

    Raises Unreadable for a pair that never existed, with what may have been meant, and where the address names another
    licence than the columns.
    """
    words = " ".join(f"{unit} {version}".split())[:100]
    named = words if not unit.strip() or _is_named_alone(unit) else f"CC {words}"
    answer = recognise(named)
    tool = catalogue.find_by_url(address) if isinstance(address, str) and address else None
    if answer.tool is None:
        problem = answer.problem
        raise Unreadable(Bilingual(en=problem.en, fr=problem.fr) if problem else _("No licence is named."))
    if tool is None or tool == answer.tool:
        return answer.tool
    if (tool.unit, tool.version) != (answer.tool.unit, answer.tool.version):
        labels = {"named": answer.tool.label, "linked": tool.label}
        raise Unreadable(_("Its columns say %(named)s, its address says %(linked)s: which one?", **labels))
    return tool


def _is_named_alone(unit: str) -> bool:
    return unit.strip().lower().startswith(("cc", "pd"))


def _title(cells: Mapping[str, str]) -> str:
    """Wikimedia's titles are names of files."""
    title = _words(cells.get("title", ""), LONGEST_TITLE)
    match = _WIKIMEDIA.match(title)
    return match[1].replace("_", " ") if match else title


def _words(text: str, most: int) -> str:
    return " ".join(_CONTROL.sub("", text).split())[:most]


def _address(text: str) -> str:
    """An address of the web; one without a scheme gets https. "" for anything else, or one too long."""
    text = _CONTROL.sub("", text).strip()
    if not text or " " in text or len(text) > LONGEST_ADDRESS:
        return ""
    address = text if "://" in text else f"https://{text.lstrip('/')}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and "." in (parts.hostname or "") else ""


def _tags(text: str) -> tuple[str, ...]:
    """Those that people gave; a machine's have an `accuracy`."""
    try:
        rows = json.loads(text) if text.strip() else []
    except (ValueError, RecursionError):
        return ()
    names: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else []:
        name = row.get("name") if isinstance(row, dict) and "accuracy" not in row else None
        word = _words(name, LONGEST_TAG) if isinstance(name, str) else ""
        if normalize(word):
            names.setdefault(normalize(word)[:LONGEST_TAG], word)
    return tuple(names.values())[:MOST_TAGS]


def _facts(cells: Mapping[str, str]) -> dict[str, float]:
    width, height, thousandths = (_number(cells.get(name, "")) for name in ("width", "height", "duration"))
    facts: dict[str, float] = {"width": width, "height": height} if width and height else {}
    return facts | ({"seconds": round(thousandths / 1000, 3)} if thousandths else {})


def _number(text: str) -> int:
    match = _NUMBER.fullmatch(text.strip())
    return int(float(match[0])) if match else 0


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
