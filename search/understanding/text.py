"""What a person typed in the search box, understood: words, "a phrase", -unwanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.understanding.spellings import in_full
from search.understanding.words import clean

if TYPE_CHECKING:
    from search.understanding.intents import Aside

LONGEST_TEXT = 500
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‟": '"', "−": "-", "–": "-"})
_UNIT = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_MEANINGFUL = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Text:
    """`words` and `unwanted` are matched loosely, one by one; phrases as they are written, accents and case aside.

    `asides` are parts of `words` that are chosen by filters instead. `strict`: a long question is for all its words, as
    nothing puts those that have most of them first.
    """

    words: str = ""
    phrases: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    unwanted_phrases: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
    strict: bool = False

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.unwanted or self.unwanted_phrases)


def read_text(q: str) -> Text:
    """Read the search box. Never fails: a lone quote is a space, an operator without a word is nothing; words written
    short, as on a phone, are read in full.

    >>> read_text('carte "pique nique" -papier')
    Text(words='carte', phrases=('pique nique',), unwanted=('papier',), unwanted_phrases=())
    """
    words: list[str] = []
    phrases: list[str] = []
    unwanted: list[str] = []
    unwanted_phrases: list[str] = []
    for unit in _UNIT.finditer(clean(q).translate(_QUOTES)):
        content = unit["phrase"] if unit["word"] is None else unit["word"]
        if not _MEANINGFUL.search(content):
            continue
        if unit["word"] is None:
            (unwanted_phrases if unit["minus"] else phrases).append(" ".join(content.split()))
        else:
            (unwanted if unit["minus"] else words).append(content.lstrip("-"))
    return Text(in_full(" ".join(words)), tuple(phrases), tuple(unwanted), tuple(unwanted_phrases))


def moved(asides: tuple[Aside, ...], before: str, after: str) -> tuple[Aside, ...]:
    """Parts of a text where they stand in another wording of it, which has them as they were."""
    found: list[Aside] = []
    place = 0
    for aside in sorted(asides, key=lambda aside: aside.start):
        part = " ".join(before[aside.start : aside.end].split())
        start = after.find(part, place)
        if start >= 0:
            place = start + len(part)
            found.append(replace(aside, start=start, end=place))
    return tuple(found)
