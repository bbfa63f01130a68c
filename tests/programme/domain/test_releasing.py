"""Versions of a programme: what was accepted becomes public, and what is public is written down."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from programme.domain.changes import Frozen, NotPossible
from programme.domain.deciding import accept
from programme.domain.freezing import freeze, unfreeze
from programme.domain.occurrences import add_occurrence, move_occurrence, set_status
from programme.domain.releasing import changes_of, next_name, preview, release
from programme.models import EditionPage, EventPage, ProgrammeNotice, Release
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_event, make_event_draft, make_proposed, when

pytestmark = pytest.mark.django_db
NAME = "version du 3 septembre"


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def editor():
    return PersonFactory(groups=("editor",))


def test_first_version_shows_what_was_accepted_and_nothing_else(edition, editor, mailoutbox):
    accepted = make_proposed("Atelier accepté", edition=edition)
    accept(accepted, seen="sent", by=editor)
    make_proposed("Atelier proposé", edition=edition)
    make_event_draft("Brouillon", edition=edition)

    made = release(edition, NAME, by=editor).release

    assert [row["title"] for row in made.rows] == ["Atelier accepté"]
    assert list(EventPage.objects.live().values_list("title", flat=True)) == ["Atelier accepté"]
    assert ProgrammeNotice.objects.count() == 0
    assert [mail.subject for mail in mailoutbox] == ["Communs : Au programme : Atelier accepté"]


def test_version_says_what_is_new_moved_and_cancelled(edition):
    event = make_event("Atelier", edition=edition, times=[when(9), when(11), when(14)])
    release(edition, "première")
    first, second, third = event.occurrences.all()
    move_occurrence(first, when(10))
    set_status(second, "cancelled", text="Salle inondée.")
    fourth = add_occurrence(event, when(20))

    found = changes_of(release(edition, "deuxième").release)

    lists = {name: [change.row["uuid"] for change in getattr(found, name)] for name in ("new", "moved", "cancelled")}
    assert lists == {"new": [str(fourth.uuid)], "moved": [str(first.uuid)], "cancelled": [str(second.uuid)]}
    assert str(third.uuid) not in str(lists)


def test_preview_says_what_the_version_then_does(edition, editor):
    event = make_proposed(edition=edition)
    accept(event, seen="sent", by=editor)

    coming = preview(edition)

    assert [one.title for one in coming.published] == ["Atelier de réparation"]
    assert (len(coming.changes.new), coming.is_first, Release.objects.count()) == (1, True, 0)


def test_accepted_event_that_lacks_something_since_stays_and_stops_no_other(edition, editor):
    for title in ("Atelier complet", "Atelier sans licence"):
        accept(make_proposed(title, edition=edition), seen="sent", by=editor)
    event = EventPage.objects.get(title="Atelier sans licence")
    event.licence = ""
    event.save_revision(clean=False)

    done = release(edition, NAME, by=editor)

    assert [row["title"] for row in done.release.rows] == ["Atelier complet"]
    assert [held.event.title for held in done.held_back] == ["Atelier sans licence"]


def test_version_sent_twice_is_one(edition):
    make_event(edition=edition)
    first = release(edition, NAME).release

    assert release(edition, f" {NAME} ").release == first
    assert Release.objects.count() == 1


def test_name_of_another_programme_is_taken(edition):
    event = make_event(edition=edition)
    release(edition, NAME)
    move_occurrence(event.occurrences.get(), when(18))

    with pytest.raises(NotPossible, match="Il y a déjà une version « version du 3 septembre »"):
        release(edition, NAME)


@pytest.mark.parametrize(
    ("name", "sentence"), [("  ", "Donnez un nom à cette version"), ("x" * 81, "Le nom a 80 caractères au plus")]
)
def test_version_has_a_name(edition, name, sentence):
    with pytest.raises(NotPossible, match=sentence):
        release(edition, name)


def test_next_name_is_that_of_the_day_by_the_clock_of_the_edition(edition, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 9, 2, 22, 30, tzinfo=UTC))
    assert next_name(edition) == "version du 3 septembre"
    release(edition, "version du 3 septembre")
    assert next_name(edition) == "version du 3 septembre (2)"


def test_only_what_is_over_becomes_an_archive(edition, editor):
    with pytest.raises(NotPossible, match="n’est pas encore terminé"):
        freeze(edition, by=editor)


def test_archive_takes_no_version_and_no_earlier_version_of_its_page_opens_it_again(editor):
    edition = make_edition(starts_on="2019-10-02", ends_on="2019-10-17")
    edition = EditionPage.objects.get(pk=edition.pk)
    freeze(edition, by=editor)

    with pytest.raises(Frozen):
        release(edition, NAME)
    stored = EditionPage.objects.get(pk=edition.pk)
    stored.latest_revision.publish()
    assert EditionPage.objects.get(pk=edition.pk).is_frozen


def test_those_who_coordinate_open_an_archive_again(edition, editor):
    EditionPage.objects.update(frozen_at=timezone.now())
    with pytest.raises(PermissionDenied):
        unfreeze(edition, by=PersonFactory())
    unfreeze(edition, by=editor)
    assert not EditionPage.objects.get().is_frozen
