"""Characters that the fonts beside this file can draw. A tagged PDF may hold no character without a glyph."""

from __future__ import annotations

import struct
import sys
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
# Stands for what cannot be drawn.
UNKNOWN = "\u25a1"
MOST_MET = 20_000
_WIDEST = (FONTS / "dejavu-sans.ttf", FONTS / "noto-emoji-regular.ttf")
_UNICODE_FULL = (3, 10)
# Thin spaces as the no-break space that every font has; what only chooses how an emoji looks says nothing on paper.
_SAME = {0x202F: "\u00a0", 0x2007: "\u00a0", 0xFE0E: "", 0xFE0F: "", 0x200D: "", 0x2028: "\n", 0x2029: "\n"}


def drawable(text: str) -> str:
    """The text with UNKNOWN for each character that no font here draws, in composed form, without control characters.

    Line ends and tabs stay.
    """
    composed = unicodedata.normalize("NFC", text).translate(_SAME)
    return composed if composed.isascii() and composed.isprintable() else composed.translate(_DRAWN)


class _Drawn(dict[int, str]):
    """What is shown for a code point, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        if len(self) > MOST_MET:
            self.clear()
        self[code] = shown = _shown(chr(code))
        return shown


_DRAWN = _Drawn()


def _shown(char: str) -> str:
    if char in "\n\t":
        return char
    category = unicodedata.category(char)
    if category[0] == "C":
        return UNKNOWN if category in {"Co", "Cn"} else ""
    if _covers(ord(char)):
        return char
    return "" if category == "Mn" else UNKNOWN


def _covers(code: int) -> bool:
    ranges = _ranges()
    place = bisect_right(ranges, (code, sys.maxunicode)) - 1
    return place >= 0 and code <= ranges[place][1]


@lru_cache(maxsize=1)
def _ranges() -> tuple[tuple[int, int], ...]:
    """Pairs of code points in order, both included, none over another: what the widest fonts have together."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(pair for font in _WIDEST for pair in _mapped(font.read_bytes(), font.name)):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _mapped(font: bytes, name: str) -> list[tuple[int, int]]:
    """What one font maps, by its `cmap` (OpenType 1.9, format 12)."""
    cmap = next(at for tag, at in _tables(font) if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)
        if (platform, encoding) == _UNICODE_FULL:
            (groups,) = struct.unpack_from(">L", font, cmap + offset + 12)
            start = cmap + offset + 16
            return [struct.unpack_from(">LL", font, start + 12 * group) for group in range(groups)]
    raise ValueError(name)


def _tables(font: bytes) -> list[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", font, 4)
    rows = [struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(count)]
    return [(tag, offset) for tag, _checksum, offset, _length in rows]
