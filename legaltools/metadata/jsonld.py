"""A work as JSON-LD, in the words of schema.org.

schema.org has no word for what was changed: `skos:changeNote` says it, by its full address.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from legaltools.clean import web_address
from legaltools.credit import credit_text
from legaltools.credit.work import Author, Work
from legaltools.metadata.record import (
    DEEPEST,
    UnreadableMetadata,
    licence_at,
    refuse_too_long,
    tidy,
    tidy_or_none,
    to_date,
    to_year,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHANGE_NOTE = "http://www.w3.org/2004/02/skos/core#changeNote"
_TELLING = {"name", "headline", "license", "usageInfo", "creator", "author", "isBasedOn", "copyrightYear", CHANGE_NOTE}


def write_jsonld(work: Work, language: str, *, licence_page: str = "") -> str:
    """Write a work as a JSON-LD document (schema.org), with its credit in `language`.

    `licence_page` is a page where the licence is explained or another permission asked for (`acquireLicensePage`).
    "" when nothing is known. Put inside HTML, the text must have its `<` escaped; `web.jsonld` does.
    """
    data = jsonld(work, language, licence_page=licence_page)
    return json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False) if data else ""


def jsonld(work: Work, language: str, *, licence_page: str = "") -> dict[str, Any]:
    """Give the same as a dictionary without `@context`, to be put in another object; empty when nothing is known."""
    work = tidy(work)
    if work == Work():
        return {}
    more = {"creditText": credit_text(work, language), "acquireLicensePage": web_address(licence_page)}
    return _node(work) | {name: value for name, value in more.items() if value}


def agents(authors: Sequence[Author]) -> list[dict[str, Any]]:
    """Give authors as schema.org says them: a role other than author wraps the agent (schema.org/Role)."""
    return [_agent(author) for author in authors]


def read_jsonld(text: str) -> Work | None:
    """Read a work from JSON-LD: ours whole, others' as far as their words are known here.

    None when no work is in it. Raise `UnreadableMetadata` for what is not JSON. Among several works the first is given.
    """
    refuse_too_long(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableMetadata(fr="Ce texte n’est pas du JSON.", en="This text is not JSON.") from None
    node = next(_works(data), None)
    return tidy_or_none(_read(node)) if node is not None else None


def _node(work: Work) -> dict[str, Any]:
    tool = work.licence
    data = {
        "@type": "CreativeWork",
        "@id": work.source,
        "url": work.source,
        "name": work.title,
        "creator": agents(work.authors),
        "license": tool.url if tool and not tool.is_reserved else "",
        "usageInfo": tool.url if tool and tool.is_reserved else "",
        "copyrightYear": work.year,
        "dateModified": work.updated.isoformat() if work.updated else "",
        CHANGE_NOTE: work.changes,
        "isBasedOn": [_node(original) for original in work.adapted_from],
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _agent(author: Author) -> dict[str, Any]:
    agent = {"name": author.name, **({"url": author.url} if author.url else {})}
    return agent if author.role == "author" else {"@type": "Role", "roleName": author.role, "creator": agent}


def _works(data: Any) -> Iterator[dict[str, Any]]:
    """The objects that tell something of a work: the document, its list or its graph."""
    if isinstance(data, dict) and "@graph" in data:
        data = data["@graph"]
    yield from (node for node in _many(data) if isinstance(node, dict) and _tells(node))


def _tells(node: dict[str, Any]) -> bool:
    return bool(_TELLING & node.keys()) or "CreativeWork" in _many(node.get("@type"))


def _read(node: dict[str, Any], depth: int = 0) -> Work:
    bases = _many(node.get("isBasedOn")) if depth < DEEPEST else []
    return Work(
        title=_string(node.get("name") or node.get("headline")),
        authors=tuple(_author(agent) for agent in _many(node.get("creator") or node.get("author"))),
        source=_address(node.get("url") or node.get("@id")),
        licence=licence_at(_address(node.get("license") or node.get("usageInfo"))),
        year=to_year(node.get("copyrightYear")),
        changes=_string(node.get(CHANGE_NOTE)),
        adapted_from=tuple(
            _read(base, depth + 1) if isinstance(base, dict) else Work(source=_string(base)) for base in bases
        ),
        updated=to_date(node.get("dateModified")),
    )


def _author(agent: Any) -> Author:
    if not isinstance(agent, dict):
        return Author(_string(agent))
    if isinstance(agent.get("creator"), dict):
        inner = _author({**agent["creator"], "creator": None})
        return Author(inner.name, inner.url, _string(agent.get("roleName")))
    return Author(_string(agent.get("name")), _address(agent.get("url")))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _string(value: Any) -> str:
    """The text of a value as JSON-LD may write it: alone, as an object with `@value`, or first of a list."""
    first = next(iter(_many(value)), "")
    if isinstance(first, dict):
        first = first.get("@value", "")
    return first if isinstance(first, str) else ""


def _address(value: Any) -> str:
    first = next(iter(_many(value)), "")
    return _string(first.get("@id") or first.get("url")) if isinstance(first, dict) else _string(first)
