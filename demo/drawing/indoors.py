"""Pictures of the guides that gather round a table."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

from demo.drawing import things
from demo.drawing.canvas import (
    BUOY,
    CLAY,
    INK,
    KELP,
    LINE,
    MINT,
    OAK,
    PAPER,
    PLUM,
    SEA,
    SKINS,
    SKY,
    SOFT,
    STONE,
    SUN,
    TINT,
    WHITE,
    WOOD,
    Canvas,
    bend,
)
from demo.drawing.register import draws


@draws("fabriquer-une-emission-de-radio", "table-de-mixage")
def mixing_desk() -> Canvas:
    c = Canvas("#7a3b8f")
    c.rect(92, 92, 720, 640, "#532663", radius=34)
    c.rect(80, 76, 720, 640, "#183a6b", radius=34)
    colours = (SUN, "#f39c5a", MINT, CLAY, SKY, PAPER)
    for index, colour in enumerate(colours):
        x = 150 + index * 104
        for row in range(3):
            c.disc(x, 140 + row * 78, 25, "#0c1f3d")
            with c.at(x, 140 + row * 78, turn=-120 + (index * 57 + row * 83) % 240):
                c.stroke([(0, -4), (0, -20)], colour, width=6)
        c.rect(x - 5, 388, 10, 280, "#0c1f3d", radius=5)
        for tick in range(6):
            c.stroke([(x - 30, 400 + tick * 50), (x - 18, 400 + tick * 50)], SOFT, width=3)
        c.rect(x - 26, 430 + (index * 71) % 190, 52, 34, colour, radius=7)
        c.stroke([(x - 20, 447 + (index * 71) % 190), (x + 20, 447 + (index * 71) % 190)], INK, width=4)
    _headphones(c, 1004, 330)
    c.curve((1000, 500), (1010, 700), (1220, 660), INK, width=9)
    return c


def _headphones(c: Canvas, x: float, y: float) -> None:
    with c.at(x, y, turn=14):
        c.stroke(bend((-120, 60), (-130, -190), (0, -190)) + bend((0, -190), (130, -190), (120, 60)), INK, width=30)
        for side in (-1, 1):
            c.oval(side * 112, 110, 52, 84, INK)
            c.oval(side * 90, 110, 34, 66, "#f39c5a")


@draws("le-jeu-des-etiquettes", "mains-et-cartes")
def hands_and_cards() -> Canvas:
    c = Canvas("#3d405b")
    c.oval(600, 400, 640, 420, "#464a69")
    for x, y, turn, colour, word in (
        (470, 330, -14, "#f2cc8f", "BY"),
        (640, 300, 6, "#e07a5f", "NC"),
        (800, 380, 20, "#8fc1b5", "SA"),
        (560, 510, -4, "#fdf8ee", "?"),
    ):
        with c.at(x, y, turn=turn):
            _card(c, colour, word)
    for x, y, colour in (
        (300, 440, SUN),
        (340, 476, BUOY),
        (290, 500, MINT),
        (760, 600, SUN),
        (800, 572, BUOY),
        (930, 250, MINT),
        (400, 214, BUOY),
    ):
        c.disc(x + 4, y + 6, 25, "#2d2f45")
        c.disc(x, y, 25, colour)
        c.disc(x, y, 13, None, line=PAPER, width=3)
    for x, y, turn, skin, sleeve in (
        (440, 622, 38, 0, "#e07a5f"),
        (1050, 600, -62, 1, "#81b29a"),
        (690, 160, 186, 3, "#f2cc8f"),
    ):
        with c.at(x, y, turn=turn):
            things.hand(c, SKINS[skin], sleeve)
    with c.at(880, 520, turn=-62, zoom=0.9):
        _card(c, "#f2cc8f", "ND")
    return c


def _card(c: Canvas, colour: str, word: str) -> None:
    c.rect(-68, -92, 148, 196, "#2d2f45", radius=14)
    c.rect(-74, -100, 148, 196, colour, radius=14)
    c.rect(-60, -86, 120, 168, None, radius=8, line=INK, width=4)
    c.title(0, -4, word, 62)


@draws("ecrire-a-plusieurs-mains", "page-et-mains")
def one_page_many_hands() -> Canvas:
    c = Canvas("#e9e2d2")
    with c.at(600, 390):
        things.sheet(c, 640, 640)
    colours = (SEA, BUOY, KELP, PLUM)
    for row in range(14):
        y, ends = 130 + row * 40, (850, 830, 858, 640)[row % 4]
        cut = 420 + (row * 97) % 260
        c.stroke([(340, y), (min(cut, ends) - 20, y)], colours[row % 4], width=11)
        if ends > cut:
            c.stroke([(cut + 20, y), (ends, y)], colours[(row + 1) % 4], width=11)
    for x, y, turn, colour, skin in (
        (400, 330, -52, SEA, 1),
        (800, 250, 50, BUOY, 0),
        (780, 560, 118, KELP, 3),
        (420, 600, -124, PLUM, 2),
    ):
        with c.at(x, y, turn=turn):
            things.pencil(c, colour)
            with c.at(0, -118, turn=180):
                things.fist(c, SKINS[skin], colour)
    return c


@draws("d-ou-vient-cette-image", "telephone-et-loupe")
def phone_and_glass() -> Canvas:
    c = Canvas("#8fc1b5")
    with c.at(500, 400, turn=-8, zoom=1.12):
        things.phone(c)
        c.rect(-140, -270, 280, 60, TINT)
        c.text(0, -240, "Vu hier, incroyable !", 24, weight=600)
        c.rect(-140, -210, 280, 330, "#4a6378")
        _lighthouse(c)
        for y, reach in ((160, 100), (190, 60), (220, 84)):
            c.stroke([(-110, y), (reach, y)], STONE, width=9)
    with c.at(690, 470, turn=-38):
        c.rect(-20, 168, 40, 250, CLAY, radius=18)
        c.rect(-14, 140, 28, 44, INK)
        c.disc(0, 0, 158, INK)
        c.disc(0, 0, 138, "#d7e8ee")
    c.poly([(566, 520), (640, 500), (720, 526), (818, 506), (800, 560), (740, 596), (650, 598), (588, 560)], "#35516a")
    c.rect(656, 372, 56, 140, WHITE)
    c.rect(656, 416, 56, 36, BUOY)
    c.title(684, 560, "1987 ?", 44, PAPER)
    return c


def _lighthouse(c: Canvas) -> None:
    c.poly([(-140, 40), (-60, 10), (20, 48), (90, 12), (140, 40), (140, 120), (-140, 120)], "#2d4356")
    c.poly([(-20, 60), (-12, -120), (22, -120), (30, 60)], WHITE)
    c.rect(-17, -70, 43, 40, BUOY)
    c.rect(-16, -152, 42, 34, INK)
    c.poly([(-16, -136), (-140, -180), (-140, -100)], "#f6e3a5")
    for x, y in ((-90, 60), (50, 70), (-30, 96)):
        c.curve((x, y), (x + 30, y - 30), (x + 70, y), WHITE, width=7)


@draws("cuisiner-et-transmettre-une-recette", "table-de-cuisine")
def kitchen_table() -> Canvas:
    c = Canvas("#c8553d")
    with c.at(600, 400):
        things.table(c, 1120, 720, colour="#e4bb85")
    _pot(c, 340, 320)
    c.rect(600, 150, 400, 250, OAK, radius=22)
    c.disc(964, 184, 12, "#e4bb85")
    for x, y in ((660, 220), (716, 238), (672, 284), (734, 300)):
        c.disc(x, y, 30, "#e8833a")
        c.disc(x, y, 12, "#f3ad6d")
    for x, y in ((820, 220), (856, 250), (812, 274), (850, 304)):
        c.rect(x, y, 26, 22, KELP, radius=5)
    with c.at(900, 300, turn=18):
        c.poly([(-8, -120), (18, -96), (18, 40), (-8, 40)], STONE)
        c.rect(-10, 40, 30, 90, INK, radius=10)
    _scales(c, 800, 580)
    with c.at(420, 620, turn=-8):
        c.rect(-190, -100, 190, 200, WHITE, radius=8)
        c.rect(0, -100, 190, 200, PAPER, radius=8)
        c.stroke([(0, -100), (0, 100)], LINE, width=5)
        for row in range(5):
            c.stroke([(-164, -62 + row * 32), (-40 - (row * 23) % 50, -62 + row * 32)], SOFT, width=6)
        c.stroke([(26, -62), (130, -62)], BUOY, width=6)
        with c.at(90, 40, turn=140):
            things.pencil(c, SEA)
    for x, y, turn in ((1030, 520, 20), (1070, 560, 70), (1030, 610, 120)):
        with c.at(x, y, turn=turn):
            things.leaf(c, KELP, length=84, width=18)
    return c


def _pot(c: Canvas, x: float, y: float) -> None:
    for side in (-1, 1):
        c.rect(x + side * 186 - 34, y - 40, 68, 80, "#7d1f14", radius=22)
    c.disc(x, y, 180, BUOY)
    c.disc(x, y, 152, "#e7a64a")
    for dx, dy, colour in (
        (-70, -50, "#e8833a"),
        (40, -80, KELP),
        (80, 30, "#e8833a"),
        (-30, 70, KELP),
        (-90, 40, PAPER),
        (20, 10, PAPER),
    ):
        c.disc(x + dx, y + dy, 22, colour)
    c.stroke([(x - 20, y + 20), (x + 150, y - 190)], OAK, width=22)
    c.oval(x - 24, y + 26, 40, 34, OAK)


def _scales(c: Canvas, x: float, y: float) -> None:
    c.rect(x - 110, y - 90, 220, 210, WHITE, radius=24)
    c.disc(x, y - 14, 80, STONE)
    c.disc(x, y - 14, 66, TINT)
    for dx, dy in ((-24, -20), (12, -34), (22, 8), (-12, 18)):
        c.oval(x + dx, y - 14 + dy, 22, 17, "#a8b86a")
    c.rect(x - 50, y + 76, 100, 34, INK, radius=6)
    c.text(x, y + 92, "240 g", 26, "#9fe0b8", weight=600)


@draws("ouvrir-un-cafe-reparation", "etabli")
def workbench() -> Canvas:
    c = Canvas(WOOD)
    for y in range(0, 800, 160):
        c.stroke([(0, y), (1200, y)], OAK, width=4)
        c.curve((120, y + 70), (420, y + 110), (700, y + 66), "#cf9d66", width=5)
    with c.at(560, 330, turn=-5):
        _toaster(c)
    with c.at(980, 260, turn=38):
        c.rect(-24, -40, 48, 190, BUOY, radius=18)
        c.stroke([(0, -40), (0, -200)], STONE, width=14)
    with c.at(190, 560, turn=-30):
        _pliers(c)
    _multimeter(c)
    c.rect(440, 610, 250, 130, "#23664a", radius=20)
    c.rect(458, 626, 214, 98, "#2f7d5c", radius=14)
    for index in range(9):
        x, y = 490 + (index % 5) * 38, 654 + (index // 5) * 42
        c.disc(x, y, 13, STONE)
        c.stroke([(x - 7, y - 5), (x + 7, y + 5)], SOFT, width=4)
    return c


def _toaster(c: Canvas) -> None:
    c.rect(-230, -160, 460, 330, SOFT, radius=46)
    c.rect(-240, -172, 460, 330, "#cfd6da", radius=46)
    for y in (-96, 24):
        c.rect(-170, y, 320, 66, INK, radius=14)
        for x in range(-140, 150, 44):
            c.stroke([(x, y + 12), (x + 18, y + 52)], "#f39c5a", width=6)
    c.rect(226, -60, 40, 90, INK, radius=10)
    for start, end, colour in (
        ((220, 120), (330, 210), BUOY),
        ((200, 140), (280, 250), SEA),
        ((170, 150), (220, 260), SUN),
    ):
        c.curve(start, (start[0] + 20, end[1]), end, colour, width=9)


def _pliers(c: Canvas) -> None:
    for side in (-1, 1):
        c.curve((side * 6, 10), (side * 60, 90), (side * 34, 200), SEA, width=30)
        c.poly([(side * 2, 20), (side * 26, -20), (side * 6, -96)], SOFT)
    c.disc(0, 6, 20, INK)


def _multimeter(c: Canvas) -> None:
    with c.at(950, 600, turn=6):
        c.rect(-96, -140, 192, 290, SUN, radius=22)
        c.rect(-70, -114, 140, 76, "#d8e6c8", radius=8)
        c.title(0, -76, "12.4", 46)
        c.disc(0, 40, 50, INK)
        c.stroke([(0, 40), (26, 6)], WHITE, width=8)
    c.curve((930, 750), (820, 790), (760, 560), BUOY, width=8)
    c.curve((970, 750), (1120, 790), (1130, 560), INK, width=8)


@draws("le-filet-des-savoirs", "filet-au-mur")
def net_on_the_wall() -> Canvas:
    c = Canvas("#f1ead9")
    c.rect(70, 60, 1060, 680, OAK, radius=12)
    c.rect(90, 80, 1020, 640, "#e2c49a", radius=6)
    spots = [
        (190 + (index % 6) * 164 + (index * 37) % 40 - 20, 170 + (index // 6) * 150 + (index * 53) % 50 - 25)
        for index in range(24)
    ]
    threads = (
        (0, 8),
        (1, 7),
        (2, 9),
        (3, 10),
        (4, 16),
        (5, 11),
        (6, 14),
        (8, 15),
        (9, 17),
        (10, 20),
        (12, 19),
        (13, 7),
        (14, 22),
        (16, 23),
        (18, 13),
        (11, 22),
        (20, 15),
        (0, 13),
        (21, 16),
        (3, 8),
    )
    for index, (near, far) in enumerate(threads):
        c.stroke([spots[near], spots[far]], (BUOY, SEA, WHITE)[index % 3], width=5)
    for index, (x, y) in enumerate(spots):
        with c.at(x, y, turn=(index * 31) % 16 - 8):
            c.rect(-54, -36, 108, 72, "#a9d3a4" if index % 3 else "#f6d66f", radius=6)
            for row in range(3):
                c.stroke([(-38, -12 + row * 17), (36 - (row * 29 + index * 13) % 40, -12 + row * 17)], INK, width=4)
            c.disc(0, -32, 9, BUOY)
    return c


def _zines() -> Canvas:
    c = Canvas("#f3ead4")
    c.rect(0, 610, 1200, 190, MINT)
    for index, (colour, turn) in enumerate(((SEA, -27), (SUN, -13.5), (BUOY, 0), (KELP, 13.5), (PLUM, 27))):
        with c.at(600, 1240, turn=turn), c.at(0, -840, zoom=1.45):
            _zine(c, colour, index)
    with c.at(820, 715, turn=72, zoom=1.0):
        things.scissors(c)
    with c.at(500, 720, turn=-76):
        things.pencil(c, INK)
    return c


def _zine(c: Canvas, colour: str, motif: int) -> None:
    c.poly([(92, -150), (112, -136), (112, 160), (92, 150)], WHITE)
    c.rect(-92, -150, 184, 300, colour, radius=4)
    c.rect(-66, -118, 132, 20, WHITE, radius=4)
    c.rect(-66, -88, 84, 12, WHITE, radius=4)
    if motif == 0:
        with c.at(0, 90, zoom=0.62):
            things.boat(c, BUOY, SUN)
    elif motif == 1:
        with c.at(0, 40, zoom=1.5):
            things.flower(c, WHITE, BUOY)
    elif motif == 2:
        c.disc(0, 44, 54, SUN)
        for x in (-20, 20):
            c.disc(x, 34, 6, INK)
        c.curve((-24, 58), (0, 84), (24, 58), INK, width=6)
    elif motif == 3:
        with c.at(0, 110, zoom=1.5):
            things.leaf(c, SUN, length=110)
    else:
        for ring in (60, 40, 20):
            c.disc(0, 44, ring, (SUN, PLUM)[ring == 40])


draws("un-fanzine-de-huit-pages", "fanzines")(_zines)
draws("an-eight-page-zine", "zines")(_zines)


@draws("proteger-son-telephone", "telephone-verrouille")
def locked_phone() -> Canvas:
    c = Canvas("#0f5c8c")
    c.disc(600, 400, 370, "#1a6c9e")
    with c.at(600, 400, zoom=1.2):
        things.phone(c)
        c.rect(-140, -270, 280, 540, "#dcebf3", radius=10)
        c.stroke([(-30, -190), (-30, -214), (-20, -236), (0, -242), (20, -236), (30, -214), (30, -190)], INK, width=13)
        c.rect(-48, -196, 96, 76, SUN, radius=12)
        c.disc(0, -164, 11, INK)
        c.rect(-5, -162, 10, 28, INK, radius=4)
        for index in range(6):
            c.disc(-75 + index * 30, -86, 10, INK if index < 4 else None, line=INK, width=4)
        for index, word in enumerate("123456789 0"):
            if word != " ":
                x, y = -84 + (index % 3) * 84, -24 + (index // 3) * 74
                c.disc(x, y, 31, WHITE)
                c.title(x, y - 1, word, 32)
    return c


@draws("traduire-ensemble-une-fiche", "deux-colonnes")
def two_columns() -> Canvas:
    c = Canvas("#23664a")
    for x, colour, rows in ((360, SEA, 12), (840, "#e8833a", 7)):
        with c.at(x, 390):
            things.sheet(c, 400, 640)
        c.rect(x - 160, 110, 190, 26, colour, radius=6)
        for row in range(rows):
            c.stroke([(x - 156, 184 + row * 42), (x + 150 - (row * 67) % 120, 184 + row * 42)], colour, width=11)
    for y in (226, 310, 394):
        c.arrow((548, y), (656, y), SUN, width=9, head=28)
    for x, y, turn, colour in ((800, 480, 28, "#e8833a"), (330, 720, -70, SEA), (980, 620, 70, SUN)):
        with c.at(x, y, turn=turn):
            things.pencil(c, colour)
    return c
