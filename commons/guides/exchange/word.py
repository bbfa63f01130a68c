"""A Word document (.docx) as the Markdown of a sheet, its pictures as files beside it.

Mammoth reads the document; what its styles say is kept (titles, lists, tables, notes), what only makes it look well is
not. Word writes a title as the style “Title”, or as the one heading of the first level: either is the guide's.
"""

from __future__ import annotations

import io
import re
from typing import IO, TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

import mammoth

from commons.guides.exchange.word_tables import unfolded
from importing.archives import DAMAGED, MAX_BYTES
from markup.html import clean_tree
from markup.messages import Unreadable
from markup.messages import message as _
from markup.tree import Node, parse, walk, write
from markup.writing import to_markdown
from web.zip_archives import TooManyEntries, opened_zip

if TYPE_CHECKING:
    from pathlib import Path

    from markup.messages import Message

MOST_PICTURES = 100
MOST_FILES = 1_000
# Of one part of the document, which is held in memory as a tree. 12,000 words, each marked on its own, have some 2 MB
# and 100,000 tags.
LARGEST_PART = 8_000_000
MOST_TAGS = 200_000
_PARTS = (".xml", ".rels")
_ENDINGS = {
    "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/gif": "gif", "image/webp": "webp",
    "image/avif": "avif",
}  # fmt: skip
_STYLES = "\n".join([
    *(f"p[style-name='{name}'] => h1:fresh" for name in ("Title", "Titre", "Titre principal")),
    *(f"p{name} => h{level + 1}:fresh" for level in range(1, 6) for name in (
        f"[style-name='Heading {level}']", f"[style-name='Titre {level}']", f".Heading{level}", f".Titre{level}",
    )),
    *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in ("Quote", "Intense Quote", "Citation")),
    "p[style-name^='toc'] => !",
    "p[style-name^='TOC'] => !",
    "p[style-name^='Contents'] => !",
    "p[style-name^='Table des mati'] => !",
])  # fmt: skip
_REFERENCE = re.compile(r'<sup><a href="#(?:foot|end)note-\d+" id="(foot|end)note-ref-(\d+)">\[(\d+)\]</a></sup>')
_NOTES = re.compile(r'<ol>(<li id="(?:foot|end)note-\d+">.*?)</ol>\s*$', re.DOTALL)
_NOTE = re.compile(
    r'<li id="(?:foot|end)note-\d+">(.*?)\s*<a href="#(?:foot|end)note-ref-\d+">↑</a>(?:</p>)?</li>', re.DOTALL
)
# What Word writes for a picture that nobody described.
_MACHINE_SAID = re.compile(
    r"\s*(?:Description générée automatiquement|Description automatically generated|"
    r"AI-generated content may be incorrect|Le contenu généré par l[’']IA peut être incorrect).*",
    re.DOTALL | re.IGNORECASE,
)
_NAME_OF_A_FILE = re.compile(r"\S*\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic)", re.IGNORECASE)


def word_to_markdown(content: bytes, *, folder: Path) -> tuple[str, list[Message]]:
    """The text of a document, and sentences about what could not come; pictures are written below `folder`/images.

    Raises:
        Unreadable: it is no Word document, is damaged or locked, or would be too large once opened.

    """
    _check(content)
    pictures = _Pictures(folder)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=pictures.elements,
        )
    except RecursionError:
        raise Unreadable(_("This document is nested too deeply to be read.")) from None
    except (*DAMAGED, ExpatError, LookupError, AttributeError, TypeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Unreadable(_unreadable()) from error
    written = write(unfolded(_with_title(parse(_with_notes(result.value)))))
    return to_markdown(clean_tree(written, keep_headings=True).html), pictures.warnings


def _unreadable() -> Message:
    return _("This file cannot be opened as a Word document: save it again as .docx, without a password.")


def _check(content: bytes) -> None:
    """Refuse what would fill the memory or the disk: zipfile gives no more of a file than its header says."""
    try:
        with opened_zip(io.BytesIO(content), most=MOST_FILES) as archive:
            members = archive.infolist()
            too_large = sum(member.file_size for member in members) > MAX_BYTES
            parts = [] if too_large else [one for one in members if one.filename.lower().endswith(_PARTS)]
            if too_large or any(part.file_size > LARGEST_PART for part in parts):
                raise Unreadable(_too_large())
            for part in parts:
                with archive.open(part) as opened:
                    _check_part(opened)
    except TooManyEntries as error:
        raise Unreadable(_too_large()) from error
    except DAMAGED as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(_unreadable()) from error


def _check_part(opened: IO[bytes]) -> None:
    text = opened.read()
    if text.count(b"<") > MOST_TAGS:
        raise Unreadable(_too_large())
    # Word declares no entities; who does wants a few bytes to become millions.
    if b"<!DOCTYPE" in text.replace(b"\0", b""):
        raise Unreadable(_unreadable())


def _too_large() -> Message:
    return _(
        "This document is too large to be read: make its pictures smaller, or make two guides of it (at most %(size)s "
        "MB once opened).",
        size=MAX_BYTES >> 20,
    )


class _Pictures:
    """Writes the pictures of a document beside its text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "images"
        self.taken = self.other = self.beyond = self.elsewhere = 0

    def elements(self, image: Any) -> list[Any]:
        """What stands in the text for a picture: itself, or nothing."""
        attributes = self._taken(image)
        return mammoth.images.img_element(lambda _image: attributes)(image) if attributes else []

    def _taken(self, image: Any) -> dict[str, str]:
        ending = _ENDINGS.get(image.content_type or "")
        if self.taken >= MOST_PICTURES:
            self.beyond += 1
        elif ending is None:
            self.other += 1
        elif (content := self._content(image)) is not None:
            self.taken += 1
            name = f"image-{self.taken}.{ending}"
            self.folder.mkdir(exist_ok=True)
            (self.folder / name).write_bytes(content)
            return {"src": f"images/{name}", "alt": _described(image.alt_text or "")}
        return {}

    def _content(self, image: Any) -> bytes | None:
        """Its bytes; None of one that is not inside the document, which is not fetched."""
        try:
            with image.open() as opened:
                return bytes(opened.read())
        except (LookupError, *DAMAGED):
            self.elsewhere += 1
            return None

    @property
    def warnings(self) -> list[Message]:
        out: list[Message] = []
        if self.other:
            out.append(
                _(
                    "Drawings and pictures that browsers do not show were left out (%(count)s): save them as JPEG or "
                    "PNG, and add them here.",
                    count=self.other,
                )
            )
        if self.elsewhere:
            out.append(
                _(
                    "Pictures that are not inside the document were left out (%(count)s): add them here.",
                    count=self.elsewhere,
                )
            )
        if self.beyond:
            out.append(_("The document has more than %(most)s pictures: the others were left out.", most=MOST_PICTURES))
        return out


def _described(words: str) -> str:
    """What a person wrote of a picture: not the name of its file, nor what a machine says that it shows."""
    said = " ".join(words.split())
    if _MACHINE_SAID.search(said) or _NAME_OF_A_FILE.fullmatch(said):
        return ""
    return said


def _with_notes(html: str) -> str:
    """Mammoth's notes, a numbered list at the end, as those of our texts."""
    match = _NOTES.search(html)
    notes = _NOTE.findall(match[1]) if match else []
    if not match or len(notes) != match[1].count("<li id="):
        return html
    below = "".join(
        f'<p><a href="#renvoi-{number}"><sup>{number}</sup></a> {_line(note)}</p>'
        for number, note in enumerate(notes, start=1)
    )
    text = _REFERENCE.sub(r'<a href="#note-\3"><sup>\3</sup></a>', html[: match.start()])
    return text + below


def _line(note: str) -> str:
    return re.sub(r"\s*</p>\s*<p>\s*", "<br>", note.strip()).replace("<p>", "").replace("</p>", "").strip()


def _with_title(nodes: list[Node | str]) -> list[Node | str]:
    """Headings stand one level down, below the title; a document without title whose first heading is alone has it."""
    headings = [node for node in walk(nodes) if re.fullmatch(r"h[1-6]", node.tag)]
    levels = [int(node.tag[1]) for node in headings]
    if levels and 1 not in levels and levels[0] == min(levels) and levels.count(levels[0]) == 1:
        for node, level in zip(headings, levels, strict=True):
            node.tag = f"h{max(level - levels[0] + 1, 1)}"
    return nodes
