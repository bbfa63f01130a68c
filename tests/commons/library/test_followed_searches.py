"""Whoever follows a search is told of the media that it finds, as of the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import indexing
from tests.commons.library.test_media_pages import offered
from tests.factories.guides import make_guide
from tests.factories.media import make_picture
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory
from wiki.domain import following
from wiki.domain.notices import spread_notices
from wiki.mailing import send_mails
from wiki.models import Delivery, Notice
from wiki.topics import found_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"
    page = home_page()
    indexing.rebuild()
    return page


@pytest.fixture
def lea():
    one = following.ask_to_follow("lea@example.org", "search", "q=phare", "daily", language="fr")
    following.confirm(one)
    return one


def run():
    indexing.drain()
    spread_notices()
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    return send_mails()


def test_new_picture_that_the_search_finds_is_in_the_mail_with_its_address(lea, mailoutbox):
    item = offered(make_picture("Le phare rouge"))
    offered(make_picture("Le marché"))

    run()

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["lea@example.org"], "Communs : Le phare rouge")
    said = mail.body.replace("\xa0", " ")
    assert "Média : Le phare rouge, vu de loin" in said
    assert f"http://localhost{item.get_absolute_url()}" in said
    assert "Recherche : « phare »" in said
    assert f'href="http://localhost{item.get_absolute_url()}"' in mail.alternatives[0].content
    assert not Delivery.objects.exists()


def test_pages_and_pictures_come_in_one_digest(lea, mailoutbox):
    offered(make_picture("Le phare rouge"))
    make_guide("Dessiner un phare")

    run()

    assert [mail.subject for mail in mailoutbox] == ["Communs : 2 nouveautés"]
    assert [title in mailoutbox[0].body for title in ("## Le phare rouge", "## Dessiner un phare")] == [True, True]


def test_nobody_is_told_twice_nor_of_what_closed_meanwhile(lea, mailoutbox):
    item = offered(make_picture("Le phare rouge"))
    indexing.drain()
    spread_notices()
    picture = item.file_row
    picture.licence = "all-rights-reserved"
    picture.save()

    run()
    assert mailoutbox == []

    picture.licence = "cc-by-4.0"
    picture.save()
    run()

    assert (mailoutbox, Notice.objects.count(), Delivery.objects.count()) == ([], 0, 0)


def test_picture_that_came_before_somebody_followed_is_told_to_nobody(lea, mailoutbox):
    offered(make_picture("Le phare rouge"))
    late = following.ask_to_follow("zoe@example.org", "search", "q=rouge", "daily", language="fr")
    following.confirm(late)

    run()

    assert [mail.to for mail in mailoutbox] == [["lea@example.org"]]


def test_whoever_brought_it_is_not_told(mailoutbox):
    anne = PersonFactory(email="anne@example.org", groups=["contributor"])
    following.follow(anne, "search", "q=phare", "daily")
    offered(make_picture("Le phare rouge", uploaded_by_user=anne))

    run()

    assert mailoutbox == []


def test_nothing_is_noted_while_nobody_follows_a_search():
    offered(make_picture("Le phare rouge"))

    assert not Notice.objects.exclude(item="").exists()


def test_picture_is_not_taken_for_the_page_of_its_number():
    item, guide = offered(make_picture("Le phare rouge")), make_guide("Dessiner un phare")
    indexing.drain()

    assert found_by("q=phare") == (frozenset({guide.pk}), frozenset({f"media:{item.pk}"}))


def test_what_is_not_indexed_yet_waits_and_is_told_then(lea, mailoutbox):
    offered(make_picture("Le phare rouge"))
    spread_notices()
    assert Notice.objects.count() == 1

    run()

    assert [mail.subject for mail in mailoutbox] == ["Communs : Le phare rouge"]
