from __future__ import annotations

import pytest
from django.apps import apps
from django.utils.module_loading import import_string
from wagtail.models import Page

from web.page_views import drawn_by

DRAWN = {
    f"{model.__name__}.{name}": value.view
    for model in apps.get_models()
    if issubclass(model, Page)
    for name, value in vars(model).items()
    if hasattr(value, "view")
}


@pytest.mark.parametrize("view", DRAWN.values(), ids=DRAWN)
def test_view_that_a_page_names_is_there(view):
    assert callable(import_string(view))


def test_pages_with_views_of_their_own_name_them():
    assert {"GuidePage.show", "GuideIndexPage.serve", "ExplainerPage.serve", "ExplainerIndexPage.show"} <= DRAWN.keys()


def test_view_is_given_the_request_then_the_page():
    assert drawn_by("operator.sub")(2, 5) == 3
