"""What somebody who means harm gets out of the form: no mails to others, no words in them, no hours of the server."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from programme.context.alike import LONGEST_TITLE, events_alike, likeness
from programme.context.clashes import slots_around
from programme.domain import submitting
from programme.forms.times import MOST_OPEN
from programme.models import EventPage, Submission
from tests.factories.people import PersonFactory
from tests.factories.programme import at, make_edition, make_event, make_place
from tests.programme.proposing.journey import (
    WHAT,
    WHERE,
    begin,
    begun,
    do,
    html,
    mails_to,
    page,
    sent,
    step,
    submission,
    written,
)  # fmt: skip
from wiki import limits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
VICTIM = "victime@example.org"


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize(
    "title",
    [
        "Gagnez sur https://piege.example/", "Gagnez sur www.piege.example", "Gagnez sur piege.example",
        "Écrivez à piege@example.org", "Un titre sans fin " * 900, "Deux lignes\r\nBcc: autre@example.org " * 9,
    ],
)  # fmt: skip
def test_mail_to_an_address_that_nobody_confirmed_says_no_title_that_is_no_title(client, title):
    url = begun(client)
    step(client, url, 1, **{**WHAT, "title": title, "do": "link", "link_email": VICTIM})
    [message] = mails_to(VICTIM)
    assert "le chemin pour y revenir" in message.subject
    assert "«" not in message.subject
    assert title.strip()[:20] not in message.body + message.alternatives[0].content


def test_receipt_says_no_address_either(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, title="Gagnez sur https://piege.example/")
    [message] = mails_to("nolwenn@example.org")
    assert "piege" not in message.subject + message.body


def test_receipts_to_one_mailbox_are_counted_and_the_event_comes_in_all_the_same(
    client, monkeypatch, django_capture_on_commit_callbacks
):  # fmt: skip
    monkeypatch.setitem(limits.LIMITS, "receipt_mailbox", "1/d/key")
    with django_capture_on_commit_callbacks(execute=True):
        sent(client)
        sent(client)
    assert EventPage.objects.count() == 2
    assert len(mails_to("nolwenn@example.org")) == 1


def test_who_asks_for_the_links_of_somebody_ends_none_of_them_and_sends_one_mail(client):
    first, second = written(client), written(client)
    client.post("/proposer-un-evenement/nouveau-lien/", {"email": "nolwenn@example.org"})
    [message] = mails_to("nolwenn@example.org")
    links = re.findall(r"(/proposer-un-evenement/[^/\s]+/)", message.body)
    assert len(links) == 2
    assert all(WHAT["title"] in page(client, link) for link in (first, second, *links))


def test_one_mailbox_is_counted_however_it_is_written(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "link_mailbox", "1/d/key")
    for written_as in ("victime+1@example.org", "VICTIME+2@example.org", "victime@example.org"):
        url = begun(client)
        step(client, url, 1, **WHAT, do="link", link_email=written_as)
    assert len(mail.outbox) == 1


def test_changes_asked_for_in_a_loop_are_few_mails_to_the_coordinators(client, edition):
    url = sent(client)
    Submission.objects.update(state="accepted")
    edition.coordinators.add(PersonFactory(email="solenn@example.org"))
    edition.save()
    answers = [do(client, url, "change", text=f"Encore {number}").status_code for number in range(8)]
    assert answers == [302] * 6 + [422] * 2
    assert len(mails_to("solenn@example.org")) == 6


def test_title_longer_than_any_is_compared_by_its_beginning():
    assert likeness("a " * 10_000, "a " * 20_000) == likeness("a " * (LONGEST_TITLE // 2), "a " * (LONGEST_TITLE // 2))


@pytest.mark.parametrize(
    "rule",
    [
        {"rule-first": "9999-12-01", "rule-last": "9999-12-31"},
        {"rule-first": "9999-12-01", "rule-last": "9999-12-31", "rule-rhythm": "m-1"},
        {"rule-first": "9999-12-01", "rule-last": "9999-12-31", "rule-ends": "09:00"},
        {"rule-first": "0001-01-01", "rule-last": "0001-01-31"},
    ],
)
def test_rhythm_of_a_year_without_events_is_refused_in_words(client, rule):
    said = {"rule-weekdays": ["0", "4"], "rule-rhythm": "w1", "rule-starts": "10:00", "rule-ends": "11:00", **rule}
    answer = step(client, begun(client), 2, **WHERE, **said, do="repeat")
    assert answer.status_code == 422
    assert "Vérifiez l’année" in html(answer).get_text()


def test_many_dates_are_lines_that_are_sent_again_as_they_are(client):
    count = MOST_OPEN + 3
    rows = {f"t{number}-day": f"2027-{1 + number // 28:02d}-{1 + number % 28:02d}" for number in range(count)}
    hours = {
        f"t{number}-{name}": said for number in range(count) for name, said in (("starts", "10:00"), ("ends", "11:00"))
    }
    url = begun(client)
    step(client, url, 2, rows=str(count), **rows, **hours, do="later")
    drawn = html(client.get(f"{url}2/"))
    assert len(drawn.select("select[name$='-place']")) == MOST_OPEN
    last = drawn.select("li.form-row")[-1]
    assert "10 h – 11 h" in " ".join(last.get_text(" ").split())
    shown = {one["name"]: one.get("value", "") for one in drawn.select("#etape input") if one["name"].startswith("t")}
    before = submission().data["times"]
    step(
        client,
        url,
        2,
        rows=str(count),
        **{name: said for name, said in shown.items() if "gone" not in name},
        do="later",
    )
    assert submission().data["times"] == before


def test_meter_says_nothing_of_what_is_restricted_or_in_an_edition_that_is_not_public(edition):
    restrict(make_event("Assemblée à huis clos", edition=edition))
    assert not events_alike(edition, "Assemblée à huis clos")
    hidden = make_edition("Réunions", slug="reunions", acronym="reunions")
    make_event("Réunion", edition=hidden)
    restrict(hidden)
    told = slots_around(at(14), at(16))
    assert [slot.title for slot in told] == []


def test_place_that_was_withdrawn_is_not_told_to_whoever_writes_its_address(client):
    place = make_place("Le Hangar", street_address="", access=[("other", "partly", "Le code est 1234.")])
    place.unpublish()
    url = sent(client)
    assert EventPage.objects.get().occurrences.get().place_id != place.pk
    assert "1234" not in client.get(f"{url}2/").content.decode()


def test_room_of_a_restricted_place_goes_into_no_copy(client, edition):
    place = make_place()
    event = make_event("Bal", edition=edition, place=place)
    event.occurrences.update(room="Salle du coffre")
    restrict(place)
    answer = client.post(
        f"/proposer-un-evenement/?edition=2027&comme={event.pk}", {"stamp": limits.new_stamp(), **WHAT}, follow=True
    )
    assert "Salle du coffre" not in answer.content.decode()


def test_flood_of_events_that_were_begun_keeps_nobody_out_the_next_day(client, monkeypatch):
    monkeypatch.setattr(submitting, "MOST_BEGUN", 2)
    for _number in range(2):
        begun(client)
    assert begin(client).status_code == 409
    Submission.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert begin(client).status_code == 302


def test_nul_byte_in_the_name_of_an_association_asks_the_database_nothing(client):
    assert client.get("/proposer-un-evenement/?edition=2027&association=%00").status_code == 200


@pytest.mark.parametrize(("days", "sentence"), [(180, "180 jours après"), (1, "1 jour après")])
def test_form_says_when_names_and_addresses_are_erased(client, settings, days, sentence):
    settings.PROPOSALS_KEPT_DAYS = days
    url = begun(client)

    assert sentence in page(client, "/proposer-un-evenement/?edition=2027")
    assert sentence in page(client, f"{url}4/")
