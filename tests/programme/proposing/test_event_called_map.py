"""An event whose title is the word of an address: from the form to its page, and the address answers as before."""

from __future__ import annotations

import pytest

from programme.domain.deciding import accept
from programme.domain.releasing import release
from programme.models import EditionPage, EventPage
from tests.factories.people import PersonFactory
from tests.programme.proposing.journey import html, sent
from tests.words import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]
EDITION = "/programme/2027/"


def title_of(client, url):
    answer = client.get(url, headers={"accept-language": "fr"})
    assert answer.status_code == 200
    return html(answer).h1.get_text()


def read_by_the_coordinators():
    accept(EventPage.objects.get(), seen="sent", by=PersonFactory(groups=("editor",)))
    release(EditionPage.objects.get(), "version du 3 septembre")


def test_event_called_map_is_proposed_accepted_and_read_and_the_map_stays_the_map(client):
    sent(client, title="Carte")
    read_by_the_coordinators()

    assert EventPage.objects.get().url == f"{EDITION}carte-2/"
    assert title_of(client, f"{EDITION}carte-2/") == "Carte"
    assert title_of(client, f"{EDITION}carte/") == "La carte du programme"
    assert "Carte" in words_of(client.get(f"{EDITION}carte/"), ".place-rows")
    assert f"{EDITION}carte-2/" in client.get(f"{EDITION}programme.ics").content.decode().replace("\r\n ", "")
    assert client.get(f"{EDITION}carte-2/evenement.ics").status_code == 200


def typed_in_the_administration(slug):
    page = EventPage.objects.get().get_latest_revision_as_object()
    form = EventPage.get_edit_handler().get_form_class()(
        {"title": "Carte", "slug": slug, "works-count": "0", "credits-count": "0", "body": "null"},
        instance=page, parent_page=page.get_parent(), for_user=PersonFactory(groups=("editor",)),
    )  # fmt: skip
    form.is_valid()
    return form


@pytest.mark.parametrize(("slug", "given"), [("carte", "carte-2"), ("favoris", "favoris-2"), ("", "carte-2")])
def test_address_of_a_draft_is_made_free_in_the_administration(client, slug, given):
    sent(client, title="Atelier de cartes")

    assert typed_in_the_administration(slug).cleaned_data["slug"] == given


@pytest.mark.parametrize(("slug", "refused"), [("carte", True), ("coordination", True), ("atelier", False)])
def test_public_event_takes_no_address_at_which_something_else_answers(client, slug, refused):
    sent(client, title="Atelier de cartes")
    read_by_the_coordinators()

    assert ("slug" in typed_in_the_administration(slug).errors) is refused
