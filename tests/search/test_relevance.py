"""The golden set: what a person types, and what must come first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search.query import SearchQuery
from tests.search.corpus import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.base import Engine


def pks(engine: Engine, q: str) -> list[str]:
    return [hit.document.pk for hit in engine.search(SearchQuery(q=q), facets=()).hits]


FIRST = [
    # as written
    ("cartographier son quartier", "carte"),
    ("fanzine", "fanzine"),
    ("Médiathèque Neptune", "mediatheque"),
    # elision
    ("atelier écriture", "ecriture"),
    ("l'atelier d'écriture", "ecriture"),
    ("l’atelier d’écriture", "ecriture"),
    ("latelier d'écriture", "ecriture"),
    # accents and ligatures
    ("ecriture", "ecriture"),
    ("reparation", "reparer"),
    ("mediatheque", "mediatheque"),
    ("oeuvres libres", "oeuvres"),
    ("œuvre", "oeuvres"),
    ("METEO", "meteo"),
    ("ainés", "conte"),
    # plurals and verb forms
    ("ateliers d'écritures", "ecriture"),
    ("licence jeux", "jeu"),
    ("journal", "fanzine"),
    ("vélos", "velo"),
    ("cartographie", "carte"),
    ("photographie de fête", "photo"),
    ("traduction", "traduire"),
    ("réparons des vélos", "velo"),
    ("imprimer en 3 dimensions", "imprimante"),
    ("travail", "mediatheque"),
    # hyphens
    ("pique-nique", "piquenique"),
    ("pique nique", "piquenique"),
    ("piquenique", "piquenique"),
    ("grille pain", "reparer"),
    ("port louarn radio", "radioevasion"),
    # capitals inside a name
    ("open street map", "carte"),
    ("openstreetmap", "carte"),
    # inclusive writing, both ways
    ("habitants", "ecriture"),
    ("habitante", "ecriture"),
    ("facilitatrice", "facilitation"),
    ("facilitateurs", "facilitation"),
    ("facilitateur.rice.s", "facilitation"),
    ("joueuse", "jeu"),
    # Breton
    ("c'hoari", "breton"),
    ("c’hoari brezhoneg", "breton"),
    # mistakes
    ("atelir d'écriture", "ecriture"),
    ("fanzyne", "fanzine"),
    ("cartografier", "carte"),
    ("grainoteque", "graines"),
    ("bibliotèque", "graines"),
    ("wikipdia", "wikipedia"),
    ("podcats", "podcast"),
    # unfinished
    ("carto", "carte"),
    ("enregist", "podcast"),
    # title before summary before body
    ("radio", "radioevasion"),
    ("licence", "jeu"),
    ("conte", "conte"),
    # little words do not get in the way
    ("comment réparer un vélo", "velo"),
    ("jeu de cartes pour les licences", "jeu"),
    ("prise de son", "radio"),
    # phrases and unwanted words
    ('"vie privée"', "vieprivee"),
    ("« données ouvertes »", "meteo"),
    ("radio -émission", "radioevasion"),
    ('réparer -"un vélo"', "reparer"),
    # English
    ("games for children", "scratch"),
    ("mapping parties", "mapping"),
    ("walking surveys", "mapping"),
]


@pytest.mark.parametrize(("q", "first"), FIRST, ids=[q for q, _ in FIRST])
def test_expected_item_comes_first(golden: Engine, q: str, first: str) -> None:
    assert pks(golden, q)[:1] == [first]


EXACTLY = [
    ('"atelier d\'écriture"', ["ecriture"]),
    ('"écriture atelier"', []),
    ('"ateliers d\'écriture"', []),
    ("fanzine -journal", []),
    ("zzzzzz", []),
    ("aiguille", ["couture"]),
    ("aujourd'hui", []),
]


@pytest.mark.parametrize(("q", "found"), EXACTLY, ids=[q for q, _ in EXACTLY])
def test_only_expected_items_are_found(golden: Engine, q: str, found: list[str]) -> None:
    assert pks(golden, q) == found


@pytest.mark.parametrize(
    ("q", "suggestion"),
    [
        ("attelier d'ecriture", "atelier d'ecriture"),
        ("bibliotèque", "bibliothèque"),
        ("bibliotèque -semences", "bibliothèque -semences"),  # by its synonym, médiathèque
        ("metéo statoin", "metéo station"),
        ("atelier", ""),
        ("carto", ""),
        ("zzzzzz", ""),
    ],
)
def test_another_spelling_is_suggested_when_it_finds_something(golden: Engine, q: str, suggestion: str) -> None:
    assert golden.search(SearchQuery(q=q), facets=()).suggestion == suggestion


# Ranking by accents, initials and language, on documents of their own.
WORDS = (
    document("mais-oui", "Mais oui, mais non", "Un débat mouvant où chacun dit mais.", "Mais encore ?"),
    document("mais", "Semer du maïs ancien", "Des graines de maïs et de haricot."),
    document("marche", "La marche de nuit", "Une marche, deux marches, la marche à pied.", "On marche en silence."),
    document("marche-bio", "Vendre ses légumes", "Tenir un étal.", "Les marchés du samedi se préparent la veille."),
    document("tache", "Enlever une tache", "Savon, tache grasse et tache de vin.", "La tache part."),
    document("taches", "Répartir le travail", "Une grille simple.", "Chaque tâche a un nom et une date."),
    document("ia", "Ce que fait une IA", "Un débat sans ordinateur.", "L'IA devine le mot suivant. J'ai appris."),
    document("jai", "J'ai dix ans", "Écrire sa vie d'enfant.", "J'ai un souvenir, j'ai une photo."),
    document("machine", "Apprendre à une machine", "L'intelligence artificielle avec des cartes."),
    document("ess", "L'économie sociale et solidaire expliquée", "Coopératives et associations."),
    document("scop", "Monter une Scop", "Un statut de l'ESS, pas à pas."),
    document("ong", "Travailler avec une O.N.G.", "Conventions et partage."),
    document("cpp", "Premiers pas en C++", "Un jeu en une heure."),
    document("csharp", "Premiers pas en C#", "Un autre jeu en une heure."),
    document("vitamine", "La vitamine C", "Des fruits et un jeu."),
    document("fablab", "Visiter un FabLab", "Machines partagées."),
    document("fabrique", "Le laboratoire de fabrication du port", "Découper et graver."),
    document("rgpd", "Afficher une liste d'inscrits", "Ce que le RGPD demande."),
    document("licence-fr", "Une licence pour ma fiche", "Choisir une licence libre en trois questions."),
    document("licence-en", "A licence for my guide", "Choose a licence in three questions: licence, licence.", language="en"),
)  # fmt: skip


@pytest.fixture(scope="session")
def words(indexed_once: Callable[..., Engine]) -> Engine:
    return indexed_once(*WORDS)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        # an accent on purpose ranks first, and a stop word never answers for it
        ("maïs", ["mais"]),
        ("Maïs ancien", ["mais"]),
        ("marché", ["marche-bio", "marche"]),
        ("marchés", ["marche-bio", "marche"]),
        ("marche", ["marche", "marche-bio"]),
        ("tâche", ["taches", "tache"]),
        ("tâches", ["taches", "tache"]),
        ("TÂCHE", ["taches", "tache"]),
        ("ta\u0302che", ["taches", "tache"]),
        ("tache", ["tache", "taches"]),
        # initials with dots, without, and in full
        ("I.A.", ["ia", "machine"]),
        ("IA", ["ia", "machine"]),
        ("ia", ["ia", "machine"]),
        ("intelligence artificielle", ["machine", "ia"]),
        ("l’intelligence artificielle", ["machine", "ia"]),
        ("AI", ["ia", "machine"]),
        ("ESS", ["ess", "scop"]),
        ("économie sociale et solidaire", ["ess", "scop"]),
        ("O.N.G.", ["ong"]),
        ("ong", ["ong"]),
        ("fab lab", ["fablab", "fabrique"]),
        ("fablab", ["fablab", "fabrique"]),
        ("GDPR", ["rgpd"]),
        # what only a mark tells from a letter
        ("C++", ["cpp"]),
        ("c#", ["csharp"]),
        ("jeu en C++", ["cpp", "vitamine", "csharp"]),  # what has both words, then what has one
    ],
)
def test_words_that_are_told_apart(words: Engine, q: str, expected: list[str]) -> None:
    assert pks(words, q) == expected


WITHOUT = (
    document("mai", "Fêter le premier mai", "Un brin de muguet, mais sans vin."),
    document("maison", "Garder sa maison fraîche", "Volets clos."),
    document("each", "A teacher for each group", "Each one teaches one.", language="en"),
    document("marchand", "Jouer à la marchande", "Compter des pièces."),
)


@pytest.mark.parametrize("q", ["maïs", "tâche", "tâches", "marché"])
def test_word_that_nothing_says_finds_nothing_rather_than_another(make_engine: Any, q: str) -> None:
    """Neither a little word (mais), nor another that has the same stem (mai), begins alike (maison) or looks alike."""
    found = make_engine(*WITHOUT).search(SearchQuery(q=q), facets=())

    assert ([hit.document.pk for hit in found.hits], found.suggestion) == ([], "")


def test_little_word_that_is_an_acronym_elsewhere_stays_a_little_word(words: Engine) -> None:
    assert pks(words, "j'ai une photo") == ["jai"]


def test_initials_are_marked_in_capitals_only(words: Engine) -> None:
    hit = words.search(SearchQuery(q="AI appris"), facets=()).hits[0]

    assert hit.highlights.title == "Ce que fait une <mark>IA</mark>"
    assert hit.highlights.snippet == "L&#x27;<mark>IA</mark> devine le mot suivant. J&#x27;ai <mark>appris</mark>."


@pytest.mark.parametrize(("language", "first"), [("fr", "licence-fr"), ("en", "licence-en")])
def test_language_of_the_reader_comes_first(words: Engine, language: str, first: str) -> None:
    found = words.search(SearchQuery(q="licence"), facets=(), language=language)

    assert (found.hits[0].document.pk, found.total) == (first, 2)


def test_item_about_it_in_another_language_comes_before_a_mention(make_engine: Any) -> None:
    about = document("about", "Scratch for beginners", "Scratch games.", language="en")
    mention = document("mention", "Programmer un jeu", "Avec des cartes.", "On peut finir avec Scratch.")
    others = [document(f"n{number}", f"Autre fiche {number}") for number in range(20)]

    found = make_engine(about, mention, *others).search(SearchQuery(q="scratch"), facets=(), language="fr")

    assert [hit.document.pk for hit in found.hits] == ["about", "mention"]


@pytest.mark.parametrize(
    ("q", "corrected"),
    [
        ("fanzyne", "fanzine"),
        ("attelier d'ecriture", "atelier d'ecriture"),
        ("fanzine", ""),
        ("carto", ""),  # unfinished is no mistake
        ("piquenique", ""),
        # half a correction is none
        ("fanzyne xyzzyx", ""),
        ("xyzzyx & fyre", ""),
        # a word that begins otherwise is another word
        ("qadio", ""),
    ],
)
def test_answer_for_another_wording_says_so(golden: Engine, q: str, corrected: str) -> None:
    found = golden.search(SearchQuery(q=q), facets=())

    assert (found.suggestion, found.corrected) == (corrected, bool(corrected))
    assert found.relaxed is False
    if corrected:
        same = golden.search(SearchQuery(q=corrected), facets=())
        assert [hit.document.pk for hit in found.hits] == [hit.document.pk for hit in same.hits] != []


STREETS = (
    document("rue", "Cartographier sa rue à pied", "Relever bancs et arbres, en petits groupes."),
    document("rut", "Le brame et le rut du cerf", "Cartographie des clairières."),
    document("pietons", "Une place pour les piétons", "Ruban, craie et pieuvre en carton."),
    document("affiche", "Une licence pour mon affiche", "Trois questions."),
    document("fiche", "Écrire une fiche", "Une fiche, deux fiches, trois fiches."),
    document("mais-oui", "Mais oui", "Mais non : une fiche ancienne."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("q", "first", "suggestion"),
    [
        # every word that means something is mistaken, two are short, one has an accent by ear
        ("cartografier sa ru a pié", "rue", "cartographier sa rue a pied"),
        ("cartografier la ru", "rue", "cartographier la rue"),
        # most of them are mended: the last one, that nothing is near to, is left out and out of the wording
        ("cartografier sa ru a pié zzzz", "rue", "cartographier sa rue a pied"),
        ("lissence pour mon afiche", "affiche", "licence pour mon affiche"),
    ],
)
def test_question_of_which_most_words_are_mistaken_is_answered_and_says_for_what(
    make_engine: Any, q: str, first: str, suggestion: str
) -> None:
    found = make_engine(*STREETS).search(SearchQuery(q=q), facets=(), language="fr")

    assert [hit.document.pk for hit in found.hits][:1] == [first]
    assert (found.suggestion, found.corrected, found.relaxed) == (suggestion, True, False)


@pytest.mark.parametrize(
    "q",
    [
        "rug",  # alone, a short word is near to every other
        "cartografier zzzz",  # half a correction is none
        "UQ zzzz",
        "maïs zzzz",  # neither a little word
    ],
)
def test_question_that_nothing_is_near_to_finds_nothing(make_engine: Any, q: str) -> None:
    found = make_engine(*STREETS).search(SearchQuery(q=q), facets=(), language="fr")

    assert ([hit.document.pk for hit in found.hits], found.suggestion) == ([], "")


def test_accent_on_purpose_is_kept_among_other_words(make_engine: Any) -> None:
    """« maïs » is no mistake for « mais », though an item says « mais » and the other word."""
    found = make_engine(*STREETS).search(SearchQuery(q="maïs ancien"), facets=(), language="fr")

    assert (found.suggestion, found.corrected) == ("", False)


ENGLISH = (
    document("five", "Five games", "Five cards, five minutes.", language="en"),
    document("photograph", "Photograph a street", "A photograph each.", language="en"),
)


@pytest.mark.parametrize(
    ("q", "language", "suggestion"),
    [
        ("fire", "fr", ""),
        ("fire", "en", "five"),
        ("fire", "", "five"),
        # a long word leaves little doubt
        ("photogarph", "fr", "photograph"),
    ],
)
def test_short_word_is_corrected_in_the_language_of_the_reader_only(
    make_engine: Any, q: str, language: str, suggestion: str
) -> None:
    found = make_engine(*ENGLISH).search(SearchQuery(q=q), facets=(), language=language)

    assert found.suggestion == suggestion


@pytest.mark.parametrize(("language", "suggestion"), [("fr", "exercice"), ("en", "exercise")])
def test_of_words_as_near_the_one_of_the_reader_is_meant(make_engine: Any, language: str, suggestion: str) -> None:
    ours = document("fr", "Un exercice à deux", "En silence.")
    theirs = document("en", "An exercise for two", "No words.", language="en")

    found = make_engine(ours, theirs).search(SearchQuery(q="exercixe"), facets=(), language=language)

    assert found.suggestion == suggestion


def test_nothing_is_found_when_some_words_are_unknown_and_none_is_known(golden: Engine) -> None:
    assert golden.search(SearchQuery(q="xyzzyx & fyre"), facets=()).total == 0


def test_when_nothing_has_all_the_words_some_are_enough_and_the_answer_says_so(golden: Engine) -> None:
    found = golden.search(SearchQuery(q="fanzine tournevis"), facets=())

    assert [hit.document.pk for hit in found.hits] == ["fanzine"]
    assert found.relaxed is True


def test_items_without_the_mistaken_word_never_appear_beside_exact_ones(golden: Engine) -> None:
    assert pks(golden, "conte") == ["conte"]  # "compte" and "comptes" are one letter away


WANTED = [
    document("radio", "Fabriquer une émission de radio", "À la radio, du conducteur au direct."),
    document("mention", "Pas de modification", "Un atelier payant, une radio : animer sans changer."),
    document("pain", "Pétrir le pain", "Pour les adolescents du quartier."),
    document("murs", "Monter une exposition", "Sur des cordes à linge."),
    document("comment", "Animer sans crier", "La voix, le silence."),
]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("animer un atelier radio", ["radio", "mention"]),
        ("activité pour les ados", ["pain"]),
        ("organiser une expo", ["murs"]),
        ("animer", ["comment", "mention"]),
        ('atelier "à la radio"', ["radio"]),
        ("fiche -radio adolescentes", ["pain"]),
    ],
)
def test_words_that_only_ask_for_an_activity_keep_none_out(make_engine: Any, q: str, found: list[str]) -> None:
    engine = make_engine(*WANTED)
    assert sorted(pks(engine, q)) == sorted(found)
    assert pks(engine, q)[0] == found[0]
