"""Pages, files and the API of an edition of 50 and of 500 events, drawn and never taken from the page cache.

    python bench/programme_pages.py [--folder FOLDER] [--cpu] [--only NAME]

Prints Markdown. The demo is loaded once and copied; each size is measured in a process of its own, with the settings of
a public site. Each page takes turns with the page of a guide, and times are medians. *After a change*: something public
has just changed, so that nothing worked out before holds. Memory is the peak of Python's own while one is drawn after a
change.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import time
import tracemalloc
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, PRODUCTION, environment, load, manage, temporary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.test import Client

SIZES = {50: 100, 500: 1000}
TIMES, CHANGES = 15, 3
GUIDE, GUIDE_PAGE = "a guide", "/guides/cartographier-sa-rue-a-pied/"
EDITION = "/programme/grande-edition/"
HOST = BASE.removeprefix("http://")
PAGES = {
    GUIDE: GUIDE_PAGE,
    "the edition, a list": EDITION,
    "a day of it": f"{EDITION}?jour=2027-10-09",
    "a grid": f"{EDITION}?vue=grille",
    "a filter": f"{EDITION}?quartier=Quartier+3&gratuit=oui",
    "a filter that nobody asked for before": f"{EDITION}?quartier=Quartier+3&age={{age}}",
    "words": f"{EDITION}?q=radio",
    "by place": f"{EDITION}?vue=lieux",
    "by theme": f"{EDITION}?vue=themes",
    "now": f"{EDITION}?quand=maintenant",
    "the map": f"{EDITION}carte/",
    "an event": f"{EDITION}evenement-7/",
    "a place": "/lieux/lieu-7/",
    "the list of places": "/lieux/",
    "the list of editions": "/programme/",
    "programme.ics": f"{EDITION}programme.ics",
    "the same of a filter": f"{EDITION}programme.ics?quartier=Quartier+3&gratuit=oui",
    "schedule.xml": f"{EDITION}schedule.xml",
    "openagenda.json": f"{EDITION}openagenda.json",
    "programme.geojson": f"{EDITION}programme.geojson",
    "programme.csv": f"{EDITION}programme.csv",
    "programme.atom": f"{EDITION}programme.atom",
    "a page of the API": "/api/v1/events?edition=grande-edition",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, queries, megabytes and bytes of one answer; `guide`, `guide_changed`: of a guide beside it."""

    drawn: float
    guide: float
    changed: float
    guide_changed: float
    queries: int
    queries_changed: int
    memory: float
    size: int
    zipped: int


def prepare(folder: Path) -> None:
    """A copy of the demo for each size, with its edition; those that are there stay."""
    base = folder / "base"
    if not (base / "communs.sqlite3").exists():
        base.mkdir(parents=True, exist_ok=True)
        load(base)
    for size, occurrences in SIZES.items():
        if not (folder / str(size)).exists():
            shutil.copytree(base, folder / str(size))
            script = f"from bench.programme_fill import fill_programme; fill_programme({size}, {occurrences})"
            manage(folder / str(size), "shell", "--no-imports", "-c", script, settings=PRODUCTION)
            manage(folder / str(size), "rebuild_search")


def measure(clock: Callable[[], float], only: str) -> Iterator[tuple[str, Figures]]:
    import django  # noqa: PLC0415 -- in a process of its own

    django.setup()
    from django.test import Client  # noqa: PLC0415 -- after the settings

    client = Client(headers={"host": HOST, "accept-language": "fr"})
    for name, address in PAGES.items():
        if only and only != name:
            continue
        answer = ask(client, address)
        guide, drawn = turns(client, address, TIMES, clock)
        guide_changed, changed = turns(client, address, CHANGES, clock, change=True)
        counts = [queries(client, address, change=change) for change in (False, True)]
        yield name, Figures(
            drawn, guide, changed, guide_changed, *counts, memory(client, address), len(answer),
            len(gzip.compress(answer, 6)),
        )  # fmt: skip


_ages = cycle(range(1, 120))


def ask(client: Client, address: str) -> bytes:
    response = client.get(address.format(age=next(_ages)))
    if response.status_code != 200:  # noqa: PLR2004 -- HTTP's own
        sys.exit(f"{address}: {response.status_code}")
    return response.content


def turns(
    client: Client, address: str, times: int, clock: Callable[[], float], *, change: bool = False
) -> tuple[float, float]:  # fmt: skip
    """Milliseconds of a guide's page and of this one, in turns."""
    took: dict[str, list[float]] = {"guide": [], "this": []}
    for _turn in range(times):
        for who, where in (("guide", GUIDE_PAGE), ("this", address)):
            if change:
                something_changed()
            start = clock()
            ask(client, where)
            took[who].append((clock() - start) * 1000)
    return statistics.median(took["guide"]), statistics.median(took["this"])


def something_changed() -> None:
    from web.page_cache.generation import invalidate_pages  # noqa: PLC0415 -- after the settings

    invalidate_pages()


def queries(client: Client, address: str, *, change: bool) -> int:
    from django.db import connection  # noqa: PLC0415 -- after the settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- the same

    if change:
        something_changed()
    with CaptureQueriesContext(connection) as context:
        ask(client, address)
    return len(context)


def memory(client: Client, address: str) -> float:
    """MB at the peak, beyond what there was before, after a change."""
    something_changed()
    gc.collect()
    tracemalloc.start()
    ask(client, address)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def show(found: dict[int, dict[str, Figures]]) -> None:
    print(
        "| page | drawn, ms | × a guide | after a change, ms | × a guide | queries, of 50 events | of 500 events "
        "| memory, MB | kB | zipped |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    )
    few, many = found.values()
    for name, one in many.items():
        told = (
            f"{one.drawn:.1f}", f"{one.drawn / one.guide:.1f}", f"{one.changed:.0f}",
            f"{one.changed / one.guide_changed:.1f}", f"{few[name].queries} ({few[name].queries_changed})",
            f"{one.queries} ({one.queries_changed})", f"{one.memory:.1f}", f"{one.size / 1000:.0f}",
            f"{one.zipped / 1000:.1f}",
        )  # fmt: skip
        print(f"| {name} | {' | '.join(told)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="keep the sites there, and find them there again")
    parser.add_argument("--cpu", action="store_true", help="the time of the processor instead of the clock's")
    parser.add_argument("--only", default="", help="measure this page alone")
    parser.add_argument("--size", type=int, help="measure one size, and print it as JSON")
    options = parser.parse_args()
    if options.size:
        clock = time.process_time if options.cpu else time.perf_counter
        for name, figures in measure(clock, options.only):
            print(json.dumps([name, asdict(figures)]), flush=True)
        return
    with temporary() as scratch:
        folder = options.folder or scratch
        prepare(folder)
        show({size: _of_size(folder / str(size), [*sys.argv[1:], "--size", str(size)]) for size in SIZES})


def _of_size(folder: Path, arguments: list[str]) -> dict[str, Figures]:
    env = environment(folder, cached=False) | {"API_RATE": "1000000/m"}
    command = [sys.executable, __file__, *arguments]
    lines = subprocess.run(command, check=True, env=env, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {name: Figures(**figures) for name, figures in map(json.loads, lines)}


if __name__ == "__main__":
    main()
