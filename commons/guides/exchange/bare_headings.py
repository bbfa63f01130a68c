"""Headings of a text that marks none: “Matériel :” alone on its line, “Étape 2 : scier”, a line in bold.

A word processor makes them look like headings without saying that they are, and a text that is pasted has lost its
styles. Only what a guide has a place for is taken for a heading; whatever else is bold stays as it is, but for what
stands in bold on its own lines under “Déroulement”: these are the steps.
"""

from __future__ import annotations

import re
from itertools import pairwise

from commons.guides.exchange.document import section_kind
from commons.guides.exchange.multibao import headings
from commons.guides.exchange.sections import Part, heading_key, without_numbering
from commons.guides.exchange.sheet_facts import SheetFacts
from markup.markdown import code_lines

_ATX = re.compile(r" {0,3}(#{1,6})[ \t]+\S")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_NO_HEADING = re.compile(r"\s*(?:[-+•·>|#]|\*\s|!\[|```|$)")
_NUMBERED = re.compile(r"\s*(?:(?P<digits>\d{1,2})|(?P<roman>[IVX]{1,4})|(?P<letter>[A-Z]))\s*\\?[.)]\s+\S")
_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)[^*_\n]+?\s*\1\s*[:：]?\s*\\?\s*$")
_ORDINAL = r"premi[èe]re?|deuxième|seconde?|troisième|quatrième|cinquième|sixième|dernière?"
_STEP = re.compile(
    r"(?:étape|etape|phase|step)\s*(?:n\s?[°o]\s*)?\d{1,2}\b\s*(?:[:.–—-].*|\(.*)?|"
    rf"(?:{_ORDINAL})\s+(?:étape|phase|temps)\b.*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!;,…]$")
_LONGEST = 100


def with_headings(markdown: str) -> str:
    """The text with these lines marked as headings, each where it was; as it is when it has headings of its own.

    A title alone is none of these.
    """
    lines = markdown.split("\n")
    code = code_lines(markdown)
    bare = ["" if number in code else line for number, line in enumerate(lines)]
    return markdown if _says_its_own(bare) else "\n".join(_Lines(bare).marked(lines))


def _says_its_own(lines: list[str]) -> bool:
    """Whether a heading is marked that is no title at the head of the text."""
    levels = [len(match[1]) for line in lines if (match := _ATX.match(line))]
    underlined = any(
        _UNDERLINE.fullmatch(line) and above.strip() and not _NO_HEADING.match(above) for above, line in pairwise(lines)
    )
    return underlined or len(levels) > 1 or any(level > 1 for level in levels)


def is_known(words: str) -> bool:
    """Whether words name something that a guide has a place for, or a fact of it; none that say more than its name."""
    if re.search(r"[:：]", words):
        return False
    is_label = not re.search(r"\d", words) and SheetFacts().knows(heading_key(words))
    part = Part(2, words)
    return is_label or bool(section_kind(words)) or headings.has_place(part) or headings.names_what_opens(part)


def is_run(words: str) -> bool:
    """Whether a heading announces how the workshop goes."""
    return headings.is_run(Part(2, words))


class _Lines:
    """`lines` are those of the text, nothing where they are code."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.in_run = self.in_list = False

    def marked(self, written: list[str]) -> list[str]:
        return [self._heading(number, line) or written[number] for number, line in enumerate(self.lines)]

    def _heading(self, number: int, line: str) -> str:
        words = _words(line)
        if not words or _NO_HEADING.match(line) or len(words) > _LONGEST or _SENTENCE.search(words):
            return ""
        if _STEP.fullmatch(words):
            return self._step(words)
        following = next((other for other in self.lines[number + 1 :] if other.strip()), "")
        if not following or _is_numbered_like(line, following):
            return ""
        if is_known(words) or (self.in_list and _BOLD.match(line) and not _NO_HEADING.match(following)):
            self.in_run, self.in_list = is_run(words), headings.holds_a_list(Part(2, words))
            return f"## {without_numbering(words)}"
        return self._step(words) if self.in_run and _BOLD.match(line) else ""

    def _step(self, words: str) -> str:
        self.in_list = False
        return f"### {words}" if self.in_run else f"## {words}"


def _is_numbered_like(line: str, following: str) -> bool:
    """Whether a numbered line is one of several, such as those of a table of contents."""
    one, other = _NUMBERED.match(line), _NUMBERED.match(following)
    return bool(one and other and one.lastgroup == other.lastgroup)


def _words(line: str) -> str:
    return re.sub(r"\*\*|__", "", line.strip().rstrip("\\")).strip(" :：*_\u00a0\u202f")
