"""Other words for the same thing: a page about a smartphone answers somebody who types “téléphone”, a little later.

The lines that come with the program are `data/synonyms.tsv`; stewards add theirs, which the service gives for the time
of one question (`reading`). Phrases that stand for items are elsewhere (`search.understanding.synonyms`).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from search.understanding.stems import SHORTEST_STEM, stems
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DATA = Path(__file__).resolve().parent / "data" / "synonyms.tsv"
BOTH, ONE_WAY = "=", ">"
DIRECTIONS = (BOTH, ONE_WAY)
# Readers of one language, or of any.
LANGUAGES = ("fr", "en", "*")
MOST_WORDS_OF_A_WAY = 6
MOST_OTHERS = 16
# Where nothing has them all these are left out between others: “ordi trop lent”, “journal collège”.
LITTLE = frozenset(
    """
    trop tres bien super hyper tellement vraiment assez peu plus tout too very so really quite
    de du des d la le les l un une a au aux en et pour sur dans mon ma mes nos notre son sa ses ce cet cette
    the of an to for in on and my our your
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)

Row = tuple[str, ...]


class BadLine(ValueError):
    """A line of synonyms that cannot be read; the message says which and why."""


class Line(NamedTuple):
    """Ways of saying a thing, and other ways: `both` when each finds each, otherwise the first find the others alone.

    `language` is that of the readers for whom it holds, or `*`. `reason` says why, to whoever reads the list.
    """

    ways: tuple[str, ...]
    others: tuple[str, ...]
    both: bool
    language: str
    reason: str


class SynonymMatch(NamedTuple):
    """What was typed, from letter `start` to `end`, its plain words, and the plain words of its synonyms.

    `loose`: a phrase whose little words are not those that were typed; its words may mean what they say.
    """

    start: int
    end: int
    words: Row
    others: tuple[Row, ...]
    loose: bool = False


class Thesaurus:
    """Lines, to be looked up by what is typed: in the singular or the plural, with or without accents."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._others: dict[tuple[Row, str], dict[Row, None]] = {}
        self._shorter: dict[tuple[Row, str], dict[Row, None]] = {}
        for line in lines:
            self._add(line)
        self._longest = max((len(key) for key, _language in self._others), default=0)

    def find(self, text: str, *, language: str) -> list[SynonymMatch]:
        """What has synonyms in a text for a reader of one language (any, when empty), in order, the longest first; and
        inside what is found loosely the words that have some of their own.
        """
        read = [piece for piece in pieces(text) if not piece.joined]
        words = [piece.words[0] for piece in read]
        matches: list[SynonymMatch] = []
        start = taken = 0
        while start < len(words):
            for end in range(min(len(words), start + self._longest + 1), start, -1):
                rows = self._found(self._others, key_of(words[start:end]), language)
                is_loose = not rows and start >= taken
                rows = rows or (self._found_loosely(words[start:end], language) if is_loose else ())
                if rows:
                    span = (read[start].start, read[end - 1].end)
                    matches.append(SynonymMatch(*span, tuple(words[start:end]), tuple(rows)[:MOST_OTHERS], is_loose))
                    taken = end
                    if not is_loose:
                        start = end - 1
                        break
            start += 1
        return matches

    def _found_loosely(self, words: Sequence[str], language: str) -> Iterable[Row]:
        """What words find without the little ones between them."""
        if len(words) == 1 or words[0] in LITTLE or words[-1] in LITTLE:
            return ()
        return self._found(self._shorter, shorter(words), language)

    @staticmethod
    def _found(of: Mapping[tuple[Row, str], Mapping[Row, None]], key: Row, language: str) -> Iterable[Row]:
        spoken = (language, "*") if language else LANGUAGES
        return {row: None for one in spoken for row in of.get((key, one), ())}

    def _add(self, line: Line) -> None:
        ways, others = _rows(line.ways), _rows(line.others)
        for way in ways:
            # Those of one side are ways of saying the same.
            self._link(way, [*others, *ways], line.language)
        if line.both:
            for other in others:
                self._link(other, [*ways, *others], line.language)

    def _link(self, way: Row, others: Iterable[Row], language: str) -> None:
        key = key_of(way)
        known = self._others.setdefault((key, language), {})
        known |= {row: None for row in others if key_of(row) != key}
        if len(way) > 1 and way[0] not in LITTLE and way[-1] not in LITTLE:
            self._shorter.setdefault((shorter(way), language), {}).update(known)


def key_of(way: Sequence[str]) -> Row:
    """What plain words are looked up by: their stems, or one word alone by its singular where its stem is so short that
    papier would meet papi.

    >>> key_of(["papis"]), key_of(["papier"]), key_of(["papier", "recyclé"])
    (('papi',), ('papier',), ('pap', 'recycl'))
    """
    keys = tuple(stems(word)[0] for word in way)
    if len(keys) == 1 and len(keys[0]) <= SHORTEST_STEM < len(way[0]):
        return (way[0].removesuffix("s").removesuffix("x"),)
    return keys


def shorter(way: Sequence[str]) -> Row:
    """What plain words are looked up by where nothing has their little words too.

    >>> shorter(["journal", "du", "collège"]), shorter(["journal", "pour", "le", "collège"])
    (('journal', 'colleg'), ('journal', 'colleg'))
    """
    return tuple(stems(word)[0] for word in way if word not in LITTLE)


def plain(way: str) -> Row:
    """The plain words of a way of saying a thing: without accents, capitals and elided articles."""
    return tuple(piece.words[0] for piece in pieces(way) if not piece.joined)


def _rows(ways: Iterable[str]) -> list[Row]:
    return [row for way in ways if (row := plain(way))]


def read_line(written: str, *, number: int = 0) -> Line:
    r"""Read a line of the file: ways, others (each apart by commas), `=` or `>`, language, reason; apart by tabs.

    Raises BadLine.

    >>> read_line("téléphone\tsmartphone, portable\t=\tfr\tthe same thing").others
    ('smartphone', 'portable')
    """
    fields = [field.strip() for field in written.split("\t")]
    try:
        ways, others, direction, language, reason = fields
    except ValueError:
        message = f"Line {number} has {len(fields)} columns, not five: {written[:80]!r}."
        raise BadLine(message) from None
    line = Line(separate(ways), separate(others), direction == BOTH, language, reason)
    if direction not in DIRECTIONS or language not in LANGUAGES or not (line.ways and line.others and reason):
        message = f"Line {number} needs words on both sides, a direction (= or >), fr, en or *, and a reason."
        raise BadLine(message)
    return line


def separate(ways: str) -> tuple[str, ...]:
    """Ways of saying a thing, written apart by commas."""
    return tuple(filter(None, (" ".join(way.split()) for way in ways.split(","))))


@cache
def lines() -> tuple[Line, ...]:
    """The lines that come with the program."""
    written = DATA.read_text(encoding="utf-8").splitlines()
    return tuple(read_line(line, number=n) for n, line in enumerate(written, 1) if line and not line.startswith("#"))


_added: ContextVar[tuple[Line, ...]] = ContextVar("lines_of_stewards", default=())


@contextmanager
def reading(added: Iterable[Line]) -> Iterator[None]:
    """Inside, questions are read with these lines too."""
    token = _added.set(tuple(added))
    try:
        yield
    finally:
        _added.reset(token)


_made: dict[tuple[Line, ...], Thesaurus] = {}


def current() -> Thesaurus:
    """The thesaurus of the moment; made once for the same lines."""
    added = _added.get()
    thesaurus = _made.get(added)
    if thesaurus is None:
        thesaurus = Thesaurus((*lines(), *added))
        _made.clear()
        _made[added] = thesaurus
    return thesaurus
