"""Pictures, codes and credits as data of the template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from exporting.credits import what_is_unknown
from exporting.pdf.glyphs import drawable
from exporting.pdf.nodes import credit_nodes
from exporting.wording import spoken
from legaltools.credit import credit_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporting.bundle import Asset
    from legaltools.credit import Work


@dataclass(frozen=True, slots=True)
class Printer:
    """`picture` makes the picture of a path ready, in the folder of a sheet ("" for that of the bundle), and gives its
    name and width, None where there is none; `code` draws the QR code of an address and gives its name, "" where
    it can have none.
    """

    picture: Callable[[str, str], dict[str, Any] | None]
    code: Callable[[str], str]


def figure(asset: Asset, printer: Printer, *, language: str, folder: str = "", alt: str = "") -> dict[str, Any] | None:
    """A picture with its words and its credit, None when it cannot be shown."""
    made = printer.picture(folder, asset.path)
    if made is None:
        return None
    said = drawable(alt or asset.alt)
    # A picture that nobody described is named by its title: a tagged PDF may hold no figure without words.
    return made | {
        "alt": said or drawable(asset.work.title) or _("Picture"),
        "decorative": asset.is_decorative and not said,
        "credit": credit_on_paper(asset.work, language),
    }


def credit_on_paper(work: Work, language: str) -> list[Any]:
    credit = credit_nodes(credit_line(work, spoken(language)))
    unknown = what_is_unknown(work)
    return [*credit, *([drawable(f" · {unknown}" if credit else unknown)] if unknown else [])]
