"""Other words for the same thing: a page about a smartphone answers somebody who types “téléphone”, a little later.

The lines that come with the program are `data/synonyms.tsv`; stewards add theirs, which the service gives for the time
of one question (`reading`). Phrases that stand for items are elsewhere (`search.understanding.synonyms`).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from search.understanding.lexicon import Lexicon
from search.understanding.stems import SHORTEST_STEM, english_bases, infinitive, is_stop_word, stems
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

DATA = Path(__file__).resolve().parent / "data" / "synonyms.tsv"
BOTH, ONE_WAY = "=", ">"
DIRECTIONS = (BOTH, ONE_WAY)
# Readers of one language, or of any.
LANGUAGES = ("fr", "en", "*")
ENGLISH = "en"
MOST_BASES = 3  # of a form
MOST_WORDS_OF_A_WAY = 6
# What changes nothing inside a phrase: “ouvrir mes mails”, “ouvrir ses mails”, “ordi trop lent”, “ordi lent”. What
# turns its sense (sans, pas, non) is none of them, nor is "son", a sound.
_LITTLE = frozenset(
    """
    a au aux ce ces cet cette d de des du en et l la le les leur leurs ma mes mon nos notre pour sa ses sur dans ta tes
    ton un une vos votre trop tres bien super hyper tellement vraiment assez peu plus tout
    an and for her his in its my of on our the their to your too very so really quite
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
TELLING_WORDS = 2
# What the stemmer takes for other words, in phrases: possessives for pronouns (“ses livres” is not “se livrer”), a file
# for what a guide is called here.
_OTHER_WORDS = frozenset({"mes", "tes", "ses", "fichier"})
# A sound; in the titles that a synonym is looked for in, far more often a possessive.
_MISTAKEN = {("son",), ("sons",)}
# Common words of which another, with synonyms, has the stem (profit and prof, poste and poster): each stands for itself
# alone.
_APART = frozenset(
    """
    adhesif amendement amender amer amere applique appliquer appliquez aspire aspirer assembler bombarder casser
    charter china chine classement classer communal communaute commune communement communication communique
    communiquent communiquer communiquez deambulateur debut decisif detour donne donner donnez driver elever enseigne
    fermier galet gouvernement grave infirmier interrogation italique journalisme licencie licencier livraison livrer
    manifeste manifestement mediatique mobilier orientation parcourir plagie plagier pompier post poste present
    presente presentee presenter pressant pressante profit profiter programme recueil republie republier romance
    sablier self sonoriser sort sorte sortir tablier tamponner tentant tentante tournoyer voilier volontairement
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
# What ends in s in the singular too, and is another word without it (avi, gallo, procès).
_NO_PLURALS = frozenset({"avis", "gallois", "process", "revus"})
# Plurals whose singular the stemmer keeps apart; of one word alone every x is cut.
_PLURALS_IN_X = frozenset({"bijoux", "cailloux", "cheveux", "feux", "genoux", "jeux", "lieux", "neveux", "voeux"})
MOST_OTHERS = 40

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
    """What was typed, from letter `start` to `end`, its plain words, and the plain words of its synonyms. `loose`: the
    words of a phrase without its little ones (“jeu licences”), each of which may be meant for itself.
    """

    start: int
    end: int
    words: Row
    others: tuple[Row, ...]
    loose: bool = False


class _Rows:
    """What keys of one kind find: what lines have on their other side, then other ways of saying it, for few are
    looked for, the closest first.
    """

    def __init__(self, key: Callable[[Sequence[str]], Row]) -> None:
        self.key = key
        self._others: dict[tuple[Row, str], dict[Row, None]] = {}
        self._ways: dict[tuple[Row, str], dict[Row, None]] = {}

    def add(self, way: Row, language: str, others: Iterable[Row], ways: Iterable[Row]) -> None:
        key = (self.key(way), language)
        # New ones each time: copies share those that they had.
        self._others[key] = self._others.get(key, {}) | dict.fromkeys(others)
        self._ways[key] = self._ways.get(key, {}) | dict.fromkeys(ways)

    def copy(self) -> _Rows:
        other = _Rows(self.key)
        other._others, other._ways = self._others.copy(), self._ways.copy()
        return other

    def of(self, way: Row, languages: Iterable[str]) -> tuple[Row, ...]:
        """Of a phrase also with the infinitives of its verbs: “ils se présentent”; of one word also in the singular,
        where the stemmer keeps the plural apart: “vélos”, “pneus”, “textos”; for readers of English what stands there
        without -ing or -ed: “sewing”.
        """
        rows = self._at(self.key(way), languages)
        if not rows and len(way) == 1 and way[0] not in _NO_PLURALS:
            rows = self._at(self.key([_singular(way[0])]), languages)
        if not rows and len(way) > 1 and any(map(infinitive, way)):
            rows = self._at(self.key([infinitive(word) or word for word in way]), languages)
        if not rows and ENGLISH in languages and any(map(english_bases, way)):
            forms = zip_longest(*(english_bases(word) or (word,) * MOST_BASES for word in way))
            bases = ([base or word for base, word in zip(form, way, strict=True)] for form in forms)
            rows = next(filter(None, (self._at(self.key(base), (ENGLISH,)) for base in bases)), ())
        return rows

    def _at(self, key: Row, languages: Iterable[str]) -> tuple[Row, ...]:
        keys = [(key, one) for one in languages]
        found = {row: None for rows in (self._others, self._ways) for one in keys for row in rows.get(one, ())}
        return tuple(found)[:MOST_OTHERS]


class Thesaurus:
    """Lines, to be looked up by what is typed: in the singular or the plural, with or without accents."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._as_written, self._loosely = _Rows(key_of), _Rows(loose_key)
        self._words: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        self._said: dict[str, set[str]] = {language: set() for language in LANGUAGES}
        self._lexicons: dict[str, Lexicon] = {}
        self._add_all(lines)

    def with_lines(self, lines: Iterable[Line]) -> Thesaurus:
        """The same and more lines, in a moment: those of the program take half a second to read."""
        other = Thesaurus(())
        other._as_written, other._loosely = self._as_written.copy(), self._loosely.copy()
        other._words = {language: set(words) for language, words in self._words.items()}
        other._said = {language: set(words) for language, words in self._said.items()}
        other._add_all(lines)
        return other

    def _add_all(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self._add(line)
            self._words[line.language].update(
                way for way in (*line.ways, *(line.others if line.both else ())) if way.isalpha()
            )

    def find(self, text: str, *, language: str) -> list[SynonymMatch]:
        """What has synonyms in a text for a reader of one language (any, when empty), in order, the longest first; and
        inside what is found loosely the words that have some of their own.
        """
        read = [piece for piece in pieces(text) if not piece.joined]
        words = [piece.words[0] for piece in read]
        languages = (language, "*") if language else LANGUAGES
        matches: list[SynonymMatch] = []
        start = taken = 0
        while start < len(words):
            for end in range(min(len(words), start + MOST_WORDS_OF_A_WAY), start, -1):
                way = tuple(words[start:end])
                others, is_loose = self._said_by(way, languages, loosely=start >= taken)
                if others and way[0] in _LITTLE and self._begins_later(words[start + 1 :], len(way), languages):
                    continue
                if others:
                    matches.append(SynonymMatch(read[start].start, read[end - 1].end, way, others, is_loose))
                    taken = end
                if others and not is_loose:
                    start = end - 1
                    break
            start += 1
        return matches

    def words(self, language: str) -> Lexicon:
        """The single words that find others, to be compared with what is misspelt. Made when it is first asked for."""
        if language not in self._lexicons:
            words = self._words.get(language, set()) | self._words["*"]
            self._lexicons[language] = Lexicon((word.lower(), 1) for word in sorted(words))
        return self._lexicons[language]

    def has_word(self, word: str, language: str) -> bool:
        """Whether a plain word finds others, alone or in a phrase: it is no mistake, though no item has it."""
        return any(word in self._said[one] for one in ((language, "*") if language else LANGUAGES))

    def _begins_later(self, words: Sequence[str], length: int, languages: Iterable[str]) -> bool:
        """Whether one as long as a phrase of this length begins at its second word: of “les restes de légumes” not “les
        restes” is looked up.
        """
        ends = range(length, min(len(words), MOST_WORDS_OF_A_WAY) + 1) if length > 1 else ()
        return any(self._as_written.of(tuple(words[:end]), languages) for end in ends)

    def _said_by(self, way: Row, languages: Iterable[str], *, loosely: bool) -> tuple[tuple[Row, ...], bool]:
        """What a way finds as it is or, of a phrase, with other little words between; and whether it has none of these
        while the line has some.
        """
        found = self._as_written.of(way, languages)
        if found or not loosely or len(way) == 1:
            return found, False
        return self._loosely.of(way, languages), len(loose_key(way)) == len(way)

    def _add(self, line: Line) -> None:
        ways, others = _rows(line.ways), _rows(line.others)
        self._said[line.language].update(word for way in (*ways, *(others if line.both else ())) for word in way)
        for way in ways:
            self._link(way, others, ways, line.language)
        if line.both:
            for other in others:
                self._link(other, ways, others, line.language)

    def _link(self, way: Row, others: Iterable[Row], ways: Iterable[Row], language: str) -> None:
        """Those of its own side are ways of saying the same. A phrase of the other that differs by an article (“pas le
        modifier”, “pas de modification”) is another: items say it in those words.
        """
        key = key_of(way)
        others = [row for row in others if key_of(row) != key or (len(row) > 1 and row != way)]
        others = [row for row in others if row not in _MISTAKEN]
        ways = [row for row in ways if key_of(row) != key and row not in _MISTAKEN]
        for rows in (self._as_written, self._loosely) if len(way) > 1 else (self._as_written,):
            rows.add(way, language, others, ways)


def key_of(way: Sequence[str]) -> Row:
    """What plain words are looked up by: their stems, one word alone by its singular where its stem is so short that
    papier would meet papi, or is that of another common word.

    >>> key_of(["papis"]), key_of(["papier"]), key_of(["papier", "recycle"])
    (('papi',), ('papier',), ('pap', 'recycl'))
    >>> key_of(["programmes"]), key_of(["programmer"])
    (('', 'programme'), ('programm',))
    """
    if len(way) == 1:
        stem, singular = stems(way[0])[0], way[0].removesuffix("s").removesuffix("x")
        if singular in _APART:
            return ("", singular)
        return (singular,) if len(stem) <= SHORTEST_STEM < len(way[0]) else (stem,)
    return tuple(word if word in _OTHER_WORDS else stems(word)[0] for word in map(_singular, way))


def _singular(word: str) -> str:
    """A word without the mark of the plural that the stemmer keeps (photos, jeux)."""
    if word in _PLURALS_IN_X:
        return word.removesuffix("x")
    return word.removesuffix("s") if len(word) > SHORTEST_STEM else word


def loose_key(way: Sequence[str]) -> Row:
    """The key of a phrase without the little words between others, where TELLING_WORDS others are left; at its ends
    these stay, so that a phrase begins and ends with what it says.

    >>> loose_key(["photo", "un", "enfant"]) == loose_key(["photos", "des", "enfants"])
    True
    >>> loose_key(["ouvrir", "mes", "mails"]), loose_key(["a", "main", "levee"]), loose_key(["en", "ligne"])
    (('ouvr', 'mail'), ('a', 'main', 'lev'), ('en', 'lign'))
    """
    told = [word for place, word in enumerate(way) if word not in _LITTLE or place in {0, len(way) - 1}]
    if sum(not is_stop_word(word) for word in told) < TELLING_WORDS:
        told = list(way)
    return key_of(told)


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


@cache
def _of_the_program() -> Thesaurus:
    return Thesaurus(lines())


def current() -> Thesaurus:
    """The thesaurus of the moment; made once for the same lines."""
    added = _added.get()
    thesaurus = _made.get(added)
    if thesaurus is None:
        thesaurus = _of_the_program().with_lines(added) if added else _of_the_program()
        _made.clear()
        _made[added] = thesaurus
    return thesaurus
