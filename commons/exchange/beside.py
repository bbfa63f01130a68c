"""Files that a guide names: read from its folder, never from outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from commons.exchange.document import UnreadableGuide
from commons.exchange.messages import message as _

if TYPE_CHECKING:
    from pathlib import Path

MAX_TEXT = 2_000_000


def read_text(path: Path) -> str:
    """The text of a file. Raises UnreadableGuide for one that is too long, not text, or not readable."""
    try:
        if path.stat().st_size > MAX_TEXT:
            raise UnreadableGuide(
                _("“%(name)s” is longer than a guide can be (%(most)s bytes).", name=path.name, most=MAX_TEXT)
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableGuide(
            _("“%(name)s” cannot be opened: %(reason)s.", name=path.name, reason=error.strerror)
        ) from None
    return decoded(data, path.name)


def decoded(data: bytes, name: str) -> str:
    """Bytes as UTF-8 text, with plain newlines."""
    if b"\0" in data:
        raise UnreadableGuide(_("“%(name)s” is not a text file.", name=name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        msg = _("“%(name)s” is not UTF-8: line %(line)s cannot be read. Save it again as UTF-8.", name=name, line=line)
        raise UnreadableGuide(msg) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def find(folder: Path, path: str) -> Path | None:
    """The file that `path` names inside `folder`, following no link out of it; None when there is none."""
    try:
        root = folder.resolve()
        file = (root / unquote(path).lstrip("/\\")).resolve()
        return file if is_inside(path) and file.is_relative_to(root) and file.is_file() else None
    except (OSError, ValueError):
        return None


def is_inside(path: str) -> bool:
    """Whether a relative path stays in its folder as far as its words tell."""
    parts = unquote(path).replace("\\", "/").split("/")
    return bool(path) and ".." not in parts and not unquote(path).startswith("/") and ":" not in parts[0]


def is_remote(path: str) -> bool:
    return path.startswith(("http://", "https://", "//"))
