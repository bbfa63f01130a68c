"""Which pictures are accepted, and what their bytes are."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from willow.image import Image as Willow

# Formats that are accepted, each with the endings that its files may have: a picture is served by its ending.
ENDINGS = {
    "AVIF": (".avif",),
    "GIF": (".gif",),
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
}
# A phone or a camera puts a second picture (depth, thumbnail) behind a JPEG: Multi-Picture Format, still a JPEG to all.
SAME_AS = {"MPO": "JPEG"}
TAIL = 70_000  # where the list of contents of a ZIP stands: 22 bytes and a comment of 65,535 at most
RUNS = re.compile(rb"<(?:!doctype\s{1,20}html|html|head|body|script|iframe|svg)\b", re.IGNORECASE)
_BEGINNING = 1024  # bytes in which a reader of PDF, or a browser, looks for what it knows


class FileRefused(Exception):
    """A file cannot enter the library; the message says why, for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A picture that can be opened; `format` is in Pillow's words."""

    format: str

    def named(self, path: str) -> str:
        """The file's name, with an ending that says what it is whatever it was called."""
        name = PurePosixPath(path)
        endings = ENDINGS[self.format]
        return name.name if name.suffix.lower() in endings else f"{name.stem}{endings[0]}"


# What Pillow's readers say of a file that is broken or hostile: a text chunk that would fill the memory, a bad number.
BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, EOFError, struct.error, zlib.error)


def check_picture(content: bytes, *, decode: bool = True) -> Checked:
    """Say what a picture's bytes are; without `decode` by their header alone, for bytes that were decoded before.

    Raises FileRefused when they are no picture of a known format, break off, cannot be drawn by Wagtail, or would fill
    the memory once opened (over WAGTAILIMAGES_MAX_IMAGE_PIXELS): the header is read before anything is decoded. Neither
    is a picture what a ZIP, a PDF or HTML is too.
    """
    checked = _opened(content, decode=decode)
    _check_one_file(checked.format, content)
    return checked


def _check_one_file(format_: str, content: bytes) -> None:
    if is_zip(content):
        raise FileRefused(two_files(format_, "ZIP"))
    if b"%PDF-" in content[:_BEGINNING]:
        raise FileRefused(two_files(format_, "PDF"))
    # A GIF whose width reads "/*" or "=" is a script to whoever loads it as one.
    if RUNS.search(content[:_BEGINNING]) or RUNS.search(content[-TAIL:]) or content[6:8] in {b"/*", b"= "}:
        raise FileRefused(two_files(format_, "HTML"))


def is_zip(content: bytes) -> bool:
    """By what stands at the end, where the list of contents of a ZIP is."""
    return zipfile.is_zipfile(io.BytesIO(content[-TAIL:]))


def two_files(first: str, second: str) -> str:
    """The sentence for whoever sent a file that is both."""
    sentence = _("This file is two at once, %(first)s and %(second)s: save it again from the program that made it.")
    return sentence % {"first": first, "second": second}


def _opened(content: bytes, *, decode: bool) -> Checked:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            with PillowImage.open(io.BytesIO(content)) as opened:
                checked = _look_at(opened)
                if decode:
                    opened.load()
        # Pillow opens more than Willow knows by its first bytes, a moving AVIF for one.
        Willow.open(io.BytesIO(content))
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise FileRefused(_("This picture is too large to be opened safely.")) from error
    except FileRefused:
        raise
    except BROKEN as error:
        raise FileRefused(
            _("This file is not a picture that can be read: save it again as JPEG, PNG or WebP.")
        ) from error
    return checked


def _look_at(opened: PillowImage.Image) -> Checked:
    format_ = SAME_AS.get(opened.format or "", opened.format or "")
    if format_ not in ENDINGS:
        raise FileRefused(_("%(format)s pictures are not taken; save it as JPEG, PNG or WebP.") % {"format": format_})
    width, height = opened.size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        size = {"width": width, "height": height}
        raise FileRefused(_("This picture is too large (%(width)s × %(height)s pixels).") % size)
    if format_ == "AVIF" and getattr(opened, "is_animated", False):
        raise FileRefused(_("AVIF pictures that move are not taken: save it as GIF or WebP, or as a video."))
    return Checked(format_)
