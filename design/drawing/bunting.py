"""The dressing line: a word in flags along slack ropes, for the home page."""

from __future__ import annotations

from functools import lru_cache
from math import atan2, degrees

from design.drawing.covers import flag_shapes, letters
from design.drawing.flags import UNIT

GAP = 12
ROPE = 7  # between the rope and the flag that hangs from it
SAG = 0.12  # how far a rope of four flags hangs down in its middle, as a part of its length; longer ones are tauter
ROPE_COLOUR = "#8a97a6"
# A white flag on white paper still has an edge.
HEM = f'<path d="M0 0h{UNIT}v{UNIT}h-{UNIT}z" fill="none" stroke="{ROPE_COLOUR}" stroke-opacity=".5"/>'


@lru_cache(maxsize=64)
def bunting_svg(word: str, *, theme: str = "culture", lines: tuple[int, ...]) -> str:
    """`word` as flags hung on as many ropes as `lines` has numbers, each number the flags of one rope.

    Deterministic, decorative, without ids. Letters that do not fit are left out; a short word leaves ropes empty.
    """
    spelled, start, drawn = letters(word), 0, []
    length = max(lines) * (UNIT + GAP) + 2 * GAP
    sag = SAG * length * (4 / max(lines)) ** 0.5
    step = UNIT + ROPE + GAP + 16
    for row, count in enumerate(lines):
        drawn.append(_rope(spelled[start : start + count], length=length, sag=sag, top=row * step + 2, theme=theme))
        start += count
    height = len(lines) * step + round(sag) + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {length} {height}" aria-hidden="true" '
        f'focusable="false">{"".join(drawn)}</svg>'
    )


def _rope(word: str, *, length: int, sag: float, top: int, theme: str) -> str:
    """One parabola from edge to edge, and the flags centred along it, each turned as the rope turns."""
    path = f'<path d="M0 {top}Q{length // 2} {top + 2 * sag:.1f} {length} {top}" fill="none" stroke="{ROPE_COLOUR}"/>'
    left = (length - len(word) * (UNIT + GAP) + GAP) / 2
    flags = []
    for i, letter in enumerate(word):
        t = (left + i * (UNIT + GAP) + UNIT / 2) / length
        y = top + 4 * sag * t * (1 - t) + ROPE
        turn = degrees(atan2(4 * sag * (1 - 2 * t), length))
        place = f"translate({t * length - UNIT / 2:.1f} {y:.1f}) rotate({turn:.1f} {UNIT // 2} 0)"
        toggles = f'<path d="M8 0V-{ROPE}M{UNIT - 8} 0V-{ROPE}" fill="none" stroke="{ROPE_COLOUR}"/>'
        flags.append(f'<g transform="{place}">{toggles}{flag_shapes(letter, theme=theme)}{HEM}</g>')
    return path + "".join(flags)
