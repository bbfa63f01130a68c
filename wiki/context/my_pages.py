"""What a person wrote, for them alone: what they have begun here, and their pages by what is next for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import WorkflowState

from community.queries import may_contribute
from wiki.domain.drafts import drafts_of
from wiki.domain.unsaved_forms import unsaved_forms_of
from wiki.kinds import all_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wagtail.models import Page
    from wagtail.query import PageQuerySet

    from community.models import User
    from design.maps.noted import MapNote
    from wiki.kinds import Kind
    from wiki.models import Draft
    from wiki.waiting import Waiting

# The newest of somebody's pages: whoever has more finds the others in the administration's own list.
MOST_SHOWN = 200
# What the apps above say of somebody's pages, by key of the page: a sentence each.
_notes: list[Callable[[Iterable[int]], Mapping[int, str]]] = []
# What else of theirs is here, beside pages: a word and where it is, by the name of who says it.
_beside: dict[str, Callable[[User], Waiting | None]] = {}
# What they say of all of somebody's pages together.
_summaries: list[Callable[[User], MapNote | None]] = []
# In the order of what asks for the person's hand.
STATES = ("changes", "draft", "review", "published")


def register_notes(notes: Callable[[Iterable[int]], Mapping[int, str]]) -> None:
    """`notes` asks the database the same however many pages it is given."""
    if notes not in _notes:
        _notes.append(notes)


def register_beside(name: str, beside: Callable[[User], Waiting | None]) -> None:
    """`beside` says what else of a person's is here, or None. Twice under one name is once."""
    _beside[name] = beside


def register_summary(summary: Callable[[User], MapNote | None]) -> None:
    """`summary` says what became of the pages of a person; None where there is nothing to say."""
    if summary not in _summaries:
        _summaries.append(summary)


def my_pages_context(user: User) -> dict[str, Any]:
    """What wiki/my_pages.html names; two queries for each kind of page that has some, however many there are."""
    may_write = may_contribute(user) or user.is_temporary
    return {
        "groups": _groups(user, may_write=may_write),
        "begun": [_begun(draft) for draft in drafts_of(user)],
        "beside": [one for beside in _beside.values() if (one := beside(user))],
        "became": [said for summary in _summaries if (said := summary(user))],
        "may_write": may_write,
        "kept": unsaved_forms_of(user),
    }


def _begun(draft: Draft) -> dict[str, Any]:
    """A text that was not sent yet: what it is of, and the way back to it."""
    page = draft.page
    if page is not None:
        url = f"{page.get_url() or '/'}modifier/"
    else:
        url = reverse("new_page_draft", args=[draft.kind, draft.pk])
    return {"title": draft.title or _("Without a title yet"), "changed": draft.changed_at, "url": url}


def _groups(user: User, *, may_write: bool) -> list[dict[str, Any]]:
    """The pages of a person by state, each with one way to go on; states without any are left out."""
    titles = {
        "changes": _("Changes are asked for"),
        "draft": _("Drafts"),
        "review": _("Being proofread"),
        "published": pgettext("my guides", "Published"),
    }
    rows: dict[str, list[dict[str, Any]]] = {state: [] for state in STATES}
    is_in_admin = may_contribute(user)
    pages = [page for kind in all_kinds() for page in pages_of_writer(kind, user)[:MOST_SHOWN]]
    shown = sorted(pages, key=lambda page: -(page.latest_revision_id or 0))[:MOST_SHOWN]
    told = [notes([page.pk for page in shown if page.live]) for notes in _notes]
    for page in shown:
        said = [words[page.pk] for words in told if page.pk in words]
        rows[_state(page)].append({**_row(page, may_write=may_write, is_in_admin=is_in_admin), "told": said})
    return [{"state": state, "title": titles[state], "pages": rows[state]} for state in STATES if rows[state]]


def pages_of_writer(kind: Kind, user: User) -> PageQuerySet[Any]:
    """What a person began, drafts included and the last changed first, with the reviews under way."""
    mine = kind.model.objects.filter(owner=user).order_by("-latest_revision_created_at", "-pk")
    # Wagtail's own prefetch looks for the reviews of plain pages.
    reviews = WorkflowState.objects.active().select_related("current_task_state")
    return mine.prefetch_related(Prefetch("_specific_workflow_states", reviews, to_attr="_current_workflow_states"))


def _state(page: Page) -> str:
    review = page.current_workflow_state
    if review is not None:
        return "changes" if review.status == review.STATUS_NEEDS_CHANGES else "review"
    return "published" if page.live else "draft"


def _row(page: Page, *, may_write: bool, is_in_admin: bool) -> dict[str, Any]:
    state = _state(page)
    return {
        "title": page.draft_title or page.title,
        "changed": page.latest_revision_created_at,
        "asked": page.current_workflow_state.current_task_state.comment if state == "changes" else "",
        "note": _note(page, state),
        "actions": [*_ways(page, state, may_write=may_write, is_in_admin=is_in_admin)],
    }


def _note(page: Page, state: str) -> str:
    if page.live and state != "published":
        return _("The version published before stays on the site meanwhile.")
    if page.live and page.has_unpublished_changes:
        return _("Some of your changes are not published yet.")
    if not page.live and page.first_published_at:
        return _("It is no longer on the site.")
    return ""


def _ways(page: Page, state: str, *, may_write: bool, is_in_admin: bool) -> list[tuple[str, str]]:
    """Label and address: the first is the one to take."""
    url = page.get_url() or ""
    words = {"changes": _("Make the changes"), "draft": _("Go on writing"), "review": _("Edit"), "published": _("Edit")}
    ways = []
    if is_in_admin and state == "review":
        ways.append((_("Read it again"), reverse("wagtailadmin_pages:view_draft", args=[page.pk])))
    elif may_write and url:
        ways.append((words[state], f"{url}modifier/"))
    if page.live:
        ways.append((_("See the page"), url))
    return ways
