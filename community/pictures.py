"""Renditions of pictures: made when a picture is saved or shown by what is published, never while somebody reads."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from wagtail.images.exceptions import InvalidFilterSpecError

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

WIDTHS = (400, 800, 1200)
LOGO = "max-320x320|format-webp"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file of a picture: a rendition, or the original where none was made yet."""

    url: str
    width: int
    height: int


def spec_of(width: int) -> str:
    return f"max-{width}x{width * 2}|format-webp"


def specs_for(picture: Any) -> list[str]:
    """What pages show of a picture: nothing is enlarged, and the smallest there always is."""
    return [spec_of(width) for width in WIDTHS if width <= max(picture.width, WIDTHS[0])] + [LOGO]


def drawn(picture: Any, specs: Iterable[str]) -> list[Drawn]:
    """Files of a picture that exist, the narrowest first, one a width; the original alone when no rendition does.

    Empty when the original is lost as well. Asks nothing of the database when its `renditions` were prefetched.
    """
    wanted = set(specs)
    made = [rendition for rendition in picture.renditions.all() if rendition.filter_spec in wanted]
    by_width = {item.width: Drawn(item.url, item.width, item.height) for item in made}
    if by_width:
        return [by_width[width] for width in sorted(by_width)]
    try:
        is_there = picture.file.storage.exists(picture.file.name)
    except OSError:
        is_there = False
    if not is_there:
        logger.error("Picture %s (%s) is lost: the page is shown without it.", picture.pk, picture.file.name)
        return []
    return [Drawn(picture.file.url, picture.width, picture.height)]


def lacks_renditions(picture: Any) -> bool:
    there = {rendition.filter_spec for rendition in picture.renditions.all()}
    return bool(set(specs_for(picture)) - there)


def make_renditions(picture: Any) -> bool:
    """Draw what pages show of the picture. False, with a line in the log, when it cannot be; pages do without."""
    try:
        picture.get_renditions(*specs_for(picture))
    except (OSError, ValueError, SyntaxError, InvalidFilterSpecError, DatabaseError) as error:
        logger.error("Picture %s (%s) cannot be drawn: %s", picture.pk, picture.file.name, error)  # noqa: TRY400 -- the sentence says it all
        return False
    return True


def make_renditions_later(picture: Any) -> None:
    """Once what is being saved is saved: drawing is slow, and nothing slow happens inside a transaction."""
    transaction.on_commit(lambda: make_renditions(picture))
