"""Well-known licences that the catalogue does not hold: a text that names one is not said to give none.

Nothing is known here of what they allow. `data/unlisted.json` holds the names, folded; those that are also something
else (MIT, Apache) are `weak` and count only beside a word such as "licence", before a version, or as the whole text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from legaltools.recognise.scan import joins, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from legaltools.recognise.scan import Word

_DATA = Path(__file__).parents[1] / "data" / "unlisted.json"
_LICENCE_WORDS = frozenset({"licence", "licences", "license", "licenses", "licensed", "sous", "under", "licencia"})
_GLUE = frozenset({"the", "la", "le", "les", "l", "de", "d", "of", "or", "ou", "et", "and", "type", "a", "une", "un"})
_BEFORE_VERSION = frozenset({"v", "version", "license", "licence"})
_MOST_GLUE, _MOST_BEFORE_VERSION = 3, 3
_SHORTEST_PROSE = 3  # words; "MIT" and "MIT 1.0" are all there is to read


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A licence that is named from character `start` to `end`; `label` has its version where one was read."""

    label: str
    start: int
    end: int


def find_unlisted(text: str) -> tuple[Unlisted, ...]:
    """Find the well-known licences of a text that the catalogue does not hold, in order. Linear in its length."""
    return tuple(_unlisted(list(words(text))))


def labels(licences: Sequence[Unlisted]) -> list[str]:
    """Give each name once, in the order of the text."""
    return list(dict.fromkeys(one.label for one in licences))


def _unlisted(read: Sequence[Word]) -> Iterator[Unlisted]:
    index = 0
    while index < len(read):
        length, label, weak = _named(read, index)
        after = index + max(length, 1)
        if length:
            version, end = _version(read, after)
            if not weak or version or len(read) < _SHORTEST_PROSE or _is_called_a_licence(read, index, after):
                yield Unlisted(f"{label} {version}".strip(), read[index].start, read[end - 1].end)
                after = end
        index = after


def _named(read: Sequence[Word], index: int) -> tuple[int, str, bool]:
    """Give the longest name that begins here: how many words, its label and whether it needs company."""
    for phrase, label, weak in _names().get(read[index].text, ()):
        stretch = read[index : index + len(phrase)]
        is_it = tuple(word.text for word in stretch) == phrase and all(joins(word.gap) for word in stretch[1:])
        if is_it and not (weak and read[index].raw.islower() and len(read) >= _SHORTEST_PROSE):
            return len(phrase), label, weak
    return 0, "", False


def _version(read: Sequence[Word], index: int) -> tuple[str, int]:
    """Give the version that follows, "" for none, and the word after it."""
    for at in range(index, min(index + _MOST_BEFORE_VERSION, len(read))):
        if not joins(read[at].gap):
            break
        if read[at].text[:1].isdigit():
            clauses = read[at + 1 : at + 2]
            is_clause = bool(clauses) and clauses[0].text in {"clause", "clauses"}
            return ("", index) if is_clause else (read[at].text, at + 1)
        if read[at].text not in _BEFORE_VERSION:
            break
    return "", index


def _is_called_a_licence(read: Sequence[Word], start: int, end: int) -> bool:
    """Tell "sous licence MIT", "the MIT License" and "MIT-licensed" from the institute and the helicopter."""
    for at in range(start - 1, max(-1, start - 1 - _MOST_GLUE), -1):
        if read[at].text in _LICENCE_WORDS:
            return True
        if read[at].text not in _GLUE:
            break
    following = [word.text for word in read[end : end + _MOST_GLUE]]
    return not _LICENCE_WORDS.isdisjoint(following) and (following[0] in _LICENCE_WORDS or "clause" in following)


@cache
def _names() -> Mapping[str, Sequence[tuple[tuple[str, ...], str, bool]]]:
    """Give, for each first word, the names that begin with it, longest first."""
    names: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for row in json.loads(_DATA.read_text(encoding="utf-8")):
        for name in row["names"]:
            phrase = tuple(name.split())
            names.setdefault(phrase[0], []).append((phrase, row["label"], row["weak"]))
    return {first: sorted(rows, key=lambda one: len(one[0]), reverse=True) for first, rows in names.items()}
