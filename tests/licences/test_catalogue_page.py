"""The page that shows every licence, the eight of today first, and the search behind it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from legaltools.catalogue import all_tools
from licences.lookup import GROUPS, find, group_sizes

pytestmark = pytest.mark.django_db


def page(client, address, *, status=200, language="fr") -> BeautifulSoup:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def codes(soup) -> list[str]:
    return [one.get_text(strip=True) for one in soup.select(".licence-card__code")]


def signs_of(soup, label) -> list[str]:
    card = next(one for one in soup.select(".licence-card") if one.h3.get_text(strip=True) == label)
    return [one.get_text(strip=True) for one in card.select("li")]


def test_the_eight_of_today_come_first_the_free_ones_before_the_others(client):
    assert codes(page(client, "/licences/")) == [
        "CC0 1.0", "CC BY 4.0", "CC BY-SA 4.0", "PDM 1.0",
        "CC BY-NC 4.0", "CC BY-NC-SA 4.0", "CC BY-ND 4.0", "CC BY-NC-ND 4.0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "label", "signs"),
    [
        ("fr", "CC0 1.0", ["partager", "adapter", "vendre"]),
        ("fr", "CC BY-SA 4.0", ["partager", "adapter", "vendre", "créditer", "même licence"]),
        ("fr", "CC BY-NC-ND 4.0", ["partager", "pas d’adaptation", "pas de vente", "créditer"]),
        ("en", "CC BY-NC-SA 4.0", ["share", "adapt", "no sale", "credit", "same licence"]),
    ],
)
def test_each_says_in_words_what_its_symbols_draw(client, language, label, signs):
    assert signs_of(page(client, "/licences/", language=language), label) == signs


def test_symbols_are_explained_once(client):
    assert len(page(client, "/licences/").select(".sign-legend dt")) == 6


def test_every_page_leads_to_the_licences(client):
    link = page(client, "/licences/").select_one('nav a[href="/licences/"]')
    assert link["aria-current"] == "page"


@pytest.mark.parametrize("address", ["/licences/", "/licences/?q=by", "/licences/cc-by-4.0/", "/licences/reconnaitre/"])
def test_the_page_says_once_that_it_is_not_legal_advice(client, address):
    assert len(page(client, address).select(".not-advice")) == 1


def test_the_catalogue_is_under_none_of_the_licences_that_it_shows(client):
    assert page(client, "/licences/").select('[rel~="license"]') == []


@pytest.mark.parametrize(
    ("address", "count"), [("/licences/", 3), ("/licences/?q=by", 0), ("/licences/?group=national", 0)]
)
def test_the_catalogue_asks_the_database_for_the_explanations_alone(client, address, count, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(count):
        client.get(address)


@pytest.mark.parametrize(
    ("q", "first"),
    [
        ("by-sa 3.0 fr", "CC BY-SA 3.0 FR"),
        ("https://creativecommons.org/licenses/by/4.0/deed.fr", "CC BY 4.0"),
        ("CC-BY-NC-SA-2.0-FR", "CC BY-NC-SA 2.0 FR"),
        ("licence art libre 1.3", "Licence Art Libre 1.3"),
        ("domaine public", "PDM 1.0"),
    ],
)
def test_a_name_for_certain_is_shown_on_top(client, q, first):
    assert codes(page(client, f"/licences/?q={q}"))[0] == first


def test_the_public_domain_finds_cc0_and_the_mark(client):
    hrefs = [link["href"] for link in page(client, "/licences/?q=domaine public").main.select("a[href]")]
    assert {"/licences/cc0-1.0/", "/licences/pdm-1.0/"} <= set(hrefs)


def test_a_name_without_version_shows_what_it_may_be(client):
    soup = page(client, "/licences/?q=cc by-sa")
    assert codes(soup)[:2] == ["CC BY-SA 4.0", "CC BY-SA 3.0"]
    assert "sans version" in soup.main.get_text()


@pytest.mark.parametrize(
    ("q", "labels"),
    [
        ("paternité commerciale 2.0 identique", ["CC BY-NC-SA 2.0 FR"]),
        ("SCOTLAND", ["BY 2.5", "BY-NC 2.5", "BY-NC-ND 2.5", "BY-NC-SA 2.5", "BY-ND 2.5", "BY-SA 2.5"]),
        ("etalab", ["Licence Ouverte 2.0"]),
        ("sampling 1.0 brésil", ["CC SAMPLING 1.0 BR", "CC SAMPLING+ 1.0 BR"]),
        ("🎉🎉", []),
        ("aotre Breizh", []),
        ("%", []),
        ("\x00", []),
    ],
)
def test_words_are_looked_for_in_every_name(q, labels):
    found = [tool.label.removeprefix("CC ").removesuffix(" SCOTLAND") for tool in find(q).tools]
    assert found == [label.removeprefix("CC ") for label in labels]


def test_groups_hold_the_whole_catalogue_once():
    assert sum(group_sizes().values()) == len(all_tools())
    assert group_sizes()["current"] == 8
    assert [len(find("", group=group).tools) for group in GROUPS] == list(group_sizes().values())


def test_a_long_list_is_counted_and_paged(client):
    soup = page(client, "/licences/?group=national&page=2")
    assert len(soup.select(".licence-row")) == 30
    assert soup.select_one("#noms").get_text() == "576 licences"
    assert soup.select_one('[aria-current="page"][href*="page=2"]')["href"] == "?group=national&page=2"


@pytest.mark.parametrize("number", ["0", "-3", "99999", "deux", "²", "1" * 5000])
def test_a_page_that_is_none_shows_one_that_is(client, number):
    assert page(client, f"/licences/?group=national&page={number}").select(".licence-row")


def test_words_of_a_visitor_are_escaped(client):
    assert b"<script>alert" not in client.get("/licences/?q=<script>alert(1)</script>").content


def test_nothing_found_leads_to_the_page_that_reads_texts(client):
    soup = page(client, "/licences/?q=qzxqzx")
    assert soup.select_one('a[href^="/licences/reconnaitre/?text=qzxqzx"]')
