"""A document as an engine stores it beside its terms, and hands it back."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from search.documents import SearchDocument
from search.facets.values import days_between, interval
from search.understanding.words import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.engines.base import Entry

_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_decode = json.JSONDecoder().decode
LONGEST_BODY = 300_000  # characters; what stands further is not found

# In a field without words: one that only some items have would have its words counted among these, rarer and longer
# than in the others, and each engine would do so in its own way. No word is written like it.
NOTHING = "*"


def cleaned(source: SearchDocument) -> tuple[str, str, str]:
    """Title, summary and body as they are indexed and marked."""
    return clean(source.title), clean(source.summary), clean(source.body[:LONGEST_BODY])


def to_payload(source: SearchDocument, *, title: str, summary: str, body: str) -> bytes:
    """The document as JSON, with its texts cleaned."""
    fields = {
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
        "numbers": dict(source.numbers),
        "periods": {name: [interval(*days) for days in periods] for name, periods in source.periods.items()},
        "minutes": source.minutes,
        "cover": source.cover,
        "published_at": source.published_at.isoformat() if source.published_at else None,
        "extra": dict(source.extra),
    }
    return _encode(fields).encode()


def from_payload(payload: bytes | Iterable[int]) -> tuple[SearchDocument, str]:
    """The document as it was given, its texts cleaned, without its body; and its body."""
    fields: dict[str, Any] = _decode(bytes(payload).decode())
    body, published_at = fields.pop("body"), fields.pop("published_at")
    facets: Mapping[str, list[str]] = fields.pop("facets")
    periods: Mapping[str, list[str]] = fields.pop("periods")
    document = SearchDocument(
        **fields,
        facets={name: tuple(keys) for name, keys in facets.items()},
        periods={name: tuple(map(days_between, intervals)) for name, intervals in periods.items()},
        published_at=datetime.fromisoformat(published_at) if published_at else None,
    )
    return document, body


def fingerprint(entry: Entry, payload: bytes | None = None) -> int:
    """A number that tells whether an entry is still what was indexed (64 bits, never 0)."""
    if payload is None:
        title, summary, body = cleaned(entry.document)
        payload = to_payload(entry.document, title=title, summary=summary, body=body)
    beside = _encode_sorted([dict(entry.facets), list(entry.keywords)])
    digest = hashlib.blake2b(payload + beside.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1
