"""Following a guide without an account: the mail that asks, the mail that tells, and the click that stops."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.browser.conftest import ROOT, environment
from tests.browser.mailbox import mails_of
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
FOLLOWED = "/guides/an-eight-page-zine/"
MAILBOX = "lea.follows@example.org"


@pytest.fixture
def mails(demo):
    """Runs what the timer runs, and gives the messages to somebody, the oldest first."""

    def read(to):
        run = [sys.executable, "manage.py", "send_mails"]
        subprocess.run(run, cwd=ROOT, env=environment(demo) | {"FOLLOW_MINUTES": "0"}, check=True, capture_output=True)
        messages = mails_of(demo)
        return [message for message in messages if message["To"] == to]

    return read


def link(message, part):
    return re.search(rf"https?://[^/\s]+(/suivis/{part}\S+)", message.get_body(["plain"]).get_content())[1]


def test_a_visitor_follows_a_guide_is_told_and_stops(visit, signed_in, mails):
    page = visit(FOLLOWED)
    page.get_by_role("link", name="Suivre cette page").click()
    page.get_by_label("Votre adresse e-mail").fill(MAILBOX)
    page.wait_for_timeout(3100)  # nobody types an address faster
    page.get_by_role("button", name="Suivre", exact=True).click()
    assert page.locator("h1").inner_text() == "Regardez votre courrier"

    (question,) = mails(MAILBOX)
    page.goto(link(question, "confirmer/"))
    is_sound(page)
    page.get_by_role("button", name="Oui, je m’abonne").click()
    page.get_by_text("Vous suivez").first.wait_for()
    is_sound(page)

    editor = signed_in("edition", f"{FOLLOWED}modifier/")
    field = editor.get_by_label("En une phrase")
    field.fill("Eight pages out of one purple sheet.")
    editor.locator(".page-form__bar").get_by_role("button", name="Publier").click()
    editor.wait_for_url(f"**{FOLLOWED}")

    _question, told = mails(MAILBOX)
    html = told.get_body(["html"]).get_content()
    assert "<ins>" in html
    assert "purple" in html
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page.goto(link(told, "arreter/"))
    is_sound(page)
    page.get_by_role("button", name="Arrêter ces courriels").click()
    assert page.locator("h1").inner_text() == "C’est fait"
    assert len(mails(MAILBOX)) == 2


def test_an_account_follows_by_keyboard_alone_and_without_javascript(signed_in):
    page = signed_in("nouvelle", f"{FOLLOWED}suivre/", java_script_enabled=False)
    page.get_by_role("button", name="Suivre", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Vous suivez").first.wait_for()

    page.goto("/compte/suivis/")
    page.get_by_role("button", name="Ne plus suivre").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("C’est fait").first.wait_for()


@pytest.mark.parametrize("path", ["/compte/suivis/", f"{FOLLOWED}suivre/"])
def test_pages_of_an_account_that_follows_are_sound(signed_in, path):
    page = signed_in("veille", f"{FOLLOWED}suivre/")
    page.get_by_role("button", name="Suivre", exact=True).or_(page.get_by_role("button", name="Enregistrer")).click()
    page.goto(path)

    is_sound(page)
