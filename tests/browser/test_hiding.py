"""A steward hides a version that says too much: what they see, and what a visitor is told."""

from __future__ import annotations

import pytest

from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
GUIDE = "/guides/an-eight-page-zine/"
SECRET, REASON = "0612345678", "Un numéro de téléphone"


def publish(page, sentence):
    page.goto(f"{GUIDE}modifier/")
    page.get_by_label("En une phrase").fill(sentence)
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    page.wait_for_url(f"**{GUIDE}")


def test_a_steward_hides_a_version_and_a_visitor_is_told_why(visit, signed_in):
    steward = signed_in("veille", GUIDE)
    publish(steward, f"Eight pages out of one sheet. Call {SECRET}.")
    publish(steward, "Eight pages out of one sheet, cut once.")

    steward.goto(f"{GUIDE}historique/")
    steward.get_by_role("link", name="Masquer cette version").first.click()
    is_sound(steward)
    number = steward.url.rstrip("/").split("/")[-2]
    steward.get_by_label("Pourquoi").fill(REASON)
    steward.get_by_role("button", name="Masquer cette version").click()
    row = steward.locator("li.history__row", has_text=REASON)
    assert row.get_by_role("button", name="Montrer à nouveau").count() == 1
    is_sound(steward)

    visitor = visit(f"{GUIDE}historique/{number}/")
    assert visitor.locator("h1").inner_text() == "Cette version est masquée"
    is_sound(visitor)
    for url in (f"{GUIDE}historique/", f"{GUIDE}comparer/?a={number}", "/modifications-recentes/", "/moderation/"):
        visitor.goto(url)
        assert REASON in visitor.content()
        assert SECRET not in visitor.content()
