"""How a document lies in the index."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tantivy import Document, Schema, SchemaBuilder

from search import registry
from search.engines.order import after_equals, duration_key, recency
from search.engines.stored import NOTHING, cleaned, fingerprint, to_payload
from search.facets.kinds import NumberAtMost, Period
from search.understanding.terms import terms_of
from search.understanding.weights import FIELDS
from search.understanding.words import clean

if TYPE_CHECKING:
    from search.engines.base import Entry
    from search.facets.kinds import Facet

# Raised whenever what is indexed changes: an index of another version is made again.
VERSION = 8
ORIGINAL, TRANSLATION = "original", "translation"
# In `anywhere` of every document; no word is written like it.
EVERY = "*"
_COMBINED, _BETWEEN = "Combined", "\x1f"


Signature = tuple[tuple[str, str], ...]


def facets_signature() -> Signature:
    """The facets that are registered now, with their kinds: an index made for others is made again."""
    return tuple(sorted((name, _kind(facet)) for name, facet in registry.facets().items()))


def _kind(facet: Facet) -> str:
    return type(facet).__name__ + (_COMBINED if is_combined(facet) and not isinstance(facet, NumberAtMost) else "")


def version() -> str:
    """What an index must say of itself to be read by this program."""
    return f"{VERSION} " + " ".join(f"{name}:{kind}" for name, kind in facets_signature())


def number_field(name: str) -> str:
    return f"number_{name}"


def days_field(name: str) -> str:
    return f"days_{name}"


def is_combined(facet: Facet) -> bool:
    """Whether a facet has few keys, of which an item has several: they are counted as one combination.

    A column costs much where it has several values an item, and next to nothing where it has one.
    """
    return isinstance(facet, NumberAtMost) or (facet.adds_up and bool(getattr(facet, "choices", None)))


def counted_key(name: str, key: str) -> str:
    """A key of a facet as it stands in `counted` or in a combination; the name of a facet has no colon."""
    return f"{name}:{key}"


@lru_cache(maxsize=20_000)
def read_combination(combination: str) -> tuple[tuple[str, str], ...]:
    """The facets and keys of a combination."""
    pairs = (pair.partition(":") for pair in combination.split(_BETWEEN) if pair)
    return tuple((name, key) for name, _colon, key in pairs)


def _combination(entry: Entry) -> str:
    """The keys of an entry in facets that are combined: one text, perhaps empty, that every item has."""
    facets = registry.facets()
    combined = {name: keys for name, keys in entry.facets.items() if name in facets and is_combined(facets[name])}
    return _BETWEEN.join(counted_key(name, key) for name, keys in combined.items() for key in keys)


@lru_cache(maxsize=8)
def schema_of(facets: Signature) -> Schema:
    """`anywhere` holds the stems of all fields, for what only asks which items have a word; `words` and `title_words`
    keep every word as written, in order, for phrases; `spellings` keeps accents, for suggestions and accents typed on
    purpose; `initials` keeps words in capitals (IA, ESS); `facets` holds the keys that are counted, `counted` the same
    in one field, some of them as a `combination`, beside a field for each facet of numbers or days; `work` is what the
    versions of one work share, `version` tells the original from its translations; `payload` is the document
    itself, as JSON, without its text, which is `text`, and `print` tells whether it has changed since.
    """
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("print", stored=True)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("anywhere", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("title_words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("initials", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("spellings", tokenizer_name="whitespace", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic", expand_dots_enabled=False)
    builder.add_text_field("counted", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("combination", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("work", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("version", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    for name, kind in facets:
        if kind == NumberAtMost.__name__:
            builder.add_integer_field(number_field(name), fast=True, indexed=True)
        if kind == Period.__name__:
            builder.add_integer_field(days_field(name), fast=True, indexed=True)
    builder.add_integer_field("newest", fast=True)
    builder.add_text_field("shortest", tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_text_field("sort_title", tokenizer_name="raw", fast=True, index_option="basic")
    builder.add_bytes_field("payload", stored=True)
    builder.add_bytes_field("text", stored=True)
    return builder.build()


def to_tantivy(entry: Entry) -> Document:
    """The document as the index takes it."""
    source = entry.document
    document = Document()
    document.add_text("id", source.id)
    recent = recency(source)
    texts = _texts_of(entry)
    title, summary, body = texts["title"], texts["summary"], texts["body"]
    _add_texts(document, texts, language=source.language, recent=recent)
    document.add_text("anywhere", EVERY)
    document.add_json("facets", dict(entry.facets))
    document.add_text("combination", _combination(entry))
    for name, keys in entry.facets.items():
        for key in keys:
            document.add_text("counted", counted_key(name, key))
    if source.work:
        document.add_text("work", source.work)
        document.add_text("version", ORIGINAL if source.work == source.id else TRANSLATION)
    document.add_text("language", source.language)
    for name, number in entry.numbers.items():
        document.add_integer(number_field(name), number)
    for name, days in entry.days.items():
        for day in days:
            document.add_integer(days_field(name), day.toordinal())
    document.add_integer("newest", recent)
    document.add_text("shortest", duration_key(source.minutes, recent))
    whole = to_payload(source, title=title, summary=summary, body=body)
    document.add_bytes("payload", to_payload(source, title=title, summary=summary, body=""))
    document.add_bytes("text", body.encode())
    document.add_unsigned("print", fingerprint(entry, whole))
    return document


def spellings_of(entry: Entry) -> set[str]:
    """The terms of `spellings` of an entry."""
    texts = _texts_of(entry).values()
    return {spelling for text in texts for spelling in terms_of(text, entry.document.language).spellings.split()}


def _texts_of(entry: Entry) -> dict[str, str]:
    title, summary, body = cleaned(entry.document)
    return {"title": title, "summary": summary, "keywords": clean(" . ".join(entry.keywords)), "body": body}


def _add_texts(document: Document, texts: dict[str, str], *, language: str, recent: int) -> None:
    initials: list[str] = []
    for name, text in texts.items():
        terms = terms_of(text, language)
        document.add_text(name, terms.stems or NOTHING)
        document.add_text("anywhere", terms.stems)
        document.add_text("spellings", terms.spellings)
        for run in filter(None, (terms.running, terms.beside)):
            document.add_text("words", run)
            if name == "title":
                document.add_text("title_words", run)
        initials += filter(None, [terms.initials])
        if name == "title":
            document.add_text("sort_title", " ".join(terms.running.split())[:200] + after_equals(recent))
    document.add_text("initials", " ".join(initials) or NOTHING)
