from __future__ import annotations

from typing import Any

import pytest

from search.page_context import page_context
from search.query import SearchQuery
from search.results import Choice, SearchResult, Wish


def numbers(page: int, total: int) -> list[int | None]:
    return [link["number"] for link in page_context(SearchResult(SearchQuery(page=page), total=total))["pages"]]


@pytest.mark.parametrize(
    ("page", "total", "shown"),
    [
        (1, 0, [1]),
        (1, 20, [1]),
        (1, 21, [1, 2]),
        (1, 120, [1, 2, 3, 4, 5, 6]),
        (1, 200, [1, 2, 3, None, 10]),
        (5, 200, [1, 2, 3, 4, 5, 6, 7, None, 10]),
        (10, 200, [1, None, 8, 9, 10]),
        (4, 160, [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_links_to_pages(page: int, total: int, shown: list[int | None]) -> None:
    assert numbers(page, total) == shown


def test_previous_and_next_pages_exist_only_where_they_do() -> None:
    first = page_context(SearchResult(SearchQuery(q="carte"), total=30))
    last = page_context(SearchResult(SearchQuery(q="carte", page=2), total=30))

    assert (first["previous_url"], first["next_url"]) == ("", "/recherche/?q=carte&page=2")
    assert (last["previous_url"], last["next_url"]) == ("/recherche/?q=carte", "")


@pytest.mark.parametrize(
    ("result", "heading"),
    [
        (SearchResult(SearchQuery()), "Chercher dans tout le fonds"),
        (SearchResult(SearchQuery(q="carte"), ready=False), "La recherche revient dans un instant"),
        (SearchResult(SearchQuery(q="carte"), total=1), "1 résultat pour «\u00a0carte\u00a0»"),
        (SearchResult(SearchQuery(q="<b>"), total=12), "12 résultats pour «\u00a0<b>\u00a0»"),
        (
            SearchResult(SearchQuery(q="crate"), total=2, suggestion="carte", corrected=True),
            "2 résultats pour «\u00a0carte\u00a0»",
        ),
        (SearchResult(SearchQuery(filters={"theme": ("maps",)}), total=0), "0 résultat"),
    ],
)
def test_heading_tells_how_many_results_and_for_what(result: SearchResult, heading: str) -> None:
    assert page_context(result)["heading"] == heading


def facets(**values: tuple[Choice, ...]) -> SearchResult:
    return SearchResult(SearchQuery(), facets=values)


def test_a_facet_with_one_value_that_nobody_chose_is_not_shown() -> None:
    result = facets(theme=(Choice("a", "A", 3, selected=False),), audience=())

    assert page_context(result)["groups"] == []


def test_a_chosen_value_is_shown_even_alone_and_opens_its_facet() -> None:
    result = facets(audience=(Choice("a", "A", 0, selected=True),))

    (group,) = page_context(result)["groups"]

    assert (group.name, group.open, [choice.key for choice in group.choices]) == ("audience", True, ["a"])


def test_a_long_facet_shows_its_first_values_and_the_chosen_ones() -> None:
    values = [Choice(str(n), str(n), 1, selected=n == 99) for n in range(100)]

    (group,) = page_context(facets(theme=tuple(values)))["groups"]

    assert [choice.key for choice in group.choices] == [*map(str, range(40)), "99"]


def test_page_on_paper_has_the_address_of_its_question(settings: Any) -> None:
    settings.BASE_URL = "https://communs.example.org"

    asked, everything = (page_context(SearchResult(SearchQuery(q=q)))["printed_url"] for q in ("fanzine", ""))

    assert asked == "https://communs.example.org/recherche/?q=fanzine"
    assert everything == "https://communs.example.org/recherche/"


@pytest.mark.parametrize(("total", "chips"), [(0, 0), (3, 1)])
def test_other_words_are_spoken_of_where_they_find_something(total: int, chips: int) -> None:
    wish = Wish("duration", "moins d'une heure", {"duration": ("60",)}, [("Duration", ["1 hour at most"])])

    context = page_context(SearchResult(SearchQuery(q="x"), total=total, wishes=(wish,), unmet=True))

    assert len(context["chips"]) == chips


def test_duration_is_sent_under_the_name_of_its_parameter() -> None:
    values = tuple(Choice(key, key, 1, selected=False) for key in ("30", "60"))

    (group,) = page_context(facets(duration=values))["groups"]

    assert (group.name, group.template) == ("duration_max", "search/facet_number.html")
