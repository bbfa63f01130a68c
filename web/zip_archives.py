"""ZIP archives that anybody sent: how many entries they hold is bounded before any of them is read. Pure Python."""

from __future__ import annotations

import zipfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = b"PK\x01\x02"  # how each entry of the central directory begins (APPNOTE 4.3.12)
_LONGEST_ENTRY = 1000  # bytes, on average: a name and its extra fields
_TAIL = 70_000  # what zipfile reads to find where the directory is


class TooManyEntries(zipfile.BadZipFile):
    """The archive holds more entries than are read."""


class _Counted:
    """A file of which zipfile may read a central directory of `most` entries.

    What the archive says of their number is not asked: zipfile makes an object for each that it finds.
    """

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.file = file
        self.most: int | None = most

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def read(self, size: int = -1) -> bytes:
        if self.most is None:
            return self.file.read(size)
        if size > self.most * _LONGEST_ENTRY + _TAIL:
            raise TooManyEntries
        data = self.file.read(size)
        if data.startswith(_ENTRY) and data.count(_ENTRY) > self.most:
            raise TooManyEntries
        return data


@contextmanager
def opened_zip(source: Path | IO[bytes], *, most: int) -> Iterator[zipfile.ZipFile]:
    """A ZIP archive of at most `most` entries, folders among them, open for reading.

    Raises TooManyEntries before an object is made for each, and what `zipfile.ZipFile` raises.
    """
    with ExitStack() as stack:
        file = stack.enter_context(source.open("rb")) if isinstance(source, Path) else source
        counted = _Counted(file, most)
        archive = stack.enter_context(zipfile.ZipFile(cast("IO[bytes]", counted)))
        counted.most = None
        yield archive
