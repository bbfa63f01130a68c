"""The formats that guides are imported from, and how a text tells which it is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.text import slugify

from commons.guides.exchange.markdown import read_markdown
from commons.guides.exchange.multibao import read_multibao, read_sheet
from commons.guides.exchange.programming_historian import read_programming_historian
from commons.guides.exchange.raspberrypi import language_folder, read_raspberrypi
from importing.formats import Formats, ImportFormat
from importing.local_files import read_text
from markup.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from commons.guides.exchange.document import Reading
    from importing.formats import ImportSource, TextFile

_LONGEST_HEAD = 20_000
_LESSON_KEYS = frozenset({"layout", "collection", "review_ticket", "doi", "authors"})
_OUR_KEYS = frozenset({
    "licence", "license", "one_sentence", "credits", "language", "kind", "materials", "pictures", "files", "objectives",
    "themes",
})  # fmt: skip
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


def _is_lesson(file: TextFile) -> bool:
    return len(file.keys & _LESSON_KEYS) >= _MANY and "credits" not in file.keys


def _is_ours(file: TextFile) -> bool:
    """A file that cannot be looked at goes to our reader, which will say why."""
    if file.front is None:
        return True
    return "title" in file.keys and bool(file.keys & _OUR_KEYS) and not _is_anybodys(file.keys, file.front.body)


def _is_anybodys(keys: AbstractSet[str], body: str) -> bool:
    """A title, a licence, an author and a date: the front matter of every site or document generator."""
    return not keys & _OUR_KEYS - _ANYBODYS and bool(keys & _FOREIGN) and not _OUR_MARKS.search(body)


def _is_multibao(file: TextFile) -> bool:
    """A sheet of multiBàO says so, in its title or its folder, or has the headings that all of them have."""
    if file.front is None:
        return False
    title = file.front.values.get("title")
    is_named = isinstance(title, str) and "multibao" in normalize(title)
    headings = {normalize(line.strip("# :*")) for line in file.front.body.split("\n") if line.startswith("#")}
    return is_named or "multibao" in map(normalize, file.path.resolve().parts) or headings >= _MULTIBAO_HEADINGS


def _read_markdown(path: Path) -> Reading:
    return read_markdown(read_text(path), folder=path.parent, source=path.name)


def _own_name(reading: Reading, _source: ImportSource) -> str:
    return reading.guide.slug or slugify(reading.guide.title)


def _names_an_original(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"\ntranslation_of:" in file.read(_LONGEST_HEAD)
    except OSError:
        return False  # reading it says why


guide_formats = Formats(otherwise=ImportFormat("sheet", read=read_sheet))
for _format in (
    ImportFormat("programming-historian", read=read_programming_historian, recognises=_is_lesson, whole_work=True),
    ImportFormat(
        "markdown",
        read=_read_markdown,
        recognises=_is_ours,
        identity=_own_name,
        is_translation=_names_an_original,
        own=True,
    ),
    ImportFormat("multibao", read=read_multibao, recognises=_is_multibao),
    ImportFormat(
        "raspberrypi",
        read=read_raspberrypi,
        recognises_folder=lambda folder: language_folder(folder) is not None,
        whole_work=True,
    ),
):
    guide_formats.register(_format)
