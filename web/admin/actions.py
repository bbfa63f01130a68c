"""The buttons at the foot of the form of a page: saving and what to do next are in sight, the rest is in a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem, WorkflowMenuItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page

# The first of these that the person may do stands beside the button that saves.
NEXT = ("approve", "action-publish", "action-submit")
# Whoever was asked for changes sends again, and may publish from the menu.
NEXT_WHEN_ASKED = ("action-submit", *NEXT)


class SubmitItem(SubmitForModerationMenuItem):
    """Says what happens, whatever the way through the readers is called."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        again = is_asked_for_changes(context.get("page"))
        context["label"] = _("Send for proofreading again") if again else _("Send for proofreading")
        return context


class InSight(ActionMenuItem):
    """Two buttons where Wagtail has room for one."""

    def __init__(self, items: Iterable[ActionMenuItem]) -> None:
        super().__init__()
        self.items = list(items)

    def render_html(self, parent_context: Any = None) -> SafeString:
        return mark_safe("".join(item.render_html(parent_context) for item in self.items))  # noqa: S308 -- each is drawn by Wagtail

    @property
    def media(self) -> Any:
        return sum((item.media for item in self.items[1:]), start=self.items[0].media)


def bring_in_sight(items: list[ActionMenuItem], page: Page | None = None) -> None:
    items[:] = [SubmitItem(item.order) if isinstance(item, SubmitForModerationMenuItem) else item for item in items]
    names = NEXT_WHEN_ASKED if is_asked_for_changes(page) else NEXT
    following = next(
        (item for name in names for item in items[1:] if item.name == name and not _asks_first(item)), None
    )
    if following is None or items[0].name in NEXT:
        return
    rest = [item for item in items[1:] if item is not following]
    items[:] = [InSight([items[0], following]), *rest]


def is_asked_for_changes(page: Page | None) -> bool:
    state = page.current_workflow_state if page else None
    return state is not None and state.status == state.STATUS_NEEDS_CHANGES


def _asks_first(item: ActionMenuItem) -> bool:
    return isinstance(item, WorkflowMenuItem) and bool(item.launch_modal)
