"""How a document lies in the index."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tantivy import Document, Schema, SchemaBuilder

from markup.normalize import normalize
from search.documents import SearchDocument
from search.understanding.stems import is_stop_word
from search.understanding.words import CHUNK, clean, initials_of, pieces, read_chunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.engines.base import Entry

# Raised whenever what is indexed changes: an index of another version is made again.
VERSION = 4
LONGEST_BODY = 300_000
NO_DURATION = 10**9
ORIGINAL, TRANSLATION = "original", "translation"

# Fields that words are looked for in by stem, and how much each weighs.
WEIGHTS = {"title": 6.0, "summary": 2.5, "keywords": 2.0, "body": 1.0}


def build_schema() -> Schema:
    """`words` and `title_words` keep every word as written, in order, for phrases; `spellings` keeps accents, for
    suggestions and for accents typed on purpose; `initials` keeps words in capitals (IA, ESS); `work` is what
    the versions of one work share, `version` tells the original from its translations; `payload` is the document
    itself, as JSON, and `print` tells whether it has changed since.
    """
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("print", stored=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("title_words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("initials", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("spellings", tokenizer_name="whitespace", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic", expand_dots_enabled=False)
    builder.add_text_field("work", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("version", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("minutes", fast=True, indexed=True)
    builder.add_integer_field("newest", fast=True)
    builder.add_integer_field("shortest", fast=True)
    builder.add_text_field("sort_title", tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


def to_tantivy(entry: Entry) -> Document:
    """The document as the index takes it."""
    source = entry.document
    title, summary = clean(source.title), clean(source.summary)
    body = clean(source.body[:LONGEST_BODY])
    keywords = clean(" . ".join(entry.keywords))
    document = Document()
    document.add_text("id", source.id)
    texts = {"title": title, "summary": summary, "keywords": keywords, "body": body}
    spellings: set[str] = set()
    for name, text in texts.items():
        _add_text(document, name, text, language=source.language, spellings=spellings)
    document.add_text("spellings", " ".join(sorted(spellings)))
    document.add_json("facets", dict(entry.facets))
    if source.work:
        document.add_text("work", source.work)
        document.add_text("version", ORIGINAL if source.work == source.id else TRANSLATION)
    if source.minutes is not None:
        document.add_integer("minutes", source.minutes)
    document.add_integer("newest", int(source.published_at.timestamp()) if source.published_at else 0)
    document.add_integer("shortest", NO_DURATION if source.minutes is None else source.minutes)
    document.add_text("sort_title", " ".join(piece.words[0] for piece in pieces(title) if not piece.joined)[:200])
    payload = _payload(source, title=title, summary=summary, body=body)
    document.add_bytes("payload", payload)
    document.add_unsigned("print", _print(payload, entry))
    return document


def fingerprint(entry: Entry) -> int:
    """Tells whether an entry is still what was indexed."""
    source = entry.document
    title, summary, body = clean(source.title), clean(source.summary), clean(source.body[:LONGEST_BODY])
    return _print(_payload(source, title=title, summary=summary, body=body), entry)


def _print(payload: bytes, entry: Entry) -> int:
    beside = json.dumps([dict(entry.facets), list(entry.keywords)], ensure_ascii=False, sort_keys=True)
    digest = hashlib.blake2b(payload + beside.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1


class _Terms(NamedTuple):
    """What a run of letters adds to each kind of field."""

    stems: tuple[str, ...]
    running: tuple[str, ...]
    beside: tuple[str, ...]
    spellings: tuple[str, ...]
    initials: tuple[str, ...]


def _add_text(document: Document, field: str, text: str, *, language: str, spellings: set[str]) -> None:
    read = [_terms(chunk, language) for chunk in CHUNK.findall(text)]
    document.add_text(field, " ".join(stem for terms in read for stem in terms.stems))
    running = " ".join(word for terms in read for word in terms.running)
    beside = " ".join(word for terms in read for word in terms.beside)
    for name in ("words", "title_words") if field == "title" else ("words",):
        for run in filter(None, (running, beside)):
            document.add_text(name, run)
    if initials := " ".join(word for terms in read for word in terms.initials):
        document.add_text("initials", initials)
    for terms in read:
        spellings.update(terms.spellings)


@lru_cache(maxsize=200_000)
def _terms(chunk: str, language: str) -> _Terms:
    read = read_chunk(chunk, language)
    single = [piece for piece in read if not piece.joined]
    return _Terms(
        tuple(
            stem
            for piece in read
            if not is_stop_word(piece.words[0], accented=piece.accented, language=language)
            for stem in piece.stems
        ),
        tuple(piece.words[0] for piece in single),
        tuple(word for piece in read for word in (piece.words if piece.joined else piece.words[1:])),
        tuple(_spelling(chunk[piece.start : piece.end], piece.words[0]) for piece in read),
        tuple(word for piece in single if (word := initials_of(chunk[piece.start : piece.end]))),
    )


def _spelling(written: str, plain: str) -> str:
    """A word with its accents, in lower case; the plain form when more than accents tells them apart."""
    return written.lower() if normalize(written) == plain else plain


def _payload(source: SearchDocument, *, title: str, summary: str, body: str) -> bytes:
    kept = {
        "type": source.type,
        "pk": source.pk,
        "title": title,
        "url": source.url,
        "summary": summary,
        "body": body,
        "language": source.language,
        "licence": source.licence,
        "work": source.work,
        "facets": dict(source.facets),
        "minutes": source.minutes,
        "published_at": source.published_at.isoformat() if source.published_at else None,
        "extra": dict(source.extra),
    }
    return json.dumps(kept, ensure_ascii=False).encode()


def from_payload(payload: bytes | Iterable[int]) -> tuple[SearchDocument, str]:
    """The document as it was given, its texts cleaned, without its body; and its body."""
    kept: dict[str, Any] = json.loads(bytes(payload))
    body, published_at = kept.pop("body"), kept.pop("published_at")
    facets: Mapping[str, list[str]] = kept.pop("facets")
    document = SearchDocument(
        **kept,
        facets={name: tuple(keys) for name, keys in facets.items()},
        published_at=datetime.fromisoformat(published_at) if published_at else None,
    )
    return document, body
