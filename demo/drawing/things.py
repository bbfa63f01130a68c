"""The things that come back from picture to picture. Each is drawn around the origin of the current frame."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.drawing.canvas import BUOY, INK, LINE, OAK, PAPER, SEA, SKINS, SOFT, STONE, SUN, TINT, WHITE, WOOD, bend

if TYPE_CHECKING:
    from demo.drawing.canvas import Canvas


def hand(c: Canvas, skin: str, sleeve: str) -> None:
    """Seen from above, fingers towards the top, arm coming from below."""
    c.rect(-46, 120, 92, 420, sleeve, radius=24)
    c.rect(-50, 112, 100, 40, INK, radius=12)
    c.rect(-32, 50, 64, 80, skin, radius=10)
    c.rect(-46, -34, 92, 110, skin, radius=36)
    for x, tip in ((-33, -74), (-11, -98), (12, -94), (33, -68)):
        c.stroke([(x, -10), (x * 1.12, tip)], skin, width=21)
    c.stroke([(-34, 34), (-70, -6)], skin, width=24)


def fist(c: Canvas, skin: str, sleeve: str) -> None:
    """A hand closed on something thin that passes through the origin."""
    c.rect(-46, 80, 92, 420, sleeve, radius=24)
    c.rect(-50, 72, 100, 38, INK, radius=12)
    c.rect(-30, 20, 60, 70, skin, radius=10)
    c.rect(-44, -36, 88, 90, skin, radius=34)
    for y in (-20, 2, 24):
        c.stroke([(-34, y), (10, y - 4)], INK, width=2.5)


def pencil(c: Canvas, colour: str) -> None:
    """Point at the origin, body going up."""
    c.poly([(0, 0), (-9, -28), (9, -28)], "#f0d2a4")
    c.poly([(0, 0), (-3, -10), (3, -10)], INK)
    c.rect(-9, -190, 18, 162, colour)
    c.rect(-9, -206, 18, 18, STONE)
    c.rect(-9, -226, 18, 22, "#e8a0a0", radius=6)


def person_from_above(c: Canvas, colour: str, hair: str = INK) -> None:
    """Facing the top."""
    c.oval(0, 6, 62, 34, colour)
    c.disc(0, 0, 30, hair)


def person_from_behind(c: Canvas, colour: str, hair: str, *, skin: str = SKINS[3]) -> None:
    """Feet out of sight: about 300 units tall, the origin at the bottom."""
    c.rect(-62, -210, 124, 240, colour, radius=52)
    c.rect(-16, -240, 32, 50, skin)
    c.disc(0, -270, 46, hair)


def chair_from_above(c: Canvas, colour: str = OAK) -> None:
    """The back of the chair is at the bottom."""
    c.rect(-44, -40, 88, 84, colour, radius=14)
    c.rect(-50, 38, 100, 20, INK, radius=10)


def microphone(c: Canvas, colour: str = INK) -> None:
    """Seen from the side, head up, foot at the origin."""
    c.stroke([(0, -10), (0, -120)], SOFT, width=10)
    c.oval(0, -4, 52, 12, SOFT)
    c.rect(-26, -230, 52, 110, colour, radius=26)
    for y in (-206, -188, -170):
        c.stroke([(-14, y), (14, y)], PAPER, width=3)


def boat(c: Canvas, hull: str, sail: str | None = None) -> None:
    """Waterline at the origin."""
    if sail:
        c.stroke([(0, -30), (0, -210)], INK, width=7)
        c.poly([(10, -206), (10, -50), (96, -50)], sail)
        c.poly([(-10, -180), (-10, -50), (-74, -50)], WHITE)
    else:
        c.rect(-30, -84, 70, 54, WHITE, radius=8)
        c.rect(-16, -72, 18, 20, SEA, radius=4)
        c.rect(10, -72, 18, 20, SEA, radius=4)
        c.stroke([(52, -30), (52, -110)], INK, width=5)
    c.poly([(-116, -36), (122, -36), (88, 18), (-88, 18)], hull)
    c.poly([(-116, -36), (122, -36), (116, -24), (-110, -24)], WHITE)


def lantern(c: Canvas, colour: str) -> None:
    """Hung from the origin."""
    c.stroke([(0, 0), (0, 14)], INK, width=3)
    c.oval(0, 46, 30, 36, colour)
    c.rect(-13, 8, 26, 9, INK, radius=3)
    c.rect(-13, 76, 26, 9, INK, radius=3)
    for x in (-11, 11):
        c.curve((x * 0.8, 16), (x * 1.5, 46), (x * 0.8, 76), PAPER, width=2)


def phone(c: Canvas) -> None:
    """Centre at the origin, 320 by 620; the screen is 280 by 540 around (0, 0)."""
    c.rect(-160, -310, 320, 620, INK, radius=42)
    c.rect(-140, -270, 280, 540, WHITE, radius=10)
    c.rect(-36, -296, 72, 10, SOFT, radius=5)
    c.disc(0, 290, 11, SOFT)


def scissors(c: Canvas) -> None:
    """Points up."""
    for side in (-1, 1):
        c.poly([(side * 4, -130), (side * -14, 20), (side * 12, 26)], STONE)
        c.oval(side * 26, 66, 24, 36, None, line=BUOY, width=13)
    c.disc(0, 14, 8, INK)


def sheet(c: Canvas, w: float, h: float, *, lines: int = 0, ink: str = STONE) -> None:
    """A page from its centre, with grey lines of writing."""
    c.rect(-w / 2 + 8, -h / 2 + 8, w, h, LINE, radius=6)
    c.rect(-w / 2, -h / 2, w, h, WHITE, radius=6)
    for row in range(lines):
        y = -h / 2 + h * (row + 1) / (lines + 1)
        reach = w * (0.36 if row % 4 < 3 else 0.1)
        c.stroke([(-w * 0.38, y), (reach, y)], ink, width=7)


def table(c: Canvas, w: float, h: float, *, colour: str = WOOD) -> None:
    c.rect(-w / 2 + 10, -h / 2 + 14, w, h, "#c9b796", radius=26)
    c.rect(-w / 2, -h / 2, w, h, colour, radius=26)


def leaf(c: Canvas, colour: str, *, length: float = 90, width: float = 26) -> None:
    """Stalk at the origin, tip at the top."""
    c.poly(
        [*bend((0, 0), (-width * 2, -length / 2), (0, -length)), *bend((0, -length), (width * 2, -length / 2), (0, 0))],
        colour,
    )
    c.stroke([(0, 0), (0, -length * 0.8)], PAPER, width=2.5)


def flower(c: Canvas, petals: str, heart: str = SUN, *, count: int = 8, radius: float = 34) -> None:
    for index in range(count):
        with c.at(0, 0, turn=360 * index / count):
            c.oval(0, -radius * 0.7, radius * 0.3, radius * 0.52, petals)
    c.disc(0, 0, radius * 0.36, heart)


def label(c: Canvas, w: float, h: float, *, colour: str = TINT) -> None:
    """A goods label with a punched hole, from its centre."""
    left, right, top, bottom = -w / 2, w / 2, -h / 2, h / 2
    c.poly(
        [(left + 60, top), (right, top), (right, bottom), (left + 60, bottom), (left, bottom - 60), (left, top + 60)],
        colour,
        line=INK,
        width=5,
    )
    c.disc(left + 46, 0, 15, PAPER, line=INK, width=5)
    c.curve((left + 46, 0), (left - 50, -90), (left - 110, -20), OAK, width=6)


def number(c: Canvas, x: float, y: float, words: str, *, fill: str = SUN, ink: str = INK) -> None:
    c.disc(x, y, 30, fill)
    c.title(x, y - 1, words, 32, ink)
