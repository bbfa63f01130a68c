"""A visitor proposes a correction, a reviewer decides, the visitor reads what became of it: on phones, counted."""

from __future__ import annotations

import pytest

from tests.browser.hands import Hands
from tests.browser.soundness import violations
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
GUIDE = "/guides/les-herbes-du-trottoir/"
PHONE = {"width": 390, "height": 844}
READING = 3200  # milliseconds: nobody sends a form faster


def propose(page, words, *, step=1):
    """From the page to sent: three actions."""
    hands = Hands(page)
    hands.click(page.locator(".step .mend").nth(step - 1))
    page.wait_for_timeout(READING)
    hands.type(page.locator(".proposal-form__passage [contenteditable]").first, words)
    hands.click(page.locator(".page-form__bar").get_by_role("button", name="Envoyer ma proposition"))
    page.wait_for_url("**/propositions/*/")
    return hands.actions


def test_a_proposal_of_a_visitor_is_accepted_on_a_phone(visit, signed_in, link_in_mail):
    visitor = visit(GUIDE, width=390)
    assert not visitor.context.cookies()
    assert propose(visitor, "Regardez aussi entre les pavés. ") <= 3
    assert "Elle attend d’être relue" in visitor.locator("main").inner_text()

    loads = []
    reviewer = signed_in("edition", "/compte/profil/")
    reviewer.set_viewport_size(PHONE)
    reviewer.on("framenavigated", lambda frame: loads.append(frame.url))
    hands = Hands(reviewer)
    reviewer.goto(link_in_mail("edition@example.org", "/a-relire/"))
    assert "Regardez aussi entre les pavés." in reviewer.locator(".difference ins").inner_text()
    hands.click(reviewer.get_by_role("button", name="Accepter", exact=True))
    reviewer.get_by_text("Acceptée :").wait_for()
    # The mail's link, the acceptance, and what comes next with the word of what was done.
    assert (hands.actions, len(loads)) == (1, 2)

    visitor.reload()
    assert "Acceptée" in visitor.locator("main").inner_text()
    visitor.get_by_role("link", name="Historique de la page").click()
    newest = visitor.locator(".history__row").first.inner_text()
    assert "proposition acceptée par Inès Caradec" in newest
    assert "sur une proposition d’une personne de passage" in newest
    visitor.goto(GUIDE)
    assert "Regardez aussi entre les pavés." in visitor.locator("main").inner_text()


def test_without_javascript_by_keyboard_and_refused_with_kindness(visit, signed_in):
    visitor = visit("/guides/proteger-son-telephone/", java_script_enabled=False)
    visitor.locator(".step .mend").nth(1).click()
    text = visitor.locator(".proposal-form__passage textarea").first
    text.fill("Un autre texte.\n\nEn deux paragraphes.")
    visitor.locator("[name=proposal-name]").fill("Marie")
    visitor.wait_for_timeout(READING)
    visitor.locator("[name=proposal-word]").fill("Plus court")
    visitor.locator(".page-form__bar button").first.click()
    visitor.wait_for_url("**/propositions/*/")

    reviewer = signed_in("edition", "/a-relire/")
    is_sound(reviewer)
    reviewer.locator(".queue__row", has_text="Plus court").get_by_role("link").first.click()
    reviewer.locator(".review__no summary").wait_for()
    is_sound(reviewer)
    no = reviewer.locator(".review__no summary")
    no.focus()
    reviewer.keyboard.press("Enter")
    reviewer.get_by_role("radio").first.focus()
    reviewer.keyboard.press("Space")
    words = reviewer.get_by_role("textbox", name="Avec vos mots")
    assert words.input_value().startswith("Merci")
    is_sound(reviewer)
    reviewer.get_by_role("button", name="Ne pas accepter").focus()
    reviewer.keyboard.press("Enter")
    reviewer.get_by_text("proposition non retenue").wait_for()

    visitor.reload()
    assert "Pas retenue cette fois" in visitor.locator("main").inner_text()
    assert "Merci pour cette attention." in visitor.locator(".fate__reason").inner_text()
    log = visit("/moderation/")
    assert "Merci pour cette attention." in log.locator("main").inner_text()
    assert "Marie" not in log.locator("main").inner_text()
    is_sound(log)


def test_form_and_fate_are_sound_and_the_next_is_opened_by_a_key(visit, signed_in):
    visitor = visit(GUIDE)
    visitor.locator(".step .mend").first.click()
    is_sound(visitor)
    visitor.go_back()
    for words in ("Une première remarque. ", "Une seconde remarque. "):
        visitor.goto(GUIDE)
        propose(visitor, words)
    is_sound(visitor)

    reviewer = signed_in("edition", "/a-relire/?kind=p")
    reviewer.get_by_role("link", name="Commencer par la plus ancienne").click()
    reviewer.locator("[data-keys]").wait_for()
    first = reviewer.url
    reviewer.keyboard.press("n")
    reviewer.wait_for_url(lambda url: url != first)
    reviewer.locator("[data-keys]").wait_for()
    reviewer.get_by_role("button", name="Désactiver ces touches").click()
    second = reviewer.url
    reviewer.keyboard.press("j")
    reviewer.wait_for_timeout(300)
    assert reviewer.url == second
    reviewer.get_by_role("link", name="Accepter avec des changements").click()
    reviewer.locator(".page-form__bar").wait_for()
    assert violations(reviewer) == []
