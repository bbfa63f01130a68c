"""MPEG-4 and QuickTime files (ISO/IEC 14496-12): whether one is whole, and where it was filmed, taken out in place.

Phones write the place into `udta/©xyz` or `udta/loci` (3GPP TS 26.244), Apple's into `meta/keys` by name, some programs
into an XMP packet. What goes is overwritten by a `free` box of the same size, so that no offset changes and nothing of
the film is written anew.
"""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING

from commons.library.domain import told_places
from commons.library.domain.iso_boxes import MOST_BOXES, Broken, boxes
from commons.library.domain.told_places import tells_where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commons.library.domain.iso_boxes import Box

DEEPEST, LARGEST_BOX = 8, 4_000_000
_HOLDERS = frozenset({b"moov", b"trak", b"udta", b"meta", b"moof", b"traf"})
# Place, and serial numbers of action cameras.
_PRIVATE = frozenset({b"\xa9xyz", b"loci", b"CAME", b"SNum", b"MUID", b"GUMI", b"GPMF", b"gps0"})
# Of cameras on dashboards (Novatek): where in the file their positions stand, as offsets and sizes; each of these is
# a box of free space that begins so, among the pictures or beside them, and some files have no such list.
_POSITIONS, _POSITION = b"gps ", b"freeGPS "
# What stands in one of these nobody plays (ISO/IEC 14496-12, 8.1.2): some cameras hide their positions there.
_SPACE = frozenset({b"free", b"skip"})
_MOST_POSITIONS, _LARGEST_POSITION, _USUAL_POSITION = 100_000, 1_000_000, 0x8000  # how many, bytes of one
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
# Boxes that say how to play: of spherical films (Google), of fragments and of encryption (Microsoft Smooth Streaming).
_STAY = frozenset(
    bytes.fromhex(name)
    for name in (
        "ffcc8263f8554a938814587a02521fdd", "6d1d9b0542d544e680e2141daff757b2", "d4807ef2ca3946958e5426cb9e46a79f",
        "a2394f525a9b4f14a2446c427c648df4", "8974dbce7be74c5184f97148f9882554", "d08a4f1810f34a82b6c832d8aba183d3",
    )
)  # fmt: skip


def check_whole(path: Path) -> None:
    """Raises Broken for a file that breaks off, or that has no index of what it holds."""
    with path.open("rb") as file:
        kinds = {box.kind for box in boxes(file, 0, path.stat().st_size)}
    if b"moov" not in kinds:
        raise Broken


def take_places_out(path: Path) -> bool:
    """Overwrite places and serial numbers in the file; whether there were any. Raises Broken."""
    with path.open("r+b") as file:
        top = list(boxes(file, 0, path.stat().st_size))
        found = [_clean(file, box, depth=0) for box in top]
        found += [_blank_blocks(file, box) for box in top if box.kind == b"mdat"]
    return any(found)


def _clean(file: IO[bytes], box: Box, *, depth: int) -> bool:
    if box.kind == _POSITIONS:
        _blank_positions(file, box)
    if box.kind in {*_PRIVATE, _POSITIONS}:
        return blank(file, box)
    if box.kind in _SPACE:
        return _empty(file, box.inside, box.end)
    if box.kind in {b"uuid", b"XMP_"}:
        return _clean_xmp(file, box)
    if box.kind == b"ilst":
        items = [_clean_item(file, item) for item in list(boxes(file, box.inside, box.end))]
        return any(items)
    if box.kind not in _HOLDERS or depth > DEEPEST:
        return False
    inside = box.inside + (4 if box.kind == b"meta" and _is_full(file, box) else 0)
    # QuickTime ends a list of user data by four zero bytes.
    children = list(boxes(file, inside, box.end))
    found = [_clean(file, child, depth=depth + 1) for child in children]
    return any([*found, *_clean_keys(file, children)])


def _is_full(file: IO[bytes], box: Box) -> bool:
    """ISO's `meta` begins with its version, QuickTime's with its first box."""
    file.seek(box.inside)
    return file.read(8)[4:8] != b"hdlr"


def _clean_keys(file: IO[bytes], children: list[Box]) -> list[bool]:
    keys = next((box for box in children if box.kind == b"keys"), None)
    values = next((box for box in children if box.kind == b"ilst"), None)
    if keys is None or values is None:
        return []
    private = {number for number, name in _names(file, keys) if tells_where(name)}
    items = list(boxes(file, values.inside, values.end))
    return [blank(file, item) for item in items if int.from_bytes(item.kind, "big") in private]


def _names(file: IO[bytes], keys: Box) -> Iterator[tuple[int, bytes]]:
    place = keys.inside + 8
    for number in range(1, MOST_BOXES):
        file.seek(place)
        head = file.read(8)
        if place + 8 > keys.end or len(head) < 8:  # noqa: PLR2004 -- size and namespace
            return
        size = max(int.from_bytes(head[:4], "big"), 8)
        yield number, file.read(min(size - 8, 1000))
        place += size


def blank(file: IO[bytes], box: Box) -> bool:
    """Overwrite a box by one of the same size that says nothing."""
    file.seek(box.start + 4)
    file.write(b"free")
    write_zeros(file, box.inside, box.end)
    return True


def write_zeros(file: IO[bytes], start: int, end: int) -> None:
    file.seek(start)
    for place in range(start, end, LARGEST_BOX):
        file.write(bytes(min(LARGEST_BOX, end - place)))


def _blank_positions(file: IO[bytes], box: Box) -> None:
    """Raises Broken for a list of positions that share their bytes: together they are longer than the file."""
    size = file.seek(0, 2)
    file.seek(box.inside)
    table = file.read(min(box.end - box.inside, 8 + 8 * _MOST_POSITIONS))[8:]
    named = sorted(pair for pair in struct.iter_unpack(">II", table[: len(table) // 8 * 8]))
    listed = [(start, min(start + length, size)) for start, length in named if length <= _LARGEST_POSITION]
    if sum(max(end - start, 0) for start, end in listed) > size:
        raise Broken
    for start, end in listed:
        file.seek(start)
        # The head of a box stays: whoever reads the file goes from one to the next.
        write_zeros(file, start + (8 if file.read(8)[4:] in _SPACE else 0), end)


def _empty(file: IO[bytes], start: int, end: int) -> bool:
    """Whether anything but zeros stood there."""
    for place in range(start, end, LARGEST_BOX):
        stop = min(place + LARGEST_BOX, end)
        file.seek(place)
        if any(file.read(stop - place)):
            write_zeros(file, place, end)
            return True
    return False


def _blank_blocks(file: IO[bytes], box: Box) -> bool:
    """Positions among the pictures, that no list names: found by how each begins."""
    found = [place for place in _places_of(file, _POSITION, box) if place >= box.inside + 4]
    done = 0
    for place in found:
        file.seek(place - 4)
        size = int.from_bytes(file.read(4), "big")
        is_box = 16 <= size <= _LARGEST_POSITION  # noqa: PLR2004 -- its head and those eight letters at least
        end = min(place - 4 + (size if is_box else _USUAL_POSITION), box.end)
        write_zeros(file, max(place + 4, done), end)
        done = max(done, end)
    return bool(found)


def _places_of(file: IO[bytes], words: bytes, box: Box) -> list[int]:
    found: list[int] = []
    overlap = b""
    for start in range(box.inside, box.end, LARGEST_BOX):
        file.seek(start)
        data = overlap + file.read(min(LARGEST_BOX, box.end - start))
        at = data.find(words)
        while at >= 0 and len(found) < _MOST_POSITIONS:
            found.append(start - len(overlap) + at)
            at = data.find(words, at + len(words))
        overlap = data[-len(words) + 1 :]
    return found


def _clean_item(file: IO[bytes], item: Box) -> bool:
    """One of iTunes' list: a place by its value, or a cover that is a photo."""
    if item.kind in _PRIVATE:
        return blank(file, item)
    if item.end - item.inside > LARGEST_BOX:
        return False
    file.seek(item.inside)
    data = file.read(item.end - item.inside)
    # The names of free ones (`----`) stand at the beginning.
    if tells_where(data[:200] if item.kind == b"----" else b"", data[:5000]):
        return blank(file, item)
    return _rewrite(file, item.inside, data, told_places.clean_picture(data))


def _rewrite(file: IO[bytes], place: int, before: bytes, cleaned: bytes) -> bool:
    if cleaned != before:
        file.seek(place)
        file.write(cleaned)
    return cleaned != before


def _clean_xmp(file: IO[bytes], box: Box) -> bool:
    """Boxes of a kind that only its maker knows say nothing any more (Canon's hold Exif, its place and the camera)."""
    inside = box.inside + (16 if box.kind == b"uuid" else 0)
    file.seek(box.inside)
    if box.kind == b"uuid" and (name := file.read(16)) != _XMP:
        return name not in _STAY and blank(file, box)
    if box.end - box.inside > LARGEST_BOX:
        return _empty(file, inside, box.end)
    file.seek(inside)
    packet = file.read(box.end - inside)
    return _rewrite(file, inside, packet, told_places.without_tags(packet))
