from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.factories.people import PersonFactory
from tests.wiki.sending import posted
from wiki import limits


@pytest.fixture
def editor():
    return PersonFactory(groups=("editor",), display_name="Anne Le Gall", email="anne@example.org")


@pytest.fixture
def nobody_is_too_fast(monkeypatch):
    """A test types faster than a person."""
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)


class Proposing:
    """What a browser does at the form of proposals: open it, change what is in it, send all of it."""

    def __init__(self, client):
        self.client = client

    def open(self, page, passage=""):
        answer = self.client.get(f"{page.url}proposer/?ou={passage}", headers={"accept-language": "fr"})
        assert answer.status_code == 200, answer
        return posted(str(BeautifulSoup(answer.content, "html.parser").select_one("main form")))

    def send(self, page, post, **changes):
        for name, value in changes.items():
            assert name in post or name.startswith("proposal"), name
            post[name] = value
        return self.client.post(f"{page.url}proposer/", dict(post.lists()), headers={"accept-language": "fr"})


@pytest.fixture
def proposing(client, nobody_is_too_fast):
    return Proposing(client)


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").select_one("main").get_text(" ").split())
