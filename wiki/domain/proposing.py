"""Proposing a change of a page: by a visitor or by somebody who may not publish it, before anybody reads it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from wiki.content import content_of
from wiki.domain import proposal_mail
from wiki.domain.editing import PageGone
from wiki.kinds import kind_of
from wiki.models import Proposal, ProposalMessage, Version
from wiki.revisions import page_in

if TYPE_CHECKING:
    from wagtail.models import Page, Revision

    from community.models import User
    from wiki.content import Content
    from wiki.kinds import Kind

# What one proposal may add to a page, and how many of visitors may wait: beyond that nobody could read them.
MOST_ADDED = 100_000  # characters
MOST_WAITING = 500
MOST_MESSAGES = 20
DAYS = 30  # that an e-mail address is kept after the decision
DAYS_OPEN = 365  # that one is kept where nobody ever decided
LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Sender:
    """Who proposes: an account, or a visitor with what they chose to say. `origin` digests where it came from."""

    account: User | None = None
    name: str = ""
    email: str = ""
    language: str = "fr"
    origin: str = ""


class NothingChanged(Exception):
    """What was sent is what the page says."""


class TooMuch(Exception):
    """It adds more text than anybody would read in one go."""


class QueueFull(Exception):
    """So many proposals of visitors wait that no other is taken."""


def known_base(page: Page, key: str) -> Revision | None:
    """The version with this key that a form was opened on: one that was once public, of this page, or none."""
    if not key.isdecimal() or len(key) > LONGEST_KEY:
        return None
    version = Version.objects.filter(page_id=page.pk, revision_id=int(key)).select_related("revision").first()
    return version.revision if version else None


def public_content(page: Page, kind: Kind, base: Revision | None) -> Content:
    """What the fields of a live page said in a version that was public; in the last one, without `base`."""
    return content_of(page_in(base) if base else page.specific, kind.fields)


def propose(
    page: Page, typed: Content, *, base: Revision | None, sender: Sender, form: str, word: str = "", passage: str = ""
) -> Proposal:
    """Keep what somebody would change of `page`, and tell whoever reviews it.

    `typed` is the whole content as they would have it, written on `base`. `form` names the form: sent twice, the first
    proposal is given back and nobody is told again. Raises NothingChanged, TooMuch, QueueFull and PageGone.
    """
    kind = kind_of(page)
    if kind is None or not type(page).objects.filter(pk=page.pk, live=True).exists():
        raise PageGone
    before, after = _changed(page, kind, typed, base)
    if not after:
        raise NothingChanged
    if _length(after) - _length(before) > MOST_ADDED:
        raise TooMuch
    key = _key(form, page, after, word)
    known = Proposal.objects.filter(form=key).first()
    if known is not None:
        return known
    if sender.account is None and _waiting_of_visitors() >= MOST_WAITING:
        raise QueueFull
    proposal = Proposal(
        page_id=page.pk, title=page.title, base=base, before=before, after=after, passage=passage, word=word,
        author=sender.account, name="" if sender.account else sender.name, email="" if sender.account else sender.email,
        language=sender.language, origin=sender.origin, form=key,
    )  # fmt: skip
    try:
        with transaction.atomic():
            proposal.save()
            transaction.on_commit(lambda: proposal_mail.tell_reviewers(proposal))
    except IntegrityError:  # the same form, sent twice at the same moment
        return Proposal.objects.get(form=key)
    return proposal


def sent_before(form: str, page: Page, typed: Content, word: str, base: Revision | None) -> Proposal | None:
    """The proposal that this very form made already, when it is sent twice."""
    kind = kind_of(page)
    after = _changed(page, kind, typed, base)[1] if kind else {}
    return Proposal.objects.filter(form=_key(form, page, after, word)).first()


def _changed(page: Page, kind: Kind, typed: Content, base: Revision | None) -> tuple[Content, Content]:
    """What of a page is changed, before and after."""
    standing = public_content(page, kind, base)
    names = [name for name in kind.fields if name in typed and typed[name] != standing[name]]
    return {name: standing[name] for name in names}, {name: typed[name] for name in names}


def _key(form: str, page: Page, after: Content, word: str) -> str:
    return hashlib.sha256(f"{form} {page.pk} {_written(after)} {word}".encode("utf-8", "surrogatepass")).hexdigest()


def _waiting_of_visitors() -> int:
    return Proposal.objects.filter(state__in=Proposal.OPEN, author=None).count()


def _written(content: Content) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _length(content: Content) -> int:
    return len(_written(content))


@transaction.atomic
def withdraw(proposal: Proposal) -> bool:
    """Its author takes it back; False when it was decided meanwhile."""
    values = {"state": Proposal.State.WITHDRAWN, "decided_at": timezone.now()}
    return bool(Proposal.objects.filter(pk=proposal.pk, state__in=Proposal.OPEN).update(**values))


@transaction.atomic
def reply(proposal: Proposal, text: str) -> bool:
    """Its author answers the question, and it waits again; False when it was decided meanwhile, or said enough."""
    asked = Proposal.objects.select_for_update().filter(pk=proposal.pk, state=Proposal.State.ASKED).first()
    if asked is None or asked.messages.count() >= MOST_MESSAGES:
        return False
    message = ProposalMessage.objects.create(proposal=asked, is_from_author=True, text=text)
    asked.state = Proposal.State.WAITING
    asked.save(update_fields=["state", "changed_at"])
    transaction.on_commit(lambda: proposal_mail.tell_reviewers(asked, answer=message.text))
    return True


def forget_addresses() -> int:
    """Delete the private data of proposals: e-mail and origin, some time after the decision. Gives how many."""
    now = timezone.now()
    decided = Proposal.objects.exclude(state__in=Proposal.OPEN).filter(decided_at__lt=now - timedelta(days=DAYS))
    forgotten = Proposal.objects.filter(changed_at__lt=now - timedelta(days=DAYS_OPEN))
    private = (decided | forgotten).exclude(email="", origin="")
    values: dict[str, Any] = {"email": "", "origin": ""}
    return int(Proposal.objects.filter(pk__in=list(private.values_list("pk", flat=True))).update(**values))
