"""Mails about pages that are to be read again: to whom, once, and nothing is lost when the server is down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.models import Membership, User
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.people import PersonFactory
from wiki.domain import upkeep
from wiki.domain.reminders import MOST_IN_A_MAIL, send_reminders
from wiki.models import Upkeep

pytestmark = pytest.mark.django_db


def person(name, *, groups=()):
    return PersonFactory(display_name=name.title(), email=f"{name}@example.org", groups=groups)


def due(title, **fields):
    guide = make_guide(title, **fields)
    Upkeep.objects.filter(page=guide.pk).update(review_on=timezone.localdate() - timedelta(days=1))
    return guide


def test_those_who_look_after_a_page_and_the_coordinators_are_told():
    association = AssociationFactory(name="Radio Ressac")
    for name, role in (("coordinator", Membership.Role.COORDINATOR), ("member", Membership.Role.MEMBER)):
        Membership.objects.create(association=association, user=person(name), role=role)
    guide = make_guide("Un son", association=association, owner=person("owner"))
    Upkeep.objects.get(page=guide.pk).maintainers.add(person("maintainer"))
    Upkeep.objects.filter(page=guide.pk).update(verified_by=person("checker"), review_on=timezone.localdate())
    person("stranger")

    call_command("remind_reviews")

    assert sorted(message.to[0].split("@")[0] for message in mail.outbox) == [
        "checker",
        "coordinator",
        "maintainer",
        "owner",
    ]
    assert mail.outbox[0].subject.endswith("À relire\u00a0: Un son")
    assert f"{guide.full_url}entretien/" in mail.outbox[0].body


def test_page_that_is_not_due_or_not_live_is_no_matter():
    make_guide("Bien", owner=person("owner"))
    due("Retirée", owner=person("other")).unpublish()

    assert send_reminders() == 0


def test_all_pages_of_a_person_are_in_one_mail_which_comes_once():
    owner = person("owner")
    due("Une", owner=owner)
    due("Deux", owner=owner)

    assert (send_reminders(), send_reminders()) == (1, 0)
    assert "Une" in mail.outbox[0].body
    assert "Deux" in mail.outbox[0].body


def test_next_review_is_told_again():
    owner = person("owner", groups=["editor"])
    guide = due("Une", owner=owner)
    send_reminders()

    upkeep.verify(guide, by=owner)
    assert send_reminders() == 0
    Upkeep.objects.update(review_on=timezone.localdate())

    assert send_reminders() == 1


def test_mail_server_that_is_down_loses_nothing(settings):
    due("Une", owner=person("owner"))
    settings.EMAIL_BACKEND = "community.mail.backend.TolerantBackend"
    settings.MAIL_SENT_BY = "tests.wiki.upkeep.test_reminders.Down"
    assert send_reminders() == 0

    settings.MAIL_SENT_BY = "django.core.mail.backends.locmem.EmailBackend"

    assert (send_reminders(), send_reminders()) == (1, 0)


class Down:
    def __init__(self, **_options):
        pass

    def send_messages(self, _messages):
        raise ConnectionRefusedError


def test_person_is_told_of_no_page_that_they_may_not_read():
    guide = due("Réservée", owner=person("owner"))
    restriction = PageViewRestriction.objects.create(page=guide, restriction_type="groups")
    assert send_reminders() == 0

    restriction.delete()

    assert send_reminders() == 1


def test_somebody_who_left_is_not_told():
    owner = person("owner")
    due("Une", owner=owner)
    owner.is_active = False
    owner.save()

    assert send_reminders() == 0


def test_mail_is_no_longer_than_people_read_and_the_rest_comes_next():
    owner = person("owner")
    for number in range(MOST_IN_A_MAIL + 2):
        due(f"Page {number}", owner=owner)

    assert (send_reminders(), send_reminders(), send_reminders()) == (1, 1, 0)
    assert mail.outbox[1].body.count("/entretien/") == 2


def test_mail_is_text_and_html_in_the_language_of_its_reader():
    due("Une <b>carte</b>", owner=person("owner"))
    User.objects.update(language="en")

    send_reminders()

    (message,) = mail.outbox
    (html,) = [part.content for part in message.alternatives if part.mimetype == "text/html"]
    assert '<html lang="en">' in html
    assert "Does everything in it still hold?" in html
    assert "Does everything in it still hold?" in message.body
    assert "Une &lt;b&gt;carte&lt;/b&gt;" in html
    assert "/guides/une-bcarteb/entretien/" in html


def test_mail_stands_on_the_pattern_page(client):
    page = client.get("/motifs/courriels/relecture/", headers={"accept-language": "fr"}).content.decode()
    text = client.get("/motifs/courriels/relecture/?texte", headers={"accept-language": "fr"}).content.decode()

    assert "2 pages dont vous vous occupez" in page
    assert "2 pages dont vous vous occupez" in text
    assert "Vérifié" in page
