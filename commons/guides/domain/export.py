"""A guide to take away: its text in our format, and one archive with everything that the text names."""

from __future__ import annotations

import logging
import zipfile
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from commons.guides.domain.conversion import guide_to_document
from commons.guides.exchange.markdown import write_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commons.guides.exchange.document import GuideDocument
    from commons.guides.models import GuidePage
    from commons.library.record import Attachment, Picture

logger = logging.getLogger(__name__)

# What is larger than that is named in the archive and fetched from the page.
MOST_BYTES = 100_000_000
IN_MEMORY = 8_000_000
COMPRESSED_ALREADY = {".avif", ".docx", ".epub", ".gif", ".jpeg", ".jpg", ".odp", ".ods", ".odt", ".png", ".pptx",
                      ".webp", ".xlsx", ".zip"}  # fmt: skip


def text_of(guide: GuidePage) -> str:
    return write_markdown(guide_to_document(guide))


def archive_of(guide: GuidePage) -> IO[bytes]:
    """A ZIP file, open at its start: a folder with guide.md, images/ and files/, as `import_guides` reads it back.

    A picture or file that is lost, or would make the archive larger than MOST_BYTES, is named in a note beside the
    text instead.
    """
    document = guide_to_document(guide)
    made: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the response closes it
    left_out, room = [], MOST_BYTES
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{guide.slug}/guide.md", write_markdown(document))
        for path, file in parts_of(document):
            size = _size(file)
            if size is None or size > room:
                left_out.append(path)
                continue
            room -= size
            packed = zipfile.ZIP_STORED if PurePosixPath(path).suffix.lower() in COMPRESSED_ALREADY else None
            archive.write(file, f"{guide.slug}/{path}", compress_type=packed)
        if left_out:
            name = _("MISSING")
            archive.writestr(f"{guide.slug}/{name}.txt", _note(guide, left_out))
    made.seek(0)
    return made


def parts_of(document: GuideDocument) -> Iterator[tuple[str, Path]]:
    """Paths in the text, each with the place of its bytes."""
    parts: tuple[Picture | Attachment, ...] = (*document.pictures, *document.files)
    for part in parts:
        if part.file is not None:
            yield part.path, part.file


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError as error:
        logger.warning("%s is not in an archive: %s", file, error)
        return None


def _note(guide: GuidePage, paths: list[str]) -> str:
    sentence = _("These are not in the archive, lost or too large. Look for them on the page:")
    return "\n".join([f"{sentence} {guide.full_url}", *paths, ""])
