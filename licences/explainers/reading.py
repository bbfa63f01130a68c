"""What can be told from the stored text of an explainer: its words, and how long they take to read."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from markup.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Words a minute: a newcomer who reads about law slows down and goes back.
PACE = 180
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def plain_texts(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The words of a stored text (raw blocks: `type`, `value`), block by block, without tags."""
    for block in blocks:
        if block["type"] == "table":
            table = block["value"]
            cells = [column["heading"] for column in table["columns"]]
            cells += [cell for row in table["rows"] for cell in row["values"]]
            yield " ".join(plain_text(cell) for cell in cells)
        else:
            yield plain_text(block["value"])


def word_count(blocks: Iterable[Mapping[str, Any]]) -> int:
    return sum(len(_WORD.findall(text)) for text in plain_texts(blocks))


def minutes_of(blocks: Iterable[Mapping[str, Any]]) -> int:
    """Minutes to read a stored text, at least one."""
    return max(1, math.ceil(word_count(blocks) / PACE))
