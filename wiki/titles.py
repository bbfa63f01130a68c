"""Titles as they are compared: `[[la craie]]` finds “La Craie”, and `[[ecole]]` finds “École”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from legaltools.recognise.folding import folded
from wiki.models.links import LONGEST_KEY, LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Mapping

# C++ and C# are not C.
_BETWEEN_WORDS = re.compile(r"[^\w+#]+|_+")


def key_of(title: str) -> str:
    """The title without case, accents and marks, its words joined by hyphens; at most `LONGEST_KEY` characters.

    >>> key_of("L’École : à la craie !")
    'l-ecole-a-la-craie'
    """
    key = _BETWEEN_WORDS.sub("-", folded(title)).strip("-")
    return (key or folded(title).strip())[:LONGEST_KEY]


def asked_title(query: Mapping[str, str]) -> dict[str, str]:
    """{"title": …} of a page that is to be written, as `?titre=` of an address asks for it; {} where it does not."""
    title = " ".join(query.get("titre", "").replace("\x00", "").split())[:LONGEST_TITLE]
    return {"title": title} if title else {}
