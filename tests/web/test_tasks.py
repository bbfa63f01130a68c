from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from commons.guides.models import GuideIndexPage
from community.models import PlaceIndexPage, PlacePage
from search.publishing import add_and_publish
from tests.factories.guides import make_draft
from tests.factories.pages import home_page
from web.tasks import each_task_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index_of_the_editor(settings):
    """Written at each save, as on a site."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}


def writes_to_the_index(page):
    with CaptureQueriesContext(connection) as captured:
        for number in range(3):
            page.title = f"Titre {number}"
            page.save()
    return len(index_queries(captured, "UPDATE"))


def index_queries(captured, verb):
    return [query for query in captured if query["sql"].lstrip().startswith(verb) and "wagtailsearch" in query["sql"]]


def test_what_is_saved_three_times_is_indexed_once():
    page = make_draft()
    assert writes_to_the_index(page) >= 3
    with each_task_once():
        assert writes_to_the_index(page) == 0
    assert Page.objects.search("Titre 2").count() == 1


def test_page_that_goes_live_is_indexed_once():
    home_page()
    page = PlacePage(title="La Corderie")
    with CaptureQueriesContext(connection) as captured:
        add_and_publish(page, under=PlaceIndexPage.objects.get())
    assert len(index_queries(captured, "INSERT")) == 1
    assert len(index_queries(captured, "SELECT AVG")) == 1


def test_what_fails_runs_nothing(monkeypatch):
    monkeypatch.setattr(ReferenceIndex, "create_or_update_for_object", lambda _: pytest.fail("ran"))
    with pytest.raises(ValueError, match="abandoned"), each_task_once():  # noqa: PT012 -- the block is what is tested
        GuideIndexPage.objects.get().save()
        message = "abandoned"
        raise ValueError(message)


def test_tasks_of_an_inner_block_wait_for_the_outer_one():
    page = make_draft()
    with each_task_once():
        with each_task_once():
            page.title = "Nouveau titre"
            page.save()
        assert not Page.objects.search("Nouveau titre")
    assert Page.objects.search("Nouveau titre").count() == 1
