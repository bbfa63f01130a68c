"""Menu and foot: where pages of text stand there, in which language, and what follows a change."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from home.models import PlainPage
from home.navigation import in_language
from tests.committed import committed
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


def plain_page(title, *, below=None, **fields):
    page = PlainPage(title=title, body="<p>Un texte.</p>", **{"live": True, "in_footer": True} | fields)
    return (below or home_page()).add_child(instance=page)


def foot(client, language="fr"):
    soup = BeautifulSoup(client.get("/plan-du-site/", headers={"accept-language": language}).content, "html.parser")
    return [link.get_text() for link in soup.select(".site-footer__links a")]


def test_foot_keeps_the_order_of_the_tree_and_puts_sections_behind_pages_of_text(client):
    first = plain_page("La charte")
    plain_page("Mentions légales")
    plain_page("Annexe", below=first)

    assert foot(client)[:4] == ["La charte", "Annexe", "Mentions légales", "Lieux"]


def test_translation_takes_the_place_of_its_original_whatever_its_own_boxes_say(client):
    original = plain_page("La charte")
    plain_page("The charter", language="en", translation_of=original, in_footer=False)
    plain_page("Mentions légales")

    assert foot(client, "en")[:2] == ["The charter", "Mentions légales"]
    assert foot(client, "fr")[:2] == ["La charte", "Mentions légales"]


def test_translation_whose_original_is_no_longer_public_stands_for_itself(client):
    original = plain_page("La charte", live=False)
    plain_page("The charter", language="en", translation_of=original)

    assert foot(client, "fr")[0] == "The charter"


def test_chain_of_translations_names_no_page_twice():
    original = plain_page("La charte")
    middle = plain_page("The charter", language="en", translation_of=original)
    last = plain_page("La charte, encore", translation_of=middle)

    assert in_language([original, middle, last]) == [original]


def test_foot_follows_a_page_that_is_renamed_or_withdrawn(client):
    page = plain_page("La charte")
    assert foot(client)[0] == "La charte"
    page.title = "Notre charte"
    page.save_revision().publish()
    committed()
    assert foot(client)[0] == "Notre charte"
    page.unpublish()
    committed()
    assert "Notre charte" not in foot(client)


def test_title_of_a_page_is_text_in_the_menu(client):
    plain_page("<script>alert(1)</script>", slug="alerte", show_in_menus=True)

    page = client.get("/plan-du-site/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("count", [1, 3])
def test_site_map_asks_the_same_number_of_questions_however_many_pages(client, django_assert_num_queries, count):
    for number in range(count):
        plain_page(f"Page {number}")
    committed()
    client.get("/plan-du-site/")

    with django_assert_num_queries(SITE_MAP_QUERIES):
        client.get("/plan-du-site/")


SITE_MAP_QUERIES = 10
