"""What a person asks of a download, in its address: every word is known, or refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

# As many as a list of materials is counted for: `commons.guides.domain.materials.MOST_PEOPLE`.
MOST_PARTICIPANTS = 500
ANIMATION, PARTICIPANTS, MATERIALS = "animation", "participants", "materiel"
ECO, BOOKLET = "eco", "livret"
CHOICES: Mapping[str, tuple[str, ...]] = {
    "pour": (ANIMATION, PARTICIPANTS, MATERIALS),
    "encre": ("normale", ECO),
    "format": ("a4", BOOKLET),
}


class Refused(ValueError):
    """The address asks for what there is not; the message is a sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Options:
    """`audience` is for whom it is made: ANIMATION, PARTICIPANTS or MATERIALS. `participants` is how many the materials
    are counted for, None when nobody said. `eco` spares ink, `booklet` is folded out of A4 sheets.
    """

    audience: str = ANIMATION
    participants: int | None = None
    eco: bool = False
    booklet: bool = False


def options_of(values: Mapping[str, str], *, takes: frozenset[str]) -> Options:
    """The options of an address; `takes` are the names that its format understands, and others are let be.

    Raises Refused for a value that is none of the known ones.
    """
    asked = {name: choice(name, values, CHOICES[name]) for name in CHOICES if name in takes}
    return Options(
        audience=asked.get("pour", ANIMATION),
        participants=_participants(values) if "participants" in takes else None,
        eco=asked.get("encre") == ECO,
        booklet=asked.get("format") == BOOKLET,
    )


def choice(name: str, values: Mapping[str, str], known: tuple[str, ...]) -> str:
    """The value of a parameter, the first of `known` where nothing is said. Raises Refused for another."""
    value = values.get(name) or known[0]
    if value not in known:
        message = _("“%(name)s” can be %(choices)s, not “%(value)s”.")
        raise Refused(message % {"name": name, "choices": ", ".join(known), "value": value[:40]})
    return value


def _participants(values: Mapping[str, str]) -> int | None:
    text = values.get("participants") or ""
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len("10000") else 0
    if not 1 <= number <= MOST_PARTICIPANTS:
        message = _("“participants” is a number from 1 to %(most)s, not “%(value)s”.")
        raise Refused(message % {"most": MOST_PARTICIPANTS, "value": text[:40]})
    return number
