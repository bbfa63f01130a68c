"""Changing what is said of a media item that is in the library."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import policy_registry

from commons.library.domain.evidence import evidence
from commons.library.domain.going_public import TYPE, refresh
from commons.library.domain.media_items import item_of
from commons.library.domain.uploads import may_offer_at_once
from commons.library.enums import MediaKind
from commons.library.models import MediaItem, PicturedPeople
from search.indexing import schedule
from wiki.visibility import HIDE

if TYPE_CHECKING:
    from community.models import User


_OF_ITEM = ("description", "transcript", "made_with", "language", "association")

MOST_NAMED = 3  # pages in a sentence
WOULD_SHOW_UNREAD = gettext_lazy(
    "Everybody sees this already, and what you write is read before it shows: ask an editor or a steward of the site "
    "to change it, or take it out of the pool."
)


class ChangedMeanwhile(Exception):
    """Somebody else saved the item since the form was drawn."""


def may_edit(user: Any, item: MediaItem) -> bool:
    """Whoever sent it, and whoever may change files of the library (editors and stewards)."""
    if not user.is_authenticated:
        return False
    row: Any = item.file_row
    policy = policy_registry.get_by_type(type(row))
    return row.uploaded_by_user_id == user.pk or bool(policy.user_has_permission_for_instance(user, "change", row))


def would_show_unread(user: Any, item: MediaItem) -> bool:
    """Whether a change to what is theirs would be public at once though what they write is read before (0018)."""
    row: Any = item.file_row
    return item.is_public and row.uploaded_by_user_id == user.pk and not may_offer_at_once(user)


def why_not_changed(user: Any, row: Any) -> str:
    """Why this person may not change a file of the library that they may write to; "" where they may."""
    item = item_of(row)
    return str(WOULD_SHOW_UNREAD) if item is not None and would_show_unread(user, item) else ""


def why_not_deleted(row: Any) -> str:
    """Why nobody may delete a file of the library: a published page would have a hole; "" where they may."""
    pages = list(row.pages_that_show_it()[:MOST_NAMED])
    if not pages:
        return ""
    names = ", ".join(page.title for page in pages)
    return _("A published page shows it: %(pages)s. Take it out of there first.") % {"pages": names}


def sees_people(user: Any, item: MediaItem) -> bool:
    """Whoever answered about the people pictured, and stewards."""
    return item.file_row.uploaded_by_user_id == user.pk or bool(user.has_perm(HIDE))  # type: ignore[attr-defined]


def stamp_of(item: MediaItem) -> str:
    """What tells one state of an item from another."""
    row: Any = item.file_row
    said = [
        row.title, getattr(row, "description", ""), getattr(row, "is_decorative", ""), row.credits, row.year,
        row.changes, item.description, item.transcript, item.made_with, item.language, item.association_id,
        sorted(item.tags.values_list("pk", flat=True)), sorted(item.themes.values_list("pk", flat=True)),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:32]


@transaction.atomic
def change(item: MediaItem, values: dict[str, Any], *, by: User) -> MediaItem:
    """Write what a form says, the title, the alternative, credits, year and changes on the row of the file.

    Raises ValidationError, and ChangedMeanwhile when `values["stamp"]` is of an older state.
    """
    current = MediaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if values.get("stamp") and values["stamp"] != stamp_of(current):
        raise ChangedMeanwhile
    with evidence(by=by):
        _change_row(current, values)
    for name in _OF_ITEM:
        setattr(current, name, values[name])
    current.full_clean(exclude=["slug"])
    current.save(update_fields=_OF_ITEM)
    current.tags.set(values["tags"])
    current.themes.set(values["themes"])
    if values.get("people"):
        PicturedPeople.objects.update_or_create(item=current, defaults={"answer": values["people"], "said_by": by})
    if current.pk not in refresh([current.pk]) and current.is_public:
        schedule(TYPE, current.pk)
    return current


def _change_row(item: MediaItem, values: dict[str, Any]) -> None:
    row: Any = item.file_row
    row.title, row.credits, row.year, row.changes = (values[name] for name in ("title", "credits", "year", "changes"))
    if item.kind == MediaKind.IMAGE:
        row.description, row.is_decorative = values["alternative"], values["is_decorative"]
    row.full_clean(exclude=["file", "collection"])
    row.save()
