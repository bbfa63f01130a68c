"""Who leads to a page, and what pages ask for: nothing that this visitor may not read is named."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, step
from tests.wiki.history.test_page_history import read, words, write

pytestmark = pytest.mark.django_db


def leading_to(page, title):
    return make_guide(title, steps=[step(text=f'<p><a linktype="page" id="{page.pk}">là</a></p>')])


def naming(title, name):
    return make_guide(name, steps=[step(text=f"<p>[[{title}]]</p>")])


def linked(client, page):
    return [words(one.a) for one in read(client, f"{page.url}liens/").select(".link-list li")]


def wanted(client):
    rows = read(client, "/pages-demandees/").select(".history__row")
    return {words(row.h2): [words(one) for one in row.select(".history__words a")] for row in rows}


def test_pages_that_lead_here_by_a_link_or_by_the_title(client):
    guide = make_guide("La craie")
    leading_to(guide, "Une sortie")
    naming("la craie", "Un atelier")
    naming("la craie", "Autre chose")
    make_guide("Sans lien")

    assert linked(client, guide) == ["Autre chose", "Un atelier", "Une sortie"]
    assert read(client, guide.url).select_one(".last-change a[href$='liens/']")


def test_association_is_led_to_by_what_it_shares(client):
    association = AssociationFactory(name="Radio Ressac")
    make_guide("Un son", association=association)

    assert linked(client, association) == ["Un son"]


def test_link_that_only_a_draft_holds_is_none(client):
    guide = make_guide("La craie")
    other = make_guide("Une sortie")
    other.steps = [step(text=f'<p><a linktype="page" id="{guide.pk}">là</a> [[La craie]] [[Secret]]</p>')]
    other.save_revision()

    assert linked(client, guide) == []
    assert wanted(client) == {}


@pytest.mark.parametrize("make", [leading_to, lambda page, title: naming(page.title, title)])
def test_pages_that_a_visitor_may_not_read_are_not_named(client, log_in, make):
    guide = make_guide("La craie")
    make(guide, "Retirée").unpublish()
    login, group = make(guide, "Réservée"), make(guide, "Fermée")
    make_draft("Brouillon", steps=[step(text=f'<p><a linktype="page" id="{guide.pk}">là</a></p>')])
    PageViewRestriction.objects.create(page=login, restriction_type="login")
    PageViewRestriction.objects.create(page=group, restriction_type="groups")
    assert linked(client, guide) == []

    log_in("contributor")

    assert linked(client, guide) == ["Réservée"]


def test_page_of_a_restricted_page_says_nothing_of_it(client):
    guide = make_guide("Réservée")
    PageViewRestriction.objects.create(page=guide, restriction_type="login")
    draft = make_draft("Brouillon")

    assert client.get(f"{guide.url}liens/").status_code == 302
    assert client.get(f"{draft.url}liens/").status_code == 404


def test_titles_are_listed_by_how_many_ask_for_them_each_with_the_way_to_write_it(client):
    naming("Le sel", "Un")
    naming("La craie", "Deux")
    naming("la Craie", "Trois")

    row = read(client, "/pages-demandees/").select_one(".history__row")

    assert list(wanted(client).items()) == [("La craie", ["Deux", "Trois"]), ("Le sel", ["Un"])]
    assert row.select_one(".button")["href"] == "/ecrire/?titre=La+craie"


def test_title_is_asked_for_no_longer_once_it_is_written_and_again_when_it_goes(client):
    asking = naming("La craie", "Un")
    found = make_guide("La craie")
    assert wanted(client) == {}

    found.unpublish()
    assert wanted(client) == {"La craie": ["Un"]}
    write(asking, steps=[step(text="<p>Plus rien.</p>")])
    assert wanted(client) == {}


def test_what_closed_pages_ask_for_is_not_told(client):
    naming("Le plan secret", "Retirée").unpublish()
    PageViewRestriction.objects.create(page=naming("Le code", "Réservée"), restriction_type="login")
    PageViewRestriction.objects.create(page=make_guide("La cave"), restriction_type="login")
    naming("La cave", "Un")

    assert wanted(client) == {"La cave": ["Un"]}


def test_title_that_many_ask_for_names_the_first_five(client):
    for number in range(7):
        naming("La craie", f"Page {number}")

    row = read(client, "/pages-demandees/").select_one(".history__words")

    assert [words(one) for one in row.select("a")] == [f"Page {number}" for number in range(5)]
    assert "et 2 autres pages" in words(row)


@pytest.mark.parametrize("count", [1, 3])
def test_listings_ask_as_often_for_three_rows_as_for_one(client, count, django_assert_num_queries):
    guide = make_guide("La craie")
    for number in range(count):
        leading_to(guide, f"Page {number}")
        naming(f"Titre {number}", f"Autre {number}")
    for url in (f"{guide.url}liens/", "/pages-demandees/"):
        client.get(url)

    with django_assert_num_queries(LINKED):
        assert len(linked(client, guide)) == count
    with django_assert_num_queries(WANTED):
        assert len(wanted(client)) == count


LINKED, WANTED = 14, 10


def test_reading_writes_nothing(client):
    guide = naming("Le sel", "Un")
    with CaptureQueriesContext(connection) as seen:
        for url in (guide.url, f"{guide.url}liens/", "/pages-demandees/"):
            client.get(url)

    wiki = [query["sql"] for query in seen if '"wiki_' in query["sql"]]
    assert wiki
    assert all(sql.startswith("SELECT") for sql in wiki)
