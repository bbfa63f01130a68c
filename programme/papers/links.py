"""Links to what is printed, as components/papers.html takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from programme.papers.registry import papers

if TYPE_CHECKING:
    from programme.exports.base import Scope


def paper_links(scope: Scope, url: str, query: str = "") -> list[dict[str, Any]]:
    """The papers below a page at `url`; `query` is what narrows them, without its question mark."""
    found = []
    for one in papers(scope):
        first, *others = one.formats
        found.append({
            "identifier": one.identifier,
            "url": _at(url, one.filename, query),
            "label": one.label,
            "text": one.text,
            "usual": one.formats[first] if others else "",
            "variants": [
                {"url": _at(url, one.filename, f"format={key}&{query}".rstrip("&")), "label": one.formats[key]}
                for key in others
            ],
        })  # fmt: skip
    return found


def _at(url: str, filename: str, query: str) -> str:
    return f"{url}{filename}?{query}" if query else f"{url}{filename}"
