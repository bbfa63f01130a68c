"""Requests a second of the pages that readers ask for, as an anonymous reader gets them, and beside another wiki.

gunicorn with two workers, SQLite and `wrk` share the machine. *Drawn*: without the page cache, each answer is made.
*Cold*: the page cache is on and empty, each address is asked for once. *Warm*: each was asked for before. *Full*: cold,
in a cache that holds as much as it may. The crawl asks for different guides in random order; *undrawn* when the bodies
of guides are not drawn either. Prints Markdown: the middle run of several, and the slowest and quickest.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.demo import BASE, PRODUCTION, load, manage, serve, temporary, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS, RUNS = 5, 3
# More than are asked for in one run: none is asked for twice. With fewer guides there is nothing to crawl.
CRAWLED = 4000
ADDRESSES = "addresses.json"
SEARCHES = (
    *("atelier", "carte", "radio", "écrire à plusieurs", "photo fête", "jeu licence", "réparer", "recette"),
    *("mémoire orale", "téléphone", "fanzine", "exposition", "image", "quartier", "enfants", "groupe", "débutant"),
    *("atelir", "cartografie", '"une heure"'),
)
LICENCES = ("cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0")
MIXER = "/licences/melanger/?source=cc-by-4.0&source=cc-by-sa-4.0&source=cc0-1.0"
LUA = """
local paths = {{{paths}}}
local asked = 0
request = function()
  asked = asked + 1
  return wrk.format("GET", paths[((asked - 1) % #paths) + 1])
end
"""
# The percentiles stand at the start of their lines; the column of deviations may say 50% as well.
ANSWER = re.compile(r"\n\s+50%\s+(\S+).*?\n\s+99%\s+(\S+).*Requests/sec:\s+([\d.]+)", re.DOTALL)
PEER = re.compile(r"^([\d.]+) requests/s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    rate: float
    p50: str
    p99: str


@dataclass(frozen=True, slots=True)
class Row:
    """`peer`: what the other wiki served just before, in requests a second."""

    page: str
    items: int
    state: str
    runs: tuple[Run, ...]
    peer: float | None

    def __str__(self) -> str:
        middle = sorted(self.runs, key=lambda run: run.rate)[len(self.runs) // 2]
        rates = [run.rate for run in self.runs]
        told = (
            *(self.page, f"{self.items:,}", self.state, f"{middle.rate:,.0f}"),
            *(f"{min(rates):,.0f}–{max(rates):,.0f}", middle.p50, middle.p99),
            *((f"{self.peer:.1f}", f"{middle.rate / self.peer:.1f}") if self.peer else ("–", "–")),
        )
        return f"| {' | '.join(told)} |"


def measure_peer(command: str, page: str) -> float | None:
    """Another wiki on this machine: a command that prints its rates, for an article and then for a search."""
    if not command:
        return None
    out = subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout  # noqa: S602 -- the operator's own command
    article, search = (float(rate) for rate in PEER.findall(out))
    return search if page == "search" else article


def prepare(folder: Path, items: int) -> dict[str, list[str]]:
    """A site of `items` guides in `folder`, made where it is not there yet; addresses of its guides by kind."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ADDRESSES).exists():
        load(folder)
        script = f"from bench.fill import fill; fill({items})"
        manage(folder, "shell", "--no-imports", "-c", script)
        manage(folder, "rebuild_search")
        script = "import json; from bench.fill import addresses; print(json.dumps(addresses()))"
        (folder / ADDRESSES).write_text(manage(folder, "shell", "--no-imports", "-c", script), encoding="utf-8")
    found: dict[str, list[str]] = json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))
    return found


def wrk(paths: list[str], folder: Path) -> Run:
    script = folder / "paths.lua"
    script.write_text(LUA.format(paths=", ".join(json.dumps(path) for path in paths)), encoding="utf-8")
    command = ["wrk", "-t1", "-c4", f"-d{SECONDS}s", "--latency", "-s", str(script), BASE]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = ANSWER.search(out)
    if "Non-2xx" in out or not found:
        sys.exit(out)
    return Run(float(found[3]), found[1], found[2])


def several(paths: list[str], folder: Path) -> tuple[Run, ...]:
    return tuple(wrk(paths, folder) for _run in range(RUNS))


def page_paths(found: dict[str, list[str]]) -> dict[str, list[str]]:
    searches = [f"/recherche/?q={urllib.parse.quote(words)}" for words in SEARCHES]
    chance = random.Random(7)
    return {
        "home": ["/"],
        "guide": chance.sample(found["made"], min(100, len(found["made"]))),
        "guide of the demo": found["demo"],
        "search": [*searches, *(f"{path}&may=change" for path in searches)],
        "licence": [f"/licences/{key}/" for key in LICENCES],
        "mixer": [MIXER],
    }


def crawled(found: dict[str, list[str]]) -> list[str]:
    paths = [*found["made"], *found["demo"]]
    return random.Random(11).sample(paths, CRAWLED) if len(paths) >= CRAWLED else []


def measure(items: int, folder: Path, peer: str, only: set[str]) -> Iterator[Row]:
    found = prepare(folder, items)
    pages = {name: paths for name, paths in page_paths(found).items() if not only or name in only}
    for state, cached in (("drawn", False), ("warm", True)) if pages else ():
        shutil.rmtree(folder / "cache", ignore_errors=True)
        with serve(folder, cached=cached):
            for name, paths in pages.items():
                for path in paths * 2:  # each worker has seen it, as on a site that lives
                    visit(path)
                beside = measure_peer(peer if state == "drawn" else "", name)
                yield Row(name, items, state, several(paths, folder), beside)
    paths = crawled(found)
    if paths and (not only or "crawl" in only):
        yield from crawls(items, folder, peer, paths)


def crawls(items: int, folder: Path, peer: str, paths: list[str]) -> Iterator[Row]:
    """First nothing is drawn; then the bodies are, as when they have been published, and the page cache is empty."""
    for state in ("undrawn", "cold", "full"):
        shutil.rmtree(folder / "cache", ignore_errors=True)
        if state == "undrawn":
            shutil.rmtree(folder / "drawn", ignore_errors=True)
        elif state == "cold":
            script = f"from bench.fill import draw; draw({[path.split('/')[-2] for path in paths]})"
            manage(folder, "shell", "--no-imports", "-c", script, settings=PRODUCTION)
        with serve(folder, cached=True):
            visit("/")
            if state == "full":
                fill_page_cache(folder)
            beside = measure_peer(peer, "crawl")
            yield Row("crawl", items, state, (wrk(paths, folder),), beside)


def fill_page_cache(folder: Path) -> None:
    """As many values as it may hold, each as large as a page."""
    script = (
        "import os; from django.conf import settings; from django.core.cache import caches; pages = caches['pages']; "
        "most = settings.CACHES['pages']['OPTIONS']['MAX_ENTRIES']; "
        "[pages.set(f'other-{n}', os.urandom(9000)) for n in range(2 * most)]"
    )
    manage(folder, "shell", "--no-imports", "-c", script, settings=PRODUCTION)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, action="append", default=[], help="guides on the site; 200 and 20,000")
    parser.add_argument("--folder", type=Path, help="keep the sites there, and find them there again")
    parser.add_argument("--only", action="append", default=[], help="measure this page alone")
    parser.add_argument("--peer", default=os.environ.get("BENCH_PEER", ""), help="see bench/README.md")
    options = parser.parse_args()
    print("| page | items | state | requests/s | from–to | p50 | p99 | peer | × the peer |")
    print("|---|---|---|---|---|---|---|---|---|")
    for items in options.items or [200, 20_000]:
        with temporary() as folder:
            place = options.folder / str(items) if options.folder else folder
            for row in measure(items, place, options.peer, set(options.only)):
                print(row, flush=True)


if __name__ == "__main__":
    main()
