"""How a document lies in an index of the cluster."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Literal

from elasticsearch.dsl import Index, Keyword, Long, Mapping, Object, Text

from markup.normalize import normalize
from search import registry
from search.engines.cluster.products import scoring
from search.engines.order import NO_DURATION, recency
from search.engines.stored import NOTHING, cleaned, fingerprint, to_payload
from search.facets.kinds import NumberAtMost, Period
from search.understanding.stems import stems
from search.understanding.terms import terms_of
from search.understanding.weights import FIELDS
from search.understanding.words import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.base import Entry
    from search.engines.cluster.address import Address

# Raised whenever what is indexed changes: an index of another version is made again.
VERSION = 3
ORIGINAL, TRANSLATION = "original", "translation"
# Between the parts of a term of the lexicon: in no word.
APART = "|"
LONGEST_WORD, LONGEST_TITLE = 100, 200
# What the source of a document need not hold beside its terms: it comes back as its payload.
STORED = ("payload", "id", "print")


def signature() -> str:
    """What an index must have been made for: this version of what is indexed, and the facets registered now."""
    facets = sorted((name, type(facet).__name__) for name, facet in registry.facets().items())
    return f"{VERSION} " + " ".join(f"{name}:{kind}" for name, kind in facets)


def schema_name() -> str:
    """The signature in a few letters, for the name of an index."""
    return hashlib.blake2b(signature().encode(), digest_size=5).hexdigest()


def facet_field(name: str) -> str:
    return f"facet_{name}"


def number_field(name: str) -> str:
    return f"number_{name}"


def days_field(name: str) -> str:
    return f"days_{name}"


def index_body(address: Address, major: int) -> dict[str, Any]:
    """Settings and mapping of an index that is about to be filled: no copies and no refresh until it is.

    The terms come ready (`search.understanding.terms`), apart by spaces. `words` and `title_words` keep every word in
    order, for phrases; `initials` words in capitals; `lexicon` each word beside its spelling, for suggestions and for
    accents typed on purpose, `lexicon_stem` its stem; `payload` is the document itself, `print` tells whether it has
    changed since.
    """
    index = Index("any")
    index.mapping(_mapping())
    index.settings(
        number_of_shards=address.shards,
        number_of_replicas=0,
        auto_expand_replicas="false",
        refresh_interval="-1",
        # A deletion is remembered as long as the index is filled: what was read before it must not bring it back.
        gc_deletes="24h",
        max_result_window=10_000,
        **scoring(address.product, major),
    )
    body: dict[str, Any] = index.to_dict()
    return body


def settings_in_use(address: Address) -> dict[str, Any]:
    """What replaces the settings of filling."""
    copies = (
        {"auto_expand_replicas": address.replicas}
        if "-" in address.replicas
        else {"number_of_replicas": int(address.replicas)}
    )
    return {"index": {**copies, "refresh_interval": "1s", "gc_deletes": "1h"}}


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", False)  # noqa: FBT003 -- the library's own way
    mapping.meta("_source", includes=list(STORED))
    mapping.meta("_meta", signature=signature())
    for name in FIELDS:
        mapping.field(name, _terms("freqs"))
    for name in ("words", "title_words"):
        # As far apart as the embedded engine places the texts of one field.
        mapping.field(name, _terms("positions", position_increment_gap=1))
    mapping.field("initials", _terms("freqs"))
    for name in ("id", "language", "version", "work", "lexicon", "sort_title"):
        mapping.field(name, Keyword())
    mapping.field("lexicon_stem", Keyword(doc_values=False))
    mapping.field("print", Keyword(index=False))
    for name, facet in registry.facets().items():
        mapping.field(facet_field(name), Keyword())
        if isinstance(facet, NumberAtMost):
            mapping.field(number_field(name), Long())
        if isinstance(facet, Period):
            mapping.field(days_field(name), Long())
    mapping.field("newest", Long())
    mapping.field("shortest", Long())
    mapping.field("payload", Object(enabled=False))
    return mapping


def _terms(options: Literal["freqs", "positions"], **more: Any) -> Text:
    return Text(analyzer="whitespace", index_options=options, **more)


def to_source(entry: Entry) -> dict[str, Any]:
    """The document as the cluster takes it. Raises what a document that cannot be written raises."""
    source = entry.document
    title, summary, body = cleaned(source)
    payload = to_payload(source, title=title, summary=summary, body=body)
    texts = {"title": title, "summary": summary, "keywords": clean(" . ".join(entry.keywords)), "body": body}
    fields = {
        "id": source.id,
        "print": str(fingerprint(entry, payload)),
        "payload": payload.decode(),
        "language": source.language,
        "newest": recency(source),
        "shortest": NO_DURATION if source.minutes is None else source.minutes,
        **_texts(texts, source.language),
    }
    if source.work:
        fields |= {"work": source.work, "version": ORIGINAL if source.work == source.id else TRANSLATION}
    fields |= {facet_field(name): list(keys) for name, keys in entry.facets.items()}
    fields |= {number_field(name): number for name, number in entry.numbers.items()}
    fields |= {days_field(name): [day.toordinal() for day in days] for name, days in entry.days.items()}
    return fields


def _texts(texts: dict[str, str], language: str) -> dict[str, Any]:
    read = {name: terms_of(text, language) for name, text in texts.items()}
    in_title = [run for run in (read["title"].running, read["title"].beside) if run]
    fields: dict[str, Any] = {name: terms.stems or NOTHING for name, terms in read.items()}
    fields["words"] = [run for terms in read.values() for run in (terms.running, terms.beside) if run]
    fields["title_words"] = in_title
    fields["initials"] = [terms.initials for terms in read.values() if terms.initials] or NOTHING
    fields["sort_title"] = " ".join(read["title"].running.split())[:LONGEST_TITLE]
    spellings = {word for terms in read.values() for word in terms.spellings.split() if len(word) <= LONGEST_WORD}
    fields["lexicon"] = sorted(map(in_lexicon, spellings))
    fields["lexicon_stem"] = sorted(set(_stems_of(spellings)))
    return fields


def in_lexicon(spelling: str) -> str:
    """A spelling as a term of the lexicon: `ecriture|écriture`."""
    return f"{normalize(spelling)}{APART}{spelling}"


def _stems_of(spellings: set[str]) -> Iterator[str]:
    return (stems(word)[0] for spelling in spellings if (word := normalize(spelling)).isalpha())
