"""The explainers by what brings a reader to them, from `licences/explainers/pages/questions.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from importing.models import ImportRecord
from licences.explainers.domain.loading import SHIPPED, source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = SHIPPED / "questions.yml"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of readers, with the pages that answer it by the names of their French files."""

    key: str
    title: Mapping[str, str]
    pages: tuple[str, ...]


@lru_cache(maxsize=1)
def questions() -> tuple[Asked, ...]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Asked(row["key"], row["title"], tuple(row["pages"])) for row in rows)


def pages_by_question() -> list[tuple[Asked, list[int]]]:
    """Each question with the keys of its pages; one query. A page that a file made keeps its place when it is moved."""
    pages = ImportRecord.objects.pages_of(source_of(name) for asked in questions() for name in asked.pages)
    return [
        (asked, [pages[source] for source in map(source_of, asked.pages) if source in pages]) for asked in questions()
    ]
