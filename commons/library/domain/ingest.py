"""Pictures and files entering the library with a document, each once."""

from __future__ import annotations

import dataclasses
import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from wagtail.utils.file import hash_filelike

from commons.guides.exchange.document import Attachment, Credit, GuideDocument, Origin, Picture
from commons.importing.added_words import added
from commons.library.models import LicensedDocument, LicensedImage
from commons.library.naming import is_title
from licences.domain.recognising import with_items
from licences.sources import source_row
from markup.typography import file_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from community.models import User

# Formats that are taken, each with the endings that its files may have: a picture is served by its ending.
ENDINGS = {
    "AVIF": (".avif",),
    "GIF": (".gif",),
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
}
RECORD = ("title", "licence", "source_url", "year", "changes")

_ORIGIN_PARTS = tuple(field.name for field in dataclasses.fields(Origin))

# A file that a step or a text uses and that the guide does not list among the files of the kit.
OF_A_STEP = "step"


class NotTaken(Exception):
    """A file cannot enter the library; the message says why, for the person who gave it."""


class Library:
    """Takes the pictures and files of documents in, and finds again those it already has.

    The same bytes under the same record are one item; the same bytes under another licence are another item, since
    which of the two is right is a question for a person. `created` lists what this run added.
    """

    def __init__(self, *, user: User | None = None) -> None:
        self.user = user
        self.pictures: dict[str, LicensedImage] = {}
        self.files: dict[str, LicensedDocument] = {}
        self.created: list[LicensedImage | LicensedDocument] = []
        self._looked_at: dict[Path, Checked | NotTaken] = {}
        self._title = self._language = ""

    def look_at(self, document: GuideDocument) -> None:
        """Open every picture of a document once, before anything is locked: `take` will not open them again."""
        for picture in document.pictures:
            if picture.file and picture.file not in self._looked_at:
                try:
                    self._looked_at[picture.file] = check_picture(_read(picture.file))
                except NotTaken as error:
                    self._looked_at[picture.file] = error

    def take(self, document: GuideDocument) -> list[str]:
        """Bring in what the document shows. Returns a sentence for each item that could not come, by its path."""
        self.pictures, self.files = {}, {}
        self._title, self._language = document.title, document.language
        problems: list[str] = []
        for picture in document.pictures:
            self._try(self._picture, picture, into=self.pictures, problems=problems)
        for attachment in document.files:
            self._try(self._file, attachment, into=self.files, problems=problems)
        return problems

    @staticmethod
    def _try(take: Callable[[Any], Any], item: Any, *, into: dict[str, Any], problems: list[str]) -> None:
        try:
            into[item.path] = take(item)
        except (NotTaken, ValidationError) as error:
            said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            problems.append(f"{item.path}: {said}")

    def _picture(self, picture: Picture) -> LicensedImage:
        content = _read(picture.file)
        checked = self._checked(picture, content)
        record = _record(picture, untitled=self._untitled(picture)) | {
            "description": picture.alt[:255],
            "is_decorative": picture.decorative,
        }
        found = _same(LicensedImage, content, record)
        if found is None:
            found = LicensedImage(uploaded_by_user=self.user, **record)
            self._save(found, checked.named(picture.path), content)
        return found

    def _untitled(self, picture: Picture) -> str:
        """What a picture without title is called: what it shows, else the guide it is of; IMG_2034 says nothing."""
        if is_title(picture.alt, picture.path):
            return picture.alt
        return added("picture of", self._language, words=self._title)

    def _checked(self, picture: Picture, content: bytes) -> Checked:
        known = self._looked_at.get(picture.file) if picture.file else None
        if isinstance(known, NotTaken):
            raise known
        return known or check_picture(content)

    def _file(self, attachment: Attachment) -> LicensedDocument:
        content = _read(attachment.file)
        record = _record(attachment, untitled=PurePosixPath(attachment.path).stem)
        found = _same(LicensedDocument, content, record)
        if found is None:
            found = LicensedDocument(uploaded_by_user=self.user, **record)
            self._save(found, PurePosixPath(attachment.path).name, content)
        return found

    def _save(self, item: Any, name: str, content: bytes) -> None:
        """Check the record before any byte is stored. Raises ValidationError, or OSError when the disk refuses."""
        item.file = ContentFile(content, name=name)
        item.file_hash = hash_filelike(io.BytesIO(content))
        item.file_size = len(content)
        item.full_clean(exclude=["collection", "file"])
        item.file = _store(item, name, content)
        self.created.append(item)
        item.save()

    def forget_created(self) -> None:
        """Remove the files that a run abandoned left on disk; their rows are gone with its transaction."""
        for item in self.created:
            item.file.storage.delete(item.file.name)
        self.created = []


def _store(item: Any, name: str, content: bytes) -> str:
    """Write the bytes under a name that is free and give that name; a disk that fills up keeps no half of a file."""
    storage, field = item.file.storage, item.file.field
    free = storage.get_available_name(field.generate_filename(item, name), max_length=field.max_length)
    try:
        return str(storage.save(free, ContentFile(content), max_length=field.max_length))
    except OSError:
        storage.delete(free)
        raise


@dataclass(frozen=True, slots=True)
class Checked:
    """A picture that can be opened; `format` is in Pillow's words."""

    format: str

    def named(self, path: str) -> str:
        """The file's name, with an ending that says what it is whatever it was called."""
        name = PurePosixPath(path)
        endings = ENDINGS[self.format]
        return name.name if name.suffix.lower() in endings else f"{name.stem}{endings[0]}"


# What Pillow's readers say of a file that is broken or hostile: a text chunk that would fill the memory, a bad number.
BROKEN = (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, EOFError, struct.error, zlib.error)


def check_picture(content: bytes) -> Checked:
    """Say what a picture's bytes are.

    Raises NotTaken when they are no picture of a known format, break off, or would fill the memory once opened (more
    pixels than WAGTAILIMAGES_MAX_IMAGE_PIXELS): the header is read before anything is decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            with PillowImage.open(io.BytesIO(content)) as opened:
                checked = _look_at(opened)
                opened.load()
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise NotTaken(_("This picture is too large to be opened safely.")) from error
    except NotTaken:
        raise
    except BROKEN as error:
        raise NotTaken(_("This file is not a picture that can be read: save it again as JPEG, PNG or WebP.")) from error
    return checked


def _look_at(opened: PillowImage.Image) -> Checked:
    format_ = opened.format or ""
    if format_ not in ENDINGS:
        raise NotTaken(_("%(format)s pictures are not taken; save it as JPEG, PNG or WebP.") % {"format": format_})
    width, height = opened.size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        size = {"width": width, "height": height}
        raise NotTaken(_("This picture is too large (%(width)s × %(height)s pixels).") % size)
    return Checked(format_)


def _read(path: Path | None) -> bytes:
    if path is None or not path.is_file():
        raise NotTaken(_("This file is not beside the text."))
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        most = file_size(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, language=get_language() or "fr")
        raise NotTaken(_("This file is larger than %(most)s.") % {"most": most})
    return path.read_bytes()


def _record(item: Picture | Attachment, *, untitled: str) -> dict[str, Any]:
    record = {name: getattr(item, name) for name in RECORD}
    record["title"] = (record["title"] or untitled)[:255]
    record["credits"] = [{"name": row.name, "role": row.role, "url": row.url} for row in item.credits]
    record["sources"] = source_rows(item.sources)
    return record


def source_rows(sources: Iterable[Origin]) -> list[dict[str, str]]:
    """The works that a document says it is made from, as an item of the pool keeps them."""
    return with_items(source_row(**dataclasses.asdict(source)) for source in sources)


def origins(rows: Iterable[Mapping[str, str]]) -> tuple[Origin, ...]:
    """The rows of an item as a document says them: of an item of this pool, its address alone leaves the site."""
    return tuple(Origin(**{name: row[name] for name in _ORIGIN_PARTS}) for row in rows)


def _same(model: Any, content: bytes, record: Mapping[str, Any]) -> Any:
    digest = hash_filelike(io.BytesIO(content))
    for candidate in model.objects.filter(file_hash=digest, licence=record["licence"]).order_by("pk"):
        if all(getattr(candidate, name) == value for name, value in record.items()):
            return candidate
    return None


def picture_of(image: LicensedImage) -> Picture:
    """A picture of the library as a document names it."""
    return Picture(
        path=f"images/{PurePosixPath(image.file.name).name}",
        file=_path(image),
        alt=image.description,
        decorative=image.is_decorative,
        credits=tuple(Credit(**row) for row in image.credits),
        sources=origins(image.sources),
        **{name: getattr(image, name) for name in RECORD},
    )


def attachment_of(document: LicensedDocument, value: Mapping[str, Any] | None) -> Attachment:
    """A file of the library as a document names it, with what the guide says of it."""
    return Attachment(
        path=f"files/{PurePosixPath(document.file.name).name}",
        file=_path(document),
        role=value["role"] if value else OF_A_STEP,
        copies=(value["copies"] or "") if value else "",
        two_sided=bool(value and value["two_sided"]),
        credits=tuple(Credit(**row) for row in document.credits),
        sources=origins(document.sources),
        **{name: getattr(document, name) for name in RECORD},
    )


def _path(item: LicensedImage | LicensedDocument) -> Path:
    return Path(item.file.path)
