"""What both changed, each differently, and what was chosen."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Path = tuple[str, ...]


class Sides(NamedTuple):
    """The same thing three times: where both began, and what each made of it."""

    base: Any
    mine: Any
    theirs: Any

    @property
    def agreed(self) -> bool:
        """Whether nobody has to be asked: one side changed it at most, or both alike."""
        return self.mine in (self.base, self.theirs) or self.theirs == self.base

    @property
    def settled(self) -> Any:
        """The value of sides that agree."""
        return self.theirs if self.mine in (self.base, self.theirs) else self.mine


class Choice(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Kind(StrEnum):
    """What collides, and so what the three values of a collision are."""

    VALUE = "value"  # JSON
    TEXT = "text"  # str: the lines of the region
    RICH = "rich"  # str: HTML of the region
    ITEMS = "items"  # list: the items of the region
    ROW = "row"  # a row, or None on the side that removed it; where two are of different types, two rows
    ORDER = "order"  # list of str: ids of the rows that all have


@dataclass(frozen=True, slots=True)
class Collision:
    """Something that a person has to choose: `base`, `mine` and `theirs` are values of what `kind` says."""

    key: str
    path: Path
    base: Any
    mine: Any
    theirs: Any
    kind: Kind

    @property
    def offered(self) -> tuple[Choice, ...]:
        """Both are offered of what can stand one after the other, where each side made something of its own."""
        is_one_thing = self.kind in {Kind.VALUE, Kind.ORDER}
        if is_one_thing or not self.mine or not self.theirs or self.mine == self.base:
            return Choice.MINE, Choice.THEIRS
        return Choice.MINE, Choice.THEIRS, Choice.BOTH


class Questions:
    """What is asked during one merge, and what `choices` answers already.

    With `every`, also of what theirs alone changed; without, only of what both did.
    """

    def __init__(self, choices: Mapping[str, str], *, every: bool = False) -> None:
        self.choices, self.every = choices, every
        self.unanswered: list[Collision] = []
        self._asked: Counter[str] = Counter()

    def are_none_about(self, sides: Sides) -> bool:
        """Whether nobody has to be asked."""
        return sides.theirs in (sides.mine, sides.base) if self.every else sides.agreed

    def ask(self, path: Path, sides: Sides, kind: Kind) -> Choice:
        """The choice made, or mine with a collision to settle. An answer that is not offered is none."""
        asked = canonical([path, kind, *sides])
        self._asked[asked] += 1
        # The same question may come twice, of two equal paragraphs.
        digest = hashlib.sha256(f"{self._asked[asked]} {asked}".encode("utf-8", "surrogatepass"))
        collision = Collision(digest.hexdigest()[:32], path, *sides, kind)
        chosen = self.choices.get(collision.key)
        if chosen in collision.offered:
            return Choice(chosen)
        self.unanswered.append(collision)
        return Choice.MINE


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a page a merge is, and whom it asks."""

    path: Path
    questions: Questions

    def at(self, name: str) -> Place:
        return Place((*self.path, name), self.questions)

    def ask(self, sides: Sides, kind: Kind) -> Choice:
        return self.questions.ask(self.path, sides, kind)


def canonical(value: Any) -> str:
    """One text for equal JSON, whatever the order in which its names were written."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
