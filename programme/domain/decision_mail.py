"""What whoever proposed an event is told of it, in their language. Nobody without an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from community.mail import messages
from design.addresses import full_address
from programme.domain.proposal_links import link_of
from programme.domain.submission_mail import note_mailed
from wiki.domain.proposal_mail import Recipient

if TYPE_CHECKING:
    from programme.models import Submission

FOLDER = "programme/email"


def tell_proposer(submission: Submission, decision: str, *, is_public: bool = False) -> int:
    """Send what was decided: `decision` is “accepted”, “asked”, “refused” or “published”. How many mails left."""
    event = submission.event
    if event is None or not submission.email:
        return 0
    to = Recipient(submission.email, submission.language or settings.LANGUAGE_CODE, submission.name)
    sent = messages.send(
        f"event_{decision}", to=[to], folder=FOLDER, html=True, event=event, edition=submission.edition,
        message=submission.message, is_public=is_public, event_url=full_address(event) if is_public else "",
        contact=submission.edition.contact_email, mend_url=link_of(submission),
    )  # fmt: skip
    if sent:
        note_mailed(submission)
    return sent
