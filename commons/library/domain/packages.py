"""Files that are ZIP archives (OpenDocument, Office Open XML, EPUB, plain ones): what they hold loses its places too.

Pictures, sounds and films inside are cleaned as bare ones are, wherever they stand and whatever they are called: their
bytes decide. Every other member is copied as it was packed, and all stay in their order, so that the `mimetype` of an
EPUB or of an OpenDocument comes first and uncompressed (EPUB OCF 3.3, 4.3; OpenDocument 1.3, part 2, 3.3).
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.library.domain.file_formats import (
    HEAD,
    MOST_PACKED,
    check_unpacked,
    format_of,
    is_heif,
    medium_by_head,
    would_fill,
)
from commons.library.domain.file_names import ending_of
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.whereabouts import tells_whereabouts
from commons.library.enums import MediaKind
from markup.typography import file_size
from web.languages import current_language
from web.zip_archives import TooManyEntries, opened_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from commons.library.domain.file_formats import FileFormat

    Clean = Callable[[Path, FileFormat], bool]

DEEPEST = 1  # an archive inside an archive: a sheet in a text, a document in a ZIP
LARGEST_PICTURE = 60_000_000  # bytes; a picture is cleaned in the memory
# What is compressed already hardly weighs more when it is unpacked: more than that is no document.
MOST_RATIO, MOST_MORE = 10, 100_000_000
_LARGEST_MANIFEST = 2_000_000
_ENCRYPTED, _SIZES_BEHIND = 0x1, 0x8  # flags of a member (APPNOTE 4.4.4)
_LOCAL_HEADER = 30
# OpenDocument 1.3, part 2, 5; EPUB OCF 3.3, 4.2.6.3.5.
_SIGNATURES = frozenset(
    f"META-INF/{name}.xml" for name in ("documentsignatures", "macrosignatures", "packagesignatures", "signatures")
)
_OFFICE_SIGNATURES = "_xmlsignatures/"  # ECMA-376, part 2, 10
_TIFF = (b"II*\0", b"MM\0*")
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)


def clean_package(path: Path, clean: Clean, *, depth: int = 0) -> bool:
    """Take places and serial numbers out of what a file holds; whether there were any.

    `clean` does it for one picture, sound or film. Nothing is written where there were none. Raises FileRefused, with a
    sentence: for a document that asks for a password, a signed one or a picture that cannot be mended that say a place,
    and one that would fill the disk.
    """
    try:
        with opened_zip(path, most=MOST_PACKED) as archive, tempfile.TemporaryDirectory() as folder:
            check_unpacked(archive.infolist(), packed=path.stat().st_size)
            _check_password(archive)
            cleaned = _Members(archive, Path(folder), clean, depth).cleaned(room=_room(path))
            if not cleaned:
                return False
            _check_may_change(archive)
            _write_again(archive, path, cleaned)
    except TooManyEntries as error:
        raise FileRefused(would_fill()) from error
    except _UNREADABLE as error:
        raise FileRefused(
            _("This file cannot be unpacked: save it again from the program that made it, then send it again.")
        ) from error
    return True


def _room(path: Path) -> int:
    return MOST_RATIO * path.stat().st_size + MOST_MORE


def _check_password(archive: zipfile.ZipFile) -> None:
    """Of a document, as for a PDF: nobody could open it, and nobody can tell what its pictures say."""
    names = set(archive.namelist())
    if not names & {"mimetype", "[Content_Types].xml"}:
        return
    manifest = "META-INF/manifest.xml"
    says = b""
    if manifest in names and archive.getinfo(manifest).file_size <= _LARGEST_MANIFEST:
        says = archive.read(manifest)
    if "encrypted-package" in names or b"encryption-data" in says or _is_encrypted(archive):
        raise FileRefused(_("This document asks for a password: save it again without one."))


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    return any(info.flag_bits & _ENCRYPTED for info in archive.infolist())


def _check_may_change(archive: zipfile.ZipFile) -> None:
    """Whoever signed a document signed its pictures: another one is not ours to make."""
    names = archive.namelist()
    if _SIGNATURES & set(names) or any(name.startswith(_OFFICE_SIGNATURES) for name in names):
        raise FileRefused(
            _(
                "This document is signed, and a picture in it says where or with which camera it was taken: put it in"
                " without its metadata, and sign again."
            )
        )
    if _is_encrypted(archive):
        raise FileRefused(
            _(
                "A part of this archive asks for a password, and a picture in it says where or with which camera it"
                " was taken: make it again without a password."
            )
        )


class _Members:
    """The pictures, sounds and films of an archive, each unpacked into `folder` to be cleaned there."""

    def __init__(self, archive: zipfile.ZipFile, folder: Path, clean: Clean, depth: int) -> None:
        self.archive, self.folder, self.clean, self.depth = archive, folder, clean, depth

    def cleaned(self, *, room: int) -> dict[int, Path]:
        """The files that say less now, by where their member stands. `room`: bytes that may be unpacked together."""
        found: dict[int, Path] = {}
        for info in self.archive.infolist():
            if info.is_dir() or info.flag_bits & _ENCRYPTED:
                continue
            with self.archive.open(info) as packed:
                head = packed.read(HEAD)
            medium = medium_by_head(head, ending_of(info.filename))
            is_archive = head.startswith(b"PK\x03\x04") and self.depth < DEEPEST
            is_mended_by_nobody = head.startswith(_TIFF) or is_heif(head)
            if not (medium or is_archive or is_mended_by_nobody):
                continue
            room -= info.file_size
            if room < 0:
                raise FileRefused(would_fill())
            file = self._unpacked(info)
            with _naming(info.filename):
                if is_mended_by_nobody:
                    _check_silent(file)
                elif self._clean(file, medium):
                    found[info.header_offset] = file
                    continue
            file.unlink()
        return found

    def _unpacked(self, info: zipfile.ZipInfo) -> Path:
        file = self.folder / f"{info.header_offset}.{ending_of(info.filename) or 'bin'}"
        with self.archive.open(info) as packed, file.open("wb") as into:
            shutil.copyfileobj(packed, into)
        return file

    def _clean(self, file: Path, medium: FileFormat | None) -> bool:
        if medium is None:
            inside = format_of(file)
            return inside is not None and _is_package(file) and clean_package(file, self.clean, depth=self.depth + 1)
        if medium.kind == MediaKind.IMAGE:
            _check_size(file)
        return self.clean(file, medium)


def _is_package(file: Path) -> bool:
    return zipfile.is_zipfile(file)


def _check_size(file: Path) -> None:
    if file.stat().st_size > LARGEST_PICTURE:
        most = file_size(LARGEST_PICTURE, language=current_language())
        raise FileRefused(_("This picture is larger than %(most)s: make it smaller first.") % {"most": most})


def _check_silent(file: Path) -> None:
    """A picture of a format that nothing here writes must say nothing."""
    _check_size(file)
    if tells_whereabouts(file.read_bytes()):
        raise FileRefused(
            _("This picture says where or with which camera it was taken: put it in as JPEG or PNG, without metadata.")
        )


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """A refusal names the member that it is about."""
    try:
        yield
    except FileRefused as error:
        sentence = _("“%(name)s”, inside this file: %(reason)s")
        raise FileRefused(sentence % {"name": name, "reason": error}) from error


def _write_again(archive: zipfile.ZipFile, path: Path, cleaned: dict[int, Path]) -> None:
    """Put another archive in the place of the file, once it is whole."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    if sum(info.compress_size for info in infos) > path.stat().st_size:  # members that share their bytes
        raise FileRefused(would_fill())
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as into, path.open("rb") as source, zipfile.ZipFile(into, "w") as out:
            out.comment = archive.comment
            for info in infos:
                if info.header_offset in cleaned:
                    _pack(out, info, cleaned[info.header_offset])
                else:
                    _copy(out, info, source)
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _header(info: zipfile.ZipInfo) -> Any:
    """The same member without its extra fields: they hold times and owners, and none may stand before a `mimetype`."""
    header = copy(info)
    header.extra = b""
    header.flag_bits &= ~_SIZES_BEHIND
    return header


def _pack(out: zipfile.ZipFile, info: zipfile.ZipInfo, file: Path) -> None:
    header = _header(info)
    header.file_size = file.stat().st_size
    with file.open("rb") as content, out.open(header, "w") as packed:
        shutil.copyfileobj(content, packed)
    header.external_attr = info.external_attr  # zipfile has put one in the place of none


def _copy(out: Any, info: zipfile.ZipInfo, source: IO[bytes]) -> None:
    """A member as it was packed."""
    source.seek(info.header_offset)
    start = source.read(_LOCAL_HEADER)
    if len(start) < _LOCAL_HEADER or not start.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile
    name, extra = struct.unpack("<HH", start[26:30])
    source.seek(name + extra, os.SEEK_CUR)
    header = _header(info)
    out.fp.seek(out.start_dir)
    header.header_offset = out.fp.tell()
    out.fp.write(header.FileHeader())
    left = info.compress_size
    while left:
        piece = source.read(min(left, 1 << 20))
        if not piece:
            raise zipfile.BadZipFile
        out.fp.write(piece)
        left -= len(piece)
    out.filelist.append(header)
    out.NameToInfo[header.filename] = header
    out.start_dir = out.fp.tell()
