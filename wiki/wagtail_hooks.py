from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms.utils import flatatt
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from wagtail import hooks

from search.publishing import NotPublishable, refused
from wiki.admin import home, taking_away
from wiki.admin.compare import changes_to_read
from wiki.admin.pages import WikiPageViewSet

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern
    from wagtail.admin.ui.components import Component

IN_PLACE_OF = {
    "workflow_objects_to_moderate": home.ToRead,
    "user_objects_in_workflow_moderation": home.MyPagesInReview,
}


@hooks.register("register_admin_viewset")
def page_views() -> WikiPageViewSet:
    return WikiPageViewSet()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [path("relecture/<int:page_id>/", changes_to_read, name="wiki_changes")]


@hooks.register("before_publish_page")
def ask_the_rules(request: HttpRequest, page: Any) -> HttpResponse | None:
    """The form publishes a revision without the verb of its page: what a rule refuses is saved as a draft, and said."""
    problems = refused(page.latest_revision)
    if not problems:
        return None
    messages.error(request, " ".join(NotPublishable(problems, title=page.title).sentences))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_homepage_panels")
def our_lists(_request: HttpRequest, panels: list[Component]) -> None:
    panels.append(home.KeptTexts())
    panels[:] = [IN_PLACE_OF[panel.name]() if panel.name in IN_PLACE_OF else panel for panel in panels]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("wiki.verify", _l("Check a page"), _l("Still holds"))
    actions.register_action("wiki.adopt", _l("Take a page over"), _l("Taken over"))
    actions.register_action("wiki.leave", _l("Give a page up"), _l("No longer looked after by the same person"))


@hooks.register("insert_global_admin_js")
def error_summary_script() -> str:
    return format_html('<script defer src="{}"></script>', static("js/error_summary.js"))


@hooks.register("insert_editor_js")
def saving_script() -> str:
    return format_html('<script defer src="{}"></script>', static("js/editor_saving.js"))


@hooks.register("insert_global_admin_js")
def session_ended_script() -> str:
    """Every word that the script says, and the two doors that it knows."""
    said = {
        "src": static("js/session_ended.js"),
        "data-still": reverse("still_logged_in"),
        "data-door": reverse("account_login"),
        "data-title": _("You are no longer logged in"),
        "data-text": _("What you wrote is still in this page: do not close it. Log in in another tab, then come back."),
        "data-login": _("Log in, in another tab"),
        "data-again": _("I am logged in: go on"),
        "data-not": _("Not yet: log in in the other tab first."),
        "data-failed": _("This could not be opened. Try again; what you wrote is still in this page."),
    }
    return format_html("<script {}></script>", flatatt(said))


for _door in ("before_delete_page", "before_unpublish_page", "before_move_page"):
    hooks.register(_door, taking_away.only_reviewers)
hooks.register("before_bulk_action", taking_away.only_reviewers_of_all)
