from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.document import Material
from commons.guides.exchange.raspberrypi import read_raspberrypi
from commons.library.record import Credit
from markup.messages import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

META = "---\ntitle: Robot\ndescription: Dessiner\nversion: 4.1\nlast_tested: 2018-10-12\nsteps:\n- title: Introduction\n- title: Dessin\n"
INTRODUCTION = """## Introduction

Bonjour.

--- collapse ---
---
title: Ce que tu vas apprendre
---

+ Dessiner un robot

--- /collapse ---

--- collapse ---
---
title: Ce qu'il te faut
---

### Logiciel

+ Scratch 3

--- /collapse ---

--- collapse ---
---
title: Informations supplémentaires pour les éducateurs
---

Imprimez avant.

--- /collapse ---
"""


def _kit(tmp_path: Path, *, step: str = "## Dessin\n\nTrace.\n", licence: str = "", home: str = "fr-FR") -> Path:
    folder = tmp_path / "robot"
    (folder / home / "images").mkdir(parents=True)
    (folder / home / "meta.yml").write_text(META, "utf-8")
    (folder / home / "images" / "a.png").write_bytes(b"x")
    (folder / home / "step_1.md").write_text(INTRODUCTION, "utf-8")
    (folder / home / "step_2.md").write_text(step, "utf-8")
    (folder / "LICENSE.md").write_text(licence, "utf-8")
    return folder


def test_introduction_gives_what_a_facilitator_looks_for(tmp_path: Path) -> None:
    guide = read_raspberrypi(_kit(tmp_path)).guide
    assert (guide.title, guide.slug, guide.language) == ("Robot", "robot", "fr")
    assert (guide.version, guide.tested_on) == ("4.1", "2018-10-12")
    assert guide.one_sentence == "Dessiner"
    assert guide.objectives == ("Dessiner un robot",)
    assert guide.materials == (Material("Scratch 3"),)
    assert [(section.kind, section.text) for section in guide.sections] == [
        ("introduction", "<p>Bonjour.</p>"),
        ("preparation", "<h3>Logiciel</h3><ul><li>Scratch 3</li></ul>"),
        ("tips", "<p>Imprimez avant.</p>"),
    ]


def test_what_follows_the_notes_for_educators_is_for_them(tmp_path: Path) -> None:
    folder = _kit(tmp_path)
    notes = "## Introduction\n\nBonjour.\n\n### Notes pour le responsable de club\n\nImprimez.\n\n## Défis\n\nDeux.\n"
    (folder / "fr-FR" / "step_1.md").write_text(notes, "utf-8")
    assert [(section.kind, section.text) for section in read_raspberrypi(folder).guide.sections] == [
        ("introduction", "<p>Bonjour.</p>"),
        ("tips", "<p>Imprimez.</p><h3>Défis</h3><p>Deux.</p>"),
    ]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("--- task --- Clique. --- /task --- --- task ---\n\nEncore.\n\n--- /task ---", "<p>Clique.</p><p>Encore.</p>"),
        ('`dire`{:class="block3looks"} [a](https://a.org){:target="_blank"}', '<p><code>dire</code> <a href="https://a.org">a</a></p>'),
        (
            "--- hints ---\n --- hint ---\n\nUn.\n\n--- /hint---\n\n--- hint ---\n\nDeux.\n\n--- /hint ---\n\n--- /hints ---",
            "<blockquote><p><b>Indice 1</b></p><p>Un.</p></blockquote><blockquote><p><b>Indice 2</b></p><p>Deux.</p></blockquote>",
        ),
        (
            "--- collapse ---\n---\ntitle: Sans réseau\n---\n\nLis.\n\n--- /collapse ---\n\nFin.",
            "<blockquote><p><b>Sans réseau</b></p><p>Lis.</p></blockquote><p>Fin.</p>",
        ),
        ("```blocks3\nwhen flag clicked\n--- task ---\n```", "<pre><code>when flag clicked\n--- task ---</code></pre>"),
        (
            "- Ajoute :\n\n  ```css\n    .a {\n      b\n  ```",
            "<ul><li><p>Ajoute :</p><pre><code>.a {\n  b</code></pre></li></ul>",
        ),
        (
            "--- code ---\n---\nlanguage: css\nline_numbers: false\n---\n.a { }\n  b\n--- /code ---",
            "<pre><code>.a { }\n  b</code></pre>",
        ),
        (
            "[[[generic-scratch3-saving]]]",
            '<p><a href="https://projects.raspberrypi.org/fr-FR/projects/generic-scratch3-saving">scratch3 saving</a></p>',
        ),
        ("## --- challenge ---\n\nSeul.\n\n--- /challenge ---", "<p>Seul.</p>"),
        ("--- no-print ---\n\nÉcran.\n\n--- /no-print ---", "<p>Écran.</p>"),
        ('<div class="scratch-preview"><iframe src="https://s.org/1"></iframe></div>', '<p><a href="https://s.org/1">https://s.org/1</a></p>'),
        ('![a](images/a.png){:width="300px"} ![b](images/b.png)', '<p><img src="images/a.png" alt="a"> Image\u00a0: b</p>'),
    ],
)  # fmt: skip
def test_marks_of_a_step_become_text(tmp_path: Path, markdown: str, html: str) -> None:
    steps = read_raspberrypi(_kit(tmp_path, step=f"## Dessin\n\n{markdown}\n")).guide.steps
    assert [(step.title, step.text) for step in steps] == [("Dessin", html)]


def test_words_and_link_that_contradict_each_other_leave_no_licence(tmp_path: Path) -> None:
    licence = (
        "***Robot*** by the [Raspberry Pi Foundation](http://www.raspberrypi.org) is licenced under a "
        "[Creative Commons Attribution 4.0 International License](http://creativecommons.org/licenses/by-sa/4.0/)."
    )
    reading = read_raspberrypi(_kit(tmp_path, licence=licence))
    assert reading.guide.licence == ""
    assert reading.stated_candidates == ("cc-by-4.0", "cc-by-sa-4.0")
    assert reading.guide.credits == (Credit("Raspberry Pi Foundation", "author", "http://www.raspberrypi.org"),)
    assert "(cc-by-4.0)" in reading.warnings[0]
    assert "(cc-by-sa-4.0)" in reading.warnings[0]


def test_words_and_link_that_agree_give_the_licence(tmp_path: Path) -> None:
    licence = "[Creative Commons Attribution-ShareAlike 4.0](http://creativecommons.org/licenses/by-sa/4.0/)"
    assert read_raspberrypi(_kit(tmp_path, licence=licence)).guide.licence == "cc-by-sa-4.0"


def test_volunteers_who_translated_are_credited(tmp_path: Path) -> None:
    step = "## Fin\n\nBravo.\n\n***\n\nCe projet a été traduit par des bénévoles:\n\n**Awa Diallo**\nYann Le Gall\n\nGrâce à eux.\n"
    guide = read_raspberrypi(_kit(tmp_path, step=step)).guide
    assert guide.credits == (Credit("Awa Diallo", "translator"), Credit("Yann Le Gall", "translator"))
    assert guide.steps[0].text == "<p>Bravo.</p>"


def test_first_language_is_read_when_there_is_no_french(tmp_path: Path) -> None:
    assert read_raspberrypi(_kit(tmp_path, home="en")).guide.language == "en"


@pytest.mark.parametrize("meta", ["title: [", "steps: []", "- a"])
def test_kit_whose_meta_is_broken_is_refused(tmp_path: Path, meta: str) -> None:
    folder = _kit(tmp_path)
    (folder / "fr-FR" / "meta.yml").write_text(meta, "utf-8")
    with pytest.raises(Unreadable):
        read_raspberrypi(folder)


def test_missing_step_is_said(tmp_path: Path) -> None:
    folder = _kit(tmp_path)
    (folder / "fr-FR" / "step_2.md").unlink()
    assert "step_2.md is missing." in read_raspberrypi(folder).warnings
