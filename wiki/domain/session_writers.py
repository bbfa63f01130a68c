"""The people of a writing session: the name that each signs with, what they agree to, how long all of it is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, WorkflowState

from community.domain.temporary import forget_person, lend_account
from community.models import NameInHistory, User
from community.queries import public_associations
from wiki.domain.signing import sign_history
from wiki.models import Draft, Message, Proposal, Seat, Version, Writer, WritingSession

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_WRITERS = 200  # of a session
MOST_AT_A_PLACE = 30
DAYS = 30  # after its end, an account that waits for nothing is a row without a name
DAYS_WAITING = 365  # and whatever waits, after this
CONSENT_DAYS = 5 * 366  # that a consent is kept after the session, at least


class Over(Exception):
    """The session has ended, or this place was closed."""


class Full(Exception):
    """More people wrote in this session than anybody could read again."""


class PlaceFull(Full):
    """More people took this one slip than an afternoon has turns."""


def consent_text(byline: str) -> str:
    """What a person agrees to, in the language of the site now: stored word for word beside their name."""
    return _(
        "What I write in this session is read again, then published on %(site)s under the free licence that each page "
        "says, most often CC BY-SA 4.0: everybody may read it, copy it and change it, for good, saying who made it. "
        "It is signed: “%(name)s”. I may ask later that this name no longer shows."
    ) % {"site": settings.SITE_NAME, "name": byline}


@transaction.atomic
def begin_writing(seat: Seat, *, name: str, written_by: str, language: str) -> Writer:
    """Somebody sits down at a place, says which name signs and agrees: a temporary account that ends with the session.

    `name` "" signs for nobody; `written_by` names who writes for them, and is then the witness of their consent.
    Raises Over, Full and PlaceFull.
    """
    session = WritingSession.objects.select_for_update(of=("self",)).get(pk=seat.session_id)
    current = Seat.objects.select_for_update(of=("self",)).select_related("session").get(pk=seat.pk)
    if not current.is_open:
        raise Over
    if session.writers.count() >= MOST_WRITERS:
        raise Full
    if current.writers.count() >= MOST_AT_A_PLACE:
        raise PlaceFull
    writer = Writer(
        session=session, seat=current, name=name, written_by=written_by, consented_at=timezone.now(),
        consent_said_by=Writer.Witness.FACILITATOR if written_by else Writer.Witness.SELF,
    )  # fmt: skip
    writer.consent = consent_text(writer.byline)
    writer.account = lend_account(display_name=_signature(writer), language=language, ends_at=session.ended)
    writer.save()
    _came_in(current)
    return writer


def _signature(writer: Writer) -> str:
    """Pages are in the language of the site, whatever that of the person is."""
    with translation.override(settings.LANGUAGE_CODE):
        return writer.byline


@transaction.atomic
def write_again(seat: Seat, key: int) -> Writer:
    """Somebody who wrote at this place goes on under the same name. Raises Over, and Writer.DoesNotExist."""
    current = Seat.objects.select_related("session").get(pk=seat.pk)
    if not current.is_open:
        raise Over
    writer = current.writers.select_related("account").get(pk=key, account__is_active=True)
    Writer.objects.filter(pk=writer.pk).update(left_at=None)
    _came_in(current)
    return writer


def _came_in(seat: Seat) -> None:
    Seat.objects.filter(pk=seat.pk).update(entered_at=timezone.now())


@transaction.atomic
def take_name_off(writer: Writer) -> None:
    """Sign what somebody wrote by nobody from now on: history, proposals, messages, and what is still to be published.

    What a page says itself, such as its credits, is changed on that page, in the open. The consent stays as it was.
    """
    writer.withdrawn_at = timezone.now()
    writer.save(update_fields=["withdrawn_at"])
    if writer.account is None:
        return
    name = _signature(writer)
    User.objects.filter(pk=writer.account_id, is_active=True).update(display_name=name)
    writer.account.refresh_from_db()
    Proposal.objects.filter(author=writer.account).exclude(name="").update(name=name)
    sign_history(writer.account, name_in_history=NameInHistory.OTHER, other_name=name)


def leave(writer: Writer) -> None:
    Writer.objects.filter(pk=writer.pk).update(left_at=timezone.now())


def writer_of(user: Any) -> Writer | None:
    """Who writes with a temporary account; None for the account of everybody else. One query for the first alone."""
    if not user.is_authenticated or not user.is_temporary:
        return None
    return Writer.objects.select_related("session__facilitator", "seat").filter(account=user.pk).first()


def association_of(user: Any) -> int | None:
    """The association that a session is run by, while it is public, for what is written in it; none otherwise."""
    writer = writer_of(user)
    key = writer.session.association_id if writer else None
    return key if key and public_associations().filter(pk=key).exists() else None


def forget_sessions() -> int:
    """Leave of sessions of some time ago what is public, and the consents that it stands on. Gives how many went.

    Whoever wrote nothing is forgotten whole. An account with something that waits keeps its name for a year, since what
    is published then is signed by it.
    """
    now = timezone.now()
    ended = Q(session__ended_at__lt=now - timedelta(days=DAYS)) | Q(session__ends_at__lt=now - timedelta(days=DAYS))
    gone = 0
    writers = Writer.objects.filter(ended, account__is_active=True).select_related("account", "session")
    for writer in writers.filter(~_waits() | Q(session__ends_at__lt=now - timedelta(days=DAYS_WAITING))):
        _forget(writer)
        gone += 1
    return gone + _forget_consents()


def _waits() -> Q:
    under_review = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    rows = (
        Proposal.objects.filter(author=OuterRef("account"), state__in=Proposal.OPEN),
        WorkflowState.objects.filter(requested_by=OuterRef("account"), status__in=under_review),
        Draft.objects.filter(user=OuterRef("account")),
    )
    return Q(Exists(rows[0])) | Q(Exists(rows[1])) | Q(Exists(rows[2]))


@transaction.atomic
def _forget(writer: Writer) -> None:
    account: Any = writer.account
    if not _wrote(account):
        writer.delete()
        account.delete()
        return
    Proposal.objects.filter(author=account).update(name=account.display_name)
    Draft.objects.filter(user=account).delete()
    forget_person(account)


def _wrote(account: User) -> bool:
    rows = (Proposal.objects.filter(author=account), Page.objects.filter(owner=account), *_public_of(account.pk))
    return any(found.exists() for found in rows)


def _public_of(account: Any) -> tuple[QuerySet[Any], ...]:
    """What readers may have of an account, given by its key or by a reference to it."""
    return (
        Version.objects.filter(user=account),
        Message.objects.filter(author=account),
        get_image_model().objects.filter(uploaded_by_user=account),
        get_document_model().objects.filter(uploaded_by_user=account),
    )


def _forget_consents() -> int:
    """A consent is kept as long as what it allows is public, and five years at least; then its session goes too.

    It stays when somebody deleted the account by hand: nothing tells any more what of theirs is public.
    """
    before = timezone.now() - timedelta(days=CONSENT_DAYS)
    old: QuerySet[Writer] = Writer.objects.filter(session__ends_at__lt=before, account__isnull=False)
    for public in _public_of(OuterRef("account")):
        old = old.filter(~Q(Exists(public)))
    gone = old.delete()[0]
    WritingSession.objects.filter(ends_at__lt=before, writers=None).delete()
    return gone
