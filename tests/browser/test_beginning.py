"""How a person begins to write: the newcomer who asks, the steward who answers, and what each of them reads."""

from __future__ import annotations

import pytest

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
ADDRESS, NAME, PASSWORD = "rozenn@example.org", "Rozenn Le Gall", "vieux-gréement-1897"
ASSOCIATION, TITLE = "Radio Ressac", "Tresser un panier"


def is_sound(page):
    """Axe finds nothing on a phone and on a table, by day and by night, and nothing scrolls sideways."""
    for scheme, width in (("light", 390), ("dark", 1280)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def sign_up(page):
    page.locator("header").get_by_role("link", name="Écrire une fiche").click()
    page.locator("main").get_by_role("link", name="Créez-en un").click()
    page.get_by_label("Nom affiché").fill(NAME)
    page.get_by_label("Adresse e-mail").fill(ADDRESS)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Créer mon compte").click()
    page.wait_for_url("**/compte/confirm-email/")


def confirm_and_log_in(page, link):
    page.goto(link)
    page.get_by_role("button", name="Oui, je confirme").click()
    page.get_by_label("Adresse e-mail").fill(ADDRESS)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Se connecter").click()


def ask(page):
    assert page.locator("h1").inner_text() == "Demander l’accès"
    page.get_by_label("Votre association").select_option(label=ASSOCIATION)
    page.get_by_label("Un mot sur vous").fill("J’anime la vannerie du jeudi.")
    page.get_by_role("button", name="Envoyer ma demande").dblclick()
    page.get_by_text("est entre les mains de l’équipe").wait_for()


def test_newcomer_asks_a_steward_accepts_and_the_newcomer_writes(visit, signed_in, link_in_mail):
    # Signing up and asking work without JavaScript, and go on in another browser than they began in.
    sign_up(visit("/", java_script_enabled=False))
    newcomer = visit("/", java_script_enabled=False, width=390)
    confirm_and_log_in(newcomer, link_in_mail(ADDRESS, "Bienvenue"))
    ask(newcomer)
    asked = visit("/compte/demander-l-acces/", storage_state=newcomer.context.storage_state())
    is_sound(asked)
    asked.goto("/contribuer/")
    assert "attend sa réponse" in asked.locator("main").inner_text()
    is_sound(asked)

    steward = signed_in("veille", link_in_mail("veille@example.org", NAME))
    assert "J’anime la vannerie du jeudi." in steward.locator("main").inner_text()
    assert violations(steward) == []
    steward.get_by_label("Un mot avec votre réponse").fill("À jeudi, alors !")
    steward.get_by_role("button", name="Accepter", exact=True).click()
    steward.get_by_text(f"{NAME} reçoit votre réponse").wait_for()
    assert steward.locator("main tbody tr", has_text=NAME).count() == 1

    writer = visit(link_in_mail(ADDRESS, "À jeudi, alors !"), storage_state=newcomer.context.storage_state())
    assert f"Vous êtes membre de «\u00a0{ASSOCIATION}\u00a0»." in writer.locator("main").inner_text()
    writer.locator("main").get_by_role("link", name="Écrire une fiche").click()
    writer.get_by_role("link", name="Partir d’un formulaire vide").first.click()
    writer.get_by_label("Titre", exact=True).first.fill(TITLE)
    writer.get_by_role("heading", name="Origine et vie de la fiche").click()
    association = writer.get_by_label("Association", exact=True)
    assert association.locator("option:checked").inner_text() == ASSOCIATION
    writer.locator(".page-form__bar").get_by_role("button", name="Enregistrer le brouillon").click()
    writer.wait_for_url("**/mes-pages/")

    writer.goto("/")
    writer.locator("footer").get_by_role("link", name="Mes pages").click()
    writer.get_by_role("heading", name="Commencé, pas encore envoyé").wait_for()
    is_sound(writer)
    writer.get_by_role("link", name=f"Continuer : {TITLE}").click()
    assert writer.get_by_label("Titre", exact=True).first.input_value() == TITLE


def test_newcomer_who_is_refused_reads_why_and_may_ask_again(visit, signed_in, link_in_mail):
    newcomer = signed_in("nouvelle", "/ecrire/")
    newcomer.get_by_label("Un mot sur vous").fill("Bonjour")
    newcomer.get_by_role("button", name="Envoyer ma demande").click()

    steward = signed_in("veille", "/admin/")
    steward.get_by_role("link", name="Demandes d’accès").first.click()
    steward.get_by_role("link", name="Lena Cornec").first.click()
    steward.get_by_label("Un mot avec votre réponse").fill("Dites-nous ce que vous animez.")
    steward.get_by_role("button", name="Ne pas accepter").click()
    steward.get_by_text("reçoit votre réponse").wait_for()

    newcomer.goto(link_in_mail("nouvelle@example.org", "Dites-nous ce que vous animez."))
    assert "Vous pouvez en faire une autre" in newcomer.locator("main").inner_text()
    is_sound(newcomer)
    newcomer.get_by_role("button", name="Envoyer ma demande").click()
    newcomer.get_by_role("alert").wait_for()
    newcomer.get_by_role("alert").get_by_role("link", name="Un mot sur vous").click()
    assert newcomer.get_by_label("Un mot sur vous").evaluate("field => field === document.activeElement")
