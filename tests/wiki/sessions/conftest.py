from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from tests.factories.guides import make_theme
from tests.factories.pages import guide_index
from tests.factories.people import PersonFactory
from tests.wiki.sending import posted
from wiki.domain import writing_sessions
from wiki.domain.session_codes import code_of
from wiki.forms.rows import changed_rows

WHOLE = {
    "title": "Presser des pommes",
    "one_sentence": "On repart avec son jus.",
    "audience": "adults",
    "group_min": "4",
    "difficulty": "1",
    "objectives": "presser",
}


@pytest.fixture
def facilitator(db):
    return PersonFactory(groups=("known",), display_name="Nolwenn Riou", email="nolwenn@example.org")


def open_session(by, *, seats=2, hours=4, title="Jeudi à la médiathèque", **more):
    ends_at = timezone.now() + timedelta(hours=hours)
    return writing_sessions.open_session(by=by, title=title, seats=seats, ends_at=ends_at, **more)


@pytest.fixture
def session(facilitator):
    guide_index()
    return open_session(facilitator)


class Participant:
    """A browser at a public access point."""

    def __init__(self):
        self.client = Client(headers={"accept-language": "fr", "sec-fetch-site": "same-origin"})

    def enter(self, seat):
        return self.client.post("/entrer/", {"code": code_of(seat)}, follow=True)

    def begin(self, name="Marie", **said):
        form = {"signs": "signed", "name": name, "hand": "self", "agrees": "on", "do": "begin"} | said
        return self.client.post("/seance/", form, follow=True)

    def comes_in(self, seat, name="Marie", **said):
        self.enter(seat)
        self.begin(name, **said)
        return self

    def write(self, do="save", **typed):
        """The form of a new guide, filled in and sent."""
        post = posted(self.client.get("/ecrire/guide/").content.decode())
        post = changed_rows(post, "steps:add:step")
        added = post["added"]
        said = WHOLE | {"themes": str(make_theme().pk), f"{added}-title": "Laver", f"{added}-minutes": "10"} | typed
        for name, value in said.items():
            post[name] = value
        post["do"] = do
        return self.client.post(
            "/ecrire/guide/", post.urlencode(), content_type="application/x-www-form-urlencoded", follow=True
        )


@pytest.fixture
def participant():
    return Participant()


def words(answer, selector="body"):
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(" ".join(found.get_text(" ") for found in soup.select(selector)).split())
