from __future__ import annotations

import pytest

from search.understanding.lexicon import Lexicon, allowed_edits

WORDS = Lexicon([("carte", 9), ("cartes", 4), ("écriture", 5), ("Écriture", 1), ("pique", 2), ("nique", 2), ("a4", 1)])


@pytest.mark.parametrize(
    ("word", "edits"), [("son", 0), ("jeux", 1), ("cartier", 1), ("ecriture", 2), ("licence2", 0), ("", 0)]
)
def test_mistakes_allowed_grow_with_the_word(word: str, edits: int) -> None:
    assert allowed_edits(word) == edits


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("catre", ["carte"]),  # neighbours swapped are one mistake
        ("crate", ["carte"]),
        ("conte", []),
        ("ecritrue", ["ecriture"]),
        ("ecritturre", ["ecriture"]),
        ("son", []),
        ("a5", []),
        ("zzzzzzzz", []),
    ],
)
def test_near_words(word: str, known: list[str]) -> None:
    assert [candidate.word for candidate in WORDS.near(word)] == known


def test_short_word_is_near_to_another_when_told_that_it_may_be() -> None:
    known = Lexicon([("rue", 3), ("du", 9), ("rêve", 1)])

    assert known.near("ru") == ()
    assert [candidate.word for candidate in known.near("ru", shortest=2)] == ["rue"]


def test_of_words_as_near_the_one_that_begins_alike_is_meant() -> None:
    known = Lexicon([("fiche", 9), ("affiche", 1)])

    assert [candidate.word for candidate in known.near("afiche")] == ["affiche", "fiche"]


def test_commonest_spelling_is_the_one_shown() -> None:
    assert [candidate.spelling for candidate in WORDS.near("ecritrue")] == ["écriture"]


@pytest.mark.parametrize(("start", "known"), [("car", ["carte", "cartes"]), ("ca", []), ("zzz", [])])
def test_words_that_continue_an_unfinished_one(start: str, known: list[str]) -> None:
    assert [candidate.word for candidate in WORDS.beginning_with(start)] == known


def test_words_as_they_are_spelt_are_told_of_those_that_are_known() -> None:
    told = WORDS.spelt(["ecriture", "absent", "carte", "a4"])

    assert [(one.distance, one.frequency, one.spelling) for one in told] == [(0, 6, "écriture"), (0, 9, "carte")]


@pytest.mark.parametrize(
    ("word", "parts"),
    [("piquenique", ("pique", "nique")), ("cartedecriture", ("carte", "decriture")), ("cartezzz", None), ("", None)],
)
def test_a_word_is_split_into_known_ones(word: str, parts: tuple[str, str] | None) -> None:
    assert WORDS.split(word) == parts


def test_lexicon_that_learned_words_answers_as_one_made_with_them() -> None:
    learned = Lexicon([("carte", 9), ("pique", 2), ("fiche", 3)])
    earlier = learned.as_of({"carte": 9, "pique": 2, "fiche": 3}.__getitem__)
    learned.learn(["écriture", "Écriture", "nique", "cartes", "carte"])
    numbers = {"carte": 9, "cartes": 4, "écriture": 5, "Écriture": 1, "pique": 2, "nique": 2}

    now = learned.as_of(lambda spelling: numbers.get(spelling, 0))

    made = Lexicon(numbers.items())
    for word in ("ecritrue", "catre", "fihce", "piquz"):
        assert now.near(word) == made.near(word)
    assert now.beginning_with("car") == made.beginning_with("car")
    assert now.split("piquenique") == made.split("piquenique") == ("pique", "nique")
    assert [candidate.word for candidate in earlier.near("fihce")] == ["fiche"]


def test_word_that_no_item_has_any_more_is_not_known() -> None:
    known = Lexicon([("carte", 9), ("pique", 2), ("nique", 2)]).as_of(lambda spelling: int(spelling == "nique"))

    assert (known.near("catre"), known.beginning_with("car"), known.split("piquenique")) == ((), [], None)
    assert "nique" in known
    assert "carte" not in known
