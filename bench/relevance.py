# ruff: noqa: E402 -- settings before imports
"""Measures how good the answers are: `python bench/relevance.py [--engine NAME] [--kind KIND] [--each]`.

Every query of tests/search/relevance is asked as a reader asks it, of each engine of tests/search/kinds.py, over the
demo and the works of others beside the checkout; prints Markdown. The worst queries are named in the half that is tuned
on, and of the other half never a query. `--each` names every query of the half that is tuned on, with what was shown.
The practice queries, which are tuned on too, have a table of their own.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
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

from tests.search.kinds import ENGINES
from tests.search.relevance import judgements, outside, scoring
from tests.search.relevance.asking import indexed, means, scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.search.relevance.asking import Score

WORST = 15
TUNE, UNSEEN = judgements.HALVES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=sorted(ENGINES), action="append", help="one of the kinds; all unless named")
    parser.add_argument("--kind", choices=judgements.KINDS, help="of queries; all unless named")
    parser.add_argument("--each", action="store_true", help="every query of the half that is tuned on")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    queries = [query for query in judgements.askable() if options.kind in {None, query.kind}]
    if not outside.is_there():
        left = len(judgements.queries()) - len(judgements.askable())
        print(f"The works of others are not beside the checkout: {left} queries are left out.\n")
    practice = [query for query in judgements.practice() if options.kind in {None, query.kind}]
    asked = {}
    for name in options.engine or ENGINES:
        with indexed(ENGINES[name], settings, Path(SCRATCH.name) / f"relevance-{name}"):
            asked[name], practised = scored(queries), scored(practice)
        print(f"## {name}\n")
        table(asked[name])
        practice_table(practised)
        tuned = [score for score in asked[name] if score.query.half == TUNE]
        if options.each:
            each(tuned)
        else:
            worst(tuned)
    compare(asked)


def table(scores: Sequence[Score]) -> None:
    """By half, then by kind and reader."""
    print("| | tune: queries | nDCG@10 | recall@50 | right in 3 | unseen: queries | nDCG@10 | recall@50 | right in 3 |")
    print("|--|--:|--:|--:|--:|--:|--:|--:|--:|")
    row("**all**", scores)
    for reader in judgements.READERS:
        row(f"reader: {reader}", [score for score in scores if score.query.reader == reader])
    row("hard", [score for score in scores if score.query.hard])
    row("the demo's own", [score for score in scores if not score.query.beside])
    for kind in judgements.KINDS:
        row(kind, [score for score in scores if score.query.kind == kind])
    print()


def practice_table(scores: Sequence[Score]) -> None:
    print("| practice | queries | nDCG@10 | recall@50 | right in 3 |")
    print("|--|--:|--:|--:|--:|")
    of_kinds = [(kind, [score for score in scores if score.query.kind == kind]) for kind in judgements.KINDS]
    for name, some in [("**all**", scores), *of_kinds]:
        if some:
            mean = means(some)
            print(f"| {name} | {mean.count} | {mean.ndcg:.3f} | {mean.recall:.3f} | {mean.right:.0%} |")
    print()


def row(name: str, scores: Iterable[Score]) -> None:
    scores = list(scores)
    cells = [name]
    for half in judgements.HALVES:
        mean = means([score for score in scores if score.query.half == half])
        cells += [str(mean.count), f"{mean.ndcg:.3f}", f"{mean.recall:.3f}", f"{mean.right:.0%}"]
    print(f"| {' | '.join(cells)} |")


def worst(tuned: Sequence[Score]) -> None:
    print(f"The worst {WORST} of the half that is tuned on:\n")
    print("| query | kind | nDCG@10 | shown first |")
    print("|--|--|--:|--|")
    for score in sorted(tuned, key=lambda score: score.ndcg)[:WORST]:
        first = ", ".join(f"`{id_}`" for id_ in score.shown[:2]) or "nothing"
        print(f"| {score.query.text} ({score.query.reader}) | {score.query.kind} | {score.ndcg:.2f} | {first} |")
    print()


def each(tuned: Sequence[Score]) -> None:
    documents = judgements.documents()
    for score in sorted(tuned, key=lambda score: (score.query.kind, score.ndcg)):
        grades = judgements.grades_of(score.query, documents)
        right = [id_ for id_, grade in grades.items() if grade == judgements.RIGHT]
        print(f"{score.ndcg:.2f} {score.query.kind}: {score.query.text} ({score.query.reader})")
        print(
            "     shown:", ", ".join(f"{id_} [{grades.get(id_, 0)}]" for id_ in score.shown[: scoring.TOP]) or "nothing"
        )
        print("     right:", ", ".join(right[:5]) + (f" and {len(right) - 5} more" if len(right) > 5 else ""))  # noqa: PLR2004


def compare(asked: dict[str, list[Score]]) -> None:
    names = list(asked)
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            same = scoring.agreement([score.shown for score in asked[one]], [score.shown for score in asked[other]])
            print(f"First results of {one} and {other} are the same for {same:.1%} of the queries.")


if __name__ == "__main__":
    main()
