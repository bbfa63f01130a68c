from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from search.query import SearchQuery
from search.understanding.corrections import likeliest
from tests.search.corpus import document


@pytest.mark.parametrize("sizes", [[1], [3], [2, 2], [3, 1, 4], [2, 3, 2, 2]])
def test_likeliest_choices_come_first_and_each_comes_once(sizes: list[int]) -> None:
    assert list(likeliest(sizes, most=1000)) == sorted(
        product(*map(range, sizes)), key=lambda places: (sum(places), places)
    )


def test_choices_among_many_lists_are_not_all_made() -> None:
    """4 places in 24 lists are 2⁴⁸ choices."""
    assert len(list(likeliest([4] * 24, most=24))) == 24


def test_question_of_many_mistaken_words_is_answered(make_engine: Any) -> None:
    """Three words are near to each of fifteen: 14 million wordings."""
    starts = "bcdfgjklmnprstv"
    known = [f"{start}oula{end}" for start in starts for end in "get"]
    meant = " ".join(f"{start}oulae" for start in starts)
    engine = make_engine(document("all", meant, " ".join(known)))

    found = engine.search(SearchQuery(q=" ".join(f"{start}oulaz" for start in starts)), facets=())

    assert (found.total, found.corrected, found.suggestion) == (1, True, meant)
