"""The page that says how to take part leads on by who one is."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from community.domain.access import ask_for_access
from home.models import PlainPage
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _site():
    home_page()


def page_for(client, group=None):
    if group:
        client.force_login(PersonFactory(groups=[group]), backend=BACKEND)
    answer = client.get("/contribuer/")
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main")[0]


def write_page(**fields):
    page = PlainPage(title="Participer", slug="contribuer", body="<p>Dix champs.</p>", **{"live": True} | fields)
    return home_page().add_child(instance=page)


def test_visitor_is_led_to_an_account_and_then_to_writing(client):
    page = page_for(client)
    assert 'href="/compte/signup/?next=/ecrire/"' in page
    assert 'href="/compte/login/?next=/ecrire/"' in page


def test_newcomer_is_led_to_ask(client):
    assert 'href="/compte/demander-l-acces/"' in page_for(client, "newcomer")


def test_newcomer_who_asked_is_told_to_wait(client):
    person = PersonFactory(groups=["newcomer"])
    ask_for_access(user=person, message="Bonjour")
    client.force_login(person, backend=BACKEND)
    page = page_for(client)
    assert "attend sa réponse" in page
    assert "Demander l’accès" not in page


@pytest.mark.parametrize("group", ["contributor", "editor", "steward"])
def test_contributor_is_led_to_write_and_to_their_guides(client, group):
    page = page_for(client, group)
    assert 'href="/ecrire/"' in page
    assert 'href="/mes-pages/"' in page


def test_stewards_alone_read_that_somebody_waits(client):
    ask_for_access(user=PersonFactory(), message="Bonjour")
    assert "1 personne demande à écrire" in page_for(client, "steward")
    assert "demande à écrire" not in page_for(client, "editor")


def test_text_is_the_page_of_that_address(client):
    write_page()
    page = page_for(client)
    assert "<h1>Participer</h1>" in page
    assert "<p>Dix champs.</p>" in page


def test_text_is_read_in_the_language_of_the_reader_where_there_is_one(client):
    write_page()
    original = PlainPage.objects.get()
    english = PlainPage(
        title="Take part",
        slug="take-part",
        body="<p>Ten fields.</p>",
        language="en",
        translation_of=original,
        live=True,
    )
    home_page().add_child(instance=english)

    def read(language):
        return client.get("/contribuer/", headers={"accept-language": language}).content.decode()

    assert ("Ten fields." in read("en"), "Dix champs." in read("fr")) == (True, True)
    assert "Dix champs." not in read("en")
    english.unpublish()
    assert "Dix champs." in read("en")


def test_draft_or_restricted_page_is_not_shown(client):
    write_page(live=False)
    assert "Dix champs.</p>" not in page_for(client)
    PlainPage.objects.update(live=True)
    PageViewRestriction.objects.create(page=PlainPage.objects.get(), restriction_type="login")
    assert "Dix champs.</p>" not in page_for(client)


@pytest.mark.parametrize(("title", "slug"), [("Contribuer", "contribuer"), ("Recherche", "recherche-2")])
def test_page_that_an_administrator_calls_so_is_the_one_that_is_shown(title, slug):
    form_class = PlainPage.get_edit_handler().get_form_class()
    form = form_class({"title": title, "slug": ""}, instance=PlainPage(), parent_page=home_page())
    form.is_valid()
    assert form.cleaned_data["slug"] == slug
