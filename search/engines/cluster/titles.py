"""Titles offered while somebody types: the same as `search.engines.embedded.titles`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import Q

from search.engines.cluster.compile import term
from search.engines.cluster.versions import documents_of
from search.results import Suggestion
from search.understanding.stems import stems
from search.understanding.words import clean, pieces

if TYPE_CHECKING:
    from elasticsearch.dsl.query import Query

    from search.engines.cluster.session import Session

MOST_READ = 40
MOST_WORDS = 8


def suggest(session: Session, text: str, *, limit: int) -> tuple[Suggestion, ...]:
    """Titles with all the words typed, the last perhaps unfinished; those that start with them first."""
    words = [piece.words[0] for piece in pieces(clean(text)) if not piece.joined][:MOST_WORDS]
    if not words:
        return ()
    body: dict[str, Any] = {
        "query": _query(words).to_dict(),
        "size": MOST_READ,
        "track_total_hits": False,
        "_source": ["payload"],
        "sort": ["_score", {"newest": "desc"}, "id"],
    }
    found = [document for document, _body in documents_of(session.search(body))]
    titles = [Suggestion(one.title, one.url, one.type, one.language) for one in found]
    start = " ".join(words)
    titles.sort(key=lambda title: not _plain(title.title).startswith(start))
    return tuple(titles[:limit])


def _query(words: list[str]) -> Query:
    *finished, last = words
    beginning = Q("prefix", title_words={"value": last})
    return Q("bool", must=[*map(_any_form, finished), beginning])


def _any_form(word: str) -> Query:
    forms = {("title_words", word), *(("title", stem) for stem in stems(word))}
    return Q("bool", should=[term(name, form) for name, form in sorted(forms)], minimum_should_match=1)


def _plain(title: str) -> str:
    return " ".join(piece.words[0] for piece in pieces(title) if not piece.joined)
