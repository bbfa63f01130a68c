"""Why an item is among the results of a question: which of its fields have which of the words.

Worked out from the item as it is now, only when somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext_lazy

from search import registry
from search.engines.choice import current_engine
from search.enrich import enriched
from search.facets.kinds import NumberAtMost
from search.highlight import Highlighter
from search.registry import Meaning
from search.service import Reply, ask, wishes_of
from search.synonym_lines import stewards_lines
from search.understanding import thesaurus
from search.understanding.asking import said_around
from search.understanding.question import Interpretation, MarkedTerms, Question
from search.understanding.stems import is_stop_word
from search.understanding.words import clean, pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise

    from search.documents import SearchDocument
    from search.engines.base import Entry
    from search.query import SearchQuery
    from search.results import Wish
    from search.understanding.intents import Understood
    from search.understanding.question import Unit

MOST_WORDS_SHOWN = 6

FIELDS: Mapping[str, str | _StrPromise] = {
    "title": pgettext_lazy("a field of a result", "Title"),
    "summary": pgettext_lazy("a field of a result", "Summary"),
    "keywords": pgettext_lazy("a field of a result", "Related words (keywords, names, pages that use it)"),
    "body": pgettext_lazy("a field of a result", "Text"),
}


@dataclass(frozen=True, slots=True)
class InField:
    """The words of a field that were typed, as they stand there."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """Words of the item that answer for others: `words` for `typed`."""

    typed: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """What an item and a question have in common, and which of the words it has not."""

    document: SearchDocument
    fields: tuple[InField, ...]
    others: tuple[Instead, ...]
    wishes: tuple[Wish, ...]
    kinds: tuple[Instead, ...]
    missing: tuple[str, ...]
    wording: str

    def __bool__(self) -> bool:
        return bool(self.fields or self.others or self.wishes or self.kinds)


def document_named(id_: str) -> SearchDocument | None:
    """The public item that an address names, `guide:12`; None for any other."""
    type_, _colon, pk = id_.partition(":")
    source = registry.sources().get(type_)
    if source is None or not pk or len(pk) > 100:  # noqa: PLR2004 -- as long as a key may be (`PendingDocument.pk_text`)
        return None
    pks = list(source.public_pks([pk]))
    return next(iter(source.documents(pks)), None) if pks else None


def why(query: SearchQuery, document: SearchDocument) -> Why:
    """Why it answers. Raises EngineUnavailable without an index: what answers in its stead understands no question."""
    (entry,) = enriched([document])
    with thesaurus.reading(stewards_lines()):
        reply = ask(current_engine(), query.only(page=1), facets=(), language=get_language() or "")
    if reply.answer.is_simpler and reply.answer.trouble:
        raise reply.answer.trouble
    return explained(query, entry, reply)


def explained(query: SearchQuery, entry: Entry, reply: Reply) -> Why:
    """The same of what is known already."""
    meant = reply.answer.meant or Interpretation(Question())
    wording = meant.suggestion if meant.corrected else ""
    typed, said = wording or query.text.words, reply.wording or query.text.words
    texts = _texts(entry)
    language = entry.document.language
    units = [unit for unit in meant.question.units if unit.stems]
    highlighter = Highlighter(_own_terms(units))
    own = {name: _marked(highlighter, text, language) for name, text in texts.items()}
    others = [Instead(_typed(unit, typed), words) for unit in units if (words := _instead(unit, texts, language))]
    kinds = [kind for unit in units if (kind := _kind(unit, entry, typed))]
    satisfied = {other.typed for other in others} | {kind.typed for kind in kinds}
    missing = [
        word for unit in units if not _has(unit, texts, language) and (word := _typed(unit, typed)) not in satisfied
    ]
    missing += _left_out(meant.question.units, reply.understood, typed) if meant.relaxed else []
    return Why(
        document=entry.document,
        fields=tuple(InField(str(FIELDS[name]), words) for name, words in own.items() if words),
        others=tuple(others),
        wishes=() if reply.unmet else wishes_of([one for one in reply.understood if _fulfils(entry, one)], said),
        kinds=tuple(kinds),
        missing=tuple(dict.fromkeys(missing)),
        wording=wording,
    )


def _fulfils(entry: Entry, wish: Understood) -> bool:
    """Whether it has what was wished for: any item may be asked about, and a licence may not be said to permit more."""
    facets = registry.facets()
    for name, keys in wish.filters.items():
        if isinstance(facets[name], NumberAtMost):
            has = name in entry.numbers and entry.numbers[name] <= int(keys[0])
        else:
            holds = [key in entry.facets.get(name, ()) for key in keys]
            has = all(holds) if facets[name].adds_up else any(holds)
        if not has:
            return False
    return True


def _texts(entry: Entry) -> dict[str, str]:
    document = entry.document
    return {
        "title": clean(document.title),
        "summary": clean(document.summary),
        "keywords": clean(" . ".join(entry.keywords)),
        "body": clean(document.body),
    }


def _left_out(units: Sequence[Unit], understood: Sequence[Understood], typed: str) -> list[str]:
    """The words that no item has, which the question goes without."""
    read = [piece for piece in pieces(typed) if not piece.joined]
    asking = said_around([piece.words[0] for piece in read])
    told = [(unit.start, unit.end) for unit in units] + [place for one in understood for place in one.places]
    return [
        typed[piece.start : piece.end]
        for place, piece in enumerate(read)
        if place not in asking
        and not is_stop_word(piece.words[0], accented=piece.accented, language=None)
        and not any(start <= piece.start and piece.end <= end for start, end in told)
    ]


def _own_terms(units: Sequence[Unit]) -> MarkedTerms:
    """The words themselves, in any of their forms; what was typed in initials or in full counts as it was typed."""
    stems = {stem for unit in units if not unit.exact for stem in unit.stems}
    words = {word for unit in units if unit.exact and not unit.meaning for word in unit.words}
    initials = {name for unit in units if unit.acronym for name in unit.acronym.initials if _is_typed(name, unit)}
    return MarkedTerms(frozenset(stems), frozenset(words), (), frozenset(initials))


def _is_typed(initials: str, unit: Unit) -> bool:
    return unit.words == (initials.lower(),)


def _has(unit: Unit, texts: Mapping[str, str], language: str) -> bool:
    highlighter = Highlighter(_own_terms([unit]))
    return any(highlighter.find(text, language=language) for text in texts.values())


def _instead(unit: Unit, texts: Mapping[str, str], language: str) -> tuple[str, ...]:
    stems = {stem for other in unit.alternatives for stem in other.stems} - set(unit.stems)
    rows = [other.words for other in unit.alternatives if len(other.words) > 1]
    initials: set[str] = set()
    if unit.acronym:
        rows += [row for row in unit.acronym.rows if row != unit.words]
        initials |= {name for name in unit.acronym.initials if not _is_typed(name, unit)}
    highlighter = Highlighter(MarkedTerms(frozenset(stems), frozenset(), tuple(rows), frozenset(initials)))
    found = [word for text in texts.values() for word in _marked(highlighter, text, language)]
    return tuple({word.casefold(): word for word in found}.values())[:MOST_WORDS_SHOWN]


def _kind(unit: Unit, entry: Entry, typed: str) -> Instead | None:
    """What a phrase stands for, where the item carries it."""
    meaning = unit.meaning
    if not isinstance(meaning, Meaning) or unit.hint:
        return None
    carried = [key for key in entry.facets.get(meaning.facet, ()) if key in meaning.keys]
    labels = registry.facets()[meaning.facet].labels_of(carried) if carried else {}
    return Instead(_typed(unit, typed), tuple(str(labels.get(key, key)) for key in carried)) if carried else None


def _typed(unit: Unit, text: str) -> str:
    return text[unit.start : unit.end] or " ".join(unit.words)


def _marked(highlighter: Highlighter, text: str, language: str) -> tuple[str, ...]:
    """Each different word once, as it stands first."""
    found = (text[mark.start : mark.end] for mark in highlighter.find(text, language=language))
    different: dict[str, str] = {}
    for word in found:
        different.setdefault(word.casefold(), word)
    return tuple(different.values())[:MOST_WORDS_SHOWN]
