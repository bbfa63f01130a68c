"""Deciding on what somebody proposes: the page as it is now is merged with it, and whoever is second is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wiki.content import content_of, fill
from wiki.domain import proposal_mail
from wiki.domain.editing import Change, Outcome, PageGone, current_revision, merge_change, save_change
from wiki.domain.moderation import note
from wiki.domain.trust import raise_when_earned
from wiki.domain.versions import Description
from wiki.kinds import kind_of
from wiki.models import Decision, Proposal, ProposalMessage, Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wagtail.models import Page, Revision

    from community.models import User
    from wiki.content import Content
    from wiki.domain.editing import Saved
    from wiki.kinds import Kind, Problems
    from wiki.merging import Merged


class AlreadyDecided(Exception):
    """Another reviewer was quicker, or its author took it back; `proposal` says what came of it."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.pk)
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Applied:
    """A proposal on its page as that is now: two pages in memory, and what of it collides with what came since."""

    kind: Kind
    live: Page
    proposed: Page
    now: Content
    merged: Merged
    problems: Problems
    revision: Revision | None

    @property
    def changes_nothing(self) -> bool:
        return not self.merged.collisions and self.merged.content == self.now


def change_in(proposal: Proposal, *, choices: Mapping[str, str] | None = None) -> Change:
    return Change(content=proposal.after, before=proposal.before, choices=choices or {})


def applied(proposal: Proposal, *, choices: Mapping[str, str] | None = None) -> Applied:
    """What the page would be with a proposal, today. Raises PageGone."""
    page = proposal.page.specific if proposal.page else None
    kind = kind_of(page)
    if page is None or kind is None or not page.live:
        raise PageGone
    standing, proposed = (type(page).objects.get(pk=page.pk) for _side in range(2))
    now = content_of(standing, kind.fields)
    merged = merge_change(kind, change_in(proposal, choices=choices), theirs=now, revision=None)
    fill(proposed, merged.content)
    return Applied(kind, standing, proposed, now, merged, kind.problems(proposed), current_revision(page))


@transaction.atomic
def accept(
    proposal: Proposal, *, by: User, choices: Mapping[str, str] | None = None, adapted: Change | None = None,
    reason: str = "",
) -> Saved:  # fmt: skip
    """Publish what was proposed, credited to its author; with `adapted`, what the reviewer made of it.

    `adapted` is a whole content written on a version of the page. Raises AlreadyDecided, Collided, Refused, PageGone.
    """
    open_one = _claimed(proposal)
    page = open_one.page.specific if open_one.page else None
    # What somebody unpublished does not come back by the hand of a visitor.
    if page is None or not page.live:
        raise PageGone
    said = _description(open_one, by=by)
    change = adapted or change_in(open_one, choices=choices)
    saved = save_change(
        page,
        Change(
            content=change.content, base=change.base, before=change.before, choices=change.choices,
            summary=said.summary, described=said,
        ),
        by=by,
    )  # fmt: skip
    state = Proposal.State.ADAPTED if adapted or choices else Proposal.State.ACCEPTED
    _decide(open_one, state, by=by, reason=reason, version=saved.version)
    if saved.outcome is not Outcome.UNCHANGED:
        raise_when_earned(open_one.author)
    return saved


def _description(proposal: Proposal, *, by: User) -> Description:
    """The history names whoever wrote it; the reviewer is who patrolled it."""
    with translation.override(settings.LANGUAGE_CODE):
        # As it is stored: somebody who left without a name is told of in the language of each reader.
        signature = _signature(proposal)
    return Description(
        kind=Version.Kind.ACCEPTED, by=proposal.author, signature=signature, summary=" ".join(proposal.word.split()),
        is_by_visitor=proposal.author is None, patrolled_by=by,
    )  # fmt: skip


def _signature(proposal: Proposal) -> str:
    author = proposal.author
    if author is None:
        return proposal.name or str(_("a visitor"))
    # A temporary account that was forgotten left its name on what waited; whoever is here and signs nothing has none.
    return proposal.name if author.is_temporary and not author.is_active else author.signature


@transaction.atomic
def refuse(proposal: Proposal, *, by: User, reason: str, with_same_origin: bool = False) -> list[Proposal]:
    """Say no, with a reason; with the others of visitors that came from the same address, when asked. Gives all.

    Raises AlreadyDecided.
    """
    refused = [_claimed(proposal)]
    if with_same_origin and refused[0].author_id is None:
        refused += same_origin(refused[0]).select_for_update()
    for each in refused:
        _decide(each, Proposal.State.REFUSED, by=by, reason=reason)
    return refused


def same_origin(proposal: Proposal) -> Any:
    """Other open proposals of visitors that came from where this one came from."""
    others = Proposal.objects.filter(author=None, state__in=Proposal.OPEN).exclude(pk=proposal.pk).exclude(origin="")
    return others.filter(origin=proposal.origin)


@transaction.atomic
def ask(proposal: Proposal, *, by: User, question: str) -> Proposal:
    """Ask its author something; it stays in the queue. Raises AlreadyDecided."""
    asked = _claimed(proposal)
    ProposalMessage.objects.create(proposal=asked, by=by, text=question)
    asked.state = Proposal.State.ASKED
    asked.save(update_fields=["state", "changed_at"])
    transaction.on_commit(lambda: proposal_mail.tell_author(asked, question=question))
    return asked


def _claimed(proposal: Proposal) -> Proposal:
    """The proposal, to be decided by nobody else meanwhile."""
    current = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not current.is_open:
        raise AlreadyDecided(current)
    return current


def _decide(
    proposal: Proposal, state: Proposal.State, *, by: User, reason: str, version: Version | None = None
) -> None:
    proposal.state, proposal.reason, proposal.version = state, reason, version
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    proposal.save()
    note(Decision.Kind(state.value), by=by, page=proposal.page, reason=reason)
    transaction.on_commit(lambda: proposal_mail.tell_author(proposal))
