"""A newcomer found a picture on Google Images and would like it on the association's poster."""

from __future__ import annotations

import pytest

from tests.browser.soundness import violations

pytestmark = pytest.mark.browser
PHONE = 390


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_two_clicks_from_the_licences_to_what_to_do(visit, scripts):
    page = visit("/licences/", width=PHONE, java_script_enabled=scripts)
    page.get_by_role("link", name="Puis-je l’utiliser").first.click()
    page.get_by_role("link", name="Une image trouvée").click()
    page.get_by_role("link", name="Imprimer une affiche, un tract").click()

    assert page.locator("#reponse").inner_text() == "Non, pas sans demander"
    assert "recueil" not in page.locator("main").inner_text().lower()
    assert page.get_by_role("link", name="Openverse").is_visible()
    assert page.get_by_role("link", name="Images de personnes").is_visible()
    page.get_by_text("Une lettre à finir et à envoyer").click()
    letter = page.locator("#lettre").input_value()
    assert "Je n’y ai pas vu de licence" in letter
    assert "Imprimer une affiche, un tract" in letter
    if scripts:
        assert violations(page) == []

    page.get_by_role("link", name="Reconnaître", exact=True).click()
    page.get_by_label("Les mots, tels que vous les avez trouvés").fill("trouvée sur Google Images")
    page.get_by_role("button", name="Reconnaître").click()
    assert page.locator("#trouve").inner_text().startswith("Un moteur de recherche montre des images")
