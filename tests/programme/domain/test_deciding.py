"""Deciding on what is proposed, and what whoever proposed it is told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from programme.domain.changes import Frozen, NotPossible
from programme.domain.deciding import Meanwhile, accept, ask, refuse, state_of, write_inner_note
from programme.domain.releasing import release
from programme.models import EventPage, ProgrammeNotice, Submission
from search.publishing import NotPublishable
from tests.factories.people import PersonFactory
from tests.factories.programme import make_edition, make_proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def editor():
    return PersonFactory(groups=("editor",), display_name="Solenn Even")


def reread(event):
    return EventPage.objects.select_related("submission").get(pk=event.pk)


def test_accepted_event_waits_for_the_first_version(edition, editor):
    event = make_proposed(edition=edition)

    accept(event, seen="sent", by=editor)

    assert (state_of(reread(event)), reread(event).live, ProgrammeNotice.objects.count()) == ("accepted", False, 0)


def test_accepted_event_is_public_at_once_after_the_first_version_and_told_as_new(edition, editor):
    release(edition, "version du 3 septembre")
    event = make_proposed(edition=edition)

    accept(event, seen="sent", by=editor)

    assert (state_of(reread(event)), reread(event).live) == ("public", True)
    assert list(ProgrammeNotice.objects.values_list("kind", flat=True)) == ["new"]


def test_accepted_event_that_carries_the_label_all_year_is_public_at_once(editor):
    edition = make_edition(all_year=True, starts_on=None, ends_on=None, slug="toute-l-annee")
    event = make_proposed(edition=edition)

    accept(event, seen="sent", by=editor)

    assert reread(event).live


def test_coordinator_without_any_right_over_pages_publishes_what_they_accept(edition):
    coordinator = PersonFactory()
    edition.coordinators.add(coordinator)
    edition.save()
    release(edition, "version du 3 septembre")
    event = make_proposed(edition=edition)

    accept(event, seen="sent", by=coordinator)

    assert reread(event).live


def test_event_without_licence_is_not_accepted_and_nothing_is_half_done(edition, editor):
    event = make_proposed(edition=edition, licence="")

    with pytest.raises(NotPublishable) as refused:
        accept(event, seen="sent", by=editor)

    assert refused.value.sentences[0] == "« Atelier de réparation » n’a pas été publiée."
    assert (state_of(reread(event)), Submission.objects.get().decided_by) == ("sent", None)


def test_second_of_two_who_decide_is_told_what_the_first_one_said(edition, editor):
    event = make_proposed(edition=edition)
    refuse(event, seen="sent", by=editor, message="Hors des dates.")

    with pytest.raises(Meanwhile) as told:
        accept(event, seen="sent", by=PersonFactory(groups=("editor",)))

    assert str(told.value) == (
        "« Atelier de réparation » : Solenn Even a été plus rapide. État actuel : pas dans ce programme. "
        "Rien de ce que vous avez fait n’a été enregistré."
    )
    assert state_of(reread(event)) == "refused"


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        (ask, "Écrivez ce que vous demandez : le message est tout ce que la personne reçoit."),
        (refuse, "Dites d’abord pourquoi : chaque refus a sa raison."),
    ],
)
def test_asking_and_refusing_take_a_word(edition, editor, verb, sentence):
    with pytest.raises(NotPossible, match=sentence):
        verb(make_proposed(edition=edition), seen="sent", by=editor, message="  ")


def test_public_event_is_cancelled_not_refused(edition, editor):
    event = make_proposed(edition=edition)
    accept(event, seen="sent", by=editor)
    release(edition, "version du 3 septembre")

    with pytest.raises(NotPossible, match="annulez ses séances, avec une raison"):
        refuse(event, seen="public", by=editor, message="Non.")


def test_nothing_of_an_archive_is_decided(edition, editor):
    event = make_proposed(edition=edition)
    type(edition).objects.update(frozen_at=timezone.now())

    with pytest.raises(Frozen):
        accept(reread(event), seen="sent", by=editor)


def test_note_among_coordinators_changes_no_state(edition):
    event = make_proposed(edition=edition)

    write_inner_note(event, "Rappeler Awa.")

    assert (state_of(reread(event)), reread(event).submission.inner_note) == ("sent", "Rappeler Awa.")


def test_note_makes_no_proposal_of_an_event_that_nobody_proposed(edition):
    event = make_proposed(edition=edition, email=None)

    write_inner_note(event, "À relire.")

    assert state_of(reread(event)) == "unsent"


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fr", "Communs : Une question sur Atelier de réparation"),
        ("en", "Communs : A question about Atelier de réparation"),
    ],
)
def test_proposer_is_asked_in_their_language_as_text_and_html(
    editor, mailoutbox, django_capture_on_commit_callbacks, language, subject
):
    event = make_proposed(proposer_language=language)

    with django_capture_on_commit_callbacks(execute=True):
        ask(event, seen="sent", by=editor, message="Combien de <tables> ?")

    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["awa@example.org"], subject)
    assert "Combien de <tables> ?" in mail.body
    assert "Combien de &lt;tables&gt; ?" in mail.alternatives[0].content


def test_nobody_is_written_to_of_an_event_that_nobody_proposed(
    edition, editor, mailoutbox, django_capture_on_commit_callbacks
):
    event = make_proposed(edition=edition, email=None)

    with django_capture_on_commit_callbacks(execute=True):
        accept(event, seen="unsent", by=editor)

    assert (state_of(reread(event)), mailoutbox) == ("accepted", [])
