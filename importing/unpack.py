"""What a person uploads to be imported, laid out as files in a folder."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext as _

from importing.archives import DAMAGED, MAX_BYTES
from importing.local_files import why
from importing.report import translated
from web.zip_archives import TooManyEntries, opened_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

# As many as a web server can lay out before it loses patience; the command has no such bound.
MAX_FILES = 300
MAX_ENTRIES = 10 * MAX_FILES  # folders among them
# Folders within folders; each file of an archive could ask for thousands.
MAX_DEPTH = 20
TEXTS = {".md", ".markdown"}
CHUNK = 1 << 16
_IS_UTF8 = 0x800


class CannotUnpack(ValueError):
    """The upload cannot be laid out; the message is a sentence for the person who sent it."""


def unpack(source: IO[bytes], *, name: str, into: Path) -> None:
    """Write a text, or every file of a ZIP archive, below the folder `into`; `name` is as the sender wrote it.

    Raises CannotUnpack when the upload is neither, when a name in the archive leads outside the folder or through more
    than MAX_DEPTH folders, or when the whole would hold more than MAX_FILES files or MAX_BYTES bytes once opened,
    whatever its headers claim.
    """
    base = PurePosixPath(name).name
    if PurePosixPath(base).suffix.lower() == ".txt":  # what a pad exports is read as a sheet
        base = PurePosixPath(base).with_suffix(".md").name
    if PurePosixPath(base).suffix.lower() in TEXTS:
        _write(source, into / base, room=MAX_BYTES)
    else:
        with _reporting_damage():
            _unpack_archive(source, into)


def _unpack_archive(source: IO[bytes], into: Path) -> None:
    if not zipfile.is_zipfile(source):
        raise CannotUnpack(_("Send a Markdown file (.md), or a ZIP archive of a folder with its pictures."))
    source.seek(0)
    with opened_zip(source, most=MAX_ENTRIES) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > MAX_FILES:
            raise CannotUnpack(_too_many())
        room = MAX_BYTES
        for member in members:
            with archive.open(member) as opened:
                room -= _write(opened, _inside(into, _name(member)), room=room)


def _too_many() -> str:
    return _("The archive holds more than %(count)s files: send it in parts.") % {"count": MAX_FILES}


@contextmanager
def _reporting_damage() -> Iterator[None]:
    """Raise CannotUnpack for whatever zipfile says of an archive that is damaged, hostile or locked.

    The disk's own errors (one that is full) have an errno, and go on to whoever looks after the site.
    """
    try:
        yield
    except CannotUnpack:
        raise
    except TooManyEntries as error:
        raise CannotUnpack(_too_many()) from error
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise CannotUnpack(
            _("The archive cannot be opened: it may be cut short, or protected by a password.")
        ) from error


def _name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the UTF-8 flag, a Mac writes UTF-8, a French Windows code page 850."""
    if member.flag_bits & _IS_UTF8:
        return member.filename
    raw = member.filename.encode("cp437", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def _inside(into: Path, name: str) -> Path:
    if len(PurePosixPath(name).parts) > MAX_DEPTH:
        message = _(
            "The archive holds more than %(count)s folders, one inside the other: send the folder of the guide itself."
        )
        raise CannotUnpack(message % {"count": MAX_DEPTH})
    target = (into / name).resolve()
    if not target.is_relative_to(into.resolve()):
        raise CannotUnpack(_("The archive names a file outside its own folder (%(name)s).") % {"name": name})
    return target


def _place(target: Path) -> IO[bytes]:
    """Open a new file; a name that is too long, or a file where a folder should be, is the archive's mistake."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("xb")
    except FileExistsError as error:
        raise CannotUnpack(
            _("The archive holds two files under one name (%(name)s): rename one.") % {"name": target.name}
        ) from error
    except OSError as error:
        name = f"{target.name[:40]}{_(': ')}{translated(why(error))}"
        raise CannotUnpack(
            _("The archive holds a file that cannot be laid out (%(name)s).") % {"name": name}
        ) from error


def _write(source: IO[bytes], target: Path, *, room: int) -> int:
    """Copy at most `room` bytes and say how many there were."""
    written = 0
    with _place(target) as opened:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > room:
                raise CannotUnpack(
                    _("This is more than %(size)s MB once opened: send it in parts.") % {"size": MAX_BYTES >> 20}
                )
            opened.write(chunk)
    return written
