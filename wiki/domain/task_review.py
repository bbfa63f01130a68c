"""Deciding on a page that was sent to review, by Wagtail's own tasks: what its administration does, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page, TaskState

from wiki.domain.editing import Refused
from wiki.kinds import kind_of
from wiki.revisions import page_in

if TYPE_CHECKING:
    from community.models import User


def task_of(page: Page, user: User) -> TaskState | None:
    """What waits of this page for this person, or None."""
    state = page.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    actions = state.task.specific.get_actions(page, user)
    return state if any(name == "approve" for name, *_rest in actions) else None


@transaction.atomic
def decide_task(state: TaskState, *, approves: bool, by: User, comment: str = "") -> bool:
    """Approve, or send back with a comment; False when somebody else decided meanwhile. Raises Refused."""
    page = state.revision.content_object
    if (held := kind_of(page)) is not None:
        held.hold(page)
    Page.objects.select_for_update(no_key=True).filter(pk=state.revision.object_id).values_list("pk", flat=True).first()
    current = TaskState.objects.select_for_update().get(pk=state.pk)
    if current.status != TaskState.STATUS_IN_PROGRESS or current.revision_id != state.revision_id:
        return False
    if approves:
        written = page_in(current.revision)
        kind = kind_of(written)
        if kind is not None and (problems := kind.problems(written)):
            raise Refused(problems)
    current.task.specific.on_action(current, by, "approve" if approves else "reject", comment=comment)
    return True
