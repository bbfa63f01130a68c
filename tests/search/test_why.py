"""Why an item is among the results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from search.engines.choice import current_engine
from search.enrich import enriched
from search.query import SearchQuery
from search.why import document_named, why
from tests.search.corpus import CORPUS, document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]
PHONE = document(
    "telephone", "Protéger son téléphone", "Un code, une sauvegarde.", "Le téléphone et ses mots de passe."
)


@pytest.fixture(autouse=True)
def indexed(index_dir: Path, sources: Any) -> None:
    sources["guide"].items[PHONE.pk] = PHONE
    current_engine().rebuild(enriched([*CORPUS, PHONE]), progress=lambda _count: None)


def told(q: str, id_: str) -> dict[str, Any]:
    found = document_named(id_)
    assert found is not None
    with translation.override("en"):
        answer = why(SearchQuery(q=q), found)
    shown = {
        "fields": {field.label: field.words for field in answer.fields},
        "others": {other.typed: other.words for other in answer.others},
        "wishes": [(wish.words, wish.values) for wish in answer.wishes],
        "missing": answer.missing,
        "wording": answer.wording,
    }
    return {name: value for name, value in shown.items() if value}


def test_fields_are_told_with_their_words_as_they_stand() -> None:
    assert told("micro montage", "guide:radio") == {
        "fields": {"Summary": ("montage",), "Text": ("micro", "montage")},
        "others": {"montage": ("Monter",)},
    }
    assert told("radio micro", "guide:radio")["fields"] == {"Title": ("radio",), "Text": ("micro",)}


def test_synonym_is_told_with_the_word_that_it_answers_for() -> None:
    assert told("smartphone", "guide:telephone") == {"others": {"smartphone": ("téléphone",)}}


def test_words_that_are_not_there_are_told() -> None:
    assert told("fanzine tournevis", "guide:fanzine")["missing"] == ("tournevis",)


def test_correction_is_told() -> None:
    assert told("fanzyne", "guide:fanzine")["wording"] == "fanzine"


def test_wish_is_told_with_its_values() -> None:
    assert told("jeu moins d'une heure", "guide:jeu")["wishes"] == [
        ("moins d'une heure", [("Duration", ["1 hour at most"])])
    ]


@pytest.mark.parametrize(
    ("q", "item"), [("jeu que je peux vendre", "guide:conte"), ("jeu moins d'une heure", "guide:carte")]
)
def test_wish_that_an_item_does_not_fulfil_is_not_told_of_it(q: str, item: str) -> None:
    """A licence that forbids sale would be said to permit it."""
    assert "wishes" in told(q, "guide:jeu")
    assert "wishes" not in told(q, item)


@pytest.mark.parametrize("id_", ["guide:nothing", "guide:", "nothing:1", "jeu", "", "guide:" + "1" * 200])
def test_item_that_nobody_may_read_has_no_reason(client: Any, id_: str) -> None:
    assert client.get("/recherche/pourquoi/", {"q": "jeu", "item": id_}).status_code == 404


def test_page_and_its_part_say_the_same(client: Any) -> None:
    address = {"q": "smartphone", "item": "guide:telephone"}
    whole, part = (client.get("/recherche/pourquoi/", {**address, **more}) for more in ({}, {"part": "1"}))

    soups = [BeautifulSoup(answer.content, "html.parser") for answer in (whole, part)]
    assert soups[0].select_one("dl").get_text() == soups[1].select_one("dl").get_text()  # type: ignore[union-attr]
    assert soups[0].h1 is not None
    assert soups[1].h1 is None


def test_every_result_of_a_question_asks_it(client: Any) -> None:
    soup = BeautifulSoup(client.get("/recherche/?q=licence&page=1").content, "html.parser")
    links = soup.select("a.why__link")

    assert len(links) == len(soup.select(".result-row")) > 1
    assert str(links[0]["href"]).startswith("/recherche/pourquoi/?q=licence&item=guide%3A")
    assert not BeautifulSoup(client.get("/recherche/?theme=maps").content, "html.parser").select(".why__link")


def test_without_an_index_it_says_to_come_back(client: Any, lose_index: Callable[[], None]) -> None:
    lose_index()
    response = client.get("/recherche/pourquoi/", {"q": "jeu", "item": "guide:jeu"}, headers={"accept-language": "en"})

    assert "back in a moment" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
