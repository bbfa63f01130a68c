from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search.api import parameters
from search.engines.choice import current_engine
from search.indexing import rebuild
from tests.search.test_query import BAD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    rebuild()


def get(client: Client, address: str) -> Any:
    response = client.get(f"/api/v1/search{address}", headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.json()


def test_answer_has_the_documented_shape(client: Client) -> None:
    answer = get(client, "?q=ateliers&theme=writing")

    assert set(answer) == {
        "count",
        "page",
        "pages",
        "results",
        "facets",
        "suggestion",
        "corrected",
        "wishes",
        "unmet",
        "simpler",
        "relaxed",
        "days",
        "engine",
        "took_ms",
    }
    assert (answer["count"], answer["page"], answer["pages"], answer["engine"]) == (1, 1, 1, current_engine().name)
    assert (answer["suggestion"], answer["corrected"], answer["relaxed"]) == (None, False, False)
    assert answer["results"] == [
        {
            "id": "guide:ecriture",
            "type": "guide",
            "title": "Animer l'atelier d'écriture",
            "url": "/ecriture/",
            "language": "fr",
            "versions": [],
            "summary": "Écrire à plusieurs mains le récit d'une rue.",
            "licence": {
                "key": "cc-by-nc-sa-4.0",
                "label": "CC BY-NC-SA 4.0",
                "url": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
            },
            "highlights": {"title": "Animer l&#x27;<mark>atelier</mark> d&#x27;écriture", "snippet": ""},
        }
    ]


def test_facets_have_keys_labels_and_counts(client: Client) -> None:
    facets = get(client, "?q=pique-nique")["facets"]

    assert facets == {
        "type": [{"key": "guide", "label": "Fiches", "count": 1}],
        "may": [
            {"key": "change", "label": "I may change it and share my version", "count": 1},
            {"key": "wikimedia", "label": "I may put it on Wikipedia or Wikimedia Commons", "count": 1},
            {"key": "sell", "label": "I may sell it, or use it in a paid workshop", "count": 1},
        ],
        "duration": [{"key": "240", "label": "4 hours at most", "count": 1}],
        "theme": [{"key": "food", "label": "Le food", "count": 1}],
        "audience": [{"key": "families", "label": "Le families", "count": 1}],
        "association": [],
        "licence": [{"key": "by", "label": "CC BY", "count": 1}],
        "language": [{"key": "fr", "label": "French", "count": 1}],
    }


def test_item_without_a_licence_says_so(client: Client) -> None:
    (item,) = get(client, "?q=debrouillards")["results"]

    assert (item["id"], item["licence"]) == ("association:debrouillards", None)


def test_suggestion(client: Client) -> None:
    answer = get(client, "?q=bibliotèque")

    assert (answer["suggestion"], answer["corrected"], answer["count"]) == ("bibliothèque", True, 1)


def test_pages(client: Client) -> None:
    first, second = get(client, ""), get(client, "?page=2")

    assert (first["count"], first["pages"], len(first["results"]), len(second["results"])) == (30, 2, 20, 10)


def test_page_beyond_the_last_is_empty_and_still_counts(client: Client) -> None:
    answer = get(client, "?page=1000000000")

    assert (answer["count"], answer["page"], answer["pages"], answer["results"]) == (30, 10**9, 2, [])


def test_only_operators_are_no_question(client: Client) -> None:
    assert get(client, "?q=-+%22%22+*")["count"] == 30


@pytest.mark.parametrize(("address", "name"), [*BAD, ("tpye=guide", "tpye")], ids=lambda value: value[:30])
def test_bad_parameter_is_a_422_that_names_it(client: Client, address: str, name: str) -> None:
    response = client.get(f"/api/v1/search?{address}")

    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [name]


def test_every_bad_parameter_is_told_with_a_sentence(client: Client) -> None:
    response = client.get("/api/v1/search?page=0&may=steal", headers={"accept-language": "en"})

    assert response.json() == {
        "errors": [
            {"field": "may", "message": "“steal” is not one of: sell, change, wikimedia."},
            {"field": "page", "message": "“0” is not a whole number from 1 up."},
        ]
    }


def test_openapi_describes_the_parameters_of_every_facet(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()

    described = document["paths"]["/api/v1/search"]["get"]["parameters"]
    assert {"q", "type", "may", "duration_max", "theme", "sort", "page"} <= {each["name"] for each in described}
    assert all(each["description"] and each["in"] == "query" for each in described)
    assert [each["name"] for each in parameters()] == [
        "q", "type", "may", "duration_max", "theme", "audience", "association", "licence", "language", "sort",
        "literal", "ignore", "page",
    ]  # fmt: skip


def test_no_documentation_page_loads_anything_from_elsewhere(client: Client) -> None:
    assert client.get("/api/v1/docs", follow=True).status_code == 404


def test_answer_without_an_index_says_so_and_is_in_no_cache(client: Client, lose_index: Callable[[], None]) -> None:
    lose_index()
    response = client.get("/api/v1/search?q=conte")

    assert (response.json()["simpler"], response.json()["count"]) == (True, 0)
    assert "no-store" in response["Cache-Control"]
