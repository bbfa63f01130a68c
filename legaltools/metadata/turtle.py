"""A work as Turtle, in the terms of ccREL, Dublin Core and FOAF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.credit.roles import RELATORS
from legaltools.credit.work import Author, Work
from legaltools.metadata.record import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIXES = {
    "cc": "http://creativecommons.org/ns#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "marcrel": "http://id.loc.gov/vocabulary/relators/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xhv": "http://www.w3.org/1999/xhtml/vocab#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"'}


def write_turtle(work: Work) -> str:
    """Write what is known of a work as Turtle, its originals with it. "" when nothing is known.

    The licence is told twice, as `cc:license` and `xhv:license`, which Creative Commons' schema holds for the same.
    """
    work = tidy(work)
    if work == Work():
        return ""
    prefixes = "".join(f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items())
    statements = [_statement(_subject(one) or "[]", one) for one in (work, *_addressed(work))]
    return prefixes + "\n" + "\n".join(statements)


def _statement(subject: str, work: Work) -> str:
    facts = " ;\n    ".join(_facts(work))
    return f"{subject} {facts} .\n"


def _addressed(work: Work) -> Iterator[Work]:
    """The originals that have an address, however deep: each has its own statement."""
    for original in work.adapted_from:
        if original.source:
            yield original
        yield from _addressed(original)


def _facts(work: Work) -> Iterator[str]:
    yield "a cc:Work"
    if work.title:
        yield f"dct:title {_literal(work.title)}"
    for author in work.authors:
        yield f"cc:attributionName {_literal(author.name)}"
        yield f"{_relation(author)} {_agent(author)}"
    yield from _licence(work)
    if work.year is not None:
        yield f"dct:dateCopyrighted {_literal(str(work.year))}"
    if work.updated:
        yield f'dct:modified "{work.updated.isoformat()}"^^xsd:date'
    if work.changes:
        yield f"skos:changeNote {_literal(work.changes)}"
    for original in work.adapted_from:
        yield f"dct:source {_subject(original) or _unnamed(original)}"


def _unnamed(work: Work) -> str:
    facts = " ; ".join(_facts(work))
    return f"[ {facts} ]"


def _licence(work: Work) -> Iterator[str]:
    tool = work.licence
    if tool and tool.url:
        names = ("dct:rights",) if tool.is_reserved else ("cc:license", "xhv:license")
        yield from (f"{name} <{tool.url}>" for name in names)


def _relation(author: Author) -> str:
    return "dct:creator" if author.role == "author" else f"marcrel:{RELATORS.get(author.role, 'ctb')}"


def _agent(author: Author) -> str:
    home = f" ; foaf:homepage <{author.url}>" if author.url else ""
    return f"[ foaf:name {_literal(author.name)}{home} ]"


def _subject(work: Work) -> str:
    return f"<{work.source}>" if work.source else ""


def _literal(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
