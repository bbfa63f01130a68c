"""The two questions that pages and the API ask. They never fail because of the index."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils.translation import get_language

from search import missing, outage, registry
from search.engines import waiting
from search.engines.base import EngineAnswer, EngineUnavailable, IndexMissing
from search.engines.choice import current_engine
from search.facets.own import LANGUAGE
from search.results import Choice, SearchResult, Suggestion, Wish
from search.synonym_lines import stewards_lines
from search.understanding import intents, thesaurus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.base import Engine
    from search.facets.kinds import Facet
    from search.query import SearchQuery
    from search.understanding.intents import Understood

SHORTEST_PREFIX = 2
MOST_SUGGESTIONS = 8
# Words that an item has all together by chance if they are more.
FEW_WORDS = 3


def find(query: SearchQuery, *, facets: Sequence[str] | None = None) -> SearchResult:
    """Answer a question. Without an index the answer is empty, says so (`ready` False), and the index is made again.

    `facets` names those to count; all of them unless told.
    """
    start = time.perf_counter()
    engine = current_engine()
    counted = {name: facet for name, facet in registry.facets().items() if facets is None or name in facets}
    reply = Reply(EngineAnswer())
    try:
        with thesaurus.reading(stewards_lines()):
            reply, ready = ask(engine, query, facets=tuple(counted), language=get_language() or ""), True
        if reply.answer.trouble:
            report(reply.answer.trouble, "Visitors are answered without the search engine.")
        else:
            outage.current.over()
    except EngineUnavailable as error:
        report(error)
        ready = False
    answer = reply.answer
    return SearchResult(
        query=query,
        hits=answer.hits,
        total=answer.total,
        facets={name: _choices(facet, answer, query.values(name)) for name, facet in counted.items()},
        suggestion=answer.suggestion,
        relaxed=answer.relaxed,
        corrected=answer.corrected,
        days=answer.days,
        on_no_day=answer.on_no_day,
        wishes=wishes_of(reply.understood, reply.wording or query.text.words),
        unmet=reply.unmet,
        ready=ready,
        is_away=not ready or answer.trouble is not None,
        is_simpler=answer.is_simpler,
        engine=engine.name,
        took_ms=round((time.perf_counter() - start) * 1000, 1),
    )


class Reply(NamedTuple):
    """What an engine answers once the wishes in the words are filters; `unmet`: with these it found nothing. `wording`
    is the corrected question in which they were read, or empty.
    """

    answer: EngineAnswer
    understood: tuple[Understood, ...] = ()
    unmet: bool = False
    wording: str = ""


def ask(engine: Engine, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> Reply:
    """Ask an engine with the wishes in the words read as filters; without them when nothing fulfils them.

    A facet in which something is chosen already stays as it was chosen. However many questions that takes, the engine
    has the time of one. Raises EngineUnavailable.
    """
    with waiting.shared():
        reply = _ask(engine, query, facets, language)
        return _with_wishes_mended(engine, query, facets, language, reply) or reply


def _with_wishes_mended(
    engine: Engine, query: SearchQuery, facets: Sequence[str], language: str, reply: Reply
) -> Reply | None:
    """The answer to the corrected question where that has wishes which the mistake hid (“atelier sans internnet”)."""
    answer = reply.answer
    if not (answer.corrected and answer.suggestion and answer.meant) or query.asides or query.text.strict:
        return None
    mended = query.only(q=answer.suggestion)
    known = {one.name for one in intents.find(query.text.words, language=language)}
    if all(one.name in known for one in intents.find(mended.text.words, language=language)):
        return None
    again = _ask(engine, mended, facets, language)
    if again.answer.corrected or not again.answer.total or not again.answer.meant:
        return None
    meant = replace(again.answer.meant, suggestion=answer.suggestion, corrected=True)
    told = replace(again.answer, suggestion=answer.suggestion, corrected=True, meant=meant)
    return again._replace(answer=told, wording=mended.text.words)


def _ask(engine: Engine, query: SearchQuery, facets: Sequence[str], language: str) -> Reply:
    found = () if query.asides else intents.find(query.text.words, language=language)
    if not found:
        return Reply(engine.search(query, facets=facets, language=language))
    understood = tuple(
        one for one in found if one.name not in query.ignored and not any(map(query.values, one.filters))
    )
    plain = query.only(asides=intents.asides(found, ignored=query.ignored))
    if not understood:
        return Reply(engine.search(plain, facets=facets, language=language))
    narrowed = _Narrowed(engine, query, facets, language)
    kinds = () if query.ignored else intents.kinds_beside(query.text.words, understood)
    reply = narrowed.of_kinds(kinds) if kinds else None
    if reply is not None:
        return reply
    answer = narrowed.ask(plain, understood)
    if answer.total and not narrowed.hides_what_was_asked(plain, understood, answer):
        return Reply(answer, understood)
    loose = query.only(asides=intents.asides(found, ignored=[one.name for one in found]))
    return Reply(engine.search(loose, facets=facets, language=language), understood, unmet=True)


class _Narrowed(NamedTuple):
    """A question that wishes narrow."""

    engine: Engine
    query: SearchQuery
    facets: Sequence[str]
    language: str

    def ask(
        self, asked: SearchQuery, wished: Sequence[Understood], *, facets: Sequence[str] | None = None
    ) -> EngineAnswer:  # fmt: skip
        filters = {**self.query.filters, **_chosen_by(wished)}
        counted = self.facets if facets is None else facets
        return self.engine.search(
            asked.only(filters=filters), facets=counted, language=_spoken(wished, self.language)
        )  # fmt: skip

    def of_kinds(self, kinds: tuple[Understood, ...]) -> Reply | None:
        """“Photo de chien que je peux vendre”: pictures alone, and those without a dog where no picture has one."""
        of_kind = self.query.only(asides=intents.asides(kinds))
        answer = self.ask(of_kind, kinds)
        if answer.total:
            return Reply(answer, kinds)
        named = [one for one in kinds if one.name == intents.KIND]
        answer = self.ask(self.query.only(asides=intents.asides(kinds, everything_in=self.query.text.words)), kinds)
        if answer.total and not self.ask(of_kind, named, facets=()).total:
            return Reply(replace(answer, relaxed=True), kinds)
        return None

    def hides_what_was_asked(
        self, plain: SearchQuery, wished: Sequence[Understood], answer: EngineAnswer
    ) -> bool:  # fmt: skip
        """Whether items have all of a few words and none of these fulfils the wishes (“jeu scratch 8 ans”): what does
        has some of the words.
        """
        question = answer.meant.question if answer.meant else None
        if question is None or answer.relaxed or not question.least or len(question.needed) > FEW_WORDS:
            return False
        strictly = self.ask(plain.only(strict=True), wished, facets=())
        return not (strictly.total or strictly.relaxed or strictly.corrected)


def _spoken(understood: Sequence[Understood], language: str) -> str:
    """The language that somebody wishes for is theirs while they do."""
    wished = [one.filters[LANGUAGE.name] for one in understood if LANGUAGE.name in one.filters]
    return wished[0][0] if wished and wished[0][0] in dict(settings.LANGUAGES) else language


def _chosen_by(understood: Sequence[Understood]) -> dict[str, tuple[str, ...]]:
    """Of values that add up all are chosen; of others those that were said first."""
    chosen: dict[str, tuple[str, ...]] = {}
    for one in understood:
        for name, keys in one.filters.items():
            before = chosen.get(name, ())
            if not before or registry.facets()[name].adds_up:
                chosen[name] = tuple(dict.fromkeys((*before, *keys)))
    return chosen


def wishes_of(understood: Sequence[Understood], words: str) -> tuple[Wish, ...]:
    """What was understood of some words, as people read it in the language of the moment."""
    return tuple(_wish(one, words) for one in understood)


def _wish(understood: Understood, words: str) -> Wish:
    facets = registry.facets()
    values = []
    for name, keys in understood.filters.items():
        labels = facets[name].labels_of(keys)
        values.append((str(facets[name].label), [str(labels.get(key, key)) for key in keys]))
    return Wish(understood.name, understood.words_in(words), dict(understood.filters), values)


def suggest(text: str, *, limit: int = MOST_SUGGESTIONS) -> tuple[Suggestion, ...]:
    """Titles for what is being typed; none for less than two letters or without an index."""
    text = text.strip()[:100]
    if len(text) < SHORTEST_PREFIX:
        return ()
    try:
        with waiting.shared():
            return current_engine().suggest(text, limit=limit)
    except EngineUnavailable as error:
        report(error)
        return ()


def report(error: EngineUnavailable, meaning: str = "Visitors cannot search.") -> None:
    """Tell operators that the engine could not be asked, once an outage."""
    outage.current.tell(meaning, str(error))
    if isinstance(error, IndexMissing):
        waiting.current().once("rebuild", missing.ask_for_rebuild)


def _choices(facet: Facet, answer: EngineAnswer, chosen: Sequence[str]) -> tuple[Choice, ...]:
    """The values of a facet; chosen ones always show, a single one that is not counted with what was found."""
    counts = answer.counts.get(facet.name, {})
    keys = list(dict.fromkeys([*counts, *chosen]))
    labels = facet.labels_of(keys) if keys else {}
    uncounted = answer.total if facet.is_chosen_alone() else 0
    choices = [Choice(key, labels.get(key, key), counts.get(key, uncounted), key in chosen) for key in keys]
    return tuple(facet.in_order(choices))
