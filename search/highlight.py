"""Marking, in the original text, the words that a question matched."""

from __future__ import annotations

from collections import deque
from html import escape
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString, mark_safe

from search.results import Highlights
from search.understanding.stems import is_stop_word
from search.understanding.tokens import tokens_in
from search.understanding.words import CHUNK, Piece, initials_of, pieces, read_chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.understanding.question import MarkedTerms
    from search.understanding.tokens import TokenIndex

SNIPPET_LENGTH = 220
SUMMARY_LENGTH = 320
# A window of text is chosen among the first words only: what stands further is too far to be read for a list.
LONGEST_READ = 30_000
MOST_COMPARED = 50


class Mark(NamedTuple):
    start: int
    end: int
    what: str


class _Wanted(NamedTuple):
    """The tokens known in one language that a question may match, as of some size of the index of tokens; for each of
    its phrases, those that may hold each of its words.
    """

    known: TokenIndex
    size: int
    tokens: set[str]
    phrases: list[tuple[tuple[str, ...], list[set[str]]]]


class Highlighter:
    """Marks what one question wants in one text after another, reading each different token once."""

    def __init__(self, terms: MarkedTerms) -> None:
        self._terms = terms
        self._marks: dict[tuple[str, str], tuple[Mark, ...]] = {}
        self._wanted: dict[str, _Wanted] = {}

    def highlights(self, *, title: str, summary: str, body: str | Callable[[], str], language: str) -> Highlights:
        """The title and the most telling extract, as safe HTML; the body is only read, or asked for, if the summary
        has no mark.
        """
        shown = marked(title, self.find(title, language=language))
        if marks := self.find(summary, language=language):
            return Highlights(shown, _extract(summary, marks, SUMMARY_LENGTH), from_summary=True)
        if not self._terms:
            return Highlights(shown, SafeString())
        body = (body if isinstance(body, str) else body())[:LONGEST_READ]
        marks = self.find(body, language=language)
        return Highlights(shown, _extract(body, marks, SNIPPET_LENGTH) if marks else SafeString())

    def find(self, text: str, *, language: str) -> list[Mark]:
        """Where the wanted words stand in a cleaned text, in order, without overlaps."""
        if not self._terms or not text:
            return []
        tokens = text.split()
        wanted = self._wanted_in(tokens, language)
        matches = [
            Mark(start + mark.start, start + mark.end, mark.what)
            for token in wanted.tokens.intersection(tokens)
            if (marks := self._marks_in(token, language))
            for start in _places(token, text)
            for mark in marks
        ]
        for phrase, holders in wanted.phrases:
            if not any(having.isdisjoint(tokens) for having in holders):
                matches.extend(_phrase_marks(text, phrase, holders[0].intersection(tokens), language))
        return _merged(sorted(matches), text) if matches else []

    def _wanted_in(self, tokens: Sequence[str], language: str) -> _Wanted:
        index = tokens_in(language)
        index.learn(tokens)
        wanted = self._wanted.get(language)
        if wanted is None or wanted.known is not index or wanted.size != len(index):
            terms = self._terms
            marked = index.having((*terms.stems, *terms.words, *terms.initials))
            phrases = [(phrase, [index.having((word,)) for word in phrase]) for phrase in terms.phrases]
            wanted = self._wanted[language] = _Wanted(index, len(index), marked, phrases)
        return wanted

    def _marks_in(self, token: str, language: str) -> tuple[Mark, ...]:
        marks = self._marks.get((token, language))
        if marks is None:
            read = [
                (match.start(), mark)
                for match in CHUNK.finditer(token)
                for piece in read_chunk(match.group(), language)
                if (mark := _mark(piece, match.group(), self._terms, language))
            ]
            marks = tuple(Mark(start + mark.start, start + mark.end, mark.what) for start, mark in read)
            self._marks[token, language] = marks
        return marks


def _places(token: str, text: str) -> Iterator[int]:
    """Where a token stands in a text, between spaces."""
    start = text.find(token)
    while start >= 0:
        end = start + len(token)
        if (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield start
        start = text.find(token, end)


def _mark(piece: Piece, chunk: str, terms: MarkedTerms, language: str) -> Mark | None:
    if terms.initials and initials_of(chunk[piece.start : piece.end]) in terms.initials:
        return Mark(piece.start, piece.end, piece.words[0])
    if terms.words and not terms.words.isdisjoint(piece.words):
        return Mark(piece.start, piece.end, piece.words[0])
    if terms.stems.isdisjoint(piece.stems) or _is_little(piece, language):
        return None
    return Mark(piece.start, piece.end, piece.stems[0])


def _is_little(piece: Piece, language: str) -> bool:
    return is_stop_word(piece.words[0], accented=piece.accented, language=language)


def _phrase_marks(text: str, phrase: Sequence[str], tokens: Iterable[str], language: str) -> Iterator[Mark]:
    """Where a phrase stands whose first word is in one of these tokens: the text is read from there on, no further."""
    for token in tokens:
        for start in _places(token, text):
            run: deque[Piece] = deque(maxlen=len(phrase))
            for piece in pieces(text[start:], language=language):
                if piece.joined:
                    continue
                run.append(piece)
                if run[0].start >= len(token):
                    break
                if [word for word, one in zip(phrase, run, strict=False) if word in one.words] == [*phrase]:
                    yield Mark(start + run[0].start, start + piece.end, " ".join(phrase))


def _merged(marks: list[Mark], text: str) -> list[Mark]:
    """Overlapping marks become one, and so do the parts of a compound."""
    merged: list[Mark] = []
    for mark in marks:
        if merged and (mark.start < merged[-1].end or text[merged[-1].end : mark.start] in {"-", "‑", ""}):
            last = merged[-1]
            merged[-1] = Mark(last.start, max(last.end, mark.end), last.what)
        else:
            merged.append(mark)
    return merged


def _as_it_is(text: str) -> str:
    return text


def marked(text: str, marks: Iterable[Mark]) -> SafeString:
    """The text escaped, with `<mark>` around each mark."""
    # Most texts have nothing to escape.
    escaped = _as_it_is if escape(text) == text else escape
    parts: list[str] = []
    done = 0
    for mark in marks:
        parts.append(escaped(text[done : mark.start]))
        parts.append(f"<mark>{escaped(text[mark.start : mark.end])}</mark>")
        done = mark.end
    parts.append(escaped(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 -- every part is escaped above


def _extract(text: str, marks: list[Mark], length: int) -> SafeString:
    """The window of about `length` letters with the most different words marked, cut between words."""
    if len(text) <= length:
        return marked(text, marks)
    best = _most_telling(marks, length)
    start = _cut_before(text, max(0, best.start - length // 4))
    end = _cut_after(text, start + length)
    window = text[start:end]
    inside = [Mark(m.start - start, m.end - start, m.what) for m in marks if start <= m.start and m.end <= end]
    cut = len(window.rstrip(" \n,;:.…"))
    if end < len(text) and all(mark.end <= cut for mark in inside):
        window = window[:cut]
    before, after = "…\u00a0" if start else "", "…" if end < len(text) else ""
    return mark_safe(before + marked(window, inside) + after)  # noqa: S308 -- `marked` is safe, the rest is ours


def _most_telling(marks: Sequence[Mark], length: int) -> Mark:
    """The first mark of the window in which the most different words are marked."""
    best, most = marks[0], 0
    for place, mark in enumerate(marks[:MOST_COMPARED]):
        inside = takewhile(lambda other, end=mark.start + length: other.start < end, islice(marks, place, None))  # type: ignore[misc]
        if (variety := len({other.what for other in inside})) > most:
            best, most = mark, variety
    return best


def _cut_before(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1 if place else 0


def _cut_after(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place + 1)
    return space if space > place // 2 else place
