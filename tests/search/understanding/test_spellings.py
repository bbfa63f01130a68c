"""Words written short or by ear on a phone."""

from __future__ import annotations

import pytest

from search.understanding.by_ear import MOST_WAYS, ways_to_write
from search.understanding.families import relatives
from search.understanding.spellings import DATA, in_full, table
from search.understanding.text import read_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("koi pr une expo", "quoi pour une exposition"),
        ("c koi un commun ?", "c'est quoi un commun ?"),
        ("KOI", "KOI"),  # initials, perhaps
        ("le prix", "le prix"),  # only whole words
        ("une licence c.c. by", "une licence c.c. by"),  # initials with dots
        ("koi.", "quoi."),
        ("c++", "c++"),
        ("arc-en-ciel", "arc-en-ciel"),
        ("jveu faire un podcast", "je veux faire un podcast"),
        ("jsuis nul", "je suis nul"),
        ("image en jpeg, json, jpg ou JPEG", "image en jpeg, json, jpg ou JPEG"),  # no verb begins so
        ("jms", "jamais"),
    ],
)
def test_words_written_short_are_read_in_full(typed: str, read: str) -> None:
    assert in_full(typed) == read


def test_phrases_stay_as_they_are_typed() -> None:
    assert read_text('"koi" pr').phrases == ("koi",)
    assert read_text('"koi" pr').words == "pour"


def test_nothing_is_read_as_itself_and_each_reading_has_its_reason() -> None:
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]

    assert [row for row in rows if len(row) != 3 or not all(row) or row[0] == row[1]] == []
    assert len(table()) == len(rows)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kartier", "quartier"),
        ("fotografe", "photographe"),
        ("emition", "emission"),
        ("teatre", "theatre"),
        ("velau", "velo"),
        ("lisense", "licence"),
        ("habitan", "habitant"),
        ("telefone", "telephone"),
    ],
)
def test_word_written_by_ear_is_among_the_ways_to_write_its_sounds(typed: str, meant: str) -> None:
    assert meant in ways_to_write(typed)


@pytest.mark.parametrize("word", ["", "ab", "a" * 21, "2026", "c++"])
def test_what_is_no_word_has_no_ways(word: str) -> None:
    assert ways_to_write(word) == ()


def test_ways_are_bounded_whatever_is_typed() -> None:
    assert len(ways_to_write("oeoeoeoeoeoeoeoeoeoe")) <= MOST_WAYS
    assert "kartier" not in ways_to_write("kartier")


@pytest.mark.parametrize(
    ("word", "relative"),
    [
        ("conteuse", "conter"),
        ("danseurs", "danse"),
        ("cyclistes", "cycle"),
        ("traductrices", "traduction"),
        ("modifiable", "modifier"),
        ("accrocheur", "accrochage"),
        ("reparateur", "reparation"),
        ("jardinier", "jardin"),
    ],
)
def test_words_of_one_family_meet(word: str, relative: str) -> None:
    assert relative in relatives(word)
    assert word not in relatives(word)


@pytest.mark.parametrize(("word", "stranger"), [("mariage", "mari"), ("couture", "cout"), ("courage", "cour")])
def test_short_root_alone_is_another_word(word: str, stranger: str) -> None:
    assert stranger not in relatives(word)


@pytest.mark.parametrize("word", ["", "rue", "xyz"])
def test_short_word_has_no_family(word: str) -> None:
    assert relatives(word) == ()
