"""Stored rich text as the blocks at its top, cut without changing a character."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markup.tree import BLOCKS, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

# Stored HTML writes `<` as an entity wherever it begins no tag: looking for the end of a tag stops there.
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""", re.IGNORECASE)
_EMPTY = VOID | {"embed"}
_LIST = re.compile(r"(<(ul|ol)(?: [^<>]*)?>)(.*)(</\2>\s*)", re.DOTALL)


def blocks_of(html: str) -> list[str]:
    """`html` cut between its outermost blocks; joined again they give `html`.

    Words that stand in no block are one with their neighbours; what follows an element that never ends, too.
    """
    cuts = [0, *sorted({place for place in _borders(html) if 0 < place < len(html)}), len(html)]
    return [piece for start, end in pairwise(cuts) if (piece := html[start:end])]


def _borders(html: str) -> Iterator[int]:
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if tag[1]:
            depth = max(depth - 1, 0)
            if depth == 0 and name in BLOCKS:
                yield _after_space(html, tag.end())
        elif name in _EMPTY or tag[3].endswith("/"):
            if depth == 0 and name in {"hr", "embed"}:
                yield from (tag.start(), _after_space(html, tag.end()))
        else:
            if depth == 0 and name in BLOCKS:
                yield tag.start()
            depth += 1


def _after_space(html: str, place: int) -> int:
    while place < len(html) and html[place] in " \n\t\r":
        place += 1
    return place


class HtmlList(NamedTuple):
    opening: str
    items: list[str]
    end: str


def list_of(block: str) -> HtmlList | None:
    """A block that is a list, in its parts; None of any other."""
    match = _LIST.fullmatch(block)
    items = blocks_of(match[3]) if match else []
    is_list = match and all(item.startswith("<li") for item in items)
    return HtmlList(match[1], items, match[4]) if match and is_list else None
