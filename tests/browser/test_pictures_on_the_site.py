"""A picture beside a step, on the form of a guide: from the phone that took it to those who read."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
# No other test reads it: what is written here stays in the demo.
GUIDE = "/guides/le-filet-des-savoirs/"
EDIT = f"{GUIDE}modifier/"
GPS = 0x8825


def photo():
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (48.0, 23.0, 0.0)}
    out = BytesIO()
    Image.new("RGB", (1200, 800), (40, 120, 90)).save(out, "JPEG", exif=exif)
    return {"name": "IMG_2034.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def step(page, number):
    return page.locator("[data-rows=steps] > ol > li").nth(number - 1)


def publish(page):
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    page.wait_for_url(f"**{GUIDE}")


def test_picture_of_a_phone_is_read_with_its_credit_and_without_its_place(signed_in, visit):
    page = signed_in("edition", EDIT)
    page.set_viewport_size({"width": 390, "height": 844})
    text = step(page, 1).get_by_role("textbox", name="Consigne")
    text.click()
    with page.expect_file_chooser() as chooser:
        step(page, 1).get_by_role("button", name="Ajouter une image").first.click()
    chooser.value.set_files(photo())
    panel = step(page, 1).locator("[data-pool-panel]").first
    panel.get_by_label("C’est moi qui l’ai prise").check()
    panel.get_by_label("Ce qu’elle montre").fill("Une rue vue d’en haut")
    panel.get_by_role("button", name="Insérer l’image").first.click()
    text.locator("img").last.wait_for()
    publish(page)

    reader = visit(GUIDE, width=390)
    picture = reader.get_by_role("img", name="Une rue vue d’en haut")
    assert picture.count() == 1
    assert "Inès Caradec" in reader.locator("figure", has=picture).inner_text()
    served = reader.request.get(picture.get_attribute("src")).body()
    assert GPS not in Image.open(BytesIO(served)).getexif()


def test_without_scripts_the_picture_of_a_new_step_comes_with_the_form(signed_in):
    page = signed_in("edition", EDIT, java_script_enabled=False)
    before = page.locator("[data-rows=steps] > ol > li").count()
    page.get_by_role("button", name="Ajouter : étape").click()
    new = step(page, before + 1)
    new.get_by_text("Ajouter une image").first.click()
    panel = new.locator("[data-pool-panel]").first
    panel.get_by_label("Image sur votre appareil").set_input_files(photo())
    page.get_by_role("button", name="Ajouter : étape").click()
    assert "IMG_2034.jpg" in panel.inner_text()
    panel.get_by_label("C’est moi qui l’ai prise").check()
    panel.get_by_label("Ce qu’elle montre").fill("La place")
    new.get_by_label("Titre", exact=True).fill("Regarder")
    publish(page)

    assert page.get_by_role("img", name="La place").count() == 1
