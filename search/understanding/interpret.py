"""From what was typed to what to ask an index: strictly first, then corrected, then with some of the words.

Whatever is not what was typed is told: the answer says which wording it is for, or that not all the words are there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import chain, islice, pairwise, takewhile
from typing import TYPE_CHECKING

from search.understanding import dated, days, rarity, synonyms, thesaurus
from search.understanding.acronyms import Acronym
from search.understanding.asking import ENOUGH, is_weak, said_around, said_beside, terms_of_an_event
from search.understanding.corrections import Corrector, heard_as, swapped
from search.understanding.hints import with_hints, with_turns
from search.understanding.question import Alternative, Interpretation, Question, Unit
from search.understanding.rarity import graded, informations
from search.understanding.stems import is_stop_word
from search.understanding.text import moved
from search.understanding.units import (
    MOST_WORDS,
    beside_days,
    both_stems,
    plain_words,
    unit_of,
    with_acronyms,
    with_asides,
    with_days,
    with_meanings,
    with_relatives,
    with_synonyms,
    without_repeats,
)
from search.understanding.weights import CONTINUED, HEARD
from search.understanding.words import Piece, pieces

# `limage`, `datelier`: an elided article typed without its apostrophe.
ELIDED = re.compile(r"(?P<article>[cdjlmnst]|qu)(?P<word>[aeiouyh]\w{3,})")
SHORTEST_HEARD = 4  # letters of a word that begins others
# Of a corrected question, so many wordings are compared, of so few words that these may stand side by side.
MOST_COMPARED, MOST_SIDE_BY_SIDE = 6, 5
# … and for what has them all and the last one at its end, so many of these; a row of them is wished for so often.
MOST_FINISHED, STRENGTH = 8, 2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from search.understanding.text import Text
    from search.understanding.view import IndexView


def interpret(
    text: Text, index: IndexView, *, language: str = "", facet_of_days: str = "", today: date | None = None
) -> Interpretation:
    """What a text means to an index, for a reader of one language (any, when empty).

    Words that say days, as of `today`, stand for what `facet_of_days` has on them; without both they are words. Never
    fails; a text without words asks for everything.
    """
    if today is None or not facet_of_days:
        return _Interpreter(index, language).interpret(text)
    spelt = dated.spelt(text, index)
    said = days.find(spelt.words, today=today)
    if said is None or dated.is_part_of_a_phrase(said, spelt, language=language):
        return _Interpreter(index, language).interpret(text)
    then = _Interpreter(index, language, facet_of_days, today)
    about = _Interpreter(index, language, facet_of_days, today, are_days_needed=False)
    return dated.on_days(spelt, dated.as_typed(said, spelt, text), index, then=then.interpret, about=about.interpret)


def _standing_for_items(told: Iterable[Piece], words: str) -> list[Piece]:
    """Those in phrases that stand for items: of “différence entre BY et BY-SA” little words are all that is told."""
    spans = synonyms.find(words)
    return [piece for piece in told if any(span.start <= piece.start and piece.end <= span.end for span in spans)]


class _Interpreter:
    def __init__(
        self,
        index: IndexView,
        language: str,
        facet_of_days: str = "",
        today: date | None = None,
        *,
        are_days_needed: bool = True,
    ) -> None:
        self._index = index
        self._are_days_needed = are_days_needed
        self._language = language
        self._facet_of_days = facet_of_days
        self._today = today

    def interpret(self, text: Text) -> Interpretation:
        text = self._with_apostrophes(text)
        question = self._read(text)
        if not question.units or self._index.finds(question):
            ended = self._with_end(text, question)
            return Interpretation(self._finished(text, self._loosened(text, ended)))
        text = self._with_spaces(text, question)
        question = self._read(text)
        extended = self._extended(question)
        for asked in (extended, self._with_end(text, extended, even_if_written=True)):
            if self._index.finds(asked):
                return Interpretation(self._finished(text, self._loosened(text, asked)))
        is_mistaken = not all(map(self._is_known, question.units))
        doubtful = [unit for unit in extended.units if is_mistaken and not self._is_written(unit)]
        return self._otherwise(text, extended, doubtful) or Interpretation(question)

    def _otherwise(self, text: Text, question: Question, doubtful: Sequence[Unit]) -> Interpretation | None:
        """All the words, corrected; or half of them as typed; or most of them, corrected, without the others."""
        corrector = Corrector(self._index, text.words, is_known=self._is_known, language=self._language)
        lost = [unit for unit in doubtful if not corrector.near(unit)]
        mistaken = [unit for unit in doubtful if unit not in lost]
        # Nothing has “puces”; “marché aux puces” has synonyms.
        is_meant = bool(lost and mistaken) and all(map(corrector.is_meant, lost))
        if is_meant and (whole := self._corrected(text, corrector, mistaken)) is not None:
            return whole
        is_little_lost = 2 * len(lost) < len(question.needed)
        is_mostly_near = is_little_lost and len(lost) < len(doubtful)
        whole = self._corrected(text, corrector, doubtful) if not lost or is_mostly_near else None
        if whole is not None:
            return whole
        certain = [unit for unit in doubtful if is_little_lost and corrector.is_certain(unit)]
        some = self._corrected(text, corrector, certain, some=True) if certain else None
        if some is not None:
            return some
        relaxed = self._relaxed(question)
        if relaxed is not None:
            return relaxed
        return self._corrected(text, corrector, doubtful) if lost and is_little_lost else None

    def _corrected(
        self, text: Text, corrector: Corrector, doubtful: Sequence[Unit], *, some: bool = False
    ) -> Interpretation | None:
        """The likeliest wording that finds something, rather one whose words stand side by side somewhere; words that
        no other is near to are left out of it. `some`: the likeliest of which some of the words find something.
        """
        wordings = self._wordings(text, corrector, doubtful)
        for wording in wordings:
            question = self._extended(self._read(wording))
            if not question.units:
                continue
            if some and (relaxed := self._relaxed(question)) is not None:
                return replace(relaxed, suggestion=_written(wording), corrected=True)
            if self._index.finds(question):
                said, asked = self._side_by_side(wording, wordings) or (wording, question)
                return Interpretation(self._loosened(said, asked), _written(said), corrected=True)
        return None

    @staticmethod
    def _wordings(text: Text, corrector: Corrector, doubtful: Sequence[Unit]) -> Iterator[Text]:
        for words in corrector.wordings(doubtful):
            yield replace(text, words=words, asides=moved(text.asides, text.words, words))

    def _side_by_side(self, likeliest: Text, others: Iterable[Text]) -> tuple[Text, Question] | None:
        """The first of some wordings whose words are side by side in any item."""
        compared = list(takewhile(_may_stand, islice(chain((likeliest,), others), MOST_COMPARED)))
        rows = [self._row(wording) for wording in compared]
        row = self._index.first_that_finds(rows)
        if row is None:
            return None
        wording = compared[rows.index(row)]
        question = self._extended(self._read(wording))
        return (wording, question) if question.units else None

    def _row(self, text: Text) -> Question:
        """The words as one phrase."""
        row = tuple(plain_words(text.words))
        unwanted = tuple(unit for word in text.unwanted for unit in self._units(word))
        return Question((), (row, *_rows(text.phrases)), unwanted, _rows(text.unwanted_phrases))

    def _loosened(self, text: Text, question: Question) -> Question:
        """A long question for the words that decide: one item that has them all by chance hides no other."""
        needed = question.needed
        if len(needed) < rarity.LONG or question.phrases or text.strict:
            return question
        return self._half(question, informations(needed, self._index))

    def _half(self, question: Question, said: Mapping[Unit, float]) -> Question:
        """The same for half of the words that decide, or for one of these where few items have half."""
        half = graded(question, said)
        if half.least > 1 and not self._index.finds(half, at_least=rarity.FEW_FOUND):
            return graded(question, said, least=1)
        return half

    def _relaxed(self, question: Question) -> Interpretation | None:
        """The words that decide among those that the index knows, if these are half of all; or half of all, whichever:
        what is on this weekend, and what has the words, where nothing is both.
        """
        needed = question.needed
        units = tuple(unit for unit in needed if self._is_known(unit))
        half = max(1, len(needed) - max(1, len(needed) // 2))
        if len(units) < half and 2 * _words_in(units) < _words_in(needed):
            return None
        known = replace(question, units=(*units, *question.wished))
        said = informations(units, self._index)
        if self._index.finds(graded(known, said)):
            return Interpretation(self._half(known, said), relaxed=True)
        for loose in (replace(known, least=min(half, len(units))), graded(known, said, least=1)):
            if self._index.finds(loose):
                return Interpretation(loose, relaxed=True)
        return None

    # From words to units

    def _read(self, text: Text) -> Question:
        units = with_acronyms(with_meanings(self._units_and_days(text.words), text.words), text.words)
        units = with_synonyms(units, text.words, self._index, language=self._language)
        units = with_relatives(units, self._index, language=self._language)
        units = with_asides(units, text.asides, text.words)
        units = with_turns(with_hints(without_repeats(units), text.words), text.words)
        unwanted = tuple(unit for word in text.unwanted for unit in self._units(word))
        return Question(
            tuple(units), _rows(text.phrases), unwanted, _rows(text.unwanted_phrases), language=self._language
        )

    def _units_and_days(self, words: str) -> list[Unit]:
        units = self._units(words)
        said = days.find(words, today=self._today) if self._today else None
        if said is None or self._today is None:
            return units
        read = [piece for piece in pieces(words) if not piece.joined]
        terms = {read[place].start for place in terms_of_an_event([piece.words[0] for piece in read])}
        units = [replace(unit, hint=True) if unit.start in terms else unit for unit in units]
        if self._are_days_needed:
            return with_days(units, said, facet=self._facet_of_days)
        return beside_days(units, said, facet=self._facet_of_days, today=self._today)

    def _units(self, words: str) -> list[Unit]:
        read = list(pieces(words))
        parts = [piece for piece in read if not piece.joined]
        asking = said_around([piece.words[0] for piece in parts])
        told = [piece for place, piece in enumerate(parts) if place not in asking]
        meaningful = self._meaningful(told) or _standing_for_items(told, words) or self._meaningful(parts)
        meaningful = meaningful[:MOST_WORDS]
        beside = [parts[place] for place in said_beside([piece.words[0] for piece in parts])]
        strong = [piece for piece in meaningful if not is_weak(piece.words[0]) and piece not in beside]
        weak = set(meaningful).difference(strong) if strong else set()
        meaningful = strong if len(strong) >= ENOUGH else meaningful
        parts = parts[:MOST_WORDS]
        compounds = [piece for piece in read if piece.joined] + self._joins(parts)
        return [
            replace(unit_of(piece, compounds, exact=not meaningful), hint=piece in weak)
            for piece in meaningful or parts
        ]

    def _meaningful(self, parts: Iterable[Piece]) -> list[Piece]:
        """Without little words: those of both languages that mean nothing in the other, and all those of English for
        its readers and in a question that is plainly English.
        """
        parts = list(parts)
        english = sum(is_stop_word(piece.words[0], language="en") for piece in parts)
        french = sum(is_stop_word(piece.words[0], accented=piece.accented) for piece in parts)
        is_english = english > french and (self._language == "en" or english > 1)
        languages = (None, "en") if is_english else (None,)
        return [
            piece
            for piece in parts
            if not any(is_stop_word(piece.words[0], accented=piece.accented, language=one) for one in languages)
        ]

    def _joins(self, parts: Sequence[Piece]) -> list[Piece]:
        """Neighbours that the index knows as one word: `pique nique` also finds `piquenique`."""
        joins = [(one.words[0] + two.words[0], one.start, two.end) for one, two in pairwise(parts)]
        words = self._index.words_among([word for word, _, _ in joins]) if joins else set()
        return [
            Piece(start, end, (word,), both_stems((word,)), joined=True) for word, start, end in joins if word in words
        ]

    def _extended(self, question: Question) -> Question:
        return replace(question, units=tuple(map(self._extend, question.units)))

    def _extend(self, unit: Unit, *, even_if_written: bool = False) -> Unit:
        """Give a word that is nowhere as typed those that it begins: no mistake, not at its end yet. Its stem may be
        another's (sabl, sable). One that begins some may yet be one that sounds alike (bato: bateau, bâton) or a
        mistake.
        """
        is_word = (self._is_written(unit) or self._has_synonyms(unit)) and not even_if_written
        if is_word or unit.exact or unit.meaning or unit.acronym or (self._is_known(unit) and unit.inside):
            return unit
        continued = self._continued(unit)
        others = self._heard(unit.words[0]) if continued and not self._is_known(unit) else []
        return replace(unit, alternatives=(*unit.alternatives, *others, *continued))

    def _with_end(self, text: Text, question: Question, *, even_if_written: bool = False) -> Question:
        """The same, its last word also one that is not at its end yet, though its stem is another's (lic: lice), or
        though it is one itself, which no item has beside the others (share ali: Ali, alike).
        """
        place = len(text.words.rstrip())
        extend = partial(self._extend, even_if_written=even_if_written)
        units = (extend(unit) if unit.end == place else unit for unit in question.units)
        return replace(question, units=tuple(units))

    def _finished(self, text: Text, question: Question) -> Question:
        """The same with a wish for what has its words in a row, the last one at its end: “changer la lic”."""
        words = plain_words(text.words)
        last = next((unit for unit in question.units if unit.words == tuple(words[-1:])), None)
        ends = [other.words for other in last.alternatives if other.weight == CONTINUED] if last else []
        if not ends or not 1 < len(words) <= MOST_SIDE_BY_SIDE:
            return question
        rows = tuple((*words[:-1], *end) for end in ends[:MOST_FINISHED])
        row = Unit(0, len(text.words), tuple(words), (), (), acronym=Acronym(frozenset(), rows), hint=True)
        return replace(question, units=(*question.units, *[row] * STRENGTH))

    def _heard(self, word: str) -> list[Alternative]:
        """The words that begin like it and sound like it; what is cut short sounds like many. And those that have two
        of its letters the other way round (prot: port), for its end may be no less typed than its beginning.
        """
        if len(word) < SHORTEST_HEARD:
            return []
        heard = [one for one in heard_as(word, self._index) if one.startswith(word[: SHORTEST_HEARD - 1])]
        heard += sorted(self._index.words_among(swapped(word)).difference(heard))
        return [Alternative((one,), both_stems((one,)), HEARD) for one in heard]

    def _continued(self, unit: Unit) -> list[Alternative]:
        """The words that it begins, those of the language of the reader alone where there are any."""
        candidates = [
            candidate
            for candidate in self._index.lexicon().beginning_with(unit.words[0])
            if candidate.spelling.startswith(unit.accented or candidate.spelling)
        ]
        if self._language and candidates:
            ours = self._index.words_in(self._language, [candidate.word for candidate in candidates])
            candidates = [candidate for candidate in candidates if candidate.word in ours] or candidates
        return [
            Alternative((candidate.word,), both_stems((candidate.word, candidate.spelling)), CONTINUED)
            for candidate in candidates
        ]

    def _with_apostrophes(self, text: Text) -> Text:
        """The same with the apostrophes of articles, where the index has the word without its article alone and the
        thesaurus does not have it whole (mamie).
        """
        pairs = [(piece, match) for piece in pieces(text.words) if (match := ELIDED.fullmatch(piece.words[0]))]
        if not pairs:
            return text
        known = self._index.words_among({part for _piece, match in pairs for part in (match[0], match["word"])})
        words = text.words
        for piece, match in reversed(pairs):
            is_known = match[0] in known or thesaurus.current().find(match[0], language=self._language)
            if match["word"] in known and not is_known:
                place = piece.start + len(match["article"])
                words = f"{words[:place]}’{words[place:]}"
        return replace(text, words=words, asides=moved(text.asides, text.words, words))

    def _with_spaces(self, text: Text, question: Question) -> Text:
        """The same with a space in each unknown word that is made of two, begins none and has no mistake of one letter:
        `piquenique`.
        """
        words = text.words
        for unit in sorted(question.units, key=lambda unit: unit.start, reverse=True):
            if self._is_known(unit) or self._continued(unit):
                continue
            lexicon = self._index.lexicon()
            if any(near.distance == 1 for near in lexicon.near(unit.words[0])):
                continue
            if halves := lexicon.split(unit.words[0]):
                place = unit.start + len(halves[0])
                words = f"{words[:place]} {words[place:]}"
        if words == text.words:
            return text
        return self._with_apostrophes(replace(text, words=words, asides=moved(text.asides, text.words, words)))

    def _is_written(self, unit: Unit) -> bool:
        """Whether the index has a word as it was typed; a word known by its stem alone may still be a mistake."""
        return bool(unit.exact or unit.meaning or unit.acronym or self._index.words_among(unit.words[:1]))

    def _has_synonyms(self, unit: Unit) -> bool:
        """Whether it is a word that the thesaurus has and that is at its end therefore: “prof”, no “profonde”."""
        return bool(unit.alternatives) and bool(thesaurus.current().find(unit.words[0], language=self._language))

    def _is_known(self, unit: Unit) -> bool:
        if unit.exact or unit.meaning or unit.acronym or unit.alternatives:
            return True
        return bool(self._index.stems_among(unit.stems))


def _words_in(units: Iterable[Unit]) -> int:
    """A phrase is as many as it has: “remettre en route un vieux pc” is half known where “vieux pc” is."""
    return sum(len(unit.inside) or 1 for unit in units)


def _may_stand(text: Text) -> bool:
    """Whether it has as many words as are looked for side by side."""
    return 1 < len(plain_words(text.words)) <= MOST_SIDE_BY_SIDE


def _rows(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for phrase in phrases if (words := plain_words(phrase)))


def _written(text: Text) -> str:
    """A question as one would type it."""
    quoted = [f'"{phrase}"' for phrase in text.phrases]
    unwanted = [f"-{word}" for word in text.unwanted] + [f'-"{phrase}"' for phrase in text.unwanted_phrases]
    return " ".join([text.words, *quoted, *unwanted])
