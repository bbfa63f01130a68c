"""The formats in which any bundle leaves the site, by the ending of its file: guides and kits have the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from exporting.archive import CHUNK, stream, write_core
from exporting.epub import write_epub
from exporting.options import CHOICES
from exporting.pdf.compiling import write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exporting.bundle import Bundle
    from exporting.options import Options
    from exporting.progress import Progress


class Write(Protocol):
    def __call__(self, bundle: Bundle, options: Options, into: IO[bytes], /, *, progress: Progress) -> None: ...


@dataclass(frozen=True, slots=True)
class Format:
    """`takes` are the parameters of its address. What `write` makes is cached; `read` gives the size of what leaves and
    its bytes in pieces, made of the cached file and, for an archive, of the media where they lie.
    """

    ending: str
    content_type: str
    write: Write
    takes: frozenset[str] = frozenset()
    read: Callable[[Path, Bundle], tuple[int, Iterator[bytes]]] = lambda path, _bundle: whole(path)


def whole(path: Path) -> tuple[int, Iterator[bytes]]:
    """The size of a file and its bytes, in pieces. Raises FileNotFoundError."""
    return path.stat().st_size, _read(path)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while piece := opened.read(CHUNK):
            yield piece


FORMATS = {
    one.ending: one
    for one in (
        Format("pdf", "application/pdf", write_pdf, takes=frozenset({*CHOICES, "participants"})),
        Format("epub", "application/epub+zip", write_epub, takes=frozenset({"participants"})),
        Format("zip", "application/zip", write_core, takes=frozenset({"participants"}), read=stream),
    )
}
