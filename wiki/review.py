"""Reading a page again before it is published: what it is compared with, and what the reviewer asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Revision, TaskState, WorkflowState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from wagtail.models import Page

REVIEW_STATUSES = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """What a reviewer asked the author to change: `page` is the page's key, `comment` may be empty."""

    page: int
    by: str
    at: datetime
    comment: str


def change_requests(pages: Iterable[Page]) -> Mapping[int, ChangeRequest]:
    """The requests that wait for the authors of these pages, by the key of the page; one query for all of them."""
    states = (
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES, object_id__in=[str(page.pk) for page in pages]
        )
        .select_related("current_task_state__finished_by", "base_content_type")
        .order_by("created_at")
    )
    return {int(state.object_id): _change_request(state) for state in states if _is_of_a_page(state)}


def _is_of_a_page(state: WorkflowState) -> bool:
    return state.base_content_type.model == "page" and state.current_task_state is not None


def change_request(page: Page) -> ChangeRequest | None:
    return change_requests([page]).get(page.pk)


def _change_request(state: WorkflowState) -> ChangeRequest:
    task = state.current_task_state
    by = task.finished_by.get_full_name() if task.finished_by else ""
    return ChangeRequest(page=int(state.object_id), by=by, at=task.finished_at or task.started_at, comment=task.comment)


def baseline_revision(page: Page) -> Revision | None:
    """The version that a reviewer knows: the one last published or last read again, whichever was written later.

    None when nobody but its authors has seen the page yet.
    """
    return baseline_revisions([page]).get(page.pk)


def baseline_revisions(pages: Iterable[Page]) -> Mapping[int, Revision]:
    """`baseline_revision` of each page that has one, by the key of the page; two queries for all of them."""
    listed = list(pages)
    keys = [str(page.pk) for page in listed]
    seen = TaskState.objects.filter(workflow_state__object_id__in=keys, status__in=REVIEW_STATUSES)
    keys_of_baselines = {*seen.values_list("revision_id", flat=True), *(page.live_revision_id for page in listed)}
    keys_of_baselines -= {None, *(page.latest_revision_id for page in listed)}
    found = Revision.page_revisions.filter(pk__in=keys_of_baselines, object_id__in=keys).order_by("created_at", "pk")
    return {int(revision.object_id): revision for revision in found}
