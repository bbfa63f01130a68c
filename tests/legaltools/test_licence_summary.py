from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.summary import Line, summarise


def _symbols(key):
    box = summarise(get(key), "fr")
    return tuple(" ".join(line.symbol for line in lines) for lines in (box.can, box.must, box.cannot))


@pytest.mark.parametrize(
    ("key", "can", "must", "cannot"),
    [
        ("cc0-1.0", "share change sell", "", ""),
        ("pdm-1.0", "share change sell", "", ""),
        ("cc-by-4.0", "share change sell", "credit change", ""),
        ("cc-by-sa-4.0", "share change sell", "credit change same", ""),
        ("cc-by-nc-4.0", "share change", "credit change", "sell"),
        ("cc-by-nc-sa-4.0", "share change", "credit change same", "sell"),
        ("cc-by-nd-4.0", "share sell", "credit", "change"),
        ("cc-by-nc-nd-4.0", "share", "credit", "change sell"),
        ("cc-sa-1.0", "share change sell", "credit same", ""),
        ("cc-sampling-1.0", "change", "credit change", "share"),
        ("cc-sampling-plus-1.0", "share change", "credit change", "sell"),
        ("cc-nc-sampling-plus-1.0", "share change", "credit change", "sell"),
        ("cc-devnations-2.0", "", "credit", "share"),
        ("etalab-2.0", "share change sell", "credit", ""),
        ("lal-1.3", "share change sell", "credit change same", ""),
        ("odbl-1.0", "share change sell", "credit same", ""),
        ("gfdl-1.3", "share change sell", "credit change same", ""),
        ("odc-by-1.0", "share change sell", "credit", ""),
        ("pddl-1.0", "share change sell", "", ""),
        ("gpl-3.0", "share change sell", "credit change same", ""),
        ("inc-ruu-1.0", "", "credit", "share change sell"),
        ("inc-edu-1.0", "share", "credit", ""),
        ("noc-nc-1.0", "share change", "credit", ""),
        ("und-1.0", "", "credit", ""),
        ("all-rights-reserved", "", "credit", "share change sell"),
        ("by-permission", "", "credit", "share change sell"),
    ],
)
def test_box_shows_what_the_licence_says(key, can, must, cannot):
    assert _symbols(key) == (can, must, cannot)


def test_box_of_by_nc_sa_in_french():
    box = summarise(get("cc-by-nc-sa-4.0"), "fr")

    assert [line.text for line in (*box.can, *box.must, *box.cannot)] == [
        "partager, imprimer, projeter, diffuser",
        "adapter à votre groupe, traduire, recomposer",
        "créditer les autrices et auteurs, nommer la licence",
        "dire ce que vous avez changé",
        "partager votre version sous la même licence\u00a0(SA)",
        "pas de vente ni d’usage commercial",
    ]


def test_what_is_forbidden_is_struck_and_nothing_else():
    box = summarise(get("cc-by-nd-4.0"), "en")

    assert box.cannot == (Line("change", "no sharing of a changed version", struck=True),)
    assert [line for line in (*box.can, *box.must) if line.struck] == []


def test_before_4_a_changed_version_may_not_even_be_made():
    assert [line.text for line in summarise(get("cc-by-nd-3.0-fr"), "fr").cannot] == ["pas de modification"]


def test_licence_ouverte_asks_for_the_date():
    must = summarise(get("etalab-2.0"), "fr").must

    assert [line.text for line in must] == ["citer la source et la date de sa dernière mise à jour"]


def test_every_tool_has_a_box_in_both_languages():
    empty = [t.key for t in all_tools() for code in ("fr", "en") if not any(_lists(summarise(t, code)))]

    assert empty == []


def _lists(box):
    return box.can, box.must, box.cannot
