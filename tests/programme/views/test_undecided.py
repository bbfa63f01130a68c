"""A proposed event is public once those who coordinate said so, whoever has its text before them, by no other door."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core import mail

from programme.domain.deciding import accept
from programme.models import EventPage
from search.publishing import NotPublishable
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_proposed
from tests.wiki.sending import posted

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


@pytest.fixture
def edition():
    return make_edition(all_year=True, starts_on=None, ends_on=None)


@pytest.mark.parametrize("state", ["sent", "asked", "refused", "withdrawn"])
def test_proposal_on_which_nobody_decided_is_not_published(edition, state):
    event = make_proposed(edition=edition, state=state)
    with pytest.raises(NotPublishable):
        event.save_revision().publish(user=PersonFactory(groups=("editor",)))
    assert not EventPage.objects.get().live


def test_accepted_it_is_published_and_its_proposer_told(edition, django_capture_on_commit_callbacks):
    event = make_proposed(edition=edition)
    with django_capture_on_commit_callbacks(execute=True):
        accept(event, seen="sent", by=PersonFactory(groups=("editor",)))
    assert (EventPage.objects.get().live, [one.to for one in mail.outbox]) == (True, [["awa@example.org"]])


def test_administration_says_who_decides_and_saves_what_was_typed(client, log_in, edition):
    event = make_proposed(edition=edition)
    log_in("known")
    address = f"/admin/pages/{event.pk}/edit/"
    form = BeautifulSoup(client.get(address, headers=FRENCH).content, "html.parser").find("form", id="page-edit-form")
    post = posted(str(form))
    post["one_sentence"] = "Une phrase toute neuve."
    # Drawn by a script.
    post["works-count"] = "0"
    post["action-publish"] = "action-publish"

    answer = client.post(
        address, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=FRENCH, follow=True
    )

    stored = EventPage.objects.get()
    assert "personne ne l’a accepté" in answer.content.decode()
    assert (stored.live, stored.get_latest_revision_as_object().one_sentence) == (False, "Une phrase toute neuve.")


def test_text_that_is_mended_on_the_site_stays_a_draft(client, log_in, edition):
    event = make_proposed(edition=edition)
    log_in("editor")
    address = f"{event.url}modifier/"
    opened = client.get(address, headers=FRENCH).content.decode()
    assert "il reste un brouillon" in opened
    post = posted(opened)
    post["one_sentence"] = "Une phrase toute neuve."
    post["do"] = "save"

    answer = client.post(address, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=FRENCH)

    stored = EventPage.objects.get()
    latest = stored.get_latest_revision_as_object()
    assert (answer.status_code, stored.live, latest.one_sentence) == (302, False, "Une phrase toute neuve.")
    assert stored.current_workflow_state is None
