"""Pictures of the guides that go out: the street, the fair, the pavement."""

from __future__ import annotations

from demo.drawing import things
from demo.drawing.canvas import (
    BUOY,
    CLAY,
    INK,
    KELP,
    LINE,
    MINT,
    PAPER,
    SEA,
    SKINS,
    SKY,
    SOFT,
    STONE,
    SUN,
    WHITE,
    Canvas,
    bend,
)
from demo.drawing.register import draws

MAP, FAIR, GRASS = "cartographier-sa-rue-a-pied", "photographier-une-fete", "les-herbes-du-trottoir"


@draws(MAP, "plan-sur-la-table")
def map_on_the_table() -> Canvas:
    c = Canvas("#2b6e4f")
    with c.at(600, 400):
        things.table(c, 1120, 720)
        _street_map(c)
    for x, y, turn, skin, sleeve in (
        (250, 640, 38, 0, "#0f5c8c"),
        (965, 655, -40, 1, "#b8341d"),
        (255, 150, 140, 2, "#f0c64a"),
        (960, 150, 222, 3, "#7a3b8f"),
    ):
        with c.at(x, y, turn=turn, zoom=0.85):
            things.hand(c, SKINS[skin], sleeve)
    for x, y, turn, colour in ((470, 505, 20, SUN), (770, 300, 205, BUOY)):
        with c.at(x, y, turn=turn, zoom=0.75):
            things.pencil(c, colour)
    return c


def _street_map(c: Canvas) -> None:
    c.rect(-320, -230, 640, 460, PAPER, radius=6)
    c.poly([(-320, 90), (-120, 120), (40, 200), (60, 230), (-320, 230)], SKY)
    c.rect(-290, -200, 150, 110, MINT, radius=16)
    c.disc(230, 130, 66, MINT)
    for points in (
        [(-320, -50), (-60, -20), (320, -70)], [(-80, -230), (-60, -20), (10, 180)],
        [(140, -230), (120, -45), (170, 230)], [(-320, 60), (-40, 70), (320, 60)],
    ):  # fmt: skip
        c.stroke(points, WHITE, width=30)
        c.stroke(points, "#e9d9b4", width=20)
    for x, y, w, h in (
        (-20, -200, 110, 70),
        (-10, -110, 90, 60),
        (190, -190, 90, 80),
        (-250, -10, 120, 44),
        (10, 100, 90, 50),
    ):
        c.rect(x, y, w, h, "#cdbfa6", radius=4)
    for x, y, colour in ((-180, -62, BUOY), (60, -50, SUN), (150, 60, SEA), (-52, 66, BUOY), (240, -80, KELP)):
        c.stroke([(x, y), (x, y - 34)], INK, width=4)
        c.disc(x, y - 42, 15, colour)


@draws(MAP, "signes-du-releve")
def signs() -> Canvas:
    c = Canvas()
    c.title(600, 62, "Les signes du relevé", 48)
    names = ("banc", "marche", "point d'eau", "commerce", "passage étroit", "un doute")
    for index, (name, sign) in enumerate(zip(names, (_bench, _step, _tap, _shop, _narrow, _doubt), strict=True)):
        with c.at(220 + 380 * (index % 3), 260 + 340 * (index // 3)):
            c.rect(-165, -135, 330, 290, WHITE, radius=20, line=INK, width=5)
            sign(c)
            c.text(0, 118, name, 36, weight=600)
    return c


def _bench(c: Canvas) -> None:
    for y in (-66, -34):
        c.rect(-90, y, 180, 20, KELP, radius=8)
    c.rect(-100, 6, 200, 24, KELP, radius=8)
    for x in (-76, 76):
        c.stroke([(x, 30), (x, 74)], INK, width=11)


def _step(c: Canvas) -> None:
    c.poly(
        [(-100, 70), (-100, 30), (-34, 30), (-34, -14), (34, -14), (34, -58), (100, -58), (100, 70)],
        SUN,
        line=INK,
        width=7,
    )


def _tap(c: Canvas) -> None:
    c.poly([*bend((0, -88), (-96, 30), (0, 74)), *bend((0, 74), (96, 30), (0, -88))], SEA)
    c.curve((-24, 14), (-28, 44), (2, 50), WHITE, width=8)


def _shop(c: Canvas) -> None:
    c.rect(-88, -30, 176, 104, PAPER, line=INK, width=6)
    for index in range(4):
        c.poly(
            [(-98 + index * 49, -80), (-49 + index * 49, -80), (-49 + index * 49, -24), (-98 + index * 49, -24)],
            (BUOY, WHITE)[index % 2],
            line=INK,
            width=4,
        )
    c.rect(-64, 4, 66, 44, SKY, line=INK, width=4)
    c.rect(26, 0, 42, 74, INK)


def _narrow(c: Canvas) -> None:
    for side in (-1, 1):
        c.rect(side * 70 - 30, -80, 60, 156, STONE, radius=4)
        c.arrow((side * 6, 0), (side * 36, 0), BUOY, width=8, head=18)
    c.dashes((0, -84), (0, 84), SOFT, width=5)


def _doubt(c: Canvas) -> None:
    c.disc(0, -6, 78, None, line=BUOY, width=9)
    c.title(0, -10, "?", 110, BUOY)


@draws(FAIR, "fete-du-port")
def harbour_fair() -> Canvas:
    c = Canvas("#2b4468")
    for y, colour in ((0, "#22375a"), (170, "#33507a"), (300, "#c8715a"), (350, "#e79a62")):
        c.rect(0, y, 1200, 420, colour)
    c.disc(880, 392, 84, "#f7d08a")
    for x, w, h in ((0, 130, 120), (120, 90, 160), (200, 130, 110), (320, 80, 150), (940, 120, 100), (1050, 160, 140)):
        c.rect(x, 420 - h, w, h + 6, "#1b2c4a")
        for k in range(int(w // 42)):
            c.rect(x + 16 + 40 * k, 420 - h + 26, 16, 22, "#f6c667")
    c.rect(0, 420, 1200, 200, "#1d4a70")
    for index in range(16):
        x, y = (index * 173) % 1150, 448 + (index * 47) % 150
        c.stroke([(x, y), (x + 70, y)], "#3f7598" if index % 3 else "#f0b277", width=5)
    for x, y, zoom, hull, sail in (
        (190, 540, 0.8, BUOY, None),
        (560, 500, 0.9, "#f6f0e2", "#e8c27a"),
        (1020, 545, 0.8, SUN, None),
    ):
        with c.at(x, y, zoom=zoom):
            things.boat(c, hull, sail)
    _garland(c)
    c.rect(0, 620, 1200, 180, "#14233c")
    crowd = (
        (110, 1.05, CLAY, INK),
        (260, 0.92, MINT, "#4b2d1d"),
        (450, 1.1, "#e0a95f", INK),
        (620, 0.8, "#8e5f8f", "#d8b25c"),
        (800, 1, "#4f7f9c", INK),
        (1010, 1.08, "#c8553d", "#777777"),
    )
    for index, (x, zoom, colour, hair) in enumerate(crowd):
        with c.at(x, 800, zoom=zoom):
            things.person_from_behind(c, colour, hair, skin=SKINS[(2, 3, 0, 1, 3, 1)[index]])
    return c


def _garland(c: Canvas) -> None:
    colours = (SUN, CLAY, MINT, "#f2e6c9")
    for start, control, end in (((-20, 60), (300, 240), (620, 90)), ((600, 95), (900, 260), (1230, 50))):
        c.curve(start, control, end, INK, width=4)
        for index, (x, y) in enumerate(bend(start, control, end)[2::4]):
            with c.at(x, y, zoom=1.05):
                things.lantern(c, colours[index % 4])


@draws(FAIR, "trois-cadrages")
def three_distances() -> Canvas:
    c = Canvas()
    c.title(600, 70, "Trois distances pour un même moment", 46)
    for x, words, inside in ((985, "tout près", _near), (600, "à mi-distance", _middle), (215, "de loin", _far)):
        with c.at(x, 400):
            c.rect(-180, -230, 360, 460, "#264653")
            inside(c)
            _frame(c)
            c.text(0, 290, words, 38, weight=600)
    c.rect(1165, 0, 40, 800, PAPER)
    return c


def _frame(c: Canvas) -> None:
    """Hides what spills out, then draws the corners of a viewfinder."""
    for x, y, w, h in ((-420, -270, 240, 670), (180, -262, 24, 524), (-204, -262, 408, 32), (-420, 230, 610, 170)):
        c.rect(x, y, w, h, PAPER)
    for sx in (-1, 1):
        for sy in (-1, 1):
            c.stroke([(sx * 160, sy * 170), (sx * 160, sy * 210), (sx * 120, sy * 210)], WHITE, width=6)


def _far(c: Canvas) -> None:
    c.rect(-180, -230, 360, 250, "#e0a26f")
    for x, h in ((-170, 120), (-80, 170), (30, 130), (110, 160)):
        c.rect(x, 20 - h, 80, h, "#3d5468")
    for index in range(9):
        with c.at(-140 + (index % 5) * 70 + (index // 5) * 30, 90 + (index // 5) * 80, zoom=0.26):
            things.person_from_behind(c, (CLAY, MINT, SUN)[index % 3], INK)


def _middle(c: Canvas) -> None:
    c.rect(-180, -230, 360, 330, "#8fc1b5")
    for x, colour, hair, turn in ((-72, CLAY, INK, 6), (76, SUN, "#6a3b22", -6)):
        with c.at(x, 230, zoom=1.15, turn=turn):
            things.person_from_behind(c, colour, hair)
    c.stroke([(-40, 60), (0, 100), (40, 60)], SKINS[3], width=24)


def _near(c: Canvas) -> None:
    c.rect(-180, -230, 360, 460, CLAY)
    with c.at(-18, 20, turn=55, zoom=1.25):
        things.hand(c, SKINS[2], SUN)
    with c.at(22, 36, turn=-55, zoom=1.2):
        things.fist(c, SKINS[1], "#264653")


@draws(GRASS, "fleurs-et-paves")
def flowers_and_stones() -> Canvas:
    c = Canvas("#6d6a58")
    greys = ("#aeb2b3", "#9fa5a8", "#bcbdb8", "#a8a69d")
    for row in range(5):
        for column in range(-1, 7):
            x, y = column * 210 + (row % 2) * 105, row * 168 - 12
            c.rect(x + 9, y + 9, 192, 150, greys[(row * 3 + column * 5) % 4], radius=20)
            c.stroke([(x + 40, y + 40), (x + 92, y + 34)], "#c9cbc8", width=5)
    for x, y, zoom in (
        (212, 160, 1.1),
        (530, 326, 1.3),
        (736, 160, 0.9),
        (1060, 480, 1.2),
        (315, 660, 1.2),
        (840, 655, 1),
        (108, 490, 0.9),
    ):
        with c.at(x, y, zoom=zoom):
            _tuft(c)
    for x, y, zoom in ((560, 270, 1.5), (498, 300, 1.1), (1080, 420, 1.3)):
        with c.at(x, y, zoom=zoom):
            things.flower(c, SUN, "#c8861b", count=12)
    for x, y in ((300, 590), (346, 612), (268, 620), (850, 606), (816, 622)):
        with c.at(x, y, zoom=0.8):
            things.flower(c, WHITE, SUN, count=6)
    with c.at(735, 330, zoom=1.5):
        _star_leaf(c)
    return c


def _tuft(c: Canvas) -> None:
    for index, turn in enumerate((-70, -46, -24, -6, 14, 36, 62)):
        with c.at(0, 0, turn=turn):
            things.leaf(c, ("#3f7d4e", "#5b9a57", "#2f6a45")[index % 3], length=66 + (index * 17) % 30, width=9)


def _star_leaf(c: Canvas) -> None:
    for index in range(9):
        with c.at(0, 0, turn=index * 40):
            things.leaf(c, ("#2f6a45", "#447f4d", "#5b9a57")[index % 3], length=78, width=15)
    c.disc(0, 0, 10, "#c7d58b")


@draws(GRASS, "formes-de-feuilles")
def leaf_shapes() -> Canvas:
    c = Canvas()
    c.title(600, 62, "Six formes à reconnaître", 48)
    names = ("ronde", "en lance", "en cœur", "dentée", "découpée", "en plume")
    shapes = (_round, _lance, _heart, _toothed, _lobed, _feather)
    for index, (name, shape) in enumerate(zip(names, shapes, strict=True)):
        with c.at(220 + 380 * (index % 3), 262 + 340 * (index // 3)):
            c.rect(-165, -135, 330, 290, WHITE, radius=20, line=LINE, width=4)
            with c.at(0, 66):
                c.stroke([(0, 0), (0, 26)], "#2f6a45", width=7)
                shape(c)
            c.text(0, 124, name, 34, weight=600)
    return c


def _vein(c: Canvas, top: float) -> None:
    c.stroke([(0, 0), (0, top)], "#cfe3c3", width=4)


def _round(c: Canvas) -> None:
    c.disc(0, -82, 84, "#5b9a57")
    for x, y in ((0, -150), (-54, -122), (54, -122)):
        c.stroke([(0, 0), (x, y)], "#cfe3c3", width=4)


def _lance(c: Canvas) -> None:
    c.poly([*bend((0, 0), (-66, -70), (0, -178)), *bend((0, -178), (66, -70), (0, 0))], "#3f7d4e")
    _vein(c, -140)


def _heart(c: Canvas) -> None:
    c.poly(
        [
            *bend((0, -10), (-50, 34), (-86, -50)),
            *bend((-86, -50), (-84, -120), (0, -176)),
            *bend((0, -176), (84, -120), (86, -50)),
            *bend((86, -50), (50, 34), (0, -10)),
        ],
        "#2f6a45",
    )
    _vein(c, -130)


def _toothed(c: Canvas) -> None:
    edge = bend((0, 0), (-140, -90), (0, -176))
    spikes = [(x - (14 if index % 2 else 0), y) for index, (x, y) in enumerate(edge)]
    c.poly([*spikes, *[(-x, y) for x, y in reversed(spikes)]], "#5b9a57")
    _vein(c, -140)


def _lobed(c: Canvas) -> None:
    c.poly([*bend((0, 0), (-40, -90), (0, -176)), *bend((0, -176), (40, -90), (0, 0))], "#3f7d4e")
    for y, reach in ((-36, 84), (-80, 92), (-122, 62)):
        for side in (-1, 1):
            c.poly([(0, y + 22), (side * reach, y - 18), (side * reach * 0.8, y - 34), (0, y - 16)], "#3f7d4e")
    _vein(c, -150)


def _feather(c: Canvas) -> None:
    c.stroke([(0, 0), (0, -150)], "#2f6a45", width=6)
    for index in range(6):
        for turn in (-62, 62):
            with c.at(0, -10 - index * 26, turn=turn, zoom=1 - index * 0.08):
                things.leaf(c, "#447f4d", length=82, width=10)
    with c.at(0, -140):
        things.leaf(c, "#447f4d", length=44, width=9)
