"""The queue of mails to those who follow: sent by `send_mails`, follower by follower, whatever happens in between.

A mail is drawn when it is sent, so that it says nothing that its reader may not see any more: see
docs/decisions/0019-following.md.
"""

from __future__ import annotations

import logging
import smtplib
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation

from community.mail.backend import hand_over
from search.saved import public_now
from wiki.context.follow_mail import MOST_PAGES, Pages, news_mail, news_of, question_mail
from wiki.domain.following import forget_unanswered
from wiki.domain.notices import is_due, spread_notices
from wiki.kinds import kind_of
from wiki.models import Delivery, Follow, Follower, Message, Rhythm
from wiki.models.following import LONGEST_REST
from wiki.topics import subjects_of
from wiki.visibility import Readable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from django.core.mail import EmailMessage

    from community.models import User

logger = logging.getLogger(__name__)

# A process that has held a follower for so long is gone.
LONGEST_HOLD = timedelta(minutes=15)
# An address that its server refuses is tried so often, over some three days; then what waited for it goes.
MOST_REFUSALS = 12
# In one run: the next one goes on.
MOST_FOLLOWERS, MOST_VERSIONS = 2000, 500


class ServerAway(Exception):
    """The mail server cannot be reached, or takes nothing now: everything waits."""


@dataclass(slots=True)
class Report:
    sent: int = 0
    refused: int = 0
    left_out: int = 0
    away: str = ""
    stopped: bool = False
    pages: Pages = field(default_factory=Pages)


def send_mails(*, goes_on: Any = lambda: True) -> Report:
    """Send what is due. `goes_on` is asked before each mail: a process told to end finishes the one it is at."""
    report = Report()
    forget_unanswered()
    spread_notices()
    try:
        for follower in _due_followers():
            if not goes_on():
                report.stopped = True
                break
            _serve(follower, report, goes_on)
    except ServerAway as error:
        report.away = str(error)
        logger.error("Mails wait: the mail server cannot be reached. EMAIL_URL: %s", error)  # noqa: TRY400 -- a sentence for the operator
    return report


def send_question(follow: Follow) -> bool:
    """Right away, for whoever waits before the screen; False when the mail server is away, and the queue has it."""
    claim = _taken(follow.follower_id)
    if claim is None:
        return True
    try:
        _ask(Follow.objects.select_related("follower__user").get(pk=follow.pk), Report())
    except ServerAway as error:
        logger.error("A question waits: the mail server cannot be reached. EMAIL_URL: %s", error)  # noqa: TRY400 -- the same
        return False
    finally:
        _let_go(claim)
    return True


def _due_followers() -> Iterator[Follower]:
    now = timezone.now()
    # A rest that ends later than it may was noted before the clock went back.
    rested = Q(retry_at=None) | Q(retry_at__lte=now) | Q(retry_at__gt=now + LONGEST_REST)
    waits = Delivery.objects.filter(is_due(now) | Q(handed_over=True), follower=OuterRef("pk"))
    asked = Follow.objects.filter(follower=OuterRef("pk"), asks=True)
    due = Follower.objects.filter(rested).filter(Q(Exists(waits)) | Q(Exists(asked)))
    yield from due.select_related("user").order_by("attempts", "pk")[:MOST_FOLLOWERS]


def _taken(pk: int) -> uuid.UUID | None:
    """One process at a time writes to a follower."""
    now, claim = timezone.now(), uuid.uuid4()
    free = Q(taken=None) | Q(taken_at__lt=now - LONGEST_HOLD) | Q(taken_at__gt=now + LONGEST_HOLD)
    return claim if Follower.objects.filter(free, pk=pk).update(taken=claim, taken_at=now) else None


def _let_go(claim: uuid.UUID) -> None:
    Follower.objects.filter(taken=claim).update(taken=None, taken_at=None)


def _serve(follower: Follower, report: Report, goes_on: Any) -> None:
    claim = _taken(follower.pk)
    if claim is None:
        return
    try:
        _forget_interrupted(follower)
        for question in follower.follows.filter(asks=True, confirmed_at=None).select_related("follower__user"):
            _ask(question, report)
        with translation.override(follower.reads):
            for deliveries in _mails(follower, timezone.now()):
                if not goes_on():
                    report.stopped = True
                    return
                _tell_or_set_aside(follower, deliveries, report)
    finally:
        _let_go(claim)


def _forget_interrupted(follower: Follower) -> None:
    """A process was killed while the mail server had this mail: sent or not, it is not sent twice."""
    begun = follower.deliveries.filter(handed_over=True)
    if told := list(begun.values_list("version", "message", "item")):
        logger.warning(
            "A mail was interrupted, and is not sent again: follower %s, (version, message, item) %s.", follower, told
        )
        begun.delete()


def _mails(follower: Follower, now: datetime) -> list[list[Delivery]]:
    """What is due, mail by mail: one for each thing followed at once, one for each digest.

    With a page come its later changes that are not due yet: they are told together.
    """
    waiting = follower.deliveries.filter(handed_over=False)
    are_due = set(waiting.filter(is_due(now)).values_list("pk", flat=True))
    with_pages = waiting.select_related("follow", "version__page", "version__restores", "message__thread__page")
    rows = list(with_pages.order_by("pk")[:MOST_VERSIONS])
    due = {(one.follow_id, one.about) for one in rows if one.pk in are_due}
    mails: dict[Any, list[Delivery]] = {}
    for one in rows:
        if (one.follow_id, one.about) in due:
            at_once = one.follow.rhythm == Rhythm.AT_ONCE
            mails.setdefault(one.follow_id if at_once else one.follow.rhythm, []).append(one)
    return list(mails.values())


def readable_in_mails(user: User | None) -> Readable:
    """What somebody sees on the site, but for a password: nobody types one in a mailbox."""
    return Readable(SimpleNamespace(user=user, session={}) if user else None)  # type: ignore[arg-type]


def _tell_or_set_aside(follower: Follower, deliveries: list[Delivery], report: Report) -> None:
    """A page that cannot be drawn holds up its own mail alone, and not for ever."""
    try:
        _tell(follower, deliveries, report)
    except (ServerAway, DatabaseError):
        raise
    except Exception as error:
        logger.exception("A mail could not be written: follower %s.", follower)
        follower.set_aside(type(error).__name__)
        if follower.attempts >= MOST_REFUSALS:
            Delivery.objects.filter(pk__in=[one.pk for one in deliveries]).delete()


def _tell(follower: Follower, deliveries: list[Delivery], report: Report) -> None:
    """One mail: what its reader may see today, and nothing of the rest, which is not told later either."""
    readable = readable_in_mails(follower.user)
    items = public_now({one.item for one in deliveries if one.item})
    seen = [one for one in deliveries if _may_be_told(one, follower, readable, items)]
    keys = [one.pk for one in deliveries]
    report.left_out += len(deliveries) - len(seen)
    if seen:
        subjects = subjects_of({(one.follow.topic, one.follow.key) for one in seen}, readable)
        news = news_of(seen, subjects, report.pages, items)
        left = max(len({one.about for one in seen}) - MOST_PAGES, 0)
        first = seen[0].follow
        message = news_mail(follower, news, rhythm=first.rhythm, follow=first, left=left)
        Delivery.objects.filter(pk__in=keys).update(handed_over=True)
        if not _handed_over(message, follower, keys, report):
            return
    Delivery.objects.filter(pk__in=keys).delete()


def _may_be_told(delivery: Delivery, follower: Follower, readable: Readable, items: Collection[str]) -> bool:
    if delivery.item:
        return bool(follower.address) and delivery.item in items
    page, message = delivery.page, delivery.message
    if message is not None and message.state != Message.State.SHOWN:
        return False
    return bool(follower.address) and readable.sees(page) and kind_of(page.specific) is not None


def _handed_over(message: EmailMessage, follower: Follower, keys: list[int], report: Report) -> bool:
    """Whether the mail server took it. What it did not take waits; what it refuses too often goes."""
    waiting = Delivery.objects.filter(pk__in=keys)
    try:
        hand_over(message)
    except Exception as error:
        waiting.update(handed_over=False)
        if not is_refusal(error):
            raise ServerAway(str(error) or type(error).__name__) from error
        report.refused += 1
        follower.set_aside(str(error))
        if follower.attempts >= MOST_REFUSALS:
            logger.warning("The mail server refuses a follower's address for good: follower %s.", follower)
            waiting.delete()
        return False
    report.sent += 1
    if follower.attempts:
        Follower.objects.filter(pk=follower.pk).update(attempts=0, retry_at=None, last_error="")
    return True


def is_refusal(error: Exception) -> bool:
    """Whether it is this mail that the server does not want, and not every one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | ValueError | UnicodeError):
        return True
    return isinstance(error, smtplib.SMTPNotSupportedError)


def _ask(question: Follow, report: Report) -> None:
    """Ask an address whether it wants to follow; of what is not public any more, nothing is said."""
    follower = question.follower
    subject = subjects_of([(question.topic, question.key)], Readable()).get((question.topic, question.key))
    if subject is None:
        question.delete()
        return
    # Before the server is asked, so that a process that is killed asks no address twice.
    Follow.objects.filter(pk=question.pk).update(asks=False)
    with translation.override(follower.reads):
        message = question_mail(question, subject)
    is_taken = False
    try:
        is_taken = _handed_over(message, follower, [], report)
    finally:
        if not is_taken and follower.attempts < MOST_REFUSALS:
            Follow.objects.filter(pk=question.pk).update(asks=True)
