"""How long the licence core takes to mix and to recognise: no Django, no database.

    python bench/licences.py

Every question is asked once, so that no answer is remembered whole; only what the core keeps for itself (one cell for
each pair of licences, words already read) is warm, as in a server. The cold start is a process of its own. Times are
the processor's, so that other work on the machine does not count.
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

from licences.core.catalogue import all_tools, get
from licences.core.compat import mix
from licences.core.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from licences.core.tool import Tool

ROUNDS = 2000
USUAL = (
    "cc0-1.0", "cc-by-4.0", "cc-by-3.0", "cc-by-2.0-fr", "cc-by-sa-4.0", "cc-by-sa-3.0", "cc-by-sa-2.0-fr", "pdm-1.0",
    "etalab-2.0", "odbl-1.0", "lal-1.3", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "all-rights-reserved",
)  # fmt: skip
COLD = (
    "from time import thread_time; start = thread_time(); from licences.core.catalogue import get; "
    "from licences.core.compat import mix; mix([get('cc-by-sa-4.0')]); print(thread_time() - start)"
)


def main() -> None:
    chance = random.Random(2026)
    usual, every = list(map(get, USUAL)), list(all_tools())
    print("| what | asked | p50, µs | p99, µs |\n|---|--:|--:|--:|")
    row("mix of one source", mix, tens(every, chance, size=1))
    row("mix of ten usual sources", mix, tens(usual, chance))
    row("mix of ten sources out of the whole catalogue", mix, tens(every, chance))
    row("mix of thirty sources out of the whole catalogue", mix, tens(every, chance, size=30))
    row("recognise an address", recognise, [f"{tool.url}deed.fr?ref=chooser" for tool in every if tool.is_cc])
    row("recognise a short name", recognise, [tool.label for tool in every])
    row("recognise a full name", recognise, [tool.name("fr") for tool in every])
    row("recognise a sentence", recognise, [f"Photo de Zoé Martin, sous licence {tool.label}." for tool in every])
    row("recognise a page of 100 kB", recognise, [("Un texte sans licence. " * 4400) + str(n) for n in range(10)])
    print(f"\nFrom nothing to the first mix, reading the catalogue and the rules: {cold():.0f} ms.")


def tens(tools: list[Tool], chance: random.Random, size: int = 10) -> list[list[Tool]]:
    """Give sources to mix, each drawn anew."""
    return [chance.sample(tools, size) for _ in range(ROUNDS)]


def row(name: str, ask: Callable[[Any], object], questions: Iterable[Any]) -> None:
    """Ask all once to warm what the core keeps by pair or by word, then time each question once."""
    questions = list(questions)
    for question in questions:
        ask(question)
    taken = sorted(timed(ask, question) for question in questions)
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
