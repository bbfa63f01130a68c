"""The field for texts, as those who write meet it: keyboard alone, without scripts, on a phone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.soundness import faults, violations

pytestmark = pytest.mark.browser
PAGE = "/motifs/texte/"
DESCRIPTION = 1  # the second text of the page: no picture, one heading


def photo():
    out = BytesIO()
    Image.new("RGB", (900, 600), (40, 120, 90)).save(out, "JPEG")
    return {"name": "IMG_2034.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def field(page, number=0):
    return page.locator("[data-rich-text]").nth(number)


def surface(page, number=0):
    found = field(page, number).locator(".rich-text__surface")
    found.wait_for()
    return found


def stored(page):
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.locator("#stored-note").wait_for()
    return {name: page.locator(f"#stored-{name}").inner_text() for name in ("instructions", "description", "note")}


def test_text_is_written_by_keyboard_alone(visit):
    page = visit(PAGE)
    surface(page, DESCRIPTION)
    keys = page.keyboard

    field(page).locator("[role=toolbar] [tabindex='0']").focus()
    for _ in range(2):  # past the text, to the bar of the next one
        keys.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "bold"
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Intertitre"
    keys.press("Enter")
    keys.type("Le phare")
    keys.press("Enter")
    keys.type("Il est ")
    keys.press("Control+b")
    keys.type("haut")
    keys.press("Control+b")
    keys.press("Enter")
    keys.type("Voir ")
    keys.press("Control+k")
    keys.type("exemple.org/phare")
    keys.press("Enter")
    keys.type(" et :")
    keys.press("Enter")
    keys.press("Control+Shift+Digit8")
    keys.type("la lampe")
    keys.press("Enter")
    keys.type("l'escalier")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.name") == "note"

    assert stored(page)["description"] == (
        "<h3>Le phare</h3><p>Il est <b>haut</b></p>"
        '<p>Voir <a href="https://exemple.org/phare">exemple.org/phare</a> et :</p>'
        "<ul><li>la lampe</li><li>l'escalier</li></ul>"
    )


def test_bar_says_what_is_pressed_and_a_link_is_mended_and_removed(visit):
    page = visit(PAGE)
    text = surface(page, DESCRIPTION)
    bar = field(page, DESCRIPTION).get_by_role("toolbar", name="Forme du texte")
    text.click()
    page.keyboard.type("mot")
    page.keyboard.press("Control+a")
    bar.get_by_role("button", name="Gras").click()
    assert bar.get_by_role("button", name="Gras").get_attribute("aria-pressed") == "true"
    bar.get_by_role("button", name="Lien").click()
    address = field(page, DESCRIPTION).get_by_label("Adresse du lien")
    address.fill("/guides/")
    field(page, DESCRIPTION).get_by_role("button", name="Ajouter le lien").click()
    assert 'href="/guides/"' in text.inner_html()
    page.keyboard.press("Control+k")
    assert address.input_value() == "/guides/"
    page.keyboard.press("Escape")
    assert address.is_hidden()
    assert 'linktype="page"' in stored(page)["description"]

    surface(page, DESCRIPTION).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    field(page, DESCRIPTION).get_by_role("button", name="Retirer le lien").click()
    assert stored(page)["description"] == "<p><b>mot</b></p>"


def test_text_that_nobody_changed_is_sent_as_it_was_drawn(visit):
    page = visit(PAGE)
    text = surface(page)
    sent = "[...new FormData(document.querySelector('main form'))].filter(([name]) => name.startsWith('instructions'))"
    before = dict(page.evaluate(sent))
    assert before["instructions-form"] == "markdown"
    text.click()
    page.keyboard.type("x")
    assert dict(page.evaluate(sent))["instructions-form"] == "html"
    page.keyboard.press("Backspace")
    assert dict(page.evaluate(sent)) == before


def test_table_stays_in_marks_and_says_why(visit):
    page = visit(PAGE)
    surface(page)
    assert field(page, 2).locator(".rich-text__surface").count() == 0
    assert "| Âge | Durée |" in field(page, 2).locator("textarea").input_value()
    assert "il s’écrit avec elles" in field(page, 2).inner_text()


def test_what_is_pasted_is_only_what_a_text_may_hold(visit):
    page = visit(PAGE)
    surface(page, DESCRIPTION).click()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", `<div style="color:red" onclick="a()"><h1>Titre</h1><p class="x"><strong>gras</strong>
            <img src="https://example.org/a.png" onerror="window.ran = 1"><script>window.ran = 1</script>
            <a href="javascript:window.ran=1">lien</a></p><table><tr><td>cellule</td></tr></table></div>`);
          const target = document.activeElement;
          target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    html = surface(page, DESCRIPTION).inner_html()
    assert page.evaluate("window.ran") is None
    assert not any(word in html for word in ("style", "onclick", "class", "example.org", "javascript", "script", "td"))
    assert stored(page)["description"] == "<h3>Titre</h3><p><b>gras</b> lien</p><p>cellule</p>"


def test_row_that_is_added_later_is_an_editor_too(visit):
    page = visit(PAGE)
    surface(page)
    page.evaluate(
        """() => {
          const row = document.createElement("div");
          row.innerHTML = `<label for="id_row">Étape</label><div class="rich-text" data-rich-text="bold">
            <input type="hidden" name="row-form" value="markdown"><textarea name="row" id="id_row"></textarea><template></template></div>`;
          document.querySelector("main form").append(row);
          row.dispatchEvent(new Event("communs:added", { bubbles: true }));
        }"""
    )
    page.get_by_role("textbox", name="Étape").click()
    page.keyboard.type("Nouvelle")
    assert page.evaluate("new FormData(document.querySelector('main form')).get('row')") == "<p>Nouvelle</p>"


def test_text_that_a_script_puts_back_is_shown_where_it_is_put(visit):
    page = visit(PAGE)
    surface(page, DESCRIPTION)
    put = """([text, form]) => {
      const field = document.querySelectorAll("[data-rich-text]")[1];
      field.querySelector("textarea").value = text;
      field.querySelector("input[type=hidden]").value = form;
      field.querySelector("textarea").dispatchEvent(new Event("communs:filled"));
    }"""
    page.evaluate(put, ["<p>Gardé <b>hier</b></p>", "html"])
    assert surface(page, DESCRIPTION).inner_text() == "Gardé hier"
    page.evaluate(put, ["Gardé **avant-hier**", "markdown"])
    assert page.get_by_label("Description").input_value() == "Gardé **avant-hier**"
    assert field(page, DESCRIPTION).get_by_role("toolbar").count() == 0
    assert stored(page)["description"] == "<p>Gardé <b>avant-hier</b></p>"


def test_picture_of_ones_own_takes_four_actions(signed_in):
    page = signed_in("edition", PAGE)
    text = surface(page)
    text.click()
    page.keyboard.press("Control+End")
    actions = 0
    with page.expect_file_chooser() as chooser:
        field(page).get_by_role("button", name="Ajouter une image").click()
    chooser.value.set_files(photo())
    actions += 1
    panel = field(page).locator("[data-pool-panel]")
    panel.get_by_label("C’est moi qui l’ai prise").check()
    actions += 1
    panel.get_by_label("Ce qu’elle montre").fill("Un pré devant la mer")
    actions += 1
    panel.get_by_role("button", name="Insérer l’image").click()
    actions += 1
    text.locator("img").wait_for()
    page.keyboard.type("Après.")

    assert actions <= 4
    assert panel.is_hidden()
    assert page.evaluate("document.querySelector('.rich-text__surface img').naturalWidth") > 0
    saved = stored(page)["instructions"]
    assert saved.index('alt="Un pré devant la mer"') < saved.index("<p>Après.</p>")


def test_refused_picture_says_why_beside_its_inputs_and_one_of_the_pool_is_found(signed_in):
    page = signed_in("edition", PAGE)
    surface(page)
    panel = field(page).locator("[data-pool-panel]")
    with page.expect_file_chooser():
        field(page).get_by_role("button", name="Ajouter une image").click()
    panel.get_by_label("Trouvée ailleurs").check()
    panel.get_by_label("Où : l’adresse").fill("Jeanne Riou, CC BY 4.0, via Wikimedia Commons")
    panel.get_by_label("Ce qu’elle montre").focus()
    expect(panel.get_by_label("Sa licence")).to_have_value("cc-by-4.0")
    expect(panel.get_by_label("Qui l’a faite")).to_have_value("Jeanne Riou")
    panel.get_by_role("button", name="Insérer l’image").click()
    panel.locator(".form-field__error").first.wait_for()
    assert panel.locator("[aria-invalid=true]").count() == 2
    assert violations(page) == []

    panel.get_by_label("Ou des mots d’une image du fonds").fill("carte")
    page.keyboard.press("Enter")
    panel.get_by_role("radio", name="carte").first.check()
    panel.get_by_role("button", name="Insérer l’image choisie").click()
    surface(page).locator("img").wait_for()


def test_without_scripts_marks_and_a_picture_go_with_the_form(signed_in, visit):
    page = signed_in("edition", PAGE)
    state = page.context.storage_state()
    page = visit(PAGE, java_script_enabled=False, storage_state=state)
    page.get_by_label("Description").fill("Un **phare**\n\n- un\n- deux")
    page.locator("summary").first.click()
    panel = page.locator("[data-pool-panel]").first
    panel.get_by_label("Image sur votre appareil").set_input_files(photo())
    panel.get_by_label("C’est moi qui l’ai prise").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()

    assert "Dites ce que montre cette image" in page.locator("[id$=-shows_error]").inner_text()
    assert "IMG_2034.jpg" in panel.inner_text()
    panel.get_by_label("Ce qu’elle montre").fill("Un pré")
    saved = stored(page)
    assert saved["description"] == "<p>Un <b>phare</b></p><ul><li>un</li><li>deux</li></ul>"
    assert saved["instructions"].endswith('alt="Un pré"/>')
    assert saved["instructions"].startswith("<h3>Avant de sortir</h3>")
    assert saved["note"].startswith("<p>Compter large.</p><table>")


def test_axe_finds_nothing_with_everything_open(signed_in):
    page = signed_in("edition", PAGE)
    surface(page).click()
    page.keyboard.press("Control+k")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.get_by_label("Trouvée ailleurs").first.check()
    assert faults(page, (320, 390, 768, 1280)) == []
