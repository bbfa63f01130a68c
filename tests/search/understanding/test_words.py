from __future__ import annotations

import pytest

from markup.normalize import normalize
from search.understanding.inclusive import inclusive_forms
from search.understanding.stems import stems
from search.understanding.words import clean, pieces


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("l'atelier d’écriture", ["atelier", "ecriture"]),
        ("Aujourd'hui, jusqu'à l'été", ["aujourdhui", "a", "ete"]),
        ("Qu'est-ce qu'il", ["est", "ce", "estce", "il"]),
        ("C'hoari", ["choari"]),
        ("pique-nique", ["pique", "nique", "piquenique"]),
        ("OpenStreetMap", ["open", "street", "map", "openstreetmap"]),
        ("iPhone", ["iphone"]),
        ("Œuvres d'Élise", ["oeuvres", "elise"]),
        ("exemple.fr", ["exemple", "fr"]),
        ("donne-les", ["donne", "les", "donneles"]),
        ("fin.Début", ["fin", "debut"]),
        ("the author's cat", ["the", "author", "cat"]),
        ("… ?! --", []),
    ],
)
def test_words_of_a_text(written: str, words: list[str]) -> None:
    assert [piece.words[0] for piece in pieces(clean(written))] == words


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("habitant·e", ("habitant", "habitante")),
        ("habitant·e·s", ("habitants", "habitantes", "habitant", "habitante")),
        ("habitant.e.s", ("habitants", "habitantes", "habitant", "habitante")),
        ("habitant(e)s", ("habitants", "habitantes", "habitant", "habitante")),
        ("habitant-e-s", ("habitants", "habitantes", "habitant", "habitante")),
        ("étudiant·es", ("étudiants", "étudiantes", "étudiant", "étudiante")),
        ("facilitateur·rice·s", ("facilitateurs", "facilitatrices", "facilitateur", "facilitatrice")),
        ("animateur-trice", ("animateur", "animatrice")),
        ("joueur·euse", ("joueur", "joueuse")),
        ("heureux·se", ("heureux", "heureuse")),
        ("créatif·ve", ("créatif", "créative")),
        ("usager·ère", ("usager", "usagère")),
        ("professionnel·le", ("professionnel", "professionnelle")),
        ("tous·tes", ("tous", "toutes", "tous", "toute")),
        ("bénévole·s", ("bénévoles", "bénévole")),
        ("donne-les", ()),
        ("exemple.fr", ()),
        ("atelier", ()),
    ],
)
def test_inclusive_writing_stands_for_plain_words(written: str, forms: tuple[str, ...]) -> None:
    assert inclusive_forms(written) == forms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("atelier", "ateliers"),
        ("cartographier", "cartographie"),
        ("partagée", "partagee"),
        ("partageons", "partager"),
        ("animatrice", "animateur"),
        ("jeu", "jeux"),
        ("journaux", "journal"),
        ("travaux", "travail"),
        ("élèves", "eleve"),
        ("Cœurs", "coeur"),
        ("projeter", "projection"),
    ],
)
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert set(stems(one)) & set(stems(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("livre", "libre"),
        ("compte", "conte"),
        ("image", "imprimer"),
        # … though the stemmer brings them together
        ("formations", "formats"),
        ("métier", "mettre"),
        ("projeter", "projet"),
        ("environnement", "environ"),
        ("galettes", "galets"),
        ("papi", "papier"),
        ("mamie", "mama"),
    ],
)
def test_other_words_do_not_meet(one: str, other: str) -> None:
    assert not set(stems(one)) & set(stems(other))


def test_english_words_have_english_stems() -> None:
    assert stems("parties", language="en") == stems("party", language="en")


def test_places_are_those_of_the_original_text() -> None:
    text = "Animer l'atelier d'écriture"

    assert [text[piece.start : piece.end] for piece in pieces(text)] == ["Animer", "atelier", "écriture"]


def test_decomposed_accents_and_soft_hyphens_are_cleaned() -> None:
    assert clean("e\u0301cri\u00adture") == "écriture"


def test_folding_keeps_letters_only() -> None:
    assert normalize("ŒUVRE Ça") == "oeuvre ca"
