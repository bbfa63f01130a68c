# ruff: noqa: E402 -- settings before imports; lists of words read best as words
"""Measures the embedded search engine alone: `python bench/search_engine.py [--cpu] [ITEMS ...]` prints Markdown.

The items are made from word lists with a fixed seed: the same at every run. A question takes one or two words of the
lists, filters on two facets, counts eight facets and highlights twenty hits. `--cpu` counts the time of the processor
instead of the clock's: for comparing two versions on a machine that does other things.
"""

from __future__ import annotations

import gc
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

from typing import TYPE_CHECKING

from licences import search_facets as licence_facets
from search import registry
from search.documents import SearchDocument
from search.engines.embedded import EmbeddedEngine
from search.enrich import enriched
from search.facets.kinds import NumberAtMost, WordFacet
from search.query import SearchQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    "items", "indexed a second", "index", "faceted p50 / p99, ms", "unfiltered, ms", "misspelt, ms", "one save, ms",
    "peak memory",
)  # fmt: skip
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


def timings(engine: EmbeddedEngine, asked: list[SearchQuery]) -> list[float]:
    names = tuple(registry.facets())
    for query in asked[:20]:
        engine.search(query, facets=names)
    taken = []
    for query in asked:
        start = CLOCK()
        engine.search(query, facets=names)
        taken.append((CLOCK() - start) * 1000)
    return sorted(taken)


def p99(taken: list[float]) -> float:
    return taken[int(len(taken) * 0.99)]


def size_of(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="communs-bench-") as folder:
        engine = EmbeddedEngine(Path(folder))
        # Kept in memory, a large number of items would count as the engine's.
        made = list(documents(count)) if count <= MOST_KEPT else documents(count)
        start = CLOCK()
        engine.rebuild(enriched(made), progress=lambda _count: None)
        rate = count / (CLOCK() - start)
        del made
        gc.collect()
        columns = [f"{count:,}", f"{rate:,.0f}", f"{size_of(Path(folder)):,.0f} MB"]
        for kind in ("faceted", "unfiltered", "misspelt"):
            taken = timings(engine, questions(kind))
            columns.append(f"{median(taken):.1f} / {p99(taken):.1f}")
        one = next(enriched(documents(1)))
        start = CLOCK()
        engine.change(saved=[one], removed=[])
        columns.append(f"{(CLOCK() - start) * 1000:.0f}")
        columns.append(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:,.0f} MB")
        print("| " + " | ".join(columns) + " |", flush=True)


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
    register_facets()
    sizes = [int(argument) for argument in sys.argv[1:] if argument != "--cpu"] or SIZES
    print("| " + " | ".join(COLUMNS) + " |")
    print("|--:" * len(COLUMNS) + "|")
    for size in sizes:
        measure(size)


if __name__ == "__main__":
    main()
