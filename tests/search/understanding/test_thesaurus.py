"""Other words for the same thing."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

import pytest

from search.query import SearchQuery
from search.understanding import thesaurus
from search.understanding.thesaurus import MOST_OTHERS, BadLine, Line, Thesaurus, key_of, plain, read_line
from search.understanding.units import both_stems, unit_of, with_synonyms
from search.understanding.words import pieces
from tests.search.corpus import document

PHONE = Line(("téléphone",), ("smartphone", "portable"), both=True, language="fr", reason="one thing")
FAKE = Line(("fake news",), ("vérifier",), both=False, language="*", reason="what one does about it")

COURSES = Line(("cours pour seniors",), ("premiers clics",), both=False, language="fr", reason="where they begin")

MEET = Line(("se présenter",), ("brise-glace",), both=False, language="fr", reason="how people begin")

GAMES = Line(("faire un jeu vidéo",), ("scratch",), both=False, language="fr", reason="what one makes it with")


def found(text: str, language: str = "fr") -> list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]:
    return [
        (match.words, match.others)
        for match in Thesaurus([PHONE, FAKE, COURSES, MEET, GAMES]).find(text, language=language)
    ]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("mon telephone", [(("telephone",), (("smartphone",), ("portable",)))]),
        ("des Smartphones", [(("smartphones",), (("telephone",), ("portable",)))]),
        ("les fake news", [(("fake", "news"), (("verifier",),))]),
        ("vérifier une image", []),  # one way
        ("une tablette", []),
        # little words between those of a phrase are as good as none
        ("cours pour les seniors", [(("cours", "pour", "les", "seniors"), (("premiers", "clics"),))]),
        ("cours seniors", [(("cours", "seniors"), (("premiers", "clics"),))]),
        # verbs of a phrase in other forms than a line has
        ("ils se présentent", [(("se", "presentent"), (("brise", "glace"),))]),
        ("présentez", []),
        # a plural in x is the same word
        ("faire des jeux vidéo", [(("faire", "des", "jeux", "video"), (("scratch",),))]),
        # what turns the sense is none of them
        ("cours sans seniors", []),
    ],
)
def test_words_find_their_synonyms(text, matches):
    assert found(text) == matches


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("la photo d'un enfant", ("photo", "un", "enfant")),
        ("photos des enfants", ("photos", "des", "enfants")),
        ("photo enfant", ("photo", "enfant")),
        ("enfant de la photo", None),
        ("photo sans enfant", None),
    ],
)
def test_articles_inside_a_phrase_are_none_of_it(text, words):
    line = Line(("photo d'enfant",), ("groupe scolaire",), both=False, language="*", reason="for the test")

    assert [match.words for match in Thesaurus([line]).find(text, language="fr")] == ([words] if words else [])


def test_words_of_a_phrase_without_its_little_ones_keep_their_own_synonyms():
    phrase = Line(("journal du collège",), ("fanzine",), both=False, language="fr", reason="for the test")
    word = Line(("collège",), ("école",), both=False, language="fr", reason="for the test")
    find = Thesaurus((phrase, word)).find

    assert [(match.words, match.loose) for match in find("journal collège", language="fr")] == [
        (("journal", "college"), True),
        (("college",), False),
    ]
    assert [(match.words, match.loose) for match in find("journal de mon collège", language="fr")] == [
        (("journal", "de", "mon", "college"), False),
    ]


def test_words_of_a_phrase_without_its_little_ones_are_enough(make_engine):
    line = Line(("journal du collège",), ("fanzine",), both=False, language="fr", reason="for the test")
    engine = make_engine(
        document("journal", "Un journal"), document("fanzine", "Un fanzine"), document("other", "Un pain")
    )
    with thesaurus.reading([line]):
        hits = engine.search(SearchQuery(q="journal collège"), facets=(), language="fr").hits

    assert [hit.document.pk for hit in hits] == ["journal", "fanzine"]


def test_country_is_not_taken_for_what_one_does_at_a_flea_market():
    (country,), (rummage,) = (thesaurus.current().find(word, language="fr") for word in ("Chine", "chiner"))

    assert ("brocante",) in rummage.others
    assert ("brocante",) not in country.others


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("vélos", "vélo"), ("pneus", "pneu"), ("textos", "texto"), ("potagers", "potager"), ("caméras", "caméra")],
)
def test_plural_that_the_stemmer_keeps_has_the_synonyms_of_its_singular(plural, singular):
    def others(word: str) -> list[tuple[tuple[str, ...], ...]]:
        return [match.others for match in thesaurus.current().find(word, language="fr")]

    assert others(plural) == others(singular) != []


@pytest.mark.parametrize("word", ["gallois", "process", "abus", "avis"])
def test_word_that_ends_in_s_is_no_plural(word):
    assert thesaurus.current().find(word, language="fr") == []


@pytest.mark.parametrize(
    ("typed", "its_own", "of_its_stem"),
    [
        ("profit", "commercial", "professeur"),
        ("galets", "ressac", "recette"),
        ("pompier", "fire", "crediter"),
        ("infirmier", "soin", "accessibilite"),
        ("plage", "greve", "plagiat"),
        ("republier", "copier", "constitution"),
    ],
)
def test_word_has_its_own_line_and_none_of_its_stem(typed, its_own, of_its_stem):
    (match,) = thesaurus.current().find(typed, language="fr")

    assert (its_own,) in match.others
    assert (of_its_stem,) not in match.others


def test_phrase_that_differs_by_an_article_is_found_as_it_is_written():
    line = Line(("pas le modifier",), ("pas de modification",), both=False, language="*", reason="for the test")

    (match,) = Thesaurus([line]).find("pas le modifier", language="fr")
    assert match.others == (("pas", "de", "modification"),)


def test_sound_is_no_synonym_for_it_would_find_possessives():
    line = Line(("bruitage",), ("son", "jingle"), both=True, language="fr", reason="what one listens to")

    assert [match.others for match in Thesaurus([line]).find("un bruitage", language="fr")] == [(("jingle",),)]
    assert [match.others for match in Thesaurus([line]).find("un son", language="fr")] == [(("bruitage",), ("jingle",))]


def test_possessives_are_no_pronouns_and_files_no_guides():
    ways = ("se livrer", "ouvrir mes mails", "écrire un fichier")
    find = Thesaurus([Line(ways, ("récit",), both=False, language="fr", reason="for the test")]).find

    assert find("ses livres", language="fr") == find("écrire nos fiches", language="fr") == []
    assert [match.words for match in find("ouvrir ses mails", language="fr")] == [("ouvrir", "ses", "mails")]


def test_phrase_that_begins_with_a_little_word_gives_way_to_a_longer_one():
    some = Line(("les restes",), ("croûtes",), both=False, language="fr", reason="for the test")
    more = Line(("restes de légumes",), ("fanes",), both=False, language="fr", reason="for the test")
    find = Thesaurus([some, more]).find

    assert [match.others for match in find("les restes", language="fr")] == [(("croutes",),)]
    assert [match.others for match in find("les restes de légumes", language="fr")] == [(("fanes",),)]


def test_other_ways_of_a_line_come_after_what_any_line_finds():
    first = Line(("sondage", "enquête"), ("avis",), both=False, language="fr", reason="the same")
    second = Line(("sondage",), ("vote",), both=False, language="fr", reason="what it leads to")

    (match,) = Thesaurus([first, second]).find("un sondage", language="fr")

    assert match.others == (("avis",), ("vote",), ("enquete",))


def test_form_of_an_english_verb_finds_what_its_line_does_for_readers_of_english():
    lines = (("sew", "coudre"), ("tape", "bande"), ("cut", "couper"), ("map a street", "carte"))
    known = Thesaurus(Line((way,), (other,), both=False, language="en", reason="for the test") for way, other in lines)
    typed = ("sewing", "taped", "cutting", "mapping streets")

    assert [[match.others for match in known.find(q, language="en")] for q in typed] == [
        [(("coudre",),)], [(("bande",),)], [(("couper",),)], [(("carte",),)]
    ]  # fmt: skip
    assert known.find("sewing", language="fr") == []


def test_line_for_readers_of_one_language_is_not_for_others():
    assert found("téléphone", "en") == []
    assert found("fake news", "en") == [(("fake", "news"), (("verifier",),))]
    assert found("téléphone", "") == found("téléphone", "fr")


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("a\tb\t=\tfr", "has 4 columns"),
        ("a\tb\t?\tfr\tbecause", "direction"),
        ("a\tb\t=\tde\tbecause", "direction"),
        ("a\tb\t=\tfr\t", "reason"),
        ("\tb\t=\tfr\tbecause", "both sides"),
    ],
)
def test_line_that_cannot_be_read_says_so(written, wrong):
    with pytest.raises(BadLine, match=wrong):
        read_line(written, number=3)


def test_every_line_of_the_program_is_read_and_has_its_reason():
    lines = thesaurus.lines()

    assert len(lines) > 500
    assert all(line.reason and len(line.reason) < 100 for line in lines)
    assert {line.language for line in lines} == {"fr", "en", "*"}


def pairs(line: Line) -> set[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """What a line makes findable: what is typed and what it finds, by the keys that both are looked up by."""
    ways, others = ([key_of(plain(way)) for way in side] for side in (line.ways, line.others))
    there = {(way, other, line.language) for way in ways for other in others}
    return there | {(other, way, language) for way, other, language in there if line.both}


def test_no_pair_is_written_in_two_lines():
    counted = Counter(pair for line in thesaurus.lines() for pair in pairs(line))

    assert [pair for pair, count in counted.items() if count > 1] == []


def test_every_line_brings_what_stems_do_not():
    def meet(way: str, other: str) -> bool:
        words = (plain(way), plain(other))
        return all(len(row) == 1 for row in words) and not set(both_stems(words[0])).isdisjoint(both_stems(words[1]))

    idle = [line for line in thesaurus.lines() if all(meet(*pair) for pair in product(line.ways, line.others))]

    assert idle == []


def test_no_way_of_the_program_is_too_long_or_has_more_others_than_are_read():
    ways = [way for line in thesaurus.lines() for way in (*line.ways, *line.others)]

    assert [way for way in ways if len(plain(way)) > thesaurus.MOST_WORDS_OF_A_WAY] == []
    found = {(way, one): thesaurus.current().find(way, language=one) for one in ("fr", "en") for way in ways}
    assert [way for way, matches in found.items() if any(len(one.others) == MOST_OTHERS for one in matches)] == []


@pytest.mark.parametrize(
    "common",
    [
        "amère", "appliquer", "argent", "bombarder", "bras", "chiffres", "classer", "communication", "communiqué",
        "date", "détecter", "développer", "grave", "italique", "licencier", "médiatique", "presse", "romance",
        "tablier", "tentant",
        "établissement", "face", "fermer", "font",
        "format", "habitants", "identifier", "initiative", "livrer", "même", "mobilier", "opération", "oui", "ouvrir",
        "papier", "petite", "période", "pluie", "porter", "poste", "présent", "présenter", "programme", "projet",
        "projets", "réaliser", "reporter", "reste", "sable", "sentir", "sortir", "très", "usage", "va", "voilà", "voir",
    ],
)  # fmt: skip
def test_common_word_is_not_taken_for_another_of_its_stem(common):
    assert thesaurus.current().find(common, language="fr") == []


@pytest.mark.parametrize(
    "english", ["coin", "cove", "deer", "grave", "kite", "march", "pier", "pig", "plane", "tea", "van"]
)
def test_english_word_is_no_synonym_where_a_common_french_word_has_its_stem(english):
    """A plane would find every plan, a kite every kit, a deer whatever says “de”."""
    assert [line.ways for line in thesaurus.lines() if english in line.others and line.language == "fr"] == []


PAGES = (
    document("telephone", "Protéger son téléphone", "En une heure."),
    document("smartphone", "Filmer au smartphone", "Cadrer et monter."),
    document("image", "D'où vient cette image ?", "Vérifier une photo."),
    document("memoire", "Recueillir une mémoire", "Un témoignage à voix haute."),
    document("licence", "Changer la licence d'une œuvre", "À plusieurs."),
    document("papi", "Un ordinateur pour tous", "À l'accueil numérique du quartier."),
    document("osm", "OpenStreetMap à pied", "Une carte."),
    document("ia", "Ce que devine une IA", "Sans ordinateur."),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(indexed_once):
    return indexed_once(*PAGES)


@pytest.mark.parametrize(
    ("q", "pks"),
    [
        ("téléphone", ["telephone", "smartphone"]),
        ("smartphone", ["smartphone", "telephone"]),
        ("fake news", ["image"]),
        ("récit", ["memoire"]),
        ("témoignage", ["memoire"]),
        ("relicencier", ["licence"]),
        ("PAPI", ["papi"]),
        ("accueil numérique", ["papi"]),
        ("O.S.M.", ["osm"]),
        ("osm", ["osm"]),
        ("I.A.", ["ia"]),
        ("intelligence artificielle", ["ia"]),
        ("chatgpt", ["ia"]),
        ("photo virale", ["image"]),
        ("faire parler les anciens", ["memoire"]),
        ("passer en libre", ["licence"]),
        # Breton: an apostrophe inside a letter, a tilde
        ("luc’hskeudenn", ["image"]),
        ("kartennaouiñ", ["osm"]),
        # a word that nothing has, by the synonyms of its family
        ("intervieweuse", ["memoire"]),
        # in quotes words are what they are
        ('"téléphone"', ["telephone"]),
    ],
)
def test_synonyms_find_after_the_words_themselves(pages, q, pks):
    hits = pages.search(SearchQuery(q=q), facets=(), language="fr").hits

    assert [hit.document.pk for hit in hits] == pks


def test_synonym_counts_as_much_as_a_word_that_no_item_has_and_less_than_one_that_some_have(indexed_once):
    smart, phone = document("smart", "Un smartphone"), document("phone", "Un téléphone et un phone")
    alone, both = indexed_once(smart), indexed_once(smart, phone)

    def weights(engine: Any, q: str, language: str) -> set[float]:
        (unit,) = engine.search(SearchQuery(q=q), facets=(), language=language).meant.question.units
        return {other.weight for other in unit.alternatives}

    assert weights(alone, "téléphone", "fr") == {1.0}
    assert (weights(both, "téléphone", "fr"), weights(both, "phone", "en")) == ({0.4}, {0.6})


def test_phrase_of_nothing_but_turns_of_phrase_still_has_its_synonyms(make_engine):
    engine = make_engine(
        document("fete", "Une association en fête", "Danser."),
        document(
            "savoirs", "Une association qui échange", "Chacun y apprend les savoirs des autres, un jeudi sur deux."
        ),
    )
    found = engine.search(SearchQuery(q="qui sait faire quoi dans mon association"), facets=(), language="fr")

    assert [hit.document.pk for hit in found.hits] == ["savoirs", "fete"]


def test_possessive_has_no_synonyms_of_the_noun_that_it_is_too(make_engine):
    engine = make_engine(document("phone", "Un téléphone à protéger"), document("micro", "La prise de son"))
    asked = engine.search(SearchQuery(q="elle veut protéger son téléphone"), facets=(), language="fr").meant.question

    assert ("prise", "de", "son") not in {row for unit in asked.units if unit.acronym for row in unit.acronym.rows}


def test_word_that_has_synonyms_begins_no_other(make_engine):
    """Among others: “prof” is not “profonde”."""
    engine = make_engine(document("school", "Une école"), document("deep", "Une cave profonde"))

    def found(q: str) -> list[str]:
        return [hit.document.pk for hit in engine.search(SearchQuery(q=q), facets=(), language="fr").hits]

    assert (found("prof"), found("profon")) == (["school"], ["deep"])


def test_word_that_only_asks_adds_no_synonyms(make_engine):
    line = Line(("teach",), ("school",), both=False, language="en", reason="for the test")
    engine = make_engine(document("rumours", "Rumours"), document("school", "Rumours at school"))
    with thesaurus.reading([line]):
        found = engine.search(SearchQuery(q="teach kids about rumours"), facets=(), language="en")

    assert [unit.words for unit in found.meant.question.units] == [("rumours",)]


@pytest.mark.parametrize(("q", "pks"), [("FLE", ["traduire"]), ("EMI", ["verifier"])])
def test_initials_have_the_synonyms_of_what_they_stand_for(make_engine, q, pks):
    engine = make_engine(
        document("traduire", "Traduire ensemble", "À plusieurs langues."),
        document("verifier", "Vérifier avant de partager", "Quatre questions."),
    )
    found = engine.search(SearchQuery(q=q), facets=(), language="fr")

    assert [hit.document.pk for hit in found.hits] == pks


class Everything:
    """An index that has whatever is asked for."""

    stems_among = words_among = staticmethod(set)


def test_question_of_many_words_has_no_more_synonyms_than_a_long_sentence():
    words = [f"mot{letter}" for letter in "abcdefghijkl"]
    lines = [
        Line((word,), tuple(f"{word} dit {n}" for n in range(8)), both=False, language="*", reason="for the test")
        for word in words
    ]
    units = [unit_of(piece, (), exact=False) for piece in pieces(" ".join(words))]
    with thesaurus.reading(lines):
        read = with_synonyms(units, " ".join(words), Everything(), language="fr")

    assert [len(unit.acronym.rows) if unit.acronym else 0 for unit in read] == [8] * 5 + [0] * 7


def test_synonym_that_nothing_says_hides_no_correction(pages):
    """A word is not known because its synonyms are listed: only because an item has one."""
    answer = pages.search(SearchQuery(q="podcats"), facets=(), language="fr")

    assert (answer.total, answer.relaxed) == (0, False)


def test_lines_added_for_a_question_are_read_with_it_alone(pages):
    line = Line(("tchoutchou",), ("smartphone",), both=False, language="*", reason="for the test")
    with thesaurus.reading([line]):
        added = pages.search(SearchQuery(q="tchoutchou"), facets=(), language="fr")
    plain = pages.search(SearchQuery(q="tchoutchou"), facets=(), language="fr")

    assert ([hit.document.pk for hit in added.hits], plain.total) == (["smartphone"], 0)


def test_words_that_answered_for_others_are_marked(pages):
    hit = pages.search(SearchQuery(q="smartphone protéger"), facets=(), language="fr").hits[0]

    assert hit.highlights.title == "<mark>Protéger</mark> son <mark>téléphone</mark>"
