"""Hiding one version of a page, where it said what is nobody's business: a telephone number, the name of a child.

Its row stays in the history, with its number, its day and its author. What it said, and every difference with it, is
shown to those alone who may hide one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wiki.domain.moderation import note
from wiki.models import Decision, Version
from wiki.models.version import LONGEST_HIDING_REASON
from wiki.queries import is_hidden
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from wagtail.models import Page, Revision

    from community.models import User


_hidden = gettext_lazy(
    "What it says was hidden by a steward: change the page first, or have that version shown again in its history."
)


class NotHidden(Exception):
    """A version that cannot be hidden; the message is a sentence that says what to do first."""


@transaction.atomic
def hide_version(version: Version, *, by: User, reason: str) -> None:
    """Show what a version said to nobody but stewards. `reason` is public; twice, the first one stays.

    Raises PermissionDenied, and NotHidden for what readers see now and where no reason is given.
    """
    page = _page_of(version, by)
    locked = Version.objects.select_for_update(no_key=True).get(pk=version.pk)
    words = " ".join(reason.split())[:LONGEST_HIDING_REASON]
    if page.live and locked.revision_id == page.live_revision_id:
        raise NotHidden(_("This is what readers see now: change the page first, then hide this version."))
    if not words:
        raise NotHidden(_("Say why, in a few words: the log of moderation shows it."))
    if locked.is_hidden:
        return
    locked.hidden_at, locked.hidden_reason = timezone.now(), words
    locked.save(update_fields=["hidden_at", "hidden_reason"])
    note(Decision.Kind.UNSEEN, by=by, page=page, reason=words)


@transaction.atomic
def show_version(version: Version, *, by: User) -> None:
    """Show again what a version said. Raises PermissionDenied; one that is shown stays so."""
    page = _page_of(version, by)
    locked = Version.objects.select_for_update(no_key=True).get(pk=version.pk)
    if not locked.is_hidden:
        return
    locked.hidden_at, locked.hidden_reason = None, ""
    locked.save(update_fields=["hidden_at", "hidden_reason"])
    note(Decision.Kind.SEEN, by=by, page=page)


def keeps_from_the_public(revision: Revision) -> dict[str, list[_StrPromise | str]]:
    """A rule of `search.publishing`: what a hidden version said does not come back by the door of its old revision."""
    if not is_hidden(revision):
        return {}
    return {"__all__": [_hidden]}


def _page_of(version: Version, by: User) -> Page:
    page: Page = version.page
    if not may_hide(by, page):
        raise PermissionDenied
    return page
