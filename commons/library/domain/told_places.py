"""What in a sound or a film says where it was made, or with which very device; the same for every container.

Nothing is written anew: what goes is overwritten in place, so that no offset changes and no second is lost.
"""

from __future__ import annotations

import re
from contextlib import suppress

from commons.library.domain.picture_formats import BROKEN
from commons.library.domain.private_xml import WORDS, TooManyTags, blanked
from commons.library.domain.whereabouts import without_whereabouts

LARGEST_TAG = 16_000_000  # bytes of a tag that is taken into the memory, its pictures included
# Names of tags: `LOCATION`, `GEO_LOCATION`, `com.apple.quicktime.location.ISO6709`, `com.android.gps`, `SERIAL_NUMBER`.
_NAME = re.compile(rb"location|gps|geo(?:[_.-]|code|loc|tag)|latitude|longitude|serial|\xa9xyz", re.IGNORECASE)
# ISO 6709, annex H: degrees, degrees and minutes, or degrees, minutes and seconds, north then east.
# One without a decimal is read as anything else: the hyphens of an ISBN would be two signs.
_PLACE = re.compile(rb"[+-][0-9]{2}(?:[0-9]{2}){0,2}\.[0-9]{1,12}[+-][0-9]{3}(?:[0-9]{2}){0,2}(?:\.[0-9]{1,12})?/?")
# Of iXML, as recorders write it, and of XMP in a film.
_WORDS = (*WORDS, b"location")
_LONGEST_NAME = 5_000
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class CannotClean(ValueError):
    """Something says where it was made, and cannot be taken out without breaking the file."""


def tells_where(name: bytes, value: bytes = b"") -> bool:
    """Whether a tag is a place or a serial number, by its name or by a value in ISO 6709, in any encoding of ASCII."""
    return bool(_NAME.search(name[:_LONGEST_NAME].replace(b"\0", b"")) or _PLACE.search(value.replace(b"\0", b"")))


def without_tags(xml: bytes) -> bytes:
    """XML of as many bytes: an XMP packet, or what recorders write (iXML), with spaces where a place was."""
    try:
        return blanked(xml, words=_WORDS)
    except TooManyTags as error:
        raise CannotClean from error


def without_coordinates(text: bytes) -> bytes:
    return _PLACE.sub(lambda match: b" " * len(match[0]), text)


def clean_picture(tag: bytes) -> bytes:
    """A tag of as many bytes with the picture inside it without its place; whatever follows a picture is nothing."""
    start = min((place for begin in _PICTURES if (place := tag.find(begin)) >= 0), default=-1)
    if start < 0:
        return tag
    picture = tag[start:]
    cleaned = b""
    with suppress(*BROKEN):
        cleaned = without_whereabouts(picture)
    return tag[:start] + cleaned[: len(picture)].ljust(len(picture), b"\0") if cleaned != picture else tag
