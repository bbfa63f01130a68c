"""What a question means, as a value that every engine compiles to a query of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from search.understanding.days import DaysMeant
from search.understanding.stems import is_filler

if TYPE_CHECKING:
    from search.registry import Meaning
    from search.understanding.acronyms import Acronym
    from search.understanding.days import SaidDays


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other words that satisfy one typed word, weighing less: `words` in a row when there are several."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Unit:
    """One typed word. `exact`: matched as written, because stop words have no stems in the index.

    A phrase that stands for items, or says some days, is one unit too: all its `words`, the units of those words
    `inside`, its `meaning`; and so is what is said in initials or in full, its `acronym`, which also holds the other
    wordings of a phrase that stands for items. `accented` is the word with
    the accents typed on it. A `hint` puts items that satisfy it before others beside other words, and needs none.
    """

    start: int
    end: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    alternatives: tuple[Alternative, ...] = ()
    exact: bool = False
    inside: tuple[Unit, ...] = ()
    meaning: Meaning | DaysMeant | None = None
    acronym: Acronym | None = None
    accented: str = ""
    hint: bool = False

    @property
    def is_filler(self) -> bool:
        return not (self.exact or self.meaning or self.acronym) and is_filler(self.words[0])

    @property
    def typed_words(self) -> tuple[str, ...]:
        """The words as they were typed: all those of a phrase, none of initials that are a little word."""
        if self.acronym and not self.meaning:
            return self.words if self.is_said_in_words else ()
        if isinstance(self.meaning, DaysMeant) and self.exact:
            # “ce week-end”: no item is better for having “ce”.
            return ()
        return self.words if self.meaning else self.words[:1]

    @property
    def is_said_in_words(self) -> bool:
        """Whether the words inside mean something of their own; AI is a little word elsewhere."""
        return any(not inside.exact for inside in self.inside)


@dataclass(frozen=True, slots=True)
class Question:
    """Every one of `units` (or `least` of them) and `phrases` is wanted, those unwanted exclude an item.

    Fillers ("animer un atelier radio") and hints are a wish beside other words, and wanted alone. `language` is the
    reader's: of items that answer as well, those in it come first.
    """

    units: tuple[Unit, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[Unit, ...] = ()
    unwanted_phrases: tuple[tuple[str, ...], ...] = ()
    least: int = 0
    language: str = ""

    @property
    def needed(self) -> tuple[Unit, ...]:
        others = tuple(unit for unit in self.units if not (unit.is_filler or unit.hint))
        if others or self.phrases:
            return others
        return tuple(unit for unit in self.units if unit.hint and unit.meaning and unit.inside) or self.units

    @property
    def wished(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit not in self.needed)

    def on_days_alone(self) -> Question:
        """The same of what is on, without what merely has the words that say when."""
        units = (
            replace(unit, meaning=replace(unit.meaning, alone=True)) if isinstance(unit.meaning, DaysMeant) else unit
            for unit in self.units
        )
        return replace(self, units=tuple(units))

    @property
    def is_ranked(self) -> bool:
        """Without words nothing is more relevant than anything else."""
        return bool(self.units or self.phrases)


@dataclass(frozen=True, slots=True)
class MarkedTerms:
    """What to mark: words by stem or by plain spelling, phrases by their plain words in a row, initials in capitals."""

    stems: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = field(default=())
    initials: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.stems or self.words or self.phrases or self.initials)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What to ask an index, and what to tell the person.

    `suggestion` is the wording that the question stands for when that is not what was typed (`corrected`); `relaxed`:
    some of the words are enough. `days` are those that some of the words say, `on_no_day` whether nothing is on then:
    the question is then for the words alone.
    """

    question: Question
    suggestion: str = ""
    relaxed: bool = False
    corrected: bool = False
    days: SaidDays | None = None
    on_no_day: bool = False

    @property
    def marked(self) -> MarkedTerms:
        """What answers the question in the text of an item."""
        units = self.question.units
        others = [other for unit in units for other in unit.alternatives]
        stems = {stem for unit in units if not unit.exact for stem in unit.stems}
        stems.update(stem for other in others for stem in other.stems)
        words = {word for unit in units if unit.exact and not unit.meaning for word in unit.words}
        rows = [unit.words for unit in units if unit.exact and unit.meaning and not unit.hint]
        rows += [*self.question.phrases, *(other.words for other in others if len(other.words) > 1)]
        acronyms = [unit.acronym for unit in units if unit.acronym]
        rows += [row for acronym in acronyms for row in acronym.rows]
        initials = {word for acronym in acronyms for word in acronym.initials}
        return MarkedTerms(frozenset(stems), frozenset(words), tuple(rows), frozenset(initials))
