"""What is said around what is looked for."""

from __future__ import annotations

import pytest

from search.query import SearchQuery
from search.understanding.asking import said_around, said_beside
from search.understanding.words import pieces
from tests.search.corpus import document


def told(q: str) -> str:
    words = [piece.words[0] for piece in pieces(q) if not piece.joined]
    around = said_around(words)
    return " ".join(word for place, word in enumerate(words) if place not in around)


@pytest.mark.parametrize(
    ("q", "left"),
    [
        ("comment on fait pour réparer un vélo", "reparer un velo"),
        ("comment faire un fanzine", "un fanzine"),
        ("faire de la radio", "radio"),
        ("je cherche une idée d'atelier pour parler des fake news", "atelier pour fake news"),
        ("quelqu'un a une fiche pour animer un débat ?", "fiche pour animer un debat"),
        ("est-ce que quelqu'un aurait un jeu sur les licences", "jeu sur les licences"),
        ("est-ce que je peux mettre une musique", "mettre une musique"),
        ("où trouver des images libres", "des images libres"),
        ("bonjour, je recherche une fiche sur les graines svp", "une fiche sur les graines"),
        ("j'ai besoin d'un modèle d'autorisation", "un modele autorisation"),
        ("à quoi sert une licence", "une licence"),
        ("how do i credit a picture", "credit a picture"),
        ("does anyone have a workshop about zines", "a workshop zines"),
        ("looking for a game", "a game"),
        ("share alike meaning", "share alike"),
        ("what does share alike mean", "what does share alike"),
        ("the definition of a commons", "a commons"),
        ("tips for a better meeting", "better meeting"),
        ("I'd like to know who takes photos", "who takes photos"),
        ("explain to me what a kit is", "what a kit is"),
        ("teach kids about rumours", "rumours"),
        ("my mother uses a tablet", "uses a tablet"),
        ("people who fix bikes", "fix bikes"),
        ("a radio show from scratch", "a radio show"),
        ("a game from scratch project", "a game from scratch project"),
        ("is a photocopy allowed", "is a photocopy"),
        ("solve a conflict in the team", "solve a conflict"),
        ("ça veut dire quoi une licence", "une licence"),
        ("qu'est-ce que ça m'oblige à faire", ""),
        ("what does sharealike force me to do", "what does sharealike"),
        ("petra eo ur vro", "vro"),
        ("penaos ober ur fanzine", "fanzine"),
        ("je n'arrive pas à ouvrir un fichier", "ouvrir un fichier"),
        ("par quoi commencer pour une expo", "pour une expo"),
        ("quelle technique pour décider", "decider"),
        ("un endroit où on peut emprunter une perceuse", "emprunter une perceuse"),
        ("elle raconte plein de choses", "elle raconte choses"),
        ("grâce au groupe", "groupe"),
        ("est-il interdit de filmer un concert", "filmer un concert"),
        ("is it legal to film a concert", "film a concert"),
        ("quelle association s'occupe des cartes", "quelle association cartes"),
        ("nous avons le droit de projeter un film", "projeter un film"),
        ("vieilles photos de notre commune", "vieilles photos"),
        ("j'ai peur de perdre mes photos", "perdre mes photos"),
        ("je m'en fiche du crédit", "du credit"),
        ("mettre une recette en fiche", "mettre une recette en fiche"),
        ("être sûr qu'une image est libre", "une image est libre"),
        ("make sure that a picture is free", "a picture is free"),
        ("que faire d'un vieux téléphone", "un vieux telephone"),
        ("what should we do with old maps", "with old maps"),
        # what costs little, on what occasion and where: all of the pool suits these
        ("un atelier pas cher", "un atelier"),
        ("expo photo petit budget", "expo photo"),
        ("sortie sans rien acheter", "sortie"),
        ("cheap craft workshop", "craft workshop"),
        ("jeux un mercredi de pluie", "jeux"),
        ("bricoler quand il pleut", "bricoler"),
        ("rainy day games", "games"),
        ("ouvrir un repair café dans mon quartier", "ouvrir un repair cafe"),
        ("les licences pour les nuls", "les licences"),
        ("le droit d'auteur en deux mots", "le droit auteur"),
        ("copyright explained in plain English", "copyright"),
        # how long, where no wish is read from it
        ("images trompeuses au collège 2h", "images trompeuses au college"),
        ("débat 45 min", "debat"),
        ("30 minute training", "training"),
        ("savoir si une photo est truquée", "une photo est truquee"),
        ("ma belle-mère filme tout", "filme tout"),
        # elided articles are no words
        ("un tas d'histoires", "histoires"),
        ("elle a plein d'histoires", "elle a histoires"),
        ("j'ai envie d'apprendre la couture", "apprendre la couture"),
        ("on a peur qu'une marque le vende", "une marque le vende"),
        ("le meilleur moyen d'éviter les disputes", "eviter les disputes"),
        ("à partir d'un vieux texte", "un vieux texte"),
        ("ma petite nièce dessine", "dessine"),
        ("ateliers pour 8 à 12 ans", "ateliers pour"),
        ("concert pendant le festival", "concert"),
        ("écouter des contes le soir", "ecouter des contes"),
        # words that mean something of their own
        ("ma grand-mère raconte", "ma grand mere raconte"),
        ("moyen de transport", "moyen de transport"),
        ("jeux en plein air", "jeux en plein air"),
        ("un vélo pour la pluie", "un velo pour la pluie"),
        ("la carte de mon quartier", "la carte de mon quartier"),
        ("affiche en gros caractères", "affiche en gros caracteres"),
        ("sans se faire peur", "sans se faire peur"),
        ("où est la maison des communs", "ou est la maison des communs"),
        ("logo de la commune", "logo de la commune"),
        ("une ressource commune", "une ressource commune"),
        ("on a le droit d'auteur", "on a le droit auteur"),
        ("l'accès est interdit", "acces est interdit"),
        ("recherche documentaire", "recherche documentaire"),
        ("les idées reçues", "les idees recues"),
    ],
)
def test_words_of_asking_are_told_from_what_is_asked(q: str, left: str) -> None:
    assert told(q) == left


def test_what_is_said_of_all_of_the_pool_is_told_apart() -> None:
    assert said_beside(["chien", "libre", "de", "droits"]) == {1, 2, 3}
    assert said_beside(["le", "droit", "de", "filmer", "est", "libre"]) == set()


@pytest.mark.parametrize(
    ("q", "use"),
    [
        ("photo de pont pour une affiche", "pour une affiche"),
        ("dessin de marteau à mettre sur notre site internet", "a mettre sur notre site internet"),
        ("bruit de vagues pour un podcast", "pour un podcast"),
        ("bruit de vagues pour mettre en fond", "pour mettre en fond"),
        ("sound of waves as background noise", "as background noise"),
        ("picture of a dog to put on my website", "to put on my website"),
        # what is allowed, or what is done to it: nothing is said of what is on it
        ("musique pour une vidéo", ""),
        ("photo trouvée sur internet pour un flyer", ""),
        ("photo prise sur google pour une affiche", ""),
        ("images pour illustrer un article", ""),
        ("créditer une photo sur une affiche", ""),
    ],
)
def test_what_a_media_is_for_is_told_from_what_is_on_it(q: str, use: str) -> None:
    words = [piece.words[0] for piece in pieces(q) if not piece.joined]

    assert " ".join(words[place] for place in sorted(said_beside(words))) == use


def test_what_a_media_is_for_weighs_nothing_beside_what_is_on_it(make_engine) -> None:
    engine = make_engine(
        document("pont", "Un pont de pierre"), document("affiche", "Une affiche, une photo, une image")
    )

    found = engine.search(SearchQuery(q="photo de pont pour une affiche"), facets=())

    assert [hit.document.pk for hit in found.hits][:1] == ["pont"]


@pytest.mark.parametrize(("q", "pks"), [("chien gris libre de droit", ["chien"]), ("libre de droit", ["droit"])])
def test_free_of_rights_weighs_nothing_beside_two_other_words(make_engine, q: str, pks: list[str]) -> None:
    engine = make_engine(document("chien", "Un chien gris"), document("droit", "Libre de droit, qu'est-ce à dire ?"))

    assert [hit.document.pk for hit in engine.search(SearchQuery(q=q), facets=()).hits] == pks


@pytest.mark.parametrize("q", ["comment on fait pour réparer un vélo", "quelqu'un a un vélo à réparer ?"])
def test_words_of_asking_weigh_nothing(golden, q: str) -> None:
    asked, bare = (golden.search(SearchQuery(q=text), facets=()) for text in (q, "réparer un vélo"))

    assert [hit.document.pk for hit in asked.hits] == [hit.document.pk for hit in bare.hits] != []
    assert asked.relaxed is False
