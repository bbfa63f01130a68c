from __future__ import annotations

from decimal import Decimal

import pytest

from commons.guides.exchange.authors import clean_name, names_in
from commons.guides.exchange.document import Material
from commons.guides.exchange.sheet_facts import SheetFacts, material_of


def read(line: str) -> tuple[SheetFacts, bool]:
    facts = SheetFacts()
    return facts, facts.read(line)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Durée : 1 h", "minutes", 60),
        ("Durée\u00a0: environ 1\u00a0h\u202f30", "minutes", 90),
        ("DURÉE DE L’ATELIER : 45 minutes", "minutes", 45),
        ("De\u0301roule\u0301 et dure\u0301e : 2 h", "minutes", None),
        ("Temps de préparation : 20 min", "preparation_minutes", 20),
        ("Public : adultes", "audience", ("adults",)),
        ("Public visé : ados et adultes", "audience", ("teens", "adults")),
        ("Public : tout public", "audience", ("all",)),
        ("Public : ados, dès 12 ans", "ages", (12, None)),
        ("Âge : 8-12 ans", "ages", (8, 12)),
        ("Nombre de participants : 6 à 12", "group", (6, 12)),
        ("Groupe : 10 personnes", "group", (10, 10)),
        ("Animateurs : 2", "facilitators", 2),
        ("Coût : gratuit", "cost", Decimal(0)),
        ("Budget : 12,50 €", "cost", Decimal("12.50")),
        ("Mots-clés : plage, phare", "tags", ["plage", "phare"]),
        ("Objectifs : lire ; écrire", "objectives", ["lire", "écrire"]),
    ],
)
def test_line_of_a_sheet_is_a_fact(line: str, name: str, value: object) -> None:
    facts, understood = read(line)
    assert getattr(facts, name) == value
    assert understood == (value is not None)


@pytest.mark.parametrize(
    "line",
    [
        "Public : ados curieux de la mer",
        "Durée : 1 h, plus si le groupe le veut",
        "Lieu : la plage",
        "Auteur : voir en bas, au dos de la feuille numéro 1234",
    ],
)
def test_line_that_says_more_is_not_wholly_understood(line: str) -> None:
    facts, understood = read(line)
    assert (understood, facts.unknown) == (False, [line])


@pytest.mark.parametrize(
    "line", ["On commence.", "Voir https://example.org", "Une phrase assez longue qui annonce : ceci"]
)
def test_line_of_another_form_is_none(line: str) -> None:
    facts, understood = read(line)
    assert (understood, facts.unknown) == (False, [])


@pytest.mark.parametrize(
    ("words", "names", "whole"),
    [
        ("Awa Diallo", ["Awa Diallo"], True),
        ("Awa Diallo, Yann Le Gall et Zoé", ["Awa Diallo", "Yann Le Gall", "Zoé"], True),
        ("Awa Diallo <awa@example.org>", ["Awa Diallo"], False),
        ("awa@example.org", [], False),
        ("Merci à toute l’équipe", [], False),
        ("Les Amis du sentier", ["Les Amis du sentier"], True),
    ],
)
def test_names_are_read_and_nothing_else(words: str, names: list[str], whole: bool) -> None:  # noqa: FBT001
    assert names_in(words) == (names, whole)


@pytest.mark.parametrize(
    "words", ["awa@example.org", "Un grand merci à Awa", "Thanks to Awa", "06 12 34 56 78", "—", ""]
)
def test_what_is_no_name_gives_none(words: str) -> None:
    assert clean_name(words) == ""


@pytest.mark.parametrize(
    ("words", "material"),
    [
        ("1 brique par personne", Material("brique", Decimal(1), per="person")),
        ("une Feuille A4 par participant·e", Material("Feuille A4", Decimal(1), per="person")),
        ("2 crayons par groupe de 4", Material("crayons", Decimal(2), per="group", group_size=4)),
        ("1 plan par binôme", Material("plan", Decimal(1), per="group", group_size=2)),
        ("1 boussole pour 3", Material("boussole", Decimal(1), per="group", group_size=3)),
        ("10 feuilles", Material("feuilles", Decimal(10))),
        ("2 m de ficelle", Material("ficelle", Decimal(2), unit="m")),
        ("3 kg", Material("3 kg")),
        ("2 m d’Élastique Rouge", Material("Élastique Rouge", Decimal(2), unit="m")),
        ("une corde", Material("une corde")),
        ("des feutres", Material("des feutres")),
        ("1,5 litre d’eau par personne", Material("eau", Decimal("1.5"), unit="litre", per="person")),
    ],
)
def test_thing_to_bring_is_read_with_its_quantity(words: str, material: Material) -> None:
    assert material_of(words) == material
