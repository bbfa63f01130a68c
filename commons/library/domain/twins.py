"""The same bytes again: whoever sends a file that is here already is told, before a second copy is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from commons.library.domain.hashes import items_with
from community.permissions.visibility import Reader, reader_of
from legaltools import catalogue

if TYPE_CHECKING:
    from commons.library.models import MediaItem

_MOST = 20


@dataclass(frozen=True, slots=True)
class Twin:
    """`item` has these bytes: "same" under the licence that was said, "conflict" under another."""

    kind: Literal["same", "conflict"]
    item: MediaItem
    sentence: str


def twin_of(sha256: str, *, licence: str, by: Any) -> Twin | None:
    """The item that has these bytes already, among those that the account `by` may see; None when there is none.

    `licence` is the key that was chosen, "" for none yet. Of several items, one of the same licence goes first. The
    sentence is in the language of the moment. An item that `by` may not see is as if it were not there: stewards are
    told of the conflict all the same, once the file is stored (`commons.library.domain.conflicts`). Nobody (None) is a
    command: it is told of those that everybody sees.
    """
    found = items_with(sha256).select_related("image", "document", "media")[:_MOST] if sha256 else ()
    items = [item for item in found if (may_see(item, by) if by else _is_for_everybody(item))]
    same = next((item for item in items if not licence or not item.licence or item.licence == licence), None)
    if same:
        return Twin("same", same, same_file(same.title))
    return Twin("conflict", items[0], other_licence(items[0].title, items[0].licence)) if items else None


def _is_for_everybody(item: MediaItem) -> bool:
    return item.is_public and Reader().sees(item.file_row)


def may_see(item: MediaItem, user: Any) -> bool:
    """Whether an account sees an item that it might be told of: a public one, its own, or one that it may work with."""
    row = item.file_row
    if user is None or not getattr(user, "is_authenticated", False):
        return False
    if row.uploaded_by_user_id == user.pk:  # type: ignore[attr-defined]
        return True
    if not reader_of(user).sees(row):
        return False
    policy = policy_registry.get_by_type(type(row))
    return item.is_public or bool(policy.user_has_any_permission_for_instance(user, ["choose", "change"], row))


def same_file(title: str) -> str:
    """What whoever sends a file is told of the one of this title that is here, under the same licence."""
    return _("This file is here already: “%(title)s”. Use that one, it is the same to the last byte.") % {
        "title": title
    }


def other_licence(title: str, licence: str) -> str:
    """What whoever sends a file is told of the one of this title that is here, under another licence (its key)."""
    sentence = _(
        "This file is here already as “%(title)s”, under %(licence)s. If it is under another licence, look again at "
        "where you found it: somebody who looks after the site will compare the two."
    )
    return sentence % {"title": title, "licence": catalogue.get(licence).label}
