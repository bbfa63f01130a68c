"""How long, how many, how much: what the rows of “Informations pratiques” and other lines say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from commons.guides.exchange.multibao.words import unreferenced
from commons.guides.exchange.quantities import group_of, minutes_of
from commons.guides.exchange.sections import Part, heading_key, items, line_of, shortened
from markup.tree import walk

if TYPE_CHECKING:
    from markup.tree import Node

_COST = re.compile(r"^(?:co[uû]t|budget|prix)\b\s*:?\s*", re.IGNORECASE)
_FREE = re.compile(r"(?:gratuit|aucun|nul|0\s*€?)\W*$", re.IGNORECASE)
_NOTE_LENGTH = 200


@dataclass(slots=True)
class Facts:
    """Filled in as lines are read: the first line that says a thing is believed."""

    group: tuple[int | None, int | None] = (None, None)
    minutes: int | None = None
    preparation_minutes: int | None = None
    cost: Decimal | None = None
    cost_note: str = ""

    def read_rows(self, part: Part) -> None:
        for item in items(part.nodes):
            self._row(unreferenced(line_of(item)))

    def read_group(self, words: str) -> None:
        self.group = group_of(words) if self.group == (None, None) else self.group

    def read_durations(self, nodes: list[Node | str]) -> None:
        """Lines that begin with “Durée :”, wherever they stand."""
        for node in walk(nodes):
            words = line_of(node) if node.tag in {"p", "li"} else ""
            if re.match(r"durée\s*:", words, re.IGNORECASE):
                self.minutes = self.minutes or minutes_of(words)

    def _row(self, words: str) -> None:
        key = heading_key(words.split(":", maxsplit=1)[0])
        if re.match(r"nombre (?:\w+ )?de participants|effectif|taille du groupe", key):
            self.read_group(words)
        elif re.match(r"(?:duree|temps) (?:de )?(?:la )?preparation", key):
            self.preparation_minutes = minutes_of(words)
        elif re.match(r"duree", key):
            self.minutes = self.minutes or minutes_of(words)
        elif _COST.match(words) and not self.cost_note:
            note = _COST.sub("", words)
            self.cost = Decimal(0) if _FREE.match(note) else None
            self.cost_note = "" if _FREE.match(note) else shortened(note, _NOTE_LENGTH)
