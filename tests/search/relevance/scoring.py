"""How good an answer is, from the grades of what it shows in order. Pure: ids and numbers only.

The versions of one work are one item: whoever asks sees one of them, so that the second shown is worth nothing, and the
best of an ideal answer counts each work once.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TOP, DEEP, FIRST_FEW = 10, 50, 3
RIGHT, GOOD = 3, 2


def gain(grade: int) -> int:
    """What an item is worth (Burges et al., Learning to rank using gradient descent, 2005).

    >>> [gain(grade) for grade in (0, 1, 2, 3)]
    [0, 1, 3, 7]
    """
    return int(2**grade - 1)


def dcg(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of grades in the order shown (Järvelin and Kekäläinen, 2002).

    >>> round(dcg([3, 0, 2]), 4)  # 7 / log2(2) + 0 + 3 / log2(4)
    8.5
    """
    return sum(gain(grade) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def by_work(grades: Mapping[str, int], works: Mapping[str, str]) -> dict[str, int]:
    """The best grade of each work; what has no versions is a work of its own.

    >>> by_work({"guide:zine": 3, "guide:fanzine": 2, "event:bal": 1}, {"guide:zine": "guide:fanzine"})
    {'guide:fanzine': 3, 'event:bal': 1}
    """
    best: dict[str, int] = {}
    for id_, grade in grades.items():
        work = works.get(id_, id_)
        best[work] = max(grade, best.get(work, 0))
    return best


def shown_grades(shown: Iterable[str], grades: Mapping[str, int], works: Mapping[str, str]) -> list[int]:
    """The grades of what is shown, in order; a work that was shown already is worth nothing.

    >>> shown_grades(["b", "a", "x"], {"a": 3, "b": 3}, {"b": "a"})
    [3, 0, 0]
    """
    seen: set[str] = set()
    found = []
    for id_ in shown:
        work = works.get(id_, id_)
        found.append(0 if work in seen else grades.get(id_, 0))
        seen.add(work)
    return found


def ndcg(shown: Sequence[str], grades: Mapping[str, int], works: Mapping[str, str], *, top: int = TOP) -> float:
    """nDCG of the first `top` shown, from 0 to 1: over the best that all judged items could give.

    >>> grades = {"a": 3, "b": 2, "c": 1}
    >>> ndcg(["a", "b", "c"], grades, {})
    1.0
    >>> round(ndcg(["b", "x", "a"], grades, {}), 4)  # (3 + 7/2) / (7 + 3/log2(3) + 1/2)
    0.692
    >>> round(ndcg(["x", "a"], {"a": 3}, {}), 4)  # 1 / log2(3)
    0.6309
    >>> ndcg(["b", "a"], {"a": 3, "b": 3}, {"b": "a"})  # two versions of one work
    1.0
    """
    ideal = dcg(sorted(by_work(grades, works).values(), reverse=True)[:top])
    return dcg(shown_grades(shown[:top], grades, works)) / ideal if ideal else 0.0


def recall(
    shown: Sequence[str], grades: Mapping[str, int], works: Mapping[str, str], *, top: int = DEEP, least: int = GOOD
) -> float:
    """Of the works of at least this grade, the part that is among the first `top`; of more than `top`, of so many.

    >>> grades = {"a": 3, "b": 2, "c": 1}
    >>> recall(["a", "x"], grades, {})
    0.5
    >>> recall(["a"], {"a": 3, "b": 3, "d": 2}, {}, top=1)
    1.0
    """
    good = {work for work, grade in by_work(grades, works).items() if grade >= least}
    found = {works.get(id_, id_) for id_ in shown[:top] if grades.get(id_, 0) >= least}
    return len(found & good) / min(len(good), top) if good else 0.0


def is_right(shown: Sequence[str], grades: Mapping[str, int], *, among: int = FIRST_FEW) -> bool:
    """Whether a right item stands where it belongs: among the first few.

    >>> is_right(["x", "y", "a"], {"a": 3}), is_right(["x", "y", "z", "a"], {"a": 3}), is_right(["b"], {"b": 2})
    (True, False, False)
    """
    return any(grades.get(id_, 0) >= RIGHT for id_ in shown[:among])


def agreement(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> float:
    """Of the questions put to two engines, the part whose first result is the same; nothing twice is the same too.

    >>> agreement([["a", "b"], ["c"], [], ["d"]], [["a"], ["x"], [], []])
    0.5
    """
    pairs = list(zip(one, other, strict=True))
    return sum(first[:1] == second[:1] for first, second in pairs) / len(pairs) if pairs else 1.0
