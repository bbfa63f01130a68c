"""The flags of a kit: the first letter of each thing that it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markup.normalize import normalize

if TYPE_CHECKING:
    from commons.kits.domain.entries import Entries

# A cover has room for so many.
MOST = 12
_NONE = "C"  # the mark of the site, for a title in other letters


def initial(title: str) -> str:
    """The first letter from A to Z of a title, accents folded."""
    return next((letter for letter in normalize(title).upper() if "A" <= letter <= "Z"), _NONE)


def initials_of(entries: Entries) -> str:
    """Those of the entries, in their order: what the cover of a kit spells."""
    return "".join(initial(entry.title) for entry in entries.shown[:MOST])
