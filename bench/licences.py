"""How long the licence core takes to mix and to recognise: no Django, no database.

    python bench/licences.py

Mixes are timed on sources drawn anew after as many other draws, so that no answer is remembered whole; only what the
core keeps for itself (one cell for each pair of licences) is warm, as in a server. Names are read twice and the second
time counts, with their words known. The cold start is a process of its own. Times are the processor's, so that other
work on the machine counts little.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from legaltools.catalogue import all_tools, get
from legaltools.compat import mix
from legaltools.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from legaltools.tool import Tool

ROUNDS = 2000
USUAL = (
    "cc0-1.0", "cc-by-4.0", "cc-by-3.0", "cc-by-2.0-fr", "cc-by-sa-4.0", "cc-by-sa-3.0", "cc-by-sa-2.0-fr", "pdm-1.0",
    "etalab-2.0", "odbl-1.0", "lal-1.3", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "all-rights-reserved",
)  # fmt: skip
COLD = (
    "from time import thread_time; start = thread_time(); from legaltools.catalogue import get; "
    "from legaltools.compat import mix; mix([get('cc-by-sa-4.0')]); print(thread_time() - start)"
)


def main() -> None:
    chance = random.Random(2026)
    usual, every = list(map(get, USUAL)), list(all_tools())
    print("| what | asked | p50, µs | p99, µs |\n|---|--:|--:|--:|")
    mixes("mix of one source", every, chance, size=1)
    mixes("mix of ten usual sources", usual, chance)
    mixes("mix of ten sources out of the whole catalogue", every, chance)
    mixes("mix of thirty sources out of the whole catalogue", every, chance, size=30)
    names("recognise an address", [f"{tool.url}deed.fr?ref=chooser" for tool in every if tool.is_cc])
    names("recognise a short name", [tool.label for tool in every])
    names("recognise a full name", [tool.name("fr") for tool in every])
    names("recognise a sentence", [f"Photo de Zoé Martin, sous licence {tool.label}." for tool in every])
    names("recognise a page of 100 kB", [("Un texte sans licence. " * 4400) + str(n) for n in range(10)])
    names("recognise 100 kB of names", [("CC BY-SA 3.0, " * 7000) + str(n) for n in range(10)])
    names("recognise 100 kB of doubts", [("n’est pas, sauf si, sous CC BY 4.0 " * 2800) + str(n) for n in range(10)])
    print(f"\nFrom nothing to the first mix, reading the catalogue and the rules: {cold():.0f} ms.")


def tens(tools: list[Tool], chance: random.Random, size: int = 10) -> list[list[Tool]]:
    """Give sources to mix, each drawn anew."""
    return [chance.sample(tools, size) for _ in range(ROUNDS)]


def mixes(name: str, tools: list[Tool], chance: random.Random, size: int = 10) -> None:
    """Time draws that were never asked before."""
    row(name, mix, warm=tens(tools, chance, size), asked=tens(tools, chance, size))


def names(name: str, texts: list[str]) -> None:
    row(name, recognise, warm=texts, asked=texts)


def row(name: str, ask: Callable[[Any], object], *, warm: Iterable[Any], asked: Iterable[Any]) -> None:
    for question in warm:
        ask(question)
    taken = sorted(timed(ask, question) for question in asked)
    print(f"| {name} | {len(taken):,} | {statistics.median(taken):,.0f} | {taken[int(len(taken) * 0.99)]:,.0f} |")


def timed(ask: Callable[[Any], object], question: object) -> float:
    start = thread_time()
    ask(question)
    return (thread_time() - start) * 1e6


def cold() -> float:
    root = Path(__file__).resolve().parents[1]
    run = subprocess.run([sys.executable, "-c", COLD], check=True, stdout=subprocess.PIPE, text=True, cwd=root)
    return float(run.stdout) * 1000


if __name__ == "__main__":
    main()
