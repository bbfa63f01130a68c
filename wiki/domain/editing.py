"""Changing a page, whoever does it and by whatever door: what others wrote meanwhile is merged, never written over."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from wagtail.models import Page, Revision

from search.publishing import publish
from wiki.content import content_of, fill
from wiki.domain.versions import Description, described
from wiki.kinds import kind_of
from wiki.merging import merge
from wiki.revisions import page_in
from wiki.shapes import shapes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import User
    from wiki.content import Content
    from wiki.kinds import Kind, Problems
    from wiki.merging import Merged
    from wiki.models import Version


class Outcome(Enum):
    PUBLISHED = "published"
    SENT = "sent"  # to whoever reviews it
    WAITS = "waits"  # as a draft, for whoever decides elsewhere
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wrote: a content, the version that it was written on, and what they say of it.

    `base` is None for a page that had no version yet; `before` takes its place where what it said is known: a name that
    it lacks is unchanged. `choices` settles what collided: {key of a collision: "mine", "theirs" or "both"}.
    `described` takes the place of what the history says of it by itself.
    """

    content: Content
    base: Revision | None = None
    summary: str = ""
    is_minor: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    before: Content | None = None
    described: Description | None = None
    # What the history says of it, where it is no plain change.
    kind: str = ""
    restores: Version | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    outcome: Outcome
    page: Page
    version: Version | None = None


class Collided(Exception):
    """Two people changed the same piece, each differently. `merged.collisions` are the questions."""

    def __init__(self, merged: Merged, *, theirs: Revision | None) -> None:
        super().__init__()
        self.merged, self.theirs = merged, theirs


class Refused(ValidationError):
    """A page cannot be published as it is written: `problems` is {field: [sentences]}."""

    def __init__(self, problems: Problems) -> None:
        super().__init__({name: [str(message) for message in messages] for name, messages in problems.items()})
        self.problems = problems


class PageGone(Exception):
    """The page was deleted while somebody wrote."""


def current_revision(page: Page) -> Revision | None:
    """The version that a form of the site begins from: what the public reads, a draft's own while it is none."""
    return page.live_revision if page.live and page.live_revision else page.latest_revision


def as_it_stands(page: Page) -> Page:
    """The page that a form of the site is filled with: an unpublished change made elsewhere is not in it."""
    if page.live:
        return page.specific
    revision = page.latest_revision
    return page_in(revision) if revision else page.specific


@transaction.atomic
def save_change(page: Page, change: Change, *, by: User) -> Saved:
    """Save a change of `page`: published for whoever may, sent to review for the others.

    Raises Collided, Refused, and PageGone. A change that an unpublished draft of the administration awaits is put under
    that draft, which stays one.
    """
    kind, current = _locked(page)
    standing = as_it_stands(current)
    theirs = content_of(standing, kind.fields)
    merged = merge_change(kind, change, theirs=theirs, revision=current_revision(current))
    if merged.collisions:
        raise Collided(merged, theirs=current_revision(current))
    if merged.content == theirs and current.live:
        return Saved(Outcome.UNCHANGED, current)
    draft = current.latest_revision if current.live and current.has_unpublished_changes else None
    fill(standing, merged.content)
    check_fields(standing, kind)
    saved = publish_or_send(standing, kind, change, by=by)
    if draft is not None and saved.outcome is Outcome.PUBLISHED:
        _keep_draft_on_top(saved.page, kind, draft, before=theirs, after=merged.content)
    return saved


def merge_change(kind: Kind, change: Change, *, theirs: Content, revision: Revision | None) -> Merged:
    """What the page would be with `change`, where it says `theirs` now, as `revision`."""
    base = theirs if change.before is None else change.before
    if change.before is None and change.base is not None and (revision is None or change.base.pk != revision.pk):
        base = content_of(page_in(change.base), kind.fields)
    return merge(
        shapes_of(kind.model, kind.fields), base=base, mine=change.content, theirs=theirs, choices=change.choices
    )


def _locked(page: Page) -> tuple[Kind, Page]:
    """The page as it is now; whoever saves it at the same moment waits. What it stands in is held before it."""
    if (known := kind_of(page)) is not None:
        known.hold(page)
    Page.objects.select_for_update(no_key=True).filter(pk=page.pk).values_list("pk", flat=True).first()
    current = type(page).objects.filter(pk=page.pk).first()
    kind = kind_of(current)
    if current is None or kind is None:
        raise PageGone
    return kind, current


def check_fields(page: Page, kind: Kind) -> None:
    """Hold a page in memory against its columns and constraints. Raises Refused."""
    others = {field.name for field in page._meta.fields} - set(kind.fields)
    problems: dict[str, list[str]] = {}
    for check in (page.clean_fields, page.validate_constraints):
        try:
            check(exclude=others)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                problems.setdefault(name if name in kind.fields else NON_FIELD_ERRORS, []).extend(messages)
    if problems:
        raise Refused(problems)


def publish_or_send(page: Any, kind: Kind, change: Change, *, by: User) -> Saved:
    """Publish a page as it stands in memory, or send it to review when `by` may not publish it. What somebody decides
    on elsewhere stays a draft (`Kind.waits`). Raises Refused.
    """
    waits = bool(kind.waits(page))
    may_publish = not waits and page.permissions_for_user(by).can_publish()
    if problems := (kind.problems if may_publish else kind.only_its_author_knows)(page):
        raise Refused(problems)
    revision = page.save_revision(user=by, log_action=True, clean=False)
    if waits:
        return Saved(Outcome.WAITS, page)
    if not may_publish:
        send_to_review(page, by=by)
        return Saved(Outcome.SENT, page)
    description = change.described or Description(
        change.kind, by, summary=change.summary, is_minor=change.is_minor, restores=change.restores
    )
    with described(description) as noted:
        publish(page, by=by, revision=revision)
    stored = type(page).objects.get(pk=page.pk)
    return Saved(Outcome.PUBLISHED, stored, next(iter(noted.noted), None))


def send_to_review(page: Any, *, by: User) -> None:
    """Put the latest draft of a page before whoever reviews it, or put it there again."""
    state = page.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(by)
    elif state is not None:
        task = page.current_workflow_task_state
        task.revision = page.latest_revision
        task.save(update_fields=["revision"])
    elif (workflow := page.get_workflow()) is not None:
        workflow.start(page, by)


def _keep_draft_on_top(page: Page, kind: Kind, draft: Revision, *, before: Content, after: Content) -> None:
    """What was being written in the administration is written on the new version; where both changed it, it stays."""
    written = page_in(draft)
    mine = content_of(written, kind.fields)
    merged = merge(shapes_of(kind.model, kind.fields), base=before, mine=mine, theirs=after, choices={})
    if merged.content == after:
        return
    fill(written, merged.content)
    rebased = written.save_revision(user=draft.user, clean=False)
    task = page.current_workflow_task_state
    if task is not None and task.revision_id == draft.pk:
        task.revision = rebased
        task.save(update_fields=["revision"])
