from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from community.search_documents import SOURCE, association_names
from search import registry
from search.models import PendingDocument
from tests.factories.associations import AssociationFactory
from tests.factories.pages import association_index
from tests.wished import kinds_wished_for

pytestmark = pytest.mark.django_db


def hide(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def pending():
    return sorted(PendingDocument.objects.filter(type="association").values_list("pk_text", flat=True))


@pytest.fixture
def radio():
    page = AssociationFactory(
        name="Radio Ressac",
        slug="radio",
        one_sentence="Une radio de quartier.",
        territory="Porz-Avel",
        description="<p>Deux pièces.</p><p>Quatre micros&nbsp;&amp; un pied.</p>",
    )
    PendingDocument.objects.all().delete()
    return page


def test_association_is_a_kind_of_item_that_is_found():
    assert registry.sources()["association"].label == "Associations"


@pytest.mark.parametrize(
    ("q", "kind"),
    [
        ("quelle asso répare les vélos", ["association"]),
        ("association that repairs bikes", ["association"]),
        ("salle avec un écran", ["place"]),
        ("où se trouve la médiathèque", ["place"]),
        ("lieu de projection", ["place"]),
        ("salle de cinéma", ["place"]),
        ("collectif de jardinières", ["association"]),
        ("community garden", ["place"]),
        ("where is the library", ["place"]),
        ("un jeu de cartes à imprimer", ["document"]),
        ("une licence pour notre association", []),
    ],
)
def test_question_about_an_association_or_a_place_wishes_for_it(q, kind):
    assert kinds_wished_for(q) == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("lieu", "place"),
        ("club", "association"),
        ("asso", "association"),
        ("schema", "image"),
        ("printable", "document"),
    ],
)
def test_word_that_names_a_kind_of_item_wishes_for_it(word, kind):
    assert registry.hints()[word,].keys == (kind,)


def test_document_of_an_association(radio):
    (document,) = SOURCE.documents([str(radio.pk)])
    assert (document.title, document.url, document.summary) == (
        "Radio Ressac",
        "/associations/radio/",
        "Une radio de quartier.",
    )
    assert document.body == "Porz-Avel Deux pièces. Quatre micros\u00a0& un pied."
    assert document.facets == {"association": ("radio",)}
    assert document.licence == ""


def test_public_associations_are_all_given_for_a_rebuild(radio):
    other = AssociationFactory()
    assert set(SOURCE.public_pks()) == {str(radio.pk), str(other.pk)}


def test_draft_has_no_document(radio):
    radio.unpublish()
    assert list(SOURCE.documents([str(radio.pk)])) == []
    assert list(SOURCE.public_pks()) == []


def test_private_association_has_no_document_and_no_name(radio):
    hide(radio)
    assert list(SOURCE.documents([str(radio.pk)])) == []
    assert list(SOURCE.public_pks()) == []
    assert association_names(["radio"]) == {}


def test_names_of_the_facet_are_titles(radio):
    assert association_names(["radio", "inconnue"]) == {"radio": "Radio Ressac"}


def test_publishing_is_noted_for_the_index(radio):
    radio.save_revision().publish()
    assert pending() == [str(radio.pk)]


def test_unpublishing_is_noted_for_the_index(radio):
    radio.unpublish()
    assert pending() == [str(radio.pk)]


def test_deleting_is_noted_for_the_index(radio):
    key = str(radio.pk)
    radio.delete()
    assert key in pending()


def test_hiding_the_list_is_noted_for_every_association_under_it(radio):
    hide(association_index())
    assert pending() == [str(radio.pk)]


def test_opening_it_again_is_noted_too(radio):
    restriction = hide(radio)
    PendingDocument.objects.all().delete()
    restriction.delete()
    assert pending() == [str(radio.pk)]


def test_new_address_of_the_list_is_noted_for_every_association_under_it(radio):
    index = association_index()
    index.slug = "collectifs"
    index.save_revision().publish()
    assert pending() == [str(radio.pk)]
