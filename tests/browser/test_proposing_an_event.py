"""An association proposes an event from a phone, without an account: the form, the link in the mail, and mending."""

from __future__ import annotations

import re

import pytest

from tests.browser.hands import Hands
from tests.browser.mailbox import mails_of
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
READING = 3200  # milliseconds: nobody sends a form faster
# An edition that no other test reads.
EDITION = """
from datetime import date
from programme.models import EditionPage, ProgrammeIndexPage
from search.publishing import add_and_publish
if not EditionPage.objects.filter(slug="essai").exists():
    add_and_publish(EditionPage(
        title="Le temps de l’essai", slug="essai", acronym="le_temps_de_l_essai", starts_on=date(2031, 10, 4),
        ends_on=date(2031, 10, 12), licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
    ), under=ProgrammeIndexPage.objects.get())
"""
ADDRESS = "/proposer-un-evenement/?edition=essai"


@pytest.fixture(autouse=True)
def _edition(prepare):
    prepare(EDITION)


def link_in_receipt(demo, to):
    """In the part of the newest message that is plain text."""
    messages = mails_of(demo)
    texts = [one.get_body(("plain",)).get_content() for one in messages if one["To"] == to]
    return re.search(r"^https?://[^/\s]+(/\S+)$", texts[-1], re.MULTILINE)[1]


def first_step(hands, page, title):
    page.wait_for_timeout(READING)
    hands.fill(page.get_by_label("Titre"), title)
    hands.fill(page.get_by_label("En une phrase"), "On marche et on dessine la carte.")
    question = page.locator("[data-question] input")
    if question.count() and question.is_visible():
        hands.fill(question, "bleu")
    hands.click(page.get_by_role("button", name="Enregistrer et continuer").last)
    page.wait_for_url("**/2/")


def test_event_is_proposed_from_a_phone_and_mended_by_its_link(visit, demo):
    page = visit(ADDRESS, width=390)
    hands = Hands(page)
    is_sound(page)
    page.set_viewport_size({"width": 390, "height": 900})
    first_step(hands, page, "Cartographier le port")
    is_sound(page)
    hands.fill(page.get_by_label("Jour", exact=True).first, "2031-10-05")
    hands.fill(page.locator("#id_t0-starts"), "14:00")
    hands.fill(page.locator("#id_t0-ends"), "16:00")
    page.locator("#id_t0-ends").blur()
    page.get_by_text("Rien d’autre pour le même public").wait_for()
    hands.click(page.get_by_role("button", name="Enregistrer et continuer").last)
    page.wait_for_url("**/3/")
    is_sound(page)
    hands.tick(page.get_by_label("ados"))
    hands.click(page.get_by_role("button", name="Enregistrer et continuer").last)
    page.wait_for_url("**/4/")
    is_sound(page)
    hands.fill(page.locator("#id_organisers"), "Les Amis du Port")
    hands.fill(page.locator("#id_name"), "Maïwenn")
    hands.fill(page.locator("#id_email"), "maiwenn@example.org")
    hands.click(page.get_by_role("button", name="Enregistrer et tout relire"))
    page.get_by_role("button", name="Proposer cet événement").wait_for()
    is_sound(page)
    hands.click(page.get_by_role("button", name="Proposer cet événement"))
    page.get_by_text("Votre événement est bien arrivé").wait_for()
    assert hands.actions <= 16

    later = visit(link_in_receipt(demo, "maiwenn@example.org"))
    assert "maiwenn@" not in later.content()
    later.get_by_role("link", name="Quand et où").click()
    later.locator("#id_t0-starts").fill("10:00")
    later.get_by_role("button", name="Enregistrer et continuer").last.click()
    later.get_by_role("link", name="Vue d’ensemble").click()
    later.get_by_role("button", name="Envoyer mes changements").click()
    later.get_by_text("Vos changements sont bien arrivés").wait_for()


def test_event_is_proposed_without_javascript(visit):
    page = visit(ADDRESS, width=390, java_script_enabled=False)
    hands = Hands(page)
    first_step(hands, page, "Une promenade sans script")
    page.locator("#id_t0-day").fill("2031-10-05")
    page.locator("#id_t0-starts").fill("14:00")
    page.locator("#id_t0-ends").fill("13:00")
    page.get_by_role("button", name="Vérifier").click()
    assert "Ce qu’il y a d’autre autour" in page.locator("main").inner_text()
    page.get_by_role("button", name="Ajouter une date").click()
    assert page.locator("#id_t1-day").count() == 1
    page.get_by_label("Votre adresse e-mail").fill("sans-script@example.org")
    page.get_by_role("button", name="m’envoyer le lien").click()
    assert "s•••@example.org" in page.locator("body").inner_text()


# What somebody did before, and the edition for which they propose it again; a version of it is out, so that what is
# accepted is public at once.
AGAIN = """
from datetime import date
from commons.library.models import Theme
from community.models import PlacePage
from programme.domain.releasing import release
from programme.models import EditionPage, ProgrammeIndexPage
from search.publishing import add_and_publish
from tests.factories.associations import AssociationFactory
from tests.factories.programme import make_event, when
def edition(title, slug, year):
    return add_and_publish(EditionPage(
        title=title, slug=slug, acronym=slug.replace("-", "_"), starts_on=date(year, 10, 4), ends_on=date(year, 10, 12),
        licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
    ), under=ProgrammeIndexPage.objects.get())
association = AssociationFactory(name="Les Amarres de l’essai", slug="les-amarres-de-l-essai")
event = make_event(
    "La fabrique de nœuds", edition=edition("L’essai d’avant", "essai-d-avant", 2020), times=[when(15, day=date(2020, 10, 6))],
    place=PlacePage.objects.live().get(slug="la-maison-des-communs"), licence="cc-by-sa-4.0", one_sentence="Douze nœuds, une corde.",
    kind="workshop", body="<p>On apporte sa corde.</p>", audience=["teens", "adults"], price="paid", price_note="2 €",
    associations=[association], themes=list(Theme.objects.filter(slug="maps")),
)
release(edition("L’essai suivant", "essai-suivant", 2035), "version de l’essai")
"""


def test_the_same_as_last_year_is_filled_in_sent_accepted_and_read(visit, signed_in, prepare):
    prepare(AGAIN)
    page = visit("/proposer-un-evenement/?edition=essai-suivant", width=390)
    page.get_by_text("La même chose que l’an dernier").click()
    page.get_by_label("Votre association").fill("amarres")
    page.get_by_label("Votre association").press("Enter")
    page.get_by_role("link", name="La fabrique de nœuds").click()
    is_sound(page)
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.get_by_label("Titre").input_value() == "La fabrique de nœuds"
    assert page.get_by_label("En une phrase").input_value() == "Douze nœuds, une corde."
    assert page.locator("#id_body").input_value().strip() == "On apporte sa corde."
    question = page.locator("[data-question] input")
    if question.count() and question.is_visible():
        question.fill("bleu")
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Enregistrer et continuer").last.click()
    page.wait_for_url("**/2/")
    # Its dates are not those of last year: the first day of the edition.
    assert page.locator("#id_t0-day").input_value() == "2035-10-04"
    assert page.locator("#id_place option:checked").inner_text() == "La Maison des communs"
    page.locator("#id_t0-day").fill("2035-10-06")
    page.locator("#id_t0-starts").fill("15:00")
    page.locator("#id_t0-ends").fill("17:00")
    page.get_by_role("button", name="Enregistrer et continuer").last.click()
    page.wait_for_url("**/3/")
    assert page.get_by_label("ados").is_checked()
    assert page.get_by_label("enfants").is_checked() is False
    assert page.locator("#id_price_note").input_value() == "2 €"
    page.get_by_role("button", name="Enregistrer et continuer").last.click()
    page.wait_for_url("**/4/")
    assert page.locator("#id_organisers").input_value() == "Les Amarres de l’essai"
    page.locator("#id_name").fill("Riwal")
    page.locator("#id_email").fill("riwal@example.org")
    page.get_by_role("button", name="Enregistrer et tout relire").click()
    page.get_by_role("button", name="Proposer cet événement").click()
    page.get_by_text("Votre événement est bien arrivé").wait_for()

    coordinator = signed_in("edition", "/a-relire/")
    coordinator.get_by_role("link", name="La fabrique de nœuds").first.click()
    coordinator.get_by_role("button", name="Accepter").click()
    coordinator.get_by_text("Votre décision est enregistrée").first.wait_for()

    visitor = visit("/programme/essai-suivant/")
    visitor.get_by_role("link", name="La fabrique de nœuds").click()
    told = " ".join(visitor.locator("main").inner_text().split())
    assert "On apporte sa corde." in told
    assert "6 octobre 2035, 15 h – 17 h" in told
    assert visitor.get_by_role("link", name="Les Amarres de l’essai").count() > 0
