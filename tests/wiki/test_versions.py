"""The public history: what was once live, and nothing else."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from wagtail.models import Page

from tests.factories.guides import make_draft, make_guide
from tests.factories.people import PersonFactory
from wiki.domain.versions import Description, described
from wiki.models import Version

pytestmark = pytest.mark.django_db


def republish(guide, title, **fields):
    guide.title = title
    guide.save_revision(clean=False, **fields).publish()


def numbers(page):
    return list(page.versions.order_by("number").values_list("number", "kind"))


def test_a_draft_is_no_version():
    guide = make_draft()
    guide.save_revision(clean=False)

    assert not Version.objects.filter(page=guide).exists()


def test_each_time_a_page_goes_live_is_a_numbered_version():
    guide = make_guide()
    republish(guide, "Un autre titre")

    assert numbers(guide) == [(1, "created"), (2, "edited")]


def test_the_same_revision_published_again_is_no_version():
    guide = make_guide()
    guide.live_revision.publish()

    assert numbers(guide) == [(1, "created")]


def test_a_version_says_who_wrote_it():
    anne = PersonFactory(display_name="Anne Le Gall")
    guide = make_guide()
    republish(guide, "Un autre titre", user=anne)

    version = guide.versions.get(number=2)

    assert (version.user, version.signature) == (anne, "Anne Le Gall")


def test_a_version_is_described():
    guide = make_guide()
    with described(Description(summary="Faute de frappe", is_minor=True, signature="Marie")) as description:
        republish(guide, "Un autre titre")

    version = guide.versions.get(number=2)

    assert description.noted == [version]
    assert (version.summary, version.is_minor, version.signature) == ("Faute de frappe", True, "Marie")


def test_the_name_stays_in_the_history_when_the_account_is_gone():
    anne = PersonFactory(display_name="Anne Le Gall")
    guide = make_guide()
    republish(guide, "Un autre titre", user=anne)
    anne.delete()

    version = guide.versions.get(number=2)

    assert (version.user, version.signature) == (None, "Anne Le Gall")


def test_purging_revisions_leaves_the_public_history():
    guide = make_guide()
    guide.save_revision(clean=False)
    republish(guide, "Un autre titre")

    call_command("purge_revisions", verbosity=0)

    assert numbers(guide) == [(1, "created"), (2, "edited")]
    assert guide.revisions.count() == 2
    with pytest.raises(ProtectedError):
        guide.versions.get(number=1).revision.delete()


def test_the_history_goes_with_its_page():
    guide = make_guide()
    Page.objects.get(pk=guide.pk).delete()

    assert not Version.objects.filter(page_id=guide.pk).exists()
