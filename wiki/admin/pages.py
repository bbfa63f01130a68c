"""The editing views of every page: what a reviewer approves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from wiki.unchanged import form_has_changed

if TYPE_CHECKING:
    from django.http import HttpResponse


class PageEditView(EditView):
    """Approving approves what stands in the form: the version that was sent, or that one with the reviewer’s hand."""

    def form_valid(self, form: Any) -> HttpResponse:
        self.has_content_changes = form_has_changed(form)
        return self.action_method()

    def perform_workflow_action(self) -> HttpResponse:
        if self.has_content_changes and self.workflow_action == "approve":
            self._take_over_what_the_reviewer_wrote()
        return super().perform_workflow_action()

    @transaction.atomic
    def _take_over_what_the_reviewer_wrote(self) -> None:
        """Else Wagtail would ask the same person to approve the version that she has just made while approving."""
        state = self.page.current_workflow_task_state
        self.page = self.form.save(commit=not self.page.live)
        revision = self.page.save_revision(user=self.request.user, log_action=True)
        if "comments" in self.form.formsets:
            changes = self.get_commenting_changes()
            self.log_commenting_changes(changes, revision)
            self.send_commenting_notifications(changes)
        state.revision = revision
        state.save(update_fields=["revision"])
        self.page.__dict__.pop("_current_workflow_states", None)
        self.has_content_changes = False


class WikiPageViewSet(PageViewSet):
    """Takes the place of Wagtail's own for every kind of page."""

    model = Page
    edit_view_class = PageEditView
