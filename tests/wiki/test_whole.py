"""No page of any kind is ever there by half: public without a revision, or begun without one."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import OperationalError
from django.urls import reverse
from wagtail.models import Page

from commons.guides.domain.half_items import half_items
from community.models import AssociationIndexPage, AssociationPage
from home.models import HomePage, PlainPage
from licences.explainers.models import ExplainerIndexPage, ExplainerPage
from search.publishing import PublishedWhole, add_and_publish
from tests.factories.pages import guide_index, home_page
from tests.factories.people import PersonFactory
from tests.wiki.posted import of_page

PACKAGES = {name.split(".")[0] for name in settings.LOCAL_APPS}
# What each kind of page asks for, beside its title.
KINDS = {
    "guides.guidepage": (guide_index, {}),
    "home.plainpage": (home_page, {"body": '{"blocks": [], "entityMap": {}}'}),
    "community.associationpage": (AssociationIndexPage.objects.get, {"one_sentence": "Nous grillons."}),
    "explainers.explainerpage": (ExplainerIndexPage.objects.get, {"one_sentence": "Une chose."}),
}


@pytest.mark.django_db
def test_every_kind_of_page_is_published_whole():
    kinds = [
        model for model in apps.get_models() if issubclass(model, Page) and model.__module__.split(".")[0] in PACKAGES
    ]
    assert {ExplainerPage, AssociationPage, HomePage, PlainPage} < set(kinds)
    assert [kind.__name__ for kind in kinds if not issubclass(kind, PublishedWhole)] == []
    assert [kind.__name__ for kind in kinds if kind(title="Page").live] == []


@pytest.mark.django_db
def test_pages_that_every_site_begins_with_are_whole():
    home_page()
    assert list(half_items()) == []
    assert set(Page.objects.filter(depth__gt=1).values_list("live", flat=True)) == {True}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", [{}, {"action-publish": "action-publish"}])
def test_editor_that_stops_half_way_leaves_nothing(client, monkeypatch, kind, action):
    home_page()
    parent, fields = KINDS[kind]
    steward = PersonFactory(groups=["steward"])
    steward.is_superuser = True
    steward.save()
    client.force_login(steward)
    address = reverse("wagtailadmin_pages:add", args=[*kind.split("."), parent().pk])
    posted = of_page(client.get(address)).dict() | {"title": "Griller", "slug": "griller"} | fields

    def stop(*_arguments, **_more):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(Page, "save_revision", stop)
        client.raise_request_exception = False
        answered = client.post(address, posted | action).status_code
    # A form that may not be published yet says so before anything is written.
    assert answered in ({503} if not action else {503, 200})
    assert not Page.objects.filter(slug="griller").exists()

    assert client.post(address, posted).status_code == 302
    assert list(half_items()) == []


@pytest.mark.django_db
def test_page_that_cannot_be_published_is_not_added(monkeypatch):
    home = home_page()
    monkeypatch.setattr(Page, "save_revision", lambda *_arguments, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        add_and_publish(PlainPage(title="Nous", slug="nous", body="<p>Ici.</p>"), under=home)
    assert not Page.objects.filter(slug="nous").exists()
