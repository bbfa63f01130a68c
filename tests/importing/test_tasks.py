from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from commons.guides.models import GuideIndexPage
from importing.tasks import each_task_once
from tests.factories.guides import make_draft

pytestmark = pytest.mark.django_db


def writes_to_the_index(page):
    with CaptureQueriesContext(connection) as captured:
        for number in range(3):
            page.title = f"Titre {number}"
            page.save()
    return len([query for query in captured if query["sql"].startswith("UPDATE") and "wagtailsearch" in query["sql"]])


def test_what_is_saved_three_times_is_indexed_once():
    page = make_draft()
    assert writes_to_the_index(page) >= 3
    with each_task_once():
        assert writes_to_the_index(page) == 0
    assert Page.objects.search("Titre 2").count() == 1


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
