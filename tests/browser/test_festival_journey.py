"""An event from the first idea to the page of the guide that it used: those who propose, decide, come and tell."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
READING = 3200  # milliseconds: nobody sends a form faster
# An edition that no other test reads.
EDITION = """
from datetime import date
from programme.models import EditionPage, ProgrammeIndexPage
from search.publishing import add_and_publish
add_and_publish(EditionPage(
    title="Le temps du parcours", slug="parcours", acronym="temps_du_parcours", starts_on=date(2032, 10, 4),
    ends_on=date(2032, 10, 12), licence="cc-by-sa-4.0", credits=[{"name": "Essai", "role": "author", "url": ""}],
), under=ProgrammeIndexPage.objects.get())
"""
# Time goes by.
OVER = """
from datetime import timedelta
from django.utils import timezone
from programme.models import Occurrence
for one in Occurrence.objects.filter(event__slug="traduire-sur-le-quai"):
    one.starts_at, one.ends_at = (timezone.now() - timedelta(days=2, hours=hours) for hours in (2, 0))
    one.save()
"""
PROGRAMME = "/programme/parcours/"
EVENT = f"{PROGRAMME}traduire-sur-le-quai/"
GUIDE = "/guides/traduire-ensemble-une-fiche/"
MAIWENN = "maiwenn.journey@example.org"


def goes_on(page, number):
    page.get_by_role("button", name="Enregistrer et continuer").last.click()
    page.wait_for_url(f"**/{number}/")


def proposes(page):
    page.get_by_label("Titre").fill("Traduire sur le quai")
    page.get_by_label("En une phrase").fill("D’une langue à l’autre, les pieds au-dessus de l’eau.")
    question = page.locator("[data-question] input")
    if question.count() and question.is_visible():
        question.fill("bleu")
    page.wait_for_timeout(READING)
    goes_on(page, 2)
    page.locator("#id_t0-day").fill("2032-10-05")
    page.locator("#id_t0-starts").fill("14:00")
    page.locator("#id_t0-ends").fill("16:00")
    goes_on(page, 3)
    page.get_by_label("ados").check()
    page.locator("#id_registration").select_option("here")
    page.locator("#id_capacity").fill("1")
    goes_on(page, 4)
    page.locator("#id_find_association").fill("noeud")
    page.locator("#id_find_association").press("Enter")
    page.get_by_role("button", name="Le Nœud de chaise").click()
    page.locator("#id_find_work").fill("traduire")
    page.locator("#id_find_work").press("Enter")
    page.get_by_role("button", name="Traduire ensemble une fiche").first.click()
    page.locator("#id_name").fill("Maïwenn")
    page.locator("#id_email").fill(MAIWENN)
    page.get_by_role("button", name="Enregistrer et tout relire").click()
    page.get_by_role("button", name="Proposer cet événement").click()
    page.get_by_text("Votre événement est bien arrivé").wait_for()


def mends(page, sentence):
    page.get_by_role("link", name="Quoi").click()
    page.get_by_label("En une phrase").fill(sentence)
    goes_on(page, 2)
    page.get_by_role("link", name="Vue d’ensemble").click()
    page.get_by_role("button", name="Envoyer mes changements").click()
    page.get_by_text("Vos changements sont bien arrivés").wait_for()


def registers(visit, link, name):
    address = f"{name.lower()}.journey@example.org"
    page = visit(EVENT, width=390)
    page.locator("#inscription .seats__dates a").first.click()
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre adresse e-mail").fill(address)
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Recevoir le courriel").click()
    page.get_by_text("aucune place n’est à vous").first.wait_for()
    page.goto(link(address, "inscription", "Ouvrez cette page"))
    page.get_by_role("button", name="Oui, je viendrai").click()
    return page


def test_event_from_its_proposal_to_the_page_of_the_guide_that_it_used(visit, signed_in, link, manage, prepare):
    prepare(EDITION)
    proposes(visit("/proposer-un-evenement/?edition=parcours"))

    elsewhere = visit(link(MAIWENN, "proposer-un-evenement", ""), width=390)
    mends(elsewhere, "Trois langues, un banc, et un thermos.")

    coordinator = signed_in("edition", "/a-relire/")
    coordinator.get_by_role("link", name="Traduire sur le quai").first.click()
    asking = coordinator.url
    coordinator.locator("#mots").fill("Combien de bancs vous faut-il ?")
    coordinator.get_by_role("button", name="Demander de compléter").click()
    elsewhere.goto(link(MAIWENN, "proposer-un-evenement", "Combien de bancs"))
    mends(elsewhere, "Trois langues, deux bancs, et un thermos.")
    coordinator.goto(asking)
    coordinator.get_by_text("deux bancs").wait_for()
    coordinator.get_by_role("button", name="Accepter").click()
    assert visit(EVENT).get_by_role("heading", name="Traduire sur le quai").count() == 0
    coordinator.goto(f"{PROGRAMME}coordination/versions/")
    coordinator.get_by_role("button", name="Rendre cette version publique").click()
    coordinator.get_by_role("heading", name="Versions parues").wait_for()

    visitor = visit(PROGRAMME)
    visitor.get_by_role("link", name="Traduire sur le quai").first.click()
    visitor.locator("main").get_by_role("link", name="Traduire ensemble une fiche").first.wait_for()
    registers(visit, link, "Awa").get_by_role("heading", name="Votre place est réservée").wait_for()
    second = registers(visit, link, "Bran")
    second.get_by_role("heading", name="Vous êtes en liste d’attente").wait_for()

    coordinator.goto(f"{EVENT}seances/")
    coordinator.locator("details.time-form summary").first.click()
    coordinator.locator("input[name=capacity]").first.fill("2")
    coordinator.get_by_role("button", name="Enregistrer cette séance").click()
    coordinator.get_by_text("C’est enregistré.").first.wait_for()
    second.goto(link("bran.journey@example.org", "inscription", "libéré"))
    second.get_by_role("heading", name="Votre place est réservée").wait_for()

    prepare(OVER)
    manage("send_mails")
    organiser = visit(link(MAIWENN, "bilan", "Traduire sur le quai"), width=390)
    organiser.get_by_label("Combien de personnes sont venues").fill("7")
    organiser.locator("#id_made_1").fill("/medias/le-ressac-sur-les-galets/")
    organiser.get_by_role("button", name="Envoyer").click()
    organiser.get_by_text("Merci").first.wait_for()

    assert "Le ressac sur les galets" in visit(EVENT).locator("main").inner_text()
    assert "Animée 1 fois" in visit(GUIDE).locator(".runs").inner_text()
