"""Conflicts of licences: the same bytes, or nearly the same picture, said to be under two. Found here, settled here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.library.domain.evidence import Kind
from commons.library.domain.going_public import refresh
from commons.library.domain.hashes import near_pictures
from commons.library.domain.licence_records import relicense
from commons.library.enums import Outcome, Sameness
from commons.library.models import LicenceConflict, MediaItem
from commons.library.models.papers import LONGEST_REASON

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from commons.library.models import PictureHash
    from community.models import User

# Of one picture that many have, such as a logo: each is compared with so many others.
MOST_OPENED = 20
WITHDRAW, RELICENSE = "withdraw", "relicense"


def open_conflicts() -> QuerySet[LicenceConflict]:
    return LicenceConflict.objects.filter(settled_at=None)


def is_contested(item: MediaItem) -> bool:
    """Whether another item contradicts its licence and nobody has settled it yet."""
    return open_conflicts().filter(Q(first=item) | Q(second=item)).exists()


def look_for_conflicts(item: MediaItem, picture: PictureHash | None = None) -> list[LicenceConflict]:
    """Open a conflict with each item of the same bytes, or nearly the same picture, that has another licence.

    Those that are open and no longer true, since the two say the same by now or one says nothing, end by themselves.
    A pair of licences that was settled once for two items is not asked about again.
    """
    _end_those_that_agree(item)
    if not item.licence:
        return []
    others = MediaItem.objects.exclude(pk=item.pk).exclude(licence__in=["", item.licence])
    same = list(others.filter(hashes__sha256__in=item.hashes.values("sha256")).distinct()[:MOST_OPENED])
    size = (item.image.width, item.image.height) if item.image else (0, 0)
    near = near_pictures(int(picture.dhash, 16), size=size, among=others) if picture else []
    found = [(other, Sameness.BYTES) for other in same]
    found += [(other, Sameness.NEAR) for other in near[:MOST_OPENED] if other not in same]
    return [conflict for other, sameness in found if (conflict := _opened(item, other, sameness))]


def _opened(item: MediaItem, other: MediaItem, sameness: Sameness) -> LicenceConflict | None:
    first, second = sorted((item, other), key=lambda one: one.pk)
    conflict, created = LicenceConflict.objects.get_or_create(
        first=first,
        second=second,
        first_licence=first.licence,
        second_licence=second.licence,
        defaults={"sameness": sameness},
    )
    return conflict if created else None


def _end_those_that_agree(item: MediaItem) -> None:
    for conflict in open_conflicts().filter(Q(first=item) | Q(second=item)).select_related("first", "second"):
        if (conflict.first.licence, conflict.second.licence) != (conflict.first_licence, conflict.second_licence):
            conflict.outcome, conflict.settled_at = Outcome.AGREED, timezone.now()
            conflict.save(update_fields=["outcome", "settled_at"])


def settle(conflict: LicenceConflict, outcome: Outcome, *, by: User, note: str, loser: str = RELICENSE) -> None:
    """Settle an open conflict, with a note that says why; everything in one transaction.

    With the first or the second right, the other gets its licence, or loses its own (`loser` is "withdraw"): it is
    out of the pool then. With neither right, both lose theirs. Raises ValidationError for a conflict that is settled
    already, a note that is missing, and a file that is to be withdrawn while public pages show it.
    """
    note = note.strip()[:LONGEST_REASON]
    if not note:
        raise ValidationError({"note": _("Say what you found, and where: whoever asks later reads it.")})
    with transaction.atomic():
        locked = open_conflicts().select_for_update().filter(pk=conflict.pk)
        if not locked.update(outcome=outcome, note=note, settled_at=timezone.now(), settled_by=by):
            raise ValidationError(_("Somebody has settled this meanwhile."))
        for item, licence in _to_change(conflict, outcome, loser):
            _change(item, licence, by=by, note=note)
    conflict.refresh_from_db()


def _to_change(conflict: LicenceConflict, outcome: Outcome, loser: str) -> list[tuple[MediaItem, str]]:
    first, second = conflict.first, conflict.second
    right = {Outcome.FIRST: (second, first.licence), Outcome.SECOND: (first, second.licence)}.get(outcome)
    if right:
        wrong, licence = right
        return [(wrong, "" if loser == WITHDRAW else licence)]
    return [(first, ""), (second, "")] if outcome == Outcome.NEITHER else []


def _change(item: MediaItem, licence: str, *, by: User, note: str) -> None:
    row = item.file_row
    if not licence and (pages := list(row.pages_that_show_it()[:3])):
        message = _("“%(title)s” cannot be withdrawn while a page shows it: %(pages)s. Take it out of there first.")
        names = ", ".join(page.title for page in pages)
        raise ValidationError(message % {"title": item.title, "pages": names})
    relicense(item, licence, by=by, reason=note, corrects=True, kind=Kind.STEWARD)
    if not licence:
        MediaItem.objects.filter(pk=item.pk).update(offered_at=None)
        refresh([item.pk])
