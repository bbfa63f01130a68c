# ruff: noqa: E402 -- settings before imports; lists of words read best as words
"""Measures the embedded search engine alone: `python bench/search_engine.py [--cpu] [--floor] [--json] [ITEMS ...]`.

The items are made from word lists with a fixed seed: the same at every run. A question takes one or two words of the
lists, filters on two facets, counts eight facets and highlights twenty hits. It prints Markdown, or with `--json` one
object a size (`misspelt_after_save_ms` is the worst of the first misspelt questions after a save). `--floor` asks
beside each faceted question what tantivy alone must do for it: one scored field scanned for its words and filters,
eight facets counted in what that finds. `--cpu` counts the time of the processor instead of
the clock's: for comparing two versions on a machine that does other things. `--items N` is the same as `N`.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["search"], LANGUAGE_CODE="fr", USE_TZ=True, SEARCH_URL="embedded:", SEARCH_INDEX_DIR=""
)
django.setup()

from typing import TYPE_CHECKING, Any

from tantivy import Occur, Query

from licences import search_facets as licence_facets
from search import registry
from search.documents import SearchDocument
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.facets import Facets
from search.engines.embedded.schema import facets_signature, schema_of
from search.enrich import enriched
from search.facets.kinds import NumberAtMost, WordFacet
from search.query import SearchQuery
from search.understanding.stems import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COLUMNS = (
    "items", "indexed a second", "index", "faceted p50 / p99, ms", "unfiltered, ms", "misspelt, ms", "floor, ms",
    "one save, ms", "misspelt after a save, worst, ms", "peak memory",
)  # fmt: skip
KEYS = (
    "faceted", "unfiltered", "misspelt", "misspelt_after_save_ms", "floor", "rebuild_s", "items_per_s", "index_mb",
    "peak_mb",
)  # fmt: skip
SAVES = 5
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter
SIZES = (1_000, 20_000, 100_000)
QUESTIONS = 300
MOST_KEPT = 20_000
WORDS_A_BODY = 350

VERBS = (
    "animer écrire cartographier réparer photographier imprimer partager raconter construire monter relever coudre"
).split()
NOUNS = (
    "atelier carte quartier licence image radio émission fanzine vélo graine bibliothèque mémoire récit enfant "
    "habitante ordinateur logiciel données jeu voile port phare marée rue jardin cuisine théâtre chanson micro "
    "affiche exposition"
).split()
ADJECTIVES = "libre ouvert numérique collectif partagé breton vivant ancien léger joyeux public".split()
LINKS = "de la du des pour avec dans sur sans entre".split()
SYLLABLES = "ba bre cou da dre fa gui ha ker lan lou ma mor nev pen plou que ros sa tre ty ve wen yo za".split()
LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0", "cc-by-nc-sa-4.0", "etalab-2.0", "cc-by-nd-4.0")
THEMES = tuple(f"theme-{number}" for number in range(20))
ASSOCIATIONS = tuple(f"association-{number}" for number in range(150))


def rare_words(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(count)]


def documents(count: int) -> Iterator[SearchDocument]:
    """Guides of the size of a real one, whose common words follow Zipf's law over a tail of rare ones."""
    chance = random.Random(2026)
    common = VERBS + NOUNS + ADJECTIVES + LINKS
    vocabulary = common + rare_words(chance, 40_000)
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    pool = chance.choices(vocabulary, weights, k=500_000)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for number in range(count):
        place = chance.randrange(len(pool) - WORDS_A_BODY)
        title = f"{chance.choice(VERBS).capitalize()} l'{chance.choice(NOUNS)} {chance.choice(ADJECTIVES)} {number}"
        yield SearchDocument(
            type=chance.choice(("guide", "guide", "guide", "kit", "association")),
            pk=str(number),
            title=title,
            url=f"/guides/{number}/",
            summary=" ".join(chance.sample(common, 18)),
            body=" ".join(pool[place : place + WORDS_A_BODY]),
            language=chance.choice(("fr", "fr", "fr", "en")),
            licence=chance.choice(LICENCES),
            facets={
                "theme": tuple(chance.sample(THEMES, 2)),
                "audience": (chance.choice(("teens", "adults", "all")),),
                "association": (chance.choice(ASSOCIATIONS),),
            },
            minutes=chance.choice((30, 45, 60, 90, 120, 180, 240)),
            published_at=start + timedelta(hours=number % 50_000),
        )


def questions(kind: str) -> list[SearchQuery]:
    chance = random.Random(7)
    asked = []
    for _ in range(QUESTIONS):
        words = chance.sample(NOUNS, 1) + chance.sample(ADJECTIVES, 1)
        if kind == "misspelt":
            place = chance.randrange(len(words[0]))
            words[0] = words[0][:place] + chance.choice("bcdfghjklmnpqrstvwxyz") + words[0][place + 1 :]
        filters = {"theme": tuple(chance.sample(THEMES, 2)), "may": ("sell",)} if kind == "faceted" else {}
        asked.append(SearchQuery(q=" ".join(words), filters=filters))
    return asked


def timings(
    engine: EmbeddedEngine, asked: list[SearchQuery], *, floor: bool = False
) -> tuple[list[float], list[float]]:
    """Milliseconds of each question, and of what tantivy must do for it at least, in order of size."""
    names = tuple(registry.facets())
    for query in asked[:20]:
        engine.search(query, facets=names)
    taken, least = [], []
    for query in asked:
        taken.append(milliseconds(lambda query=query: engine.search(query, facets=names)))
        if floor:
            scan = floor_of(engine, query, names)
            least.append(milliseconds(scan))
    return sorted(taken), sorted(least)


def milliseconds(run: Callable[[], object]) -> float:
    start = CLOCK()
    run()
    return (CLOCK() - start) * 1000


def floor_of(engine: EmbeddedEngine, query: SearchQuery, names: Sequence[str]) -> Callable[[], object]:
    """One scored field scanned for the best twenty, eight facets counted: of an index without understanding."""
    searcher = engine.storage.searcher()
    schema = schema_of(facets_signature())
    words = [Query.term_query(schema, "body", stems(word)[0], "freq") for word in query.q.split()]
    parts = [(Occur.Must, word) for word in words]
    parts += [(Occur.Must, Query.const_score_query(chosen, 0.0)) for chosen in Facets(schema, query).chosen()]
    asked = Query.boolean_query(parts)
    counted = {name: {"terms": {"field": f"facets.{name}", "size": 500}} for name in names[:8]}
    return lambda: (searcher.search(asked, limit=20, count=False).hits, searcher.aggregate(asked, counted))


def after_saves(engine: EmbeddedEngine) -> tuple[float, float]:
    """Milliseconds of a save, and the most that a misspelt question takes that is the first after one."""
    names = tuple(registry.facets())
    entries = list(enriched(documents(SAVES)))
    asked = questions("misspelt")[:SAVES]
    saved, first = [], []
    for entry, query in zip(entries, asked, strict=True):
        saved.append(milliseconds(lambda entry=entry: engine.change(saved=[entry], removed=[])))
        first.append(milliseconds(lambda query=query: engine.search(query, facets=names)))
    return median(saved), max(first)


def p99(taken: list[float]) -> float:
    return taken[int(len(taken) * 0.99)]


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure(count: int, *, floor: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="communs-bench-") as folder:
        engine = EmbeddedEngine(Path(folder))
        # Kept in memory, a large number of items would count as the engine's.
        made = list(documents(count)) if count <= MOST_KEPT else documents(count)
        start = time.perf_counter()
        engine.rebuild(enriched(made), progress=lambda _count: None)
        seconds = time.perf_counter() - start
        del made
        gc.collect()
        figures: dict[str, Any] = {}
        for kind in ("faceted", "unfiltered", "misspelt"):
            taken, least = timings(engine, questions(kind), floor=floor and kind == "faceted")
            figures[kind] = {"p50_ms": round(median(taken), 2), "p99_ms": round(p99(taken), 2)}
            if least:
                figures["floor"] = {"p50_ms": round(median(least), 2)}
        index_mb = size_of(Path(folder))
        saved, first = after_saves(engine)
        return {
            **figures,
            "rebuild_s": round(seconds, 1),
            "items_per_s": round(count / seconds, 1),
            "index_mb": round(index_mb, 1),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
            "save_ms": round(saved, 1),
            "misspelt_after_save_ms": round(first, 1),
        }


def row(count: int, figures: dict[str, Any]) -> str:
    both = [
        f"{figures[kind]['p50_ms']:.1f} / {figures[kind]['p99_ms']:.1f}"
        for kind in ("faceted", "unfiltered", "misspelt")
    ]
    floor = f"{figures['floor']['p50_ms']:.1f}" if "floor" in figures else ""
    columns = [
        f"{count:,}", f"{figures['items_per_s']:,.0f}", f"{figures['index_mb']:,.0f} MB", *both, floor,
        f"{figures['save_ms']:.0f}", f"{figures['misspelt_after_save_ms']:.0f}", f"{figures['peak_mb']:,.0f} MB",
    ]  # fmt: skip
    return "| " + " | ".join(columns) + " |"


def register_facets() -> None:
    """Those of the site, without the names that its database gives them."""
    licence_facets.register()
    for name in ("theme", "audience", "association"):
        registry.register_facet(WordFacet(name=name, label=name, searchable=True))
    registry.register_facet(
        NumberAtMost(
            name="duration",
            label="",
            steps=(30, 60, 120, 240),
            label_of=str,
            any_label="",
            number=lambda document: document.minutes,
        )
    )


def main() -> None:
    options = argparse.ArgumentParser(description="Measures the embedded search engine alone.")
    options.add_argument("sizes", type=int, nargs="*")
    options.add_argument("--items", type=int, action="append", default=[])
    for name in ("cpu", "floor", "json"):
        options.add_argument(f"--{name}", action="store_true")
    given = options.parse_args()
    sizes = [*given.sizes, *given.items] or list(SIZES)
    register_facets()
    if not given.json:
        print("| " + " | ".join(COLUMNS) + " |")
        print("|--:" * len(COLUMNS) + "|")
    for size in sizes:
        figures = measure(size, floor=given.floor)
        told = {key: figures[key] for key in KEYS if key in figures}
        print(json.dumps(told) if given.json else row(size, figures), flush=True)


if __name__ == "__main__":
    main()
