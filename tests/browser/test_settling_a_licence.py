"""A near copy under another licence: sent by one, settled by a steward; the first sees the outcome, the record stays."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image, ImageDraw

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
ADD = "/medias/ajouter/"


def scene(name, *, quality):
    """The same lighthouse each time; another quality of compression makes other bytes of nearly the same picture."""
    picture = Image.new("RGB", (640, 480), (236, 226, 200))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 330, 640, 480), fill=(20, 70, 120))
    draw.polygon([(300, 330), (320, 90), (360, 90), (380, 330)], fill=(180, 40, 30))
    draw.ellipse((470, 40, 570, 140), fill=(250, 200, 60))
    draw.rectangle((60, 250, 190, 330), fill=(90, 90, 90))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def offer(page, file, *, licence, title):
    page.locator("#files").set_input_files([file])
    row = page.locator("[data-upload-row]").filter(has=page.locator("legend", has_text=file["name"]))
    row.wait_for()
    row.get_by_label("À moi").check()
    row.get_by_label("Sa licence").select_option(licence)
    row.get_by_label("Personnes reconnaissables").select_option("nobody")
    row.get_by_label("Titre").fill(title)
    row.get_by_label("Ce qu’elle montre").fill("Un phare rouge sous le soleil")
    page.get_by_role("button", name="Offrir au fonds").click()
    page.get_by_text("1 fichier est dans le fonds").wait_for()


def clean(page):
    return violations(page) == []


def test_near_copy_under_another_licence_is_settled_and_its_record_stays(signed_in, visit):
    offer(signed_in("edition", ADD), scene("phare.jpg", quality=92), licence="cc-by-4.0", title="Le phare du môle")
    offer(signed_in("admin", ADD), scene("phare2.jpg", quality=55), licence="cc-by-nc-4.0", title="Le phare, encore")

    first = visit("/medias/le-phare-du-mole/")
    assert "Sa licence est en cours de vérification" in first.locator("main").inner_text()

    steward = signed_in("veille", "/a-relire/")
    steward.set_viewport_size({"width": 390, "height": 844})
    steward.get_by_role("link", name=re.compile("conflits? de licences à trancher")).click()
    assert clean(steward)
    steward.get_by_role("link", name="Le phare du môle").click()
    steward.get_by_role("heading", level=1, name="Quelle licence est la bonne").wait_for()
    assert clean(steward)
    assert steward.locator(".licence-conflict__side img").count() == 2
    steward.get_by_label("La première est la bonne").check()
    steward.get_by_label("Il reçoit la bonne licence").check()
    steward.get_by_role("button", name="Trancher").click()
    assert steward.get_by_label("Ce que vous avez trouvé, et où").evaluate("field => !field.validity.valid")
    steward.get_by_label("Ce que vous avez trouvé, et où").fill(
        "Son autrice le dit sous CC BY dans sa lettre du 3 mai."
    )
    steward.get_by_role("button", name="Trancher").click()
    steward.get_by_text("C’est tranché").wait_for()
    assert steward.get_by_role("link", name="Le phare du môle").count() == 0

    first = visit("/medias/le-phare-du-mole/").locator("main").inner_text()
    assert "Sa licence est en cours de vérification" not in first

    second = visit("/medias/le-phare-encore/")
    said = second.locator(".licence-timeline").inner_text()
    assert ["CC BY 4.0" in said, "CC BY-NC 4.0" in said] == [True, True]
    assert "Son autrice le dit sous CC BY dans sa lettre du 3 mai." in said
    assert second.locator(".licence-label").first.inner_text().endswith("CC BY 4.0")
    assert clean(second)
    signed_in("admin", "/medias/le-phare-encore/").get_by_role("link", name="Modifier ce qui en est dit").wait_for()

    steward.goto(steward.url.split("?")[0] + "?etat=tranches")
    steward.get_by_role("link", name="Le phare du môle").click()
    assert "Son autrice le dit sous CC BY" in steward.locator("main").inner_text()
