"""Media, from the device of a contributor to whoever visits: three files, one of them bad, one set of credits, a steward."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
ADD = "/medias/ajouter/"


def photo(name, colour):
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def row(page, name):
    return page.locator("[data-upload-row]").filter(has=page.locator("legend", has_text=name))


def say(of, title, shows):
    of.get_by_label("Titre").fill(title)
    of.get_by_label("Ce qu’elle montre").fill(shows)


def clean(page):
    return violations(page) == []


def test_three_pictures_from_a_contributor_to_a_visitor(signed_in, visit):
    page = signed_in("contribution", ADD)
    page.set_viewport_size({"width": 390, "height": 844})
    bad = {"name": "faux.jpg", "mimeType": "image/jpeg", "buffer": b"<html><script>alert(1)</script>"}
    page.locator("#files").set_input_files([photo("etal.jpg", (120, 40, 40)), bad, photo("halle.jpg", (40, 120, 40))])
    page.get_by_text("son contenu dit autre chose").wait_for()
    row(page, "halle.jpg").wait_for()
    assert page.locator("[data-upload-row]").count() == 2
    assert page.get_by_role("button", name="Réessayer").count() == 0

    first, second = row(page, "etal.jpg"), row(page, "halle.jpg")
    first.get_by_label("À moi").check()
    first.get_by_label("Sa licence").select_option("cc-by-sa-4.0")
    first.get_by_label("Personnes reconnaissables").select_option("nobody")
    say(first, "Un étal du jeudi", "Des poires sur un étal")
    say(second, "La halle vide", "Une halle sans personne")
    first.get_by_role("button", name="Recopier sur les autres").click()
    page.get_by_text("Recopié sur 1 autre fichier").wait_for()
    assert row(page, "halle.jpg").get_by_label("Sa licence").input_value() == "cc-by-sa-4.0"
    assert row(page, "halle.jpg").get_by_label("Titre").input_value() == "La halle vide"
    assert clean(page)
    page.get_by_role("button", name="Offrir au fonds").click()
    page.get_by_text("2 fichiers sont envoyés").wait_for()

    visitor = visit("/medias/")
    assert visitor.get_by_text("Un étal du jeudi").count() == 0

    steward = signed_in("veille", "/medias/a-relire/")
    assert clean(steward)
    steward.get_by_role("link", name="Commencer par le plus ancien").click()
    steward.get_by_role("heading", level=1, name="Un étal du jeudi").wait_for()
    assert clean(steward)
    assert steward.locator(".media-review__picture").evaluate("image => image.naturalWidth") == 640
    steward.get_by_role("button", name="Accepter").click()
    steward.get_by_role("heading", level=1, name="La halle vide").wait_for()
    steward.get_by_text("Poser une question").click()
    steward.get_by_label("Avec vos mots").fill("Où est-ce ?")
    steward.get_by_role("button", name="Poser la question").click()
    steward.get_by_text("Votre question est partie").wait_for()

    visitor = visit("/medias/", width=390)
    visitor.get_by_role("link", name="Un étal du jeudi").first.click()
    visitor.get_by_role("heading", level=1, name="Un étal du jeudi").wait_for()
    assert "Thu Ha Nguyen" in visitor.locator("main").inner_text()
    assert visit("/medias/").get_by_text("La halle vide").count() == 0

    page = signed_in("contribution", ADD)
    assert "Où est-ce ?" in row(page, "halle.jpg").inner_text()
    row(page, "halle.jpg").get_by_role("button", name="Supprimer ce fichier").click()
    page.get_by_text("halle.jpg » est supprimé").wait_for()


def test_without_scripts_and_with_the_keyboard_alone(signed_in):
    page = signed_in("edition", ADD, java_script_enabled=False)
    page.locator("#files").set_input_files([photo("port.jpg", (30, 60, 160))])
    page.get_by_role("button", name="Ajouter ces fichiers").focus()
    page.keyboard.press("Enter")
    row(page, "port.jpg").wait_for()
    page.get_by_role("button", name="Offrir au fonds").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Certains fichiers ne sont pas encore offerts").wait_for()
    page.get_by_role("link", name="C’est à vous, ou à quelqu’un d’autre").first.click()
    port = row(page, "port.jpg")
    port.get_by_label("À moi").focus()
    page.keyboard.press("Space")
    port.get_by_label("Sa licence").select_option("cc0-1.0")
    port.get_by_label("Personnes reconnaissables").select_option("nobody")
    say(port, "Le port au matin", "Des bateaux à quai")
    page.get_by_role("button", name="Offrir au fonds").focus()
    page.keyboard.press("Enter")
    page.get_by_text("1 fichier est dans le fonds").wait_for()
    page.get_by_role("link", name=re.compile("^Modifier Le port au matin")).click()
    page.get_by_label("Description").fill("Sous la pluie")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Sous la pluie").wait_for()
