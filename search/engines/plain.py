"""Answers without any index, while there is none to ask: items whose title or summary has all the words as written.

Bounded: it reads so many items of each kind, the latest first, and for so long, once for all that a page asks.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from markup.normalize import normalize
from search import reading, registry
from search.engines import waiting
from search.engines.base import EngineAnswer
from search.enrich import enriched
from search.facets import values
from search.facets.kinds import NumberAtMost, Period
from search.highlight import Highlighter
from search.results import PAGE_SIZE, Hit
from search.understanding.question import MarkedTerms
from search.understanding.stems import is_stop_word
from search.understanding.units import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.base import Entry
    from search.facets.kinds import Facet
    from search.query import SearchQuery
    from search.registry import DocumentSource

MOST_READ, READ_AT_ONCE = 1_000, 100
SECONDS = 1.5


class PlainEngine:
    """See `search.engines.base.SpareEngine`."""

    def search(self, query: SearchQuery, *, facets: Sequence[str], language: str = "") -> EngineAnswer:
        words = _words(query)
        chosen = {name: keys for name, keys in query.filters.items() if keys and name in registry.facets()}
        entries = waiting.current().once("entries", lambda: list(_entries(time.monotonic() + SECONDS)))
        found = [entry for entry in entries if _has(entry, words)]
        narrowed = _one_each(_narrowed(found, chosen), language)
        narrowed.sort(key=lambda entry: _order(entry, query, words, language))
        counts = {name: _counted(_one_each(_narrowed(found, _others(chosen, name)), language), name) for name in facets}
        start = (query.page - 1) * PAGE_SIZE
        highlighter = Highlighter(MarkedTerms(words=frozenset(words)))
        hits = tuple(_hit(entry, highlighter) for entry in narrowed[start : start + PAGE_SIZE])
        return EngineAnswer(hits, len(narrowed), counts)


def _words(query: SearchQuery) -> list[str]:
    """None where all that was typed are wishes, and filters narrow instead."""
    left = _weighing(_without_asides(query), *query.text.phrases)
    return left if left or query.is_filtered else _weighing(query.text.words)


def _without_asides(query: SearchQuery) -> str:
    text = query.text.words
    for aside in sorted(query.asides, key=lambda aside: aside.start, reverse=True):
        text = f"{text[: aside.start]} {text[aside.end :]}"
    return text


def _weighing(*texts: str) -> list[str]:
    words = plain_words(" ".join(texts))
    return [word for word in words if not is_stop_word(word, language=None)] or words


def _entries(until: float) -> Iterator[Entry]:
    """Those that can be read in time; of each kind some before more of any."""
    waiting = [_batches(source) for source in registry.sources().values()]
    while waiting:
        for batches in list(waiting):
            if time.monotonic() > until:
                return
            batch = next(batches, None)
            if batch is None:
                waiting.remove(batches)
            else:
                yield from batch


def _batches(source: DocumentSource) -> Iterator[list[Entry]]:
    # The keys say which are the latest, as far as keys can.
    pks = sorted(source.public_pks(), key=lambda pk: (len(pk), pk), reverse=True)[:MOST_READ]
    remaining = iter(pks)
    while batch := list(islice(remaining, READ_AT_ONCE)):
        documents = reading.read(source, batch, failed=lambda _pk, _error: None)
        yield list(enriched(documents, failed=lambda _document, _error: None))


def _has(entry: Entry, words: Iterable[str]) -> bool:
    document = entry.document
    text = normalize(f"{document.title} {document.summary}")
    return all(word in text for word in words)


def _narrowed(entries: Iterable[Entry], chosen: dict[str, tuple[str, ...]]) -> list[Entry]:
    facets = registry.facets()
    return [entry for entry in entries if all(_is_in(entry, facets[name], keys) for name, keys in chosen.items())]


def _is_in(entry: Entry, facet: Facet, keys: Sequence[str]) -> bool:
    if isinstance(facet, NumberAtMost):
        number = entry.numbers.get(facet.name)
        return number is not None and number <= int(keys[0])
    if isinstance(facet, Period):
        first, last = values.bounds(keys[0])
        days = entry.days.get(facet.name, ())
        return any((first is None or first <= day) and (last is None or day <= last) for day in days)
    mine = entry.facets.get(facet.name, ())
    return (all if facet.adds_up else any)(key in mine for key in keys)


def _others(chosen: dict[str, tuple[str, ...]], name: str) -> dict[str, tuple[str, ...]]:
    if registry.facets()[name].adds_up:
        return chosen
    return {other: keys for other, keys in chosen.items() if other != name}


def _one_each(entries: Iterable[Entry], language: str) -> list[Entry]:
    """Of the versions of a work the one in the reader's language, else the one that it was written in, else any."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        document = entry.document
        work = document.work or document.id
        if work not in kept or _suits(entry, language) > _suits(kept[work], language):
            kept[work] = entry
    return list(kept.values())


def _suits(entry: Entry, language: str) -> tuple[bool, bool]:
    return entry.document.language == language, entry.document.work == entry.document.id


def _order(entry: Entry, query: SearchQuery, words: Sequence[str], language: str) -> tuple[object, ...]:
    document = entry.document
    title = normalize(document.title)
    newest = -document.published_at.timestamp() if document.published_at else 0.0
    if query.sort == "title":
        return title, document.id
    if query.sort == "shortest":
        return document.minutes is None, document.minutes or 0, document.id
    if query.sort == "newest" or not words:
        return newest, document.id
    return not all(word in title for word in words), document.language != language, newest, document.id


def _counted(entries: Iterable[Entry], name: str) -> dict[str, int]:
    return dict(Counter(key for entry in entries for key in set(entry.facets.get(name, ()))))


def _hit(entry: Entry, highlighter: Highlighter) -> Hit:
    document = entry.document
    marked = highlighter.highlights(
        title=document.title, summary=document.summary, body=document.body, language=document.language
    )
    return Hit(document, marked)
