"""What tells where a file was made, and with which very device, goes before it is served; for every format of ours."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commons.library.domain import (
    matroska,
    packages,
    pdf_cleaner,
    sound_tags,
    video_boxes,
    video_tracks,
    vorbis_comments,
)
from commons.library.domain.facts import answer_of
from commons.library.domain.file_formats import format_of
from commons.library.domain.file_names import ending_of
from commons.library.domain.picture_formats import BROKEN, FileRefused
from commons.library.domain.told_places import CannotClean
from commons.library.domain.whereabouts import without_whereabouts
from commons.library.enums import MediaKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commons.library.domain.file_formats import FileFormat


def _boxed(path: Path) -> bool:
    return any([video_tracks.take_tracks_out(path), video_boxes.take_places_out(path)])


def _packed(path: Path) -> bool:
    return packages.clean_package(path, clean)


# Names that a PDF whose pictures say something cannot be without: those of streams are never packed.
_MAY_TELL = (b"DCT", b"Metadata", b"EmbeddedFile", b"#")
_SMALL_PDF = 2_000_000  # bytes; of a larger one the names are not looked for


def _pdf(path: Path) -> bool:
    if path.stat().st_size < _SMALL_PDF:
        content = path.read_bytes()
        if not any(name in content for name in _MAY_TELL):
            return False
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        into = Path(folder) / "cleaned.pdf"
        answer = answer_of(pdf_cleaner.__file__, str(path.absolute()), str(into))
        if answer is None:
            raise FileRefused(_("This PDF cannot be read: save it again from the program that made it."))
        if answer["sealed"]:
            raise FileRefused(
                _(
                    "This PDF is signed or protected, and a picture in it says where or with which camera it was taken:"
                    " put it in without its metadata, and sign again."
                )
            )
        if answer["changed"]:
            into.chmod(path.stat().st_mode & 0o777)
            into.replace(path)
    return bool(answer["changed"])


_CLEANERS: Mapping[str, Callable[[Path], bool]] = {
    "MPEG-4": _boxed,
    "QuickTime": _boxed,
    "MPEG-4 audio": _boxed,
    "WebM": matroska.clean_webm,
    "MP3": sound_tags.clean_mp3,
    "FLAC": sound_tags.clean_flac,
    "WAV": sound_tags.clean_wav,
    "Ogg": vorbis_comments.clean_ogg,
    "Ogg video": vorbis_comments.clean_ogg,
    "PDF": _pdf,
    **dict.fromkeys(("OpenDocument", "Office Open XML", "EPUB", "ZIP"), _packed),
}


def clean(path: Path, found: FileFormat) -> bool:
    """Take places and serial numbers out, in place; whether there were any.

    Raises FileRefused, with a sentence, for a file that no reader understands too: nobody knows what it says.
    """
    cleaner = _picture if found.kind == MediaKind.IMAGE else _CLEANERS.get(found.name)
    try:
        return cleaner(path) if cleaner else False
    except CannotClean as error:
        raise FileRefused(
            _(
                "What this file says of the place where it was recorded cannot be taken out:"
                " save it again without its metadata, then send it again."
            )
        ) from error
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno:  # of the disk, not of the file
            raise
        raise FileRefused(breaks_off()) from error


def _picture(path: Path) -> bool:
    content = path.read_bytes()
    cleaned = without_whereabouts(content)
    if cleaned != content:
        path.write_bytes(cleaned)
    return cleaned != content


def cleaned_picture(content: bytes) -> bytes:
    """The bytes of a picture that `check_picture` accepted without its place. Raises FileRefused, as `clean`."""
    try:
        return without_whereabouts(content)
    except BROKEN as error:
        raise FileRefused(breaks_off()) from error


def as_served(content: bytes, name: str) -> bytes:
    """The bytes of a file as they are served, without its places; of a format that is none of ours, the same.

    For what comes in by other ways than uploads. Raises FileRefused, with a sentence.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{ending_of(name)}"
        path.write_bytes(content)
        found = format_of(path)
        return path.read_bytes() if found and clean(path, found) else content


def breaks_off() -> str:
    return _("This file breaks off before its end: save or download it again, then send it again.")
