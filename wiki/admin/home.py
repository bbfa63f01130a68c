"""The lists of the first screen that are about reading again."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page

from wiki.context.queue import queue_context
from wiki.domain.unsaved_forms import unsaved_forms_of
from wiki.review import change_requests

MOST_SHOWN = 20


class ToRead(WorkflowObjectsToModeratePanel):
    """Proposals and pages sent to review, as on the site: one list, and the same screens to decide on each."""

    template_name = "wiki/admin/to_read.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = queue_context(parent_context["request"].user, {})
        return {"rows": found["rows"][:MOST_SHOWN], "count": found["count"]}


class MyPagesInReview(UserObjectsInWorkflowModerationPanel):
    """Says what the reviewer asked, under the title of each page."""

    template_name = "wiki/admin/my_pages_in_review.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        states = list(context["workflow_states"])
        asked = change_requests(state.content_object for state in states if isinstance(state.content_object, Page))
        rows = [{"state": state, "asked": asked.get(getattr(state.content_object, "pk", None))} for state in states]
        return context | {"rows": rows}


class KeptTexts(Component):
    """For whoever did not follow the door that led back to what was typed."""

    name = "unsaved_texts"
    template_name = "wiki/admin/unsaved_texts.html"
    order = 40

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"kept": unsaved_forms_of(parent_context["request"].user)}
