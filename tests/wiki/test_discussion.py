"""The discussion beside a page: who says what, who sees it when, and what is never seen."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories.guides import make_guide, step
from tests.factories.people import PersonFactory
from tests.wiki.following.conftest import confirmed, run  # noqa: F401 -- fixtures
from tests.wiki.history.test_page_history import read, words
from wiki import limits
from wiki.domain import discussing
from wiki.models import Decision, Message, Notice, Thread

pytestmark = pytest.mark.django_db
SHOWN, WAITING, HIDDEN = Message.State.SHOWN, Message.State.WAITING, Message.State.HIDDEN


@pytest.fixture(autouse=True)
def _slow_enough(monkeypatch):
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)


@pytest.fixture
def guide():
    return make_guide("Une carte", steps=[step(title="Plier"), step(title="Couper")])


@pytest.fixture
def anne():
    return PersonFactory(display_name="Anne Le Gall", email="anne@example.org", groups=["known"])


def as_person(person):
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def say(client, guide, text="Bonjour", **typed):
    url = f"{guide.url}discussion/"
    return client.post(url, {"do": "say", "text": text, "stamp": limits.new_stamp(), **typed})


def seen(client, guide):
    return words(read(client, f"{guide.url}discussion/").main).replace("\xa0", " ")


def test_two_people_talk_about_a_step(client, guide, anne):
    place = f"steps-{guide.steps[1].id}"
    asked = read(client, f"{guide.url}discussion/?ou={place}").select_one("option[selected]")
    assert words(asked) == "Étape 2, Couper"

    say(as_person(anne), guide, "Avec quels ciseaux ?", ou=place)
    say(
        as_person(PersonFactory(display_name="Gaston", groups=["editor"])),
        guide,
        "Ronds.",
        repondre=Thread.objects.get().pk,
    )

    said = seen(client, guide)
    assert said.index("À propos de : Étape 2, Couper") < said.index("Avec quels ciseaux") < said.index("Ronds.")
    assert "Anne Le Gall" in said
    assert "Gaston" in said
    assert "anne@example.org" not in said


@pytest.mark.parametrize("group", [None, "newcomer", "contributor"])
def test_words_of_visitors_and_new_accounts_wait_until_somebody_has_read_them(client, guide, group, mailoutbox):
    reviewer = PersonFactory(display_name="Awa", email="awa@example.org", groups=["editor"])
    speaker = as_person(PersonFactory(groups=[group])) if group else client

    say(speaker, guide, "Une sardine de trop", **({} if group else {"name": "Marie"}))

    message = Message.objects.get()
    assert message.state == WAITING
    assert "sardine" not in seen(Client(), guide)
    # Whoever wrote it with an account sees that it waits.
    assert ("sardine" in seen(speaker, guide)) is bool(group)
    assert [mail.to for mail in mailoutbox] == [["awa@example.org"]]
    assert f"http://localhost/a-relire/message/{Message.objects.get().pk}/" in mailoutbox[0].body

    as_person(reviewer).post(f"{guide.url}discussion/", {"do": "show", "modifier": message.pk})

    assert "sardine" in seen(Client(), guide)


def test_hidden_message_leaves_its_reason_here_and_in_the_log(client, guide, anne):
    say(as_person(anne), guide, "Une sardine de trop")
    message = Message.objects.get()
    editor = as_person(PersonFactory(groups=["editor"]))
    url = f"{guide.url}discussion/"

    editor.post(url, {"do": "hide", "modifier": message.pk, "reason": " "})
    assert "sardine" in seen(client, guide)
    say(as_person(anne), guide, "La suite", repondre=message.thread_id)
    editor.post(url, {"do": "hide", "modifier": message.pk, "reason": "Hors sujet."})

    assert "sardine" not in seen(client, guide)
    assert "Un message a été masqué. Hors sujet." in seen(client, guide)
    assert Decision.objects.get(kind="hidden").reason == "Hors sujet."
    # The thread goes with its last message.
    editor.post(url, {"do": "hide", "modifier": Message.objects.last().pk, "reason": "Hors sujet."})
    assert not Thread.objects.get().is_public
    assert "Hors sujet" not in seen(client, guide)


@pytest.mark.parametrize("group", [None, "newcomer", "contributor"])
@pytest.mark.parametrize("do", ["hide", "show", "close", "reopen", "say"])
def test_nobody_else_decides_on_what_others_wrote(guide, anne, group, do):
    say(as_person(anne), guide)
    message = Message.objects.get()
    other = as_person(PersonFactory(groups=[group])) if group else Client()
    typed = {"repondre": message.thread_id} if do in {"close", "reopen"} else {"modifier": message.pk}

    answer = other.post(
        f"{guide.url}discussion/",
        {"do": do, "reason": "x", "text": "Autre", "stamp": limits.new_stamp(), **typed},
    )

    assert answer.status_code in {302, 403, 404}
    message.refresh_from_db()
    assert (message.state, message.text, message.thread.is_closed) == (SHOWN, "Bonjour", False)


def test_ones_own_message_is_changed_for_a_day(guide, anne):
    hers = as_person(anne)
    say(hers, guide, "Bonjoru")
    message = Message.objects.get()

    say(hers, guide, "Bonjour", modifier=message.pk)
    assert "Bonjour" in seen(Client(), guide)
    assert "modifié" in seen(Client(), guide)

    Message.objects.update(written_at=timezone.now() - timedelta(days=2))
    assert say(hers, guide, "Bonsoir", modifier=message.pk).status_code == 403
    Message.objects.update(written_at=timezone.now())
    Thread.objects.update(is_closed=True)
    assert say(hers, guide, "Bonsoir", modifier=message.pk).status_code == 403
    assert Message.objects.get().text == "Bonjour"


def test_message_of_a_new_account_is_read_again_when_it_has_changed(guide):
    newcomer = as_person(PersonFactory(groups=["newcomer"]))
    say(newcomer, guide, "Bonjour")
    message = Message.objects.get()
    discussing.show(message, guide, by=PersonFactory(groups=["editor"]))

    say(newcomer, guide, "ACHETEZ", modifier=message.pk)

    message.refresh_from_db()
    assert (message.state, message.text) == (WAITING, "ACHETEZ")
    assert "ACHETEZ" not in seen(Client(), guide)
    assert not Thread.objects.get().is_public


def test_foot_of_a_cached_page_counts_what_is_open(client, guide, anne, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 300
    foot = lambda: words(read(client, guide.url).select_one(".last-change"))  # noqa: E731
    assert "en cours" not in foot()

    with django_capture_on_commit_callbacks(execute=True):
        say(as_person(anne), guide)

    assert "Discussion (1 en cours)" in foot()
    assert Thread.objects.filter(is_public=True).count() == 1


def test_thread_is_closed_and_opened_again_by_who_began_it(client, guide, anne):
    hers = as_person(anne)
    say(hers, guide)
    thread = Thread.objects.get()
    url = f"{guide.url}discussion/"
    assert "Discussion (1 en cours)" in words(read(client, guide.url).select_one(".last-change"))

    hers.post(url, {"do": "close", "repondre": thread.pk})
    assert "close" in seen(client, guide)
    assert "en cours" not in words(read(client, guide.url).select_one(".last-change"))
    answer = say(hers, guide, "Encore un mot", repondre=thread.pk)
    assert answer.status_code == 422
    assert "Encore un mot" in answer.content.decode()

    hers.post(url, {"do": "reopen", "repondre": thread.pk})
    assert say(hers, guide, "Encore un mot", repondre=thread.pk).status_code == 302


def test_question_becomes_a_proposal_with_its_words(client, guide, anne):
    place = f"steps-{guide.steps[1].id}"
    say(as_person(anne), guide, "Avec des ciseaux ronds ?", ou=place)

    link = read(client, f"{guide.url}discussion/").select_one("a[href*=proposer]")["href"]
    assert parse_qs(urlsplit(link).query) == {"ou": [place], "mot": ["Avec des ciseaux ronds ?"]}
    form = read(client, link)
    assert form.select_one("textarea[name=proposal-word]").get_text().strip() == "Avec des ciseaux ronds ?"


def test_what_is_typed_is_no_markup_and_its_links_lead_no_robot(client, guide, anne):
    text = "<script>alert(1)</script> [x](javascript:x)\r\n\r\n\r\n\r\nhttps://example.org/a?b=1&c=2 \u202eabc\x07"

    say(as_person(anne), guide, text)

    (message,) = read(client, f"{guide.url}discussion/").select(".discussion__text")
    assert message.script is None
    assert [(link["href"], link["rel"]) for link in message.select("a")] == [
        ("https://example.org/a?b=1&c=2", ["nofollow"])
    ]
    assert len(message.select("p")) == 2
    assert not {"\u202e", "\x07"} & set(message.get_text())


@pytest.mark.parametrize(
    "typed", [{"text": ""}, {"text": " \x00 "}, {"text": "x" * 2001}, {"website": "spam"}, {"stamp": "x"},
              {"name": "x" * 121}, {"name": "a\nb"}]
)  # fmt: skip
def test_form_that_is_wrong_says_what_and_keeps_the_text(client, guide, typed):
    answer = say(client, guide, **{"text": "Gardez ceci", **typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert "Gardez ceci" in answer.content.decode() or "text" in typed
    assert not Message.objects.exists()


def test_form_sent_twice_is_one_message(client, guide):
    stamp = limits.new_stamp()

    for _time in range(2):
        assert say(client, guide, stamp=stamp).status_code == 302
    assert Message.objects.count() == 1


def test_flood_is_kept_out(client, guide):
    statuses = [say(client, guide, f"Message {number}").status_code for number in range(12)]

    assert statuses == [302] * 10 + [429] * 2


def test_no_more_waits_than_people_can_read(client, guide, anne, monkeypatch):
    monkeypatch.setattr(discussing, "MOST_WAITING", 2)

    assert [say(client, guide, f"Message {number}").status_code for number in range(3)] == [302, 302, 429]
    # Those whose words show at once are not kept out.
    assert say(as_person(anne), guide).status_code == 302


@pytest.mark.parametrize("typed", [{"repondre": "999"}, {"repondre": "x"}, {"modifier": "9" * 30}])
def test_thread_or_message_that_is_not_there(client, guide, typed):
    assert say(client, guide, **typed).status_code == 404


def test_thread_of_another_page_is_not_answered_here(client, guide, anne):
    say(as_person(anne), guide)

    assert say(client, make_guide("Autre"), repondre=Thread.objects.get().pk).status_code == 404


def test_place_that_the_page_has_not_is_the_whole_page(guide, anne):
    say(as_person(anne), guide, ou="steps-rien")

    assert Thread.objects.get().place == ""


HIDE = {
    "login": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "password": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="password", password="m"),
    "shelf": lambda page: PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login"),
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
}


@pytest.mark.parametrize("way", HIDE)
def test_discussion_of_a_page_that_one_may_not_read_is_not_read_either(client, guide, anne, way):
    say(as_person(anne), guide, "Une sardine")
    url = f"{guide.url}discussion/"
    assert "sardine" in client.get(url).content.decode()

    HIDE[way](guide)

    assert "sardine" not in client.get(url).content.decode()
    count = Message.objects.count()
    client.post(url, {"do": "say", "text": "x", "stamp": limits.new_stamp()})
    assert Message.objects.count() == count


def test_followers_are_told_of_messages_that_show_and_of_no_other(guide, anne, confirmed, run, mailoutbox):  # noqa: F811
    confirmed("lea@example.org", "page", guide.pk)
    say(as_person(anne), guide, "Avec quels ciseaux ?")
    say(Client(), guide, "Une sardine de trop", name="Marie")
    mailoutbox.clear()
    run()
    (mail,) = [one for one in mailoutbox if one.to == ["lea@example.org"]]
    assert "Avec quels ciseaux ?" in mail.body
    assert f"http://localhost{guide.url}discussion/" in mail.body
    for text in (mail.body, mail.alternatives[0].content):
        assert "sardine" not in text
        assert "anne@example.org" not in text

    mailoutbox.clear()
    waiting = Message.objects.get(state=WAITING)
    discussing.show(waiting, guide, by=PersonFactory(groups=["editor"]))
    run()
    assert "sardine" in mailoutbox[0].body

    mailoutbox.clear()
    say(as_person(anne), guide, "Encore une sardine")
    discussing.hide(Message.objects.last(), guide, reason="Non.", by=PersonFactory(groups=["editor"]))
    run()
    assert mailoutbox == []
    assert not Notice.objects.exists()


def test_feed_of_a_page_says_what_shows_beside_it_and_nothing_else(client, guide, anne):
    say(as_person(anne), guide, "Avec quels ciseaux & quelle colle ?")
    say(as_person(anne), guide, "Une sardine cachée")
    say(client, guide, "Une sardine qui attend")
    discussing.hide(
        Message.objects.get(text="Une sardine cachée"), guide, reason="Non.", by=PersonFactory(groups=["editor"])
    )
    url = f"{guide.url}suivre/flux.atom"

    said = client.get(url).content.decode()
    assert "Avec quels ciseaux &amp; quelle colle ?" in said
    assert "Anne Le Gall" in said
    assert "sardine" not in said

    PageViewRestriction.objects.create(page=guide, restriction_type="login")
    person = as_person(PersonFactory(groups=["newcomer"]))
    assert "ciseaux" not in person.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_discussion_asks_the_same_however_many(client, guide, anne, count, django_assert_num_queries):
    hers = as_person(anne)
    for _number in range(count):
        say(hers, guide)
        for _reply in range(count - 1):
            say(hers, guide, "Oui", repondre=Thread.objects.last().pk)
    client.get(f"{guide.url}discussion/")

    with django_assert_num_queries(11):
        client.get(f"{guide.url}discussion/")


def test_writing_needs_the_token_of_the_form(guide):
    answer = Client(enforce_csrf_checks=True).post(f"{guide.url}discussion/", {"do": "say", "text": "x"})

    assert answer.status_code == 403
    assert not Message.objects.exists()


def asked(guide, number):
    link = read(Client(headers={"accept-language": "fr"}), guide.url).select(".step .ask")[number]
    return words(link).replace("\xa0", " "), link["href"]


def test_each_step_leads_to_its_discussion_and_counts_what_is_open(
    client, guide, anne, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 300
    place = f"steps-{guide.steps[1].id}"
    silent = (
        "Poser une question : étape 2, Couper",
        f"{guide.url}discussion/?ou={place}#nouveau",
    )
    assert asked(guide, 1) == silent

    with django_capture_on_commit_callbacks(execute=True):
        say(client, guide, "Une sardine qui attend", ou=place)
    assert asked(guide, 1) == silent

    with django_capture_on_commit_callbacks(execute=True):
        say(as_person(anne), guide, "Avec quels ciseaux ?", ou=place)
        say(as_person(anne), guide, "Sur la page entière.")
    assert asked(guide, 1) == (f"{silent[0]} (1 discussion)", f"{guide.url}discussion/?ou={place}")
    assert asked(guide, 0)[0] == "Poser une question : étape 1, Plier"

    with django_capture_on_commit_callbacks(execute=True):
        discussing.set_closed(Thread.objects.get(is_public=True, place=place), guide, closed=True, by=anne)
    assert asked(guide, 1) == silent
