"""The towns of France by their names: which one is meant, and where it lies. Never a guess.

`data/README.md` says where they are from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILE = Path(__file__).parent / "data" / "towns.tsv"
LONGEST_NAME = 120
MOST_NAMED = 40  # towns of one name; the most frequent has fewer
_DEPARTMENT = re.compile(r"(.+?)\s*\(\s*(\d{2,3}|2[abAB])\s*\)\s*")
_SHORT = {"st": "saint", "ste": "sainte"}


class Town(NamedTuple):
    """A municipality: `department` is its official number (“29”, “2A”, “974”).

    `latitude` and `longitude` are degrees, to about a kilometre; None where only its name is known here.
    """

    name: str
    department: str
    latitude: float | None
    longitude: float | None

    @property
    def label(self) -> str:
        """“Saint-Denis (93)”: what tells it from the others of its name."""
        return f"{self.name} ({self.department})"


def towns_called(words: str) -> Sequence[Town]:
    """The towns that somebody may mean, the largest first: of that name, or of that name in that department.

    Nothing for a name that no town of France has, or that is known here of none.
    """
    if len(words) > LONGEST_NAME:
        return ()
    said = _DEPARTMENT.fullmatch(words.strip())
    name, department = (said[1], said[2].upper()) if said else (words, "")
    found = _by_name().get(_key(name), ())
    return [town for town in found if department in {"", town.department}][:MOST_NAMED]


def town_of(words: str) -> Town | None:
    """The one town that these words can mean; None when there are several, or none."""
    found = towns_called(words)
    return found[0] if len(found) == 1 else None


def largest_towns(count: int) -> list[str]:
    """Labels of the largest towns, to be offered while somebody types."""
    return [town.label for town in _towns()[:count]]


def _key(name: str) -> str:
    words = re.sub(r"[^\w]+", " ", normalize(name)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


@lru_cache(maxsize=1)
def _towns() -> tuple[Town, ...]:
    """Read once, when somebody first asks: some fifteen thousand rows."""
    return tuple(_town(*line.split("\t")) for line in FILE.read_text(encoding="utf-8").splitlines())


def _town(department: str, name: str, *place: str) -> Town:
    latitude, longitude = (int(part) / 100 for part in place) if place else (None, None)
    return Town(name, department, latitude, longitude)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Sequence[Town]]:
    found: defaultdict[str, list[Town]] = defaultdict(list)
    for town in _towns():
        found[_key(town.name)].append(town)
    return dict(found)
