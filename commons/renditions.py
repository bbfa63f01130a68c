"""The sizes in which public pages show pictures, named once: whoever makes them ahead of readers asks here.

No size enlarges: a picture smaller than a size is shown as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commons.models import LicensedImage

WIDTHS = (400, 800, 1200)
CARD = ("fill-480x240|format-webp", "fill-800x400|format-webp")
# Narrower pictures do not carry a card: enlarged, they would look worse than the flags.
NARROWEST_ON_CARD = 400


def figure_specs(picture: LicensedImage) -> tuple[str, ...]:
    """Filter specs of a picture in a text or at the head of a page; at least one."""
    widths = [width for width in WIDTHS if width <= max(picture.width, WIDTHS[0])]
    return tuple(f"max-{width}x{width * 2}|format-webp" for width in widths)


def card_specs(picture: LicensedImage) -> tuple[str, ...]:
    """Filter specs of a picture on a card; none for a picture too small to carry one."""
    return CARD if picture.width >= NARROWEST_ON_CARD else ()


def page_specs(picture: LicensedImage) -> tuple[str, ...]:
    """Every filter spec under which a public page may show the picture."""
    return (*figure_specs(picture), *card_specs(picture))
