"""What people say of how they will use a thing, as filters: the words themselves."""

from __future__ import annotations

import pytest

from search import registry
from search.understanding import intents
from search.understanding.intents import Aside

REAL = dict(registry.facets())


@pytest.fixture(autouse=True)
def _everything(sources, monkeypatch):
    """Every facet that the apps have, rather than those of the corpus."""
    monkeypatch.setattr(registry, "_facets", REAL)


def read(q: str) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    return [(one.words_in(q), dict(one.filters)) for one in intents.find(q)]


SELL, CHANGE, WIKIMEDIA = ({"may": (key,)} for key in ("sell", "change", "wikimedia"))
SOUND, IMAGE, VIDEO = ({"medium": (key,)} for key in ("sound", "image", "video"))
WORKSHOP = {"type": ("event", "guide")}
TEENS, CHILDREN, SENIORS = ("teens", "all"), ("children", "families", "all"), ("seniors", "all")


@pytest.mark.parametrize(
    ("q", "understood"),
    [
        # what the licence must allow
        ("projeter en public payant", [("projeter en public payant", {**VIDEO, **SELL})]),
        ("projection publique payante de courts métrages", [("projection publique payante", SELL)]),
        ("chants que je peux vendre", [("que je peux vendre", SELL)]),
        ("imprimer et vendre un zine", [("imprimer et vendre", SELL)]),
        ("zine for commercial use", [("for commercial use", SELL)]),
        ("dessin à imprimer sur un sac et vendre", [("à imprimer … et vendre", SELL)]),
        ("zine i can print on a bag and sell", [("i can print … and sell", SELL)]),
        ("ressac pour un disque que je vends", [("que je vends", SELL)]),
        ("photo de chien usage commercial", [("usage commercial", SELL)]),
        ("conte que je peux vendre en poster", [("que je peux vendre en poster", SELL)]),
        ("zine i can sell as postcards", [("i can sell as postcards", SELL)]),
        ("conte que je peux modifier", [("que je peux modifier", CHANGE)]),
        ("mettre un texte sur Wikipédia", [("mettre … sur Wikipédia", WIKIMEDIA)]),
        ("upload a zine to wikimedia commons", [("upload … to wikimedia commons", WIKIMEDIA)]),
        ("ambiance sonore mais pas en NC", [("mais pas en NC", SELL)]),
        ("zine not under nd", [("not under nd", CHANGE)]),
        ("contes pas en NC à vendre", [("pas en NC", SELL), ("à vendre", SELL)]),
        ("chants NC que je peux modifier", [("que je peux modifier", CHANGE)]),
        ("radio sans NC ni ND", [("sans NC", SELL), ("ni ND", CHANGE)]),
        # how long
        ("radio moins d'une heure", [("moins d'une heure", {"duration": ("60",)})]),
        ("radio 30 minutes max", [("30 minutes max", {"duration": ("30",)})]),
        ("radio pas plus d'1h30", [("pas plus d'1h30", {"duration": ("90",)})]),
        ("radio une demi-heure maximum", [("une demi-heure maximum", {"duration": ("30",)})]),
        ("radio under two hours", [("under two hours", {"duration": ("120",)})]),
        ("un jeu de dix minutes", [("de dix minutes", {"duration": ("10",)})]),
        ("radio pendant une heure", [("pendant une heure", {"duration": ("60",)})]),
        ("zine for half an hour", [("for half an hour", {"duration": ("30",)})]),
        ("atelier d'une demi-heure", [("atelier", WORKSHOP), ("une demi-heure", {"duration": ("30",)})]),
        ("two hour workshop", [("two hour", {"duration": ("120",)}), ("workshop", WORKSHOP)]),
        # for whom, how many
        ("zine pour 30 ados", [("pour 30 ados", {"group": ("30",), "audience": TEENS})]),
        ("zine pour un groupe de 12", [("pour un groupe de 12", {"group": ("15",)})]),
        ("zine avec 15 gamins", [("avec 15 gamins", {"group": ("15",), "audience": CHILDREN})]),
        ("zine avec un groupe d'ados", [("avec un groupe d'ados", {"audience": TEENS})]),
        ("occuper 25 collégiens", [("occuper 25 collégiens", {"group": ("25",), "audience": TEENS})]),
        ("occuper les enfants dehors", [("occuper les enfants", {"audience": CHILDREN})]),
        ("keep the kids busy", [("keep the kids busy", {"audience": CHILDREN})]),
        ("zine for 20 people", [("for 20 people", {"group": ("20",)})]),
        ("zine pour enfants", [("pour enfants", {"audience": CHILDREN})]),
        ("zine pour les personnes âgées", [("pour les personnes âgées", {"audience": SENIORS})]),
        ("zine pour les 8 ans", [("pour les 8 ans", {"audience": CHILDREN})]),
        ("zine samedi avec les enfants", [("avec les enfants", {"audience": CHILDREN})]),
        (
            "kit et fiche pour enfants",
            [("kit … fiche", {"type": ("kit", "guide")}), ("pour enfants", {"audience": CHILDREN})],
        ),
        ("zine ado ce week-end", [("ado", {"audience": TEENS})]),
        ("zine on sunday with kids", [("with kids", {"audience": CHILDREN})]),
        ("zine avec les enfants", []),  # on no day: to do with them
        ("zine for teenagers", [("for teenagers", {"audience": TEENS})]),
        # with what, in which language
        ("zine sans internet", [("sans internet", {"internet": ("none",)})]),
        ("offline zine", [("offline", {"internet": ("none",)})]),
        ("zine sans écran", [("sans écran", {"internet": ("none",)})]),
        ("zine avec papier et crayons", [("avec papier et crayons", {"internet": ("none",)})]),
        ("just pen and paper zine", [("pen and paper", {"internet": ("none",)})]),
        ("zine without screens", [("without screens", {"internet": ("none",)})]),
        ("zine traduit en anglais", [("traduit en anglais", {"language": ("en",)})]),
        ("zine en anglais", [("en anglais", {"language": ("en",)})]),
        # a kind of item beside a wish alone
        ("sortie sans internet", [("sortie", WORKSHOP), ("sans internet", {"internet": ("none",)})]),
        ("musique que je peux vendre", [("musique", SOUND), ("que je peux vendre", SELL)]),
        ("mettre une photo sur wikipedia", [("mettre … sur wikipedia", WIKIMEDIA), ("photo", IMAGE)]),
        ("un film à projeter en public payant", [("film", VIDEO), ("projeter en public payant", SELL)]),
        ("musique de marin que je peux vendre", [("que je peux vendre", SELL)]),
        # the first of two kinds that no item is of together
        ("atelier image sans internet", [("atelier", WORKSHOP), ("sans internet", {"internet": ("none",)})]),
    ],
)
def test_wishes_are_told_from_words(q, understood):
    assert read(q) == understood


@pytest.mark.parametrize(
    "q",
    [
        "fabriquer une émission de radio d'une heure",
        "le droit d'auteur en cinq minutes",
        "est-ce que je peux vendre un calendrier",
        "est-ce qu'on peut modifier un conte",
        "un fanzine de huit pages",
        "traduire une fiche en anglais",
        "mettre une fiche en anglais",
        "écrire une page sur Wikipédia",
        "pas d'utilisation commerciale",
        "projection payante d'un film NC",
        "projection payante d'un film sous licence BY-NC",
        "photo non commerciale que je peux vendre",
        "dessin ND que je peux recadrer",
        "mettre une photo NC sur Wikipédia",
        "musique en NC",
        "les licences pour les nuls",
        # the opposite of a wish
        "not for sale",
        "photo pas pour un usage commercial",
        "can I print a zine and sell it",
        "protéger son téléphone en une heure",
        "not for commercial use",
        "no commercial use allowed",
        "une affiche pas à vendre",
        "photo non modifiable",
        "le jeu des 7 familles",
        "photos de groupes scolaires",
        # a phrase that has synonyms says its own subject
        "informatique pour seniors",
        "cours d'informatique pour retraités",
        "vendre une photo",
        "musique",
        "gratuit",
        "",
    ],
)
def test_words_that_say_something_else_are_words(q):
    assert read(q) == []


def test_words_of_a_wish_mean_its_items_until_it_is_ignored():
    q = "radio moins de 45 minutes"
    found = intents.find(q)

    (aside,) = intents.asides(found)
    assert (q[aside.start : aside.end], aside.meaning.facet, aside.meaning.keys) == (
        "moins de 45 minutes", "duration", ("60",)
    )  # fmt: skip
    assert intents.asides(found, ignored=["duration"]) == (Aside(aside.start, aside.end, None),)


def test_name_of_a_wish_may_stand_in_an_address():
    with pytest.raises(ValueError, match="addresses"):
        intents.register("À part", "x", {})


def test_wish_for_a_facet_that_is_not_there_is_words(monkeypatch):
    monkeypatch.setattr(registry, "_facets", {})

    assert read("zine sans internet") == []
