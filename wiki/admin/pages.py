"""The editing views of every page: what a reviewer approves, what is compared, what the author is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.preview import PreviewOnEditView, ViewDraftView
from wagtail.admin.views.pages.revisions import RevisionsCompareView, RevisionsRevertView, RevisionsView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from wiki.admin.hidden import KeepsAllHidden, KeepsHidden, KeepsNewestHidden
from wiki.admin.saving import Together, put_together, said_in
from wiki.diff.equality import form_has_changed
from wiki.domain.unsaved_forms import unsaved_form
from wiki.domain.versions import described
from wiki.kinds import holds_nothing, kind_of
from wiki.review import baseline_revision, change_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from wiki.models import UnsavedForm


class FilledAgain:
    """Opened with ?kept=, the form shows what its person typed and could not save; nothing is saved before she does."""

    kept: UnsavedForm | None = None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kept = unsaved_form(request.user, request.GET.get("kept"))
        if self.kept is not None:
            self.form_class = _bound(self.form_class, self.kept)
            self.has_unsaved_changes = True
            messages.info(request, _("Your text is still here. Read it again, then save it."))
            if self._somebody_saved_meanwhile():
                messages.warning(
                    request, _("Somebody saved another version meanwhile. It stays in the history if you save yours.")
                )
        return super().get(request, *args, **kwargs)

    def _somebody_saved_meanwhile(self) -> bool:
        loaded = self.kept.post.get("loaded_revision_id", "")
        return bool(loaded) and loaded != str(self.page.latest_revision_id or "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"kept": self.kept}


def _bound(form_class: Any, kept: UnsavedForm) -> Callable[..., Any]:
    def make(**kwargs: Any) -> Any:
        form = form_class(kept.post, kept.uploads, **kwargs)
        form.defer_required_fields()
        form.is_valid()
        form.restore_required_fields()
        return form

    return make


class PageCreateView(FilledAgain, CreateView):
    def form_valid(self, form: Any) -> HttpResponse:
        with described(said_in(self.request.POST)):
            return super().form_valid(form)

    def save_action(self) -> HttpResponse:
        """The page and its revision, or neither: what comes second is asked again, and must not find its own half."""
        with transaction.atomic():
            return super().save_action()

    def publish_action(self) -> HttpResponse:
        with transaction.atomic():
            return super().publish_action()


class PageEditView(KeepsNewestHidden, FilledAgain, EditView):
    """Approving approves what stands in the form: the version that was sent, or that one with the reviewer’s hand."""

    is_reviewing = False

    def form_valid(self, form: Any) -> HttpResponse:
        """Nothing of what somebody saved meanwhile is written over, as in the form of the site."""
        if self.is_out_of_date and not self.expects_json_response and self._takes_the_form():
            loaded = self.request.POST.get("loaded_revision_id", "")
            page, written = self.real_page_record.specific, form.save(commit=False)
            together = put_together(page, written, loaded=loaded, changed=form.changed_data)
            if together is not None:
                return self._to_be_read_again(together)
        self.has_content_changes = form_has_changed(form)
        with described(said_in(self.request.POST)):
            return self.action_method()

    def publish_action(self) -> HttpResponse:
        """What the page stands in is held until it is public, and before the page itself, as by every other door."""
        kind = kind_of(self.page)
        if kind is None or kind.hold is holds_nothing:
            return super().publish_action()
        with transaction.atomic():
            kind.hold(self.page)
            return super().publish_action()

    def _takes_the_form(self) -> bool:
        """Sending back and cancelling take nothing of what stands in the form."""
        if self.action_name == "perform_workflow_action":
            return bool(self.workflow_action == "approve")
        return self.action_name in {"publish", "submit", "save", "restart_workflow"}

    def _to_be_read_again(self, together: Together) -> HttpResponse:
        by = together.theirs.user
        name = (by.signature if by else "") or _("Somebody")
        said = _("%(name)s saved this page meanwhile. Both texts are put together below: nothing is saved yet.")
        messages.warning(self.request, said % {"name": name})
        if together.collided:
            both = _("You both changed: %(fields)s. Yours stands there; theirs is in the history of the page.")
            messages.warning(self.request, both % {"fields": ", ".join(together.collided)})
        self.page, self.has_unsaved_changes = together.page, True
        self.form = self.form_class(
            instance=self.page, subscription=self.subscription, parent_page=self.parent, for_user=self.request.user
        )
        return self.render_to_response(self.get_context_data())

    def perform_workflow_action(self) -> HttpResponse:
        self.is_reviewing = True
        if self.has_content_changes and self.workflow_action == "approve":
            self._take_over_what_the_reviewer_wrote()
        return super().perform_workflow_action()

    def add_save_confirmation_message(self) -> None:
        """What came of the review, and where it can be read; Wagtail’s own says that the page was updated."""
        title = {"title": self.page.get_admin_display_title()}
        action = self.workflow_action if self.is_reviewing else ""
        if action == "approve" and self._is_published():
            buttons = [messages.button(self.page.url, _("See the published page"))] if self.page.url else []
            buttons.append(self.get_edit_message_button())
            messages.success(self.request, _("Approved: “%(title)s” is published.") % title, buttons=buttons)
        elif action == "reject":
            messages.success(self.request, _("You asked for changes to “%(title)s”.") % title)
        else:
            super().add_save_confirmation_message()

    def _is_published(self) -> bool:
        """Now: an approval may be one of two, or for a later date. Read again, since its address may be another."""
        self.page = self.page.specific_class.objects.get(pk=self.page.pk)
        return self.page.live and not self.page.has_unpublished_changes and not self.page.workflow_in_progress

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not context["is_partial"]:
            context["review"] = self._review()
            # Asked again where the form comes back.
            context["said"] = said_in(self.request.POST)
        return context

    def _review(self) -> dict[str, Any]:
        """What stands above the form: for the author, what was asked; for the reviewer, what there is to read."""
        state = self.page.current_workflow_state
        if state is None:
            return {}
        task = self.page.current_workflow_task_state
        is_reviewer = task is not None and bool(task.task.specific.get_actions(self.page, self.request.user))
        may_send = self.page_perms.can_submit_for_moderation() and not self.locked_for_user
        return {
            "asked": change_request(self.page),
            "may_send": may_send,
            "to_read": task if is_reviewer else None,
            "sent_by": state.requested_by,
            "known": baseline_revision(self.page),
        }

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


class PageRevisionView(KeepsHidden, RevisionsView): ...


class PageRevertView(KeepsHidden, RevisionsRevertView): ...


class PageDraftView(KeepsNewestHidden, ViewDraftView): ...


class PagePreviewView(KeepsNewestHidden, PreviewOnEditView): ...


class PageCopyView(KeepsAllHidden, CopyView): ...


class PageCompareView(KeepsHidden, RevisionsCompareView):
    template_name = "wiki/admin/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "before": self._version(self.revision_id_a),
            "after": self._version(self.revision_id_b),
        }

    def _version(self, key: str) -> dict[str, Any]:
        """Who saved this version and when, and whether it is the one that the public reads."""
        revisions = self.object.revisions.order_by("created_at", "pk").select_related("user")
        named = {"live": self.object.live_revision, "earliest": revisions.first(), "latest": revisions.last()}
        revision = named[key] if key in named else revisions.get(pk=key)
        is_live = key == "live" or (revision is not None and revision.pk == self.object.live_revision_id)
        return {"revision": revision, "is_live": is_live}


class PageVersionsView(PageHistoryView):
    @cached_property
    def header_buttons(self) -> list[Any]:
        address = reverse("wiki_changes", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("See what changed"), url=address, icon_name="view")]


class WikiPageViewSet(PageViewSet):
    """Takes the place of Wagtail's own for every kind of page."""

    model = Page
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    view_draft_view_class = PageDraftView
    preview_on_edit_view_class = PagePreviewView
    copy_view_class = PageCopyView
    history_view_class = PageVersionsView
    revisions_view_class = PageRevisionView
    revisions_compare_view_class = PageCompareView
    revisions_revert_view_class = PageRevertView
