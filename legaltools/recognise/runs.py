"""Runs of phrases that make one name, in a name given alone and in running prose.

Prose is full of words that names use ("by", "sa", "de", "attribution"): there a run counts only when something anchors
it (Creative Commons, "licence", a version), and each phrase joins only where a name would have it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaltools.recognise.naming import Naming
from legaltools.recognise.scan import Lexeme, joins, lexemes
from legaltools.recognise.words import CODES_THAT_ARE_WORDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from legaltools.recognise.scan import Word

_PARTS = (Kind.CODE, Kind.ELEMENT)
_MEANINGFUL = (Kind.ANCHOR, Kind.CODE, Kind.ELEMENT, Kind.NAME)
_HYPHENS = {"-", "_", "–", "‑", "/"}
_MOST_FILLERS = 2
# No name has so many phrases: cutting there keeps a text of nothing but "cc cc cc" linear.
_LONGEST_RUN = 30
# A name that also says another one: "CC0 (domaine public)" is CC0, "Licence Ouverte (Etalab)" is Etalab's.
_SAID_BY = {
    "public domain": {"zero", "mark", "certification"},
    "licence ouverte": {"etalab"},
    "copyrighted": {"all-rights-reserved", "by-permission"},
}
# In prose these need company: Etalab is also a public body, "une licence ouverte" any of several licences.
_NEEDS_LICENCE_OR_VERSION = {"etalab", "art libre"}
_INITIALS = {"lal", "fal", "pdm", "lov"}
_PERMISSION = {"aimable", "publie", "reproduit", "used", "kind"}


@dataclass(slots=True)
class Run:
    """Consecutive phrases that may be one name. `anchored`: the run before it in a list said Creative Commons."""

    anchored: bool = False
    phrases: list[Lexeme] = field(default_factory=list)
    kinds: set[Kind | None] = field(default_factory=set)

    def add(self, phrase: Lexeme) -> None:
        self.phrases.append(phrase)
        self.kinds.add(phrase.kind)

    def has(self, *kinds: Kind) -> bool:
        return not self.kinds.isdisjoint(kinds)

    @property
    def names(self) -> set[str]:
        return {value for phrase in self._of(Kind.NAME) for value in _values(phrase)}

    @property
    def elements(self) -> frozenset[str]:
        return frozenset(value for phrase in self._of(*_PARTS) for value in _values(phrase))

    @property
    def has_version(self) -> bool:
        return any(phrase.version for phrase in self.phrases)

    @property
    def is_anchored(self) -> bool:
        return (
            self.anchored
            or self.has(Kind.ANCHOR)
            or any(phrase.meaning.anchored for phrase in self.phrases if phrase.meaning)
        )

    @property
    def span(self) -> tuple[int, int]:
        """Where the name itself begins and ends, without the words around it."""
        telling = [p for p in self.phrases if p.kind not in {Kind.FILLER, Kind.LICENCE} or _ends_identifier(p)]
        return telling[0].words[0].start, telling[-1].words[-1].end

    def naming(self) -> Naming:
        names = {name for name in self.names if not self.names & _SAID_BY.get(name, set())}
        return Naming(
            anchored=self.is_anchored,
            name=min(names, default=""),
            elements=self.elements,
            versions=tuple(dict.fromkeys(phrase.version for phrase in self.phrases if phrase.version)),
            countries=tuple(dict.fromkeys(value for phrase in self._of(Kind.COUNTRY) for value in _values(phrase))),
            maybe_french=not self.has(Kind.NO_COUNTRY) and any(map(_is_french_2, self._of(Kind.ELEMENT))),
        )

    def _of(self, *kinds: Kind) -> Iterator[Lexeme]:
        return (phrase for phrase in self.phrases if phrase.kind in kinds)


def runs_of_name(text: Sequence[Word]) -> list[Run] | None:
    """Read a text that is nothing but the name of a licence; None when a word of it is part of no name."""
    phrases = []
    for phrase in lexemes(text):
        if phrase is None:
            return None
        phrases.append(phrase)
    runs = [run for run in _split(phrases, prose=False) if run.is_anchored or run.has(*_MEANINGFUL)]
    return runs[1:] if len(runs) > 1 and _introduces(runs[0], runs[1]) else runs


def _introduces(first: Run, second: Run) -> bool:
    """Tell "Licence ouverte : CC BY 4.0", where the first words say only what kind of licence the second is."""
    is_kind = first.names == {"licence ouverte"} and not first.has_version and not first.has(*_PARTS)
    return is_kind and ":" in second.phrases[0].gap


def runs_in_prose(text: Sequence[Word]) -> list[Run]:
    """Find the names of licences in running text."""
    return [run for run in _split(lexemes(text), prose=True) if _is_statement(run)]


def _split(phrases: Iterable[Lexeme | None], *, prose: bool) -> Iterator[Run]:
    run = Run()
    for phrase in phrases:
        if phrase is None and not run.phrases:
            continue
        if phrase is None or len(run.phrases) >= _LONGEST_RUN or (prose and not _fits(phrase, run)):
            yield run
            run = Run()
        elif _starts_another(phrase, run):
            yield run
            run = Run(anchored=run.is_anchored and phrase.kind in _PARTS)
        if phrase is not None and (not prose or run.phrases or _may_begin(phrase)) and not _is_idle(phrase, run):
            run.add(phrase)
    yield run


def _may_begin(phrase: Lexeme) -> bool:
    return phrase.kind in {*_MEANINGFUL, Kind.LICENCE}


def _starts_another(phrase: Lexeme, run: Run) -> bool:
    """Tell whether this phrase begins a second name, as in "CC BY-SA 3.0 et GFDL"."""
    if phrase.kind is Kind.ANCHOR:
        return run.has(*_PARTS, Kind.NAME)
    if phrase.kind is Kind.NAME:
        return run.has(*_PARTS) or not _same_name(run.names, set(_values(phrase)))
    return phrase.kind in _PARTS and (run.has(Kind.NAME) or (run.has_version and run.has(*_PARTS)))


def _same_name(before: set[str], now: set[str]) -> bool:
    both = before | now
    return not before or before == now or len([name for name in both if not both & _SAID_BY.get(name, set())]) == 1


def _is_idle(phrase: Lexeme, run: Run) -> bool:
    """Tell a country's code that is only the French or English word, as "de" in "licence de …"."""
    return phrase.kind is Kind.COUNTRY and phrase.words[0].text in CODES_THAT_ARE_WORDS and not _names_something(run)


def _names_something(run: Run) -> bool:
    return run.has(*_PARTS, Kind.NAME)


def _fits(phrase: Lexeme, run: Run) -> bool:
    if not run.phrases:
        return True
    if not joins(phrase.gap) or _too_many_fillers(run):
        return False
    if phrase.kind is Kind.CODE:
        return _code_fits(phrase, run)
    if phrase.kind is Kind.COUNTRY:
        return _country_fits(phrase, run)
    if phrase.version and phrase.gap == "/" and not (run.is_anchored or run.has_version):
        return False  # a piece of some path, not of a name
    return (
        not phrase.is_bare_number
        or phrase.gap in _HYPHENS
        or run.phrases[-1].words[-1].text in {"v", "version", "gplv"}
    )


def _too_many_fillers(run: Run) -> bool:
    last = run.phrases[-_MOST_FILLERS - 1 :]
    return len(last) > _MOST_FILLERS and all(phrase.kind is Kind.FILLER for phrase in last)


def _code_fits(phrase: Lexeme, run: Run) -> bool:
    """Tell "BY-SA" and "cc by sa" from "CC BY, sa photo": small letters need a hyphen or small letters before them."""
    before = run.phrases[-1]
    if run.has_version and phrase.words[0].raw.islower() and phrase.gap.isspace():
        return False  # "CC BY 2.0 by its author"
    if phrase.words[0].raw.isupper() or phrase.gap in _HYPHENS:
        return True
    small = before.kind is not Kind.CODE or not before.words[-1].raw.isupper()
    return small and phrase.gap in {" ", "\u00a0", ": ", "\u00a0: "}


def _country_fits(phrase: Lexeme, run: Run) -> bool:
    if not _names_something(run):
        return False
    first = phrase.words[0]
    if first.text in _values(phrase):
        return first.raw.isupper() or phrase.gap in _HYPHENS or first.text not in CODES_THAT_ARE_WORDS
    return run.has_version and phrase.gap.strip(" \u00a0(") == ""


def _is_statement(run: Run) -> bool:
    if run.has(Kind.NAME):
        return any(_name_stands(phrase, run) for phrase in run.phrases if phrase.kind is Kind.NAME)
    if not run.has(*_PARTS) or run.is_anchored:
        return run.has(*_PARTS)
    many = len(run.elements) > 1
    if run.has(Kind.LICENCE):
        return many or (run.has_version and not _is_small_code(run))
    return run.has_version and (many or run.has(Kind.NO_COUNTRY))


def _is_small_code(run: Run) -> bool:
    return any(phrase.kind is Kind.CODE and phrase.words[0].raw.islower() for phrase in run.phrases)


def _name_stands(phrase: Lexeme, run: Run) -> bool:
    """Tell a name from the same words used in passing."""
    unit, words = _values(phrase)[0], [word.text for word in phrase.words]
    if unit == "public domain":
        return "dans" in words or "in" in words or "to" in words or run.has(Kind.LICENCE)
    if unit == "licence ouverte":
        return run.has_version
    if unit == "by-permission":
        return bool(_PERMISSION & set(words))
    if len(words) == 1 and words[0] in _INITIALS:
        return phrase.words[0].raw.isupper() or run.has(Kind.LICENCE)
    return " ".join(words) not in _NEEDS_LICENCE_OR_VERSION or run.has_version or run.has(Kind.LICENCE)


def _ends_identifier(phrase: Lexeme) -> bool:
    """Tell "-only" and "-or-later", with which SPDX identifiers end, from the same words in a sentence."""
    text = tuple(word.text for word in phrase.words)
    return text in {("only",), ("or", "later")} and all(word.gap == "-" for word in phrase.words)


def _is_french_2(phrase: Lexeme) -> bool:
    return any(word.text in {"paternite", "initiales"} for word in phrase.words)


def _values(phrase: Lexeme) -> tuple[str, ...]:
    return phrase.meaning.values if phrase.meaning else ()
