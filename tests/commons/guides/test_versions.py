"""A guide and its translations are one work in every list, and counted as one."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.utils.translation import override

from commons.guides import queries
from search.indexing import rebuild
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.pages import home_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("works")]
LISTS = ["/guides/", "/themes/cartes/", "/mots/carte/", "/", "/associations/asso/", "/guides/?duration_max=240"]
FRENCH, ENGLISH, ALONE = "Un fanzine de huit pages", "An eight-page zine", "Cartographier sa rue"


@pytest.fixture(scope="module")
def works(shared_database, tmp_path_factory):
    with shared_database(), override_settings(SEARCH_INDEX_DIR=tmp_path_factory.mktemp("works") / "index"):
        home_page()
        shared = {"themes": [make_theme()], "tags": ["carte"], "association": AssociationFactory(slug="asso")}
        shared |= {"tested_on": date(2026, 10, 3)}
        original = make_guide(FRENCH, **shared)
        make_guide(ENGLISH, language="en", translation_of=original, **shared)
        make_guide(ALONE, **shared)
        make_draft("Brouillon traduit", language="br", translation_of=original, **shared)
        rebuild()
        yield


def shown(client, url, language):
    soup = BeautifulSoup(client.get(url, headers={"Accept-Language": language}).content, "html.parser")
    cards = [
        " ".join(card.h2.get_text().split() if card.h2 else card.h3.get_text().split())
        for card in soup.select(".guide-card")
    ]
    return soup, [title.replace("\u00a0", " ") for title in cards]


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize(("language", "title"), [("fr", FRENCH), ("en", ENGLISH), ("de", FRENCH)])
def test_every_list_shows_a_work_once_in_the_language_of_the_reader(client, url, language, title):
    _soup, titles = shown(client, url, language)

    assert sorted(titles) == sorted([title, ALONE])


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "aussi en anglais: An eight-page zine"), ("en", "also in French: Un fanzine de huit pages")],
)
@pytest.mark.parametrize("url", LISTS)
def test_the_other_language_is_said_and_one_link_away(client, url, language, said):
    soup, _titles = shown(client, url, language)

    links = [(" ".join(link.get_text().split()), link["hreflang"]) for link in soup.select(".also-in")]
    assert [(words.replace(" :", ":"), language) for words, language in links] == [
        (said, "en" if language == "fr" else "fr")
    ]
    assert "Brouillon" not in soup.get_text()


@pytest.mark.parametrize("url", ["/guides/", "/themes/cartes/", "/mots/carte/", "/guides/?duration_max=240"])
def test_the_count_is_that_of_the_works_listed(client, url):
    soup, titles = shown(client, url, "fr")

    assert len(titles) == 2
    assert "2 fiches" in soup.get_text().replace("\u00a0", " ")


def test_themes_and_associations_count_works(client):
    with override("fr"):
        assert [theme.guide_count for theme in queries.themes_in_use()] == [2]
    page = client.get("/associations/", headers={"Accept-Language": "fr"}).content.decode()
    assert "2 fiches" in page.replace("\u00a0", " ")


def test_a_translation_without_the_theme_does_not_hide_the_original_there(client):
    original = make_guide("Seule en son thème", themes=[make_theme("sons", name_fr="Sons", palette="sound")])
    make_guide("Alone", language="en", translation_of=original)

    assert shown(client, "/themes/sons/", "en")[1] == ["Seule en son thème"]
