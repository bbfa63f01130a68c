"""Choosing, mixing and crediting, by keyboard and without JavaScript."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
PHONE = 390


def answer_with_the_keyboard(page, field, value):
    """The radio button is reached with the tabulator, chosen with an arrow or a space, sent with Enter."""
    page.locator(f"input[name={field}]").first.focus()
    page.keyboard.press("Space")
    for _arrow in range(page.locator(f"input[name={field}]").count()):
        if page.locator(f"input[name={field}][value={value}]").is_checked():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{field}={value}*")


def test_keyboard_leads_through_the_chooser(visit):
    page = visit("/licences/choisir/")

    for field, value in [("made", "mine"), ("change", "yes"), ("alike", "yes"), ("sale", "yes")]:
        answer_with_the_keyboard(page, field, value)

    assert page.locator("h2", has_text="Votre licence").inner_text().endswith("CC BY-SA 4.0")
    assert page.locator(".tool-page__badge img").evaluate("image => image.naturalWidth") > 0


def test_a_step_that_was_answered_can_be_answered_again(visit):
    page = visit("/licences/choisir/?made=mine&change=yes&alike=yes&sale=yes")

    page.get_by_role("link", name=re.compile("^changer.*contre de l’argent")).click()
    page.get_by_label("Non, jamais dans un but commercial (NC)").check()
    page.get_by_role("button", name="Continuer").click()

    page.locator("h2", has_text="CC BY-NC-SA 4.0").first.wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_choose_then_mix_then_credit(visit, scripts):
    page = visit("/licences/choisir/", width=PHONE, java_script_enabled=scripts)

    page.get_by_label("J’ai repris des choses d’autres").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Les licences, une par ligne").fill("CC BY-ND 4.0")
    page.get_by_label("Mots d’un titre").fill("fanzine")
    page.get_by_role("button", name="Chercher dans le fonds").click()
    page.get_by_label(re.compile(r"^\s*Un fanzine de huit pages avec")).check()
    page.get_by_role("button", name="Ajouter ce qui est coché").click()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("link", name="Voir ce qui bloque").click()

    assert page.locator(".blocked__name").inner_text().strip().endswith("CC BY-ND 4.0")
    page.get_by_text("Une lettre à finir et à envoyer").click()
    assert page.get_by_label("Lettre : CC BY-ND 4.0").input_value().startswith("Bonjour,")
    page.get_by_role("link", name="Retirer : CC BY-ND 4.0").click()
    page.get_by_role("heading", name="Oui, elles vont ensemble").wait_for()
    page.locator(".tool-page__answer").get_by_role(
        "link", name="Un fanzine de huit pages avec une seule feuille"
    ).last.click()

    page.wait_for_url("**/licences/crediter/?item=guide*")
    credit = page.locator("#format-text").input_value()
    assert credit.startswith("«\u00a0Un fanzine de huit pages avec une seule feuille\u00a0»")
    page.get_by_label("Ce qui a changé").first.fill("raccourci")
    page.get_by_role("button", name="Écrire le crédit").click()
    page.get_by_text("raccourci").first.wait_for()
    assert "raccourci" in page.locator("#format-text").input_value()


def test_copying_gives_rich_text_and_plain_text(visit):
    page = visit(
        "/licences/crediter/?title=Carte&licence=CC+BY-SA+4.0", permissions=["clipboard-read", "clipboard-write"]
    )
    read = "async type => (await (await navigator.clipboard.read())[0].getType(type)).text()"

    page.get_by_role("button", name="Copier le crédit").click()
    page.get_by_text("Copié").first.wait_for()
    assert page.evaluate(read, "text/plain").startswith("«\u00a0Carte\u00a0», sous licence CC BY-SA 4.0")
    assert '<a rel="license"' in page.evaluate(read, "text/html")

    page.get_by_role("button", name="Copier : HTML").click()
    page.get_by_role("button", name="Copié : HTML").wait_for()
    assert '<a rel="license"' in page.evaluate(read, "text/plain")
    assert '<a rel="license"' in page.evaluate(read, "text/html")


def test_guide_leads_to_the_tools(visit):
    page = visit("/guides/cartographier-sa-rue-a-pied/", width=PHONE)

    page.get_by_role("link", name="Mélanger avec…").click()
    page.wait_for_url("**/licences/melanger/?item=guide*")

    assert page.locator(".ingredients__name").inner_text().startswith("Cartographier sa rue à pied")


def test_on_paper_the_answer_stands_without_the_form(visit):
    page = visit("/licences/melanger/?source=cc-by-sa-4.0&source=cc-by-nc-4.0")
    page.emulate_media(media="print")

    seen = {
        name: page.locator(name).first.is_visible() for name in ("main form", ".tool-nav", ".blocked", ".not-advice")
    }
    assert seen == {"main form": False, ".tool-nav": False, ".blocked": True, ".not-advice": True}
