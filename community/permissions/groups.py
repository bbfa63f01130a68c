"""What the five groups may do: each app grants permissions here when it is ready, `domain.groups` writes them down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

NEWCOMER, CONTRIBUTOR, KNOWN, EDITOR, STEWARD = "newcomer", "contributor", "known", "editor", "steward"

# Accounts that end by themselves: they write, and are always read before. No level of trust: nobody rises from it.
TEMPORARY = "temporary"

# From the least to the most trusted: each group may do what those before it may.
GROUPS = (NEWCOMER, CONTRIBUTOR, KNOWN, EDITOR, STEWARD)
LABELS: Mapping[str, _StrPromise] = {
    NEWCOMER: _("Discovery: has an account"),
    CONTRIBUTOR: _("Contribution: writes guides and submits them"),
    KNOWN: _("Known: publishes at once, read again after"),
    EDITOR: _("Editing: publishes guides, edits everybody's"),
    STEWARD: _("Stewardship: keeps themes, people and settings"),
    TEMPORARY: _("Writing session: an account lent for some hours"),
}

# What applies from the home page down, and to the whole library of pictures, files, sounds and videos.
PAGE_RIGHTS: Mapping[str, tuple[str, ...]] = {
    TEMPORARY: ("add",),
    CONTRIBUTOR: ("add",),
    KNOWN: ("change", "publish"),
    STEWARD: ("lock", "unlock", "bulk_delete"),
}
_SENDS_IN = (
    "wagtailimages.add_image", "wagtailimages.choose_image", "wagtaildocs.add_document",
    "wagtaildocs.choose_document", "wagtailmedia.add_media",
)  # fmt: skip
LIBRARY_RIGHTS: Mapping[str, tuple[str, ...]] = {
    TEMPORARY: (
        "wagtailimages.add_image", "wagtailimages.choose_image", "wagtaildocs.add_document",
        "wagtaildocs.choose_document",
    ),
    CONTRIBUTOR: _SENDS_IN,
    EDITOR: ("wagtailimages.change_image", "wagtaildocs.change_document", "wagtailmedia.change_media"),
}  # fmt: skip

_granted: dict[str, set[str]] = {group: set() for group in (*GROUPS, TEMPORARY)}


def grant(group: str, *permissions: str) -> None:
    """Give a group, and those above it, permissions written `app.codename`. One that does not exist yet waits."""
    _granted[group].update(permissions)


def inherited(group: str) -> tuple[str, ...]:
    """The group and those whose rights it has as well."""
    return GROUPS[: GROUPS.index(group) + 1] if group in GROUPS else (group,)


def granted(group: str) -> set[str]:
    """Every permission of a group that is not about pages or the library, as `app.codename`."""
    return {permission for name in inherited(group) for permission in _granted[name]}


def page_rights(group: str) -> set[str]:
    return {action for name in inherited(group) for action in PAGE_RIGHTS.get(name, ())}


def library_rights(group: str) -> set[str]:
    return {permission for name in inherited(group) for permission in LIBRARY_RIGHTS.get(name, ())}


def label(group: str) -> str:
    """The name a person reads; a group made by hand shows the name it was given."""
    return str(LABELS.get(group, group))
