"""What is worked out once for all readers is invalidated by the change that makes it false, and holds nothing private."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from licences import public_items
from search import registry
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.media import make_picture, picture_bytes
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LARGE = picture_bytes(size=(1200, 800))


@pytest.fixture
def radio():
    return AssociationFactory(name="Radio Ressac", slug="radio")


@pytest.fixture
def guide(radio):
    cover = make_picture("Le port", content=LARGE, name="havre.png")
    return make_guide("Plier un bateau", licence="cc-by-4.0", association=radio, cover=cover)


def front_page(client):
    committed()
    return " ".join(BeautifulSoup(client.get("/").content, "html.parser").main.get_text(" ").split())


def licence_page(client):
    committed()
    return client.get("/licences/cc-by-4.0/").content.decode()


def withdraw(guide):
    guide.unpublish()


def restrict(guide):
    PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.LOGIN)


def rename(guide):
    guide.title = "Plier un avion"
    guide.save_revision().publish()


@pytest.mark.parametrize("shown", [front_page, licence_page])
@pytest.mark.parametrize("change", [withdraw, restrict, rename, lambda guide: guide.delete()])
def test_guide_that_changes_or_goes_is_forgotten_at_once(client, guide, shown, change):
    assert "Plier un bateau" in shown(client)
    change(guide)
    assert "Plier un bateau" not in shown(client)


def test_numbers_of_items_under_a_licence_follow_what_is_published(guide):
    committed()
    assert public_items.licence_counts() == {"cc-by-4.0": 1, "cc-by-sa-4.0": 1}  # the guide and its picture
    other = make_guide("Un autre", licence="cc-by-4.0")
    committed()
    assert public_items.licence_counts() == {"cc-by-4.0": 2, "cc-by-sa-4.0": 1}
    restrict(other)
    committed()
    assert public_items.licence_counts() == {"cc-by-4.0": 1, "cc-by-sa-4.0": 1}


def test_front_page_follows_associations_and_pictures(client, guide, radio):
    assert "Radio Ressac" in front_page(client)
    radio.title = "Radio Marée"
    radio.save_revision().publish()
    assert "Radio Ressac" not in front_page(client)
    assert "Oumou" not in front_page(client)
    guide.cover.credits = [{"name": "Oumou", "role": "author", "url": ""}]
    guide.cover.save()
    assert "Oumou" in front_page(client)
    CollectionViewRestriction.objects.create(collection=guide.cover.collection, restriction_type="login")
    assert "Oumou" not in front_page(client)


def test_what_an_editor_sees_is_cached_for_nobody_else(client, guide):
    editor = PersonFactory()
    editor.is_superuser = True
    editor.save()
    logged_in = Client()
    logged_in.force_login(editor)
    make_draft("Un secret")
    hidden = make_guide("Réservée", licence="cc-by-4.0")
    restrict(hidden)
    collection = guide.cover.collection
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    for page in (front_page, licence_page):
        page(logged_in)
        shown = page(client)
        assert "Plier un bateau" in shown
        assert not [word for word in ("Un secret", "Réservée", "havre") if word in shown]
    assert "<img" not in client.get("/").content.decode().split("guide-card")[1]


def theme_labels(keys):
    return registry.facets()["theme"].labels_of(keys)


def test_names_of_themes_follow_the_language_and_the_change(db):
    theme = make_theme("cartes")
    committed()
    assert theme_labels(["cartes", "inconnu"]) == {"cartes": "Cartes"}
    with translation.override("en"):
        assert theme_labels(["cartes"]) == {"cartes": "Maps"}
    theme.name_fr = "Cartes et lieux"
    theme.save()
    committed()
    assert theme_labels(["cartes"]) == {"cartes": "Cartes et lieux"}


def test_names_already_met_are_not_asked_for_again(django_assert_num_queries):
    for slug in ("cartes", "radio"):
        make_theme(slug)
    committed()
    theme_labels(["cartes"])
    with django_assert_num_queries(1):
        theme_labels(["cartes", "radio"])
    with django_assert_num_queries(0):
        theme_labels(["radio", "cartes"])


def test_reader_with_a_session_gets_the_same_front_page(client, guide):
    public = front_page(client)
    client.force_login(PersonFactory())
    assert front_page(client) == public
