"""The signed link: what it opens, when it ends, what it never shows; and an event that is mended after it was sent."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import signing
from django.utils import timezone

from programme.domain import proposal_links, submitting
from programme.domain.events import publish_event
from programme.domain.occurrences import Where, add_occurrence, move_occurrence
from programme.enums import SubmissionState
from programme.models import EventPage, Submission
from tests.factories.guides import make_guide
from tests.factories.programme import at, when
from tests.programme.proposing.journey import (
    TIME,
    WHAT,
    WHERE,
    WHO,
    do,
    html,
    link_in,
    mails_to,
    page,
    read,
    sent,
    step,
    submission,
    written,
)  # fmt: skip
from tests.wiki.history.test_page_history import words
from wiki import limits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
PRIVATE = ("nolwenn@", "Le Gall")


def main(answer):
    return words(html(answer).select_one("main"))


def test_link_that_was_altered_opens_nothing_and_says_so(client):
    url = written(client)
    answer = client.get(url[:-4] + "/", headers={"accept-language": "fr"})
    assert answer.status_code == 404
    assert "Il n’est pas entier" in main(answer)
    assert WHAT["title"] not in main(answer)


def test_link_of_another_site_opens_nothing(client):
    written(client)
    forged = signing.dumps([submission().pk, submission().key], key="autre", salt="programme.proposal")
    assert client.get(f"/proposer-un-evenement/{forged}/").status_code == 404


def test_link_that_is_too_old_says_so_and_another_can_be_asked_for(client, monkeypatch):
    url = written(client)
    monkeypatch.setattr(proposal_links, "LONGEST_AGE", -1)
    answer = client.get(url, headers={"accept-language": "fr"})
    assert answer.status_code == 410
    assert "Il est trop ancien" in main(answer)
    assert WHAT["title"] not in main(answer)
    assert step(client, url, 1, **WHAT).status_code == 410
    monkeypatch.undo()

    client.post("/proposer-un-evenement/nouveau-lien/", {"email": "Nolwenn@example.org"})
    (message,) = mails_to("nolwenn@example.org")
    assert WHAT["title"] in page(client, link_in(message))


def test_nobody_learns_whether_an_address_proposed_something(client):
    written(client)
    answers = [
        client.post(
            "/proposer-un-evenement/nouveau-lien/", {"email": email}, follow=True, headers={"accept-language": "fr"}
        )
        for email in ("nolwenn@example.org", "personne@example.org")
    ]
    first, second = (main(answer) for answer in answers)
    assert first == second
    assert len(mails_to("personne@example.org")) == 0


def test_forwarded_link_shows_nothing_private(client):
    url = sent(client)
    client.cookies.clear()
    for below in ("", "1/", "2/", "3/", "4/"):
        shown = client.get(url + below).content.decode()
        assert not any(word in shown for word in PRIVATE)
    assert "n•••@example.org" in page(client, url)


def test_new_link_ends_those_that_were_sent_before(client):
    url = written(client)
    do(client, url, "renew")
    old = client.get(url, headers={"accept-language": "fr"})
    assert (old.status_code, WHAT["title"] in main(old)) == (410, False)
    assert "Un lien plus récent" in main(old)
    assert WHAT["title"] in page(client, link_in(mails_to("nolwenn@example.org")[-1]))


def test_event_is_mended_while_it_waits_and_its_time_stays_itself(client):
    url = sent(client)
    before = EventPage.objects.get().occurrences.get()
    form = read(client, f"{url}2/")
    assert form.select_one("#id_t0-uuid")["value"] == str(before.uuid)
    assert form.select_one("#id_place_name")["value"] == "Le Hangar"
    where = {**WHERE, "rows": "2", **TIME, "t0-uuid": str(before.uuid), "t0-starts": "18:00", "t0-ends": "20:00",
             "t1-day": "2027-10-06", "t1-starts": "10:00", "t1-ends": "12:00"}  # fmt: skip
    mend(client, url, 2, where)
    assert EventPage.objects.get().occurrences.get().starts_at == before.starts_at
    assert "Vos changements sont enregistrés" in page(client, url)

    do(client, url, "send")
    moved, added = EventPage.objects.get().occurrences.all()
    assert (moved.uuid, moved.starts_at) == (before.uuid, at(18, day=date(2027, 10, 5)))
    assert added.starts_at == at(10, day=date(2027, 10, 6))
    assert moved.place == before.place
    assert Submission.objects.get().state == "sent"


def test_text_is_mended_in_page_and_revision(client):
    url = sent(client)
    step(client, url, 1, **WHAT | {"title": "Cartographier Bellevue"})
    do(client, url, "send")
    event = EventPage.objects.get()
    assert event.title == event.get_latest_revision_as_object().title == "Cartographier Bellevue"
    assert not event.live


def test_question_of_the_coordinators_is_read_and_answered(client, django_capture_on_commit_callbacks, edition):
    url = sent(client)
    Submission.objects.update(state=SubmissionState.ASKED, message="Où cela a-t-il lieu ?")
    assert "Où cela a-t-il lieu" in page(client, url)
    with django_capture_on_commit_callbacks(execute=True):
        do(client, url, "send")
    assert submission().state == "sent"


def test_withdrawn_event_is_out_and_a_draft_of_it_is_gone(client):
    url = sent(client)
    do(client, url, "withdraw")
    assert submission().state == "withdrawn"
    assert step(client, url, 1, **WHAT | {"title": "Autre"}).status_code == 409

    other = written(client, title="Encore un brouillon")
    do(client, other, "withdraw")
    assert Submission.objects.count() == 1


def test_accepted_event_is_changed_by_asking(client, django_capture_on_commit_callbacks):
    url = sent(client)
    Submission.objects.update(state=SubmissionState.ACCEPTED)
    publish_event(EventPage.objects.get())
    answer = step(client, url, 2, **WHERE)
    assert (answer.status_code, "a déjà sa réponse" in main(answer)) == (409, True)
    assert client.get(f"{url}2/").status_code == 302
    assert html(client.get(url)).select_one('a[href$="/modifier/"]')

    assert do(client, url, "change", text="  ").status_code == 422
    do(client, url, "change", text="Une heure plus tard, si possible.")
    assert submission().data["wanted"] == "Une heure plus tard, si possible."
    assert EventPage.objects.get().occurrences.get().starts_at == at(14, day=date(2027, 10, 5))


def test_edition_that_is_frozen_while_somebody_writes_gives_the_text_back(client, edition):
    url = sent(client)
    type(edition).objects.filter(pk=edition.pk).update(frozen_at=timezone.now())
    answer = step(client, url, 1, **WHAT | {"one_sentence": "Une phrase nouvelle."})
    assert answer.status_code == 409
    assert "une archive" in main(answer)
    assert html(answer).select_one("#id_one_sentence")["value"] == "Une phrase nouvelle."
    assert do(client, url, "send").status_code == 409
    assert EventPage.objects.get().one_sentence == WHAT["one_sentence"]


def test_contact_that_is_left_empty_stays(client):
    url = written(client)
    step(client, url, 4, **WHO | {"name": "", "email": "", "phone": "02 98 00 00 00"})
    found = submission()
    assert (found.name, found.email, found.phone) == ("Nolwenn Le Gall", "nolwenn@example.org", "02 98 00 00 00")


# What the coordinators change while an event is being mended


def hidden(client, url):
    return html(client.get(url, headers={"accept-language": "fr"})).select_one("input[name=seen]")["value"]


def coordinators_write(**fields):
    """As the wiki saves a draft: a version more."""
    event = EventPage.objects.get().get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(event, name, value)
    event.save_revision(clean=False)


def latest():
    return EventPage.objects.get().get_latest_revision_as_object()


def mend(client, url, number, said, **values):
    answer = step(client, url, number, **{**said, "seen": hidden(client, f"{url}{number}/"), **values})
    assert answer.status_code == 302, answer.content.decode()


def send(client, url):
    return do(client, url, "send", seen=hidden(client, url))


def test_what_coordinators_change_before_a_mending_is_sent_stands_beside_it(client):
    url = sent(client)
    mend(client, url, 1, WHAT, title="Cartographier la Corderie")
    coordinators_write(one_sentence="On marche, on compte et on dessine.", price="chosen")
    move_occurrence(EventPage.objects.get().occurrences.get(), when(16, day=date(2027, 10, 5)))

    assert send(client, url).status_code == 302

    assert (latest().title, latest().one_sentence, latest().price) == (
        "Cartographier la Corderie", "On marche, on compte et on dessine.", "chosen",
    )  # fmt: skip
    assert EventPage.objects.get().occurrences.get().starts_at == at(16, day=date(2027, 10, 5))


def test_step_that_was_open_while_coordinators_wrote_takes_nothing_back(client):
    url = sent(client)
    seen = hidden(client, f"{url}1/")
    coordinators_write(one_sentence="On marche, on compte et on dessine.")
    step(client, url, 1, **{**WHAT, "title": "Cartographier la Corderie", "seen": seen})

    assert send(client, url).status_code == 302
    assert (latest().title, latest().one_sentence) == (
        "Cartographier la Corderie", "On marche, on compte et on dessine.",
    )  # fmt: skip


def test_field_that_both_change_is_shown_to_whoever_proposed_it_before_it_is_sent(client):
    url = sent(client)
    mend(client, url, 1, WHAT, title="Cartographier la Corderie")
    seen = hidden(client, url)
    coordinators_write(title="Cartographier les deux rives")

    answer = do(client, url, "send", seen=seen)
    assert answer.status_code == 409
    assert "Titre Cartographier les deux rives" in main(answer)
    assert latest().title == "Cartographier les deux rives"

    assert do(client, url, "send", seen=hidden(client, url)).status_code == 302
    assert latest().title == "Cartographier la Corderie"


def test_time_that_both_move_is_shown_too(client):
    url = sent(client)
    uuid = str(EventPage.objects.get().occurrences.get().uuid)
    mend(client, url, 2, {**WHERE, "t0-uuid": uuid}, **{"t0-starts": "10:00", "t0-ends": "12:00"})
    move_occurrence(EventPage.objects.get().occurrences.get(), when(18, day=date(2027, 10, 5)))

    answer = do(client, url, "send")
    assert (answer.status_code, "18 h – 20 h" in main(answer).replace("\xa0", " ")) == (409, True)
    assert send(client, url).status_code == 302
    assert EventPage.objects.get().occurrences.get().starts_at == at(10, day=date(2027, 10, 5))


def test_mending_leaves_what_its_form_does_not_show(client):
    """A room of one time, a role and a note beside a guide, whom the coordinators credit."""
    guide = make_guide()
    url = sent(client)
    event = EventPage.objects.get()
    add_occurrence(event, when(9, day=date(2027, 10, 6)), Where(room="Sous l’escalier"))
    note = {"item": f"guide:{guide.pk}", "role": "recommended", "use": "shown", "note": "Pour aller plus loin."}
    credits = [{"name": "Rozenn Abhamon", "role": "author", "url": ""}]
    coordinators_write(works=[("item", note)], credits=credits)
    mend(client, url, 4, {**WHO, "organisers": "La Passerelle\nLa Criée", "works_recommended": guide.url})

    assert send(client, url).status_code == 302

    assert [one.room for one in event.occurrences.order_by("starts_at")] == ["", "Sous l’escalier"]
    assert [row["value"]["note"] for row in latest().works.raw_data] == ["Pour aller plus loin."]
    assert [row["name"] for row in latest().credits] == ["Rozenn Abhamon", "La Criée"]


def test_change_at_the_very_moment_of_sending_is_read_again(client, monkeypatch):
    url = sent(client)
    mend(client, url, 1, WHAT, title="Cartographier la Corderie")
    real = submitting.send

    def meanwhile(*args, **more):
        coordinators_write(one_sentence="Autre phrase.")
        return real(*args, **more)

    monkeypatch.setattr(submitting, "send", meanwhile)
    answer = send(client, url)
    assert (answer.status_code, latest().title) == (422, WHAT["title"])
    assert "viennent de modifier votre événement" in main(answer)


def test_address_before_is_told_that_another_has_its_place(client, django_capture_on_commit_callbacks):
    url = sent(client)
    with django_capture_on_commit_callbacks(execute=True):
        step(client, url, 4, **{**WHO, "email": "autre@example.net"})

    [told] = [one for one in mails_to("nolwenn@example.org") if "autre adresse" in one.subject]
    assert "a•••@example.net" in told.body
    assert "autre@example.net" not in told.body
    assert submission().email == "autre@example.net"


def test_mail_to_the_address_before_says_whom_to_write_to_and_holds_no_link_to_the_event(
    client, edition, django_capture_on_commit_callbacks
):  # fmt: skip
    type(edition).objects.update(contact_email="programme@example.org")
    url = sent(client)
    with django_capture_on_commit_callbacks(execute=True):
        step(client, url, 4, **{**WHO, "email": "autre@example.net"})

    [told] = [one for one in mails_to("nolwenn@example.org") if "autre adresse" in one.subject]
    for text in (told.body, told.alternatives[0].content):
        assert "programme@example.org" in text
        assert set(re.findall(r"/proposer-un-evenement/[\w:/-]*", text)) == {"/proposer-un-evenement/nouveau-lien/"}


def test_address_that_was_typed_wrong_and_never_written_to_is_told_nothing(client, django_capture_on_commit_callbacks):
    url = written(client)
    with django_capture_on_commit_callbacks(execute=True):
        answers = [step(client, url, 4, **{**WHO, "email": f"n{number}@example.net"}) for number in range(30)]
    assert {answer.status_code for answer in answers} == {302}
    assert len(mails_to("nolwenn@example.org")) == 0


@pytest.mark.parametrize("way", ["link", "links"])
def test_address_that_the_link_of_a_draft_went_to_is_told(client, way, django_capture_on_commit_callbacks):
    url = written(client)
    if way == "links":
        written(client)
        client.post("/proposer-un-evenement/nouveau-lien/", {"email": "nolwenn@example.org"})
    else:
        do(client, url, "mail")
    with django_capture_on_commit_callbacks(execute=True):
        step(client, url, 4, **{**WHO, "email": "autre@example.net"})
    assert ["autre adresse" in one.subject for one in mails_to("nolwenn@example.org")] == [False, True]


@pytest.mark.parametrize("email", ["", "Nolwenn@Example.org"])
def test_address_that_stays_tells_nobody(client, email, django_capture_on_commit_callbacks):
    url = sent(client)
    before = len(mails_to("nolwenn@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        step(client, url, 4, **{**WHO, "email": email})
    assert len(mails_to("nolwenn@example.org")) == before


def test_addresses_that_change_by_the_hundred_fill_no_mailbox(client, django_capture_on_commit_callbacks):
    url = sent(client)
    with django_capture_on_commit_callbacks(execute=True):
        answers = [
            step(client, url, 4, **{**WHO, "email": f"n{number}@example.net"}, do="link") for number in range(20)
        ]
    assert answers[-1].status_code == 422
    assert "vient de changer plusieurs fois" in main(answers[-1])
    assert submission().email != "n19@example.net"
    assert len(mails_to("n19@example.net")) == 0


@pytest.mark.parametrize("what", ["next", "later", "link"])
def test_address_that_is_refused_comes_back_with_the_day_to_try_again(client, what, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "link_mailbox", "1/d/key")
    url = written(client)
    do(client, url, "mail")
    answer = step(client, url, 4, **{**WHO, "email": "autre@example.net"}, do=what)
    assert answer.status_code == 422
    assert "a reçu beaucoup de messages aujourd’hui : changez-la demain" in main(answer).replace("\xa0", " ")
    assert html(answer).select_one("[name=email]")["value"] == "autre@example.net"
    assert submission().email == "nolwenn@example.org"


def test_link_that_is_asked_for_too_often_at_one_address_says_the_day_to_try_again(client, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "link_mailbox", "1/d/key")
    url = written(client)
    answers = [do(client, url, "mail") for _number in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "demandés aujourd’hui pour cette adresse : réessayez demain" in main(answers[1]).replace("\xa0", " ")
