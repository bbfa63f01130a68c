"""An afternoon at a public access point, from the facilitator's first click to what a visitor reads."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.browser.pages import GUIDE
from tests.browser.soundness import faults

pytestmark = pytest.mark.browser
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")
TITLE = "Planter un oignon de tulipe"


def is_sound(page):
    before = page.viewport_size
    assert (page.url, faults(page)) == (page.url, [])
    page.set_viewport_size(before)


def open_session(page):
    """From the page of taking part, the place that somebody who looks for it begins at."""
    page.get_by_role("link", name="Séances d’écriture").first.click()
    is_sound(page)
    page.get_by_role("link", name="Ouvrir une séance").click()
    page.get_by_label("Son nom").fill("Jeudi à la médiathèque")
    page.get_by_label("Billets").fill("3")
    is_sound(page)
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.wait_for_url("**/seances/*/")


def codes_on_slips(page):
    page.get_by_role("link", name="Imprimer les billets").click()
    page.wait_for_url("**/feuilles/")
    is_sound(page)
    return CODE.findall(page.locator(".slips").inner_text())


def says_who_writes(page, name):
    page.get_by_label("Le nom qui signe").fill(name)
    page.get_by_label("Oui, j’accepte", exact=False).check()
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("heading", name=f"Qu’est-ce qu’on écrit, {name}", exact=False).wait_for()


def write_a_guide(page):
    page.get_by_role("link", name="Écrire une fiche").last.click()
    page.get_by_role("link", name="Partir d’un formulaire vide").first.click()
    page.get_by_label("Titre", exact=True).first.fill(TITLE)
    page.get_by_label("En une phrase").fill("On repart avec un pot.")
    page.get_by_label("Vie associative").check()
    page.get_by_label("adultes", exact=True).check()
    page.get_by_label("Taille du groupe, au moins").fill("2")
    page.get_by_label("Niveau").select_option(label="facile")
    page.get_by_label("Objectifs").fill("planter")
    page.locator("[data-rows=steps] > ol > li").first.get_by_label("Titre", exact=True).fill("Remplir le pot")
    page.locator(".page-form__bar").get_by_role("button", name="Envoyer").click()
    page.wait_for_url("**/mes-pages/")


def propose(page):
    page.goto(f"{GUIDE}proposer/?ou=one_sentence")
    page.get_by_role("textbox", name="En une phrase").fill("Sortir à pied, et noter ce que la carte ne dit pas.")
    page.get_by_role("button", name="Envoyer ma proposition").last.click()
    page.wait_for_url("**/propositions/*/")


def accept_all_of(page, session):
    page.goto(session)
    is_sound(page)
    page.get_by_role("link", name="Relire les 2 textes qui attendent").click()
    page.get_by_role("button", name=re.compile("Accepter|Approuver")).first.click()
    page.wait_for_url("**/a-relire/**?seance=*")
    page.get_by_role("button", name=re.compile("Accepter|Approuver")).first.click()
    page.wait_for_url(session)


def writes_on_after_the_end(page):
    """A form that was opened before and never stored: each pause stores it again, as the one draft it is."""
    title = page.get_by_label("Titre", exact=True).first
    for words in ("Faire une galette", " de blé noir"):
        with page.expect_response(lambda answer: answer.request.method == "POST") as told:
            title.press_sequentially(words)
        assert told.value.json()["problem"] == "La séance est finie. Ce que vous avez écrit est gardé."
        page.wait_for_url(re.compile(r"/ecrire/guide/\d+/$"))


def test_an_afternoon_from_the_slips_to_what_a_visitor_reads(signed_in, visit):
    facilitator = signed_in("edition", "/contribuer/")
    open_session(facilitator)
    session = facilitator.url
    first, second, third = codes_on_slips(facilitator)

    marie = visit(f"/entrer/{first}/", width=390)
    is_sound(marie)
    assert first not in marie.content()
    marie.get_by_role("button", name="Entrer").click()
    is_sound(marie)
    says_who_writes(marie, "Marie")
    is_sound(marie)
    banner = marie.locator(".session-banner")
    assert "Vous écrivez sous le nom de Marie" in banner.inner_text().replace("\xa0", " ")
    write_a_guide(marie)
    # The place goes to the next person, in one click.
    banner.get_by_role("button", name="Changer de personne").click()
    says_who_writes(marie, "Paul")
    propose(marie)

    # Typed, without a script, in small letters.
    yvonne = visit("/entrer/", java_script_enabled=False)
    yvonne.get_by_label("Le code de votre billet").fill(second.lower().replace("-", ""))
    yvonne.get_by_role("button", name="Entrer").click()
    yvonne.get_by_label("quelqu’un d’autre, pour elle").check()
    yvonne.get_by_label("Qui tape pour elle").fill("Nolwenn")
    says_who_writes(yvonne, "Yvonne")

    ali = visit(f"/entrer/{third}/")
    ali.get_by_role("button", name="Entrer").click()
    says_who_writes(ali, "Ali")
    ali.goto("/ecrire/guide/")

    accept_all_of(facilitator, session)
    told = facilitator.locator("main").inner_text()
    assert [name in told for name in ("Marie", "Paul", "Yvonne", "entendu par Nolwenn")] == [True] * 4

    visitor = visit("/guides/planter-un-oignon-de-tulipe/")
    assert "Marie" in visitor.locator(".credits").first.inner_text()
    visitor.goto("/guides/planter-un-oignon-de-tulipe/historique/")
    assert "Marie" in visitor.locator("main").inner_text()
    visitor.goto(f"{GUIDE}historique/")
    assert "Paul" in visitor.locator("main").inner_text()

    facilitator.get_by_text("Terminer la séance maintenant").click()
    facilitator.get_by_role("button", name="Oui, la terminer").click()
    facilitator.get_by_text("La séance est finie. Tout ce qui a été écrit est ici.").wait_for()
    assert yvonne.goto("/mes-pages/").status == 403
    assert "La séance est finie" in yvonne.locator("h1").inner_text()
    writes_on_after_the_end(ali)
    facilitator.reload()
    begun = facilitator.locator("[name=do][value^='send:']")
    assert (begun.count(), "Faire une galette de blé noir" in facilitator.locator("main").inner_text()) == (1, True)


def test_ten_slips_are_printed_on_one_sheet(signed_in, tmp_path):
    facilitator = signed_in("edition", "/seances/nouvelle/")
    facilitator.get_by_label("Son nom").fill("Papier")
    facilitator.get_by_label("Billets").fill("10")
    facilitator.get_by_role("button", name="Ouvrir la séance").click()
    codes = codes_on_slips(facilitator)
    sheet = tmp_path / "billets.pdf"
    facilitator.pdf(path=sheet, format="A4")

    printed = subprocess.run(["pdftotext", "-layout", sheet, "-"], check=True, capture_output=True, text=True).stdout
    assert len(codes) == 10
    assert sorted(CODE.findall(printed)) == sorted(codes)
    # One form feed a page.
    assert printed.count("\f") == 1
    assert "Séances d’écriture" not in printed


def test_a_session_is_run_and_entered_by_keyboard_alone(signed_in, visit):
    facilitator = signed_in("edition", "/seances/nouvelle/")
    facilitator.get_by_label("Son nom").focus()
    facilitator.keyboard.type("Clavier")
    facilitator.keyboard.press("Enter")
    facilitator.wait_for_url(re.compile(r"/seances/\d+/"))
    facilitator.get_by_role("link", name="Imprimer les billets").focus()
    facilitator.keyboard.press("Enter")
    facilitator.wait_for_url("**/feuilles/")
    code = CODE.findall(facilitator.locator(".slips").inner_text())[0]

    person = visit("/entrer/")
    person.get_by_label("Le code de votre billet").focus()
    person.keyboard.type(code)
    person.keyboard.press("Enter")
    person.wait_for_url("**/seance/")
    person.get_by_label("Le nom qui signe").focus()
    person.keyboard.type("Awa")
    person.get_by_label("Oui, j’accepte", exact=False).focus()
    person.keyboard.press("Space")
    person.keyboard.press("Enter")
    person.get_by_role("heading", name="Qu’est-ce qu’on écrit, Awa", exact=False).wait_for()
    person.locator(".session-banner").get_by_role("button", name="Terminer").focus()
    person.keyboard.press("Enter")
    person.wait_for_url("**/entrer/")
