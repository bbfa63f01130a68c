"""A file of events, whatever its format."""

from __future__ import annotations

import codecs
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import composed
from programme.exchange import frab, ics, openagenda, table, words
from programme.exchange.recurring import Window

if TYPE_CHECKING:
    from programme.exchange.record import Reading

AUTO = "auto"
FORMATS = ("ics", "frab-xml", "frab-json", "openagenda", "csv")
MOST_BYTES = 10_000_000
MOST_EVENTS = 2_000
_HEAD = 4_096
_ZIP = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # spreadsheets of today and of before 2007
_A_YEAR = timedelta(days=366)


def read_events(data: bytes, *, format: str = AUTO, today: date, window: Window | None = None) -> Reading:  # noqa: A002 -- the word of the command
    """The events of a file, as plain records.

    Args:
        data: its bytes; more than `MOST_BYTES` is refused.
        format: one of `FORMATS`, or `auto`: it is recognised by what it says.
        today: recurrences are followed from then on for a year, unless
        window: says which days to take them from.

    Raises Unreadable, with a sentence, for a file that cannot be read at all; one event that cannot is in `refused`.

    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is longer than %(most)s MB: give it in several parts.",
                           most=MOST_BYTES // 1_000_000))  # fmt: skip
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable(_("This file is empty."))
    if format == AUTO:
        format = _recognised(data)  # noqa: A001 -- the same
    if format == "frab-xml":
        return _said_of_bounds(_xml(data))
    text, is_guessed = _decoded(ics.unfolded(data) if format == "ics" and not _is_utf16(data) else data)
    reading = _read(text, format, window or Window(today, today + _A_YEAR))
    if is_guessed:
        reading.notes.insert(0, _("This file is not UTF-8: it was read as Windows writes it (CP1252). Check accents."))
    return _said_of_bounds(reading)


def _xml(data: bytes) -> Reading:
    """What its letters or its control characters spoil is read once more without them."""
    try:
        return frab.read_xml(data, most=MOST_EVENTS)
    except frab.BrokenXml:
        text, is_guessed = _decoded(data)
        mended = words.without_control(text)
        if mended == text and not is_guessed:
            raise
        mended = re.sub(r"^\s*<\?xml.*?\?>", "", mended)
        reading = frab.read_xml(mended.encode(), most=MOST_EVENTS)
        reading.notes.insert(
            0, _("This XML has letters that it may not have: it was read without them. Check accents.")
        )
        return reading


def _read(text: str, format: str, window: Window) -> Reading:  # noqa: A002 -- the same
    if format == "ics":
        return ics.read(text, window=window, most=MOST_EVENTS)
    if format == "frab-json":
        return frab.read_json(text, most=MOST_EVENTS)
    if format == "openagenda":
        return openagenda.read(text, most=MOST_EVENTS)
    return table.read(text, most=MOST_EVENTS)


def _recognised(data: bytes) -> str:
    """The format of a file, by how it begins. Raises Unreadable for one that is none."""
    if data.startswith(_ZIP):
        raise Unreadable(_("This is no text: save the spreadsheet as CSV, and give that file."))
    head = _head(data)
    if head[:_HEAD].upper().startswith("BEGIN:") or "BEGIN:VCALENDAR" in head[:_HEAD].upper():
        return "ics"
    if head.startswith("<"):
        if "<schedule" in head or "<!DOCTYPE" in head or "<!ENTITY" in head or "<html" not in head.lower():
            return "frab-xml"
        raise Unreadable(_("This is a page of the web: give the address of its calendar (.ics) or of its export."))
    if head.startswith(("{", "[")):
        return _kind_of_json(_decoded(data)[0])
    if any(separator in head.partition("\n")[0] for separator in ";,\t"):
        return "csv"
    raise Unreadable(_("No format of a programme was recognised in this file: say which with “--format”."))


def _kind_of_json(text: str) -> str:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict) and ("schedule" in data or "conference" in data):
        return "frab-json"
    return "openagenda"


def _is_utf16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _head(data: bytes) -> str:
    start = data[: _HEAD * 2]
    if _is_utf16(data):
        return start.decode("utf-16", errors="ignore").lstrip()
    return start.decode("utf-8-sig", errors="ignore").lstrip()


def _decoded(data: bytes) -> tuple[str, bool]:
    """Its text, and whether the encoding was guessed. Raises Unreadable for what is not text."""
    if _is_utf16(data):
        return composed(data.decode("utf-16", errors="replace")), False
    if b"\0" in data[:_HEAD]:
        raise Unreadable(_("This is not a text file."))
    try:
        return composed(data.decode("utf-8-sig")), False
    except UnicodeDecodeError:
        return composed(data.decode("cp1252", errors="replace")), True


def _said_of_bounds(reading: Reading) -> Reading:
    if not reading.events and not reading.refused:
        reading.notes.append(_("No event is in this file."))
    if len(reading.events) + len(reading.refused) >= MOST_EVENTS:
        reading.notes.append(_("Only the first %(most)s events were read: give the others in another file.",
                               most=MOST_EVENTS))  # fmt: skip
    return reading
