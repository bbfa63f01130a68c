"""Renditions of pictures: made when a picture is saved or shown by what is published, never while somebody reads."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.dispatch import Signal
from wagtail.images.models import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

logger = logging.getLogger(__name__)
_when_published: ContextVar[bool] = ContextVar("pictures_drawn_when_published", default=False)

# Sent with `picture` when files of it have been drawn: Wagtail makes several at once, and no row of them tells it.
renditions_made = Signal()

# The sizes in which public pages show pictures, named once. None enlarges: a smaller picture is shown as it is.
WIDTHS = (400, 800, 1200)
CARD = ("fill-480x240|format-webp", "fill-800x400|format-webp")
LOGO = "max-320x320|format-webp"
# Narrower pictures do not carry a card: enlarged, they would look worse than the flags.
NARROWEST_ON_CARD = 400


@dataclass(frozen=True, slots=True)
class Drawn:
    """One file of a picture: a rendition, or the original where none was made yet."""

    url: str
    width: int
    height: int


def figure_specs(picture: Any) -> tuple[str, ...]:
    """Filter specs of a picture in a text or at the head of a page; the smallest there always is."""
    widths = [width for width in WIDTHS if width <= max(picture.width, WIDTHS[0])]
    return tuple(f"max-{width}x{width * 2}|format-webp" for width in widths)


def card_specs(picture: Any) -> tuple[str, ...]:
    """Filter specs of a picture on a card; none for a picture too small to carry one."""
    return CARD if picture.width >= NARROWEST_ON_CARD else ()


def specs_for(picture: Any) -> tuple[str, ...]:
    """Every filter spec under which a public page may show the picture."""
    return (*figure_specs(picture), *card_specs(picture), LOGO)


def drawn(picture: Any, specs: Iterable[str]) -> list[Drawn]:
    """Files of a picture that exist, the narrowest first, one a width; the original alone when no rendition does.

    Empty when the original is lost as well. Asks nothing of the database when its `renditions` were prefetched.
    """
    by_width = {item.width: Drawn(item.url, item.width, item.height) for item in _made(picture, specs)}
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


def _made(picture: Any, specs: Iterable[str]) -> list[Any]:
    """Renditions that exist, cut around the point of interest of now rather than one of before."""
    keys = {spec: Filter(spec=spec).get_cache_key(picture) for spec in specs}
    return [item for item in picture.renditions.all() if keys.get(item.filter_spec) == item.focal_point_key]


def lacks_renditions(picture: Any) -> bool:
    specs = specs_for(picture)
    return len(_made(picture, specs)) < len(set(specs))


def make_renditions(picture: Any) -> bool:
    """Draw what pages show of the picture. False, with a line in the log, when it cannot be; pages do without."""
    try:
        picture.get_renditions(*specs_for(picture))
    except Exception as error:  # noqa: BLE001 -- each reader of pictures fails in its own way, or memory ends
        logger.error("Picture %s (%s) cannot be drawn: %s", picture.pk, picture.file.name, error)  # noqa: TRY400 -- the sentence says it all
        return False
    renditions_made.send(type(picture), picture=picture)
    return True


@contextmanager
def drawn_when_published() -> Iterator[None]:
    """Within the block no picture is drawn because it entered, only because what shows it is published: for imports.

    Most of an import of drafts would go into renditions that nobody sees yet. `make_renditions` draws them at night.
    """
    token = _when_published.set(True)
    try:
        yield
    finally:
        _when_published.reset(token)


def picture_entered(picture: Any) -> None:
    """A picture is new in the library: draw it, unless it waits until something that shows it is published."""
    if not _when_published.get():
        make_renditions_later(picture)


def make_renditions_later(picture: Any) -> None:
    """Once what is being saved is saved: drawing is slow, and nothing slow happens inside a transaction."""
    transaction.on_commit(lambda: make_renditions(picture))
