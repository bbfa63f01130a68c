# ruff: noqa: E402 -- settings before imports
"""Measures what a mistake costs: `python bench/misspellings.py [--each]`, over the queries that are tuned on.

One word of each query, of five letters or more, is misspelt by a rule, always the same one with the same seed; prints
as Markdown, by rule, nDCG@10 of the queries as they are spelt well and with the mistake. `--each` names those that lose
more than LOST. Without the works of others beside the checkout the queries about them are left out.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SCRATCH = tempfile.TemporaryDirectory(prefix="communs-bench-")
os.environ |= {"VAR_DIR": SCRATCH.name, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "LOG_LEVEL": "WARNING"}

import django

django.setup()

from django.conf import settings
from django.core.management import call_command

from markup.normalize import normalize
from tests.search.kinds import ENGINES
from tests.search.relevance import judgements
from tests.search.relevance.asking import indexed, means, scored

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.search.relevance.judgements import Query

SEED, SHORTEST, LOST = 5, 5, 0.3
# Spelt badly already, or for what they are typed like.
LEFT_OUT = {"typing", "misspelt", "breton", "unfinished"}
# The keys beside each, on a French keyboard.
BESIDE = {
    "a": "zq", "b": "vn", "c": "xv", "d": "sfe", "e": "zrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok", "j": "hku",
    "k": "jli", "l": "kmo", "m": "lp", "n": "bh", "o": "ipl", "p": "om", "q": "asw", "r": "etf", "s": "qdz", "t": "ryg",
    "u": "yij", "v": "cb", "w": "xq", "x": "wc", "y": "tuh", "z": "aes",
}  # fmt: skip
SOUNDS = (
    ("qu", "k"), ("ph", "f"), ("eau", "o"), ("au", "o"), ("ss", "s"), ("ll", "l"), ("nn", "n"), ("mm", "m"),
    ("tt", "t"), ("pp", "p"), ("rr", "r"), ("tion", "sion"), ("ch", "sh"), ("ain", "in"), ("en", "an"), ("th", "t"),
    ("y", "i"), ("er$", "é"), ("es$", "e"), ("s$", ""), ("e$", ""), ("t$", ""),
)  # fmt: skip


def dropped(word: str, place: int, _chance: random.Random) -> str:
    return word[:place] + word[place + 1 :]


def doubled(word: str, place: int, _chance: random.Random) -> str:
    return word[:place] + word[place] + word[place:]


def swapped(word: str, place: int, _chance: random.Random) -> str:
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def beside(word: str, place: int, chance: random.Random) -> str:
    return word[:place] + chance.choice(BESIDE.get(normalize(word[place]), "e")) + word[place + 1 :]


def by_ear(word: str, _place: int, chance: random.Random) -> str:
    plain = normalize(word)
    written = (re.sub(sound, other, plain, count=1) for sound, other in chance.sample(SOUNDS, len(SOUNDS)))
    return next((other for other in written if other != plain), plain)


def without_accents(word: str, _place: int, _chance: random.Random) -> str:
    return normalize(word)


RULES: tuple[Callable[[str, int, random.Random], str], ...] = (
    dropped, doubled, swapped, beside, by_ear, without_accents
)  # fmt: skip


def misspelt(query: Query, rule: Callable[[str, int, random.Random], str], chance: random.Random) -> Query:
    """The same query with one of its words misspelt; as it was where it has no word for that."""
    words = query.text.split()
    places = [place for place, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
    if not places:
        return query
    chosen = chance.choice(places)
    word = words[chosen].lower()
    words[chosen] = rule(word, chance.randrange(1, len(word)), chance)
    return replace(query, text=" ".join(words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", action="store_true", help="every query that a mistake costs much")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    tuned = [query for query in judgements.askable() if query.half == judgements.HALVES[0]]
    queries = [query for query in (*tuned, *judgements.practice()) if query.kind not in LEFT_OUT]
    print("| mistake | queries | nDCG@10, spelt well | with it |\n|--|--:|--:|--:|")
    with indexed(ENGINES["embedded"], settings, Path(SCRATCH.name) / "misspellings"):
        well = dict(zip(queries, scored(queries), strict=True))
        for rule in RULES:
            chance = random.Random(SEED)
            pairs = [(query, misspelt(query, rule, chance)) for query in queries]
            pairs = [(query, other) for query, other in pairs if other.text.lower() != query.text.lower()]
            asked = scored([other for _query, other in pairs])
            before = means([well[query] for query, _other in pairs])
            print(f"| {rule.__name__} | {len(pairs)} | {before.ndcg:.3f} | {means(asked).ndcg:.3f} |")
            for (query, other), score in zip(pairs, asked, strict=True):
                if options.each and well[query].ndcg - score.ndcg > LOST:
                    print(f"| {query.text} → {other.text} | | {well[query].ndcg:.2f} | {score.ndcg:.2f} |")


if __name__ == "__main__":
    main()
