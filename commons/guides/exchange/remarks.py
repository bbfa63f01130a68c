"""What the reader of Markdown noticed, as sentences for the person who gave the file, with the lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from markup.messages import Message, joined
from markup.messages import message as _
from markup.remarks import Kind, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORDS_LENGTH = 60
_SENTENCES: dict[Kind, Callable[[str, Message], Message]] = {
    Kind.COMMENT: lambda lines, words: _(
        "A comment was left out (line %(lines)s): %(words)s.", lines=lines, words=words
    ),
    Kind.CODE: lambda lines, words: _(
        "What a browser would run, apply or hide is shown as code (line %(lines)s): %(words)s.",
        lines=lines,
        words=words,
    ),
    Kind.FORMULA: lambda lines, words: _(
        "Formulas are not drawn here, they stay as code (line %(lines)s): %(words)s.", lines=lines, words=words
    ),
    Kind.CONTENTS: lambda lines, words: _(
        "The site makes its own table of contents, this mark was left out (line %(lines)s): %(words)s.",
        lines=lines,
        words=words,
    ),
    Kind.TEMPLATE: lambda lines, words: _(
        "Marks for the generator of a site were left out (line %(lines)s): %(words)s.", lines=lines, words=words
    ),
    Kind.UNUSED_NOTE: lambda lines, words: _(
        "Nothing refers to this note, it stands in the text (line %(lines)s): %(words)s.", lines=lines, words=words
    ),
    Kind.MISSING_NOTE: lambda lines, words: _(
        "This note is not written anywhere, its number stays (line %(lines)s): %(words)s.", lines=lines, words=words
    ),
    Kind.TITLE: lambda lines, words: _(
        "What a link or a picture says when it is pointed at was left out (line %(lines)s): %(words)s.",
        lines=lines,
        words=words,
    ),
    Kind.REFERENCE: lambda lines, words: _(
        "Nothing in the text refers to this address, it was left out (line %(lines)s): %(words)s.",
        lines=lines,
        words=words,
    ),
    Kind.PICTURE_INSIDE: lambda lines, words: _(
        "A picture written into the text itself was left out (line %(lines)s): %(words)s. Save it as a file beside "
        "the text, or add it in the editor.",
        lines=lines,
        words=words,
    ),
    Kind.OPTIONS: lambda lines, words: _(
        "What stands beside the language of a block of code was left out (line %(lines)s): %(words)s.",
        lines=lines,
        words=words,
    ),
}


def sentences_of(remarks: Iterable[Remark], *, above: int = 0, file: str = "") -> list[Message]:
    """One sentence a kind of remark, with the lines of the file: `above` counts those above the text that was read."""
    by_kind = groupby(sorted(remarks, key=lambda one: (list(Kind).index(one.kind), one.line)), key=lambda one: one.kind)
    sentences = [_sentence(kind, list(group), above) for kind, group in by_kind]
    return [_("%(file)s: %(sentence)s", file=file, sentence=one) if file else one for one in sentences]


def _sentence(kind: Kind, remarks: list[Remark], above: int) -> Message:
    if kind is Kind.TABLE:
        return _("A table was turned into a list, one line of the table each.")
    lines = dict.fromkeys(_lines(remark, above) for remark in remarks if remark.line)
    words = dict.fromkeys(_short(remark.words) for remark in remarks if remark.words)
    quoted = joined((_("“%(words)s”", words=one) for one in words), ", ")
    return _SENTENCES[kind](", ".join(lines) or "?", quoted)


def _lines(remark: Remark, above: int) -> str:
    first = remark.line + above
    return f"{first}–{first + remark.more}" if remark.more else str(first)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS_LENGTH else line[: _WORDS_LENGTH - 1].rsplit(" ", 1)[0] + "…"
