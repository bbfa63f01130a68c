"""What components/map_note.html draws: a sentence, the map that goes with it, and the towns of that map in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from design.maps.drawn import DotMap

MOST_AT_ONCE = 12  # towns that stand there at once; the others unfold


@dataclass(frozen=True, slots=True)
class MapNote:
    """`towns` are names with how often, the most frequent first; `about` says the map to whoever cannot see it."""

    title: str
    said: str
    about: str = ""
    maps: tuple[DotMap, ...] = ()
    towns: tuple[tuple[str, int], ...] = ()

    @property
    def first_towns(self) -> tuple[tuple[str, int], ...]:
        return self.towns[:MOST_AT_ONCE]

    @property
    def more_towns(self) -> tuple[tuple[str, int], ...]:
        return self.towns[MOST_AT_ONCE:]
