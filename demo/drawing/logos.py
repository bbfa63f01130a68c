"""The seven logos, 480 by 480."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.drawing import things
from demo.drawing.canvas import BUOY, CLAY, INK, KELP, OAK, PAPER, PLUM, SEA, SKY, STONE, SUN, WHITE, Canvas, bend
from demo.drawing.register import SCENES

if TYPE_CHECKING:
    from collections.abc import Callable


def _logo(paint: Callable[[Canvas], None], background: str) -> Canvas:
    c = Canvas(background, width=480, height=480)
    with c.at(240, 240):
        paint(c)
    return c


def _footprint(c: Canvas) -> None:
    for index, (x, lift) in enumerate(((-150, 20), (-50, -20), (50, 20), (150, -20))):
        left, right = x - 50, x + 50
        c.poly(
            [(left, -130 + lift), (right, -130 - lift), (right, 130 - lift), (left, 130 + lift)],
            (PAPER, "#eadfc6")[index % 2],
        )
    c.curve((-190, 60), (-60, -60), (190, 40), SUN, width=14)
    with c.at(6, 20, turn=14):
        c.oval(0, -46, 50, 66, KELP)
        c.oval(6, 68, 36, 50, KELP)
        for x, y, size in ((-46, -124, 20), (-18, -142, 17), (10, -146, 15), (34, -138, 14), (54, -120, 12)):
            c.disc(x, y, size, KELP)


def _waves(c: Canvas) -> None:
    for reach in (100, 150, 200):
        for side in (-1, 1):
            c.curve(
                (side * reach * 0.72, -reach * 0.75 - 10),
                (side * reach * 1.24, -10),
                (side * reach * 0.72, reach * 0.75 - 10),
                "#f39c5a",
                width=15,
            )
    with c.at(0, 176, zoom=1.35):
        things.microphone(c, PLUM)


def _bridge(c: Canvas) -> None:
    c.rect(-240, 90, 480, 150, SEA)
    for side in (-1, 1):
        c.poly([(side * 240, 10), (side * 130, 10), (side * 160, 240), (side * 240, 240)], KELP)
    c.curve((-150, 20), (0, -100), (150, 20), INK, width=22)
    for x in (-100, -50, 0, 50, 100):
        y = 20 - 60 * (1 - (x / 150) ** 2)
        c.stroke([(x, y), (x, y - 66)], INK, width=9)
    c.curve((-150, -46), (0, -168), (150, -46), INK, width=13)
    c.curve((-110, 160), (-60, 130), (-10, 160), SKY, width=9)
    c.curve((10, 190), (60, 160), (110, 190), SKY, width=9)


def _tools(c: Canvas) -> None:
    c.rect(-190, 120, 380, 34, OAK, radius=8)
    for x in (-150, 120):
        c.rect(x, 154, 30, 70, OAK)
    with c.at(0, -20, turn=45):
        c.rect(-17, -80, 34, 230, "#e2b57f", radius=12)
        c.rect(-80, -136, 160, 66, INK, radius=12)
    with c.at(0, -20, turn=-45):
        c.rect(-16, -70, 32, 220, STONE, radius=12)
        c.disc(0, -104, 54, STONE)
        c.rect(-20, -170, 40, 74, "#23664a")


def _cauldron(c: Canvas) -> None:
    for x, y in ((-80, 0), (0, -24), (80, 0)):
        c.stroke(
            [
                *bend((x, -70 + y), (x - 44, -100 + y), (x, -130 + y)),
                *bend((x, -130 + y), (x + 44, -160 + y), (x, -190 + y)),
            ],
            CLAY,
            width=15,
        )
    c.rect(-150, -30, 300, 220, BUOY, radius=70)
    c.rect(-150, -30, 300, 90, BUOY)
    c.rect(-176, -44, 352, 40, INK, radius=18)
    for side in (-1, 1):
        c.stroke([(side * 150, 40), (side * 196, 40), (side * 196, 90), (side * 148, 90)], INK, width=18)


def _reel(c: Canvas) -> None:
    c.disc(-56, -20, 138, INK)
    for turn in range(0, 360, 72):
        with c.at(-56, -20, turn=turn):
            c.disc(0, -82, 32, "#f1ead9")
    c.disc(-56, -20, 20, "#f1ead9")
    c.stroke([(-56, 112), (60, 122), (200, 118)], INK, width=22)
    c.poly([*bend((130, -110), (40, 40), (130, 66)), *bend((130, 66), (220, 40), (130, -110))], CLAY)
    c.curve((106, 14), (106, 40), (130, 44), WHITE, width=8)


def _knot(c: Canvas) -> None:
    for colour, width in ((INK, 52), (SUN, 38)):
        c.stroke([(20, -210), (20, -70)], colour, width=width)
        c.stroke(
            [
                *bend((20, -70), (20, 0), (-60, -10)),
                *bend((-60, -10), (-190, 70), (-80, 160)),
                *bend((-80, 160), (60, 230), (120, 90)),
                *bend((120, 90), (150, -20), (60, -40)),
            ],
            colour,
            width=width,
        )
    for colour, width in ((INK, 52), (SUN, 38)):
        c.stroke(
            [
                *bend((60, -40), (-70, -70), (-40, -120)),
                *bend((-40, -120), (20, -170), (70, -110)),
                *bend((70, -110), (70, -20), (-20, 60)),
            ],
            colour,
            width=width,
        )


LOGOS = {
    "les-pieds-sur-la-carte": (_footprint, "#8fc1b5"),
    "radio-ressac": (_waves, "#f3e6f5"),
    "la-passerelle": (_bridge, "#f6e9c8"),
    "l-etabli-partage": (_tools, "#23664a"),
    "la-marmite-commune": (_cauldron, "#f8dfa6"),
    "encres-et-bobines": (_reel, "#f1ead9"),
    "le-noeud-de-chaise": (_knot, SEA),
}

for slug, (paint, background) in LOGOS.items():
    SCENES[f"logos/{slug}.png"] = lambda paint=paint, background=background: _logo(paint, background)
