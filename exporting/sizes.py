"""About how large a download is, before anybody builds it: worked out from the sizes of what goes into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markup.typography import file_size

if TYPE_CHECKING:
    from collections.abc import Iterable

# Of the texts of a sheet and of the faces that draw them, as PDF; pages and faces weigh the same in an e-book.
SHEET, FACES = 30_000, 60_000
# A picture on paper has so many bytes at most (`exporting.pictures.WIDEST`); a small one, drawn, is packed less well.
PICTURE, UNPACKED = 350_000, 2
# What a ZIP archive has beside its PDF and its media: pages and their faces, credits, licences, inventory.
AROUND = 165_000
SIGNIFICANT = 2


def expected(pictures: Iterable[int | None], files: Iterable[int | None], *, sheets: int = 1) -> dict[str, int]:
    """Bytes of the PDF, the e-book and the archive of so many guides, by the ending of each (a key of FORMATS).

    `pictures` and `files` are the sizes of what they hold, in bytes, None where it is not known. Wrong by half at most
    where pictures are photographs or drawings; an archive that holds a file of unknown size is left out.
    """
    shown, others = list(pictures), list(files)
    paper = FACES + SHEET * sheets + sum(min(PICTURE, UNPACKED * (size or PICTURE)) for size in shown)
    held = [*shown, *others]
    archive = {} if None in held else {"zip": paper + AROUND + sum(size or 0 for size in held)}
    return {"pdf": paper, "epub": paper, **archive}


def in_words(size: int | None, *, language: str) -> str:
    """Such as "230 ko"; "" where it is not known. No digit more than is known."""
    if not size:
        return ""
    rounded = round(size, SIGNIFICANT - len(str(size)))
    return file_size(rounded, language=language)
