"""Pages that stand without a database: their looks, and what they promise of browsers."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from tests.browser.soundness import violations
from tests.browser.test_typed_text import open_for_one_person

pytestmark = pytest.mark.browser
BOUNDS = {"megabytes": 20, "fields": "10 000", "files": 100}
NAME = "Thu Ha N."


def drawn(name):
    return render_to_string(f"{name}.html", BOUNDS | {"words": ["Une phrase longuement pesée"]})


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_pages_of_trouble_have_the_looks_of_the_site(visit, width, scheme):
    page = visit("/", width=width, color_scheme=scheme)
    # The address of the stylesheet is what this server made of it.
    sheet = page.locator("head link[rel=stylesheet]").first.get_attribute("href")
    for name in ("400", "409", "413", "500", "503"):
        page.route(
            "**/panne/", lambda route, _request, name=name: route.fulfill(content_type="text/html", body=drawn(name))
        )
        page.goto("/panne/")
        page.add_style_tag(url=sheet)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("header a[href='/'] svg").is_visible()
        assert page.get_by_text("Une phrase longuement pesée").is_visible()
        page.unroute("**/panne/")


def test_reloading_the_page_of_an_outage_sends_the_text_again(visit):
    page = open_for_one_person(visit, "contribution", "/compte/profil/")
    page.get_by_label("Nom affiché").fill(NAME)
    page.route(
        "**/compte/profil/",
        lambda route, _request: route.fulfill(status=503, content_type="text/html", body=drawn("503")),
    )
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("heading", name="Le site ne peut pas répondre").wait_for()
    page.unroute("**/compte/profil/")

    page.reload()

    page.get_by_label("Nom affiché").wait_for()
    page.goto("/compte/profil/")
    assert page.get_by_label("Nom affiché").input_value() == NAME
    page.get_by_label("Nom affiché").fill("Thu Ha Nguyen")
    page.get_by_role("button", name="Enregistrer").click()
