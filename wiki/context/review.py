"""All that a reviewer needs of one thing to read: the difference with the live page, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from design.addresses import address
from wiki.content import content_of
from wiki.context.changes import changed_rights, new_hidden_marks, new_links
from wiki.context.collisions import collision_rows
from wiki.diff.pages import difference
from wiki.domain.reviewing import applied, same_origin
from wiki.domain.trust import accepted_changes, level_of
from wiki.kinds import kind_of
from wiki.queries import is_withheld
from wiki.revisions import page_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from wagtail.models import Page, TaskState

    from community.models import User
    from wiki.kinds import Kind, Problems
    from wiki.models import Proposal


@dataclass(frozen=True, slots=True)
class Model:
    """What somebody began a new page from: another page, `state` in memory, as everybody read it at `at`."""

    state: Page
    title: str
    url: str
    language: str
    at: datetime


_models: list[Callable[[Page], Model | None]] = []


def register_model(find: Callable[[Page], Model | None]) -> None:
    """`find` tells what a page that was never public began from, when everybody may read it: its reviewer sees what its
    author changed of it, and the whole on demand.
    """
    if find not in _models:
        _models.append(find)


def _model_of(written: Page) -> Model | None:
    return next((model for find in _models if (model := find(written))), None)


def reasons() -> list[str]:
    """Ready to pick and to edit: each says what was good, why not, and what may come next."""
    return [
        _(
            "Thank you for this care. The page says it already a little further on; if it was hard to find, tell us "
            "where you looked for it."
        ),
        _("Thank you! We could not check this: with a link or a book that says so, we will gladly take it."),
        _(
            "Thank you for your time. This changes what the workshop is; would you make your own version of it? We "
            "will help you."
        ),
        _(
            "Thank you. We kept the present wording because it is easier for beginners. Your eye is welcome on other "
            "pages!"
        ),
        _(
            "This text comes from elsewhere and its licence does not let us take it up. In your own words, it is "
            "welcome."
        ),
        _("This is an advertisement, or has nothing to do with this page: we cannot publish it."),
    ]


def proposal_context(proposal: Proposal, *, user: Any, choices: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What wiki/review/one.html draws of a proposal for `user`. Raises PageGone."""
    found = applied(proposal, choices=choices)
    page, is_hidden = found.live, is_withheld(proposal, user)
    return {
        **_about(page, found.kind, page, page if is_hidden else found.proposed, {} if is_hidden else found.problems),
        "is_withheld": is_hidden,
        "proposal": proposal,
        "who": proposal.signature or _("a visitor"),
        "author": _author(proposal.author),
        "word": "" if is_hidden else proposal.word,
        "at": proposal.created_at,
        "collisions": [] if is_hidden else _collisions(found.kind, found.merged),
        "is_on_older": found.revision is not None and proposal.base_id != found.revision.pk,
        "changes_nothing": found.changes_nothing and not is_hidden,
        "dialogue": list(proposal.messages.select_related("by")),
        "others_of_origin": same_origin(proposal).count() if proposal.author_id is None and proposal.is_open else 0,
        "adapt_url": reverse("adapt_proposal", args=[proposal.pk]),
        "reasons": reasons(),
    }


def _collisions(kind: Kind, merged: Any) -> list[dict[str, Any]]:
    words = {"mine": _("Take the proposal"), "theirs": _("Keep the page"), "both": _("Keep both, the page first")}
    rows = collision_rows(kind, merged)
    return [row | {"choices": [(value, words[value]) for value, _label in row["choices"]]} for row in rows]


def _author(author: User | None) -> dict[str, Any] | None:
    if author is None:
        return None
    return {"level": level_of(author), "accepted": accepted_changes(author), "since": author.date_joined}


def task_context(page: Page, state: TaskState, *, is_whole: bool = False) -> dict[str, Any]:
    """The same of a page that was sent to review: what was written, beside what is public. A new one stands beside what
    it was made from, unless its reviewer wants it `is_whole`.
    """
    written: Any = page_in(state.revision)
    kind = kind_of(written)
    if kind is None:
        raise LookupError(page.pk)
    public: Any = page.specific if page.live else type(written)(path=page.path, depth=page.depth)
    by = state.workflow_state.requested_by or state.revision.user
    model = None if page.live else _model_of(written)
    known = model.state if model and not is_whole else public
    about = _about(page.specific, kind, known, written, kind.problems(written))
    if model:
        about["links"] = [link for link in about["links"] if not link.endswith(model.url)]
    return {
        **about,
        "model": model,
        "is_whole": is_whole,
        "task": state,
        "title": written.title,
        "who": by.get_full_name() if by else _("a person without a name"),
        "author": _author(by),
        "at": state.started_at,
        "is_new": not page.live,
        "draft_url": reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "reasons": [],
    }


def _about(page: Any, kind: Kind, public: Any, written: Any, problems: Problems) -> dict[str, Any]:
    """`public` and `written`: the page as everybody reads it, and as it would be."""
    before, after = (content_of(side, kind.fields) for side in (public, written))
    return {
        "page": page,
        "page_url": address(page) if page.live else "",
        "title": page.title,
        "language": getattr(page, "language", "fr"),
        "kind_label": kind.label,
        "groups": difference(public, written),
        "rights": changed_rights(kind, before, after) if page.live else [],
        "links": new_links(before, after),
        "hidden": new_hidden_marks(before, after),
        "problems": [str(message) for messages in problems.values() for message in messages],
    }
