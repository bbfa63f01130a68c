"""What a kit loses: noticed at once, told once to whoever looks after it, without a word of what it was."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from commons.kits.domain.missing import notice_missing, tell_editors
from commons.kits.models import MissingItem
from community.models import Membership
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.kits import make_kit
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return PersonFactory(groups=("editor",), email="anne@example.org")


@pytest.mark.parametrize(
    "lose",
    [
        lambda guide: guide.unpublish(),
        lambda guide: guide.delete(),
        lambda guide: PageViewRestriction.objects.create(page=guide, restriction_type="login"),
    ],
    ids=["withdrawn", "deleted", "closed"],
)
def test_loss_is_noticed_when_it_happens(owner, lose, django_capture_on_commit_callbacks):
    guide = make_guide("Le secret du phare")
    kit = make_kit(entries=[guide, make_guide("Deux")], owner=owner)
    key = guide.pk

    with django_capture_on_commit_callbacks(execute=True):
        lose(guide)

    assert list(MissingItem.objects.values_list("kit", "item")) == [(kit.pk, f"guide:{key}")]


def test_editors_are_told_once_and_nothing_of_its_title(owner):
    guide = make_guide("Le secret du phare")
    kit = make_kit("Un kit du port", entries=[guide], owner=owner)
    guide.unpublish()

    notice_missing()
    assert tell_editors() == 1
    assert tell_editors() == 0

    (message,) = mail.outbox
    assert message.to == ["anne@example.org"]
    assert "Un kit du port" in message.subject
    assert f"http://localhost{kit.url}modifier/" in message.body
    assert "phare" not in message.subject + message.body


def test_coordinators_of_the_association_are_told_too(owner):
    association = AssociationFactory()
    other = PersonFactory(email="paol@example.org")
    Membership.objects.create(association=association, user=other, role=Membership.Role.COORDINATOR)
    guide = make_guide()
    make_kit(entries=[guide], owner=owner, association=association)
    guide.unpublish()

    call_command("check_kits", verbosity=0)

    assert sorted(message.to[0] for message in mail.outbox) == ["anne@example.org", "paol@example.org"]


def test_what_comes_back_is_forgotten_and_told_again_when_it_goes_again(owner):
    guide = make_guide()
    make_kit(entries=[guide], owner=owner)
    guide.unpublish()
    notice_missing()
    tell_editors()

    guide.get_latest_revision().publish()
    notice_missing()
    assert MissingItem.objects.count() == 0

    guide.refresh_from_db()
    guide.unpublish()
    notice_missing()
    assert tell_editors() == 1


def test_kit_that_is_a_draft_tells_nobody(owner):
    guide = make_guide()
    kit = make_kit(entries=[guide], owner=owner)
    kit.unpublish()
    guide.unpublish()

    assert notice_missing() == 0
    assert tell_editors() == 0


def test_nothing_is_asked_of_kits_when_another_thing_is_saved(django_assert_num_queries):
    person = PersonFactory()

    with django_assert_num_queries(1):
        person.save(update_fields=["display_name"])
