"""Sample cards, sheets and folding diagrams: what the group will have in its hands."""
# ruff: noqa: PLR2004 -- the numbers are places on a page

from __future__ import annotations

from demo.drawing import things
from demo.drawing.canvas import BUOY, CLAY, INK, KELP, LINE, MINT, PAPER, SEA, SKY, SOFT, SUN, TINT, WHITE, Canvas
from demo.drawing.register import draws


@draws("le-jeu-des-etiquettes", "une-carte")
def two_cards() -> Canvas:
    c = Canvas("#3d405b")
    with c.at(355, 400, turn=-4):
        _playing_card(c, "#fdf8ee", "SITUATION")
        with c.at(0, -30, zoom=1.1):
            _music(c)
        c.title(0, 150, "La chorale\nveut enregistrer\nle poème", 40)
    with c.at(845, 400, turn=4):
        _playing_card(c, "#f2cc8f", "ÉTIQUETTE")
        with c.at(14, -70, zoom=0.9):
            things.label(c, 330, 160, colour=PAPER)
            c.title(20, 0, "BY-SA", 70)
        c.text(0, 110, "créditer", 44, weight=600)
        c.text(0, 170, "partager pareil", 44, weight=600)
        c.text(0, 252, "CC BY-SA 4.0", 32, SOFT)
    return c


def _playing_card(c: Canvas, colour: str, kind: str) -> None:
    c.rect(-202, -304, 424, 640, "#2d2f45", radius=30)
    c.rect(-212, -318, 424, 640, colour, radius=30)
    c.rect(-190, -296, 380, 596, None, radius=20, line=INK, width=5)
    c.text(0, -250, kind, 30, SOFT, weight=700)


def _music(c: Canvas) -> None:
    c.stroke([(-50, 50), (-50, -90), (60, -116), (60, 24)], CLAY, width=13)
    c.stroke([(-50, -84), (60, -110)], CLAY, width=26)
    for x, y in ((-72, 54), (38, 28)):
        c.oval(x, y, 32, 24, CLAY)


@draws("d-ou-vient-cette-image", "quatre-questions")
def four_questions() -> Canvas:
    c = Canvas()
    c.title(600, 66, "Quatre questions à poser à une image", 48)
    boxes = (
        ("Qui l'a faite ?", "un nom, une agence, une signature", SEA),
        ("Où et quand ?", "la plus ancienne trace, sa légende", KELP),
        ("Que montre-t-elle\nhors du cadre ?", "une autre vue du même endroit", "#8a5a00"),
        ("Qui me la montre ?", "et qu'attend-on de moi ?", BUOY),
    )
    for index, (question, hint, colour) in enumerate(boxes):
        with c.at(320 + 560 * (index % 2), 270 + 320 * (index // 2)):
            c.rect(-265, -140, 530, 290, WHITE, radius=22, line=colour, width=6)
            things.number(c, -212, -88, str(index + 1), fill=colour, ink=WHITE)
            c.title(16, -12, question, 44)
            c.text(0, 98, hint, 30, SOFT)
    return c


@draws("cuisiner-et-transmettre-une-recette", "fiche-remplie")
def recipe_card() -> Canvas:
    c = Canvas("#e9c7a2")
    with c.at(600, 400, turn=-1.5):
        things.sheet(c, 1000, 700)
        c.title(-450, -290, "Caldo du jeudi", 52, BUOY, anchor="lm")
        c.text(450, -290, "pour 10 · 1 h", 34, SOFT, anchor="rm")
        c.text(-450, -230, "Transmis par Rosa, qui le tient de sa tante Amélia", 32, SOFT, anchor="lm")
        c.stroke([(-450, -196), (450, -196)], LINE, width=4)
        c.text(-450, -150, "On pèse", 34, KELP, weight=700, anchor="lm")
        for row, words in enumerate(
            ("pommes de terre, 1,2 kg", "chou vert, 600 g", "2 pincées = 5 g de sel", "« un filet » = 3 cuillères")
        ):
            c.text(-450, -98 + row * 50, words, 30, anchor="lm")
        c.text(30, -150, "On fait", 34, SEA, weight=700, anchor="lm")
        for row, (words, length) in enumerate(
            (
                ("éplucher", "15 min"),
                ("cuire à petits bouillons", "25 min"),
                ("écraser, ajouter le chou", "10 min"),
                ("laisser reposer", "10 min"),
            )
        ):
            c.text(30, -98 + row * 50, words, 30, anchor="lm")
            c.text(450, -98 + row * 50, length, 30, SOFT, anchor="rm")
        c.rect(-450, 130, 900, 120, "#fbe8b9", radius=14)
        c.text(0, 166, "Comment savoir que c'est prêt ?", 32, weight=700)
        c.text(0, 214, "Quand ça chante doucement et que le chou reste vert.", 32)
        c.text(0, 306, "Texte et photo : groupe du jeudi, CC BY-SA 4.0", 28, SOFT)
    return c


@draws("ouvrir-un-cafe-reparation", "etiquette-objet")
def object_label() -> Canvas:
    c = Canvas(MINT)
    with c.at(630, 400, turn=-2):
        things.label(c, 960, 620, colour=PAPER)
        c.title(-330, -236, "N° 14", 66, BUOY, anchor="lm")
        rows = (
            ("prénom", "Josiane"),
            ("objet", "lampe de chevet"),
            ("elle raconte", "« elle clignotait, puis plus rien »"),
            ("on a trouvé", "fil usé à l'entrée du pied"),
            ("conseil", "ne plus tirer sur le fil"),
        )
        for row, (name, words) in enumerate(rows):
            y = -150 + row * 78
            c.text(-330, y, name, 30, SOFT, anchor="lm")
            c.text(-110, y, words, 34, SEA, weight=600, anchor="lm")
            c.stroke([(-110, y + 30), (440, y + 30)], LINE, width=3)
        for x, word, done in ((-330, "réparé", True), (-60, "à suivre", False), (220, "pas réparé", False)):
            c.rect(x, 228, 40, 40, WHITE, radius=6, line=INK, width=5)
            c.text(x + 58, 248, word, 32, anchor="lm")
            if done:
                c.stroke([(x + 6, 246), (x + 18, 260), (x + 46, 220)], KELP, width=9)
    return c


@draws("le-filet-des-savoirs", "fiches-modele")
def skill_cards() -> Canvas:
    c = Canvas("#e2c49a")
    c.curve((350, 190), (640, 20), (850, 330), BUOY, width=8)
    for x, y, turn, colour, head, words in (
        (340, 330, -5, "#a9d3a4", "JE PEUX TRANSMETTRE", "réparer\nune chambre à air"),
        (850, 480, 4, "#f6d66f", "JE CHERCHE", "oser parler\nen public"),
    ):
        with c.at(x, y, turn=turn):
            c.rect(-252, -142, 520, 300, "#b99a6a", radius=14)
            c.rect(-260, -152, 520, 300, colour, radius=14)
            c.text(0, -92, head, 32, weight=700)
            c.title(0, 22, words, 54)
            c.disc(0, -140, 18, BUOY)
            c.disc(-5, -146, 6, WHITE)
    c.text(600, 735, "un fil = un rendez-vous", 36, weight=600)
    return c


FOLDS = {
    "un-fanzine-de-huit-pages": (
        "plier-en-huit",
        ("plier en huit, rouvrir", "couper jusqu'au milieu", "pousser les deux bouts", "rabattre"),
    ),
    "an-eight-page-zine": (
        "fold-in-eight",
        ("fold in eight, open", "cut to the middle", "push both ends", "wrap round"),
    ),
}


def _folding(words: tuple[str, ...]) -> Canvas:
    c = Canvas()
    for index, (name, step) in enumerate(zip(words, (_creased, _half_cut, _pushed, _book), strict=True)):
        with c.at(310 + 580 * (index % 2), 190 + 390 * (index // 2)):
            c.rect(-270, -170, 540, 360, WHITE, radius=22, line=LINE, width=4)
            step(c)
            things.number(c, -228, -126, str(index + 1))
            c.text(0, 156, name, 36, weight=600)
    return c


def _creased(c: Canvas) -> None:
    c.rect(-170, -112, 340, 220, "#dcebf3", line=INK, width=5)
    for x in (-85, 0, 85):
        c.dashes((x, -112), (x, 108), SEA, step=20)
    c.dashes((-170, -2), (170, -2), SEA, step=20)


def _half_cut(c: Canvas) -> None:
    c.rect(-85, -112, 170, 220, "#c3d9e6", line=INK, width=5)
    c.rect(-93, -120, 170, 220, "#dcebf3", line=INK, width=5)
    c.dashes((-8, -120), (-8, 100), SEA, step=20)
    c.dashes((-8, -10), (77, -10), SEA, step=20)
    c.stroke([(-93, -10), (-8, -10)], BUOY, width=8)
    with c.at(-170, -10, turn=90, zoom=0.62):
        things.scissors(c)


def _pushed(c: Canvas) -> None:
    c.poly([(-190, -40), (-86, -10), (-86, 100), (-190, 70)], "#c3d9e6", line=INK, width=5)
    c.poly([(190, -40), (86, -10), (86, 100), (190, 70)], "#c3d9e6", line=INK, width=5)
    c.poly([(-86, -10), (0, -76), (86, -10), (0, 40)], SKY, line=INK, width=5)
    c.poly([(-86, -10), (0, 40), (0, 128), (-86, 100)], "#dcebf3", line=INK, width=5)
    c.poly([(86, -10), (0, 40), (0, 128), (86, 100)], "#eaf3f8", line=INK, width=5)
    c.arrow((-250, 20), (-204, 20), BUOY, width=8)
    c.arrow((250, 20), (204, 20), BUOY, width=8)


def _book(c: Canvas) -> None:
    for index in range(4):
        c.poly(
            [
                (-60 + index * 9, -116 + index * 4),
                (70 + index * 9, -132 + index * 8),
                (70 + index * 9, 92 - index * 3),
                (-60 + index * 9, 108 - index * 3),
            ],
            ("#c3d9e6", WHITE)[index % 2],
            line=INK,
            width=4,
        )
    c.poly([(-60, -110), (60, -124), (60, 94), (-60, 108)], SUN, line=INK, width=5)
    c.stroke([(-34, -66), (34, -74)], INK, width=8)
    c.stroke([(-34, -36), (10, -41)], INK, width=6)


for slug, (name, words) in FOLDS.items():
    draws(slug, name)(lambda words=words: _folding(words))

ORDERS = {
    "un-fanzine-de-huit-pages": (
        "ordre-des-pages",
        "L'ordre des pages, feuille à plat",
        "couper ici",
        ("dos", "couverture"),
    ),
    "an-eight-page-zine": ("page-order", "The order of the pages, sheet laid flat", "cut here", ("back", "cover")),
}


def _imposition(title: str, cut: str, outside: tuple[str, str]) -> Canvas:
    c = Canvas()
    c.title(600, 62, title, 46)
    for index, page in enumerate(("5", "4", "3", "2", "6", "7", *outside)):
        x, y = 90 + (index % 4) * 255, 130 + (index // 4) * 310
        c.rect(
            x, y, 255, 310, SUN if page == outside[1] else "#fbe8b9" if page == outside[0] else WHITE, line=INK, width=5
        )
        with c.at(x + 127, y + 155, turn=180 if index < 4 else 0):
            c.title(0, -24, page, 96 if len(page) == 1 else 36)
            for row, reach in enumerate((70, 70, 30)):
                c.stroke([(-70, 62 + row * 28), (reach, 62 + row * 28)], LINE, width=8)
    c.stroke([(345, 440), (855, 440)], BUOY, width=12)
    c.rect(520, 418, 160, 44, PAPER, radius=10, line=BUOY, width=4)
    c.text(600, 439, cut, 28, BUOY, weight=700)
    return c


for slug, (name, *words) in ORDERS.items():
    draws(slug, name)(lambda words=words: _imposition(*words))


@draws("proteger-son-telephone", "message-piege")
def trap_message() -> Canvas:
    c = Canvas("#0f5c8c")
    c.rect(90, 70, 640, 660, WHITE, radius=36)
    c.rect(90, 70, 640, 110, TINT, radius=36)
    c.text(150, 126, "+00 700 555 01 23", 36, weight=600, anchor="lm")
    c.rect(130, 230, 560, 420, "#e6eef3", radius=30)
    for y, words, colour in (
        (290, "Votre colis est bloqué.", INK),
        (350, "DERNIER JOUR pour agir !", INK),
        (440, "Payez 1,95 € ici :", INK),
        (500, "colis-suivi-express.example", SEA),
        (580, "Sans réponse, il sera détruit.", INK),
    ):
        c.text(170, y, words, 36, colour, anchor="lm")
    c.stroke([(170, 524), (596, 524)], SEA, width=3)
    for index, (y, reach, words) in enumerate(
        (
            (126, 500, "expéditeur inconnu"),
            (350, 640, "on me presse"),
            (440, 520, "une petite somme"),
            (500, 640, "un lien étrange"),
        )
    ):
        target = (126, 316, 452, 588)[index]
        c.stroke([(reach, y), (770, target + 2)], SUN, width=6)
        things.number(c, 795, target, str(index + 1))
        c.text(840, target, words, 36, WHITE, weight=600, anchor="lm")
    return c


def _harbour(c: Canvas) -> None:
    """A framed drawing 360 by 240 around the origin."""
    c.rect(-180, -120, 360, 240, SKY)
    c.rect(-180, 30, 360, 90, SEA)
    c.disc(110, -60, 30, SUN)
    with c.at(-30, 62, zoom=0.7):
        things.boat(c, BUOY, WHITE)
    c.rect(-180, -120, 360, 240, None, line=INK, width=8)


@draws("credit-a-picture-in-thirty-minutes", "four-parts")
def four_parts() -> Canvas:
    c = Canvas("#f6d98b")
    c.rect(430, 50, 340, 290, SKY, line=INK, width=10)
    c.poly([(434, 300), (520, 260), (680, 280), (766, 250), (766, 336), (434, 336)], KELP)
    c.poly([(566, 290), (578, 130), (622, 130), (634, 290)], WHITE, line=INK, width=4)
    c.poly([(573, 200), (627, 200), (630, 240), (570, 240)], BUOY)
    c.rect(574, 94, 52, 36, SUN, line=INK, width=4)
    c.poly([(564, 94), (636, 94), (600, 64)], INK)
    with c.at(610, 570):
        things.label(c, 1040, 330, colour=PAPER)
        parts = (
            ("Title", "The old lighthouse"),
            ("Author", "Jeanne F."),
            ("Source", "example.org/photo"),
            ("Licence", "CC BY 4.0"),
        )
        for index, (name, words) in enumerate(parts):
            x, y = (-380, 100)[index % 2], -104 + (index // 2) * 96
            things.number(c, x, y, str(index + 1))
            c.text(x + 48, y - 18, name, 28, SOFT, weight=600, anchor="lm")
            c.text(x + 48, y + 20, words, 36, weight=600, anchor="lm")
        for start, end in (
            ((-410, 60), (500, 60)),
            ((500, 60), (500, 142)),
            ((500, 142), (-410, 142)),
            ((-410, 142), (-410, 60)),
        ):
            c.dashes(start, end, SOFT, step=22)
        c.text(45, 101, "and what was changed: cropped", 34)
    return c


@draws("credit-a-picture-in-thirty-minutes", "before-and-after")
def before_and_after() -> Canvas:
    c = Canvas()
    for x, word, colour in ((310, "Before", BUOY), (890, "After", KELP)):
        c.rect(x - 255, 60, 510, 680, WHITE, radius=22, line=colour, width=6)
        c.title(x, 120, word, 50, colour)
        with c.at(x, 310, zoom=1.1):
            _harbour(c)
    c.text(310, 540, "Photo: internet", 38)
    c.stroke([(172, 542), (448, 542)], BUOY, width=7)
    for y, words, weight in (
        (500, "“Leaving at dawn”", 700),
        (552, "by Maël Kerjean", 400),
        (604, "example.org/dawn", 400),
        (656, "CC BY-SA 4.0, cropped", 400),
    ):
        c.text(890, y, words, 36, weight=weight)
    c.text(310, 620, "Who? Where?\nUnder which licence?", 34, SOFT)
    return c
