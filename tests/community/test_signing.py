"""In whose name a person may share a guide."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from community.domain.associations import add_member
from community.models import User
from community.queries import associations_to_sign_as
from tests.factories.associations import AssociationFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def associations():
    """One that is published, one that is not, and one behind a password."""
    published, unpublished, restricted = (AssociationFactory(name=name) for name in ("Le Quai", "La Cale", "Le Phare"))
    unpublished.unpublish()
    PageViewRestriction.objects.create(page=restricted, restriction_type="password", password="sel")
    return published, unpublished, restricted


def names(user):
    return [association.title for association in associations_to_sign_as(user)]


@pytest.mark.parametrize("group", ["newcomer", "contributor"])
def test_member_of_nothing_signs_for_nothing(associations, group):
    assert names(PersonFactory(groups=[group])) == []


@pytest.mark.parametrize(("which", "name"), [(0, "Le Quai"), (1, "La Cale"), (2, "Le Phare")])
def test_contributor_signs_for_the_association_they_are_in_published_or_not(associations, which, name):
    person = PersonFactory(groups=["contributor"])
    add_member(associations[which], user=person)

    assert names(person) == [name]


def test_coordinator_who_contributes_signs_for_no_other(associations):
    person = PersonFactory(groups=["contributor"])
    add_member(associations[0], user=person, role="coordinator")

    assert names(person) == ["Le Quai"]


@pytest.mark.parametrize("group", ["editor", "steward"])
def test_editors_hand_signs_for_any(associations, group):
    assert names(PersonFactory(groups=[group])) == ["La Cale", "Le Phare", "Le Quai"]


def test_superuser_signs_for_any(associations):
    assert len(names(User.objects.create_superuser("admin@example.org", "x", display_name="A"))) == 3
