"""An edition that is over becomes an archive: nothing of it changes any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible
from programme.models import EditionPage
from programme.queries import coordinates
from web.page_cache.generation import invalidate_pages

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def freeze(edition: EditionPage, *, by: Any) -> None:
    """Make it an archive; one that is frozen stays so. Raises NotPossible before its end, PermissionDenied."""
    if not coordinates(by, edition):
        raise PermissionDenied
    if not edition.is_over:
        raise NotPossible(
            _("“%(title)s” is not over yet: only what is over becomes an archive.") % {"title": edition.title}
        )
    _set(edition, timezone.now(), EditionPage.objects.filter(pk=edition.pk, frozen_at=None))


@transaction.atomic
def unfreeze(edition: EditionPage, *, by: Any) -> None:
    """Have it change again, to mend a mistake: its files are made of what it says from then on, and its archive is
    given to nobody any more. Raises PermissionDenied.
    """
    if not coordinates(by, edition):
        raise PermissionDenied
    _set(edition, None, EditionPage.objects.filter(pk=edition.pk))


def _set(edition: EditionPage, moment: datetime | None, rows: Any) -> None:
    if rows.update(frozen_at=moment):
        edition.frozen_at = moment
        # An update sends no signal.
        transaction.on_commit(invalidate_pages)
