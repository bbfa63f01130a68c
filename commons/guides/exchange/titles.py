"""Titles as a page can show them: no capitals from end to end, no marks, and the spaces of French before its signs."""

from __future__ import annotations

import re

from markup.inline import one_line

_MARKS = re.compile(r"\s*[®™]|\s+#+$|^#+\s+")
# A sign after a word; the name of a pictogram (:bulb:) is none.
_BEFORE_SIGN = re.compile(
    r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])|(?<=[^\s:;?!])[ \u00a0\u202f]*([:;?!]+)(?=\s|$)"
)
_WORD = re.compile(r"[^\W\d_]+")
_ACRONYMS = frozenset(
    {"ASCII", "CAPE", "CNV", "CSS", "DIY", "FAQ", "HTML", "OCR", "ONG", "PDF", "PHP", "SQL", "URL", "USB", "XML"}
)
_SHORTEST_SHOUT = 5


def tidy(title: str, *, language: str = "fr") -> str:
    """The title on one line, as it would be printed in `language`."""
    words = _quiet(one_line(_MARKS.sub("", title)))
    if not language.startswith("fr"):
        return words
    words = re.sub(r"«\s*(?=\S)", "«\u00a0", re.sub(r"(?<=\S)\s*»", "\u00a0»", words))
    return _BEFORE_SIGN.sub(lambda match: f"\u00a0{match[1]}" if match[1] else match[0], words)


def capital(words: str) -> str:
    """The same with a capital at its beginning."""
    return words[:1].upper() + words[1:]


def _quiet(title: str) -> str:
    """Small letters for a title written in capitals; acronyms that everybody reads as such stay."""
    longest = max(map(len, _WORD.findall(title)), default=0)
    if not title.isupper() or longest < _SHORTEST_SHOUT:
        return title
    return capital(_WORD.sub(lambda match: match[0] if match[0] in _ACRONYMS else match[0].lower(), title))
