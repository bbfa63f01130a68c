"""Files and the texts that name them: read from its folder, never from outside it."""

from __future__ import annotations

import codecs
import errno
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import composed, normalize

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from markup.messages import Message

    Listing = Callable[[Path], list[tuple[str, Path]]]

MAX_TEXT = 2_000_000
_LOOKED_AT = 5_000  # entries of one folder
_TEXTS = ("", ".md", ".markdown", ".txt")
_LICENCE_NAMES = ("license", "licence", "copying", "licences", "licenses")


def read_text(path: Path) -> str:
    """The text of a file. Raises Unreadable for one that is too long, not text, or not readable."""
    try:
        if path.stat().st_size > MAX_TEXT:
            raise Unreadable(
                _("“%(name)s” is longer than a text can be (%(most)s bytes).", name=path.name, most=MAX_TEXT)
            )
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(_("“%(name)s”: %(reason)s", name=path.name, reason=why(error))) from None
    return decoded(data, path.name)


def decoded(data: bytes, name: str) -> str:
    """Bytes as UTF-8 text, with plain newlines, in NFC."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what Windows calls Unicode
        return _plain(data.decode("utf-16", errors="replace"))
    if b"\0" in data:
        raise Unreadable(_("“%(name)s” is not a text file.", name=name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        msg = _("“%(name)s” is not UTF-8: line %(line)s cannot be read. Save it again as UTF-8.", name=name, line=line)
        raise Unreadable(msg) from None
    return _plain(text)


def _plain(text: str) -> str:
    return composed(text.replace("\r\n", "\n").replace("\r", "\n"))


def why(error: OSError) -> Message:
    """What a person can do about a file that the system refuses."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _("There is no room left on the disk: tell whoever looks after the site.")
    if error.errno == errno.EFBIG:
        return _("This file is larger than the disk takes: make it smaller.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _("This file may not be read or written here: check its permissions.")
    if error.errno in {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}:
        return _("This name cannot be a file's here: shorten it, or take its special characters out.")
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST}:
        return _("There is no such file here, or a folder has its name.")
    return _("The file could not be read or written (error %(number)s). Try again.", number=str(error.errno or "?"))


def listing(folder: Path) -> list[tuple[str, Path]]:
    """What lies in a folder, each with its name as it is compared; nothing when it is no folder."""
    return [(normalize(child.name), child) for child in _children(folder)]


def find(folder: Path, path: str, *, listing: Listing = listing) -> Path | None:
    """The file that `path` names inside `folder`, following no link out of it; None when there is none.

    Whoever looks for many at one time gives a `listing` that remembers.
    """
    if not is_inside(path):
        return None
    try:
        root = folder.resolve()
        exact = root / unquote(path).lstrip("/\\")
        candidate = exact if exact.is_file() else _under_another_spelling(root, unquote(path), listing)
        if candidate is None:
            return None
        file = candidate.resolve()
        return file if file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):
        return None


def _under_another_spelling(root: Path, path: str, listing: Listing) -> Path | None:
    """A Mac decomposes accents, Windows takes capitals for small letters: the one file of that name all the same."""
    place = root
    for part in path.replace("\\", "/").split("/"):
        if part in {"", "."}:
            continue
        key = normalize(part)
        names = [child for name, child in listing(place) if name == key]
        same = [child for child in names if composed(child.name) == composed(part)] or names
        if len(same) != 1:
            return None
        place = same[0]
    return place


def _children(folder: Path) -> list[Path]:
    return list(islice(folder.iterdir(), _LOOKED_AT)) if folder.is_dir() else []


def licence_file(folder: Path) -> Path | None:
    """The file of a folder that gives its licence: LICENSE, LICENCE or COPYING, in any case, Markdown or plain text."""
    files = [child for child in _children(folder) if _is_licence(child) and child.is_file() and not child.is_symlink()]
    return min(files, key=_licence_order, default=None)


def _is_licence(path: Path) -> bool:
    return normalize(path.stem) in _LICENCE_NAMES and path.suffix.lower() in _TEXTS


def _licence_order(path: Path) -> tuple[int, int, str]:
    return _LICENCE_NAMES.index(normalize(path.stem)), _TEXTS.index(path.suffix.lower()), path.name


def is_inside(path: str) -> bool:
    """Whether a relative path stays in its folder as far as its words tell."""
    parts = unquote(path).replace("\\", "/").split("/")
    return bool(path) and ".." not in parts and not unquote(path).startswith("/") and ":" not in parts[0]


def is_remote(path: str) -> bool:
    return path.startswith(("http://", "https://", "//"))
