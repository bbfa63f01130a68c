from __future__ import annotations

import pytest
from wagtail.models import Page, Site

from commons.guides.models import GuideIndexPage
from commons.kits.models import KitIndexPage
from community.models import AssociationIndexPage, PlaceIndexPage
from home.domain.site import set_up_site
from home.models import HomePage, PlainPage
from licences.explainers.models import ExplainerIndexPage
from programme.models import ProgrammeIndexPage

pytestmark = pytest.mark.django_db


def test_a_new_site_has_its_pages():
    home = set_up_site()

    assert [page.slug for page in home.get_children()] == [
        "guides", "kits", "programme", "associations", "lieux", "comprendre",
    ]  # fmt: skip
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_the_welcome_page_of_wagtail_is_gone():
    set_up_site()

    assert [page.specific_class for page in Page.get_first_root_node().get_children()] == [HomePage]


def test_setting_up_again_changes_nothing():
    set_up_site()
    before = list(Page.objects.order_by("pk").values_list("pk", "url_path"))

    set_up_site()

    assert list(Page.objects.order_by("pk").values_list("pk", "url_path")) == before
    assert (GuideIndexPage.objects.count(), AssociationIndexPage.objects.count()) == (1, 1)


def test_a_site_made_before_there_were_explainers_gets_their_list():
    home = set_up_site()
    ExplainerIndexPage.objects.get().delete()
    home.refresh_from_db()

    set_up_site()

    assert [page.slug for page in home.get_children()] == [
        "guides", "kits", "programme", "associations", "lieux", "comprendre",
    ]  # fmt: skip


def test_an_address_that_a_page_has_is_left_to_it():
    home = set_up_site()
    ExplainerIndexPage.objects.get().delete()
    home.refresh_from_db()
    home.add_child(instance=PlainPage(title="Comprendre", slug="comprendre", body="<p>Ici.</p>", live=True))

    set_up_site()

    assert [page.specific_class for page in home.get_children()] == [
        GuideIndexPage, KitIndexPage, ProgrammeIndexPage, AssociationIndexPage, PlaceIndexPage, PlainPage,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "full_url"),
    [
        ("https://communs.example.org", "https://communs.example.org/guides/"),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/guides/"),
    ],
)
def test_pages_give_the_address_of_the_settings(settings, address, full_url):
    set_up_site()
    settings.BASE_URL = address

    set_up_site()

    assert GuideIndexPage.objects.get().full_url == full_url
