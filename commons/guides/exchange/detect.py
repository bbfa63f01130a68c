"""What the files of a folder are, and the reader of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from commons.guides.exchange.markdown import read_markdown
from commons.guides.exchange.multibao import read_multibao, read_sheet
from commons.guides.exchange.programming_historian import read_programming_historian
from commons.guides.exchange.raspberrypi import language_folder, read_raspberrypi
from importing.local_files import read_text
from markup import frontmatter
from markup.messages import Unreadable
from markup.messages import message as _
from markup.normalize import key_of, normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from commons.guides.exchange.document import Reading

FORMATS = ("auto", "markdown", "sheet", "raspberrypi", "programming-historian", "multibao")
_NOT_GUIDES = frozenset(
    {"readme", "lisez_moi", "lisezmoi", "license", "licence", "licenses", "licences", "copying", "contributing",
     "changelog", "code_of_conduct", "index"},
)  # fmt: skip
# Texts that somebody may have meant as a guide; what is about a folder is not one of them.
_MARKDOWN = frozenset({".md", ".markdown"})
_WRITTEN = _MARKDOWN | frozenset({".txt", ".html", ".htm", ".docx", ".doc", ".odt", ".rtf", ".rst", ".org"})
_ABOUT_A_FOLDER = frozenset(
    {"license", "licence", "licenses", "licences", "copying", "readme", "lisez-moi", "lisezmoi"}
)
MOST_NAMED = 30
_LOOKED_AT = 5_000
_LESSON_KEYS = frozenset({"layout", "collection", "review_ticket", "doi", "authors"})
_OUR_KEYS = frozenset(
    {
        "licence",
        "license",
        "one_sentence",
        "credits",
        "language",
        "kind",
        "materials",
        "pictures",
        "files",
        "objectives",
        "themes",
    },
)
# Keys that others have as well: alone, they do not make a text one of ours.
_ANYBODYS = frozenset(
    {"title", "slug", "tags", "licence", "license", "language", "files", "summary", "version", "year"}
)
_FOREIGN = frozenset(
    {"author", "authors", "auteur", "auteurs", "date", "lang", "layout", "abstract", "description", "excerpt",
     "keywords", "categories", "category", "permalink", "toc", "params", "draft", "weight", "subtitle", "image"},
)  # fmt: skip
_OUR_MARKS = re.compile(r"^(?:##\s*(?:étape|step)\b.*[:：]|:::+\s*(?:note|files)\b)", re.IGNORECASE | re.MULTILINE)
_MANY = 2
_MULTIBAO_HEADINGS = {"en une phrase", "a quoi ca sert ?"}


@dataclass(frozen=True, slots=True)
class Source:
    """One guide to read: a file, or the folder of a kit."""

    format: str
    path: Path

    @property
    def name(self) -> str:
        """What it is called wherever it is read from: the folder of a kit, or a file with the folder it lies in."""
        path = self.path.resolve()
        return path.name if self.format == "raspberrypi" else f"{path.parent.name}/{path.name}"


def find_sources(path: Path, *, format: str = "auto") -> Iterator[Source]:  # noqa: A002 - the word of the command line
    """The guides under `path`, in order of name; README, LICENSE and the like are passed over.

    Args:
        path: a file, a kit's folder, or any folder above them.
        format: one of `FORMATS`; with `auto` each file is looked at.

    """
    if path.is_file():
        yield Source(_format_of(path) if format == "auto" else format, path)
        return
    if format in {"auto", "raspberrypi"} and language_folder(path):
        yield Source("raspberrypi", path)
        return
    for child in sorted(path.iterdir() if path.is_dir() else []):
        if child.name.startswith((".", "_")) or child.is_symlink():
            continue
        if child.is_dir() or (format != "raspberrypi" and (_may_be_guide(child) or _is_page_of_its_folder(child))):
            yield from find_sources(child, format=format)


def passed_over(path: Path, sources: Iterable[Source]) -> list[str]:
    """The texts under `path` that are no source: whoever sent them thinks that they came in. At most `MOST_NAMED`."""
    if path.is_file():
        return []
    taken = {source.path.resolve() for source in sources}
    found = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in _WRITTEN and file.is_file())
    left = (file for file in found if taken.isdisjoint(_and_its_folders(file.resolve())))
    names = (file.relative_to(path) for file in left if normalize(file.stem) not in _ABOUT_A_FOLDER)
    shown = (name for name in names if not any(part.startswith((".", "__")) for part in name.parts))
    return [str(name) for name in islice(shown, MOST_NAMED)]


def _and_its_folders(path: Path) -> tuple[Path, ...]:
    return path, *path.parents


def read(source: Source) -> Reading:
    """The guide of a source. Raises Unreadable for this one; the others can still be read."""
    reader = _READERS.get(source.format)
    if reader is None:
        known = ", ".join(FORMATS[1:])
        msg = _("“%(format)s” is not a format of guides: %(known)s.", format=source.format, known=known)
        raise Unreadable(msg)
    try:
        return reader(source.path)
    except RecursionError:
        raise Unreadable(_("“%(name)s” is nested too deeply to be read.", name=source.path.name)) from None


def _is_page_of_its_folder(path: Path) -> bool:
    """The one text of a folder with its pictures, as Hugo wants it; elsewhere an index is a list of the others."""
    below = islice(path.parent.rglob("*"), _LOOKED_AT) if path.name.lower() == "index.md" else ()
    return sum(file.suffix.lower() in _MARKDOWN for file in below) == 1


def _may_be_guide(path: Path) -> bool:
    return path.suffix.lower() in _MARKDOWN and key_of(path.stem) not in _NOT_GUIDES


def _format_of(path: Path) -> str:
    """Which reader a file is for; a file that cannot be looked at goes to ours, which will say why."""
    try:
        front = frontmatter.split(read_text(path))
    except Unreadable:
        return "markdown"
    keys = {key_of(key) for key in front.values}
    if len(keys & _LESSON_KEYS) >= _MANY and "credits" not in keys:
        return "programming-historian"
    if "title" in keys and keys & _OUR_KEYS and not _is_anybodys(keys, front.body):
        return "markdown"
    return "multibao" if _is_multibao(path, front) else "sheet"


def _is_anybodys(keys: set[str], body: str) -> bool:
    """A title, a licence, an author and a date: the head that every generator of sites or papers has."""
    return not keys & _OUR_KEYS - _ANYBODYS and bool(keys & _FOREIGN) and not _OUR_MARKS.search(body)


def _is_multibao(path: Path, front: frontmatter.FrontMatter) -> bool:
    """A sheet of multiBàO says so, in its title or its folder, or has the headings that all of them have."""
    title = front.values.get("title")
    is_named = isinstance(title, str) and "multibao" in normalize(title)
    headings = {normalize(line.strip("# :*")) for line in front.body.split("\n") if line.startswith("#")}
    return is_named or "multibao" in map(normalize, path.resolve().parts) or headings >= _MULTIBAO_HEADINGS


def _read_markdown(path: Path) -> Reading:
    return read_markdown(read_text(path), folder=path.parent, source=path.name)


_READERS: dict[str, Callable[[Path], Reading]] = {
    "markdown": _read_markdown,
    "raspberrypi": read_raspberrypi,
    "programming-historian": read_programming_historian,
    "multibao": read_multibao,
    "sheet": read_sheet,
}
