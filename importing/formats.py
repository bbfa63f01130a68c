"""Formats that a kind of item can be imported from: registered objects, and the walk that gives each file its reader.

An app that has items to import keeps one `Formats`; whoever adds a format registers one `ImportFormat` with it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from importing.local_files import read_text
from markup import frontmatter
from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

AUTO = "auto"
MOST_NAMED = 30
_LOOKED_AT = 5_000
_MARKDOWN = frozenset({".md", ".markdown"})
# Texts that somebody may have meant as an item; what is about a folder is not one of them.
_WRITTEN = _MARKDOWN | frozenset({".txt", ".html", ".htm", ".docx", ".doc", ".odt", ".rtf", ".rst", ".org"})
_ABOUT_A_FOLDER = frozenset({
    "license", "licence", "licenses", "licences", "copying", "readme", "lisez_moi", "lisezmoi",
})  # fmt: skip
_NOT_ITEMS = _ABOUT_A_FOLDER | {"contributing", "changelog", "code_of_conduct", "index"}


class TextFile:
    """A file that formats look at to say whether it is one of theirs; it is read once for all of them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def front(self) -> frontmatter.FrontMatter | None:
        """Its front matter and body; None when it cannot be read."""
        try:
            return frontmatter.split(read_text(self.path))
        except Unreadable:
            return None

    @cached_property
    def keys(self) -> frozenset[str]:
        """The names of its keys, folded by `markup.normalize.key_of`."""
        return frozenset(key_of(key) for key in self.front.values) if self.front else frozenset()


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """One way of writing an item.

    `read` gives what a file says and raises Unreadable. `recognises` tells whether a file is in this format;
    `recognises_folder` is for formats of which an item is a whole folder. `identity` is the name that a source is known
    again by, given what was read of it: by default its file and folder. `whole_work`: pictures and files belong to the
    work, so that its licence and credits are theirs unless they say otherwise. `own`: the site writes it itself, so
    that a name in it is a name of the site. `is_translation`, quickly: whether a file waits for its original.
    """

    name: str
    read: Callable[[Path], Any]
    recognises: Callable[[TextFile], bool] = lambda _file: False
    recognises_folder: Callable[[Path], bool] | None = None
    identity: Callable[[Any, ImportSource], str] = lambda _reading, source: source.name
    is_translation: Callable[[Path], bool] = lambda _path: False
    whole_work: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class ImportSource:
    """One item to read: a file, or the folder of a kit."""

    format: ImportFormat
    path: Path

    @property
    def name(self) -> str:
        """What it is called wherever it is read from: the folder of a kit, or a file with the folder it lies in."""
        path = self.path.resolve()
        return path.name if self.format.recognises_folder else f"{path.parent.name}/{path.name}"

    def read(self) -> Any:
        """What it says. Raises Unreadable for this one; the others can still be read."""
        try:
            return self.format.read(self.path)
        except RecursionError:
            raise Unreadable(_("“%(name)s” is nested too deeply to be read.", name=self.path.name)) from None


@dataclass(slots=True)
class Formats:
    """The formats of one kind of item. Each is asked in the order of registration; `otherwise` takes the rest."""

    otherwise: ImportFormat
    _registered: dict[str, ImportFormat] = field(default_factory=dict)

    def register(self, format: ImportFormat) -> None:  # noqa: A002 - the word of the command line
        """Add a format. Raises ValueError when another has its name."""
        if format.name in (AUTO, *self.names):
            message = f"There is a format “{format.name}” already."
            raise ValueError(message)
        self._registered[format.name] = format

    @property
    def names(self) -> tuple[str, ...]:
        return (*self._registered, self.otherwise.name)

    def named(self, name: str) -> ImportFormat:
        """Raises KeyError for a name that no format has."""
        return self.otherwise if name == self.otherwise.name else self._registered[name]

    def of(self, path: Path) -> ImportFormat:
        """The format of a file."""
        file = TextFile(path)
        return next((one for one in self._registered.values() if one.recognises(file)), self.otherwise)

    def find_sources(self, path: Path, *, format: str = AUTO) -> Iterator[ImportSource]:  # noqa: A002 - the same
        """The items under `path`, in order of name; README, LICENSE and the like are passed over.

        A folder that cannot be opened is a source too: reading it says why, and the others are read.

        Args:
            path: a file, a kit's folder, or any folder above them.
            format: one of `names`; with `auto` each file is looked at. Raises KeyError for another one.

        """
        asked = None if format == AUTO else self.named(format)
        yield from self._under(path, asked)

    def _under(self, path: Path, asked: ImportFormat | None) -> Iterator[ImportSource]:
        try:
            yield from list(self._below(path, asked))
        except OSError:
            yield ImportSource(asked or self.otherwise, path)

    def _below(self, path: Path, asked: ImportFormat | None) -> Iterator[ImportSource]:
        if path.is_file():
            yield ImportSource(asked or self.of(path), path)
            return
        if kit := self._of_folder(path, asked):
            yield ImportSource(kit, path)
            return
        takes_files = asked is None or asked.recognises_folder is None
        for child in sorted(path.iterdir() if path.is_dir() else []):
            if child.name.startswith((".", "_")) or child.is_symlink():
                continue
            if child.is_dir() or (takes_files and (_may_be_item(child) or _is_page_of_its_folder(child))):
                yield from self._under(child, asked)

    def _of_folder(self, path: Path, asked: ImportFormat | None) -> ImportFormat | None:
        with suppress(OSError):  # a folder inside that cannot be opened: met again below, and reported
            for one in [asked] if asked else self._registered.values():
                if one.recognises_folder and one.recognises_folder(path):
                    return one
        return None


def passed_over(path: Path, sources: Iterable[ImportSource]) -> list[str]:
    """The texts under `path` that are no source: whoever sent them thinks that they came in. At most `MOST_NAMED`."""
    if path.is_file():
        return []
    paths = {source.path.resolve() for source in sources}
    texts = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in _WRITTEN and _is_file(file))
    left = (file for file in texts if paths.isdisjoint(_and_its_folders(file.resolve())))
    names = (file.relative_to(path) for file in left if key_of(file.stem) not in _ABOUT_A_FOLDER)
    shown = (name for name in names if not any(part.startswith((".", "__")) for part in name.parts))
    return [str(name) for name in islice(shown, MOST_NAMED)]


def _is_file(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file()
    return False


def _and_its_folders(path: Path) -> tuple[Path, ...]:
    return path, *path.parents


def _is_page_of_its_folder(path: Path) -> bool:
    """The one text of a folder with its pictures, as Hugo wants it; elsewhere an index is a list of the others."""
    below = islice(path.parent.rglob("*"), _LOOKED_AT) if path.name.lower() == "index.md" else ()
    return sum(file.suffix.lower() in _MARKDOWN for file in below) == 1


def _may_be_item(path: Path) -> bool:
    return path.suffix.lower() in _MARKDOWN and key_of(path.stem) not in _NOT_ITEMS
