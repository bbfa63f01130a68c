"""A site on its first day, and one that is set up again: nothing is there, and every page answers."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from wagtail.models import Collection, Page, Site

from commons.guides.models import GuideIndexPage
from home.apps import _set_up_site
from home.domain.site import set_up_site
from home.models import HomePage, PlainPage
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


def main_of(client, path, language="fr"):
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "Le pot commun attend sa première fiche."), ("en", "The pool is waiting for its first guide.")],
)
def test_front_page_of_an_empty_site_says_so_and_shows_no_empty_section(client, language, sentence):
    home_page()

    main = main_of(client, "/", language)

    assert sentence in main.get_text(" ")
    assert [" ".join(title.get_text().split()) for title in main.select("section > .section-header h2")] == [
        {"fr": "Tout juste partagées", "en": "Just shared"}[language]
    ]
    assert main.select(".path-cards, .search-form__examples a, .guide-card, .association-card") == []


def test_site_map_of_an_empty_site_has_no_empty_group(client):
    home_page()

    groups = main_of(client, "/plan-du-site/").select(".site-map section")

    assert [group.h2.get_text() for group in groups] == ["Trouver", "Associations", "Licences"]
    assert [group for group in groups if not group.select("li")] == []


@pytest.mark.parametrize("path", ["/guides/", "/associations/", "/comprendre/", "/contribuer/", "/licences/"])
def test_lists_of_an_empty_site_answer(client, path):
    home_page()

    assert main_of(client, path).h1


def test_front_page_whose_sections_are_gone_still_answers(client):
    home = home_page()
    for page in home.get_children():
        page.delete()

    assert main_of(client, "/").h1
    assert main_of(client, "/plan-du-site/").h1
    header = BeautifulSoup(client.get("/").content, "html.parser").header
    assert {urlsplit(link["href"]).path for link in header.select("nav a")} == {
        "/", "/medias/", "/recherche/", "/licences/", "/panier/", "/ecrire/",
    }  # fmt: skip


def test_names_that_somebody_gave_stay_when_the_site_is_set_up_again():
    home = home_page()
    Page.objects.filter(depth=1).update(title="Nos sites")
    Collection.objects.filter(depth=1).update(name="Nos photos")
    HomePage.objects.filter(pk=home.pk).update(title="Notre accueil")
    GuideIndexPage.objects.update(slug="ateliers", title="Ateliers")

    set_up_site()

    assert Page.objects.get(depth=1).title == "Nos sites"
    assert Collection.objects.get(depth=1).name == "Nos photos"
    assert HomePage.objects.get().title == "Notre accueil"
    assert [page.slug for page in GuideIndexPage.objects.all()] == ["ateliers"]


def test_site_with_pages_of_its_own_loses_none_of_them():
    """Wagtail's welcome page, below which somebody has begun, is theirs."""
    HomePage.objects.all().delete()
    welcome = Page.get_first_root_node().add_child(instance=Page(title="Bienvenue", slug="bienvenue"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": welcome})
    welcome.add_child(instance=Page(title="Déjà là", slug="deja-la"))

    home = set_up_site()

    assert Page.objects.filter(title="Déjà là").exists()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_setting_up_again_writes_nothing(django_assert_max_num_queries):
    home_page()

    with django_assert_max_num_queries(15) as asked:
        set_up_site()

    written = [query["sql"] for query in asked.captured_queries if query["sql"].startswith(("INSERT", "DELETE"))]
    assert written == []


def test_migrating_one_app_alone_leaves_pages_that_have_no_table_alone(monkeypatch):
    HomePage.objects.all().delete()
    monkeypatch.setattr(connection.introspection, "table_names", lambda *_args, **_kwargs: ["home_homepage"])

    _set_up_site(using="default")

    assert not HomePage.objects.exists()


def test_every_section_has_its_page_once_the_site_is_set_up():
    set_up_site()

    assert {apps.get_model(label).objects.count() for label in (
        "guides.GuideIndexPage", "community.AssociationIndexPage", "explainers.ExplainerIndexPage",
        "kits.KitIndexPage",
    )} == {1}  # fmt: skip
    assert not PlainPage.objects.exists()
