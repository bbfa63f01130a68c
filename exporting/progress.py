"""How far a build is, told by whoever builds to whoever waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Progress:
    """`tell` hears of each step: how many are done, of how many; it may be told the same again."""

    tell: Callable[[int, int], None] = field(default=lambda _done, _of: None)

    def step(self, done: int, of: int) -> None:
        self.tell(done, of)
