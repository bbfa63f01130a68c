"""Other words for the same thing: a page about a smartphone answers somebody who types “téléphone”, a little later.

The lines that come with the program are `data/synonyms.tsv`; stewards add theirs, which the service gives for the time
of one question (`reading`). Phrases that stand for items are elsewhere (`search.understanding.synonyms`).
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from search.understanding.stems import SHORTEST_STEM, is_stop_word, stems
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA = Path(__file__).resolve().parent / "data" / "synonyms.tsv"
BOTH, ONE_WAY = "=", ">"
DIRECTIONS = (BOTH, ONE_WAY)
# Readers of one language, or of any.
LANGUAGES = ("fr", "en", "*")
MOST_WORDS_OF_A_WAY = 6
MOST_OTHERS = 24
# Of a phrase these say nothing: “ouvrir mes mails” is “ouvrir ses mails”, “cours pour seniors” is “cours seniors”. What
# turns its sense (sans, pas, non) is none of them, nor is "son", a sound.
_LINKS = frozenset(
    """
    a au aux ce ces cet cette d de des du en l la le les leur leurs ma mes mon nos notre pour sa ses ta tes ton un une
    vos votre an her his its my of our the their your
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
TELLING_WORDS = 2
# A sound; in the titles that a synonym is looked for in, far more often a possessive.
_MISTAKEN = {("son",), ("sons",)}
# What the stemmer keeps apart from its infinitive, if it is a verb.
_VERB = re.compile(r"(?P<root>\w{3,})(?:ons|ez|ent)")
# Common words of which another, with synonyms, has the stem (projet and projeter, communication and commun): each
# stands for itself alone.
_APART = frozenset(
    """
    adhesif amendement amender assembler casser charter classer communement communication debut decisif detour donner
    driver elever gouvernement livrer manifestement mobilier post poste present presente profit programme projet sablier
    sentier sort sorte sortir tamponner voilier volontairement
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
    """What was typed, from letter `start` to `end`, its plain words, and the plain words of its synonyms."""

    start: int
    end: int
    words: Row
    others: tuple[Row, ...]


class Thesaurus:
    """Lines, to be looked up by what is typed: in the singular or the plural, with or without accents."""

    def __init__(self, lines: Iterable[Line]) -> None:
        lines = tuple(lines)
        self._others: dict[tuple[Row, str], dict[Row, None]] = {}
        self._ways: dict[tuple[Row, str], dict[Row, None]] = {}
        for line in lines:
            self._add(line)
        # A little word more may be typed than a line has.
        self._longest = 1 + max((len(plain(way)) for line in lines for way in (*line.ways, *line.others)), default=0)

    def find(self, text: str, *, language: str) -> list[SynonymMatch]:
        """What has synonyms in a text for a reader of one language (any, when empty), in order, the longest first."""
        read = [piece for piece in pieces(text) if not piece.joined]
        words = [piece.words[0] for piece in read]
        matches: list[SynonymMatch] = []
        start = 0
        while start < len(words):
            ends = range(min(len(words), start + self._longest), start, -1)
            end = next((end for end in ends if self._said_by(words[start:end], language)), start)
            if end > start:
                others = tuple(self._said_by(words[start:end], language))[:MOST_OTHERS]
                matches.append(SynonymMatch(read[start].start, read[end - 1].end, tuple(words[start:end]), others))
            start = max(end, start + 1)
        return matches

    def _said_by(self, way: Sequence[str], language: str) -> Iterable[Row]:
        """What a way finds, as it is or, of a phrase, with the infinitives of its verbs: “ils se présentent”."""
        found = self._found(loose_key(way), language)
        if found or len(way) == 1 or not any(map(_VERB.fullmatch, way)):
            return found
        return self._found(loose_key([_VERB.sub(r"\g<root>er", word) for word in way]), language)

    def _found(self, key: Row, language: str) -> Iterable[Row]:
        """What lines have on their other side, then other ways of saying it: few are looked for, the closest first."""
        keys = [(key, one) for one in ((language, "*") if language else LANGUAGES)]
        return {row: None for rows in (self._others, self._ways) for one in keys for row in rows.get(one, ())}

    def _add(self, line: Line) -> None:
        ways, others = _rows(line.ways), _rows(line.others)
        for way in ways:
            self._link(way, others, ways, line.language)
        if line.both:
            for other in others:
                self._link(other, ways, others, line.language)

    def _link(self, way: Row, others: Iterable[Row], ways: Iterable[Row], language: str) -> None:
        key, own = (loose_key(way), language), key_of(way)
        for known, rows in ((self._others, others), (self._ways, ways)):
            known.setdefault(key, {}).update({row: None for row in rows if key_of(row) != own and row not in _MISTAKEN})


def key_of(way: Sequence[str]) -> Row:
    """What plain words are looked up by: their stems, or one word alone by its singular where its stem is so short that
    papier would meet papi, or is that of another common word.

    >>> key_of(["papis"]), key_of(["papier"]), key_of(["papier", "recyclé"])
    (('papi',), ('papier',), ('pap', 'recycl'))
    """
    keys = tuple(stems(word)[0] for word in way)
    if len(keys) > 1:
        return keys
    singular = way[0].removesuffix("s").removesuffix("x")
    if singular in _APART:
        return (f"={singular}",)  # no stem
    return (singular,) if len(keys[0]) <= SHORTEST_STEM < len(way[0]) else keys


def loose_key(way: Sequence[str]) -> Row:
    """The key of plain words without the little ones between them, where TELLING_WORDS others are left; at the ends of
    a phrase little words stay, so that it begins and ends with what it says.

    >>> loose_key(["ouvrir", "mes", "mails"]), loose_key(["a", "main", "levee"]), loose_key(["en", "ligne"])
    (('ouvr', 'mail'), ('a', 'main', 'lev'), ('en', 'lign'))
    """
    kept = [word for place, word in enumerate(way) if word not in _LINKS or place in {0, len(way) - 1}]
    is_told = sum(not is_stop_word(word) for word in kept) >= TELLING_WORDS
    return key_of(kept if is_told else way)


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
