"""A visitor tells that they ran a workshop; somebody reads it; readers see how often it was run."""

from __future__ import annotations

import pytest

from tests.browser.hands import Hands
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
GUIDE = "/guides/recueillir-une-memoire/"
READING = 3200  # milliseconds: nobody sends a form faster


def test_report_of_a_visitor_is_read_then_counted(visit, signed_in):
    visitor = visit(GUIDE, width=390)
    hands = Hands(visitor)
    hands.click(visitor.locator(".runs").get_by_role("link", name="J’ai animé cet atelier"))
    is_sound(visitor)
    visitor.wait_for_timeout(READING)
    hands.fill(visitor.get_by_label("Dans quelle commune"), "Kerlann")
    hands.fill(visitor.get_by_label("Combien"), "11")
    hands.click(visitor.get_by_role("button", name="Envoyer mon récit"))
    visitor.wait_for_url(f"**{GUIDE}animations/")
    assert hands.actions == 4
    assert "Quelqu’un relit votre récit" in visitor.locator("body").inner_text()
    assert "Kerlann" not in visitor.locator("main").inner_text()

    reviewer = signed_in("edition", "/a-relire/")
    reviewer.locator(".queue__row", has_text="Kerlann").get_by_role("link").first.click()
    is_sound(reviewer)
    reviewer.get_by_role("button", name="Afficher").focus()
    reviewer.keyboard.press("Enter")
    reviewer.get_by_text("Le récit est montré.").wait_for()

    reader = visit(GUIDE)
    assert "Animée 1 fois dans 1 lieu" in reader.locator(".runs").inner_text()
    reader.locator(".runs").get_by_role("link", name="Lire ce qu’on en raconte").click()
    assert "Kerlann" in reader.locator("main").inner_text()
    is_sound(reader)
