"""A proposal as its author follows it, and what is given back to whoever could not send one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from design.addresses import address
from wiki.content import fill
from wiki.context.history import on_proposal_by, version_url
from wiki.diff.pages import GroupOfChanges, difference
from wiki.domain.unsaved_forms import words_of
from wiki.queries import is_withheld
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from wiki.models import Proposal


def what_is_typed(post: QueryDict) -> list[Any]:
    """The words of a form, to be copied: names of fields, keys and buttons are left out."""
    skipped = ("ou", "base", "page", "do", "end", "stamp", "website", "proof", "answer", "repondre", "modifier", "kept")
    pairs = [
        (name, value)
        for name, values in post.lists()
        for value in values
        if name.removeprefix("proposal-") not in skipped and not name.startswith("edit_")
    ]
    return words_of(pairs)


def fate(proposal: Proposal, request: HttpRequest) -> dict[str, Any]:
    """What wiki/proposal/fate.html draws; of a page that its reader may no longer see, nothing but what they wrote."""
    page = proposal.page.specific if proposal.page and Readable(request).sees(proposal.page) else None
    url = address(page) if page else ""
    is_hidden = is_withheld(proposal, request.user)
    return {
        "proposal": proposal,
        "credited": on_proposal_by(proposal.signature),
        "is_gone": proposal.is_open and page is None,
        "is_waiting": proposal.state == proposal.State.WAITING,
        "is_asked": proposal.state == proposal.State.ASKED,
        "page": page,
        "page_url": url,
        "title": page.title if page else proposal.title,
        "language": getattr(page, "language", "fr"),
        "version_url": version_url(url, proposal.version.number) if page and proposal.version else "",
        "history_url": f"{url}historique/" if page else "",
        "is_withheld": is_hidden,
        "word": "" if is_hidden else proposal.word,
        "groups": _proposed(proposal, page) if page and not is_hidden else [],
        "dialogue": proposal.messages.select_related("by"),
    }


def _proposed(proposal: Proposal, page: Any) -> list[GroupOfChanges]:
    """What its author changed of the page that they read."""
    sides = []
    for content in (proposal.before, proposal.after):
        side = type(page).objects.get(pk=page.pk)
        fill(side, content)
        sides.append(side)
    return difference(*sides)
