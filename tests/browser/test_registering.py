"""Registering for an event on a small screen, without an account: mail, seat, full, waiting list, and the next is told."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.browser.mailbox import mails_of
from tests.browser.test_writing_on_the_site import is_sound

pytestmark = pytest.mark.browser
TITLE = "Affiches à la presse"
READING = 3200  # milliseconds: nobody sends a form faster


@pytest.fixture
def registration_link(demo):
    """The path of the link to the registration in the newest mail to somebody that holds these words."""

    def find(to, words):
        messages = mails_of(demo)
        texts = [message.get_body().get_content() for message in messages if message["To"] == to]
        (*_older, text) = [text for text in texts if words in text]
        return re.search(r"(/inscription/\S+)", text)[1]

    return find


def asks(page, name, *, people):
    """On the event's page: choose the date, fill in the form, send it."""
    page.locator("#inscription .seats__dates a").first.click()
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre adresse e-mail").fill(f"{name.lower()}@example.org")
    page.get_by_label("Combien de personnes").fill(str(people))
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Recevoir le courriel").click()
    page.get_by_text("aucune place n’est à vous").first.wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_page_of_an_event_to_the_seat_of_the_next_who_waits(visit, registration_link, scripts):
    options = {"java_script_enabled": scripts, "width": 390}
    first, second = ("Awa", "Bran") if scripts else ("Caroff", "Dina")
    event = visit("/recherche/?q=affiches+a+la+presse", **options)
    event.get_by_role("link", name=TITLE).first.click()
    if scripts:
        is_sound(event)
    url = urlsplit(event.url).path

    asks(event, first, people=8)
    seat = visit(registration_link(f"{first.lower()}@example.org", "Ouvrez cette page"), **options)
    if scripts:
        is_sound(seat)
    seat.get_by_role("button", name="Oui, je viendrai").click()
    seat.get_by_role("heading", name="Votre place est réservée").wait_for()

    other = visit(url, **options)
    assert "Complet" in other.locator("#inscription").inner_text()
    asks(other, second, people=1)
    waits = visit(registration_link(f"{second.lower()}@example.org", "Ouvrez cette page"), **options)
    waits.get_by_role("button", name="Oui, je viendrai").click()
    waits.get_by_role("heading", name="Vous êtes en liste d’attente").wait_for()

    seat.get_by_role("button", name="libérer ma place").click()
    seat.get_by_role("heading", name="Cette inscription est annulée").wait_for()
    told = visit(registration_link(f"{second.lower()}@example.org", "s’est libérée"), **options)
    told.get_by_role("heading", name="Votre place est réservée").wait_for()
    # The next run of this test finds the seats as they were.
    told.get_by_role("button", name="libérer ma place").click()
