"""Synonyms that stewards add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from search import synonym_lines
from search.engines.choice import current_engine
from search.enrich import enriched
from search.models import SynonymLine
from search.query import SearchQuery
from search.service import find
from tests.committed import committed
from tests.search.corpus import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def line(**fields: Any) -> SynonymLine:
    return SynonymLine(**{"words": "biniou", "others": "radio, vélo", "reason": "for the test", **fields})


def test_line_of_a_steward_is_read_with_the_next_question(index_dir: Path) -> None:
    current_engine().rebuild(enriched(CORPUS), progress=lambda _count: None)
    assert find(SearchQuery(q="biniou")).total == 0

    line().save()
    committed()
    assert {hit.document.pk for hit in find(SearchQuery(q="biniou")).hits} >= {"radioevasion", "velo"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"words": ", ;"}, "words"),
        ({"others": "Biniou"}, "others"),
        ({"words": "une phrase entière que personne ne tape jamais"}, "words"),
        ({"others": ", ".join(f"mot{n}" for n in range(9))}, "others"),
        ({"reason": ""}, "reason"),
        ({"direction": "?"}, "direction"),
    ],
)
def test_line_that_says_nothing_is_refused_with_a_sentence(fields: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        line(**fields).full_clean()

    assert list(refused.value.message_dict) == [field]


def test_lines_have_a_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.models.MOST_LINES", 1)
    line().save()

    with pytest.raises(ValidationError):
        line(words="bombarde").full_clean()


def test_line_shows_both_sides_and_its_direction() -> None:
    assert str(line()) == "biniou ↔ radio, vélo"
    assert str(line(direction=">")) == "biniou → radio, vélo"


def test_search_answers_without_them_while_the_database_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DatabaseError

    monkeypatch.setattr(synonym_lines, "_read", broken)

    assert synonym_lines.stewards_lines() == ()
