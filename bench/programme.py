# ruff: noqa: E402 -- settings before imports
"""Measures the programme: `python bench/programme.py [--file FILE] [--cpu]`.

The import of the largest real file that lies beside the checkout (new, then unchanged), in a fresh SQLite file and a
process of its own, with the most memory that it took; then how long an edition of 500 events and 1,000 occurrences
takes to make and to read whole, with its queries; then its pages and files (`programme_pages.py`) and its booklet
(`programme_papers.py`), with the settings of a public site. `--cpu` counts the time of the processor instead of the
clock's.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
SCRATCH = tempfile.TemporaryDirectory(prefix="communs-bench-")
os.environ |= {"VAR_DIR": SCRATCH.name, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "LOG_LEVEL": "WARNING"}

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from programme_fill import fill_programme

from bench.demo import temporary
from home.domain.site import set_up_site
from programme.context.reading import programme_of
from programme.domain.import_events import Options, import_events
from programme.models import EditionPage, Occurrence, ProgrammeIndexPage
from search import indexing
from search.publishing import add_and_publish

if TYPE_CHECKING:
    from collections.abc import Callable

REAL = settings.ROOT.parent / "shared" / "data" / "programme"


def largest() -> Path | None:
    """The largest real file of events; None where none lies beside the checkout."""
    files = [path for path in REAL.rglob("*") if path.suffix in {".ics", ".json"} and "schema" not in path.name]
    return max(files, key=lambda path: path.stat().st_size, default=None)


def peak() -> float:
    """Megabytes that this process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1_000_000


def timed(work: Callable[[], Any], clock: Callable[[], float]) -> tuple[Any, float]:
    start = clock()
    return work(), clock() - start


def measure_import(path: Path, clock: Callable[[], float]) -> None:
    shelf = EditionPage(
        title="Toute l'année", slug="toute-l-annee", acronym="toute_l_annee", all_year=True, licence="cc-by-sa-4.0",
        credits=[{"name": "Une association", "role": "author", "url": ""}],
    )  # fmt: skip
    edition = add_and_publish(shelf, under=ProgrammeIndexPage.objects.get())
    options, data, before = Options(edition=edition, file=path.name), path.read_bytes(), peak()
    print(f"`{path.name}`, {len(data) / 1000:.0f} kB:\n")
    print("| import | events | occurrences | seconds | events a second | memory, MB |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in ("new", "unchanged"):
        report, seconds = timed(lambda: import_events(data, options=options), clock)
        rate = report.read / seconds
        count = Occurrence.objects.count()
        print(f"| {name} | {report.read} | {count} | {seconds:.2f} | {rate:.0f} | {before:.0f} → {peak():.0f} |")


def measure_edition(clock: Callable[[], float]) -> None:
    with indexing.paused():  # what the search does with them is measured elsewhere
        edition, seconds = timed(fill_programme, clock)
    with CaptureQueriesContext(connection) as queries:
        programme, read = timed(lambda: programme_of(edition), clock)
    print("\n| an edition | events | occurrences | seconds | queries |")
    print("|---|---:|---:|---:|---:|")
    counts = f"{len(programme.events)} | {len(programme.occasions)}"
    print(f"| made | {counts} | {seconds:.2f} | |")
    print(f"| read whole | {counts} | {read:.3f} | {len(queries)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--only", choices=("import", "edition"))
    chosen = parser.parse_args()
    if not chosen.only:  # each in a process of its own: the memory of one is not that of the other
        for name in ("import", "edition"):
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--only", name], check=True)
        with temporary() as folder:
            for script in ("programme_pages.py", "programme_papers.py"):
                command = [sys.executable, str(ROOT / "bench" / script), "--folder", str(folder)]
                print(flush=True)
                subprocess.run([*command, "--cpu"] if chosen.cpu else command, check=True)
        return
    clock = time.process_time if chosen.cpu else time.perf_counter
    call_command("migrate", verbosity=0)
    set_up_site()
    path = chosen.file or largest()
    if chosen.only == "edition":
        measure_edition(clock)
    elif path:
        measure_import(path, clock)
    else:
        print("No real file lies beside this checkout.")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
