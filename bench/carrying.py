"""What it costs to carry guides away: PDF beside a bare Typst compile, ZIP beside `zip -0`, the memory of each.

    python bench/carrying.py

Needs Debian's `zip`. Each measure has a process of its own, whose memory is what the system says it took at most, less
what it had once the site was loaded. Prints Markdown.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()

from exporting.archive import stream, write_core  # noqa: E402 -- once the site is set up
from exporting.bundle import Step  # noqa: E402 -- the same
from exporting.options import Options  # noqa: E402 -- the same
from exporting.pdf.compiling import compiled, write_pdf  # noqa: E402 -- the same
from exporting.progress import Progress  # noqa: E402 -- the same
from tests.factories import bundles  # noqa: E402 -- the same

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporting.bundle import Bundle, Sheet

STEPS, TIMES = 20, 15
PARAGRAPH = (
    "On se met en cercle, debout, et chaque personne raconte un trajet qu’elle fait à pied, puis le dessine. "
    "Celle qui écoute note les repères : une porte bleue, un banc, une odeur de pain. On ne corrige rien, on ajoute. "
)
MEGABYTE = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("measure", nargs="?", choices=sorted(MEASURES))
    chosen = parser.parse_args().measure
    if chosen:
        MEASURES[chosen]()
        return
    print("| what | time | beside it | ratio | memory at most |")
    print("|---|---|---|---|---|")
    for name in MEASURES:
        subprocess.run([sys.executable, __file__, name], check=True, cwd=ROOT)


def sheet(number: int = 1) -> Sheet:
    """A guide of 20 steps, with notes, as long as the longest that people write."""
    steps = tuple(
        Step(
            title=f"Étape {step}",
            html=f"<p>{PARAGRAPH * 2}</p><ul><li>{PARAGRAPH}</li></ul>",
            note=f"<p>{PARAGRAPH}</p>",
        )
        for step in range(STEPS)
    )
    return bundles.sheet(f"Fiche {number}", slug=f"fiche-{number}", steps=steps)


def guide(number: int = 1) -> Bundle:

    one = sheet(number)
    return replace(bundles.guide_bundle(), title=one.title, slug=one.slug, entries=(one,))


def pdf_of(bundle: Bundle) -> None:

    write_pdf(bundle, Options(), io.BytesIO(), progress=Progress())


def bare(folder: Path) -> None:
    """The same words as plain Typst markup, with the same fonts, tagged the same."""
    step = f"{PARAGRAPH * 2}\n\n- {PARAGRAPH}\n\n{PARAGRAPH}\n\n"
    text = "".join(f"== Étape {number}\n\n{step}" for number in range(STEPS))
    head = '#set document(title: "Fiche")\n#set text(font: "Atkinson Hyperlegible Next", lang: "fr")\n= Fiche\n\n'
    (folder / "bare.typ").write_text(head + text, encoding="utf-8")
    compiled(folder, "bare.typ", standard="ua-1")


def timed(*works: Callable[[], None], times: int = TIMES) -> list[float]:
    """Median seconds of each, one after the other in turn, once for nothing first."""
    seconds: list[list[float]] = [[] for _ in works]
    for turn in range(times + 1):
        for work, spent in zip(works, seconds, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                spent.append(time.perf_counter() - start)
    return [statistics.median(spent) for spent in seconds]


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def row(what: str, seconds: float, beside: float, before: float) -> None:
    print(
        f"| {what} | {seconds * 1000:.0f} ms | {beside * 1000:.0f} ms | {seconds / beside:.1f} | "
        f"{peak() - before:.0f} MB |", flush=True
    )  # fmt: skip


def measure_pdf() -> None:
    before, one = peak(), guide()
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = timed(lambda: pdf_of(one), lambda: bare(Path(name)))
    row("PDF of a guide of 20 steps, beside a bare compile", ours, theirs, before)


def measure_kit() -> None:

    before = peak()
    kit = bundles.kit_bundle(*(sheet(number) for number in range(20)))
    ours, theirs = timed(lambda: pdf_of(kit), lambda: [pdf_of(guide(number)) for number in range(20)] and None, times=3)
    row("PDF of a kit of 20 guides, beside 20 guides", ours, theirs, before)


def archived(bundle: Bundle, folder: Path) -> None:

    with (folder / "core").open("wb") as core:
        write_core(bundle, Options(), core, progress=Progress())
    _size, pieces = stream(folder / "core", bundle)
    with (folder / "ours.zip").open("wb") as made:
        made.writelines(pieces)


def with_files(folder: Path, count: int, size: int) -> Bundle:

    files = []
    for number in range(count):
        path = folder / f"{number}.bin"
        with path.open("wb") as opened:
            # Beyond a megabyte the rest is a hole, which is read as any other bytes and takes no room here.
            opened.write(os.urandom(min(size, MEGABYTE)))
            opened.truncate(size)
        files.append(bundles.document(path, path=f"files/{number}.bin"))
    return bundles.guide_bundle(files=tuple(files))


def measure_zip() -> None:
    before = peak()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundle = with_files(folder, 200, MEGABYTE)

        def theirs() -> None:
            (folder / "theirs.zip").unlink(missing_ok=True)
            command = ["zip", "-0", "-q", "theirs.zip", *(f"{number}.bin" for number in range(200))]
            subprocess.run(command, cwd=folder, check=True)

        ours, other = timed(lambda: archived(bundle, folder), theirs, times=5)
    row("ZIP of 200 files of 1 MB with its PDF, pages and checksums, beside `zip -0`", ours, other, before)


def measure_memory() -> None:
    before = peak()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bundle = with_files(folder, 20, 100 * MEGABYTE)

        def sent() -> None:

            with (folder / "core").open("wb") as core:
                write_core(bundle, Options(), core, progress=Progress())
            size, pieces = stream(folder / "core", bundle)
            if sum(map(len, pieces)) != size:
                raise AssertionError

        def read() -> None:
            for path in folder.glob("*.bin"):
                with path.open("rb") as opened:
                    while opened.read(1 << 18):
                        pass

        ours, other = timed(sent, read, times=1)
    row("ZIP of 2 GB of media built and sent, beside reading them once", ours, other, before)


MEASURES = {"pdf": measure_pdf, "kit": measure_kit, "zip": measure_zip, "memory": measure_memory}

if __name__ == "__main__":
    main()
