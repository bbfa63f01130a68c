from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.document import Section
from commons.guides.exchange.programming_historian import read_programming_historian
from commons.library.record import Credit, Origin
from markup.messages import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

FRONT = """---
title: Lire un fichier
layout: lesson
slug: lire-un-fichier
date: 2012-07-17
translation_date: 2020-01-16
authors:
- Awa Diallo
editors: Yann Le Gall
translator:
- Léa Morvan
translation-reviewer:
- Ali Ben
original: reading-files
difficulty: 2
topics: [python, get-ready]
abstract: "Lire et écrire : les bases."
doi: 10.46430/phfr0099
---

{% include toc.html %}

"""


def _lesson(tmp_path: Path, body: str, *, front: str = FRONT) -> Path:
    path = tmp_path / "fr" / "lecons" / "lire-un-fichier.md"
    path.parent.mkdir(parents=True)
    path.write_text(front + body, "utf-8")
    return path


def test_front_matter_gives_people_with_their_roles(tmp_path: Path) -> None:
    guide = read_programming_historian(_lesson(tmp_path, "## Lire\n\na\n")).guide
    assert guide.credits == (
        Credit("Awa Diallo", "author"),
        Credit("Léa Morvan", "translator"),
        Credit("Ali Ben", "reviewer"),
        Credit("Yann Le Gall", "editor"),
    )
    assert (guide.summary, guide.tags) == ("Lire et écrire : les bases.", ("python", "get-ready"))
    assert (guide.year, guide.difficulty, guide.language) == (2020, 3, "fr")
    assert guide.source_url == "https://doi.org/10.46430/phfr0099"


@pytest.mark.parametrize(
    ("own", "licence"), [("", "cc-by-4.0"), ("license: CC BY-SA 4.0\n", "")], ids=["of the site", "of the lesson"]
)
def test_original_of_a_translation_is_its_source_under_the_licence_of_the_site(
    tmp_path: Path, own: str, licence: str
) -> None:
    path = _lesson(tmp_path, "## Lire\n\na\n", front=FRONT.replace("doi:", f"{own}doi:"))
    (tmp_path / "LICENSE.md").write_text("https://creativecommons.org/licenses/by/4.0/", "utf-8")
    url = "https://programminghistorian.org/en/lessons/reading-files"
    assert read_programming_historian(path).guide.sources == (
        Origin(authors="Awa Diallo", url=url, licence=licence, kind="translation"),
    )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a{: .note}\n{: .classe}", "<p>a</p>"),
        ("[b](/fr/lecons/x)", '<p><a href="https://programminghistorian.org/fr/lecons/x">b</a></p>'),
        ("{{ site.baseurl }}a", "<p>a</p>"),
        ('{% include figure.html filename="https://a.org/f.png" caption="Le *plan*" %}', '<p><a href="https://a.org/f.png">Image\u00a0: Le *plan*</a></p><p>Le <i>plan</i></p>'),
        ("```python\nx = '{% if %}' # {: .a}\n```", "<pre><code>x = '{% if %}' # {: .a}</code></pre>"),
        ("    x = 1", "<pre><code>x = 1</code></pre>"),
        ('<div class="alert">a <b>b</b></div>', "<p>a <b>b</b></p>"),
        ("### c\n\nd", "<h3>c</h3><p>d</p>"),
        ('{% include figure.html filename="loin.png" caption="Le plan" %}', "<p>Image\u00a0: Le plan</p>"),
    ],
)  # fmt: skip
def test_marks_of_a_lesson_become_text(tmp_path: Path, markdown: str, html: str) -> None:
    steps = read_programming_historian(_lesson(tmp_path, f"## Lire\n\n{markdown}\n")).guide.steps
    assert [(step.title, step.text) for step in steps] == [("Lire", html)]


def test_footnotes_stand_below_the_step_that_refers_to_them(tmp_path: Path) -> None:
    body = "## Lire\n\nUn[^a].\n\n## Écrire\n\nDeux[^b], encore[^a].\n\n[^a]: Note A\n[^b]: Note *B*\n\n    Suite\n"
    guide = read_programming_historian(_lesson(tmp_path, body)).guide
    mark, back = '<a href="#note-{0}"><sup>{0}</sup></a>', '<p><a href="#renvoi-{0}"><sup>{0}</sup></a> {1}</p>'
    assert [step.text for step in guide.steps] == [
        f"<p>Un{mark.format(1)}.</p>{back.format(1, 'Note A')}",
        f"<p>Deux{mark.format(1)}, encore{mark.format(2)}.</p>{back.format(1, 'Note <i>B</i><br>Suite')}{back.format(2, 'Note A')}",
    ]


def test_chapters_of_the_lesson_go_to_their_sections(tmp_path: Path) -> None:
    body = "# Introduction\n\na\n\n# Prérequis\n\nb\n\n# Lire\n\nc\n\n# Pour aller plus loin\n\nd\n\n# Remerciements\n\ne\n"
    guide = read_programming_historian(_lesson(tmp_path, body)).guide
    assert [step.title for step in guide.steps] == ["Lire"]
    assert guide.sections[:3] == (
        Section("introduction", "<p>a</p>"),
        Section("prerequisites", "<p>b</p>"),
        Section("further", "<p>d</p>"),
    )
    assert guide.sections[3] == Section("other", "<p>e</p>", "Remerciements")


def test_licence_is_not_given_to_a_lesson_that_states_none(tmp_path: Path) -> None:
    reading = read_programming_historian(_lesson(tmp_path, "## Lire\n\na\n"))
    assert reading.guide.licence == ""
    assert reading.warnings == (
        "No licence is stated for the lesson.",
        "Keys that a guide has no place for, each with its line: layout (3), date (5).",
    )


def test_licence_of_the_site_is_the_lesson_s(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    site = "footer:\n  license:\n    fr: |\n      publié sous licence [CC-BY](https://creativecommons.org/licenses/by/4.0/deed.fr)\n"
    (tmp_path / "_data" / "snippets.yml").write_text(site, "utf-8")
    assert read_programming_historian(_lesson(tmp_path, "## Lire\n\na\n")).guide.licence == "cc-by-4.0"


def test_lesson_without_title_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no “title”"):
        read_programming_historian(_lesson(tmp_path, "a", front=""))


LESSON = """---
title: {title}
layout: lesson
lang: {language}
authors: [Awa Diallo]
original: one-lesson
doi: 10.0000/phxx0001
license: CC BY 4.0
---

# {introduction}

a

# {goals}

b

# {chapter}

c

# {further}

d
"""


@pytest.mark.parametrize(
    ("language", "headings", "sentence"),
    [
        ("fr", "Introduction|Objectifs du cours|Écrire|Lectures", "Leçon publiée sous l’adresse"),
        ("en", "Introduction|Lesson Goals|Writing|Further Reading", "Lesson published at"),
        ("es", "Introducción|Objetivos de la lección|Escribir|Lecturas recomendadas", "Lección publicada en"),
        ("pt", "Introdução|Objetivos da lição|Escrever|Leituras recomendadas", "Lição publicada em"),
    ],
)
def test_lesson_is_read_in_the_language_it_is_written_in(
    tmp_path: Path, language: str, headings: str, sentence: str
) -> None:
    words = dict(zip(("introduction", "goals", "chapter", "further"), headings.split("|"), strict=True))
    path = tmp_path / "lecons" / "une.md"
    path.parent.mkdir()
    path.write_text(LESSON.format(title="Une", language=language, **words), "utf-8")
    guide = read_programming_historian(path).guide
    assert (guide.language, [step.title for step in guide.steps]) == (language, [words["chapter"]])
    assert [section.kind for section in guide.sections] == ["introduction", "further", "sources"]
    assert guide.sections[-1].text.startswith(f"<p>{sentence} ")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("retired: true\nretirement-reason: Le site a fermé.", 3),
        ("published: false", 3),
        ("draft: yes", 3),
        ("status: Retired", 3),
        ("retirement-date: 2021-01-01", 3),
    ],
)
def test_what_a_lesson_says_of_its_life_holds_it_back(tmp_path: Path, key: str, line: int) -> None:
    path = _lesson(tmp_path, "## Lire\n\na\n", front=FRONT.replace("layout:", f"{key}\nlayout:"))
    held = read_programming_historian(path).held_back
    assert held
    assert held.startswith(
        f"Its own front matter (line {line}) keeps it from the public, “{key.split(chr(10), maxsplit=1)[0]}"
    )


@pytest.mark.parametrize("key", ["published: true", "retired: false", "draft: no", "status: published", "listed: on"])
def test_a_lesson_that_is_alive_is_not_held_back(tmp_path: Path, key: str) -> None:
    path = _lesson(tmp_path, "## Lire\n\na\n", front=FRONT.replace("layout:", f"{key}\nlayout:"))
    assert read_programming_historian(path).held_back is None


def test_entities_in_a_front_matter_are_read_once(tmp_path: Path) -> None:
    front = FRONT.replace("Lire un fichier", "Ports &amp; phares").replace("Awa Diallo", "Zo&#235; Diallo")
    guide = read_programming_historian(_lesson(tmp_path, "## Lire\n\na\n", front=front)).guide
    assert (guide.title, guide.credits[0].name) == ("Ports & phares", "Zoë Diallo")
