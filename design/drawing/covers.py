"""Covers: a title spelled in signal flags. Pure drawing: the same words and theme give the same cover, for ever.

The SVG carries no id, no style and no class, so that any number of covers may stand on one page under a strict
Content-Security-Policy. It is decorative: the title is always written beside it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import cycle, islice
from typing import TYPE_CHECKING

from design.drawing.flags import FLAGS, UNIT, Disc
from design.drawing.palettes import palette_of
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from design.drawing.flags import Shape
    from design.drawing.palettes import Palette

# What a cover spells when its title holds no Latin letter at all. Not SITE_NAME: a cover never changes.
NAME = "COMMUNS"
# What touches the right or the lower edge reaches a little over it, or the page shows through as a hairline.
BLEED = 0.4


def letters(title: str) -> str:
    """The letters A to Z that flags can spell: accents folded, ligatures opened, the rest left out.

    >>> letters("L'œuvre à 4 mains")
    'LOEUVREAMAINS'
    """
    return "".join(char for char in normalize(title).upper() if char in FLAGS)


@lru_cache(maxsize=1024)  # a listing draws the same covers again and again
def cover_svg(title: str, *, theme: str, columns: int = 4, rows: int = 2) -> str:
    """An inline SVG of `columns` × `rows` flags that spells `title`, repeated when it is short.

    `theme` is a key of `design.drawing.palettes.PALETTES`; an unknown one gets the palette of the pool.
    """
    spelled = islice(cycle(letters(title) or NAME), columns * rows)
    cells = [(i % columns * UNIT, i // columns * UNIT, letter) for i, letter in enumerate(spelled)]
    return _svg(columns * UNIT, rows * UNIT, _paths(cells, palette_of(theme)))


@lru_cache(maxsize=256)  # on every page, at its head
def flag_svg(letter: str, *, theme: str = "culture") -> str:
    """One flag as an inline SVG. Raise KeyError when no flag stands for `letter`."""
    return _svg(UNIT, UNIT, _paths([(0, 0, letter)], palette_of(theme)))


def flag_shapes(letter: str, *, theme: str = "culture", at: tuple[int, int] = (0, 0)) -> str:
    """The `<path>` elements of one flag, its top left corner at `at`, for a larger drawing."""
    return _paths([(*at, letter)], palette_of(theme))


def _svg(width: int, height: int, shapes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'focusable="false">{shapes}</svg>'
    )


def _paths(cells: Iterable[tuple[int, int, str]], palette: Palette) -> str:
    """One path for each colour of each layer: flags do not overlap, so only the order inside a flag matters."""
    layers: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for x, y, letter in cells:
        for depth, shape in enumerate(FLAGS[letter]):
            layers[depth, palette.colour(shape.role)].append(_path(shape, x, y))
    return "".join(f'<path fill="{colour}" d="{"".join(data)}"/>' for (_, colour), data in sorted(layers.items()))


def _path(shape: Shape, x: int, y: int) -> str:
    if isinstance(shape, Disc):
        r = shape.radius
        return f"M{x + UNIT // 2} {y + UNIT // 2 - r}a{r} {r} 0 1 1 0 {2 * r} {r} {r} 0 1 1 0-{2 * r}z"
    (left, top), *others = ((_bled(px), _bled(py)) for px, py in shape.points)
    return f"M{x + left:g} {y + top:g}{_moves((left, top), others)}z"


def _bled(coordinate: int) -> float:
    return coordinate + BLEED if coordinate == UNIT else coordinate


def _moves(start: tuple[float, float], points: list[tuple[float, float]]) -> str:
    """From point to point in the shortest words that SVG has: h and v where the line is straight."""
    text, (x, y) = "", start
    for px, py in points:
        dx, dy = round(px - x, 1), round(py - y, 1)
        if not dy:
            text += f"h{dx:g}"
        elif not dx:
            text += f"v{dy:g}"
        else:
            text += f"l{dx:g}{dy:g}" if dy < 0 else f"l{dx:g} {dy:g}"
        x, y = px, py
    return text
