"""A change and its note for the search are one: a process that stops between the two leaves neither."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from commons.guides.models import GuideIndexPage, GuidePage, TaggedGuide
from commons.library.models import Tag, Theme
from search.models import PendingDocument
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db


class Stopped(Exception):
    """The process is gone."""


@pytest.fixture
def stops(monkeypatch):
    def stop(*_args):
        raise Stopped

    def when_noting():
        monkeypatch.setattr(PendingDocument, "queue", stop)

    return when_noting


def public():
    """Everything that a change below would alter."""
    return (
        sorted(GuidePage.objects.live().public().values_list("title", "url_path")),
        sorted(Theme.objects.values_list("name_fr", flat=True)),
        sorted(Tag.objects.values_list("name", flat=True)),
        TaggedGuide.objects.count(),
        sorted(Page.objects.live().values_list("slug", flat=True)),
    )


def expire(guide):
    Page.objects.filter(pk=guide.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")


def elsewhere(guide):
    guide.move(
        home_page().add_child(instance=GuideIndexPage(title="Autres", slug="autres", live=True)), pos="last-child"
    )


def rename(guide):
    guide.slug = "autre-nom"
    guide.save()


def rename_the_list(guide):
    index = guide.get_parent().specific
    index.slug = "autre-liste"
    index.save()


def save(model, **values):
    row = model.objects.get()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def as_base_page(guide):
    page = Page.objects.get(pk=guide.pk)
    page.live = False
    page.save()


CHANGES = {
    "publish": lambda _guide: make_draft("Nouvelle").save_revision().publish(),
    "unpublish": lambda guide: guide.unpublish(),
    "unpublish as a page": as_base_page,
    "expire": expire,
    "move": elsewhere,
    "rename": rename,
    "rename the list": rename_the_list,
    "close": lambda guide: PageViewRestriction.objects.create(page=guide, restriction_type="login"),
    "close the list": lambda guide: PageViewRestriction.objects.create(
        page=guide.get_parent(), restriction_type="login"
    ),
    "rename its theme": lambda _guide: save(Theme, name_fr="Autre"),
    "rename its tag": lambda _guide: save(Tag, name="Autre"),
    "tag": lambda guide: TaggedGuide.objects.create(tag=Tag.objects.create(name="b"), content_object=guide),
    "withdraw its association": lambda guide: guide.association.unpublish(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_that_cannot_be_noted_is_not_made(stops, change):
    guide = make_guide("Balade", themes=[make_theme()], tags=["mer"], association=AssociationFactory())
    before = public()
    stops()

    with pytest.raises(Stopped):
        change(guide)

    after = public()
    assert after[:2] == before[:2]
    assert after[2] in (before[2], sorted([*before[2], "b"]))
    assert after[3] == before[3]
    assert set(after[4]) - {"autres"} == set(before[4])


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_noted(change):
    guide = make_guide("Balade", themes=[make_theme()], tags=["mer"], association=AssociationFactory())
    PendingDocument.objects.all().delete()

    change(guide)

    noted = set(PendingDocument.objects.filter(type="guide").values_list("pk_text", flat=True))
    assert noted
    assert noted <= {str(pk) for pk in GuidePage.objects.values_list("pk", flat=True)}


def test_saving_a_draft_of_a_public_guide_notes_nothing():
    guide = make_guide("Balade")
    PendingDocument.objects.all().delete()

    guide.summary = "Une autre phrase"
    guide.save_revision()

    assert list(PendingDocument.objects.all()) == []


def test_saving_the_list_of_guides_notes_none_of_them():
    guide = make_guide("Balade")
    PendingDocument.objects.all().delete()

    guide.get_parent().specific.save()

    assert list(PendingDocument.objects.all()) == []


def test_publishing_is_one_transaction(monkeypatch):
    """What comes last, the journal, takes all the rest with it."""
    guide = make_draft("Balade")
    revision = guide.save_revision()
    monkeypatch.setattr("wagtail.actions.publish_revision.log", lambda **_kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        revision.publish()

    guide.refresh_from_db()
    assert (guide.live, guide.live_revision) == (False, None)
