"""The buttons that bring a version back, or undo a change: for whoever may publish the page."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from commons.guides.models import GuidePage
from tests.factories.guides import make_guide
from tests.wiki.history.test_page_history import read, words, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return write(make_guide("Un"), title="Deux")


def title(guide):
    return GuidePage.objects.get(pk=guide.pk).title


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_editor_restores_a_version_and_everybody_reads_it(client, log_in, guide):
    log_in("editor")
    soup = read(client, f"{guide.url}historique/")
    (button,) = soup.select("button[form=retablir]")
    assert words(button) == "Rétablir cette version (1)"
    assert soup.select_one("form#retablir")["method"] == "post"

    answer = client.post(button["formaction"])

    assert (answer.status_code, answer["Location"]) == (302, f"{guide.url}historique/")
    assert said(answer) == ["Les lecteurs et lectrices voient de nouveau la version 1."]
    assert words(read(Client(), guide.url).h1) == "Un"


def test_editor_undoes_a_change_from_where_it_is_shown(client, log_in, guide):
    log_in("editor")

    answer = client.post(f"{guide.url}historique/2/annuler/", {"next": "/modifications-recentes/"})

    assert answer["Location"] == "/modifications-recentes/"
    assert title(guide) == "Un"


def test_what_cannot_be_undone_is_told(client, log_in, guide):
    log_in("editor")

    answer = client.post(f"{guide.url}historique/1/annuler/", {"next": "https://ailleurs.example.org/"})

    assert answer["Location"] == f"{guide.url}historique/"
    assert said(answer)[0].startswith("C’est la première version")
    assert title(guide) == "Deux"


@pytest.mark.parametrize(("group", "status"), [(None, 302), ("newcomer", 403), ("contributor", 403)])
def test_nobody_else_may(client, log_in, guide, group, status):
    if group:
        log_in(group)

    answers = [client.post(f"{guide.url}historique/{way}/") for way in ("1/retablir", "2/annuler")]

    assert [answer.status_code for answer in answers] == [status, status]
    assert title(guide) == "Deux"


@pytest.mark.parametrize("way", ["historique/1/retablir/", "historique/2/annuler/"])
def test_following_a_link_changes_nothing(client, log_in, guide, way):
    log_in("editor")

    assert client.get(guide.url + way).status_code == 405
    assert title(guide) == "Deux"
