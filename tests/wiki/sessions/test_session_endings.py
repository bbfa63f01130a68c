"""What is left of a session after some time: what is public, the consents it stands on, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.models import NameInHistory, User
from tests.factories.guides import make_guide
from tests.factories.media import make_file, make_picture
from tests.factories.people import PersonFactory
from tests.wiki.sessions.conftest import open_session
from wiki.content import content_of
from wiki.domain import discussing, proposing, reviewing
from wiki.domain.drafts import begin_draft, forget_old_drafts
from wiki.domain.session_writers import begin_writing, forget_sessions, take_name_off
from wiki.kinds import kind_of, named
from wiki.models import Draft, Message, Proposal, Version, Writer, WritingSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def marie(session):
    return begin_writing(session.seats.first(), name="Marie", written_by="", language="fr")


def wrote(writer):
    """A public version of hers."""
    guide = make_guide()
    version = Version.objects.get(page=guide.pk)
    Version.objects.filter(pk=version.pk).update(user=writer.account, signature="Marie")
    return version


def days_later(session, days):
    WritingSession.objects.filter(pk=session.pk).update(ends_at=timezone.now() - timedelta(days=days))


def account_of(writer):
    return User.objects.get(pk=writer.account_id)


def test_account_keeps_its_name_for_a_month(session, marie):
    wrote(marie)
    days_later(session, 29)

    assert forget_sessions() == 0
    assert account_of(marie).display_name == "Marie"


def test_after_a_month_the_account_has_no_name_and_history_keeps_the_signature(session, marie):
    version = wrote(marie)
    days_later(session, 31)

    assert forget_sessions() == 1

    account = account_of(marie)
    assert (account.display_name, account.is_active, account.groups.count()) == ("", False, 0)
    assert Version.objects.get(pk=version.pk).signature == "Marie"
    assert "Marie" in Writer.objects.get().consent
    assert forget_sessions() == 0


def test_proposal_keeps_the_name_that_signed_it(session, marie):
    Proposal.objects.create(title="x", author=marie.account, state="accepted", form="x")
    days_later(session, 31)

    forget_sessions()

    assert Proposal.objects.get().signature == "Marie"


def test_whoever_wrote_nothing_is_forgotten_whole(session, marie):
    days_later(session, 31)

    assert forget_sessions() == 1
    assert not Writer.objects.exists()
    assert not User.objects.filter(pk=marie.account_id).exists()


def said(writer):
    guide = make_guide()
    message = discussing.start(
        guide, place="", passage="", text="Et sans four ?", by=discussing.Speaker(writer.account, "", "x")
    )
    Message.objects.update(state=Message.State.SHOWN)
    return message


def gave_a_picture(writer):
    return make_picture(uploaded_by_user=writer.account)


def gave_a_file(writer):
    return make_file(uploaded_by_user=writer.account)


@pytest.mark.parametrize("thing", [said, gave_a_picture, gave_a_file])
def test_whoever_spoke_or_gave_something_keeps_their_row_and_their_consent(session, marie, thing):
    given = thing(marie)
    days_later(session, 31)

    assert forget_sessions() == 1
    assert account_of(marie).display_name == ""
    days_later(session, 5 * 366 + 1)
    assert forget_sessions() == 0
    assert "Marie" in Writer.objects.get().consent

    given.delete()
    assert forget_sessions() == 1


def test_message_keeps_the_name_that_signed_it(session, marie):
    said(marie)
    days_later(session, 31)

    forget_sessions()

    assert Message.objects.get().said_by == "Marie"


def test_consent_stays_when_nothing_tells_any_more_what_of_it_is_public(session, marie):
    wrote(marie)
    User.objects.filter(pk=marie.account_id).delete()
    days_later(session, 5 * 366 + 1)

    assert forget_sessions() == 0
    assert "Marie" in Writer.objects.get().consent


def propose(guide, account):
    typed = content_of(guide, kind_of(guide).fields) | {"one_sentence": "À plusieurs."}
    sender = proposing.Sender(account=account, language="fr")
    proposing.propose(guide, typed, base=guide.live_revision, sender=sender, form="x")


@pytest.mark.parametrize(("name", "signature"), [("Marie", "Marie"), ("", "Anonyme")])
def test_proposal_that_is_accepted_after_a_year_is_signed(session, name, signature):
    writer = begin_writing(session.seats.first(), name=name, written_by="", language="fr")
    guide = make_guide()
    propose(guide, writer.account)
    days_later(session, 366)
    forget_sessions()

    saved = reviewing.accept(
        Proposal.objects.get(), by=User.objects.create_superuser("a@example.org", display_name="A")
    )

    assert saved.version.signature == signature


def test_somebody_who_is_here_and_signs_nothing_is_not_named_by_what_was_stored():
    author = PersonFactory(groups=["contributor"])
    author.name_in_history = NameInHistory.NONE
    author.save()
    guide = make_guide()
    propose(guide, author)
    Proposal.objects.update(name="Jeanne")

    saved = reviewing.accept(
        Proposal.objects.get(), by=User.objects.create_superuser("a@example.org", display_name="A")
    )

    assert saved.version.signature == ""


def waiting_proposal(writer):
    Proposal.objects.create(title="x", author=writer.account, state="waiting", form="x")


def begun(writer):
    begin_draft(user=writer.account, kind=named("guide"), start={"title": "La tarte"})


@pytest.mark.parametrize("thing", [waiting_proposal, begun])
def test_account_that_waits_for_something_keeps_its_name_for_a_year(session, marie, thing):
    thing(marie)
    days_later(session, 364)
    assert forget_sessions() == 0

    days_later(session, 366)
    assert forget_sessions() == 1


def test_consent_is_kept_while_its_text_is_public_and_for_five_years(session, marie):
    version = wrote(marie)
    days_later(session, 31)
    forget_sessions()

    days_later(session, 5 * 366 + 1)
    assert forget_sessions() == 0

    version.delete()
    assert forget_sessions() == 1
    assert not WritingSession.objects.exists()


def test_person_who_changes_their_mind_signs_nothing_any_more(session, marie):
    version = wrote(marie)
    Proposal.objects.create(title="x", author=marie.account, state="waiting", form="x")

    take_name_off(marie)

    assert Version.objects.get(pk=version.pk).signature == "Anonyme"
    assert Proposal.objects.get().signature == "Anonyme"
    assert Writer.objects.get().byline == "Anonyme"
    assert "Marie" in Writer.objects.get().consent


def test_name_is_taken_off_after_the_account_was_forgotten_too(session, marie):
    version = wrote(marie)
    Proposal.objects.create(title="x", author=marie.account, state="accepted", form="x")
    days_later(session, 31)
    forget_sessions()

    take_name_off(Writer.objects.get())

    assert Version.objects.get(pk=version.pk).signature == "Anonyme"
    assert Proposal.objects.get().signature == "Anonyme"
    assert account_of(marie).display_name == ""


def test_session_of_somebody_who_leaves_stays_for_those_who_decide(session, facilitator):
    facilitator.delete()

    assert WritingSession.objects.get().facilitator is None


def test_the_daily_command_forgets_sessions_and_old_drafts(session, marie, facilitator, capsys):
    begun(marie)
    Draft.objects.update(changed_at=timezone.now() - timedelta(days=366))
    days_later(session, 31)
    open_session(facilitator, title="Encore ouverte")

    call_command("delete_expired_data")

    assert not Draft.objects.exists()
    assert "People of writing sessions forgotten: 1." in capsys.readouterr().out
    assert [row.title for row in WritingSession.objects.filter(ended_at=None, ends_at__gt=timezone.now())] == [
        "Encore ouverte"
    ]
    assert forget_old_drafts() == 0
