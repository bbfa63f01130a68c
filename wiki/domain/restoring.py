"""Bringing back what a page said: an earlier version, or the page without one change, or without all those of a person.

Nothing is erased: each is a new version. What was written since is merged, as with any change (`wiki.domain.editing`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from wiki.content import content_of
from wiki.domain.editing import Change, Collided, Outcome, PageGone, as_it_stands, save_change
from wiki.domain.past import content_then, registered_kind
from wiki.domain.versions import LONGEST_SUMMARY
from wiki.merging import merge
from wiki.models import Version
from wiki.queries import version_before
from wiki.shapes import shapes_of
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wagtail.models import Page

    from community.models import User
    from wiki.content import Content

# Undone in one go; whoever did more is undone again.
MOST_CHANGES = 500


class NotRestored(Exception):
    """What was asked cannot be done; `sentences` say why, and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


@dataclass(slots=True)
class Undone:
    """What became of the changes of a person: new versions, and (version, sentence) of those that stay."""

    versions: list[Version] = field(default_factory=list)
    changes: int = 0
    left: list[tuple[Version, str]] = field(default_factory=list)
    more: bool = False


def restore(version: Version, *, by: User, summary: str = "") -> Version:
    """Make the page say again what it said in `version`, whatever was written since. Returns the new version.

    Raises PermissionDenied for who may not publish the page, NotRestored where the rules of today refuse it.
    """
    page = _page_to_change(version, by)
    _check_shown(version, page, by)
    change = Change(
        content=content_then(version, page),
        summary=(summary or _("Version %(number)s restored") % {"number": version.number})[:LONGEST_SUMMARY],
        kind=Version.Kind.RESTORED,
        restores=version,
    )
    return _saved(page, change, by)


def undo(version: Version, *, by: User, summary: str = "") -> Version:
    """Take back what `version` changed, and keep what was written since. Returns the new version.

    Raises PermissionDenied, and NotRestored: for the first version of a page, and where the same words were changed
    again later.
    """
    page = _page_to_change(version, by)
    before = version_before(version)
    if before is None:
        raise NotRestored(_first())
    _check_shown(version, page, by)
    _check_shown(before, page, by)
    change = Change(
        content=content_then(before, page),
        base=version.revision,
        summary=(summary or _("Change of version %(number)s undone") % {"number": version.number})[:LONGEST_SUMMARY],
        kind=Version.Kind.UNDONE,
        restores=before,
    )
    return _saved(page, change, by)


def changes_of(user: User, *, since: datetime | None = None) -> list[Version]:
    """What a person changed on pages that are public, the last first: one more than can be undone in one go."""
    versions = Version.objects.filter(user=user, page__live=True)
    if since is not None:
        versions = versions.filter(at__gte=since)
    return list(versions.select_related("page", "revision").order_by("-at", "-pk")[: MOST_CHANGES + 1])


def undo_changes_of(user: User, *, by: User, since: datetime | None = None) -> Undone:
    """Take back everything that a person changed since a moment, one new version a page, each page by itself.

    Raises nothing for a change that cannot be taken back: it is in `left` with the reason.
    """
    versions = changes_of(user, since=since)
    undone = Undone(more=len(versions) > MOST_CHANGES)
    by_page: dict[int, list[Version]] = {}
    for version in versions[:MOST_CHANGES]:
        by_page.setdefault(version.page_id, []).append(version)
    for own in by_page.values():
        _undo_on_a_page(own, by, undone)
    return undone


def _undo_on_a_page(versions: list[Version], by: User, undone: Undone) -> None:
    try:
        page = _page_to_change(versions[0], by)
        content, taken_back = _without(versions, page, undone, by)
        if not taken_back:
            return
        summary = _("All the changes of one person undone")
        change = Change(content=content, summary=summary[:LONGEST_SUMMARY], kind=Version.Kind.UNDONE)
        undone.versions.append(_saved(page, change, by))
        undone.changes += len(taken_back)
    except PermissionDenied:
        undone.left += [(version, _("You may not publish this page.")) for version in versions]
    except NotRestored as refused:
        told = {version.pk for version, _sentence in undone.left}
        undone.left += [(version, " ".join(refused.sentences)) for version in versions if version.pk not in told]


def _without(versions: Iterable[Version], page: Page, undone: Undone, by: User) -> tuple[Content, list[Version]]:
    """What the page would say without these changes, given the last first, and which of them could be taken out."""
    kind = registered_kind(page)
    shapes = shapes_of(kind.model, kind.fields)
    content = content_of(as_it_stands(page), kind.fields)
    taken_back = []
    for version in versions:
        before = version_before(version)
        if before is None:
            undone.left.append((version, _first()))
            continue
        if (version.is_hidden or before.is_hidden) and not may_hide(by, page):
            undone.left.append((version, _hidden()))
            continue
        merged = merge(
            shapes, base=content_then(version, page), mine=content_then(before, page), theirs=content, choices={}
        )
        if merged.collisions:
            undone.left.append((version, _collided()))
        else:
            content = merged.content
            taken_back.append(version)
    return content, taken_back


def _page_to_change(version: Version, by: User) -> Page:
    page: Page = version.page.specific
    registered_kind(page)
    rights = page.permissions_for_user(by)
    if not rights.can_publish():
        raise PermissionDenied
    if not page.live:
        raise NotRestored(_("This page is not published any more."))
    if rights.page_locked():
        raise NotRestored(_("This page is locked: whoever locked it can unlock it in the administration."))
    return page


def _saved(page: Page, change: Change, by: User) -> Version:
    try:
        saved = save_change(page, change, by=by)
    except Collided as collided:
        raise NotRestored(_collided()) from collided
    except PageGone as gone:
        raise NotRestored(_("This page was deleted meanwhile.")) from gone
    except ValidationError as refused:
        sentences = [str(sentence) for sentence in refused.messages]
        raise NotRestored(_("The rules of today do not let this be published:"), *sentences) from refused
    if saved.outcome is Outcome.UNCHANGED or saved.version is None:
        raise NotRestored(_("The page says so already: nothing was changed."))
    return saved.version


def _check_shown(version: Version, page: Page, by: User) -> None:
    if version.is_hidden and not may_hide(by, page):
        raise NotRestored(_hidden())


def _hidden() -> str:
    return _("What it said is hidden: only a steward can bring it back.")


def _first() -> str:
    return _("This is the first version: there is none before it. The page can be unpublished in the administration.")


def _collided() -> str:
    return _("The same words were changed again since: open the form of the page, and correct them by hand.")
