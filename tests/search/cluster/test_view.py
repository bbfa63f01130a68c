"""What the understanding asks of a cluster: the same answers, in few requests of few searches."""

from __future__ import annotations

from typing import Any

import pytest

from search.engines.cluster.view import View
from search.query import SearchQuery
from tests.search.cluster.indexes import fill
from tests.search.corpus import CORPUS, document

pytestmark = pytest.mark.django_db

MANY = tuple(f"mot{number}" for number in range(250))


@pytest.fixture
def asked(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many searches each request held since."""
    counts: list[int] = []
    send = cluster.connection.send

    def counted(method: str, path: str, **more: Any) -> Any:
        body = more.get("body")
        counts.append(len(body) // 2 if isinstance(body, list) else 1)
        return send(method, path, **more)

    monkeypatch.setattr(cluster.connection, "send", counted)
    return counts


def test_of_many_words_nearly_none_of_which_any_item_has_few_are_asked_for(cluster: Any, asked: list[int]) -> None:
    fill(cluster, document("1", "Mot7 et mot100"), document("2", "Mot8", body="Mot249"))
    asked.clear()

    assert View(cluster._session(10)).words_among(MANY) == {"mot7", "mot8", "mot100", "mot249"}
    assert (len(asked), sum(asked)) == (2, 58)


def test_words_are_told_of_those_asked_for_alone(cluster: Any, asked: list[int]) -> None:
    fill(cluster, document("1", "Une carte de boussole"))
    view = View(cluster._session(10), "carte boussole")
    asked.clear()

    assert view.words_among(["carte", "absent"]) == {"carte"}
    assert view.words_among(["boussole"]) == {"boussole"}
    assert asked == [4]


def test_misspelt_question_asks_less_than_a_word_could_be_written(cluster: Any, asked: list[int]) -> None:
    fill(cluster, *CORPUS)
    asked.clear()

    answer = cluster.search(SearchQuery(q="fotographie"), facets=("type",), language="fr")

    assert (answer.corrected, sum(asked) < 100, len(asked) < 20) == (True, True, True)
