from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from search.engines.choice import current_engine
from search.enrich import enriched
from search.indexing import rebuild
from tests.committed import committed
from tests.search.corpus import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]
QueryCount = Callable[[int], AbstractContextManager[object]]


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    current_engine().rebuild(enriched(CORPUS), progress=lambda _count: None)


def page(client: Client, address: str = "") -> BeautifulSoup:
    response = client.get(f"/recherche/{address}", headers={"accept-language": "en"})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in soup.select(selector)]


def test_page_lists_titles_with_the_words_marked(client: Client) -> None:
    soup = page(client, "?q=ateliers+ecriture")

    assert texts(soup, "h1") == ["1 result for “ateliers ecriture”"]
    assert texts(soup, ".result-row__title") == ["Animer l’atelier d’écriture"]
    assert texts(soup, ".result-row__title mark") == ["atelier", "écriture"]
    assert texts(soup, ".result-row .licence-label") == ["Licence: CC BY-NC-SA 4.0"]


def test_result_that_was_drawn_for_one_question_is_marked_and_explained_for_another(client: Client) -> None:
    (one,), (other,) = (page(client, f"?q={q}").select(".result-row") for q in ("ateliers+ecriture", "animer+ecriture"))

    assert [mark.get_text() for row in (one, other) for mark in row.select("h2 mark")] == [
        "atelier", "écriture", "Animer", "écriture"
    ]  # fmt: skip
    assert [row.select_one(".why__link")["href"] for row in (one, other)] == [
        "/recherche/pourquoi/?q=ateliers+ecriture&item=guide%3Aecriture",
        "/recherche/pourquoi/?q=animer+ecriture&item=guide%3Aecriture",
    ]
    assert "gap" not in str(one) + str(other)


def test_filters_in_use_are_links_that_remove_them(client: Client) -> None:
    soup = page(client, "?theme=maps&may=sell&duration_max=120")

    links = {link.find(string=True, recursive=False): link["href"] for link in soup.select(".results__filter")}
    assert links == {
        "I may sell it, or use it in a paid workshop": "/recherche/?duration_max=120&theme=maps",
        "2 hours at most": "/recherche/?may=sell&theme=maps",
        "Le maps": "/recherche/?may=sell&duration_max=120",
    }


def test_facets_are_one_plain_form(client: Client) -> None:
    soup = page(client, "?q=carte&theme=maps")
    form = soup.select_one("form#affiner")
    assert form is not None

    assert (form["method"], form["action"]) == ("get", "/recherche/")
    assert form.select_one("input[name=q]")["value"] == "carte"  # type: ignore[index]
    assert [box["value"] for box in form.select("input[name=theme][checked]")] == ["maps"]


def test_bad_parameters_are_left_out_and_told(client: Client) -> None:
    soup = page(client, "?q=fanzine&page=0&sort=random&duration_max=x")

    assert texts(soup, ".result-row__title") == ["Un fanzine de huit pages"]
    assert len(soup.select(".message")) == 3


@pytest.mark.parametrize("q", ["a" * 10_000, "carte " * 2_000, '- -- "" * + ~', "\x00", "'\"<script>alert(1)</script>"])
def test_any_text_gets_a_page(client: Client, q: str) -> None:
    response = client.get("/recherche/", {"q": q})

    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_page_beyond_the_last_shows_the_last(client: Client) -> None:
    soup = page(client, "?page=1000000000")

    assert texts(soup, ".pagination [aria-current]") == ["Page 2"]
    assert len(soup.select(".result-row")) == 10


def test_pages_keep_the_question(client: Client) -> None:
    soup = page(client, "?type=guide&sort=title")

    assert soup.select_one(".pagination a[rel=next]")["href"] == "/recherche/?type=guide&sort=title&page=2"  # type: ignore[index]


def test_results_for_another_spelling_say_so(client: Client) -> None:
    soup = page(client, "?q=bibliotèque")

    assert texts(soup, "h1") == ["1 result for “bibliothèque”"]
    assert texts(soup, ".results__suggestion") == [
        "Nothing says “bibliotèque”. These are the results for bibliothèque."
    ]
    assert soup.select_one(".results__suggestion a")["href"] == "/recherche/?q=biblioth%C3%A8que"  # type: ignore[index]
    assert texts(page(client, "?q=bibliothèque"), ".results__suggestion") == []


def test_empty_result_offers_a_way_out(client: Client) -> None:
    soup = page(client, "?q=fanzine&theme=maps")

    assert texts(soup, ".results__empty h2") == ["Nothing here yet"]
    assert [link["href"] for link in soup.select(".results__advice a")] == ["/recherche/?q=fanzine", "/recherche/"]


def test_page_without_an_index_says_so_and_the_next_has_it_again(
    client: Client, lose_index: Callable[[], None]
) -> None:
    lose_index()

    response = client.get("/recherche/?q=fanzine", headers={"accept-language": "en"})

    assert response.status_code == 200
    assert "The search will be back in a moment" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert texts(page(client, "?q=fanzine"), ".result-row__title") == ["Un fanzine de huit pages"]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_results(
    client: Client, sources: Any, django_assert_num_queries: QueryCount, count: int
) -> None:
    sources["guide"].items = {item.pk: item for item in CORPUS[:count]}
    sources["association"].items = {}
    rebuild()
    committed()
    page(client)  # the menu is kept, one for each language

    with django_assert_num_queries(0):
        assert len(page(client).select(".result-row")) == count


def test_suggestions_are_plain_links(client: Client) -> None:
    response = client.get("/recherche/suggestions/", {"q": "carto"})

    soup = BeautifulSoup(response.content, "html.parser")
    assert [link["href"] for link in soup.select("li > a")] == ["/carte/"]


@pytest.mark.parametrize("q", ["", "c", "   ", "zzz", '"', "a" * 10_000])
def test_suggestions_may_be_none(client: Client, q: str) -> None:
    assert client.get("/recherche/suggestions/", {"q": q}).content == b""


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/recherche/").status_code == 405


def test_page_speaks_french(client: Client) -> None:
    response = client.get("/recherche/?q=ateliers&may=sell", headers={"accept-language": "fr"})

    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.h1 is not None
    assert soup.h1.get_text().strip() == "1 résultat pour «\u00a0ateliers\u00a0»"
    assert texts(soup, ".results__filter")[0].startswith("Retirer le filtre Que voulez-vous en faire")
