"""What a text holds that its reader does not see: marks that turn its direction, and characters without a width."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Joiners are left out: emoji and several scripts are written with them.
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u2800\u3164\ufeff\uffa0"
_TAGS = "\U000e0000-\U000e007f"
_HIDDEN = re.compile(f"[{_DIRECTION}{_INVISIBLE}{_TAGS}]")
_DIRECTIONS = re.compile(f"[{_DIRECTION}]")


class Hidden(NamedTuple):
    """A character that is not seen: its name as in "U+202E", whether it turns the direction, how often it stands."""

    code: str
    name: str
    turns: bool
    times: int


def hidden_marks(text: str) -> list[Hidden]:
    """The hidden characters of a text, each once, in the order of their first place; linear in its length."""
    found: dict[str, int] = {}
    for match in _HIDDEN.finditer(text):
        found[match[0]] = found.get(match[0], 0) + 1
    return [
        Hidden(f"U+{ord(mark):04X}", unicodedata.name(mark, ""), bool(_DIRECTIONS.match(mark)), count)
        for mark, count in found.items()
    ]
