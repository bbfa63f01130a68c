"""What is typed in haste, by ear or in another form is answered as what it stands for, on every engine."""

from __future__ import annotations

from typing import Any

import pytest

from search.query import SearchQuery
from tests.search.corpus import document

ITEMS = (
    document("forum", "Le théâtre forum", "Jouer une situation, puis la rejouer autrement."),
    document("form", "La forme d'un théâtre", "Une fiche, un formulaire."),
    document("droit", "Images de personnes", "Le droit à l'image des gens qu'on photographie."),
    document("auteur", "Le droit d'auteur", "Une image, un texte."),
    document("conte", "Conter au coin du feu", "Un conte se dit sans livre."),
    document("quartier", "Une carte du quartier", "Relever bancs et arbres."),
    document("minuteur", "Un minuteur de couleurs", "Vert, jaune, rouge."),
    document("sons", "Protéger son téléphone", "Un code, une sauvegarde."),
    document("prise", "Prise de son dehors", "Un micro, un casque."),
    document("coudre", "Coudre un bouton", "Une aiguille, du fil."),
    document("amie", "Une amie du quartier", "Elle passe le matin."),
    document("phare", "Le port et son phare", "Une lampe, un gardien."),
    document("licence", "Changer la licence d'une œuvre", "Demander à chacun."),
    document("lice", "Changer d'air", "Entrer en lice."),
    document("ali", "Ali et la mer", "Un récit."),
    document("share", "What we share", "Tools, time."),
    document("alike", "Share alike", "What is open stays open."),
    document("ancien", "La parole aux personnes âgées", "Leur demander ce qu'elles ont vu."),
)


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("koi pr le droit a limage", "droit"),  # short, and without the apostrophe
        ("mamie", "ancien"),  # a word that has synonyms is no “m'amie”
        ("nous cousons", "coudre"),  # a verb in a form that has another stem
        ("kartier", "quartier"),  # by ear
        ("conteuse", "conte"),  # another word of the family
        ("minuteuravec couleurs", "minuteur"),  # two words run together
        ("droitdauteur", "auteur"),  # the same, with an elided article
        ("une méthode simple pour protéger son code", "sons"),  # words that any sentence has weigh nothing
        ("prise de son", "prise"),  # a sound is no possessive
        ("prot", "phare"),  # two letters the other way round, of what begins another word (protéger)
        ("changer la lic", "licence"),  # not at its end yet, and the stem of another word
        ("share ali", "alike"),  # … or another word itself, which nothing has beside the others
    ],
)
def test_what_is_typed_in_haste_is_answered(make_engine: Any, q: str, first: str) -> None:
    found = make_engine(*ITEMS).search(SearchQuery(q=q), facets=(), language="fr")

    assert [hit.document.pk for hit in found.hits][:1] == [first]


@pytest.mark.parametrize(
    ("q", "suggestion", "expected"),
    [
        # “form” is as near as “forum”: the words that stand side by side somewhere were meant
        ("téatre forom", "théâtre forum", ["forum"]),
        ("phorme", "forme", ["form"]),
    ],
)
def test_wording_whose_words_stand_side_by_side_is_the_likeliest(
    make_engine: Any, q: str, suggestion: str, expected: list[str]
) -> None:
    found = make_engine(*ITEMS).search(SearchQuery(q=q), facets=(), language="fr")

    assert (found.suggestion, found.corrected) == (suggestion, True)
    assert [hit.document.pk for hit in found.hits][:1] == expected


def test_long_question_with_a_mistake_is_for_the_words_that_decide(make_engine: Any) -> None:
    found = make_engine(*ITEMS).search(SearchQuery(q="jouer une situation autreman dimanche"), facets=(), language="fr")

    assert [hit.document.pk for hit in found.hits][:1] == ["forum"]
    assert (found.suggestion, found.corrected, found.relaxed) == ("jouer une situation autrement", True, False)


def test_word_that_nothing_is_near_to_alone_asks_for_nothing_rather_than_for_everything(make_engine: Any) -> None:
    found = make_engine(*ITEMS).search(SearchQuery(q="xyzzyx"), facets=(), language="fr")

    assert (found.total, found.suggestion) == (0, "")
