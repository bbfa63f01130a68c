"""Two people do the same, or its contrary, at the same moment: one of them does it, and the other is told."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from programme.domain.changes import Frozen, NotPossible
from programme.domain.deciding import accept, refuse, state_of
from programme.domain.freezing import freeze
from programme.domain.moving import put, stamp
from programme.domain.occurrences import move_occurrence
from programme.domain.releasing import release
from programme.domain.submitting import Proposal, Sender, Time, begin, send, set_contact, withdraw
from programme.models import EditionPage, EventPage, Occurrence, ProgrammeNotice, Release, Submission
from search.publishing import NotPublishable
from tests.factories.people import PersonFactory
from tests.factories.programme import WRITER, at, make_edition, make_event, make_proposed, when
from tests.together import among, together
from wiki.content import content_of
from wiki.domain.editing import Change, Refused, save_change
from wiki.kinds import kind_of

HOLDS_THE_EDITION = r'SELECT "programme_editionpage"."frozen_at"( AS "frozen_at")? FROM'
LOCKS_THE_PAGE = r'SELECT "wagtailcore_page"."id"( AS "pk")? FROM "wagtailcore_page" WHERE "wagtailcore_page"."id" = '
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def told(act):
    """What became of it: “done”, or the kind of refusal and its sentence."""
    with translation.override("fr"):
        try:
            act()
        except NotPossible as refused:
            return type(refused).__name__, str(refused)
    return "done", ""


def kinds(found):
    return sorted(kind for kind, _sentence in found)


@pytest.fixture
def editors():
    return [PersonFactory(groups=("editor",), display_name=name) for name in ("Solenn Even", "Malo Prigent")]


@pytest.fixture
def edition():
    return make_edition(proposals_from=date(2026, 1, 1))


def test_two_coordinators_decide_on_one_event(request, edition, editors):
    key = make_proposed(edition=edition).pk
    path = request.getfixturevalue("shared_database")
    mail.outbox.clear()

    def decide(number):
        event = EventPage.objects.get(pk=key)
        verb = (accept, refuse)[number]
        return told(lambda: verb(event, seen="sent", by=editors[number], message="C’est dit."))

    found = together(2, decide, path)

    assert kinds(found) == ["Meanwhile", "done"]
    first = editors[0] if found[0][0] == "done" else editors[1]
    [sentence] = [said for kind, said in found if kind == "Meanwhile"]
    assert f"{first.display_name} a été plus rapide" in sentence
    assert [one.to for one in mail.outbox] == [["awa@example.org"]]
    state = among(lambda: state_of(EventPage.objects.select_related("submission").get(pk=key)), path)
    assert state == ("accepted" if first == editors[0] else "refused")


def test_proposer_withdraws_while_a_coordinator_accepts(request, edition, editors):
    event = make_proposed(edition=edition)
    path = request.getfixturevalue("shared_database")
    verbs = (
        lambda: accept(EventPage.objects.get(pk=event.pk), seen="sent", by=editors[0]),
        lambda: withdraw(Submission.objects.select_related("edition", "event").get()),
    )

    assert len([one for one in together(2, lambda number: told(verbs[number]), path) if one[0] == "done"]) == 1


def test_two_moves_of_one_time(request, edition, editors):
    occurrence = make_event(edition=edition).occurrences.get()
    path = request.getfixturevalue("shared_database")

    def move(number):
        row = Occurrence.objects.select_related("event").get(pk=occurrence.pk)
        return told(lambda: put(row, seen=stamp(occurrence), when=when(9 + number), by=editors[number]))

    found = together(2, move, path)

    assert kinds(found) == ["Meanwhile", "done"]
    assert among(lambda: (Occurrence.objects.get().sequence, ProgrammeNotice.objects.count()), path) == (1, 1)


def test_programme_becomes_an_archive_while_an_organiser_moves_a_time(request, edition, editors, monkeypatch):
    """Whichever comes first: nothing changes in an archive, and nothing that was said to be done is lost."""
    event = make_event(edition=edition)
    key = event.occurrences.get().pk
    path = request.getfixturevalue("shared_database")
    monkeypatch.setattr(timezone, "now", lambda: at(9, day=date(2027, 11, 2)))
    edition, row = EditionPage.objects.get(), Occurrence.objects.select_related("event").get(pk=key)
    verbs = (lambda: freeze(edition, by=editors[0]), lambda: move_occurrence(row, when(18)))

    freezing, moving = together(2, lambda number: told(verbs[number]), path)

    assert freezing[0] == "done"
    start, frozen = among(lambda: (Occurrence.objects.get().starts_at, EditionPage.objects.get().is_frozen), path)
    assert (start, frozen) == (at(18) if moving[0] == "done" else at(14), True)
    assert moving[0] == "done" or "archive" in moving[1]


def test_programme_becomes_an_archive_while_somebody_saves_a_text(request, edition, editors, monkeypatch):
    event = make_event(edition=edition)
    path = request.getfixturevalue("shared_database")
    monkeypatch.setattr(timezone, "now", lambda: at(9, day=date(2027, 11, 2)))
    edition, page = EditionPage.objects.get(), EventPage.objects.get()
    change = Change({**content_of(page, kind_of(page).fields), "one_sentence": "Une phrase neuve."}, page.live_revision)

    def write():
        try:
            save_change(page, change, by=editors[1])
        except Refused as refused:
            raise NotPossible(str(refused.messages)) from None

    verbs = (lambda: freeze(edition, by=editors[0]), write)
    freezing, writing = together(2, lambda number: told(verbs[number]), path)

    assert freezing[0] == "done"
    sentence, frozen = among(
        lambda: (EventPage.objects.get(pk=event.pk).one_sentence, EditionPage.objects.get().is_frozen), path
    )
    assert (sentence == "Une phrase neuve.", frozen) == (writing[0] == "done", True)
    assert writing[0] == "done" or "archive" in writing[1]


def test_edition_is_held_before_the_text_of_an_event_is_saved(edition, editors):
    """The first lock of every verb: two that took theirs in another order would wait for each other."""
    page = make_event(edition=edition)
    change = Change(content_of(page, kind_of(page).fields), page.live_revision)
    with CaptureQueriesContext(connection) as queries:
        save_change(page, change, by=editors[0])
    asked = [one["sql"] for one in queries]
    held = [number for number, sql in enumerate(asked) if re.match(HOLDS_THE_EDITION, sql)]
    locked = [number for number, sql in enumerate(asked) if re.match(LOCKS_THE_PAGE, sql)]
    assert held
    assert held[0] < locked[0]


def test_text_of_an_archive_is_not_published_by_the_administration(edition, editors):
    revision = make_event(edition=edition).save_revision()
    EditionPage.objects.update(frozen_at=at(9, day=date(2027, 11, 2)))
    with pytest.raises(NotPublishable, match="archive"):
        revision.publish(user=editors[0])


def test_frozen_meanwhile_is_said_to_whoever_read_the_edition_before(edition, editors):
    row = make_event(edition=edition).occurrences.select_related("event").get()
    assert not row.event.edition.is_frozen
    EditionPage.objects.update(frozen_at=at(9, day=date(2027, 11, 2)))

    with pytest.raises(Frozen):
        move_occurrence(row, when(18))


def test_version_is_made_twice(request, edition, editors):
    for number in range(3):
        make_proposed(f"Atelier {number}", edition=edition, state="accepted", email=f"p{number}@example.org")
    path = request.getfixturevalue("shared_database")
    mail.outbox.clear()

    found = together(
        2, lambda number: told(lambda: release(EditionPage.objects.get(), "version du 3 septembre", by=editors[number])),
        path,
    )  # fmt: skip

    assert found[0][0] == "done" or found[1][0] == "done"
    assert among(Release.objects.count, path) == 1
    assert among(lambda: EventPage.objects.live().count(), path) == 3
    assert sorted(one.to[0] for one in mail.outbox) == [f"p{number}@example.org" for number in range(3)]
    # What the version does not tell, a notice does.
    rows = among(lambda: {row["event"] for row in Release.objects.get().rows}, path)
    noticed = among(lambda: set(ProgrammeNotice.objects.values_list("event", flat=True)), path)
    assert len(rows | noticed) == 3


def test_form_is_sent_twice(request, edition):
    path = request.getfixturevalue("shared_database")

    made = together(2, lambda _number: begin(EditionPage.objects.get(), Sender(form="un")).pk, path)

    assert (len(set(made)), among(Submission.objects.count, path)) == (1, 1)


def test_event_is_sent_twice(request, edition):
    submission = begin(edition, Sender(form="un"))
    Submission.objects.update(email="awa@example.org")
    path = request.getfixturevalue("shared_database")
    fields = {"title": "Atelier", "one_sentence": "On répare.", "works": [], "credits": WRITER, "other_organisers": ""}
    mail.outbox.clear()

    def once_more(_number):
        row = Submission.objects.select_related("edition", "event").get(pk=submission.pk)
        return send(row, Proposal(fields=fields, times=(Time(when=when()),))).pk

    made = together(2, once_more, path)

    assert (len(set(made)), among(lambda: (EventPage.objects.count(), Occurrence.objects.count()), path)) == (1, (1, 1))
    assert [one.to for one in mail.outbox] == [["awa@example.org"]]


def test_mail_about_another_address_leaves_once_it_is_stored_and_names_it():
    submission = make_proposed(email="awa@example.org").submission
    set_contact(submission, email="dina@example.net")
    [message] = mail.outbox
    assert message.to == ["awa@example.org"]
    assert "d•••@example.net" in message.body


def test_no_mail_about_another_address_leaves_where_it_was_not_stored(monkeypatch):
    def breaks(*_args, **_kwargs):
        raise DatabaseError

    submission = make_proposed(email="awa@example.org").submission
    monkeypatch.setattr(submission, "save", breaks)
    with pytest.raises(DatabaseError):
        set_contact(submission, email="dina@example.net")
    assert mail.outbox == []
