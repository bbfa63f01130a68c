"""What a kit carries of an event: the poster to fill in, for whoever does it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commons.kits import carried
from commons.kits.carried import Carried
from programme.context.event_rows import editions_of, row_of_page
from programme.context.reading import event_value
from programme.exports.poster_model import FILENAME, poster_model
from programme.items import TYPE
from programme.queries import public_events

if TYPE_CHECKING:
    from collections.abc import Iterable


def register() -> None:
    carried.register(TYPE, posters)


def posters(keys: Iterable[int]) -> dict[int, Carried]:
    """Those of public events, by key; as many queries however many there are."""
    found = public_events().filter(pk__in=list(keys))
    pages = list(found.prefetch_related("themes", "associations", "access_lines"))
    rows = [row_of_page(page) for page in pages]
    editions = editions_of(rows)
    for page, row in zip(pages, rows, strict=True):
        page.edition = editions[row.edition_path]
    purpose = _("The poster, to fill in: place, day, hour and organiser are blank.")
    return {
        page.pk: Carried(f"{page.slug[:60]}-{FILENAME}", poster_model(event_value(page)), purpose) for page in pages
    }
