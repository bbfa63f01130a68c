"""The colours of the flags, theme by theme. Three hues each, one of them dark; black and white never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from design.drawing.flags import Role

BLACK = "#10243e"
WHITE = "#fdf8ee"
PAPER = "#fbf7ef"  # what pages are drawn on, as --paper of static/css/tokens.css


@dataclass(frozen=True, slots=True)
class Palette:
    red: str
    yellow: str
    blue: str

    def colour(self, role: Role) -> str:
        """The `#rrggbb` of one role."""
        return {"red": self.red, "yellow": self.yellow, "blue": self.blue, "black": BLACK, "white": WHITE}[role]


PALETTES: dict[str, Palette] = {
    "culture": Palette("#d1432c", "#f3b61f", "#12507a"),
    "maps": Palette("#2b6e4f", "#f0c64a", "#0f5c8c"),
    "sound": Palette("#7a3b8f", "#f39c5a", "#183a6b"),
    "image": Palette("#c8553d", "#8fc1b5", "#264653"),
    "law": Palette("#b8860b", "#f6d98b", "#3d5a80"),
    "games": Palette("#e07a5f", "#f2cc8f", "#3d405b"),
    "writing": Palette("#b5446e", "#f3cfa9", "#2e294e"),
    "digital": Palette("#5560c9", "#a9dccb", "#1b2350"),
    "environment": Palette("#6a994e", "#f0e19b", "#14453d"),
    "food": Palette("#bf4342", "#f4b860", "#4b2142"),
    "health": Palette("#d97b84", "#bfe3dd", "#0f4c5c"),
    "together": Palette("#e4572e", "#f6c98f", "#3b2f63"),
}
DEFAULT = PALETTES["culture"]


def palette_of(theme: str) -> Palette:
    """The palette of a theme's key; an unknown theme flies the colours of the pool itself."""
    return PALETTES.get(theme, DEFAULT)
