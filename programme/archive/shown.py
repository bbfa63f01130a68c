"""What the pages and files of an edition tell: of an archive what was frozen, of another what its rows say."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from community.models import PlacePage
from design.addresses import address, full_address
from programme.archive.stored import frozen_told
from programme.context.filters import read_filters
from programme.context.selections import Told, figures_of_edition, programme_told
from web.page_cache.generation import cached

if TYPE_CHECKING:
    from django.http import QueryDict

    from programme.context.figures import Figures
    from programme.context.filters import Filters
    from programme.context.values import Place, Programme
    from programme.models import EditionPage


def told_by_archive(edition: EditionPage, filters: Filters) -> Told | None:
    """What filtered files and papers of an archive are made of; None where they are made of the rows.

    A place, an association or a theme may have another address since. Whoever asks by that one is led there by the
    site of today: what the archive does not know and the rows do is answered by the rows.
    """
    told = frozen_told(edition)
    if told is None or not filters.unknown_in(told.programme):
        return told
    return told if filters.unknown_in(programme_told(edition)) else None


def programme_shown(edition: EditionPage, asked: QueryDict | None = None) -> Programme:
    """What a page tells; `asked` are its filters. Names are those that were frozen, links those of today."""
    if not edition.is_frozen:
        return programme_told(edition)
    shown: Programme = cached(f"programme-shown:{edition.pk}", lambda: _led(edition), shared=False)
    if asked:
        filters, _problems = read_filters(asked)
        rows = programme_told(edition)
        if filters.unknown_in(shown) and not filters.unknown_in(rows):
            return rows
    return shown


def figures_shown(edition: EditionPage) -> Figures:
    """Those of its files: a place that closed since was one of its places."""
    return figures_of_edition(edition, told=frozen_told(edition))


def _led(edition: EditionPage) -> Programme:
    """A place is led to where its page is today, and to nowhere once it has none; one query."""
    told = frozen_told(edition)
    if told is None:
        return programme_told(edition)
    programme = told.programme
    pages = PlacePage.objects.live().in_bulk([one.key for one in programme.places])
    places = {one.key: _there(one, pages.get(one.key)) for one in programme.places}
    return dataclasses.replace(
        programme,
        places=tuple(places.values()),
        occasions=tuple(
            dataclasses.replace(one, place=places[one.place.key]) if one.place else one
            for one in programme.occasions
        ),
    )  # fmt: skip


def _there(place: Place, page: PlacePage | None) -> Place:
    # One that had no page then was not to be seen.
    if page is None or not place.url:
        return dataclasses.replace(place, url="", full_url="")
    return dataclasses.replace(place, url=address(page) or "", full_url=full_address(page) or "")
