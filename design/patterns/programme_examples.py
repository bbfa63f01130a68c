"""What the pattern page shows of the programme."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace as Value

CANCELLED = Value(tone="off", words="annulée")
MARKS = [
    CANCELLED,
    Value(tone="changed", words="déplacée : c’était prévu le samedi 2 octobre, 14 h"),
    Value(tone="good", words="gratuit"),
]
OCCASION = Value(
    url="/motifs/fiche/", title="Cartopartie : les bancs de Recouvrance", language="fr", letter="C", palette="maps",
    when="samedi 2 octobre, 14 h – 16 h", hours="14 h – 16 h", machine="2027-10-02T14:00:00+02:00",
    kind="cartopartie", where="La Corderie, Recouvrance", who="Les Pieds sur la carte",
    for_whom="familles", label="label des communs",
    one_sentence="On note chaque banc, et qui peut s’y asseoir.", marks=MARKS[2:], note="",
    is_off=False,
)  # fmt: skip
CANCELLED_OCCASION = Value(
    **{**vars(OCCASION), "marks": [CANCELLED], "note": "L’animatrice est souffrante.", "is_off": True}
)
ACCESS = [
    Value(
        aspect="entrée", answer="oui", description="Une marche de 8 cm, une rampe est prêtée à l’accueil.",
        is_of_the_event=False, language="fr",
    ),
    Value(
        aspect="langue des signes", answer="sur demande", description="Avant le 1er octobre.", is_of_the_event=True,
        language="fr",
    ),
]  # fmt: skip
CHECKED_ON = date(2027, 9, 12)
FIGURES = [
    Value(label="Événements", value="39", detail="52 séances, 1 annulée"),
    Value(label="Événements gratuits", value="34", detail="sur 39 (87 %), et 4 à prix libre"),
    Value(
        label="Personnes venues", value="578",
        detail="comptées à 29 séances sur 52 ; pour les autres, personne n’a donné de nombre",
    ),
    Value(label="Communs produits", value="6", detail=""),
]  # fmt: skip

PAPERS = [
    {
        "url": "/motifs/fiche/", "label": "Le livret (PDF, A5)", "usual": "à plier",
        "text": "Imprimez-le recto verso sur A4, retourné sur le petit côté ; pliez, agrafez.",
        "variants": [{"url": "/motifs/fiche/?format=pages", "label": "page par page, pour lire à l’écran"}],
    },
    {
        "url": "/motifs/fiche/?porte", "label": "Une feuille pour la porte de chaque lieu (PDF, A4)", "usual": "",
        "text": "En grandes lettres : ce qui se passe ici, jour par jour, et comment on entre.", "variants": [],
    },
]  # fmt: skip
