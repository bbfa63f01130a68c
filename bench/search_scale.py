# ruff: noqa: E402 -- settings before imports
"""Measures the search as the pool grows: `python bench/search_scale.py [--engine NAME …] [ITEMS …]` prints Markdown.

Ten questions as people ask them, with their facets and highlights, of every engine that can be asked here (a cluster,
where `make cluster` runs or SEARCH_TEST_URL names one) and, beside them, of Wagtail's own search of the database, which
has no highlights and is told the same filters. Each engine and size has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SCRATCH = tempfile.TemporaryDirectory(prefix="communs-bench-")
os.environ |= {"VAR_DIR": SCRATCH.name, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "LOG_LEVEL": "ERROR"}

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from bench.search_items import items
from search import registry
from search.engines.choice import current_engine
from search.enrich import enriched
from search.query import SearchQuery
from tests.search.kinds import ENGINES
from tests.search.relevance.corpus import facets_of_the_apps

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (1_000, 20_000, 100_000, 1_000_000)
WAGTAIL = "wagtail"
# The client of Elasticsearch asks the same servers as that of OpenSearch: once is enough.
MEASURED = ("embedded", "cluster", WAGTAIL)
# A question of several words takes a second among 1,000 (SQLite).
MOST_OF_WAGTAIL = 20_000
# So many rounds, or as many as fit in a minute.
ROUNDS, SECONDS = 30, 60.0
QUESTIONS: tuple[tuple[str, dict[str, tuple[str, ...]], str], ...] = (
    ("carte", {}, "relevance"),
    ("atelier photo", {"theme": ("theme-1", "theme-2")}, "relevance"),
    ("comment réparer un vélo avec des enfants", {}, "relevance"),
    ('"droit à l\'image"', {}, "relevance"),
    ("licence libre -commercial", {"licence": ("by-sa",)}, "relevance"),
    ("ordinateur", {"duration": ("60",), "audience": ("teens",)}, "relevance"),
    ("cartografie numerique", {}, "relevance"),
    ("enregist", {"may": ("sell",)}, "relevance"),
    ("", {"theme": ("theme-3",), "language": ("fr",)}, "newest"),
    ("jeu", {"association": ("association-7",)}, "title"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", nargs="*", type=int, default=list(SIZES))
    parser.add_argument(
        "--engine", action="append", help="embedded, cluster or wagtail; all that can be asked unless named"
    )
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options.items[0])))
        return
    names = options.engine or [name for name in MEASURED if name in ENGINES or name == WAGTAIL]
    print(
        "| engine | items | p50, ms | p99, ms | slowest question (p50) | items a second | rebuild, s | index, MB "
        "| memory, MB |"
    )
    print("|---|--:|--:|--:|---|--:|--:|--:|--:|", flush=True)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for count in options.items:
        for name in names:
            if name == WAGTAIL and count > MOST_OF_WAGTAIL:
                continue
            row = in_a_process(name, count)
            found[name].append(row)
            print(line(name, row), flush=True)
    print("\nSlope: how much longer a question, a rebuild and the index get for ten times the items.\n")
    print("| engine | from, to | question, p50 | rebuild | index |\n|---|---|--:|--:|--:|")
    for name, rows in found.items():
        for before, after in pairwise(rows):
            slopes = " | ".join(f"× {slope(before, after, key):.1f}" for key in ("p50", "rebuild", "index"))
            print(f"| {name} | {before['items']:,} to {after['items']:,} | {slopes} |")


def line(name: str, row: dict[str, Any]) -> str:
    asked = f"{row['p50']:.1f} | {row['p99']:.1f} | {row['slowest']}"
    made = f"{row['items'] / row['rebuild']:,.0f} | {row['rebuild']:.1f} | {row['index']:,.0f} | {row['memory']}"
    return f"| {name} | {row['items']:,} | {asked} | {made} |"


def slope(before: dict[str, Any], after: dict[str, Any], key: str) -> float:
    power = math.log(after[key] / before[key]) / math.log(after["items"] / before["items"])
    return float(10**power)


def in_a_process(name: str, count: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", name, str(count)]
    told = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    row: dict[str, Any] = json.loads(told.splitlines()[-1])
    return row


def measured(name: str, count: int) -> dict[str, Any]:
    with facets_of_the_apps():
        return of_wagtail(count) if name == WAGTAIL else of_engine(name, count, Path(SCRATCH.name) / "index")


def of_engine(name: str, count: int, folder: Path) -> dict[str, Any]:

    ENGINES[name].configure(settings, folder)
    engine = current_engine()
    documents = items(count)
    start = time.perf_counter()
    with engine.writer(-1):
        engine.rebuild(enriched(documents), progress=lambda _count: None)
    rebuild = time.perf_counter() - start
    facets = tuple(registry.facets())
    queries = [SearchQuery(q=q, filters=filters, sort=sort) for q, filters, sort in QUESTIONS]

    def ask(number: int) -> None:
        engine.search(queries[number], facets=facets, language="fr")

    row = timed(ask) | {"items": count, "rebuild": rebuild}
    if name == "embedded":
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return row | {"index": size / 1e6, "memory": peak()}
    return row | of_cluster(engine)


def of_cluster(engine: Any) -> dict[str, Any]:
    """What its servers say of themselves: the size of the index in use, and the heap in use on each node."""
    ask = engine.connection.send
    prefix = engine.connection.address.prefix
    stats = ask("GET", f"/{prefix}-items-*/_stats/store", seconds=60)
    nodes = ask("GET", "/_nodes/stats/jvm", seconds=60)["nodes"].values()
    heaps = "+".join(str(round(node["jvm"]["mem"]["heap_used_in_bytes"] / 1e6)) for node in nodes)
    return {"index": stats["_all"]["primaries"]["store"]["size_in_bytes"] / 1e6, "memory": f"{heaps} (heaps)"}


def of_wagtail(count: int) -> dict[str, Any]:
    """A model of this bench's own, indexed by title and text; counts of two facets, since it has no more."""
    call_command("migrate", verbosity=0)

    class Sheet(  # noqa: DJ008 -- nobody reads its name
        index.Indexed, models.Model
    ):
        title = models.CharField(max_length=255)
        body = models.TextField()
        theme = models.CharField(max_length=30)
        language = models.CharField(max_length=5)
        search_fields = (
            index.SearchField("title", boost=6), index.FilterField("title"), index.SearchField("body"),
            index.FilterField("theme"),
            index.FilterField("language"),
        )  # fmt: skip

        class Meta:
            app_label = "home"

    with connection.schema_editor() as editor:
        editor.create_model(Sheet)
    documents = items(count)
    rows = (
        Sheet(
            title=item.title, body=f"{item.summary} {item.body}", theme=item.facets["theme"][0], language=item.language
        )
        for item in documents
    )
    start = time.perf_counter()
    Sheet.objects.bulk_create(rows, batch_size=500)
    backend = get_search_backend()
    for first in range(0, count, 1000):
        backend.add_bulk(Sheet, Sheet.objects.order_by("pk")[first : first + 1000])
    rebuild = time.perf_counter() - start

    def ask(number: int) -> None:
        words, filters, sort = QUESTIONS[number]
        rows = Sheet.objects.filter(theme__in=filters["theme"]) if "theme" in filters else Sheet.objects.all()
        if not words:
            found = rows.order_by("-pk")
            list(found[:20]), found.count()
            return
        found = backend.search(words.replace('"', ""), rows.order_by("title") if sort == "title" else rows,
                               order_by_relevance=sort != "title")  # fmt: skip
        list(found[:20])
        found.count()
        for facet in ("theme", "language"):
            found.facet(facet)

    size = Path(connection.settings_dict["NAME"]).stat().st_size
    row = timed(ask)
    return row | {"items": count, "rebuild": rebuild, "index": size / 1e6, "memory": peak()}


def timed(ask: Callable[[int], None]) -> dict[str, Any]:
    """Each question once before, then all in turn."""
    for number in range(len(QUESTIONS)):
        ask(number)
    times: list[list[float]] = [[] for _question in QUESTIONS]
    end = time.perf_counter() + SECONDS
    for done in range(ROUNDS):
        if done and time.perf_counter() > end:
            break
        for number in range(len(QUESTIONS)):
            start = time.perf_counter()
            ask(number)
            times[number].append((time.perf_counter() - start) * 1000)
    every = sorted(one for ones in times for one in ones)
    slowest = max(range(len(QUESTIONS)), key=lambda number: median(times[number]))
    return {
        "p50": median(every),
        "p99": every[min(len(every) - 1, int(len(every) * 0.99))],
        "slowest": f"{QUESTIONS[slowest][0] or 'no words'} ({median(times[slowest]):.1f})",
    }


def peak() -> str:
    return str(round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000))


if __name__ == "__main__":
    main()
