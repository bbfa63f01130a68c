"""Messages that wait are in the one queue: shown, or hidden with a reason, one after the other."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories.guides import make_guide, make_theme
from tests.factories.people import PersonFactory
from tests.wiki.proposals.test_reviewing import proposal_of, titles
from wiki.domain import discussing
from wiki.models import Decision, Message, Notice

pytestmark = pytest.mark.django_db
SHOWN, WAITING, HIDDEN = Message.State.SHOWN, Message.State.WAITING, Message.State.HIDDEN


@pytest.fixture
def editor(log_in):
    return log_in("editor", display_name="Awa Diallo")


def waits(page, text="Et les sardines ?", name="Marie", user=None):
    by = discussing.Speaker(user=user, name=name, form=f"{page.pk} {text}"[:40])
    return discussing.start(page, place="", passage="", text=text, by=by)


def screen(message):
    return reverse("review_message", args=[message.pk])


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").get_text(" ").split())


def decide(client, message, do, **typed):
    return client.post(screen(message), {"do": do, "read": message.text.replace("\n", "\r\n"), **typed})


def test_queue_holds_messages_beside_proposals_and_narrows_to_them(client, editor):
    guide = make_guide()
    waits(guide)
    proposal_of(make_guide("Un jardin"), title="Autre")

    assert titles(client.get("/a-relire/")) == ["Cartographier sa rue", "Un jardin"]
    only = client.get("/a-relire/?kind=m")
    assert titles(only) == ["Cartographier sa rue"]
    assert "Et les sardines ?" in words(only)
    assert "Messages 1" in words(only)


def test_what_is_shown_already_does_not_wait(client, editor):
    anne = PersonFactory(groups=("known",))
    waits(make_guide(), user=anne)

    assert titles(client.get("/a-relire/")) == []


def test_screen_tells_what_was_said_before_and_by_whom(client, editor):
    guide = make_guide()
    first = waits(guide, "Où les trouver ?", user=PersonFactory(display_name="Anne", groups=("known",)))
    by = discussing.Speaker(user=None, name="Marie", form="b")
    message = discussing.reply(first.thread, guide, text="Au port.\nTôt.", by=by)

    said = words(client.get(screen(message)))

    assert said.index("Où les trouver ?") < said.index("Au port.")
    assert "Marie" in said
    assert "(sans compte)" in said


def test_message_is_shown_and_the_next_thing_is_opened(client, editor):
    guide = make_guide()
    first, second = waits(guide, "Un"), waits(guide, "Deux\n\nlignes")

    answer = decide(client, first, "show")

    assert answer["Location"] == screen(second)
    assert decide(client, second, "show")["Location"] == "/a-relire/"
    assert {message.state for message in Message.objects.all()} == {SHOWN}
    assert Notice.objects.exclude(message=None).count() == 2
    assert [decision.kind for decision in Decision.objects.all()] == ["shown", "shown"]


def test_message_is_hidden_with_a_reason_that_the_log_tells(client, editor):
    guide = make_guide()
    first = waits(guide, "Bonjour", user=PersonFactory(groups=("known",)))
    by = discussing.Speaker(user=None, name="Marie", form="b")
    message = discussing.reply(first.thread, guide, text="Achetez ma sardine", by=by)

    assert decide(client, message, "hide").status_code == 422
    decide(client, message, "hide", reason="C’est une publicité.")

    message.refresh_from_db()
    assert (message.state, message.reason) == (HIDDEN, "C’est une publicité.")
    client.logout()
    log, discussion = (
        client.get("/moderation/").content.decode(),
        client.get(f"{guide.url}discussion/").content.decode(),
    )
    assert "C’est une publicité." in log
    assert "C’est une publicité." in discussion
    assert "sardine" not in log + discussion
    assert "Marie" not in log + discussion


def test_second_reviewer_is_told(client, editor):
    message = waits(make_guide())
    discussing.hide(message, message.thread.page, reason="Non.", by=editor)

    answer = client.post(screen(message), {"do": "show", "read": message.text}, follow=True)

    assert "quelqu’un l’a déjà lu" in words(answer)
    message.refresh_from_db()
    assert message.state == HIDDEN


def test_message_that_its_author_changed_is_read_again(client, editor):
    message = waits(make_guide())
    read = message.text
    Message.objects.update(text="Achetez ma sardine")

    answer = client.post(screen(message), {"do": "show", "read": read}, follow=True)

    assert "Achetez ma sardine" in words(answer)
    message.refresh_from_db()
    assert message.state == WAITING


@pytest.mark.parametrize("group", [None, "newcomer", "contributor", "known"])
def test_nobody_but_reviewers_reads_a_message_that_waits(client, log_in, group):
    message = waits(make_guide())
    if group:
        log_in(group)

    answers = [client.get(screen(message)), decide(client, message, "show"), client.get("/a-relire/?kind=m")]

    assert [answer.status_code for answer in answers] == [403 if group else 302] * 3
    assert not any("sardines" in answer.content.decode() for answer in answers)
    message.refresh_from_db()
    assert message.state == WAITING


def test_message_of_a_page_that_was_taken_down_leaves_the_queue(client, editor):
    guide = make_guide()
    message = waits(guide)
    guide.unpublish()

    assert titles(client.get("/a-relire/")) == []
    assert client.get(screen(message)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_queries_of_the_queue_do_not_grow_with_messages(client, editor, rows, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(discussing, "MOST_WAITING", 100)
    guide = make_guide(themes=[make_theme()])
    for number in range(rows):
        waits(guide, f"Question {number}", user=PersonFactory(groups=("newcomer",)))
    client.get("/a-relire/")

    with django_assert_num_queries(23):
        client.get("/a-relire/")
