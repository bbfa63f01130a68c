"""The words of a source, found without the reader that is on trial, and those that a reading shows or reports."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from html import unescape
from typing import TYPE_CHECKING

from markup.tags import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commons.guides.exchange.document import Reading

_WORD = re.compile(r"[^\W_]+")
_FRONT = re.compile(r"\A\ufeff?\s*---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
# Marks of the formats: what they are made of is no word that anybody wrote for readers.
_MARKS = re.compile(
    r"\{:[^}\n]*\}|\{%\s*include\s+[\w.-]+|\b(?:filename|alt|caption)=|"
    r"^[ \t]*(?:title|language|line_numbers|line_number_start|line_highlights|filename):|"
    r"---[ ]*/?[\w-]+[ ]*---|^(?:[ >\t]*)(?:```+|~~~+)[^\n]*|"
    r"\]\((?:<[^>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[^)\n]*)?\)|"
    r"\[\^[^\]\s]+\]:?|^\s*\[[^\]\n]+\]:\s*\S+|"
    r"<?\b(?:https?|ftp)://[^\s<>)\]]+>?|\bwww\.[^\s<>)\]]+|\[\[\[[\w-]+\]\]\]",
    re.MULTILINE,
)
# A heading that a guide has a place for is said by that place, and numbers of steps by their order.
_HEADING = re.compile(r"[ >\t]*(?:#{1,6}|===)")
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(NAMES))})\b[^<>]*>", re.IGNORECASE)
_ADDRESSES = re.compile(r"""\b(?:src|href)=["']?[^\s"'>]+""")
_LINES = re.compile(r"\(line ([\d, –]+)\)")


def words_of_source(text: str) -> dict[str, int]:
    """The words of a file, without its front matter, and the line of each."""
    front = _FRONT.match(text)
    blank = "\n" * front[0].count("\n") + text[front.end() :] if front else text
    bare = unescape(_TAG.sub(_as_blank, _MARKS.sub(_as_blank, blank)))
    lines = [(number, said) for number, said in enumerate(bare.split("\n"), start=1) if not _HEADING.match(said)]
    return {word: number for number, said in lines for word in _words(said)}


def _as_blank(found: re.Match[str]) -> str:
    return " " + "\n" * found[0].count("\n")


def _words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(unicodedata.normalize("NFC", text)):
        if len(found[0]) > 1:
            yield found[0].casefold()


def lost(text: str, *readings: Reading) -> list[str]:
    """The words of a source that are neither in what was read nor in the report, nor on a line that the report names."""
    shown = {word for reading in readings for said in _texts(reading.guide) for word in _words(_plain(said))}
    reported = {word for reading in readings for warning in reading.warnings for word in _words(warning)}
    named = {
        number
        for reading in readings
        for warning in reading.warnings
        for found in _LINES.finditer(warning)
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", found[1])
        for number in range(int(first), int(last or first) + 1)
    }
    return [word for word, line in words_of_source(text).items() if word not in shown | reported and line not in named]


def _plain(text: str) -> str:
    return unescape(re.sub(r"</?(?:b|i|s|a|sup|sub|code)\b[^>]*>", "", text).replace("<", " <")) + " " + unescape(text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
