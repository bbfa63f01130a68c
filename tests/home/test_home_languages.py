"""One language a page: the front page, the menu and the pages of text exist in both, and say so."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from home.models import HomePage, PlainPage
from tests.factories.guides import make_draft, make_guide
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


def page_of(client, path, language):
    return BeautifulSoup(client.get(path, headers={"accept-language": language}).content, "html.parser")


def plain_page(title, **fields):
    return home_page().add_child(instance=PlainPage(title=title, body=f"<p>{title}</p>", **{"live": True} | fields))


def names(soup, selector):
    return [" ".join(link.get_text().split()) for link in soup.select(selector)]


def bilingual_home():
    home = home_page()
    HomePage.objects.filter(pk=home.pk).update(heading="Prêt à reprendre.", heading_en="Ready for you.")
    home = HomePage.objects.get(pk=home.pk)
    words = {"title": "Animer", "text": "Choisir.", "url": "/guides/"}
    home.doors = [("door", {**words, "title_en": "Run", "text_en": "Choose."}), ("door", words)]
    home.save_revision().publish()


@pytest.mark.parametrize(("language", "heading"), [("fr", "Prêt à reprendre."), ("en", "Ready for you.")])
def test_front_page_speaks_the_language_of_its_reader(client, language, heading):
    bilingual_home()

    title = page_of(client, "/", language).h1

    assert title.get_text().replace("\u00a0", " ") == heading
    assert not title.has_attr("lang")


def test_a_door_without_english_words_says_that_it_is_in_french(client):
    bilingual_home()

    doors = page_of(client, "/", "en").select(".path-cards__title a")

    assert [(door.get_text(), door.get("lang")) for door in doors] == [("Run", None), ("Animer", "fr")]


def test_menu_and_foot_lead_to_the_version_of_the_reader(client):
    french = plain_page("À propos", slug="a-propos", in_footer=True)
    plain_page("About", slug="about", language="en", translation_of=french)
    plain_page("La charte", slug="charte", in_footer=True)

    english = page_of(client, "/", "en").select(".site-footer__links a")[:2]
    in_french = page_of(client, "/", "fr").select(".site-footer__links a")[:2]

    assert [(a["href"], a.get("lang")) for a in english] == [("/about/", None), ("/charte/", "fr")]
    assert [(a["href"], a.get("lang")) for a in in_french] == [("/a-propos/", None), ("/charte/", None)]


def test_pages_of_text_link_to_each_other_and_say_what_they_are_in(client):
    french = plain_page("À propos", slug="a-propos", in_footer=True)
    plain_page("About", slug="about", language="en", translation_of=french)
    hidden = plain_page("Über uns", slug="ueber-uns", language="fr", translation_of=french)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    page = page_of(client, "/a-propos/", "en")

    assert names(page, ".other-languages li") == ["This page is in French.", "English"]
    assert page.h1["lang"] == "fr"
    assert [(link["hreflang"], link["href"]) for link in page.select('head link[rel="alternate"][hreflang]')] == [
        ("fr", "http://localhost/a-propos/"),
        ("en", "http://localhost/about/"),
    ]
    assert page.select_one('.site-footer a[hreflang="fr"]')["href"] == "/langue/fr/?next=/a-propos/"
    assert page_of(client, "/about/", "en").select_one('.site-footer a[hreflang="fr"]')["href"] == (
        "/langue/fr/?next=/a-propos/"
    )


def test_guide_and_its_translation_link_to_each_other(client):
    original = make_guide("Plier un bateau", slug="bateau")
    translation = make_guide("Folding a boat", slug="boat", language="en", translation_of=original)
    make_draft("Die Faltung", slug="boot", language="de", translation_of=original)

    there, back = page_of(client, original.url, "fr"), page_of(client, translation.url, "fr")

    assert [a["href"] for a in there.select(".other-languages a")] == [translation.url]
    assert [a["href"] for a in back.select(".other-languages a")] == [original.url]
    assert names(back, ".other-languages li") == ["Cette page est en anglais.", "Français"]
    assert [link["hreflang"] for link in back.select('head link[rel="alternate"][hreflang]')] == ["en", "fr"]
    assert back.select_one('.site-footer a[hreflang="en"]')["href"] == f"/langue/en/?next={translation.url}"


def test_card_of_a_guide_in_another_language_says_so(client):
    make_guide("Folding a boat", language="en")

    assert names(page_of(client, "/guides/", "fr"), ".guide-card .said-language") == ["en anglais"]
    assert names(page_of(client, "/guides/", "en"), ".guide-card .said-language") == []


@pytest.mark.parametrize(("language", "title"), [("fr", "Fiches atelier"), ("en", "Workshop guides")])
def test_list_is_called_in_the_language_of_its_reader(client, language, title):
    make_guide()

    assert page_of(client, "/guides/", language).h1.get_text() == title
