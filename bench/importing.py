"""How many lessons a second come in, and how many are known again unchanged.

    python bench/importing.py ../shared/data/programming_historian --lessons 223

Every file of the folder is copied, under a title and a slug of its own, until there are as many lessons as asked, so
that parsing, the record, the revision, the index of references and the outbox of the search are those of a real import.
The site is a new one, on the database that DATABASE_URL names, or in a file of SQLite. Times are the processor's, so
that other work on the machine counts little; `--profile` prints where they go.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import shutil
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if TYPE_CHECKING:
    from collections.abc import Callable

_TITLE = re.compile(r"^title: *[\"']?(.*?)[\"']?$", re.MULTILINE)
_SLUG = re.compile(r"^slug: *(.*)$", re.MULTILINE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lessons", type=int, default=223)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        _start(Path(scratch))
        lessons = _lessons(options.folder, Path(scratch) / "lecons", options.lessons)
        print("| what | lessons | a second of the processor | a second of the clock |\n|---|--:|--:|--:|")
        _measure("first import", lambda: _import(lessons), profile=options.profile)
        _measure("again, unchanged", lambda: _import(lessons), profile=False)


def _start(scratch: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{scratch}/site.sqlite3")
    import django  # noqa: PLC0415 -- settings come first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- after the settings

    call_command("migrate", verbosity=0)
    from home.domain.site import set_up_site  # noqa: PLC0415 -- after the settings

    set_up_site()


def _lessons(folder: Path, into: Path, most: int) -> Path:
    shutil.copytree(folder, into)
    found = [path for path in sorted(into.rglob("*.md")) if _TITLE.search(path.read_text(encoding="utf-8"))]
    for number, path in zip(range(len(found), most), cycle(found), strict=False):
        text = path.read_text(encoding="utf-8")
        named = _TITLE.sub(lambda match, n=number: f'title: "{match[1]} ({n})"', text, count=1)
        slugged = _SLUG.sub(lambda match, n=number: f"slug: {match[1]}-{n}", named, count=1)
        path.with_stem(f"{path.stem}-{number}").write_text(slugged, encoding="utf-8")
    return into


def _import(lessons: Path) -> int:
    from commons.guides.domain.import_guides import Options, import_guides  # noqa: PLC0415 -- after the settings

    report = import_guides(lessons, options=Options(format="programming-historian", publish=True))
    if report.refused:
        print(report.refused[:3])
    return report.created + report.updated + report.unchanged


def _measure(what: str, run: Callable[[], int], *, profile: bool) -> None:
    profiler = cProfile.Profile()
    clock, processor = perf_counter(), process_time()
    count = profiler.runcall(run) if profile else run()
    busy, passed = process_time() - processor, perf_counter() - clock
    print(f"| {what} | {count} | {count / busy:.1f} | {count / passed:.1f} |")
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(120)


if __name__ == "__main__":
    main()
