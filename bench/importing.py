# ruff: noqa: E402 -- settings before imports; lists of words read best as words
"""Measures an import of lessons: `python bench/importing.py [--cpu] [--profile] [--pictures N] [LESSONS]`.

The lessons are written with a fixed seed in the format of the Programming Historian: 20 headings, 5,000 words, lists,
code, notes, links and a few pictures; the licence stands once, in the words of their site. With `--folder FOLDER` what
lies there is imported instead. The site is a fresh SQLite file. `import_guides` alone is timed, as drafts: everything
new, then nothing changed, then every lesson changed (of those written here). `--cpu` counts the time of the processor
instead of the clock's: for comparing two versions on a machine that does other things. `--profile` adds the functions
in which the first import spends most.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SCRATCH = tempfile.TemporaryDirectory(prefix="communs-bench-")
os.environ |= {"VAR_DIR": SCRATCH.name, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "LOG_LEVEL": "WARNING"}

import django

django.setup()

from django.core.management import call_command
from PIL import Image

from commons.guides.domain.import_guides import Options, import_guides
from home.domain.site import set_up_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from commons.guides.domain.import_guides import Report

LESSONS, SECTIONS, WORDS, PICTURES = 223, 20, 250, 3
VOCABULARY = (
    "atelier carte quartier radio enfant groupe table feuille image photo jeu histoire mémoire rue jardin recette "
    "outil papier licence partage crédit voisine association réparer écrire dessiner écouter raconter marcher "
    "observer noter "
    "fichier dossier commande terminal texte corpus données tableau colonne ligne requête serveur page adresse lien"
).split()  # fmt: skip
HEAD = """---
title: {title}
layout: lesson
collection: lessons
slug: lesson-{number}
date: 2021-05-16
authors:
- Ada {number}
- Grace {number}
reviewers:
- Joan Clarke
editors: Mary Kenneth
topics: [data-manipulation]
review-ticket: https://example.org/issues/{number}
difficulty: 2
abstract: {abstract}
doi: 10.5555/{number}
---

{{% include toc.html %}}

"""
LICENCE = "All lessons are published under a Creative Commons Attribution license, CC BY 4.0."


def site_words() -> str:
    """What the site says in four languages: 1,600 values, among them the licence of its lessons."""
    four = "\n".join(f"    {language}: {LICENCE}" for language in ("en", "es", "fr", "pt"))
    other = "\n".join(f"words-{n}:\n" + "\n".join(f"  {each}: Some words, {n}" for each in "abcd") for n in range(300))
    return f"footer:\n  licence:\n{four}\n{other}\n"


def sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(VOCABULARY, k=count)).capitalize()


def section(chance: random.Random, number: int) -> str:
    paragraph = (
        f"{sentence(chance, 40)}, *{sentence(chance, 3)}* et [{sentence(chance, 2)}](https://example.org/{number})."
    )
    listed = "\n".join(f"- `{word}` : {sentence(chance, 8)}" for word in chance.choices(VOCABULARY, k=4))
    code = f"```python\nfor word in {chance.choices(VOCABULARY, k=4)}:\n    print(word)\n```"
    more = "\n\n".join(f"{sentence(chance, WORDS // 4)}.[^{number}]" for _each in range(2))
    note = f"[^{number}]: {sentence(chance, 12)}.\n"
    return "\n\n".join((f"## {sentence(chance, 4)}", paragraph, listed, code, more, note))


def write_lessons(folder: Path, count: int, *, pictures: int) -> Path:
    lessons, images = folder / "fr" / "lecons", folder / "images"
    lessons.mkdir(parents=True)
    (folder / "_data").mkdir()
    (folder / "_data" / "snippets.yml").write_text(site_words(), encoding="utf-8")
    chance = random.Random(11)
    for number in range(count):
        title = f"{sentence(chance, 5)} {number}"
        body = [section(chance, each) for each in range(SECTIONS)]
        (images / f"lesson-{number}").mkdir(parents=True)
        for each in range(pictures):
            draw(images / f"lesson-{number}" / f"figure-{each}.png", tint=chance.randrange(256))
            caption = sentence(chance, 8)
            body.insert(each * 4, f'{{% include figure.html filename="figure-{each}.png" caption="{caption}" %}}\n')
        head = HEAD.format(title=title, number=number, abstract=sentence(chance, 30))
        (lessons / f"lesson-{number}.md").write_text(head + "\n".join(body), encoding="utf-8")
    return folder


def draw(path: Path, *, tint: int) -> None:
    """A picture with some detail, as a screenshot has; no two are the same."""
    Image.effect_noise((100, 75), 40).resize((800, 600)).point(lambda level: (level + tint) // 2).save(path)


def change(folder: Path) -> None:
    for path in folder.glob("fr/lecons/*.md"):
        path.write_text(path.read_text(encoding="utf-8") + "\n## Pour finir\n\nUne ligne de plus.\n", encoding="utf-8")


def timed(folder: Path, clock: Callable[[], float]) -> tuple[Report, float]:
    start = clock()
    report = import_guides(folder, options=Options(licence="cc-by-4.0"))
    return report, clock() - start


def row(name: str, report: Report, seconds: float) -> str:
    counts = f"{report.created} / {report.updated} / {report.unchanged} / {len(report.refused)}"
    return f"| {name} | {report.read} | {counts} | {seconds:.1f} | {report.read / seconds:.1f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", type=int, nargs="?", default=LESSONS)
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    clock = time.process_time if chosen.cpu else time.perf_counter
    call_command("migrate", verbosity=0)
    set_up_site()
    folder = chosen.folder or write_lessons(Path(SCRATCH.name) / "lessons", chosen.lessons, pictures=chosen.pictures)
    profile = cProfile.Profile()
    if chosen.profile:
        profile.enable()
    rows = [row("new", *timed(folder, clock))]
    profile.disable()
    rows.append(row("unchanged", *timed(folder, clock)))
    if not chosen.folder:
        change(folder)
        rows.append(row("changed", *timed(folder, clock)))
    print("| import | read | created / updated / unchanged / refused | seconds | a second |")
    print("|---|---:|---|---:|---:|")
    print("\n".join(rows))
    if chosen.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
