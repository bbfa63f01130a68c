"""Mails about proposed events: the link to whoever writes one, and what came in to whoever decides."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from community.mail import messages
from programme.domain.proposal_links import hidden_address, link_of
from programme.models import Submission
from wiki.domain.proposal_mail import MOST_TOLD, MOST_TOLD_AN_HOUR, Recipient, reviewers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from community.models import User

FOLDER = "programme/email"
LONGEST_TITLE = 100
# What mail programs make a link of.
_ADDRESS = re.compile(r"://|www\.|@|\w\.[^\W\d_]{2,}", re.IGNORECASE)


def send_link(submission: Submission) -> int:
    """The way back to what is written. How many mails left: none without an address."""
    return _to_proposer(submission, "proposal_link")


def send_links(submissions: Sequence[Submission]) -> int:
    """The ways back to all that one address proposes, in one mail, as they are: whoever asked for it may be anybody."""
    if len(submissions) < 2:  # noqa: PLR2004 -- one is said in the singular
        return sum(map(send_link, submissions))
    latest = submissions[0]
    to = Recipient(latest.email, latest.language, latest.name)
    events = [{"title": told_title(one) or one.edition.title, "url": link_of(one)} for one in submissions]
    return messages.send("proposal_links", to=[to], folder=FOLDER, html=True, events=events)


def told_title(submission: Submission) -> str:
    """The title as a mail to an address that nobody confirmed may say it: one line, "" for a long one and for one that
    holds an address itself, since anybody may have typed both.
    """
    said = submission.event.title if submission.event else str(submission.data.get("title", ""))
    title = " ".join(said.split())
    return "" if len(title) > LONGEST_TITLE or _ADDRESS.search(title) else title


def tell_address_before(submission: Submission, before: str) -> int:
    """To the address that it had until now: that another has its place, and what to do where that was nobody's wish."""
    return messages.send(
        "proposal_moved", to=[Recipient(before, submission.language, "")], folder=FOLDER, html=True,
        submission=submission, edition=submission.edition, title=told_title(submission), url=link_of(submission),
        address=hidden_address(submission.email), contact=submission.edition.contact_email,
    )  # fmt: skip


def send_receipt(submission: Submission) -> int:
    """It has come in; the same way back."""
    return _to_proposer(submission, "proposal_received")


def tell_coordinators(submission: Submission, *, what: str, text: str = "") -> int:
    """`what` is “proposed”, “mended”, “withdrawn” or “change”. Of a flood, the first are told."""
    lately = timezone.now() - timedelta(hours=1)
    if Submission.objects.filter(account=None, sent_at__gt=lately).count() > MOST_TOLD_AN_HOUR:
        return 0
    url = f"{settings.BASE_URL}/a-relire/"
    return messages.send(
        "proposal_came", to=_coordinators(submission), folder=FOLDER, html=True, submission=submission,
        event=submission.event, edition=submission.edition, what=what, text=text, url=url,
    )  # fmt: skip


def _to_proposer(submission: Submission, template: str) -> int:
    if not submission.email:
        return 0
    to = Recipient(submission.email, submission.language, submission.name)
    return messages.send(
        template, to=[to], folder=FOLDER, html=True, submission=submission, edition=submission.edition,
        title=told_title(submission), url=link_of(submission),
    )  # fmt: skip


def _coordinators(submission: Submission) -> Iterable[User]:
    own = submission.edition.coordinators.filter(is_active=True)
    return list(own[:MOST_TOLD]) or list(reviewers()[:MOST_TOLD])
