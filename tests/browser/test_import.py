"""A sheet as somebody wrote it in a text editor, from their folder to a draft with its facts."""

from __future__ import annotations

import zipfile

import pytest

from tests.browser.soundness import violations
from tests.factories.pictures import square

pytestmark = pytest.mark.browser

SHEET = """# Un cadran solaire de plage

Durée : 1 h 30
Public : tout public, dès 8 ans
Auteur : Maïwenn Exemple
Lieu : la plage, à marée basse
Licence : CC BY-SA 4.0

Avec un bâton et des cailloux, le groupe lit l'heure dans le sable.

## Matériel

- 1 caillou par personne
- un bâton droit

## Déroulement

1. Planter le bâton.
2. Poser un caillou au bout de l'ombre.

![Le bâton et son ombre](images/ombre.png)
"""
BROKEN = "---\ntitle: [Jeu\n---\n\nTexte.\n"


def test_a_plain_sheet_comes_in_with_its_facts_and_the_report_leads_to_the_draft(signed_in, tmp_path):
    (tmp_path / "cadran.zip").unlink(missing_ok=True)
    with zipfile.ZipFile(tmp_path / "cadran.zip", "w") as archive:
        archive.writestr("cadran/cadran.md", SHEET)
        archive.writestr("cadran/casse.md", BROKEN)
        archive.writestr("cadran/images/ombre.png", square())

    page = signed_in("contribution", "/admin/")
    page.get_by_role("link", name="Importer des fiches").click()
    page.get_by_label("Fichier").set_input_files(tmp_path / "cadran.zip")
    page.get_by_role("button", name="Importer").click()

    report = page.locator("#import-report")
    assert "Un cadran solaire de plage, créée en brouillon" in " ".join(report.inner_text().split())
    assert "Ligne 6\u00a0: «\u00a0Lieu : la plage, à marée basse\u00a0»" in report.inner_text()
    assert "L’en-tête ne peut pas être lu à la ligne 2" in report.inner_text()
    assert violations(page, "#import-report") == []

    report.get_by_role("link", name="Un cadran solaire de plage").click()
    page.wait_for_url("**/edit/")
    page.goto(page.url.replace("/edit/", "/view_draft/"))
    shown = " ".join(page.locator("main").inner_text().split())
    assert page.locator("h1").inner_text() == "Un cadran solaire de plage"
    for fact in ("1 h 30", "Maïwenn Exemple", "caillou", "CC BY-SA 4.0", "Lieu : la plage, à marée basse"):
        assert fact in shown.replace("\u00a0", " ").replace("\u202f", " "), fact
    assert page.get_by_alt_text("Le bâton et son ombre").count()
    assert "Durée : 1 h 30 Public" not in shown
