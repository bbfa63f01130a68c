"""A search that a visitor follows: a picture that it finds comes by mail, and in the feed."""

from __future__ import annotations

import re

import pytest

from tests.browser.soundness import violations
from tests.browser.test_adding_media import ADD, photo, row, say
from tests.browser.test_following import link, mails  # noqa: F401 -- a fixture

pytestmark = pytest.mark.browser
MAILBOX = "malo.searches@example.org"


def test_new_picture_comes_to_whoever_follows_a_search(visit, signed_in, mails):  # noqa: F811 -- the same
    page = visit("/recherche/?q=balise", width=390)
    page.get_by_role("link", name="Suivre cette recherche").click()
    assert "« balise »" in page.locator(".lead").inner_text().replace("\xa0", " ")
    assert page.get_by_role("link", name="JSON Feed").count() == 1
    assert violations(page) == []
    page.get_by_label("Votre adresse e-mail").fill(MAILBOX)
    page.wait_for_timeout(3100)  # nobody types an address faster
    page.get_by_role("button", name="Suivre", exact=True).click()
    page.goto(link(mails(MAILBOX)[0], "confirmer/"))
    page.get_by_role("button", name="Oui, je m’abonne").click()
    page.get_by_text("Vous suivez").first.wait_for()

    steward = signed_in("veille", ADD)
    steward.locator("#files").set_input_files([photo("balise.jpg", (20, 90, 60))])
    picture = row(steward, "balise.jpg")
    picture.wait_for()
    picture.get_by_label("À moi").check()
    picture.get_by_label("Sa licence").select_option("cc-by-sa-4.0")
    picture.get_by_label("Personnes reconnaissables").select_option("nobody")
    say(picture, "La balise verte", "Une balise à marée basse")
    steward.get_by_role("button", name="Offrir au fonds").click()
    steward.get_by_text("est dans le fonds").or_(steward.get_by_text("fichier est envoyé")).first.wait_for()

    _question, told = mails(MAILBOX)
    said = told.get_body(["plain"]).get_content()
    assert told["Subject"].endswith("La balise verte")
    assert "Une balise à marée basse" in said
    page.goto(re.search(r"https?://[^/\s]+(/medias/\S+)", said)[1])
    page.get_by_role("heading", level=1, name="La balise verte").wait_for()

    feed = page.request.get("/recherche/flux.json?q=balise").json()
    assert [item["title"] for item in feed["items"]] == ["La balise verte"]
