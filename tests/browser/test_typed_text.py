"""What was typed is never lost, and an error leads to what is to be mended."""

from __future__ import annotations

import re

import pytest

from tests.browser.editor import save_draft
from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
WORDS = "Une phrase longuement pesée, puis perdue ?"
TITLE = "Plier un livret de huit pages"


def come_in(page, person):
    page.locator("main input[name=login]").fill(f"{person}@example.org")
    page.locator("main input[name=password]").fill("communs-demo")
    page.locator("main").get_by_role("button", name="Se connecter").click()


def new_guide(page):
    page.get_by_role("link", name="Écrire une fiche").first.click()
    page.get_by_role("textbox", name="Titre").first.press_sequentially(TITLE)
    save_draft(page)


def drop_cookies(page, *names):
    # An answer that is still on its way would bring the session back.
    page.wait_for_load_state("networkidle")
    for name in names:
        page.context.clear_cookies(name=name)


def refuse_autosaves(route):
    # Not abort: of an error of the network Wagtail warns by a dialogue, once it has noticed, before it saves.
    if route.request.resource_type == "fetch":
        route.fulfill(status=403, body="")
    else:
        route.continue_()


def open_for_one_person(visit, person, path):
    """Logged in on a browser of one's own: its cookies are about to go."""
    page = visit(f"/compte/login/?next={path}")
    come_in(page, person)
    page.wait_for_url(f"**{path}")
    return page


def test_text_sent_after_the_session_ended_is_back_in_the_form(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    new_guide(page)
    sentence = page.get_by_role("textbox", name="En une phrase")

    # No script saves on its own in between: the session is gone before the words are typed.
    drop_cookies(page, "sessionid")
    sentence.fill(WORDS)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_text("Rien n’est perdu").wait_for()
    come_in(page, "contribution")
    page.get_by_role("heading", name="Votre texte est toujours là").wait_for()
    assert WORDS in page.locator("main").inner_text()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
    page.get_by_role("link", name="Le remettre dans le formulaire").click()
    page.wait_for_url("**/edit/?kept=*")
    assert sentence.input_value() == WORDS
    save_draft(page)
    assert sentence.input_value() == WORDS

    drop_cookies(page, "sessionid", "csrftoken")
    sentence.fill(WORDS + " Non.")
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_role("heading", name="Ce formulaire n’a pas pu être envoyé").wait_for()
    assert page.locator("main a.button").inner_text() == "Me connecter et retrouver mon texte"
    page.locator("main a.button").click()
    come_in(page, "contribution")
    page.get_by_role("link", name="Le remettre dans le formulaire").click()
    assert sentence.input_value() == WORDS + " Non."


def test_chooser_after_the_session_ended_leads_to_a_log_in_and_back_to_the_form(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    new_guide(page)
    sentence = page.get_by_role("textbox", name="En une phrase")
    drop_cookies(page, "sessionid")
    page.route("**/edit/**", refuse_autosaves)
    sentence.fill(WORDS)

    choose = page.locator("#id_cover-chooser [data-chooser-action-choose]").first
    if not choose.is_visible():
        page.get_by_role("tab", name="Plus de détails").click()
    choose.click()
    dialog = page.get_by_role("dialog", name="Vous n’êtes plus dans votre compte")
    dialog.wait_for()
    assert violations(page, ".session-ended") == []
    page.get_by_role("button", name="C’est fait").click()
    dialog.get_by_text("Pas encore").wait_for()
    with page.context.expect_page() as opened:
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
    come_in(opened.value, "contribution")
    opened.value.wait_for_url(lambda url: "/login/" not in url)
    opened.value.close()
    page.get_by_role("button", name="C’est fait").click()
    dialog.wait_for(state="hidden")

    choose.click()
    page.locator(".modal [role=tab]").first.wait_for()
    page.locator(".modal button[data-dismiss=modal]").first.click()
    page.locator(".modal").wait_for(state="hidden")
    with page.expect_response("**/editing-sessions/ping/**") as ping:
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert ping.value.status == 200
    page.unroute("**/edit/**")
    save_draft(page)
    assert page.get_by_role("heading", name="Ce formulaire").count() == 0
    page.reload()
    assert page.locator("[name=one_sentence]").input_value() == WORDS


def test_what_is_kept_is_announced_with_ones_own_guides(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    new_guide(page)
    drop_cookies(page, "sessionid")
    page.get_by_role("textbox", name="En une phrase").fill(WORDS)
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_text("Rien n’est perdu").wait_for()
    # Not by the link of the log-in: by the front page, as one who comes back another day.
    page.goto("/compte/login/?next=/mes-pages/")
    come_in(page, "contribution")

    note = page.get_by_role("region", name="Votre texte est toujours là")
    note.wait_for()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
    link = note.get_by_role("link").first
    address = link.get_attribute("href")
    link.click()
    page.get_by_role("button", name="Le jeter").click()
    page.get_by_text("Ce texte est jeté").wait_for()
    page.goto("/mes-pages/")
    page.get_by_role("heading", name="Brouillons").wait_for()
    assert page.locator(f"main a[href='{address}']").count() == 0


def test_form_that_is_too_long_says_so_and_the_back_button_brings_the_text_back(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    new_guide(page)
    page.wait_for_load_state("networkidle")
    sentence = page.get_by_role("textbox", name="En une phrase")
    page.route("**/edit/**", refuse_autosaves)
    sentence.fill(WORDS)
    page.evaluate(
        """() => {
          const long = Object.assign(document.createElement("input"), {type: "hidden", name: "long"});
          long.value = "a".repeat(21_000_000);
          document.querySelector("[data-edit-form]").append(long);
        }"""
    )

    page.get_by_role("button", name="Enregistrer le brouillon").click()
    page.get_by_role("heading", name="C’est trop long pour être envoyé d’un coup").wait_for()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page) == []
    page.go_back()

    sentence.wait_for()
    assert sentence.input_value() == WORDS


def test_wrong_password_is_said_by_the_title_and_the_focus(visit):
    page = visit("/compte/login/", java_script_enabled=False)
    page.locator("main input[name=login]").fill("contribution@example.org")
    page.locator("main input[name=password]").fill("ce n’est pas lui")
    page.locator("main input[name=password]").press("Enter")
    page.locator("#erreurs").wait_for()
    assert re.match(r"Erreur\s: Se connecter", page.title())

    with_scripts = visit("/compte/login/")
    with_scripts.locator("main input[name=login]").fill("pas une adresse")
    with_scripts.locator("main input[name=password]").fill("x")
    with_scripts.locator("main input[name=password]").press("Enter")
    with_scripts.locator("#erreurs").wait_for()
    assert with_scripts.evaluate("document.activeElement.id") == "erreurs"
    with_scripts.keyboard.press("Tab")
    with_scripts.keyboard.press("Enter")
    assert with_scripts.evaluate("document.activeElement.name") == "login"
    assert violations(with_scripts) == []


def test_error_of_the_editor_leads_to_its_field_with_the_keyboard_alone(signed_in):
    page = signed_in("contribution", "/admin/")
    new_guide(page)
    page.get_by_role("tab", name="Plus de détails").click()
    page.locator("[data-contentpath=sections]").get_by_role("button", name="Ajouter").click()
    page.locator("[name=sections-0-value-kind]").select_option("other")
    page.get_by_role("tab", name="La fiche", exact=True).click()
    page.get_by_role("button", name="Envoyer en relecture").click()

    summary = page.locator("#error-summary")
    summary.wait_for()
    page.locator("#error-summary:focus").wait_for()
    assert re.match(r"Erreur\s: ", page.title())
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert violations(page, "#error-summary") == []
    link = summary.get_by_role("link", name="Rubriques facultatives")
    link.first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("tab", name="Plus de détails").get_attribute("aria-selected") == "true"
    page.locator("[data-contentpath=sections] *:focus").wait_for()


def test_words_typed_as_soon_as_the_form_is_there_are_saved_on_their_own(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    page.get_by_role("link", name="Écrire une fiche").first.click()

    page.get_by_role("textbox", name="Titre").first.fill("Écrite en deux secondes")

    page.wait_for_url("**/edit/", timeout=30_000)


def test_save_waits_for_the_autosave_on_its_way_and_makes_one_page(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    page.get_by_role("link", name="Écrire une fiche").first.click()
    answers = []

    def hold(route):
        if route.request.resource_type == "fetch":
            answers.append((route, route.fetch()))
        else:
            route.continue_()

    page.route("**/add/**", hold)
    # Wagtail takes what the form holds after two seconds for what was there at first.
    page.wait_for_timeout(2_500)
    page.get_by_role("textbox", name="Titre").first.press_sequentially("Une fiche, une fois")
    page.keyboard.press("Tab")
    while not answers:
        page.wait_for_timeout(100)

    page.get_by_role("button", name="Enregistrer le brouillon").click(no_wait_after=True)
    route, answer = answers.pop()
    route.fulfill(response=answer)

    page.get_by_text("« Une fiche, une fois »").first.wait_for()
    assert page.url.endswith(f"/pages/{answer.json()['pk']}/edit/")
    page.goto("/")
    page.locator("footer").get_by_role("link", name="Mes pages").click()
    page.get_by_role("heading", name="Brouillons").wait_for()
    assert page.locator("main").get_by_role("link", name="Continuer : Une fiche, une fois").count() == 1


def test_no_autosave_starts_once_the_form_is_sent(visit):
    page = open_for_one_person(visit, "contribution", "/admin/")
    page.get_by_role("link", name="Écrire une fiche").first.click()
    sent = []

    def hold(route):
        sent.append(route)
        if route.request.resource_type == "fetch":
            route.continue_()

    page.route("**/add/**", hold)
    page.wait_for_timeout(2_500)
    # The form is sent before Wagtail has noticed the words, and while the server takes its time it does notice.
    page.get_by_role("textbox", name="Titre").first.fill("Une fiche, envoyée une fois")
    page.evaluate("document.querySelector('[data-edit-form] .action-save').click()")
    page.wait_for_timeout(2_500)

    assert [route.request.resource_type for route in sent] == ["document"]
    with page.expect_event("load"):
        sent[0].continue_()
    page.get_by_text("« Une fiche, envoyée une fois »").first.wait_for()
