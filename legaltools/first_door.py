"""The first question of whoever comes: may I use this? What they hold and what they want, in plain words.

`data/first_door.json` says which wishes of `compat.INTENTS` each pair comes to, and groups them all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from legaltools.catalogue import get
from legaltools.compat import advise
from legaltools.compat.intents import find_intent
from legaltools.languages import choose
from legaltools.provenance import provenance

if TYPE_CHECKING:
    from legaltools.compat import Advice, Intent
    from legaltools.provenance import Provenance

_FILE = Path(__file__).parent / "data" / "first_door.json"

Licensed = Literal["none", "known", "ours"]


@dataclass(frozen=True, slots=True)
class Card:
    """A choice of the door: what one holds, or what one wants to do. `theme` and the letters are for its drawing."""

    key: str
    fr: str
    en: str
    fr_text: str
    en_text: str
    letter_fr: str
    letter_en: str
    theme: str
    licence: Licensed = "none"
    provenance: str = ""

    def title(self, language: str) -> str:
        return choose(language, fr=self.fr, en=self.en)

    def text(self, language: str) -> str:
        return choose(language, fr=self.fr_text, en=self.en_text)

    def letter(self, language: str) -> str:
        return choose(language, fr=self.letter_fr, en=self.letter_en)


@dataclass(frozen=True, slots=True)
class DoorAnswer:
    """What the door says. `provenance`: what to do where no licence is named; None for a work under a licence.

    `replies`: for each wish, what each usual licence answers.
    """

    holding: Card
    want: Card
    fr: str
    en: str
    provenance: Provenance | None
    replies: tuple[tuple[Intent, tuple[Advice, ...]], ...]

    def headline(self, language: str) -> str:
        return choose(language, fr=self.fr, en=self.en)


def holdings() -> tuple[Card, ...]:
    """Give what people hold, what newcomers ask of most first."""
    return _cards("holdings")


def wants() -> tuple[Card, ...]:
    """Give what people want to do with it."""
    return _cards("wants")


def groups() -> tuple[tuple[Card, tuple[Intent, ...]], ...]:
    """Give all the wishes of the mixer, each under one thing that people want."""
    return tuple((want, tuple(map(find_intent, _data()["groups"][want.key]))) for want in wants())


def answer(holding: str, want: str) -> DoorAnswer | None:
    """Give what the door says to two keys; None for a key that there is not."""
    held = next((card for card in holdings() if card.key == holding), None)
    wish = next((card for card in wants() if card.key == want), None)
    if held is None or wish is None:
        return None
    texts = _data()["answers"][held.licence]
    keys = _data()["licences"].get(held.key, _data()["licences"]["*"])
    asked = [] if held.licence == "ours" else _data()["intents"][held.key][wish.key]
    replies = tuple((find_intent(key), tuple(advise(get(one), key) for one in keys)) for key in asked)
    return DoorAnswer(
        held, wish, texts["fr"], texts["en"], provenance(held.provenance) if held.provenance else None, replies
    )


@cache
def _cards(name: str) -> tuple[Card, ...]:
    return tuple(Card(**row) for row in _data()[name])


@cache
def _data() -> Any:
    return json.loads(_FILE.read_text(encoding="utf-8"))
