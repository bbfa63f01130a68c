"""One registration puts a section everywhere that sections are listed."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured

from home.models import HomePage
from tests.factories.pages import home_page
from web import sections
from web.sections import FrontPageBlock, MapGroup, MapLink, Section


def section(**changed):
    values = {
        "name": "trunks",
        "order": 25,
        "route": "licence_downloads",
        "menu": "Malles",
        "footer": "Toutes les malles",
        "site_map": lambda url: [MapGroup("Trouver", [MapLink("La liste des malles", url)])],
        "front_page": FrontPageBlock(
            "community/front_page.html",
            lambda _request: {"associations": [{"name": "Une malle du mois", "url": "/malles/"}]},
        ),
    }
    return Section(**values | changed)


@pytest.fixture
def trunks():
    sections.register(section())
    yield
    sections.unregister("trunks")


def words(client, path, selector):
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return [" ".join(found.get_text(" ").split()) for found in soup.select(selector)]


@pytest.mark.django_db
def test_registered_section_is_in_the_menu_the_foot_the_site_map_and_on_the_front_page(client, trunks):
    home_page()

    menu = words(client, "/", ".site-header__nav a")
    assert menu[:6] == ["Fiches", "Kits", "Médias", "Recherche", "Programme", "Malles"]
    assert "Toutes les malles" in words(client, "/", ".site-footer a")
    assert "Une malle du mois" in words(client, "/", "main h3 a, main a")
    groups = words(client, "/plan-du-site/", ".site-map section")
    assert groups[0] == (
        "Trouver Accueil Toutes les fiches Tous les kits Tous les médias Les œuvres qui sont ailleurs Vérifier un fichier Recherche Programme La liste des malles Tous les lieux Panier Modifications récentes Pages à entretenir "
        "Pages demandées Entrer avec un code"
    )


@pytest.mark.django_db
def test_menu_marks_the_section_that_a_page_names(client):
    home_page()

    assert words(client, "/associations/", ".site-header__nav [aria-current]") == ["Associations"]
    assert words(client, "/plan-du-site/", ".site-header__nav [aria-current]") == []


@pytest.mark.django_db
def test_section_without_its_page_leads_to_the_front_page(rf):
    lost = section(route="", index_page="guides.GuideIndexPage", slug="malles", title="Malles")

    assert lost.url(rf.get("/")) in {"/", "/guides/"}
    lost.model.objects.all().update(live=False)
    assert lost.url(rf.get("/")) == "/"


def test_pages_of_sections_and_pages_of_text_may_stand_below_the_front_page():
    below = {f"{model._meta.app_label}.{model.__name__}" for model in HomePage.creatable_subpage_models()}

    assert below == {one.index_page for one in sections.sections() if one.index_page} | {"home.PlainPage"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "menu"},
        {"name": "guides"},
        {"route": ""},
        {"index_page": "guides.GuideIndexPage", "slug": "malles", "title": "Malles"},
        {"route": "", "index_page": "guides.GuideIndexPage", "title": "Kits"},
    ],
    ids=["reserved name", "name that is taken", "no address", "two addresses", "page without a slug"],
)
def test_section_that_cannot_stand_is_refused(wrong):
    with pytest.raises(ImproperlyConfigured, match=wrong.get("name", "trunks")):
        sections.register(section(**wrong))
