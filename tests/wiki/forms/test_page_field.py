"""The original of a translation, named by its address."""

from __future__ import annotations

import pytest

from home.models import PlainPage
from tests.factories.guides import make_draft, make_guide
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from tests.wiki.sending import sent
from wiki.domain.editing import Refused, check_fields
from wiki.forms.page_form import form_of
from wiki.kinds import kind_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anne():
    return PersonFactory(groups=("editor",))


def named(page, user, address):
    form = form_of(kind_of(page), page, user=user)
    post = sent(form)
    post["translation_of"] = address
    return form_of(kind_of(page), page, user=user, data=post)


@pytest.mark.parametrize("address", ["/guides/un-plan/", "  /guides/un-plan ", "http://localhost/guides/un-plan/"])
def test_original_is_named_by_its_address(anne, address):
    original, page = make_guide("Un plan"), make_guide("A map", language="en")
    form = named(page, anne, address)

    assert form.is_valid(), form.problems()
    assert form.typed()["translation_of"] == original.pk
    assert sent(form)["translation_of"] == address


def test_translation_of_a_translation_is_one_of_the_original(anne):
    original, page = make_guide("Un plan"), make_guide("Un mapa", language="en")
    make_guide("A map", language="en", translation_of=original)
    form = named(page, anne, "/guides/a-map/")

    assert form.is_valid(), form.problems()
    assert form.typed()["translation_of"] == original.pk


@pytest.mark.parametrize(
    "address", ["/guides/ailleurs/", "Un plan", "https://example.org/guides/un-plan/", "/" * 9_999]
)
def test_address_that_leads_nowhere_is_told(anne, address):
    make_guide("Un plan")
    form = named(make_guide("A map"), anne, address)

    assert not form.is_valid()
    assert form.errors["translation_of"][0].startswith("Aucune page lisible par tout le monde")


def test_page_that_nobody_may_read_is_not_told_from_none(anne):
    make_draft("Un secret")
    form = named(make_guide("A map"), anne, "/guides/un-secret/")

    assert form.errors["translation_of"][0].startswith("Aucune page lisible par tout le monde")


def test_page_of_another_sort_is_told(anne):
    home_page().add_child(instance=PlainPage(title="À propos", slug="a-propos", body="<p>Nous.</p>", live=True))
    form = named(make_guide("A map"), anne, "/a-propos/")

    assert form.errors["translation_of"][0].startswith("La page à cette adresse est d’une autre sorte")


def test_original_that_is_no_longer_public_stays(anne):
    original = make_guide("Un plan")
    page = make_guide("A map", language="en", translation_of=original)
    original.unpublish()
    form = form_of(kind_of(page), page, user=anne)
    again = form_of(kind_of(page), page, user=anne, data=sent(form))

    assert "un-plan" not in sent(form)["translation_of"]
    assert again.is_valid(), again.problems()
    assert again.typed()["translation_of"] == original.pk


def test_page_translates_neither_itself_nor_another_when_it_is_an_original():
    original, other = make_guide("Un plan"), make_guide("Un autre")
    make_guide("A map", translation_of=original)
    for wrong in (original, other):
        original.translation_of = wrong
        with pytest.raises(Refused) as refused:
            check_fields(original, kind_of(original))
        assert list(refused.value.problems) == ["translation_of"]
