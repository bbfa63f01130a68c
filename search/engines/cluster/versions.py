"""The versions of one work in several languages: found together they are one result, in the language of the reader.

The same rule as `search.engines.embedded.versions`, for several questions at once: two requests at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elasticsearch.dsl import A, Q

from search.engines.cluster.compile import term
from search.engines.cluster.mapping import ORIGINAL, TRANSLATION
from search.engines.stored import from_payload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from elasticsearch.dsl.query import Query

    from search.documents import SearchDocument
    from search.engines.cluster.session import Session

# Works found in translation; beyond them, some are shown twice.
MOST_WORKS = 5_000
MOST_OTHERS = 100
_WORKS = A("terms", field="work", size=MOST_WORKS, shard_size=MOST_WORKS).to_dict()


def one_each(session: Session, questions: Mapping[str, Query], language: str) -> dict[str, Query]:
    """The same questions, each without what another version that it finds says in a better language for this reader.

    That is the reader's own language, else the one that the work was written in.
    """
    translated = session.searches([_works_of(_all(query, _translation())) for query in questions.values()])
    works = {name: _works(answer) for name, answer in zip(questions, translated, strict=True)}
    some = [name for name in questions if works[name]]
    asked = [
        _works_of(_all(questions[name], _of(works[name]), which))
        for name in some
        for which in (term("language", language), _original())
    ]
    answers = iter(session.searches(asked))
    narrowed = dict(questions)
    for name in some:
        spoken = _works(next(answers))
        written = _works(next(answers)) - spoken
        worse = [_but(_of(spoken), term("language", language))] if spoken else []
        worse += [_but(_of(written), _original())] if written else []
        narrowed[name] = Q("bool", must=[questions[name]], must_not=worse)
    return narrowed


def other_versions(session: Session, documents: Sequence[SearchDocument]) -> Mapping[str, tuple[SearchDocument, ...]]:
    """The other versions of these documents, by work, in the order of their languages."""
    works = sorted({document.work for document in documents if document.work})
    if not works:
        return {}
    shown = Q("terms", id=[document.id for document in documents])
    body = {"query": _but(_of(works), shown).to_dict(), "size": MOST_OTHERS, "_source": ["payload"], "sort": ["id"]}
    others = [document for document, _body in documents_of(session.search(body))]
    others.sort(key=lambda document: (document.language, document.pk))
    return {work: tuple(document for document in others if document.work == work) for work in works}


def documents_of(answer: Any) -> list[tuple[SearchDocument, str]]:
    """The documents of an answer, each with its body."""
    return [from_payload(hit["_source"]["payload"].encode()) for hit in answer["hits"]["hits"]]


def _works_of(query: Query) -> dict[str, Any]:
    return {"query": query.to_dict(), "size": 0, "track_total_hits": False, "aggs": {"works": _WORKS}}


def _works(answer: Any) -> set[str]:
    return {bucket["key"] for bucket in answer["aggregations"]["works"]["buckets"]}


def _all(*queries: Query) -> Query:
    return Q("bool", filter=list(queries))


def _but(query: Query, unwanted: Query) -> Query:
    return Q("bool", filter=[query], must_not=[unwanted])


def _of(works: Collection[str] | Iterable[str]) -> Query:
    return Q("terms", work=sorted(works))


def _original() -> Query:
    return term("version", ORIGINAL)


def _translation() -> Query:
    return term("version", TRANSLATION)
