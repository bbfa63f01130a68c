"""Bringing back what a page said: nothing is erased, and what others wrote stays."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commons.guides.models import GuidePage
from tests.factories.guides import make_guide, step
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import write
from wiki.domain.restoring import NotRestored, changes_of, restore, undo, undo_changes_of
from wiki.domain.versions import patrol
from wiki.models import Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return PersonFactory(display_name="Awa Diallo", groups=["editor"])


@pytest.fixture
def vandal():
    return PersonFactory(display_name="Gaston", groups=["contributor"])


def titles(page):
    return [version.revision.as_object().title for version in page.versions.order_by("number")]


def now(page):
    return GuidePage.objects.get(pk=page.pk)


def test_restored_version_is_a_new_one_and_the_others_stay(editor):
    guide = write(make_guide("Un"), title="Deux")

    version = restore(guide.versions.get(number=1), by=editor)

    assert titles(guide) == ["Un", "Deux", "Un"]
    assert (version.number, version.kind, version.restores.number, version.user) == (3, "restored", 1, editor)
    assert (version.signature, version.patrolled_by) == ("Awa Diallo", editor)
    assert now(guide).title == "Un"


def test_what_is_said_already_is_not_restored(editor):
    guide = write(make_guide("Un"), title="Deux")

    with pytest.raises(NotRestored):
        restore(guide.versions.get(number=2), by=editor)
    assert guide.versions.count() == 2


def test_who_may_not_publish_restores_nothing(vandal):
    guide = write(make_guide("Un"), title="Deux")

    for verb in (restore, undo):
        with pytest.raises(PermissionDenied):
            verb(guide.versions.get(number=1 if verb is restore else 2), by=vandal)
    assert titles(guide) == ["Un", "Deux"]


def test_version_that_the_law_of_licences_refuses_today_is_not_restored(editor):
    guide = make_guide("Un")
    first = guide.versions.get()
    content = first.revision.content
    content["licence"] = ""
    first.revision.save()
    guide = write(guide, title="Deux")

    with pytest.raises(NotRestored) as refused:
        restore(guide.versions.get(number=1), by=editor)

    assert len(refused.value.sentences) >= 2
    assert now(guide).title == "Deux"
    assert now(guide).licence == "cc-by-sa-4.0"


def test_undoing_a_change_keeps_what_was_written_since(editor):
    guide = make_guide("Un", steps=[step("Accueil", text="<p>Bonjour.</p>")])
    guide = write(guide, title="Deux")
    guide = write(guide, one_sentence="Écrit depuis.")

    version = undo(guide.versions.get(number=2), by=editor)

    assert (now(guide).title, now(guide).one_sentence) == ("Un", "Écrit depuis.")
    assert (version.number, version.kind) == (4, "undone")


def test_change_of_words_that_were_changed_again_is_not_undone(editor):
    guide = write(write(make_guide("Un"), title="Deux"), title="Trois")

    with pytest.raises(NotRestored):
        undo(guide.versions.get(number=2), by=editor)
    assert now(guide).title == "Trois"


def test_first_version_is_not_undone(editor):
    with pytest.raises(NotRestored):
        undo(make_guide().versions.get(), by=editor)


def test_locked_page_is_left_alone(editor):
    guide = write(make_guide("Un"), title="Deux")
    guide.locked, guide.locked_by = True, PersonFactory(groups=["steward"])
    guide.save()

    with pytest.raises(NotRestored):
        restore(guide.versions.get(number=1), by=editor)


def test_fifty_changes_of_a_vandal_are_undone_in_one_go(editor, vandal):
    guides = [make_guide(f"Fiche {number}") for number in range(5)]
    for turn in range(10):
        for guide in guides:
            write(guide, user=vandal, title=f"ACHETEZ {turn}", one_sentence="www")
    assert len(changes_of(vandal)) == 50

    undone = undo_changes_of(vandal, by=editor)

    assert (undone.changes, len(undone.versions), undone.left, undone.more) == (50, 5, [], False)
    assert [now(guide).title for guide in guides] == [f"Fiche {number}" for number in range(5)]
    assert [guide.versions.count() for guide in guides] == [12] * 5


def test_what_others_wrote_between_the_changes_of_a_vandal_stays(editor, vandal):
    guide = make_guide("Un")
    guide = write(guide, user=vandal, title="ACHETEZ")
    guide = write(guide, user=editor, one_sentence="Écrit par quelqu’un d’autre.")
    guide = write(guide, user=vandal, summary="", title="ACHETEZ ICI")

    undo_changes_of(vandal, by=editor)

    assert (now(guide).title, now(guide).one_sentence) == ("Un", "Écrit par quelqu’un d’autre.")


def test_what_cannot_be_undone_is_said_and_the_rest_is_done(editor, vandal):
    mended, spoilt, own = make_guide("Un"), make_guide("Deux"), make_guide("Trois")
    write(write(mended, user=vandal, title="ACHETEZ"), user=editor, title="Un, corrigé")
    write(spoilt, user=vandal, title="ACHETEZ")
    own.versions.update(user=vandal)

    undone = undo_changes_of(vandal, by=editor)

    assert {version.page_id for version, _why in undone.left} == {mended.pk, own.pk}
    assert all(why for _version, why in undone.left)
    assert (now(mended).title, now(spoilt).title) == ("Un, corrigé", "Deux")


def test_only_changes_since_a_moment_are_undone(editor, vandal):
    guide = write(make_guide("Un"), user=vandal, title="Deux")
    moment = timezone.now()
    guide = write(guide, user=vandal, title="ACHETEZ")

    undo_changes_of(vandal, by=editor, since=moment)

    assert now(guide).title == "Deux"


def test_own_changes_of_who_may_publish_have_been_read(editor, vandal):
    guide = write(write(make_guide(), user=editor, title="Deux"), user=vandal, title="Trois")

    assert guide.versions.get(number=2).patrolled_by == editor
    assert guide.versions.get(number=3).patrolled_by is None


def test_change_that_a_reviewer_approved_has_been_read(editor, vandal):
    guide = make_guide(owner=vandal)
    guide.title = "Relu"
    guide.save_revision(user=vandal, clean=False)
    guide.get_workflow().start(guide, vandal)
    guide.current_workflow_task_state.approve(user=editor)

    assert guide.versions.get(number=2).patrolled_by == editor


def test_first_who_patrols_a_change_stays_noted(editor, vandal):
    guide = write(make_guide(), user=vandal, title="Deux")
    version = guide.versions.get(number=2)

    patrol(version, by=editor)
    patrol(version, by=PersonFactory(groups=["editor"]))

    assert Version.objects.get(pk=version.pk).patrolled_by == editor
    with pytest.raises(PermissionDenied):
        patrol(version, by=vandal)
