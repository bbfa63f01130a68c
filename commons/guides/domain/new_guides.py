"""A guide that somebody begins from a file or from a text of theirs: read, and filled in for the form of the site.

    new = guide_from_upload(name="Nichoir.docx", content=…, user=user, language="fr")   # or guide_from_text
    new.guide      a GuidePage in memory, not saved, that the form shows; new.warnings, sentences for its author

Only its pictures and files are stored, in the library, each with the licence that the source gives or none: whoever
writes is asked for it later. Nothing is published.
"""

from __future__ import annotations

import dataclasses
import io
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commons.guides.domain.block_validation import check_lists
from commons.guides.domain.conversion import fill_guide
from commons.guides.domain.import_options import association_of
from commons.guides.exchange.bare_headings import with_headings
from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.multibao import read_sheet
from commons.guides.exchange.multibao.opening_lines import named_by_its_file
from commons.guides.exchange.word import word_to_markdown
from commons.guides.models import GuidePage
from commons.library.domain.ingest import Library
from importing.archives import MAX_BYTES
from importing.local_files import MAX_TEXT, decoded
from importing.report import reason_of, translated
from importing.unpack import CannotUnpack, unpack
from markup.messages import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commons.guides.exchange.document import GuideDocument, Reading
    from community.models import User

_TEXTS = (".md", ".markdown", ".txt", "")
_NAMELESS = "sans-titre"  # a text that is pasted has no file whose name could be its title
_LONGEST_NAME = 80
_NOT_IN_A_NAME = re.compile(r"[^\w .’-]")
_OF_A_LINE = "Line %(line)s"


class CannotRead(ValueError):
    """No guide can be made of it; the message is a sentence for whoever gave it."""


@dataclass(frozen=True, slots=True)
class NewGuide:
    """A guide in memory, and what its author should know: what was left out, what was not understood."""

    guide: GuidePage
    warnings: tuple[str, ...]


def guide_from_upload(*, name: str, content: bytes, user: User, language: str = "fr") -> NewGuide:
    """A guide from a Markdown file, a text, a Word document (.docx) or a ZIP archive of one guide with its pictures.

    Args:
        name: what the file is called where it comes from; its ending says what it is.
        content: its bytes.
        user: who brings it, and will own its pictures.
        language: of a text that does not say its own.

    Raises:
        CannotRead: it is none of these, is damaged, too large, or holds several guides.

    """
    with reading_of_upload(name=name, content=content, language=language) as reading:
        return guide_from(reading, user=user)


def guide_from_text(*, text: str, user: User, language: str = "fr") -> NewGuide:
    """A guide from a text that was pasted, marked or not. Raises CannotRead for one that is empty or too long."""
    with reading_of_text(text=text, language=language) as reading:
        return guide_from(reading, user=user)


@contextmanager
def reading_of_upload(*, name: str, content: bytes, language: str = "fr") -> Iterator[Reading]:
    """What a file says, as `guide_from_upload` takes it. Its pictures are there while the context is open."""
    with TemporaryDirectory() as scratch:
        with _saying_why():
            if len(content) > MAX_BYTES:
                raise CannotRead(_("This file is larger than %(size)s MB.") % {"size": MAX_BYTES >> 20})
            reading = _read(Path(scratch), PurePosixPath(name.replace("\\", "/")), content, language)
            check_lists(reading.guide)
        yield reading


@contextmanager
def reading_of_text(*, text: str, language: str = "fr") -> Iterator[Reading]:
    """What a text says, as `guide_from_text` takes it; without a title when it gives none."""
    with TemporaryDirectory() as scratch:
        with _saying_why():
            plain = decoded(text.encode("utf-8", "replace"), _("The text"))
            reading = _of_text(Path(scratch), _NAMELESS, plain, language)
            check_lists(reading.guide)
        if reading.guide.title == named_by_its_file(Path(_NAMELESS)):
            reading = dataclasses.replace(reading, guide=dataclasses.replace(reading.guide, title=""))
        yield reading


def guide_from(reading: Reading, *, user: User) -> NewGuide:
    """What was read as a guide in memory. Its pictures and files enter the library, all of them or none."""
    document = _as_new(reading.guide)
    library = Library(user=user)
    library.check(document.pictures, document.files)
    warnings = [translated(warning) for warning in reading.warnings]
    guide = GuidePage(live=False, owner=user)
    try:
        with transaction.atomic():
            warnings += fill_guide(guide, document, library=library)
    except ValidationError as error:
        library.forget_created()
        raise CannotRead(reason_of(error, model=GuidePage)) from error
    except BaseException:
        library.forget_created()
        raise
    guide.association = association_of(document, user=user, notes=warnings)
    return NewGuide(guide, tuple(dict.fromkeys(warnings)))


def _as_new(document: GuideDocument) -> GuideDocument:
    """Without what makes it the guide that it was elsewhere, or here."""
    return dataclasses.replace(document, uuid="", slug="")


def _read(folder: Path, name: PurePosixPath, content: bytes, language: str) -> Reading:
    ending = name.suffix.lower()
    if ending == ".docx":
        return _of_word(folder, name.stem, content, language)
    if ending in _TEXTS:
        return _of_text(folder, name.stem, decoded(content, name.name), language)
    if ending == ".zip":
        return _of_archive(folder, name.name, content)
    message = _(
        "“%(name)s” cannot be read here: send a Word document (.docx), a Markdown file (.md) or a text (.txt). "
        "Most word processors can “save as” .docx."
    )
    raise CannotRead(message % {"name": name.name[:_LONGEST_NAME]})


def _of_word(folder: Path, stem: str, content: bytes, language: str) -> Reading:
    markdown, warnings = word_to_markdown(content, folder=folder)
    reading = _of_text(folder, stem, markdown, language)
    # Nobody sees the lines of the text that was made of it.
    of_the_text = [one for one in reading.warnings if not one.template.startswith(_OF_A_LINE)]
    return dataclasses.replace(reading, warnings=(*warnings, *of_the_text))


def _of_text(folder: Path, stem: str, text: str, language: str) -> Reading:
    if len(text) > MAX_TEXT:
        raise CannotRead(_("The text is longer than %(most)s characters.") % {"most": MAX_TEXT})
    if not text.strip():
        raise CannotRead(_("There is no text in it."))
    path = folder / f"{_NOT_IN_A_NAME.sub(' ', stem).strip(' .')[:_LONGEST_NAME] or _NAMELESS}.md"
    path.write_text(text, "utf-8")
    format_ = guide_formats.of(path)
    if format_ is not guide_formats.otherwise:
        return format_.read(path)
    path.write_text(with_headings(text), "utf-8")
    return read_sheet(path, language=language)


def _of_archive(folder: Path, name: str, content: bytes) -> Reading:
    unpack(io.BytesIO(content), name=name, into=folder)
    sources = list(guide_formats.find_sources(folder))
    if len(sources) != 1:
        message = _("The archive must hold one guide with its pictures; this one holds %(count)s.")
        raise CannotRead(message % {"count": len(sources)})
    return sources[0].read()


@contextmanager
def _saying_why() -> Iterator[None]:
    try:
        yield
    except Unreadable as error:
        raise CannotRead(translated(error.message)) from error
    except CannotUnpack as error:
        raise CannotRead(str(error)) from error
    except ValidationError as error:
        raise CannotRead(reason_of(error, model=GuidePage)) from error
    except RecursionError as error:
        raise CannotRead(_("The text is nested too deeply to be read.")) from error
