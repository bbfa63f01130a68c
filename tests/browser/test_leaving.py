"""Somebody writes, then leaves without a name: what she sees on her way out, and what a visitor reads afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, environment
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
GUIDE = "/guides/an-eight-page-zine/"
NAME, MAILBOX, PASSWORD = "Solenn Kervella", "solenn@example.org", "vieux-gréement-1897"


@pytest.fixture
def solenn(demo):
    made = (
        "from community.domain.people import create_person;"
        f"create_person(email={MAILBOX!r}, display_name={NAME!r}, groups=['editor'], password={PASSWORD!r})"
    )
    run = [sys.executable, "manage.py", "shell", "--no-imports", "-c", made]
    subprocess.run(run, cwd=ROOT, env=environment(demo), check=True, capture_output=True)


@pytest.mark.usefixtures("solenn")
def test_somebody_leaves_and_is_named_nowhere(visit):
    page = visit("/compte/login/?next=/mes-pages/")
    page.locator("main input[name=login]").fill(MAILBOX)
    page.locator("main input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/mes-pages/")
    page.goto(f"{GUIDE}modifier/")
    page.get_by_label("En une phrase").fill("Eight pages out of one green sheet.")
    page.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    page.wait_for_url(f"**{GUIDE}")

    page.goto("/compte/profil/")
    page.get_by_role("link", name="Mon nom dans l’historique").click()
    is_sound(page)
    page.get_by_label("D’un autre nom").check()
    page.get_by_label("Cet autre nom").fill("Goémon")
    page.get_by_role("button", name="Enregistrer").click()
    visitor = visit(f"{GUIDE}historique/")
    assert visitor.get_by_text("Goémon").count() == 1
    assert NAME not in visitor.content()

    page.goto("/compte/profil/")
    page.get_by_role("link", name="Supprimer mon compte").click()
    is_sound(page)
    page.get_by_label("Aucun nom").check()
    page.get_by_role("button", name="Supprimer mon compte").click()
    page.locator("main input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("heading", name="Votre compte est supprimé").wait_for()
    is_sound(page)

    visitor.reload()
    assert visitor.get_by_text("quelqu’un qui est parti").count() == 1
    assert "Goémon" not in visitor.content()
    for url in (GUIDE, "/modifications-recentes/", "/modifications-recentes/flux.json"):
        visitor.goto(url)
        assert NAME not in visitor.content()
