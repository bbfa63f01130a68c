"""A search that somebody follows: a picture that it finds comes by mail, at once or in a digest, and in the feeds."""

from __future__ import annotations

import re

import pytest

from tests.browser.soundness import violations
from tests.browser.test_adding_media import ADD, photo, row, say
from tests.browser.test_following import link, mails  # noqa: F401 -- a fixture

pytestmark = pytest.mark.browser
MAILBOX = "malo.searches@example.org"


def offer(steward, picture, title, shows):
    picture.wait_for()
    picture.get_by_label("À moi").check()
    picture.get_by_label("Sa licence").select_option("cc-by-sa-4.0")
    picture.get_by_label("Personnes reconnaissables").select_option("nobody")
    say(picture, title, shows)
    steward.get_by_role("button", name="Offrir au fonds").click()
    steward.get_by_text("est dans le fonds").or_(steward.get_by_text("fichier est envoyé")).first.wait_for()


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
    offer(steward, row(steward, "balise.jpg"), "La balise verte", "Une balise à marée basse")

    _question, told = mails(MAILBOX)
    said = told.get_body(["plain"]).get_content()
    assert told["Subject"].endswith("La balise verte")
    assert "Une balise à marée basse" in said
    page.goto(re.search(r"https?://[^/\s]+(/medias/\S+)", said)[1])
    page.get_by_role("heading", level=1, name="La balise verte").wait_for()

    feed = page.request.get("/recherche/flux.json?q=balise").json()
    assert [item["title"] for item in feed["items"]] == ["La balise verte"]


# Two that have the word and that nobody who follows may read: a draft, and a guide for those who log in.
HIDDEN = """
from wagtail.models import PageViewRestriction
from tests.factories.guides import make_draft
make_draft("Le calfatage resté brouillon")
private = make_draft("Le calfatage entre nous")
PageViewRestriction.objects.create(page=private, restriction_type="login")
private.get_latest_revision().publish()
"""
MORNING = """
from django.utils import timezone
from wiki.models import Delivery
Delivery.objects.filter(follow__rhythm="daily").update(due_at=timezone.now())
"""


def test_digest_of_a_search_tells_what_everybody_may_read(visit, signed_in, mails, prepare):  # noqa: F811 -- the same
    reader = signed_in("nouvelle", "/recherche/?q=calfatage")
    reader.get_by_role("link", name="Suivre cette recherche").click()
    reader.get_by_label("une fois par jour").check()
    reader.get_by_role("button", name="Suivre", exact=True).click()
    reader.get_by_text("Vous suivez").first.wait_for()
    before = len(mails("nouvelle@example.org"))
    prepare(HIDDEN)

    steward = signed_in("veille", ADD)
    steward.locator("#files").set_input_files([photo("etoupe.jpg", (90, 60, 20))])
    offer(steward, row(steward, "etoupe.jpg"), "Le calfatage du canot", "De l’étoupe entre deux planches")

    assert len(mails("nouvelle@example.org")) == before, "a digest waits for the morning"
    prepare(MORNING)
    *_older, told = mails("nouvelle@example.org")
    said = told.get_body(["plain"]).get_content()
    assert ("Le calfatage du canot" in said, "brouillon" in said, "entre nous" in said) == (True, False, False)
    page = visit(re.search(r"https?://[^/\s]+(/medias/\S+)", said)[1])
    assert page.locator("h1").inner_text() == "Le calfatage du canot"

    items = page.request.get("/recherche/flux.json?q=calfatage").json()["items"]
    assert [item["title"] for item in items] == ["Le calfatage du canot"]
    atom = page.request.get("/recherche/flux.atom?q=calfatage").text()
    assert re.findall(r"<title[^>]*>([^<]+)</title>", atom)[1:] == ["Le calfatage du canot"]
    page.goto("/recherche/?q=calfatage")
    assert page.locator(".result-row__title").all_inner_texts() == ["Le calfatage du canot"]
