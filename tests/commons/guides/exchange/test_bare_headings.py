"""Texts whose headings only look like headings: pasted, or typed in a word processor without styles."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commons.guides.exchange.bare_headings import with_headings
from commons.guides.exchange.document import Material
from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.multibao import read_sheet

PASTED = """Fabriquer un nichoir

Public : enfants dès 8 ans
Durée : 2 h

Objectifs :
- Scier droit
- Assembler des planches

Matériel
1 planche par personne
2 scies par groupe de 4

Déroulement

Étape 1 : Mesurer (20 min)
Prenez la règle et tracez.

Étape 2 : Scier (30 min)
Doucement, sans forcer.

Pour aller plus loin
Le site d’une association d’ornithologie.
"""


def _read(tmp_path, text, **options):
    path = tmp_path / "nichoir.md"
    path.write_text(with_headings(text), "utf-8")
    return read_sheet(path, **options)


def test_a_pasted_text_comes_out_with_its_steps_materials_and_objectives(tmp_path):
    guide = _read(tmp_path, PASTED).guide

    assert guide.title == "Fabriquer un nichoir"
    assert (guide.minutes, guide.age_min, guide.audience) == (120, 8, ("children",))
    assert guide.objectives == ("Scier droit", "Assembler des planches")
    assert guide.materials == (
        Material("planche", Decimal(1), per="person"),
        Material("scies", Decimal(2), per="group", group_size=4),
    )
    assert [(step.title, step.minutes, step.text) for step in guide.steps] == [
        ("Mesurer", 20, "<p>Prenez la règle et tracez.</p>"),
        ("Scier", 30, "<p>Doucement, sans forcer.</p>"),
    ]
    assert [(section.kind, section.text) for section in guide.sections] == [
        ("further", "<p>Le site d’une association d’ornithologie.</p>")
    ]


def test_lines_of_a_report_are_those_of_the_text(tmp_path):
    text = PASTED.replace("Durée : 2 h", "Niveau : pour tout le monde")

    assert "Line 4: “Niveau : pour tout le monde”" in " ".join(_read(tmp_path, text).warnings)


def test_an_english_text_too(tmp_path):
    text = "Build a nest box\n\nGoals\n- Saw straight\n\nMaterials\n- 1 plank per person\n\nSteps\n\nStep 1: Measure (20 min)\nTake the ruler.\n\nStep 2: Saw\nSlowly.\n"

    guide = _read(tmp_path, text, language="en").guide

    assert (guide.language, guide.title, guide.objectives) == ("en", "Build a nest box", ("Saw straight",))
    assert guide.materials == (Material("plank", Decimal(1), per="person"),)
    assert [(step.title, step.minutes) for step in guide.steps] == [("Measure", 20), ("Saw", None)]


def test_steps_without_a_heading_above_them_are_steps(tmp_path):
    text = "Un nichoir\n\nMatériel\n- une scie\n\nÉtape 1 : Mesurer\nTracez.\n\nÉtape 2 - Scier\nDoucement.\n"

    assert [step.title for step in _read(tmp_path, text).guide.steps] == ["Mesurer", "Scier"]


HEADINGS = {
    "Matériel :": "## Matériel",
    "**Matériel**": "## Matériel",
    "**MATÉRIEL :**": "## MATÉRIEL",
    "2. Matériel": "## Matériel",
    "Points de vigilance": "## Points de vigilance",
    "En une phrase": "## En une phrase",
    "Informations pratiques :": "## Informations pratiques",
    "Durée": "## Durée",
    "Étape 3": "## Étape 3",
    "**Étape 3 : coudre** (10 min)": "## Étape 3 : coudre (10 min)",
    "Première étape : coudre": "## Première étape : coudre",
}


@pytest.mark.parametrize(("line", "heading"), HEADINGS.items())
def test_a_line_alone_that_names_a_place_of_a_guide_is_a_heading(line, heading):
    assert with_headings(f"Un nichoir\n\n{line}\n\nDes mots.") == f"Un nichoir\n\n{heading}\n\nDes mots."


NO_HEADINGS = [
    "Matériel : une scie",
    "- Matériel",
    "Le matériel est cher.",
    "Durée 2 h",
    "**Bravo à tout le monde**",
    "`Matériel`",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_what_says_more_is_none(line):
    text = f"Un nichoir\n\n{line}\n\nDes mots."
    assert with_headings(text) == text


def test_a_table_of_contents_is_none():
    text = "1. Présentation\n2. Matériel\n3. Bilan\n"
    assert with_headings(text) == text


def test_numbered_headings_above_numbered_lines_are_headings():
    text = "I. Objectif\n\nViser.\n\nII. Déroulement :\n\n1. Tirer.\n\n2. Compter.\n"

    assert [line for line in with_headings(text).split("\n") if line.startswith("#")] == [
        "## Objectif",
        "## Déroulement",
    ]


def test_bold_line_ends_a_list_of_materials_unless_it_announces_more_of_it(tmp_path):
    text = "Un nichoir\n\n**Matériel**\n\n**Par groupe :**\n\n- une scie\n\n**Un mot des oiseaux**\n\nIls nichent en mars.\n"

    assert [line for line in with_headings(text).split("\n") if line.startswith("#")] == [
        "## Matériel",
        "## Un mot des oiseaux",
    ]


def test_bold_lines_under_the_run_are_its_steps():
    text = "**Objectif**\n\nScier.\n\n**Déroulement**\n\n**Accueil (10 min)**\n\nBonjour.\n\n**Variantes**\n\n**En plus petit**\n"

    assert [line for line in with_headings(text).split("\n") if line.startswith("#")] == [
        "## Objectif",
        "## Déroulement",
        "### Accueil (10 min)",
        "## Variantes",
    ]


@pytest.mark.parametrize("marked", ["## Matériel\n\nscie", "Matériel\n--------\n\nscie", "# Un\n\n# Deux"])
def test_a_text_with_headings_of_its_own_stays_as_it_is(marked):
    text = f"{marked}\n\nDéroulement\n\nDes mots."
    assert with_headings(text) == text


@pytest.mark.parametrize(
    "text", ["Langages : C# et F# encore\n\nMatériel\n\n- un ordinateur", "Un nichoir\n\n---\n\nMatériel\n\n- une scie"]
)
def test_hashes_and_rules_inside_a_text_mark_no_heading(text):
    assert "## Matériel" in with_headings(text)


def test_a_line_of_two_million_characters_is_no_heading():
    text = "a " * 1_000_000 + "\n\n" + "mot " * 100_000
    assert with_headings(text) == text


def test_a_line_broken_by_a_backslash_shows_none(tmp_path):
    (tmp_path / "radeau.md").write_text(
        "# Un radeau\n\n## Déroulement\n\nRegarder l’eau\\\nAssembler sans hâte\n", "utf-8"
    )
    (source,) = guide_formats.find_sources(tmp_path)

    assert source.read().guide.steps[0].text == "<p>Regarder l’eau<br>Assembler sans hâte</p>"
