"""The page of one licence."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from legaltools.catalogue import all_tools
from legaltools.catalogue import get as licence
from legaltools.credit import Author, Work
from licences import public_items
from licences.public_items import PublicItem
from tests.committed import committed

pytestmark = pytest.mark.django_db


def page(client, key, *, status=200, language="fr") -> BeautifulSoup:
    response = client.get(f"/licences/{key}/", headers={"accept-language": language})
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def column(soup, name) -> list[str]:
    return [one.get_text(strip=True) for one in soup.select(f".licence-columns__{name} li")]


def hrefs(soup, words) -> list[str]:
    return [link["href"] for link in soup.main.find_all("a") if link.get_text(strip=True) == words]


class OneProvider:
    type = "essai"

    def __init__(self, *keys):
        self.keys = keys

    def licence_counts(self):
        return {key: self.keys.count(key) for key in self.keys}

    def carrying(self, keys, *, limit):
        work = Work("<b>Carte</b>", (Author("Awa"),), licence=licence("cc-by-4.0"))
        return [PublicItem("essai:1", "<b>Carte</b>", "/carte/", "Fiche", work) for key in self.keys if key in keys][
            :limit
        ]


@pytest.fixture
def shelf(monkeypatch):
    def put(*keys):
        monkeypatch.setattr(public_items, "_providers", {"essai": OneProvider(*keys)})

    return put


def test_what_one_may_must_and_may_not_do(client):
    soup = page(client, "cc-by-nc-4.0")
    assert column(soup, "can") == [
        "partager, imprimer, projeter, diffuser",
        "adapter à votre groupe, traduire, recomposer",
    ]
    assert column(soup, "must") == [
        "créditer les autrices et auteurs, nommer la licence",
        "dire ce que vous avez changé",
    ]
    assert column(soup, "cannot") == ["pas de vente ni d’usage commercial"]


@pytest.mark.parametrize(
    ("key", "language", "address"),
    [
        ("cc-by-sa-4.0", "fr", "https://creativecommons.org/licenses/by-sa/4.0/legalcode.fr"),
        ("cc-by-3.0-ca", "fr", "https://creativecommons.org/licenses/by/3.0/ca/legalcode.fr"),
        ("lal-1.3", "fr", "https://artlibre.org/licence/lal/"),
    ],
)
def test_the_legal_text_is_in_the_language_of_the_reader_where_there_is_one(client, key, language, address):
    assert hrefs(page(client, key, language=language), "Le texte juridique, dans votre langue") == [address]


@pytest.mark.parametrize(
    ("key", "languages"),
    [("cc-by-3.0", ["anglais"]), ("cc-by-3.0-es", ["aranés", "asturien", "basque", "catalan", "espagnol", "galicien"])],
)
def test_without_a_french_text_the_page_says_which_there_are(client, key, languages):
    soup = page(client, key)
    assert hrefs(soup, "Le texte juridique, dans votre langue") == []
    assert [one.get_text() for one in soup.select(".licence-page__languages a")] == languages


def test_the_mark_has_no_legal_text_and_the_page_says_so(client):
    assert "Il n’y a pas de texte juridique" in page(client, "pdm-1.0").main.get_text()


def test_an_older_version_leads_to_the_one_of_today_and_says_what_changed_since(client):
    soup = page(client, "cc-by-sa-2.5")
    assert hrefs(soup, "CC BY-SA 4.0")[0] == "/licences/cc-by-sa-4.0/"
    assert [one.h3.get_text() for one in soup.select(".licence-page__version")] == ["4.0", "3.0"]


def test_a_retired_licence_says_when(client):
    assert "Retirée par Creative Commons le 25 mai 2004" in page(client, "cc-sa-1.0").main.get_text()


def test_the_page_counts_the_items_that_carry_it_and_shows_one(client, shelf):
    shelf("cc-by-4.0", "cc-by-4.0", "cc-by-3.0", "cc0-1.0")
    soup = page(client, "cc-by-4.0")
    assert "2 contenus la portent." in soup.main.get_text()
    assert hrefs(soup, "Chercher ce qui la porte, toutes versions") == ["/recherche/?licence=by"]
    assert soup.select_one(".licence-page__credit").get_text().startswith("«\u00a0<b>Carte</b>\u00a0» par Awa")
    assert soup.main.find("b") is None


def test_no_credit_is_invented_where_no_item_carries_it(client, shelf):
    shelf()
    soup = page(client, "cc-by-4.0")
    assert soup.select(".licence-page__credit") == []
    assert "Aucun contenu ne la porte encore." in soup.main.get_text()


@pytest.mark.parametrize("count", [1, 3])
def test_the_database_is_asked_the_same_whatever_the_number_of_items(client, shelf, count, django_assert_num_queries):
    shelf(*["cc-by-4.0"] * count)
    committed()
    client.get("/licences/cc-by-4.0/")
    with django_assert_num_queries(0):  # counts, examples and explanations are kept
        client.get("/licences/cc-by-4.0/")


def test_the_page_is_about_the_licence_and_not_under_it(client):
    soup = page(client, "cc-by-nc-4.0")
    data = json.loads(soup.find("script", type="application/ld+json").string)
    assert data["about"]["@id"] == "https://creativecommons.org/licenses/by-nc/4.0/"
    assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert soup.head.select('link[rel="license"]') == []


def test_the_page_names_its_forms_for_machines(client):
    links = {link["type"]: link["href"] for link in page(client, "cc-by-4.0").head.select('link[rel="alternate"]')}
    assert links == {
        "application/json": "/api/v1/licences/cc-by-4.0",
        "text/turtle": "/licences/donnees/licence/cc-by-4.0.ttl",
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_licence_has_a_page(client, language):
    for tool in all_tools()[::23] + all_tools()[-9:]:
        assert page(client, tool.key, language=language).h1.get_text() == tool.label


@pytest.mark.parametrize(
    ("key", "suggested"),
    [
        ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
        ("by-sa", "CC BY-SA 4.0"),
        ("cc-by-sa-4.0-fr", "CC BY-SA 4.0"),
        ("cc_by_nc_3.0", "CC BY-NC 3.0"),
    ],
)
def test_an_unknown_key_gets_a_page_that_guesses(client, key, suggested):
    soup = page(client, key, status=404)
    assert soup.select_one(".licence-card__code").get_text(strip=True) == suggested


@pytest.mark.parametrize("key", ["qzxqzx", "🎉", "<script>", "aotreadur", "a" * 3000])
def test_an_unknown_key_that_means_nothing_is_told_in_a_sentence(client, key):
    soup = page(client, key, status=404)
    assert soup.h1.get_text() == "Aucune licence n’est à cette adresse."
    assert soup.select("main script") == []


def test_its_credit_and_its_mixes_are_one_click_away(client):
    links = [link["href"] for link in page(client, "cc-by-nc-4.0").main.find_all("a")]
    assert "/licences/crediter/?licence=cc-by-nc-4.0" in links
    assert "/licences/melanger/?source=cc-by-nc-4.0" in links


def test_legal_texts_are_named_in_the_language_of_the_page(client):
    assert "norvégien" in page(client, "cc-by-4.0").main.get_text()


def test_explanations_of_the_licence_are_one_click_away(client, explainers):
    about = next(one for one in explainers.values() if one.language == "fr" and one.explained.exists())
    key = about.explained.first().licence
    links = [link["href"] for link in page(client, key).select(".licence-page__items a")]
    assert about.url in links
    about.unpublish()
    assert about.url not in [link["href"] for link in page(client, key).select(".licence-page__items a")]
