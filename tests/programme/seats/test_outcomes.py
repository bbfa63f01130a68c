"""How it went: asked by mail the day after, told by one link, part of the history of the event."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.management import call_command
from django.utils import timezone

from community.models import Membership
from programme.domain.outcomes import token_of
from programme.models import EventPage, Outcome, Submission
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.people import PersonFactory
from tests.factories.programme import make_event, when

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}
YESTERDAY, TOMORROW = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))


@pytest.fixture
def guide():
    return make_guide("La carte")


@pytest.fixture
def event(guide):
    row = ("item", {"item": f"guide:{guide.pk}", "role": "used", "use": "shown", "note": ""})
    event = make_event("Cartopartie", times=(when(10, day=YESTERDAY),), works=[row])
    Submission.objects.create(
        edition=event.edition, event=event, state="accepted", name="Awa", email="awa@example.org", language="fr"
    )
    return event


def ask_at(clock, event, **later):
    clock(event.occurrences.get().ends_at + timedelta(**later))
    call_command("send_mails")


def link(event):
    return f"/bilan/{token_of(event.occurrences.get())}/"


def test_organisers_are_asked_the_next_morning_once(event, clock):
    association, person = AssociationFactory(), PersonFactory(email="coord@example.org")
    Membership.objects.create(association=association, user=person, role="coordinator")
    Membership.objects.create(association=association, user=PersonFactory())
    event.associations.add(association)
    event.save()

    ask_at(clock, event, hours=4)
    assert mail.outbox == []
    ask_at(clock, event, days=1)
    call_command("send_mails")
    assert [message.to for message in mail.outbox] == [["awa@example.org"], ["coord@example.org"]]
    assert "Comment ça s’est passé" in mail.outbox[0].subject
    assert re.search(r"http://localhost/bilan/\S+", mail.outbox[0].body)


def test_what_is_to_come_cancelled_or_over_for_long_is_not_asked_about(event, clock):
    make_event("Demain", times=(when(10, day=TOMORROW),))
    ask_at(clock, event, days=8)
    event.occurrences.update(status="cancelled")
    ask_at(clock, event, days=1)
    assert mail.outbox == []


def test_one_answer_is_enough(client, event):
    page = client.get(link(event), headers=FRENCH).content.decode()
    assert "Comment ça s’est passé" in page
    assert "awa@example.org" not in page
    assert client.post(link(event), {"people": "0"}, headers=FRENCH).status_code == 302
    told = Outcome.objects.get()
    # Nothing is ticked: none of the guides was run.
    assert (told.people, told.not_run) == (0, [f"guide:{event.works.raw_data[0]['value']['item'].split(':')[1]}"])

    client.post(link(event), {"people": "", "ran": told.not_run}, headers=FRENCH)
    told.refresh_from_db()
    assert (told.people, told.not_run, Outcome.objects.count()) == (None, [], 1)


@pytest.mark.parametrize("said", [{"people": "-1"}, {"people": "beaucoup"}, {"made_1": "/nulle-part/"}])
def test_what_is_wrong_is_a_sentence(client, event, said):
    assert client.post(link(event), said, headers=FRENCH).status_code == 422
    assert Outcome.objects.count() == 0


def test_what_was_made_joins_the_event_and_its_history(client, event):
    made = make_guide("Le relevé", slug="releve")
    client.post(link(event), {"people": "12", "made_1": made.url, "made_2": made.url}, headers=FRENCH)
    fresh = EventPage.objects.get(pk=event.pk)
    assert [(row["value"]["item"], row["value"]["role"]) for row in fresh.works.raw_data][1:] == [
        (f"guide:{made.pk}", "produced")
    ]
    newest = fresh.versions.order_by("-number").first()
    assert (newest.number, newest.user) == (2, None)
    assert "Le relevé" in client.get(event.url).content.decode()
    client.post(link(event), {"people": "12", "made_1": made.url}, headers=FRENCH)
    assert fresh.versions.count() == 2


def test_draft_that_somebody_is_writing_stays_a_draft_and_has_it_too(client, event):
    event.title = "Un autre titre"
    event.save_revision()
    made = make_guide("Le relevé", slug="releve")
    client.post(link(event), {"made_1": made.url}, headers=FRENCH)
    fresh = EventPage.objects.get(pk=event.pk)
    draft = fresh.get_latest_revision_as_object()
    assert (fresh.title, draft.title, len(draft.works), fresh.has_unpublished_changes) == (
        "Cartopartie", "Un autre titre", 2, True,
    )  # fmt: skip


def test_link_that_is_altered_or_old_says_which(client, event, monkeypatch):
    altered = client.get("/bilan/" + "0" * 32 + ":1abc:xyz/", headers=FRENCH)
    assert altered.status_code == 410
    assert "coupé en chemin" in altered.content.decode()
    old = link(event)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 91 * 86_400)
    answer = client.get(old, headers=FRENCH)
    assert answer.status_code == 410
    assert "trois mois" in answer.content.decode()


def test_archive_is_told_nothing_more(client, event):
    edition = event.edition
    edition.frozen_at = event.occurrences.get().ends_at
    edition.save()
    answer = client.post(link(event), {"people": "12"}, headers=FRENCH)
    assert answer.status_code == 422
    assert Outcome.objects.count() == 0


def test_what_was_told_is_not_public(client, event):
    client.post(link(event), {"people": "12", "worked": "Sardinette", "to_change": "Maquereau"}, headers=FRENCH)
    for url in (event.url, event.edition.url, f"{event.url}historique/", "/recherche/?q=cartopartie"):
        body = client.get(url, follow=True).content.decode()
        assert "Sardinette" not in body
        assert "Maquereau" not in body


def test_link_that_was_forwarded_shows_no_words_and_takes_none_away(client, event):
    client.post(link(event), {"people": "12", "worked": "Sardinette", "to_change": "Maquereau"}, headers=FRENCH)
    opened = client.get(link(event), headers=FRENCH).content.decode()
    assert ("Sardinette" in opened, "Maquereau" in opened, "ce lien peut être transmis" in opened) == (
        False, False, True,
    )  # fmt: skip
    client.post(link(event), {"people": "14", "worked": "Hareng", "to_change": ""}, headers=FRENCH)
    told = Outcome.objects.get()
    assert (told.people, told.worked, told.to_change) == (14, "Hareng", "Maquereau")
