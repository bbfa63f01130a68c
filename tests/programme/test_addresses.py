"""No page has an address at which something else answers."""

from __future__ import annotations

import pytest
from django.utils.text import slugify

from commons.guides.models import GuideIndexPage
from community.models import PlaceIndexPage
from design.addresses import free_slug, is_answered
from programme.models import EditionPage
from tests.factories.pages import home_page
from tests.factories.programme import make_edition, make_event

pytestmark = pytest.mark.django_db
OF_AN_EDITION = ["Carte", "Favoris", "Emporter", "Intégrer", "Versions", "Coordination", "Séances", "Proposer"]


def test_words_below_an_edition_are_those_of_its_routes():
    routes = {str(pattern.pattern).strip("/").partition("/")[0] for pattern in EditionPage.get_subpage_urls()}
    assert routes - {""} <= {slugify(word) for word in OF_AN_EDITION}


@pytest.mark.parametrize("title", OF_AN_EDITION)
def test_event_called_as_a_page_of_its_edition_is_read_at_an_address_of_its_own(client, title):
    event = make_event(title, edition=make_edition())
    assert event.slug == f"{slugify(title)}-2"
    assert f"<h1>{title}</h1>" in client.get(event.url).content.decode()


@pytest.mark.parametrize("title", ["Historique", "Discussion", "Modifier"])
@pytest.mark.parametrize("index", [GuideIndexPage, PlaceIndexPage])
def test_page_called_as_one_of_the_wiki_gets_an_address_of_its_own(index, title):
    home_page()
    assert free_slug(title, under=index.objects.get()) == f"{slugify(title)}-2"


def test_usual_address_is_free():
    edition = make_edition()
    assert [is_answered(slug, under=edition) for slug in ("atelier", "carte-2", "carte")] == [False, False, True]
