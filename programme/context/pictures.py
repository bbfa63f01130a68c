"""Pictures of events, as files of the programme name them: where their bytes are, what they show, and whom to credit.

The address is that of the file as it was uploaded. Renditions are drawn behind an answer and drawn anew, so a file that
named one would change though nothing did; the bytes of an upload never change below one address.
"""

from __future__ import annotations

import logging
import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from commons.library.credited import credited_work, prepare_credits
from commons.library.domain.going_public import may_be_shared
from commons.library.models import LicensedImage, MediaItem
from commons.library.site_address import root_url
from community.permissions.visibility import in_the_open
from legaltools.credit import credit_text
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from legaltools.credit import Author
    from programme.context.values import Occasion

logger = logging.getLogger(__name__)
# What Python's own table does not know on every system.
ENDINGS = {"webp": "image/webp", "avif": "image/avif"}


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A picture that anybody may see and pass on. `url` is whole, `media_type` such as “image/png”, `page` where it can
    be taken from (its page here, else where it came from), `alt` its words; `width` and `height` are pixels.
    """

    key: int
    url: str
    media_type: str
    width: int
    height: int
    title: str
    alt: str
    page: str
    licence: str
    licence_url: str
    credit: str
    authors: tuple[Author, ...] = ()


def pictures_of(occasions: Iterable[Occasion]) -> dict[int, PublicPicture]:
    """Pictures of the events of these, by key, that a file may carry away: in no restricted collection, under a licence
    that lets others pass them on, and not lost. Three queries at most.
    """
    keys = {one.event.image for one in occasions if one.event.image}
    if not keys:
        return {}
    rows = [row for row in in_the_open(LicensedImage.objects.filter(pk__in=keys)) if may_be_shared(row.licence)]
    prepare_credits(rows)
    return {row.pk: _picture(row) for row in sorted(rows, key=lambda row: row.pk) if _is_there(row)}


def _picture(row: LicensedImage) -> PublicPicture:
    work = credited_work(row)
    tool = work.licence
    return PublicPicture(
        key=row.pk,
        url=urljoin(root_url(), row.file.url),
        media_type=media_type(row.file.name),
        width=row.width,
        height=row.height,
        title=row.title,
        alt=row.default_alt_text,
        page=_page(row) or work.source,
        licence=tool.label if tool else "",
        licence_url=tool.url if tool else "",
        credit=credit_text(work, current_language()),
        authors=work.authors,
    )


def media_type(name: str) -> str:
    """By the end of the name of a file; “” where that says nothing.

    >>> media_type("affiches/bal.JPG"), media_type("bal.webp"), media_type("bal")
    ('image/jpeg', 'image/webp', '')
    """
    ending = name.rpartition(".")[2].lower()
    return ENDINGS.get(ending) or mimetypes.guess_type(name.lower())[0] or ""


def _page(row: LicensedImage) -> str:
    """Its page among the media, where others take it from; “” where that is not public."""
    try:
        item: MediaItem = row.media_item
    except MediaItem.DoesNotExist:
        return ""
    return f"{root_url()}{item.get_absolute_url()}" if item.is_public else ""


def _is_there(row: LicensedImage) -> bool:
    try:
        found = bool(row.file.storage.exists(row.file.name))
    except OSError:
        found = False
    if not found:
        logger.error("Picture %s (%s) is lost: files of the programme do without it.", row.pk, row.file.name)
    return found


def picture_of(occasion: Occasion, pictures: Mapping[int, PublicPicture]) -> PublicPicture | None:
    """That of its event, where there is one that a file may carry away."""
    return pictures.get(occasion.event.image or 0)
