"""Forms that come late, too often, too large, or when their page is no more: a sentence, nothing lost, nobody let in."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from commons.guides.models import GuideIndexPage
from tests.factories.guides import make_guide, make_theme, step
from tests.factories.people import PersonFactory
from tests.wiki.sending import posted
from wiki import limits
from wiki.models import Follow, Message, Proposal

pytestmark = pytest.mark.django_db
WORDS = "Douze sardines à l’huile"
FRENCH = {"accept-language": "fr"}
# The form of each kind of visitor: its address, its prefix, the field that they write in, what comes of it.
DOORS = {
    "proposal": ("proposer/", "proposal-", "one_sentence", Proposal),
    "message": ("discussion/", "", "text", Message),
    "follow": ("suivre/", "", "email", Follow),
}
doors = pytest.mark.parametrize("door", DOORS)
written = pytest.mark.parametrize("door", ["proposal", "message"])


@pytest.fixture
def guide():
    return make_guide(themes=[make_theme()], steps=[step("Accueil"), step("Sortie")])


@pytest.fixture
def _slow_enough(monkeypatch):
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)


def opened(client, page, door, words=WORDS):
    below, prefix, field, _model = DOORS[door]
    answer = client.get(f"{page.url}{below}", headers=FRENCH)
    assert answer.status_code == 200
    forms = BeautifulSoup(answer.content, "html.parser").select("main form")
    (form,) = [form for form in forms if form.select_one(f"[name={prefix}stamp]")]
    post = posted(str(form))
    post[field] = "marie@example.org" if door == "follow" else words
    post.setdefault("do", "say" if door == "message" else "send")
    if door == "message":
        post["do"] = "say"
    return post


def send(client, url, door, post, **headers):
    sent = dict(post.lists()) if hasattr(post, "lists") else post
    return client.post(f"{url}{DOORS[door][0]}", sent, headers={**FRENCH, **headers})


def said(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").get_text(" ").split())


def taken(door):
    return DOORS[door][3].objects.count()


@doors
def test_form_an_hour_late_is_taken(client, guide, door, monkeypatch):
    post, now = opened(client, guide, door), time.time()
    monkeypatch.setattr("wiki.limits.time.time", lambda: now + 3600)

    assert send(client, guide.url, door, post).status_code in {200, 302}
    assert taken(door) == 1


@doors
def test_form_sent_at_once_is_not_taken(client, guide, door):
    assert send(client, guide.url, door, opened(client, guide, door)).status_code == 422
    assert taken(door) == 0


@doors
def test_clock_that_went_back_makes_nobody_wait(client, guide, door, monkeypatch):
    post, now = opened(client, guide, door), time.time()
    monkeypatch.setattr("wiki.limits.time.time", lambda: now - 7200)

    assert send(client, guide.url, door, post).status_code in {200, 302}
    assert taken(door) == 1


@doors
@pytest.mark.usefixtures("_slow_enough")
def test_a_megabyte_is_refused_with_a_sentence(client, guide, door):
    post = opened(client, guide, door)
    post[DOORS[door][2]] = "mot " * 262_144

    answer = send(client, guide.url, door, post)

    assert answer.status_code == 422
    assert "Assurez-vous" in said(answer) or "caractères" in said(answer)
    assert taken(door) == 0


@written
@pytest.mark.usefixtures("_slow_enough")
def test_flood_of_a_hundred_addresses_stops_and_keeps_no_account_out(client, guide, door, settings):
    settings.TRUSTED_PROXIES = 1
    post = opened(client, guide, door)
    stamp = f"{DOORS[door][1]}stamp"

    statuses = []
    for number in range(70):
        post[stamp], post[DOORS[door][2]] = limits.new_stamp(), f"{WORDS} {number}"
        answer = send(client, guide.url, door, post, **{"x-forwarded-for": f"192.0.2.{number}"})
        statuses.append(answer.status_code)

    most = 60 if door == "proposal" else 50  # as many messages wait beside one page
    assert statuses == [302] * most + [429] * (70 - most)
    assert f"{WORDS} 69" in answer.content.decode()
    client.force_login(PersonFactory(groups=("known",)), backend="django.contrib.auth.backends.ModelBackend")
    if door == "message":
        assert send(client, guide.url, door, opened(client, guide, door)).status_code == 302


@pytest.mark.usefixtures("_slow_enough")
def test_flood_of_mails_asked_for_from_many_addresses_stops(client, guide, settings, monkeypatch, mailoutbox):
    settings.TRUSTED_PROXIES = 1
    monkeypatch.setitem(limits.LIMITS, "follow_anywhere", "20/h/key")
    post = opened(client, guide, "follow")

    statuses = []
    for number in range(25):
        post["stamp"], post["email"] = limits.new_stamp(), f"somebody{number}@example.org"
        answer = send(client, guide.url, "follow", post, **{"x-forwarded-for": f"192.0.2.{number}"})
        statuses.append(answer.status_code)

    assert statuses == [200] * 20 + [429] * 5
    assert len(mailoutbox) == 20
    assert "somebody24@example.org" in answer.content.decode()


@pytest.mark.usefixtures("_slow_enough")
def test_mail_server_that_is_down_loses_no_message_and_shows_none(client, guide, settings, caplog):
    PersonFactory(groups=("editor",), email="awa@example.org")
    settings.EMAIL_BACKEND = "community.mail.backend.TolerantBackend"
    settings.MAIL_SENT_BY = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    assert send(client, guide.url, "message", opened(client, guide, "message")).status_code == 302

    assert Message.objects.get().state == Message.State.WAITING
    assert WORDS not in Client().get(f"{guide.url}discussion/").content.decode()
    assert "EMAIL_URL" in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.usefixtures("_slow_enough")
def test_marks_that_turn_the_text_are_left_out_of_a_message(client, guide):
    send(client, guide.url, "message", opened(client, guide, "message", words="Sardines\u202eeliuh à\u2066"))

    assert Message.objects.get().text == "Sardineseliuh à"


@written
@pytest.mark.usefixtures("_slow_enough")
def test_page_deleted_while_somebody_writes_gives_the_words_back(client, guide, door):
    post = opened(client, guide, door)
    guide.delete()

    answer = send(client, guide.url, door, post)

    assert answer.status_code == 410
    assert WORDS in said(answer)
    assert post[f"{DOORS[door][1]}stamp"] not in answer.content.decode()


@written
@pytest.mark.usefixtures("_slow_enough")
def test_page_moved_while_somebody_writes_takes_the_words(client, guide, door):
    post, url = opened(client, guide, door), guide.url
    elsewhere = guide.get_parent().add_sibling(instance=GuideIndexPage(title="Ailleurs", slug="ailleurs"))
    guide.move(elsewhere, pos="last-child")

    assert send(client, url, door, post).status_code == 302
    assert taken(door) == 1


@written
@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.usefixtures("_slow_enough")
def test_page_closed_while_somebody_writes_gives_the_words_back_and_lets_nobody_in(client, guide, door, kind):
    post = opened(client, guide, door)
    PageViewRestriction.objects.create(page=guide, restriction_type=kind, password="x")
    Page.objects.filter(pk=guide.pk).update(title="Un titre secret")

    answer = send(client, guide.url, door, post)

    assert answer.status_code == 410
    assert WORDS in said(answer)
    assert "secret" not in answer.content.decode()
    assert taken(door) == 0


def edited(client, guide, words=WORDS):
    form = BeautifulSoup(client.get(f"{guide.url}modifier/").content, "html.parser").select_one("form[data-page-form]")
    post = posted(str(form))
    post["one_sentence"], post["do"] = words, "save"
    return post


def save(client, url, post):
    return client.post(f"{url}modifier/", post.urlencode(), content_type="application/x-www-form-urlencoded")


def delete(guide, _person):
    guide.delete()


def unpublish_and_take_the_right(guide, person):
    person.groups.clear()


def lock(guide, _person):
    guide.locked = True
    guide.locked_by = PersonFactory(groups=("editor",))
    guide.save()


def close(guide, _person):
    PageViewRestriction.objects.create(page=guide, restriction_type="password", password="x")


@pytest.mark.parametrize("happens", [delete, unpublish_and_take_the_right, lock, close])
def test_words_of_a_change_are_given_back_whatever_happens_to_the_page(client, guide, log_in, happens):
    person = log_in("editor")
    post, url = edited(client, guide), guide.url
    happens(guide, person)

    answer = save(client, url, post)

    assert answer.status_code == 410
    assert WORDS in said(answer)


def test_change_of_a_page_that_moved_is_saved_where_it_stands(client, guide, log_in):
    log_in("editor")
    post, url = edited(client, guide), guide.url
    elsewhere = guide.get_parent().add_sibling(instance=GuideIndexPage(title="Ailleurs", slug="ailleurs"))
    guide.move(elsewhere, pos="last-child")

    assert save(client, url, post)["Location"] == "/ailleurs/cartographier-sa-rue/"
    guide.refresh_from_db()
    assert guide.one_sentence == WORDS


def test_more_steps_than_a_guide_holds_are_refused_with_a_sentence_and_all_kept_in_the_form(client, log_in):
    guide = make_guide(themes=[make_theme()], steps=[step("Étape 0")])
    log_in("editor")
    post = edited(client, guide)
    before = f"steps-{post['steps-row']}-"
    parts = {name.removeprefix(before): post.getlist(name) for name in post if name.startswith(before)}
    for number in range(1, 151):
        post.appendlist("steps-row", f"row{number}")
        for part, values in (parts | {"title": [f"Étape {number}"]}).items():
            post.setlist(f"steps-row{number}-{part}", values)

    answer = save(client, guide.url, post)

    assert answer.status_code == 422
    assert "150 lignes au plus, et vous en avez envoyé 151" in said(answer)
    titles = BeautifulSoup(answer.content, "html.parser").select("[name^=steps-][name$=-title]:not(template *)")
    assert [title["value"] for title in titles] == [f"Étape {number}" for number in range(151)]
    guide.refresh_from_db()
    assert guide.one_sentence != WORDS
