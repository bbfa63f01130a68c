from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from home.domain.pages import load_pages
from home.models import PlainPage
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


def plain_page(title, *, live=True, **fields):
    home = home_page()
    return home.add_child(instance=PlainPage(title=title, body=f"<p>{title}</p>", live=live, **fields))


def names_in(client, selector, path="/"):
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return [" ".join(link.get_text().split()) for link in soup.select(selector)]


def test_head_and_foot_link_to_the_pages_that_ask_for_it(client):
    plain_page("Contribuer", show_in_menus=True)
    plain_page("Mentions légales", in_footer=True)
    plain_page("Une page perdue")

    assert names_in(client, ".site-header__nav a") == [
        "Fiches",
        "Kits",
        "Médias",
        "Recherche",
        "Programme",
        "Associations",
        "Licences",
        "Contribuer",
        "Panier",
        "Écrire une ficheÉcrire",
    ]
    footer = names_in(client, ".site-footer__links a")
    assert footer[:4] == ["Mentions légales", "Lieux", "Comprendre les licences", "Panier"]


def test_drafts_and_restricted_pages_are_linked_nowhere(client):
    plain_page("Brouillon", live=False, show_in_menus=True, in_footer=True)
    hidden = plain_page("Cachée", show_in_menus=True, in_footer=True)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    words = " ".join(names_in(client, "a") + names_in(client, "a", "/plan-du-site/"))

    assert "Brouillon" not in words
    assert "Cachée" not in words


def test_the_site_map_names_pages_themes_and_associations(client):
    plain_page("La charte")
    AssociationFactory(name="Radio Ressac")

    words = names_in(client, "main a", "/plan-du-site/")

    assert {"La charte", "Radio Ressac", "Recherche"} <= set(words)


def test_the_site_map_names_each_page_once_in_the_language_of_the_reader(client):
    charter = plain_page("La charte")
    plain_page("The charter", language="en", translation_of=charter)
    withdrawn = plain_page("L’aide", live=False)
    plain_page("Help", language="en", translation_of=withdrawn)

    def named():
        return [name for name in names_in(client, "main a", "/plan-du-site/") if name in written]

    written = {"La charte", "The charter", "L’aide", "Help"}
    assert named() == ["La charte", "Help"]
    client.get("/langue/en/")
    assert named() == ["The charter", "Help"]


def test_names_of_associations_are_written_with_curved_apostrophes(client):
    AssociationFactory(name="L'Établi partagé")

    assert "L’Établi partagé" in names_in(client, ".association-card a")
    assert "L’Établi partagé" in names_in(client, "main a", "/plan-du-site/")


def test_the_front_page_asks_one_question_and_shows_the_newest_guides(client):
    make_guide(title="Plier un bateau")
    make_draft(title="Un secret")

    response = client.get("/")

    assert len(BeautifulSoup(response.content, "html.parser").select("h1")) == 1
    assert names_in(client, ".card__title a") == ["Plier un bateau"]
    assert "Un secret" not in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_front_page_queries_do_not_grow(client, django_assert_num_queries, count):
    for number in range(count):
        make_guide(title=f"Fiche {number}", association=AssociationFactory(name=f"Association {number}"))
    committed()
    client.get("/")

    with django_assert_num_queries(FRONT_PAGE_QUERIES):
        client.get("/")


FRONT_PAGE_QUERIES = 3


def test_footnotes_of_a_page_of_text_lead_to_their_notes_and_back(client, tmp_path):
    path = tmp_path / "charte.md"
    path.write_text(
        "---\nslug: charte\ntitle: Charte\n---\n\nLa règle[^a].\n\n| a | b |\n|---|---|\n| c | d |\n\n[^a]: Son texte.\n"
    )
    load_pages([path], parent=home_page())

    text = BeautifulSoup(client.get("/charte/").content, "html.parser").select_one(".prose")
    up, down = text.select('a[role="doc-noteref"]')[0], text.select('a[role="doc-backlink"]')[0]

    assert (up["href"], down["href"]) == (f"#{down['id']}", f"#{up['id']}")
    assert down.find_parent("p")["class"] == ["footnote"]
    assert text.select_one("table").parent["class"] == ["table-scroll"]
