"""Where a person begins to write, and finds again what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.guides import queries

if TYPE_CHECKING:
    from commons.guides.models import GuideIndexPage, GuidePage
    from community.models import User

# The newest of somebody's guides: whoever has more finds the others in the editor's own list.
MOST_SHOWN = 200
# In the order of what asks for the person's hand.
STATES = ("changes", "draft", "review", "published")


def shelf_for(user: User) -> GuideIndexPage | None:
    """The list of guides to which this person may add one; None for whoever may not."""
    shelves = queries.shelves()
    return next((shelf for shelf in shelves if shelf.permissions_for_user(user).can_add_subpage()), None)


def new_guide_url(shelf: GuideIndexPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["guides", "guidepage", shelf.pk])


def my_guides(user: User, *, may_write: bool) -> list[dict[str, Any]]:
    """The guides of a person by what is next for them, each with one way to go on; states without any are left out."""
    titles = {
        "changes": _("Changes are asked for"),
        "draft": _("Drafts"),
        "review": _("Being proofread"),
        "published": pgettext("my guides", "Published"),
    }
    rows: dict[str, list[dict[str, Any]]] = {state: [] for state in STATES}
    for guide in queries.guides_of_writer(user)[:MOST_SHOWN]:
        rows[_state(guide)].append(_row(guide, may_write=may_write))
    return [{"state": state, "title": titles[state], "guides": rows[state]} for state in STATES if rows[state]]


def _state(guide: GuidePage) -> str:
    review = guide.current_workflow_state
    if review is not None:
        return "changes" if review.status == review.STATUS_NEEDS_CHANGES else "review"
    return "published" if guide.live else "draft"


def _row(guide: GuidePage, *, may_write: bool) -> dict[str, Any]:
    state = _state(guide)
    return {
        "title": guide.draft_title or guide.title,
        "changed": guide.latest_revision_created_at,
        "asked": guide.current_workflow_state.current_task_state.comment if state == "changes" else "",
        "note": _note(guide, state),
        "actions": [*_ways(guide, state, may_write=may_write)],
    }


def _note(guide: GuidePage, state: str) -> str:
    if guide.live and state != "published":
        return _("The version published before stays on the site meanwhile.")
    if guide.live and guide.has_unpublished_changes:
        return _("Some of your changes are not published yet.")
    if not guide.live and guide.first_published_at:
        return _("It is no longer on the site.")
    return ""


def _ways(guide: GuidePage, state: str, *, may_write: bool) -> list[tuple[str, str]]:
    """Label and address: the first is the one to take."""
    edit = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    words = {"changes": _("Make the changes"), "draft": _("Go on writing"), "published": _("Edit")}
    ways = []
    if may_write and state == "review":
        ways.append((_("Read it again"), reverse("wagtailadmin_pages:view_draft", args=[guide.pk])))
    elif may_write:
        ways.append((words[state], edit))
    if guide.live:
        ways.append((_("See the page"), guide.get_url() or ""))
    return ways
