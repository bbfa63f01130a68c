"""Exif without the place, the serial numbers, the owner of the camera and the maker note, whatever it stands in.

Exif 2.32 keeps the place in an IFD of its own (tag 0x8825). Serial numbers and the owner are in the Exif IFD; the maker
note, which no specification describes, goes whole.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import Any

from PIL import Image as PillowImage

EXIF = b"Exif\0\0"
NOTHING = b"II*\0\x08\0\0\0" + bytes(6)  # a TIFF file without a tag
LARGEST_EXIF = 2_000_000  # bytes; a JPEG holds 64 kB at most
_GPS = 0x8825
_MAKER_NOTE = 0x927C
# CameraSerialNumber of DNG stands in the first IFD, the others in the Exif one: owner, body, lens.
_SERIALS = frozenset({_MAKER_NOTE, 0xA430, 0xA431, 0xA435, 0xC62F, 0xFDE9})
_COPIES = (0x02BC, 0x8649)  # XMP and Photoshop's resources, as TIFF has them
_EXIF_IFD = 0x8769
_BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error, OverflowError)


def without_gps(exif: bytes) -> bytes | None:
    """An Exif block, without its header; the very same when it says nothing, None when no reader understands it."""
    if len(exif) > LARGEST_EXIF:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a block that breaks off, what can be read is read
            values = PillowImage.Exif()
            values.load(EXIF + exif)
            if not _take_out(values):
                return exif
            return bytes(values.tobytes()).removeprefix(EXIF)
    except _BROKEN:
        return None


def tells_place(content: bytes) -> bool:
    """Of a picture of a format that nothing here writes (TIFF, HEIF); True of any Exif in one that no reader opens."""
    try:
        with warnings.catch_warnings(), PillowImage.open(io.BytesIO(content)) as opened:
            warnings.simplefilter("ignore")
            return _take_out(opened.getexif())
    except (*_BROKEN, PillowImage.DecompressionBombError):
        return EXIF in content


def _take_out(values: PillowImage.Exif) -> bool:
    """Whether anything had to go."""
    camera: Any = values.get_ifd(_EXIF_IFD)
    found = [(part, tag) for part in (values, camera) for tag in (_GPS, *_SERIALS, *_COPIES) if tag in part]
    for part, tag in found:
        del part[tag]
    return bool(found)
