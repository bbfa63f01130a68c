"""Which edition takes in what a file says, when nobody says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from programme.domain.changes import NotPossible
from programme.models import EditionPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.exchange.record import EventRecord


class NoEdition(NotPossible):
    """No edition takes in what was given; the message says what to do."""


def edition_for(records: Iterable[EventRecord]) -> EditionPage:
    """The edition whose days hold the first event, the latest one first; else the shelf of all year. Two queries.

    Raises NoEdition.
    """
    starts = sorted(time.starts_at.date() for record in records for time in record.times)
    open_ones = EditionPage.objects.filter(frozen_at=None).order_by("-starts_on", "pk")
    if starts:
        held = open_ones.filter(all_year=False, starts_on__lte=starts[0], ends_on__gte=starts[0]).first()
        if held:
            return held
    shelf = open_ones.filter(all_year=True).first()
    if shelf:
        return shelf
    raise NoEdition(
        _("No edition has the day of the first event, and there is none for all year: make one on the site, or name"
          " one with “--edition”.")
    )  # fmt: skip


def edition_called(slug: str) -> EditionPage:
    """The edition of that address. Raises NoEdition, with those that there are."""
    found = EditionPage.objects.filter(slug=slug).first()
    if found:
        return found
    names = ", ".join(EditionPage.objects.order_by("slug").values_list("slug", flat=True)) or _("no edition yet")
    raise NoEdition(_("--edition: there is no “%(slug)s” here. Known: %(known)s.") % {"slug": slug, "known": names})
