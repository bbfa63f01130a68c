"""What an update notes of the pages that are public already."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from tests.factories.guides import make_draft, make_guide
from wiki.domain.upkeep import months_after
from wiki.models import PageName, Upkeep

pytestmark = pytest.mark.django_db
migration = import_module("wiki.migrations.0008_pages_before_upkeep")


def test_public_pages_are_called_and_planned_from_the_first_day():
    guide = make_guide("La craie", slug="craie-blanche")
    draft = make_draft("Brouillon")
    for model in (PageName, Upkeep):
        model.objects.all().delete()

    migration.note_names(apps, None)
    migration.plan_reviews(apps, None)

    names = PageName.objects.filter(page=guide.pk).values_list("key", "rank")
    assert set(names) == {("la-craie", 0), ("craie-blanche", 1)}
    assert Upkeep.objects.get(page=guide.pk).review_on == months_after(timezone.localdate(), 24)
    assert not PageName.objects.filter(page=draft.pk).exists()
    assert not Upkeep.objects.filter(page=draft.pk).exists()
