"""WebM and Matroska (RFC 9559): tags that say where a film was made, and places in attached pictures; cleaned in place.

What goes becomes a Void element of the same size. A checksum over what changed becomes one too.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

from commons.library.domain.told_places import LARGEST_TAG, CannotClean, clean_picture, tells_where, without_tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_ELEMENTS, _MOST_CHILDREN, _DEEPEST = 1_500_000, 20_000, 6
_SEGMENT = 0x18538067
_TAGS, _TAG, _SIMPLE_TAG, _NAME, _TEXT, _BINARY = 0x1254C367, 0x7373, 0x67C8, 0x45A3, 0x4487, 0x4485
_ATTACHMENTS, _ATTACHED, _DATA = 0x1941A469, 0x61A7, 0x465C
_VOID, _CHECKSUM = 0xEC, 0xBF
_HOLDERS = frozenset({_TAGS, _TAG, _ATTACHMENTS, _ATTACHED})
_TOLD = (_TEXT, _BINARY)


class _Element(NamedTuple):
    """`end` is None where the size is not known: a film that was written while it was being recorded."""

    id: int
    start: int
    inside: int
    end: int | None


def clean_webm(path: Path) -> bool:
    """Whether there was something. Raises CannotClean for a film that cannot be read through."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        found = [_clean(file, one.inside, one.end or size) for one in list(_top(file, size))]
    return any(found)


def _top(file: IO[bytes], size: int) -> Iterator[_Element]:
    """Tags and attachments, wherever they stand."""
    place = 0
    for _count in range(_MOST_ELEMENTS):
        element = _element(file, place, size)
        if element is None:
            return
        if element.id in {_TAGS, _ATTACHMENTS}:
            if element.end is None or element.end - element.start > LARGEST_TAG:
                raise CannotClean
            yield element
        # What a cluster of unknown size holds stands on the same level to whoever reads on.
        place = element.inside if element.id == _SEGMENT or element.end is None else element.end
    raise CannotClean


def _element(file: IO[bytes], place: int, end: int) -> _Element | None:
    file.seek(place)
    head = file.read(12)
    if len(head) < 2 or place >= end or not head[0]:  # noqa: PLR2004 -- an id and a size
        return None
    id_length = 9 - head[0].bit_length()
    if id_length > 4 or id_length >= len(head) or not head[id_length]:  # noqa: PLR2004 -- RFC 8794, 5
        return None
    length = 9 - head[id_length].bit_length()
    sized = head[id_length : id_length + length]
    if len(sized) < length:
        return None
    value = int.from_bytes(sized, "big") & ((1 << 7 * length) - 1)
    inside = place + id_length + length
    unknown = value == (1 << 7 * length) - 1
    return _Element(
        int.from_bytes(head[:id_length], "big"), place, inside, None if unknown else min(inside + value, end)
    )


def _children(file: IO[bytes], place: int, end: int) -> Iterator[_Element]:
    for _count in range(_MOST_CHILDREN):
        child = _element(file, place, end)
        if child is None or child.end is None:
            return
        yield child
        place = child.end
    raise CannotClean


def _clean(file: IO[bytes], place: int, end: int, depth: int = 0) -> bool:
    if depth > _DEEPEST:
        raise CannotClean
    children = list(_children(file, place, end))
    changed = False
    for child in children:
        stop = child.end or end
        if child.id == _SIMPLE_TAG:
            changed |= _simple_tag(file, child.inside, stop, child, depth)
        elif child.id == _DATA:
            changed |= _attached(file, child.inside, stop)
        elif child.id in _HOLDERS:
            changed |= _clean(file, child.inside, stop, depth + 1)
    if changed:
        for child in children:
            if child.id == _CHECKSUM:
                _void(file, child.start, child.end or end)
    return changed


def _simple_tag(file: IO[bytes], place: int, end: int, tag: _Element, depth: int) -> bool:
    """One that tells goes whole, with those inside it."""
    told = {child.id: _content(file, child) for child in _children(file, place, end) if child.id in {_NAME, *_TOLD}}
    values = [told.get(id_, b"") for id_ in _TOLD]
    if any(tells_where(told.get(_NAME, b""), value[:5000]) or without_tags(value) != value for value in values):
        _void(file, tag.start, end)
        return True
    return _clean(file, place, end, depth + 1)


def _content(file: IO[bytes], element: _Element) -> bytes:
    file.seek(element.inside)
    return file.read((element.end or element.inside) - element.inside)


def _attached(file: IO[bytes], place: int, end: int) -> bool:
    file.seek(place)
    data = file.read(end - place)
    cleaned = clean_picture(data)
    if cleaned != data:
        file.seek(place)
        file.write(cleaned)
    return cleaned != data


def _void(file: IO[bytes], start: int, end: int) -> None:
    """RFC 8794, 11.3.2: an element that says nothing, of as many bytes (2 at least)."""
    size = end - start
    head = bytes([_VOID, 0x80 | size - 2]) if size < 9 else bytes([_VOID, 1]) + (size - 9).to_bytes(7, "big")  # noqa: PLR2004 -- a size of 8 bytes
    file.seek(start)
    file.write(head + bytes(size - len(head)))
