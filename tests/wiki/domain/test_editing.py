"""Changing a page: published or reviewed, merged with what others wrote, and nothing lost."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from commons.guides.models import GuidePage
from tests.factories.guides import make_draft, make_guide, make_theme, step
from tests.factories.people import PersonFactory
from wiki.content import content_of
from wiki.domain.editing import Change, Collided, Outcome, PageGone, Refused, save_change
from wiki.domain.new_pages import add_page
from wiki.kinds import kind_of, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return PersonFactory(groups=("editor",), display_name="Anne")


def reread(page):
    return GuidePage.objects.get(pk=page.pk)


def change_of(page, *, base=None, choices=None, **values):
    """What somebody who opened `page` sends after changing these fields."""
    content = content_of(page, kind_of(page).fields) | values
    return Change(content=content, base=base or page.live_revision or page.latest_revision, choices=choices or {})


def with_text(page, place, html):
    rows = [dict(row, value=dict(row["value"])) for row in content_of(page, ["steps"])["steps"]]
    rows[place]["value"]["text"] = html
    return rows


def test_an_editors_change_is_published_as_a_version(editor):
    guide = make_guide()

    saved = save_change(guide, change_of(guide, title="Cartographier son quartier"), by=editor)

    assert (saved.outcome, saved.version.number, saved.version.signature) == (Outcome.PUBLISHED, 2, "Anne")
    assert reread(guide).title == "Cartographier son quartier"


def test_sending_back_what_is_there_makes_no_version(editor):
    guide = make_guide()

    assert save_change(guide, change_of(guide), by=editor).outcome is Outcome.UNCHANGED
    assert guide.versions.count() == 1


def test_a_contributors_change_is_sent_to_review_and_not_public():
    writer = PersonFactory(groups=("contributor",))
    guide = make_draft(owner=writer)

    saved = save_change(guide, change_of(guide, title="Mon atelier"), by=writer)

    assert saved.outcome is Outcome.SENT
    assert not reread(guide).live
    assert reread(guide).workflow_in_progress
    assert guide.versions.count() == 0


def test_a_change_on_an_older_version_is_merged_with_what_came_since(editor):
    guide = make_guide(steps=[step("Un"), step("Deux")])
    opened = reread(guide)
    save_change(guide, change_of(guide, steps=with_text(guide, 0, "<p>De Bob.</p>")), by=editor)

    save_change(opened, change_of(opened, steps=with_text(opened, 1, "<p>D’Anne.</p>")), by=editor)

    assert [row.value["text"].source for row in reread(guide).steps] == ["<p>De Bob.</p>", "<p>D’Anne.</p>"]


def test_what_both_changed_is_asked_and_nothing_is_saved(editor):
    guide = make_guide()
    opened = reread(guide)
    save_change(guide, change_of(guide, title="De Bob"), by=editor)

    with pytest.raises(Collided) as collided:
        save_change(opened, change_of(opened, title="D’Anne"), by=editor)

    (collision,) = collided.value.merged.collisions
    assert (collision.path, collision.mine, collision.theirs) == (("title",), "D’Anne", "De Bob")
    assert reread(guide).title == "De Bob"


@pytest.mark.parametrize(("choice", "title"), [("mine", "D’Anne"), ("theirs", "De Bob")])
def test_a_choice_settles_it(editor, choice, title):
    guide = make_guide()
    opened = reread(guide)
    save_change(guide, change_of(guide, title="De Bob"), by=editor)
    with pytest.raises(Collided) as collided:
        save_change(opened, change_of(opened, title="D’Anne"), by=editor)
    choices = {collision.key: choice for collision in collided.value.merged.collisions}

    save_change(opened, change_of(opened, title="D’Anne", choices=choices), by=editor)

    assert reread(guide).title == title


def test_a_guide_without_licence_is_refused_and_nothing_is_saved(editor):
    guide = make_guide()

    with pytest.raises(Refused) as refused:
        save_change(guide, change_of(guide, licence="", title="Autre"), by=editor)

    assert list(refused.value.problems) == ["licence"]
    assert (reread(guide).title, guide.versions.count()) == ("Cartographier sa rue", 1)


def test_a_group_that_is_upside_down_is_refused(editor):
    guide = make_guide()

    with pytest.raises(Refused):
        save_change(guide, change_of(guide, group_min=20, group_max=5), by=editor)


def test_a_draft_of_the_administration_stays_on_top_of_a_change(editor):
    guide = make_guide(steps=[step("Un"), step("Deux")])
    draft = reread(guide)
    draft.one_sentence = "Écrit dans l’administration."
    draft.save_revision(user=editor, clean=False)
    guide = reread(guide)

    save_change(guide, change_of(guide, title="Depuis le site"), by=editor)

    live = reread(guide)
    latest = live.get_latest_revision_as_object()
    assert (live.title, live.one_sentence) == ("Depuis le site", "Sortir à pied et noter ce que la carte oublie.")
    assert (latest.title, latest.one_sentence) == ("Depuis le site", "Écrit dans l’administration.")
    assert live.has_unpublished_changes
    assert live.versions.count() == 2


def test_a_page_deleted_meanwhile_is_told(editor):
    guide = make_guide()
    opened = reread(guide)
    change = change_of(opened, title="Trop tard")
    Page.objects.get(pk=guide.pk).delete()

    with pytest.raises(PageGone):
        save_change(opened, change, by=editor)


def test_a_new_guide_is_published_with_the_address_of_its_title(editor):
    make_guide("Cartographier sa rue")
    content = content_of(make_draft(themes=[make_theme()]), named("guide").fields)

    saved = add_page(named("guide"), Change(content=content), by=editor)

    assert saved.page.live
    assert saved.page.slug == "cartographier-sa-rue-3"
    assert saved.page.owner == editor
    assert saved.version.kind == "created"


def test_a_new_guide_of_a_contributor_waits_for_review():
    writer = PersonFactory(groups=("contributor",))
    content = content_of(make_draft(), named("guide").fields)

    saved = add_page(named("guide"), Change(content=content), by=writer)

    assert saved.outcome is Outcome.SENT
    assert not saved.page.live
    assert saved.page.workflow_in_progress


def test_a_newcomer_adds_no_guide():
    content = content_of(make_draft(), named("guide").fields)

    with pytest.raises(PermissionDenied):
        add_page(named("guide"), Change(content=content), by=PersonFactory(groups=("newcomer",)))
