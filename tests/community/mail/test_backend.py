from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail

from community.models import User
from tests.factories.guides import make_draft
from tests.factories.pages import home_page
from tests.factories.people import PASSWORD, PersonFactory

AWAY = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def tolerant(settings):
    settings.EMAIL_BACKEND = "community.mail.backend.TolerantBackend"


@pytest.fixture
def away(tolerant, settings):
    """No mail server listens at this port."""
    settings.MAIL_SENT_BY, settings.EMAIL_HOST, settings.EMAIL_PORT = AWAY, "127.0.0.1", 9


def test_mail_is_handed_on(tolerant):
    assert send_mail("Bonjour", "Texte", None, ["awa@example.org"]) == 1
    assert mail.outbox[0].body == "Texte"


@pytest.mark.parametrize("name", ["Awa\nBcc: tous@example.org", "Awa\r\nX-Faux: 1", "Awa\u2028Diallo"])
def test_end_of_line_in_a_header_is_a_space(tolerant, name):
    EmailMessage(f"De {name}", "Texte", f"{name} <a@example.org>", ["b@example.org"], headers={"X-De": name}).send()
    sent = mail.outbox[0].message()
    assert (sent["Bcc"], sent["X-Faux"]) == (None, None)
    assert len(mail.outbox[0].subject.splitlines()) == 1


def test_mail_server_that_is_away_is_logged_without_the_text(away, caplog):
    assert send_mail("Bonjour", "Un secret", None, ["awa@example.org"]) == 0
    assert "could not be sent. EMAIL_URL" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.django_db
def test_person_signs_up_while_the_mail_server_is_away(client, away, caplog):
    home_page()
    form = {"display_name": "Awa", "email": "awa@example.org", "password1": PASSWORD, "language": "fr"}
    answer = client.post("/compte/signup/", form)
    assert (answer.status_code, answer["Location"]) == (302, "/compte/confirm-email/")
    assert User.objects.get().email == "awa@example.org"
    assert [record.levelno for record in caplog.records if record.name == "community.mail.backend"] == [logging.ERROR]


@pytest.mark.django_db
def test_guide_goes_to_review_and_is_approved_while_the_mail_server_is_away(client, away, caplog):
    author, editor = PersonFactory(groups=["contributor"]), PersonFactory(groups=["editor"])
    guide = make_draft(owner=author)
    workflow = guide.get_workflow()
    state = workflow.start(guide, author)
    state.current_task_state.approve(user=editor)
    guide.refresh_from_db()
    assert guide.live
