"""A version is added to the public history each time that a page goes live, whoever publishes and by whatever door."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page, TaskState

from search.publishing import told
from wiki.models import Version
from wiki.visibility import may_review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Revision

    from community.models import User

LONGEST_SUMMARY = 250


@dataclass(frozen=True, slots=True)
class Description:
    """What the history says of a change. `by` is the account, `signature` the name shown; "" takes the account's.

    What a visitor wrote is of no account, whoever published it.
    """

    kind: str = ""
    by: User | None = None
    signature: str = ""
    summary: str = ""
    is_minor: bool = False
    is_by_visitor: bool = False
    restores: Version | None = None
    patrolled_by: User | None = None
    noted: list[Version] = field(default_factory=list)


_description: ContextVar[Description | None] = ContextVar("description_of_a_change", default=None)


@contextmanager
def described(description: Description) -> Iterator[Description]:
    """Inside, versions are described so; `noted` lists those that were added."""
    described_here = replace(description, noted=[])
    token = _description.set(described_here)
    try:
        yield described_here
    finally:
        _description.reset(token)


@transaction.atomic
def add_version(page: Page, revision: Revision) -> Version | None:
    """Note that `revision` of `page` went live; None when it is the one that was live last, published again.

    Its number is one more than that of the version before: no number is given twice, whatever the clock says.
    """
    Page.objects.select_for_update(no_key=True).filter(pk=page.pk).values_list("pk", flat=True).first()
    versions = Version.objects.filter(page_id=page.pk)
    number = versions.aggregate(last=Max("number"))["last"] or 0
    if number and versions.filter(number=number, revision=revision).exists():
        return None
    description = _description.get() or _as_told()
    by = None if description.is_by_visitor else description.by or revision.user
    patrolled_by = description.patrolled_by or _reader(page, revision, by)
    version = Version.objects.create(
        page_id=page.pk,
        number=number + 1,
        revision=revision,
        at=page.last_published_at or revision.created_at,
        kind=description.kind or (Version.Kind.EDITED if number else Version.Kind.CREATED),
        user=by,
        signature=(description.signature or (by.signature if by else ""))[:150],
        summary=description.summary[:LONGEST_SUMMARY],
        is_minor=description.is_minor,
        restores=description.restores,
        patrolled_by=patrolled_by,
        patrolled_at=page.last_published_at if patrolled_by else None,
    )
    description.noted.append(version)
    return version


def _as_told() -> Description:
    said = told()
    return Description(kind=said.kind, summary=said.summary, is_minor=said.is_minor)


def _reader(page: Page, revision: Revision, by: User | None) -> User | None:
    """Who has read a change already: whoever approved it, or its author, when they may decide on those of others."""
    if by is None or may_review(by, page):
        return by
    approvals = TaskState.objects.filter(revision=revision, status=TaskState.STATUS_APPROVED)
    approval = approvals.select_related("finished_by").order_by("-finished_at").first()
    return approval.finished_by if approval else None


@transaction.atomic
def patrol(version: Version, *, by: User) -> None:
    """Note that somebody has read a change and found it good. Raises PermissionDenied for who does not review the page.

    The first who reads it stays noted.
    """
    if not may_review(by, version.page):
        raise PermissionDenied
    waiting = Version.objects.filter(pk=version.pk, patrolled_at=None)
    waiting.update(patrolled_by=by, patrolled_at=timezone.now())


def on_published(instance: Any, revision: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Page) and revision is not None:
        add_version(instance, revision)
