"""A sheet that a person wrote without knowing any format."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.document import Material, Reading
from commons.guides.exchange.formats import guide_formats
from commons.library.record import Credit
from importing.formats import ImportSource
from markup.messages import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

SHEET = """# Un radeau en bouchons

Durée : 1 h 30
Public : ados, dès 11 ans
Auteur : Awa Diallo
Lieu : au bord du bassin
Licence : CC BY-SA 4.0

Avec des bouchons et de la ficelle, chaque groupe fait flotter une pierre.

## Matériel

- 1 pierre par personne
- 2 couteaux par groupe de 4
- un bassin

## Déroulement

1. Regarder l’eau.
2. Assembler.

![Le radeau](images/radeau.png)

![Le radeau vu de près](pres/radeau.png)
"""


def _read(tmp_path: Path, text: str, *, name: str = "radeau.md", pictures: tuple[str, ...] = ()) -> Reading:
    for picture in pictures:
        (tmp_path / picture).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / picture).write_bytes(picture.encode())
    (tmp_path / name).write_text(text, "utf-8")
    (source,) = guide_formats.find_sources(tmp_path)
    assert source.format.name == "sheet"
    return source.read()


def test_lines_above_a_sheet_are_its_facts_and_not_its_summary(tmp_path: Path) -> None:
    guide = _read(tmp_path, SHEET).guide
    assert (guide.minutes, guide.audience, guide.age_min) == (90, ("teens",), 11)
    assert (guide.credits, guide.licence) == ((Credit("Awa Diallo"),), "cc-by-sa-4.0")
    assert guide.one_sentence == "Avec des bouchons et de la ficelle, chaque groupe fait flotter une pierre."
    assert guide.materials == (
        Material("pierre", Decimal(1), per="person"),
        Material("couteaux", Decimal(2), per="group", group_size=4),
        Material("un bassin"),
    )
    assert [step.title for step in guide.steps] == ["Regarder l’eau", "Assembler"]
    assert [section.text for section in guide.sections] == ["<p>Lieu : au bord du bassin</p>"]


def test_line_that_was_not_understood_is_told_with_its_line(tmp_path: Path) -> None:
    said = [warning for warning in _read(tmp_path, SHEET).warnings if warning.startswith("Line")]
    assert said == [
        "Line 6: “Lieu : au bord du bassin” is not one of the facts that a guide has a place for; it stays in the text."
    ]


def test_pictures_beside_a_sheet_are_found_and_two_of_one_name_stay_two(tmp_path: Path) -> None:
    guide = _read(tmp_path, SHEET, pictures=("images/radeau.png", "pres/radeau.png")).guide
    found = [(picture.path, picture.file and picture.file.read_bytes(), picture.alt) for picture in guide.pictures]
    assert found == [
        ("images/radeau.png", b"images/radeau.png", "Le radeau"),
        ("images/radeau-2.png", b"pres/radeau.png", "Le radeau vu de près"),
    ]


def test_what_is_said_under_a_picture_is_not_said_of_another_whose_name_ends_alike(tmp_path: Path) -> None:
    text = "# Pont\n\n![a](petit-pont.png)\nPhoto de Zoé sous licence CC BY 4.0\n\n![b](pont.png)\n"
    guide = _read(tmp_path, text, pictures=("petit-pont.png", "pont.png")).guide
    assert [(picture.path, picture.licence) for picture in guide.pictures] == [
        ("images/petit-pont.png", "cc-by-4.0"),
        ("images/pont.png", ""),
    ]


@pytest.mark.parametrize(
    ("front", "facts"),
    [
        ("titre: Plier\ndurée: 1 h\nauteur: Zoé", ("Plier", 60, (Credit("Zoé"),))),
        ("Title: Plier\nDurée: 1 h\nauthor: Zoé <zoe@example.org>", ("Plier", 60, (Credit("Zoé"),))),
        ("titre: Plier\nduree: 1 h\nauteurs: zoe@example.org", ("Plier", 60, ())),
    ],
)
def test_front_matter_in_french_is_read(tmp_path: Path, front: str, facts: tuple[object, ...]) -> None:
    guide = _read(tmp_path, f"---\n{front}\n---\n\nOn plie une feuille.\n").guide
    assert (guide.title, guide.minutes, guide.credits) == facts


@pytest.mark.parametrize(
    "text",
    ["# a\n\n**Durée :** 2 h\n\nb", "# a\n\n- Durée\u00a0: 2\u00a0h\n\nb", "# a\n\n## Durée\n\n2 h\n\n## Déroulé\n\nb"],
)
def test_fact_is_found_as_a_line_an_item_or_a_heading(tmp_path: Path, text: str) -> None:
    guide = _read(tmp_path, text).guide
    assert guide.minutes == 120
    assert "2" not in "".join(section.text for section in guide.sections)


def test_thanks_and_addresses_make_no_author(tmp_path: Path) -> None:
    text = "# a\n\nAuteur : awa@example.org\nPar : Merci à toutes et tous\n\nb\n"
    reading = _read(tmp_path, text)
    assert reading.guide.credits == ()
    assert len([warning for warning in reading.warnings if warning.startswith("Line")]) == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- Rouge|vert clair\n- bleu", "<ul><li>Rouge|vert clair</li><li>bleu</li></ul>"),
        ("Fichier:pont.jpg La belle photo", "<p>Fichier:pont.jpg La belle photo</p>"),
        (
            "Écrire `[https://example.org/c le lien]` tel quel.",
            "<p>Écrire <code>[https://example.org/c le lien]</code> tel quel.</p>",
        ),
        ("On écrit :\n\n    youtube|abc  •  d", "<p>On écrit :</p><pre><code>youtube|abc  •  d</code></pre>"),
        ("#couture #ados", "<p>#couture #ados</p>"),
        (
            "\t* des chutes\n\t\t* coton\n\t* du fil",
            "<ul><li>des chutes<ul><li>coton</li></ul></li><li>du fil</li></ul>",
        ),
    ],
)
def test_plain_sheet_is_no_remains_of_a_wiki(tmp_path: Path, text: str, html: str) -> None:
    guide = _read(tmp_path, f"# Pont\n\n## Déroulement\n\n1. Un.\n2. Deux.\n\n## Conseils\n\n{text}\n").guide
    assert [section.text for section in guide.sections] == [html]


def test_link_to_a_file_beside_a_sheet_is_said_where_it_leads(tmp_path: Path) -> None:
    text = "# Pont\n\n[Le plan](files/plan%20A4.pdf), [Awa](mailto:awa@example.org), [en bas](#bas).\n"
    (said,) = [warning for warning in _read(tmp_path, text).warnings if warning.startswith("Links")]
    assert said.endswith("their words stay: files/plan A4.pdf, mailto:awa@example.org.")


PANDOC = """---
title: "Le papier d’Awa"
author:
- Awa Diallo
- {name: Yann Le Gall, url: "https://yann.example.org"}
date: 12 mars 2024
lang: en-GB
abstract: On déchire des journaux, on les noie et on en fait une feuille.
keywords: [papier, journal]
license: CC BY-SA 4.0
---

# Matériel

- 2 tamis

# Déroulement

1. Déchirer.
2. Presser.
"""


def test_head_of_a_paper_is_read_and_its_chapters_of_the_first_level_are_chapters(tmp_path: Path) -> None:
    reading = _read(tmp_path, PANDOC)
    guide = reading.guide
    assert (guide.title, guide.licence, guide.language, guide.tags) == (
        "Le papier d’Awa",
        "cc-by-sa-4.0",
        "en",
        ("papier", "journal"),
    )
    assert guide.credits == (Credit("Awa Diallo"), Credit("Yann Le Gall", url="https://yann.example.org"))
    assert guide.one_sentence == "On déchire des journaux, on les noie et on en fait une feuille."
    assert guide.materials == (Material("tamis", Decimal(2)),)
    assert [step.title for step in guide.steps] == ["Déchirer", "Presser"]
    assert list(reading.warnings) == ["Keys that a guide has no place for, each with its line: author (3), date (6)."]


HUGO = """+++
title = "Réparer un vélo"
draft = true
tags = ["vélo", "atelier"]
[params]
  auteur = "Gaël"
  licence = "CC BY 4.0"
  poids = 3
+++

Démonter la roue.
"""


def test_front_matter_of_hugo_is_read(tmp_path: Path) -> None:
    reading = _read(tmp_path, HUGO)
    guide = reading.guide
    assert (guide.title, guide.licence, guide.tags) == ("Réparer un vélo", "cc-by-4.0", ("vélo", "atelier"))
    assert guide.credits == (Credit("Gaël"),)
    assert "line 3" in str(reading.held_back)
    assert list(reading.warnings) == ["Keys that a guide has no place for, each with its line: poids (8)."]


def test_front_matter_of_hugo_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('+++\ntitle = "a"\ntags = [a\n+++\n\nb\n')
    with pytest.raises(Unreadable, match=r"cannot be read at line 3: between \+\+\+ it is TOML"):
        ImportSource(guide_formats.named("sheet"), tmp_path / "a.md").read()


FRENCH = """---
titre: L’eau
licence: Creative Commons BY-SA
matériel: [2 seaux, colle]
objectifs: [comprendre, jouer]
niveau: facile
langue: français
auteurs: [Awa, Zoé]
---

On verse.
"""


def test_lists_of_a_french_front_matter_are_read_and_its_licence_is_said(tmp_path: Path) -> None:
    reading = _read(tmp_path, FRENCH)
    guide = reading.guide
    assert guide.materials == (Material("seaux", Decimal(2)), Material("colle"))
    assert (guide.objectives, guide.difficulty, guide.language) == (("comprendre", "jouer"), 2, "fr")
    assert guide.credits == (Credit("Awa"), Credit("Zoé"))
    (said,) = reading.warnings
    assert said.startswith("The licence of the sheet is written “Creative Commons BY-SA”")
    assert reading.stated_candidates[0] == "cc-by-sa-4.0"


@pytest.mark.parametrize(
    ("text", "title", "steps"),
    [
        ("Atelier couture\n\nDurée : 1 h\n\nÉtape 1 - couper\nUn carré.\n\nÉtape 2 - coudre\nUn bord.", "Atelier couture", ["Couper", "Coudre"]),
        ("# Pain\n\n## Étape 1 : pétrir (10 min)\n\nFort.", "Pain", ["Pétrir"]),
        ("On commence par écouter.\n\nPuis on joue.", "Radeau", ["Déroulement"]),
    ],
)  # fmt: skip
def test_title_and_steps_of_a_text_without_marks(tmp_path: Path, text: str, title: str, steps: list[str]) -> None:
    guide = _read(tmp_path, text).guide
    assert (guide.title, [step.title for step in guide.steps]) == (title, steps)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Une [bulle]{.underline} et []{#_Toc1 .anchor}un lien.", "<p>Une bulle et un lien.</p>"),
        ("H~2~O, 10^3^ et ~5 à ~6 m^2.", "<p>H<sub>2</sub>O, 10<sup>3</sup> et ~5 à ~6 m^2.</p>"),
        ("==jaune==, ++neuf++, C++ et a==b==c.", "<p>jaune, neuf, C++ et a==b==c.</p>"),
        ("Sur https://a.org/x_y_z.", '<p>Sur <a href="https://a.org/x_y_z">https://a.org/x_y_z</a>.</p>'),
        ("À awa@example.org.", "<p>À awa@example.org.</p>"),
        ("*[IA]: Intelligence\nL’IA.", "<p>IA : Intelligence</p><p>L’IA.</p>"),
        ("Dire.\n{: .lead}", "<p>Dire.</p>"),
        ('[a](https://a.org/){:target="_blank"}', '<p><a href="https://a.org/">a</a></p>'),
        ("Un {mot} et {dé|de}, `{.py}`.", "<p>Un {mot} et {dé|de}, <code>{.py}</code>.</p>"),
    ],
)
def test_marks_of_pads_and_word_processors_are_read(tmp_path: Path, text: str, html: str) -> None:
    guide = _read(tmp_path, f"# Pont {{#pont}}\n\n## Déroulement\n\n1. Un.\n2. Deux.\n\n## Conseils\n\n{text}\n").guide
    assert guide.title == "Pont"
    assert [section.text for section in guide.sections] == [html]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ma photo.png", "ma photo.png"),
        ("photo (1).png", "photo (1).png"),
        ("été 100%.png", "été 100%.png"),
        ("a.png =200x100", "a.png"),
        ("a.png){width=3", "a.png"),
    ],
)
def test_picture_is_found_however_its_name_is_written(tmp_path: Path, written: str, name: str) -> None:
    guide = _read(tmp_path, f"# Pont\n\n![vue]({written}{'}' if '{' in written else ')'}\n", pictures=(name,)).guide
    assert [(picture.file and picture.file.name, picture.alt) for picture in guide.pictures] == [(name, "vue")]


def test_marks_left_out_are_told_with_their_line(tmp_path: Path) -> None:
    warnings = _read(tmp_path, "# Pont\n\nUn [a]{.x}.\n\nDeux.\n{: .lead}\n").warnings
    assert "Marks for the generator of a site were left out (line 3, 6): “{.x}”, “{: .lead}”." in warnings
