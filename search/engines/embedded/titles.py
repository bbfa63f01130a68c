"""Titles offered while somebody types."""

from __future__ import annotations

from typing import Any

from tantivy import Occur, Query, Schema, Searcher

from search.engines.stored import from_payload
from search.results import Suggestion
from search.understanding.stems import stems
from search.understanding.words import clean, pieces

MOST_READ = 40
MOST_WORDS = 8


def suggest(searcher: Searcher, schema: Schema, text: str, *, limit: int) -> tuple[Suggestion, ...]:
    """Titles with all the words typed, the last perhaps unfinished; those that start with them first."""
    words = [piece.words[0] for piece in pieces(clean(text)) if not piece.joined][:MOST_WORDS]
    if not words:
        return ()
    answer = searcher.search(_query(schema, words), limit=MOST_READ, count=False)
    titles = [_suggestion(searcher, address) for _, address in answer.hits]
    start = " ".join(words)
    titles.sort(key=lambda title: not _plain(title.title).startswith(start))
    return tuple(titles[:limit])


def _query(schema: Schema, words: list[str]) -> Query:
    *finished, last = words
    terms = [_any_form(schema, word) for word in finished]
    # Folded words hold only letters and digits: nothing in them has a meaning for a regular expression.
    terms.append(Query.regex_query(schema, "title_words", f"{last}.*"))
    return Query.boolean_query([(Occur.Must, term) for term in terms])


def _any_form(schema: Schema, word: str) -> Query:
    forms = {("title_words", word), *(("title", stem) for stem in stems(word))}
    return Query.boolean_query(
        [(Occur.Should, Query.term_query(schema, name, form, "freq")) for name, form in sorted(forms)]
    )


def _suggestion(searcher: Searcher, address: Any) -> Suggestion:
    document, _ = from_payload(searcher.doc(address)["payload"][0])
    return Suggestion(document.title, document.url, document.type, document.language)


def _plain(title: str) -> str:
    return " ".join(piece.words[0] for piece in pieces(title) if not piece.joined)
