"""The booklet of an edition of 50 and of 500 events, beside a bare Typst compile of the same words.

    python bench/programme_papers.py [--folder FOLDER] [--cpu]

Prints Markdown: the median of both in turns, a process of its own for each size. Memory is what the system says that
the process which serves took at most, less what it had before, and what Typst took at most in a process of its own.
FOLDER is a site that `programme_pages.py --folder` made.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import environment, temporary
from bench.programme_pages import SIZES, prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from programme.context.values import Programme
    from programme.papers.base import Asked

TIMES = 3
HEAD = '#set document(title: "{title}")\n#set page("a5")\n#set text(font: "Atkinson Hyperlegible Next", lang: "fr")\n'
MARKUP = re.compile(r"([\\#*_`$<>@=\[\]/~-])")
# ruff: noqa: PLC0415 -- Django is set up for the folder first


def asked_of(programme: Programme) -> Asked:
    from programme.models import EditionPage
    from programme.papers.base import Asked
    from programme.papers.booklet import FOLDED
    from programme.papers.credits import rights_of

    edition = EditionPage.objects.get(pk=programme.key)
    rights = rights_of(edition, [one.event for one in programme.occasions], with_pictures=True)
    return Asked(
        programme=programme, occasions=programme.occasions, today=edition.today, format=FOLDED, rights=rights
    )  # fmt: skip


def bare(programme: Programme, folder: Path) -> None:
    """The same events as plain Typst markup, with the same font, tagged the same."""
    from exporting.pdf.compiling import compiled

    lines = [HEAD.format(title="Programme"), "= Programme\n"]
    for one in programme.occasions:
        place = one.place.name if one.place else ""
        words = (f"{one.start:%d/%m %H:%M}", place, one.event.one_sentence)
        lines.append(f"== {_plain(one.event.title)}\n\n" + "\n\n".join(map(_plain, words)) + "\n")
    (folder / "bare.typ").write_text("\n".join(lines), encoding="utf-8")
    compiled(folder, "bare.typ", standard="ua-1")


def _plain(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)


def used(clock: Callable[[], float], work: Callable[[], object]) -> float:
    start = clock()
    work()
    return clock() - start


def spent() -> float:
    """Seconds of the processor, of this process and of those it started."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss * 1024 / 1_000_000


def measure(size: int, clock: Callable[[], float]) -> None:
    import django

    django.setup()
    from django.utils import translation

    from exporting.pdf.papers import pdf_of
    from programme.context.reading import programme_of
    from programme.models import EditionPage
    from programme.papers.booklet import Booklet

    translation.activate("fr")
    programme = programme_of(EditionPage.objects.get(slug="grande-edition"))
    before, pdf, ours, theirs = peak(resource.RUSAGE_SELF), b"", [], []
    with tempfile.TemporaryDirectory() as name:
        for _time in range(TIMES):
            start = clock()
            pdf = pdf_of(Booklet().paper(asked_of(programme)))
            ours.append(clock() - start)
            theirs.append(used(clock, lambda: bare(programme, Path(name))))
    mine, plain = statistics.median(ours), statistics.median(theirs)
    memory = f"{peak(resource.RUSAGE_SELF) - before:.0f} MB | {peak(resource.RUSAGE_CHILDREN):.0f} MB"
    print(f"| {size} | {mine:.2f} s | {plain:.2f} s | {mine / plain:.1f} | {len(pdf) / 1000:.0f} kB | {memory} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cpu", action="store_true", help="the time of the processor instead of the clock's")
    parser.add_argument("--size", type=int, help="measure one size alone")
    options = parser.parse_args()
    if options.size:
        measure(options.size, spent if options.cpu else time.perf_counter)
        return
    print("| events | booklet | bare Typst | ratio | size | memory | Typst's |", flush=True)
    print("|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    with temporary() as scratch:
        folder = options.folder or scratch
        prepare(folder)
        for size in SIZES:
            command = [sys.executable, __file__, *sys.argv[1:], "--size", str(size)]
            subprocess.run(command, check=True, env=environment(folder / str(size), cached=False))


if __name__ == "__main__":
    main()
