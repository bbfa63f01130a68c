"""Wishes in the words narrow the results, and can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils import translation

from search.documents import SearchDocument
from search.engines.choice import current_engine
from search.enrich import enriched
from search.query import SearchQuery, parse, parse_form, parse_leniently
from search.saved import first_found
from search.service import find
from search.understanding import thesaurus
from search.understanding.thesaurus import Line
from tests.search.corpus import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index_dir")]


@pytest.fixture(autouse=True)
def indexed(index_dir: Path) -> None:
    current_engine().rebuild(enriched(CORPUS), progress=lambda _count: None)


def pks(result: Any) -> list[str]:
    return [hit.document.pk for hit in result.hits]


def page(client: Any, address: str, language: str = "en") -> BeautifulSoup:
    response = client.get(f"/recherche/{address}", headers={"accept-language": language})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_wish_filters_what_has_the_other_words() -> None:
    found = find(SearchQuery(q="licence moins d'une heure"))

    assert {hit.document.minutes <= 60 for hit in found.hits} == {True}
    assert "jeu" in pks(found)
    assert [(wish.name, wish.words, dict(wish.filters)) for wish in found.wishes] == [
        ("duration", "moins d'une heure", {"duration": ("60",)})
    ]
    assert found.unmet is False


def test_wish_alone_is_a_filter() -> None:
    assert set(pks(find(SearchQuery(q="en anglais")))) == {"scratch", "mapping"}


def test_wish_that_nothing_fulfils_is_left_out_and_told() -> None:
    found = find(SearchQuery(q="imprimer en 3 dimensions moins d'une heure"))

    assert pks(found)[:1] == ["imprimante"]
    assert found.unmet is True


def test_wish_that_leaves_only_what_has_some_of_the_words_is_left_out_and_told() -> None:
    strict = find(SearchQuery(q="podcast histoire", strict=True))
    found = find(SearchQuery(q="podcast histoire moins d'une heure"))

    assert [(hit.document.pk, hit.document.minutes) for hit in strict.hits] == [("podcast", 120)]
    assert (pks(found)[:1], found.unmet) == (["podcast"], True)


def test_page_says_once_that_it_shows_what_comes_closest(client: Any) -> None:
    soup = page(client, "?q=imprimer+zzzzzz+en+3+dimensions+moins+d'une+heure")

    assert find(SearchQuery(q="imprimer zzzzzz en 3 dimensions moins d'une heure")).relaxed is True
    assert "comes closest by its words" in soup.select_one(".understood").get_text()
    assert "Nothing has all these words" not in soup.get_text()


def test_wish_that_is_ignored_narrows_nothing_and_its_words_need_no_item() -> None:
    with_it, without = (find(SearchQuery(q="licence moins d'une heure", ignored=i)) for i in ((), ("duration",)))

    assert without.total > with_it.total
    assert (without.wishes, without.unmet) == ((), False)


def test_words_of_a_wish_that_is_let_go_put_nothing_first() -> None:
    bodies = {"Des choses": "Un grimoire, des runes.", "Une heure": "Un grimoire, des runes, et une heure."}
    items = [SearchDocument("media", title[-5:], title, "/m/", body=body) for title, body in bodies.items()]
    current_engine().rebuild(enriched([*CORPUS, *items]), progress=lambda _count: None)

    plain, unmet, ignored = (
        find(SearchQuery(q=q, ignored=ignored))
        for q, ignored in (
            ("runes grimoire", ()),
            ("runes grimoire moins d'une heure", ()),
            ("runes grimoire moins d'une heure", ("duration",)),
        )
    )
    assert (plain.unmet, unmet.unmet, ignored.unmet) == (False, True, False)
    assert pks(plain) == pks(unmet) == pks(ignored)


def test_kind_that_is_named_beside_a_wish_narrows_too() -> None:
    found = find(SearchQuery(q="fiche radio que je peux vendre"))

    assert {wish.name: dict(wish.filters) for wish in found.wishes}["kind"] == {"type": ("guide",)}
    assert {hit.document.type for hit in found.hits} == {"guide"}
    assert found.hits[0].document.pk == "radio"


def test_all_of_a_kind_are_shown_where_none_has_the_other_words() -> None:
    found = find(SearchQuery(q="fiche zzzzzz que je peux vendre"))

    assert (found.total > 1, found.relaxed, found.unmet) == (True, True, False)


def test_misspelt_word_before_a_wish_is_mended() -> None:
    found = find(SearchQuery(q="lissence moins d'une heure"))

    assert (found.suggestion, found.corrected) == ("licence moins d'une heure", True)
    assert {hit.document.minutes <= 60 for hit in found.hits} == {True}
    assert found.hits[0].document.pk == "jeu"


def test_wish_that_a_mistake_hides_is_read_in_the_corrected_words(client: Any) -> None:
    licences = {"cloche": "cc0-1.0", "vendre": "cc-by-nc-4.0"}
    bells = [SearchDocument("media", pk, f"Cloche {pk}", "/m/", licence=licence) for pk, licence in licences.items()]
    current_engine().rebuild(enriched([*CORPUS, *bells]), progress=lambda _count: None)
    found = find(SearchQuery(q="cloche que je peux venddre"))
    ignored = find(SearchQuery(q="cloche que je peux venddre", ignored=("may",)))

    assert (found.corrected, found.suggestion) == (True, "cloche que je peux vendre")
    assert [(wish.name, wish.words) for wish in found.wishes] == [("may", "que je peux vendre")]
    assert (pks(found), pks(ignored), ignored.wishes) == (["cloche"], ["cloche", "vendre"], ())
    assert "que je peux vendre" in page(client, "?q=cloche+que+je+peux+venddre").select_one(".understood").get_text()


def test_facet_that_is_chosen_already_stays_as_chosen() -> None:
    found = find(SearchQuery(q="licence moins d'une heure", filters={"duration": ("240",)}))

    assert max(hit.document.minutes for hit in found.hits) > 60
    assert found.wishes == ()


def test_search_that_is_followed_is_for_every_word_and_every_wish() -> None:
    asked = SearchQuery(q="jeu licences")

    assert find(asked).total > 1
    assert [hit.document.pk for hit in first_found(asked, most=10).hits] == ["jeu"]
    assert first_found(SearchQuery(q="imprimer en 3 dimensions moins d'une heure"), most=10).hits == ()


@pytest.mark.parametrize("sort", ["newest", "title", "shortest"])
def test_sorted_by_anything_else_every_word_is_needed(sort: str) -> None:
    best, sorted_ = (find(SearchQuery(q="jeu licences", sort=order)) for order in ("relevance", sort))

    assert pks(best)[0] == "jeu"
    assert (pks(sorted_), sorted_.total < best.total) == (["jeu"], True)


def test_any_number_takes_back_what_is_a_wish_for_the_reader_of_the_page() -> None:
    phrase = Line(("émission moins d'une heure",), ("radio",), both=False, language="fr", reason="for the test")
    form = QueryDict("q=émission moins d'une heure&duration_max=any")

    with thesaurus.reading([phrase]), translation.override("en"):
        query, problems = parse_form(form)

    assert (query.ignored, problems) == (("duration",), ())


def test_counts_of_facets_are_those_of_what_is_found() -> None:
    found = find(SearchQuery(q="licence que je peux vendre"))

    assert all("nc" not in hit.document.licence for hit in found.hits)
    assert not any(choice.selected for choice in found.facets["may"])


def test_facet_says_what_the_words_choose_in_it_and_no_value_of_it_is_checked(client: Any) -> None:
    soup = page(client, "?q=licence+moins+d'une+heure")

    (said,) = soup.select(".facet__said")
    (chip,) = soup.select(".understood__chip")
    words = "By your words “moins d’une heure”: 1 hour at most Search without “moins d’une heure” (Duration)"
    assert " ".join(said.get_text().split()) == words
    assert [link["href"] for link in said.select("a")] == [chip["href"]]
    radios = soup.select("input[name=duration_max]")
    assert (len(radios) > 2, [radio for radio in radios if radio.has_attr("checked")]) == (True, [])
    assert page(client, "?q=licence&duration_max=60").select(".facet__said") == []


def test_choosing_any_number_takes_the_wish_back_as_its_link_does(client: Any) -> None:
    asked = "?q=licence+moins+d'une+heure"
    wished = page(client, asked)
    any_number = wished.select("input[name=duration_max]")[0]

    chosen = page(client, f"{asked}&duration_max={any_number['value']}")
    taken_back = page(client, wished.select_one(".understood__chip")["href"].partition("/recherche/")[2])

    assert [row["href"] for row in chosen.select(".result-row__title a")] == [
        row["href"] for row in taken_back.select(".result-row__title a")
    ]
    assert [box["value"] for box in chosen.select("input[name=ignore]")] == ["duration"]
    assert chosen.select(".facet__said, .understood, .message") == []
    (checked,) = [radio for radio in chosen.select("input[name=duration_max]") if radio.has_attr("checked")]
    assert checked["value"] == ""


def test_any_number_takes_back_no_other_wish(client: Any) -> None:
    soup = page(client, "?q=licence+que+je+peux+vendre+moins+d'une+heure&duration_max=any")

    assert [box["value"] for box in soup.select("input[name=ignore]")] == ["duration"]
    assert len(soup.select(".understood__chip")) == 1


def test_no_two_links_that_take_a_wish_back_are_called_the_same(client: Any) -> None:
    soup = page(client, "?q=licence+que+je+peux+vendre+moins+d'une+heure")

    names = [" ".join(link.get_text().split()) for link in soup.select(".facet__said a, .understood__chip")]
    assert len(names) == len(set(names)) == 4


def test_page_shows_what_was_understood_and_how_to_search_without(client: Any) -> None:
    soup = page(client, "?q=licence+moins+d'une+heure")

    (chip,) = soup.select(".understood__chip")
    assert " ".join(chip.get_text().split()) == "Search without “moins d’une heure” 1 hour at most ×"
    assert parse_qs(urlsplit(str(chip["href"])).query) == {"q": ["licence moins d'une heure"], "ignore": ["duration"]}
    assert page(client, str(chip["href"]).removeprefix("/recherche/")).select(".understood") == []


def test_page_says_when_nothing_fulfils_a_wish(client: Any) -> None:
    soup = page(client, "?q=imprimer+en+3+dimensions+moins+d'une+heure", "fr")

    assert " ".join(soup.select_one(".understood").get_text().split()) == (  # type: ignore[union-attr]
        "Rien ne répond à tout avec « moins d’une heure » (1 heure au plus) : voici ce qui s’en approche par les mots."
    )


def test_api_tells_the_wishes(client: Any) -> None:
    answer = client.get("/api/v1/search?q=licence+moins+d'une+heure").json()

    assert answer["wishes"] == [{"name": "duration", "words": "moins d'une heure", "filters": {"duration": ["60"]}}]
    assert answer["unmet"] is False
    assert client.get("/api/v1/search?q=licence&ignore=nothing").status_code == 422


def test_ignored_wishes_are_read_from_an_address_and_written_to_it() -> None:
    query = parse(QueryDict("q=zine&ignore=duration&ignore=sell&ignore=duration"))

    assert query.ignored == ("duration", "sell")
    assert query.to_querystring() == "?q=zine&ignore=duration&ignore=sell"
    lenient, (problem,) = parse_leniently(QueryDict("ignore=zzz"))
    assert (lenient.ignored, problem.name) == ((), "ignore")


def test_form_of_the_facets_does_not_forget_what_is_ignored(client: Any) -> None:
    soup = page(client, "?q=licence+moins+d'une+heure&ignore=duration")

    assert [field["value"] for field in soup.select("form#affiner input[name=ignore]")] == ["duration"]
