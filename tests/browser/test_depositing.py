"""A picture made at an event: sent by the link of a mail, looked at by a coordinator, seen by everybody with its credit."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
PROGRAMME = "/programme/essai-de-depot/"
# An edition that no other test reads, over for two days, with an event for each way of sending.
PREPARED = """
from datetime import timedelta
from django.utils import timezone
from community.models import User
from programme.domain.releasing import release
from programme.models import EditionPage, ProgrammeIndexPage, Submission
from search.publishing import add_and_publish
from tests.factories.programme import make_event, when
DAY = timezone.localdate() - timedelta(days=2)
if not EditionPage.objects.filter(slug="essai-de-depot").exists():
    edition = add_and_publish(EditionPage(
        title="Essai de dépôt", slug="essai-de-depot", acronym="essai_de_depot", starts_on=DAY, ends_on=DAY,
        licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
    ), under=ProgrammeIndexPage.objects.get())
    for hour, title, slug in ((10, "Frotter les plaques", "avec"), (14, "Mouler les galets", "sans")):
        event = make_event(title, edition=edition, slug=slug, times=[when(hour, day=DAY)], licence="cc-by-sa-4.0")
        Submission.objects.create(
            edition=edition, event=event, state="accepted", name="Nolwenn", email=f"{slug}.depot@example.org",
            language="fr", sent_at=timezone.now() - timedelta(days=40),
        )
    release(edition, name="première version", by=User.objects.get(email="edition@example.org"))
"""
# What is sent with scripts, and without.
SENT = {
    True: ("avec", "Frotter les plaques", "Plaques frottées au crayon", "teal"),
    False: ("sans", "Mouler les galets", "Galets moulés dans le plâtre", "maroon"),
}


def picture(colour):
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def deposits(page, shows, colour):
    page.get_by_label("Combien de personnes sont venues").fill("14")
    page.get_by_text("Envoyer un fichier", exact=True).click()
    page.get_by_label("Le fichier").set_input_files(picture(colour))
    page.get_by_label("Ce qu’il montre ou contient").fill(shows)
    page.get_by_label("Qui l’a fait").fill("Soazig Le Bihan")
    page.get_by_label("Sa licence").select_option("cc-by-4.0")
    page.get_by_label("Personnes reconnaissables").select_option("nobody")
    page.get_by_role("button", name="Envoyer", exact=True).click()


@pytest.fixture
def asked(manage, prepare):
    """The mails of the morning after have left."""
    prepare(PREPARED)
    manage("send_mails")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.usefixtures("asked")
def test_picture_of_an_organiser_is_seen_once_a_coordinator_has_taken_it(visit, signed_in, link, scripts):
    slug, title, shows, colour = SENT[scripts]

    form = link(f"{slug}.depot@example.org", "bilan", title)
    organiser = visit(form, java_script_enabled=scripts, width=390)
    deposits(organiser, shows, colour)
    organiser.get_by_text("Votre fichier attend").wait_for()
    organiser.get_by_text("1 fichier de cet événement attend").wait_for()
    assert organiser.get_by_label("Combien de personnes sont venues").input_value() == "14"
    assert visit(f"{PROGRAMME}{slug}/").get_by_text(shows).count() == 0

    coordinator = signed_in("edition", "/a-relire/")
    coordinator.get_by_role("link", name="fichier d’événement à regarder").click()
    coordinator.wait_for_url(f"**{PROGRAMME}coordination/bilan/#fichiers")
    assert violations(coordinator) == []
    row = coordinator.locator(".coordination__files > li", has_text=shows)
    assert "Soazig Le Bihan · CC BY 4.0" in row.inner_text()
    looked = coordinator.request.get(row.get_by_role("link", name="Regarder").get_attribute("href"))
    assert (looked.status, looked.headers["content-type"]) == (200, "image/jpeg")
    row.get_by_role("button", name="Le prendre dans le fonds").click()
    row.wait_for(state="detached")

    visitor = visit(f"{PROGRAMME}{slug}/")
    assert violations(visitor) == []
    made = visitor.get_by_role("region", name="Créé sur place")
    row = made.get_by_role("listitem").filter(has=visitor.get_by_role("link", name=shows))
    assert ("Par Soazig Le Bihan" in row.inner_text(), "CC BY 4.0" in row.inner_text()) == (True, True)
    row.get_by_role("link", name=shows).click()
    visitor.get_by_role("heading", name=shows, level=1).wait_for()
    assert "Soazig Le Bihan" in visitor.locator("main").inner_text()
