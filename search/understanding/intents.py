"""What people say of how they will use a thing: “moins d'une heure”, “que je peux vendre”, “pour 30 ados”.

These words narrow the results as the filters of the page do. The search knows none of them: who has a facet registers
how people say its values, when ready. They are read before any engine is asked, in plain words: without accents,
capitals and elided articles, so that “moins d'une heure” is “moins une heure”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from search import registry
from search.facets.kinds import NumberAtMost
from search.registry import Meaning
from search.understanding import thesaurus
from search.understanding.asking import said_around
from search.understanding.stems import is_filler, is_stop_word
from search.understanding.words import pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from search.understanding.thesaurus import SynonymMatch
    from search.understanding.words import Piece

    Filters = Mapping[str, tuple[str, ...]]

NAME = re.compile(r"[a-z][a-z_]{0,39}")
KIND = "kind"
# Part of a phrase that is no part of the wish: “mettre [une photo] sur Wikipédia”.
KEPT = "kept"
# Right before a wish, with what may stand between.
NEGATED = re.compile(r"(?<!\S)(?:pas|non|ni|jamais|aucune?|not?|never|nor)(?: (?:d|de|du|un|une|a|an|any))?\s*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of saying a wish: a pattern over plain words, and the keys that a match chooses in each facet.

    `filters` gives none for words that say something else after all. `implied`: what is chosen too where nothing else
    is asked (one projects films).
    """

    name: str
    pattern: re.Pattern[str]
    filters: Callable[[re.Match[str]], Filters]
    implied: Filters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """A wish as it was typed: its `places` from letter to letter, and what it chooses, by facet.

    `name` is what an address ignores it by. The keys of a facet are alternatives, the nearest to what was said first.
    """

    name: str
    places: tuple[tuple[int, int], ...]
    filters: Filters

    def words_in(self, text: str) -> str:
        """As it was typed, what stands between its parts left out."""
        return " … ".join(text[start:end] for start, end in self.places)


@dataclass(frozen=True, slots=True)
class Aside:
    """Letters of a question that are no word to be found: what they mean is chosen otherwise, or ignored.

    With a `meaning`, items that it stands for satisfy these words where nothing else is asked; of those, the
    `preferred` come first.
    """

    start: int
    end: int
    meaning: Meaning | None = None
    preferred: Meaning | None = None


def register(
    name: str,
    pattern: str,
    filters: Callable[[re.Match[str]], Filters] | Filters,
    *,
    implied: Filters | None = None,
) -> None:
    """Make words say a wish. A name may have several patterns; registering a pattern again replaces it.

    The pattern matches whole plain words, apart by single spaces. Its group `kept`, if any, stays what it was. See
    Reading for `implied`.
    """
    if not NAME.fullmatch(name):
        message = f"{name!r} cannot be the name of a wish: it stands in addresses."
        raise ValueError(message)
    made = filters if callable(filters) else (lambda _match: filters)
    registry.readings()[name, pattern] = Reading(name, re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), made, implied or {})


def names() -> tuple[str, ...]:
    """Every name that an address may ignore."""
    return tuple(dict.fromkeys([KIND, *(name for name, _pattern in registry.readings())]))


def find(text: str, *, language: str = "") -> tuple[Understood, ...]:
    """The wishes in what was typed, in order, without overlaps: of two the longer one.

    A word that names a kind of item (“musique”) is one too, where nothing else is asked than wishes. Words of a longer
    phrase that has synonyms for a reader of the language (“informatique pour seniors”) are its, and no wish.
    """
    read = [piece for piece in pieces(text) if not piece.joined]
    words = [piece.words[0] for piece in read]
    matches = sorted(_matches(" ".join(words)), key=lambda one: one[0], reverse=True)
    phrases = thesaurus.current().find(text, language=language) if matches else []
    told = [_told_by(read, phrase) for phrase in phrases if len(phrase.words) > 1]
    taken: set[int] = set()
    found: list[Understood] = []
    implied: list[tuple[int, Filters]] = []
    for _length, reading, match in matches:
        places = _places(match)
        filters = _known(reading.filters(match)) if taken.isdisjoint(places) else {}
        if filters and not _is_told_otherwise(read, places, told):
            taken.update(places)
            implied += [(len(found), reading.implied)] if reading.implied else []
            found.append(Understood(reading.name, _letters(read, places), filters))
    if found:
        left = _left(read, taken)
        found += _kinds(left)
        for place, more in implied if not left else []:
            found[place] = replace(found[place], filters={**_known(more), **found[place].filters})
    return tuple(sorted(found, key=lambda understood: understood.places))


def _told_by(read: Sequence[Piece], phrase: SynonymMatch) -> set[int]:
    """The places of the words of a phrase that say more than a kind of item."""
    return {
        place
        for place, piece in enumerate(read)
        if phrase.start <= piece.start
        and piece.end <= phrase.end
        and not (is_filler(piece.words[0]) or is_stop_word(piece.words[0], language=None))
        and piece.words[:1] not in registry.hints()
    }


def _is_told_otherwise(read: Sequence[Piece], places: Sequence[int], phrases: Sequence[set[int]]) -> bool:
    said = {place for place in places if not is_stop_word(read[place].words[0], language=None)}
    return any(said < told for told in phrases)


def _matches(plain: str) -> Iterator[tuple[int, Reading, re.Match[str]]]:
    """What is said not to be wanted (“not for sale”) is no wish: as a filter it would give the opposite."""
    for reading in registry.readings().values():
        for match in reading.pattern.finditer(plain):
            if not NEGATED.search(plain[: match.start()]):
                yield len(match[0]), reading, match


def _places(match: re.Match[str]) -> list[int]:
    """The places of the words that say the wish."""
    first = match.string[: match.start()].count(" ")
    places = range(first, first + match[0].count(" ") + 1)
    kept = match.groupdict().get(KEPT)
    if not kept or not kept.strip():
        return list(places)
    before = match.string[: match.start(KEPT)].rstrip()
    begins = len(before.split(" ")) if before else 0
    return [place for place in places if not begins <= place < begins + len(kept.split())]


def _letters(read: Sequence[Piece], places: Sequence[int]) -> tuple[tuple[int, int], ...]:
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple((read[run[0]].start, read[run[-1]].end) for run in runs)


def _known(filters: Filters) -> dict[str, tuple[str, ...]]:
    facets = registry.facets()
    return {name: keys for name, keys in filters.items() if keys and name in facets}


def _left(read: Sequence[Piece], taken: set[int]) -> list[Piece]:
    """The words that are part of no wish and weigh something."""
    asking = said_around([piece.words[0] for piece in read])
    return [
        piece
        for place, piece in enumerate(read)
        if place not in taken | asking and not is_stop_word(piece.words[0], accented=piece.accented, language=None)
    ]


def _kinds(left: Sequence[Piece]) -> list[Understood]:
    """The words left, if all name kinds. The first says what is looked for; no item is of a kind that another facet
    tells as well (“atelier image”), so that a word which names one stays a word.
    """
    hints = registry.hints()
    named: list[Piece] = []
    facet, keys = "", tuple[str, ...]()
    for piece in left:
        meaning = hints.get(piece.words[:1])
        if meaning is None and not is_filler(piece.words[0]):
            return []
        if meaning and meaning.facet and facet and meaning.facet != facet:
            continue
        named.append(piece)
        if meaning and meaning.facet:
            facet, keys = meaning.facet, tuple(dict.fromkeys((*keys, *meaning.keys)))
    filters = _known({facet: keys})
    return [Understood(KIND, tuple((piece.start, piece.end) for piece in named), filters)] if filters else []


def kinds_beside(text: str, found: Sequence[Understood]) -> tuple[Understood, ...]:
    """Wishes, and the kinds that words name beside them, whatever else is asked: for when nothing has it all."""
    read = [piece for piece in pieces(text) if not piece.joined]
    taken = {
        place
        for place, piece in enumerate(read)
        for one in found
        for start, end in one.places
        if start <= piece.start and piece.end <= end
    }
    named = [piece for piece in _left(read, taken) if (hint := registry.hints().get(piece.words[:1])) and hint.facet]
    return (*found, *_kinds(named)) if named else ()


def asides(
    understood: Sequence[Understood], *, ignored: Sequence[str] = (), everything_in: str = ""
) -> tuple[Aside, ...]:  # fmt: skip
    """What the understanding is to leave out of the words; with `everything_in` a text, its other words as well."""
    told = [
        Aside(start, end) if one.name in ignored else Aside(start, end, *_meanings(one.filters))
        for one in understood
        for start, end in one.places
    ]
    others = [
        Aside(piece.start, piece.end)
        for piece in pieces(everything_in)
        if not any(one.start < piece.end and piece.start < one.end for one in told)
    ]
    return (*told, *others)


def _meanings(filters: Filters) -> tuple[Meaning | None, Meaning | None]:
    """The items that it chooses, or more than those, for filters do the rest; and the nearest to what was said."""
    facets = registry.facets()
    for name, keys in filters.items():
        facet = facets[name]
        if isinstance(facet, NumberAtMost):
            step = next((step for step in sorted(facet.steps) if step >= int(keys[0])), None)
            return (None if step is None else Meaning(name, (str(step),))), None
    meanings = [
        (Meaning(name, keys), Meaning(name, keys[:1]) if len(keys) > 1 else None) for name, keys in filters.items()
    ]
    return max(meanings, key=lambda pair: pair[1] is not None, default=(None, None))
