"""Mails about proposed events: the link to whoever writes one, and what came in to whoever decides."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.mail import messages
from design.addresses import full_address
from programme.domain.proposal_links import hidden_address, link_of
from programme.models import Submission
from wiki.domain.proposal_mail import MOST_TOLD, MOST_TOLD_AN_HOUR, Recipient, reviewers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from community.models import User

FOLDER = "programme/email"
LONGEST_TITLE = 100
# Beside the fields of the form, in `Submission.data`: the address that mails went to.
MAILED = "mailed"
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
    sent = messages.send("proposal_links", to=[to], folder=FOLDER, html=True, events=events)
    for one in submissions if sent else ():
        note_mailed(one)
    return sent


def told_title(submission: Submission) -> str:
    """The title as a mail to an address that nobody confirmed may say it: one line, "" for a long one and for one that
    holds an address itself, since anybody may have typed both.
    """
    said = submission.event.title if submission.event else str(submission.data.get("title", ""))
    title = " ".join(said.split())
    return "" if len(title) > LONGEST_TITLE or _ADDRESS.search(title) else title


def tell_address_before(submission: Submission, before: str) -> int:
    """To the address that it had until now: that another has its place, and what to do where that was nobody's wish.

    Without the link: whoever proposed the event has it, and an address that was typed wrong is somebody else's.
    """
    edition = submission.edition
    return messages.send(
        "proposal_moved", to=[Recipient(before, submission.language, "")], folder=FOLDER, html=True, edition=edition,
        title=told_title(submission), address=hidden_address(submission.email),
        contact=edition.contact_email or full_address(edition), links_url=settings.BASE_URL + reverse("ask_event_link"),
    )  # fmt: skip


def was_mailed(submission: Submission) -> bool:
    """Whether a mail about it went to the address that it has. Of what was sent before this was noted: yes."""
    email = submission.email.lower()
    return bool(email) and submission.data.get(MAILED, email if submission.sent_at else "") == email


def note_mailed(submission: Submission) -> None:
    """Note the address that a mail went to; two queries, none where it is noted already."""
    email = submission.email.lower()
    if submission.data.get(MAILED) == email:
        return
    with transaction.atomic():
        # Whoever writes a step at this moment keeps what they wrote.
        row = Submission.objects.select_for_update(no_key=True).filter(pk=submission.pk)
        for data in row.values_list("data", flat=True):
            row.update(data={**data, MAILED: email})
    submission.data = {**submission.data, MAILED: email}


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
    sent = messages.send(
        template, to=[to], folder=FOLDER, html=True, submission=submission, edition=submission.edition,
        title=told_title(submission), url=link_of(submission),
    )  # fmt: skip
    if sent:
        note_mailed(submission)
    return sent


def _coordinators(submission: Submission) -> Iterable[User]:
    own = submission.edition.coordinators.filter(is_active=True)
    return list(own[:MOST_TOLD]) or list(reviewers()[:MOST_TOLD])
