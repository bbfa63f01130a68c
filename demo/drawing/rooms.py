"""Plans and diagrams seen from above: how the room, the studio or the hour is laid out."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

from demo.drawing import things
from demo.drawing.canvas import (
    BUOY,
    CLAY,
    INK,
    KELP,
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
)
from demo.drawing.register import draws

RADIO, REPAIR, MEMORY = "fabriquer-une-emission-de-radio", "ouvrir-un-cafe-reparation", "recueillir-une-memoire"
SHOW, WIKI, TRANSLATE = "monter-une-exposition-collective", "ecrire-a-plusieurs-mains", "traduire-ensemble-une-fiche"


@draws(RADIO, "plan-du-studio")
def studio() -> Canvas:
    c = Canvas()
    c.title(600, 62, "Le studio, vu de dessus", 46)
    c.rect(60, 120, 1080, 620, TINT, line=INK, width=8)
    with c.at(420, 430):
        c.disc(0, 0, 130, WOOD)
        for turn, colour in ((0, PLUM), (90, SEA), (180, CLAY), (270, KELP)):
            with c.at(0, 0, turn=turn):
                with c.at(0, 205):
                    things.chair_from_above(c)
                    things.person_from_above(c, colour)
                c.stroke([(0, 84), (0, 112)], INK, width=7)
                c.disc(0, 120, 15, SUN, line=INK, width=4)
        c.text(0, 0, "le plateau", 28, weight=600)
    c.rect(770, 300, 210, 100, INK, radius=12)
    for index in range(6):
        c.stroke([(800 + index * 30, 322), (800 + index * 30, 378)], SOFT, width=4)
        c.rect(792 + index * 30, 330 + (index * 13) % 36, 16, 14, (SUN, BUOY, MINT)[index % 3], radius=3)
    for x in (822, 928):
        with c.at(x, 232, turn=180):
            things.chair_from_above(c)
            things.person_from_above(c, "#183a6b")
    c.text(1056, 236, "la régie", 30, weight=600)
    c.dashes((760, 350), (674, 400), SOFT, width=5)
    c.text(690, 330, "se voient", 26, SOFT)
    for index in range(5):
        for row in range(2):
            with c.at(800 + index * 68, 560 + row * 82, zoom=0.52):
                things.chair_from_above(c, STONE)
    c.text(935, 704, "le public, à l'écart", 30, weight=600)
    return c


@draws(RADIO, "heure-en-tranches")
def hour_in_slices() -> Canvas:
    c = Canvas()
    c.title(600, 90, "Une heure d'antenne, en tranches", 48)
    blocks = (
        (2, "générique", SUN),
        (6, "ouverture", SEA),
        (7, "reportage", KELP),
        (4, "musique", PLUM),
        (12, "invité", CLAY),
        (6, "chronique", SEA),
        (4, "musique", PLUM),
        (15, "plateau", "#183a6b"),
        (4, "fin", SUN),
    )
    start = 0
    for length, name, colour in blocks:
        x, w = 60 + start * 18, length * 18
        c.rect(x + 2, 320, w - 4, 190, colour, radius=8)
        with c.at(x + w / 2, 415, turn=-90 if length < 15 else 0):
            c.text(0, 0, name, 30, INK if colour == SUN else WHITE, weight=600)
        c.text(x + w / 2, 280, f"{length}", 30, weight=700)
        start += length
    c.text(60, 232, "minutes", 26, SOFT, anchor="lm")
    c.stroke([(60, 560), (1140, 560)], INK, width=5)
    for index in range(7):
        c.stroke([(60 + index * 180, 546), (60 + index * 180, 574)], INK, width=5)
        c.text(60 + index * 180, 610, ("0 h 00", "10", "20", "30", "40", "50", "1 h 00")[index], 28, SOFT)
    c.text(600, 700, "Après sept minutes de parole, on change de voix ou on met une musique.", 30)
    return c


@draws(REPAIR, "plan-de-salle")
def repair_room() -> Canvas:
    c = Canvas()
    c.rect(50, 50, 1100, 700, TINT, line=INK, width=10)
    c.rect(100, 738, 150, 24, PAPER)
    c.stroke([(100, 742), (170, 640)], INK, width=6)
    c.text(175, 782, "la porte", 26, SOFT)
    c.rect(850, 40, 220, 20, SKY, line=INK, width=4)
    c.text(960, 24, "la fenêtre", 26, SOFT)
    for x, y, w, h, colour, name in (
        (300, 640, 220, 70, SUN, "accueil"),
        (330, 110, 190, 90, WOOD, "réparation"),
        (590, 110, 190, 90, WOOD, "réparation"),
        (1010, 330, 90, 190, WOOD, ""),
        (1010, 560, 90, 160, WOOD, ""),
        (860, 110, 210, 100, MINT, "couture"),
        (90, 110, 150, 130, "#e8a598", "essai\nélectrique"),
    ):
        c.rect(x, y, w, h, colour, radius=10, line=INK, width=5)
        c.text(x + w / 2, y + h / 2, name, 28, weight=600)
    for y in (425, 640):
        with c.at(1055, y, turn=-90):
            c.text(0, 0, "réparation", 28, weight=600)
    for x, y, turn in (
        (380, 246, 0),
        (470, 246, 0),
        (640, 246, 0),
        (730, 246, 0),
        (965, 256, 0),
        (955, 390, 90),
        (955, 470, 90),
        (955, 640, 90),
        (165, 286, 0),
    ):
        with c.at(x, y, turn=turn, zoom=0.62):
            things.chair_from_above(c)
    c.dashes((70, 330), (270, 330), BUOY, width=6)
    c.dashes((270, 330), (270, 70), BUOY, width=6)
    c.text(172, 356, "pas de passage", 24, BUOY, weight=600)
    with c.at(560, 470):
        c.disc(0, 0, 88, "#f6dfae", line=INK, width=5)
        c.text(0, 0, "café", 32, weight=600)
        for index in range(6):
            with c.at(0, 0, turn=index * 60), c.at(0, 130, zoom=0.62):
                things.chair_from_above(c, MINT)
    c.arrow((180, 640), (286, 670), SEA, width=7)
    c.arrow((380, 632), (420, 560), SEA, width=7)
    c.arrow((716, 470), (910, 430), SEA, width=7)
    return c


@draws(MEMORY, "placer-le-micro")
def place_the_recorder() -> Canvas:
    c = Canvas()
    c.title(600, 62, "Où poser le micro", 46)
    c.rect(60, 120, 1080, 620, TINT, line=INK, width=8)
    c.rect(60, 240, 16, 280, SKY, line=INK, width=4)
    c.text(150, 380, "fenêtre", 28, SOFT)
    c.rect(990, 140, 130, 150, STONE, radius=8, line=INK, width=5)
    c.stroke([(1014, 270), (1014, 200)], INK, width=7)
    c.text(1054, 326, "réfrigérateur\ndébranché", 26, SOFT)
    for x, y, turn, colour, name, tx in (
        (440, 420, 60, PLUM, "qui raconte", 372),
        (800, 470, -50, SEA, "qui écoute", 880),
    ):
        with c.at(x, y, turn=turn):
            things.chair_from_above(c, OAK)
            things.person_from_above(c, colour, "#d9d9d9" if x < 500 else INK)
        c.text(tx, y + 118, name, 32, weight=600)
    c.disc(610, 380, 66, WOOD)
    c.rect(584, 356, 52, 44, INK, radius=8)
    c.disc(584, 378, 11, SUN)
    c.stroke([(466, 330), (466, 312), (582, 312), (582, 330)], BUOY, width=6)
    c.title(524, 278, "40 cm", 38, BUOY)
    for x, y, end in ((180, 300, (86, 300)), (940, 220, (980, 215))):
        c.arrow((x, y), end, SOFT, width=5, head=16)
    c.text(258, 262, "le bruit vient de là", 26, SOFT)
    with c.at(840, 660):
        things.sheet(c, 90, 60, lines=3)
    c.text(960, 660, "les notes", 28, SOFT)
    return c


@draws(MEMORY, "deux-fauteuils")
def two_armchairs() -> Canvas:
    c = Canvas("#efe0c6")
    c.rect(0, 620, 1200, 180, "#9c6b45")
    for x in range(0, 1200, 150):
        c.stroke([(x, 622), (x - 60, 800)], "#875935", width=3)
    c.rect(440, 110, 320, 330, SKY, line=WHITE, width=22)
    c.rect(452, 330, 296, 98, "#4f87a8")
    with c.at(640, 352, zoom=0.5):
        things.boat(c, BUOY, WHITE)
    c.stroke([(600, 110), (600, 440)], WHITE, width=12)
    c.stroke([(440, 280), (760, 280)], WHITE, width=8)
    for side in (-1, 1):
        c.poly([(600 + side * 190, 84), (600 + side * 290, 84), (600 + side * 270, 470), (600 + side * 215, 470)], CLAY)
    c.disc(985, 190, 62, WHITE, line="#7a5233", width=13)
    c.stroke([(985, 190), (985, 150)], INK, width=7)
    c.stroke([(985, 190), (1012, 204)], INK, width=7)
    for side, colour, dark in ((-1, PLUM, "#5d2b6e"), (1, "#2f6d79", "#204f58")):
        _armchair(c, 600 + side * 310, side, colour=colour, dark=dark)
    c.stroke([(600, 590), (600, 690)], INK, width=10)
    c.oval(600, 694, 70, 14, INK)
    c.oval(600, 586, 110, 22, "#7a5233")
    c.rect(570, 532, 60, 44, INK, radius=8)
    c.disc(570, 540, 9, STONE)
    c.disc(618, 546, 6, BUOY)
    c.rect(650, 552, 34, 26, WHITE, radius=4)
    return c


def _armchair(c: Canvas, x: float, side: int, *, colour: str, dark: str) -> None:
    with c.at(x, 640):
        c.rect(-110 + side * 40, -270, 220, 280, dark, radius=56)
        c.rect(-130, -90, 260, 120, colour, radius=34)
        c.rect(-40 + side * 100, -140, 80, 190, colour, radius=34)
        c.rect(-40 - side * 110, -110, 64, 150, dark, radius=30)
        for leg in (-90, 90):
            c.stroke([(leg, 36), (leg, 76)], INK, width=14)


@draws(SHOW, "bonne-hauteur")
def right_height() -> Canvas:
    c = Canvas("#f5efe2")
    c.title(600, 62, "Le milieu de chaque œuvre à 1,45 m", 46)
    c.rect(0, 690, 1200, 110, "#b98450")
    c.dashes((150, 342), (1170, 342), BUOY, width=5)
    for x, w, h, colour in ((330, 200, 260, CLAY), (590, 240, 150, MINT), (820, 130, 190, SUN)):
        c.rect(x - w / 2, 342 - h / 2, w, h, WHITE, line=INK, width=8)
        c.rect(x - w / 2 + 26, 342 - h / 2 + 26, w - 52, h - 52, colour)
        c.disc(x, 342, 9, BUOY)
    c.arrow((100, 520), (100, 350), INK)
    c.arrow((100, 520), (100, 686), INK)
    c.title(100, 318, "1,45 m", 34)
    _standing(c, 1090)
    _seated(c, 945)
    c.text(600, 746, "au moins 20 cm entre deux cadres, et quelque part un vide", 32, WHITE, weight=600)
    return c


def _standing(c: Canvas, x: float) -> None:
    c.disc(x, 320, 34, SKINS[0])
    c.rect(x - 46, 362, 92, 180, SEA, radius=36)
    for leg in (-22, 22):
        c.stroke([(x + leg, 520), (x + leg, 676)], INK, width=32)


def _seated(c: Canvas, x: float) -> None:
    c.disc(x, 430, 32, SKINS[3])
    c.rect(x - 40, 466, 80, 120, PLUM, radius=30)
    c.stroke([(x - 20, 576), (x - 70, 580), (x - 74, 660)], INK, width=28)
    c.disc(x + 10, 622, 64, None, line=INK, width=9)
    c.stroke([(x + 50, 480), (x + 50, 580), (x - 40, 604)], SOFT, width=9)


@draws(SHOW, "mur-d-exposition")
def exhibition_wall() -> Canvas:
    c = Canvas("#f7f1e6")
    c.rect(0, 610, 1200, 190, "#c49a6c")
    c.stroke([(-20, 110), (1220, 110)], INK, width=4)
    for x, y, w, h, art in (
        (150, 190, 170, 220, 0),
        (390, 170, 220, 160, 1),
        (640, 200, 150, 190, 2),
        (850, 160, 190, 250, 3),
        (1080, 200, 140, 150, 4),
    ):
        for dx in (-w / 3, w / 3):
            c.stroke([(x + dx, 110), (x + dx, y)], SOFT, width=3)
        c.rect(x - w / 2, y, w, h, WHITE, line=INK, width=9)
        with c.at(x, y + h / 2):
            _artwork(c, art, w=w - 48, h=h - 48)
        c.rect(x - 30, y + h + 26, 60, 24, WHITE, line=STONE, width=3)
    for x, zoom, colour, hair in ((470, 1.12, "#d1432c", "#4b2d1d"), (640, 1.2, "#12507a", "#d9d9d9")):
        with c.at(x, 800, zoom=zoom):
            things.person_from_behind(c, colour, hair)
    c.rect(900, 560, 120, 22, OAK, radius=6)
    c.stroke([(1010, 560), (1010, 430)], OAK, width=15)
    for x in (912, 1008):
        c.stroke([(x, 580), (x, 706)], OAK, width=14)
    return c


def _artwork(c: Canvas, kind: int, *, w: float, h: float) -> None:
    c.rect(-w / 2, -h / 2, w, h, (SKY, SUN, CLAY, "#12507a", MINT)[kind])
    if kind == 0:
        c.disc(20, -30, 26, SUN)
        c.poly([(-w / 2, h / 2), (-10, 0), (w / 2, h / 2)], KELP)
    elif kind == 1:
        with c.at(0, 34, zoom=0.45):
            things.boat(c, BUOY, WHITE)
    elif kind == 2:
        c.disc(0, 0, 36, PAPER)
    elif kind == 3:
        for index in range(4):
            c.stroke(
                [(-w / 2 + 20, -60 + index * 40), (w / 2 - 20, -40 + index * 40)], (SUN, WHITE)[index % 2], width=13
            )
    else:
        with c.at(0, 10):
            things.flower(c, WHITE, SUN, radius=40)


@draws(WIKI, "quatre-roles")
def four_roles() -> Canvas:
    c = Canvas()
    c.title(600, 405, "toutes les\n15 minutes", 42)
    spots = ((600, 150), (950, 405), (600, 660), (250, 405))
    for index, (name, colour) in enumerate((("écrire", SEA), ("sourcer", KELP), ("relire", BUOY), ("illustrer", PLUM))):
        x, y = spots[index]
        c.disc(x, y, 112, colour)
        c.title(x, y - 2, name, 44, WHITE)
    for start, control, end in (
        ((735, 170), (880, 190), (925, 268)),
        ((930, 540), (880, 640), (742, 656)),
        ((465, 650), (310, 640), (268, 548)),
        ((262, 268), (310, 180), (452, 156)),
    ):
        c.curve(start, control, end, INK, width=8)
        c.arrow(
            (end[0] * 1.02 - control[0] * 0.02, end[1] * 1.02 - control[1] * 0.02),
            (end[0] + (end[0] - control[0]) * 0.16, end[1] + (end[1] - control[1]) * 0.16),
            INK,
            width=8,
            head=28,
        )
    return c


@draws(TRANSLATE, "peut-on-traduire")
def may_we_translate() -> Canvas:
    c = Canvas()
    c.title(600, 60, "Peut-on publier une traduction ?", 46)
    rows = (
        (180, "Y a-t-il une licence ?", "non", "oui"),
        (350, "Contient-elle ND ?", "oui", "non"),
        (520, "Contient-elle SA ?", "oui", "non"),
    )
    answers = (
        "On demande à l'auteur\nou à l'autrice",
        "On demande à l'auteur\nou à l'autrice",
        "Oui, en gardant\nla même licence",
    )
    for index, (y, question, aside, down) in enumerate(rows):
        c.rect(110, y - 55, 440, 110, WHITE, radius=18, line=INK, width=5)
        c.text(330, y, question, 36, weight=600)
        c.arrow((556, y), (716, y), INK)
        c.text(636, y - 28, aside, 32, weight=700)
        c.rect(724, y - 58, 390, 116, "#f6d9d0" if index < 2 else "#d3e8db", radius=18)
        c.text(919, y, answers[index], 32)
        c.arrow((330, y + 58), (330, y + 112), INK)
        c.text(380, y + 84, down, 32, weight=700)
    c.rect(110, 635, 1004, 120, "#d3e8db", radius=18)
    c.text(612, 695, "Oui : on crédite, on nomme la licence, on dit que c'est traduit", 34, weight=600)
    return c
