"""What the pattern page shows of media, kits, reports and lineage."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace as Value
from typing import TYPE_CHECKING, Any

from design.maps.drawn import Dot, maps_of
from design.maps.noted import MapNote
from design.maps.town import Spot, town_map
from design.patterns.examples import BY, BY_NC_SA, BY_SA, CC0

if TYPE_CHECKING:
    from legaltools.tool import Tool


def medium(title: str, *, kind: str, symbol: str, palette: str, licence: Tool = BY_SA, **rest: Any) -> Value:
    values = {"url": "/motifs/fiche/", "language": "fr", "image": None, **rest}
    return Value(title=title, kind=kind, symbol=symbol, palette=palette, licence=licence, **values)


MEDIA = [
    medium(
        "La halle, un samedi", kind="image", symbol="picture", palette="image", kind_label="Image",
        by="Awa Diallo", facts="JPEG · 2400 × 1600",
    ),
    medium(
        "Grille d'écoute", kind="document", symbol="file", palette="writing", kind_label="Document",
        by="Radio Ressac", facts="PDF · 2 pages", licence=CC0,
    ),
    medium(
        "Le port à marée basse", kind="sound", symbol="sound", palette="sound", kind_label="Son",
        by="Malo Kerneis", facts="OGG · 3:07", licence=BY,
    ),
]  # fmt: skip
PLAYER = Value(
    kind="document", title="Grille d'écoute", palette="writing", image=None, url="", poster="", transcript=False
)

KIT = Value(
    title="Le quartier à pied", url="/motifs/fiche/", language="fr", theme="maps", letters="quartier",
    one_sentence="Trois sorties pour regarder sa rue autrement.", holds="3 fiches, 1 lien", minutes=445,
    association="Les Pieds sur la carte", licence=BY,
)  # fmt: skip
RUNS = Value(
    said="Animée 3 fois dans 2 lieux.", url="/motifs/fiche/", report_url="/motifs/fiche/",
    latest=[Value(place="La Corderie", day=date(2026, 10, 3)), Value(place="Le Vieux-Quai", day=date(2026, 6, 14))],
    maps=maps_of([
        Dot(48.39, -4.49, "Brest (29)", 4), Dot(47.22, -1.55, "Nantes (44)"),
        Dot(-20.88, 55.45, "Saint-Denis (974)", 2),
    ]),
)  # fmt: skip
RUN_TOGETHER = MapNote(
    title="Où ses fiches ont été animées", said="Ses fiches ont été animées 7 fois, dans 3 lieux.",
    towns=(("Brest (29)", 4), ("Saint-Denis (974)", 2), ("Nantes (44)", 1)),
)  # fmt: skip
TOWN = town_map([
    Spot(48.3833, -4.5, "La Corderie\u00a0: 6 séances", "#carte", 6, "Le Vieux-Quai"),
    Spot(48.386, -4.48, "Médiathèque des Capucins\u00a0: 2 séances", "#carte", 2, "Les Capucins"),
    Spot(48.391, -4.495, "Maison de quartier\u00a0: 1 séance", "#carte", 1, "Kerloc'h"),
])  # fmt: skip
TIMELINE = [
    Value(
        licence=BY, since=date(2026, 3, 2), until=None, how="son œuvre à elle", who="Awa Diallo", address="", reason="",
    ),
    Value(
        licence=BY_NC_SA, since=date(2025, 5, 9), until=date(2026, 3, 2), how="lu dans le fichier", who="", address="",
        reason="", stays=True,
    ),
]  # fmt: skip
ORIGINS_OF_PAGE = [
    Value(
        label="Adapté de", title="Cartographier sa rue à pied", url="/motifs/fiche/", language="fr",
        authors="Awa Diallo", licence="CC BY-SA 4.0", day=date(2026, 3, 2), is_withdrawn=False, is_repeated=False,
        branches=[],
    ),
]  # fmt: skip
DOOR = Value(url="/motifs/fiche/", words="Adapter cette fiche")
