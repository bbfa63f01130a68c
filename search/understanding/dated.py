"""A question that says a day: what is on then, and what is about the same on other days; days that are misspelt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from search.understanding import thesaurus
from search.understanding.day_spans import MONTHS, WEEKDAYS
from search.understanding.days import DaysMeant
from search.understanding.rarity import FEW_FOUND
from search.understanding.text import moved
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.understanding.days import SaidDays
    from search.understanding.question import Interpretation, Question
    from search.understanding.text import Text
    from search.understanding.view import IndexView

# A misspelt word of so many letters is read as one of these, where the index does not have it as it is.
SHORTEST_MISSPELT, SHORTEST_MONTH = 5, 7
_SPELT = (
    *(name for name in WEEKDAYS if f"{name}s" in WEEKDAYS or name.endswith("day")),
    "demain",
    "aujourdhui",
    "tomorrow",
    "yesterday",
)
_SPELT += tuple(name for name in MONTHS if len(name) >= SHORTEST_MONTH)


def on_days(
    text: Text,
    said: SaidDays,
    index: IndexView,
    *,
    then: Callable[[Text], Interpretation],
    about: Callable[[Text], Interpretation],
) -> Interpretation:
    """What is on then and is about it; where that is little, what is about it on other days follows. Where nothing is
    both, what is about it is told to be on no such day.

    `then` reads the text as what is on or says the words, `about` with its days as a mere wish.
    """
    on_them = then(text)
    alone = on_them.question.on_days_alone()
    is_then = index.finds(alone)
    if is_then and not on_them.relaxed and (text.strict or index.finds(alone, at_least=FEW_FOUND)):
        return replace(on_them, days=said)
    anyhow = about(text)
    has_others = _wishes_for_days(anyhow.question)
    if is_then and not (on_them.relaxed and has_others):
        can_follow = has_others and not (anyhow.relaxed or anyhow.corrected or on_them.corrected)
        return replace(anyhow if can_follow else on_them, days=said)
    if not index.finds(anyhow.question):
        return replace(on_them, days=said, on_no_day=not is_then)
    # A lone word such as “demain” is one among others there, a title perhaps.
    return anyhow if len(said.words) == 1 and not has_others else replace(anyhow, days=said, on_no_day=True)


def is_part_of_a_phrase(said: SaidDays, text: Text, *, language: str) -> bool:
    """Whether a lone word is one of a phrase that has synonyms: “imaginer demain” names a subject."""
    return len(said.words) == 1 and any(
        match.start <= said.start and said.end <= match.end and len(match.words) > 1 and not match.loose
        for match in thesaurus.current().find(text.words, language=language)
    )


def _wishes_for_days(question: Question) -> bool:
    return any(unit.hint and isinstance(unit.meaning, DaysMeant) for unit in question.units)


def spelt(text: Text, index: IndexView) -> Text:
    """The same, words that the index does not have as they are and that one letter tells from a day's as these are."""
    meant = misspelt(text.words)
    unknown = set(meant).difference(index.words_among(meant)) if meant else set()
    words = text.words
    for piece in reversed([piece for piece in pieces(words) if piece.words[0] in unknown]):
        words = f"{words[: piece.start]}{meant[piece.words[0]]}{words[piece.end :]}"
    return replace(text, words=words, asides=moved(text.asides, text.words, words)) if unknown else text


def misspelt(text: str) -> dict[str, str]:
    """The plain words of a text that are one letter away from one that says a day (“dimache”), and that one.

    >>> misspelt("fanzine merccredi à la médiathèque")
    {'merccredi': 'mercredi'}
    """
    words = {piece.words[0] for piece in pieces(text) if not piece.joined}
    found = {word: _spelt(word) for word in words if len(word) >= SHORTEST_MISSPELT and word not in WEEKDAYS}
    return {word: meant for word, meant in found.items() if meant}


def _spelt(word: str) -> str | None:
    near = (name for name in _SPELT if name[0] == word[0] and OSA.distance(word, name, score_cutoff=1) == 1)
    return next(near, None)


def as_typed(said: SaidDays, spelt: Text, typed: Text) -> SaidDays:
    """The same days with the places of their words in what was typed: no word of it was cut or joined."""
    if spelt is typed:
        return said
    before, after = (list(pieces(text.words)) for text in (typed, spelt))
    first = next(place for place, piece in enumerate(after) if piece.start == said.start)
    last = next(place for place, piece in enumerate(after) if piece.end == said.end)
    return replace(said, start=before[first].start, end=before[last].end)
