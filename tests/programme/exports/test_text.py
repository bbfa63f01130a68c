"""The programme as plain text: one thing a line, in the order of time, nothing to look at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from programme.exports.text import WIDTH, PlainText
from tests.factories.programme_values import HARD, ROOT, event_value, local, many, occasion, selection


def written(*occasions, **fields):
    with translation.override("fr"):
        return PlainText().bytes_of(selection(*occasions, **fields), here=f"{ROOT}programme.txt").decode()


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_an_event_is_told_one_thing_a_line():
    one = occasion(
        start=local(2026, 10, 3, 22), lasting=4, room="Salle 2", event=event_value(price="paid", price_note="5 €")
    )
    lines = plain(written(one)).splitlines()
    start = lines.index("Samedi 3 octobre 2026")
    assert lines[start + 1] == "=" * 40
    assert lines[start + 3 : start + 10] == [
        "22 h – 2 h : Atelier de réparation", "On répare ensemble.",
        "Où : La Corderie (Salle 2), 3 rue du Quai, 29200 Brest", "Prix : payant, 5 €", "Pour qui : dès 8 ans",
        "Organisé par : La Passerelle", f"{ROOT}programme/2026/atelier-1/#{one.anchor}",
    ]  # fmt: skip


def test_places_say_how_one_gets_in_once():
    text = plain(written(occasion(1), occasion(2)))
    assert text.count("Entrée : oui (Une rampe)") == 1
    assert "Vérifié le samedi 1er août 2026" in text


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("cancelled", "Annulée\nLa salle est inondée ; désolés."), ("exhibition", "En continu\n"),
        ("online", "https://visio.example/salle?a=1&b=2,3;4"), ("no place", "Où : Lieu à préciser"),
        ("control characters", "Bal des pompiers"), ("moved", "Déplacée : c’était prévu le jeudi 1er octobre, 14 h"),
    ],
)  # fmt: skip
def test_hard_cases_are_told(case, said):
    assert said in plain(written(HARD[case]))


def test_no_line_is_longer_than_a_mail_takes_but_for_an_address():
    long = occasion(event=event_value(title="Réparer et raconter " * 10, one_sentence="mot " * 50))
    lines = written(*HARD.values(), long).splitlines()
    assert [line for line in lines if len(line) > WIDTH and "://" not in line and "/" not in line] == []


def test_nothing_is_drawn_in_it_but_rules():
    text = written(*(replace(one, key=number) for number, one in enumerate(HARD.values())))
    assert not {"\t", "│", "•", "*"} & set(text)
    assert "\n\n\n\n" not in text


def test_of_nothing_it_says_so():
    assert "Rien n’est encore annoncé." in written()


def test_same_bytes_for_the_same_values():
    assert written(*many(1000)) == written(*many(1000))
