"""Items of the size of real guides, made from the words of the real inputs and of the demo: the same at every run."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from search.documents import SearchDocument
from tests.search.relevance import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 2026
POOL = 2_000_000
WORDS_OF_A_BODY = (60, 640)
RARE = 0.01  # words of their own, as real texts go on bringing: names, figures, mistakes
SYLLABLES = "ba bre cou da dre fa gui ha ker lan lou ma mor nev pen plou que ros sa tre ty ve wen yo za".split()
LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0", "cc-by-nc-sa-4.0", "etalab-2.0", "cc-by-nd-4.0")
MINUTES = (30, 45, 60, 90, 120, 180, 240)
AUDIENCES = ("children", "teens", "adults", "families", "seniors", "volunteers")
THEMES = tuple(f"theme-{number}" for number in range(20))
ASSOCIATIONS = tuple(f"association-{number}" for number in range(150))
FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"[^\W_]+(?:[’'.·-][^\W_]+)*")


def items(count: int) -> Iterator[SearchDocument]:
    """`count` guides, whose words come as often as in the texts that they are taken from; those are read at once."""
    chance = random.Random(SEED)
    known = Counter(
        word for document in corpus.documents() for word in _WORD.findall(document.body or document.summary)
    )
    titles = Counter(word for document in corpus.documents() for word in _WORD.findall(document.title))
    words = chance.choices(list(known), list(known.values()), k=POOL)
    for place in chance.sample(range(POOL), int(POOL * RARE)):
        words[place] = "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))
    in_titles = chance.choices(list(titles), list(titles.values()), k=POOL // 10)
    return (_item(number, words, in_titles, chance) for number in range(count))


def _item(number: int, words: list[str], in_titles: list[str], chance: random.Random) -> SearchDocument:
    def some(pool: list[str], count: int) -> str:
        start = chance.randrange(len(pool) - count)
        return " ".join(pool[start : start + count])

    return SearchDocument(
        type="guide" if number % 5 else "kit",
        pk=str(number),
        title=some(in_titles, chance.randint(3, 8)).capitalize(),
        url=f"/guides/{number}/",
        summary=some(words, chance.randint(8, 24)),
        body=some(words, chance.randint(*WORDS_OF_A_BODY)),
        language="en" if number % 10 == 0 else "fr",
        licence=chance.choice(LICENCES),
        minutes=chance.choice(MINUTES),
        facets={
            "theme": tuple(chance.sample(THEMES, 2)),
            "audience": (chance.choice(AUDIENCES),),
            "association": (chance.choice(ASSOCIATIONS),),
        },
        published_at=FIRST_DAY + timedelta(minutes=5 * number % 3_000_000),
    )
