"""Pictures and files entering the library with a document, each once."""

from __future__ import annotations

import io
import warnings
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.utils.file import hash_filelike

from commons.exchange.document import Attachment, Credit, GuideDocument, Picture
from commons.models import LicensedDocument, LicensedImage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.models import User

MAX_PIXELS = 60_000_000
MAX_BYTES = 20 * 1024 * 1024
FORMATS = {"AVIF", "GIF", "JPEG", "PNG", "WEBP"}
RECORD = ("title", "licence", "source_url", "source_title", "year", "changes")


# A file that a step or a text uses and that the guide does not list among the files of the kit.
OF_A_STEP = "step"


class NotAPicture(ValueError):
    """The file cannot be taken as a picture; the message says why, for the person who gave it."""


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

    def take(self, document: GuideDocument) -> list[str]:
        """Bring in what the document shows. Returns a sentence for each item that could not come, by its path."""
        self.pictures, self.files = {}, {}
        problems = []
        for picture in document.pictures:
            try:
                self.pictures[picture.path] = self._picture(picture)
            except (NotAPicture, OSError) as error:
                problems.append(f"{picture.path}: {error}")
        for attachment in document.files:
            try:
                self.files[attachment.path] = self._file(attachment)
            except (ValueError, OSError) as error:
                problems.append(f"{attachment.path}: {error}")
        return problems

    def _picture(self, picture: Picture) -> LicensedImage:
        content = _read(picture.file)
        width, height = check_picture(content)
        record = _record(picture) | {"description": picture.alt[:255], "is_decorative": picture.decorative}
        found = _same(LicensedImage, content, record)
        if found is None:
            found = LicensedImage(uploaded_by_user=self.user, **record)
            self._save(found, picture.path, content, width=width, height=height)
        return found

    def _file(self, attachment: Attachment) -> LicensedDocument:
        content = _read(attachment.file)
        record = _record(attachment)
        found = _same(LicensedDocument, content, record)
        if found is None:
            found = LicensedDocument(uploaded_by_user=self.user, **record)
            self._save(found, attachment.path, content)
        return found

    def _save(self, item: Any, path: str, content: bytes, **dimensions: int) -> None:
        item.file_hash = hash_filelike(io.BytesIO(content))
        item.file_size = len(content)
        item.file.save(PurePosixPath(path).name, ContentFile(content), save=False)
        for name, value in dimensions.items():
            setattr(item, name, value)
        item.full_clean(exclude=["collection", "file"])
        item.save()
        self.created.append(item)

    def forget_created(self) -> None:
        """Remove the files that a run abandoned left on disk; their rows are gone with its transaction."""
        for item in self.created:
            item.file.storage.delete(item.file.name)
        self.created = []


def check_picture(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a picture's bytes.

    Raises NotAPicture when they are no picture of a known format, break off, or would fill the memory once opened
    (more than MAX_PIXELS): the header is read before anything is decoded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PillowImage.DecompressionBombWarning)
            with PillowImage.open(io.BytesIO(content)) as opened:
                if opened.format not in FORMATS:
                    raise NotAPicture(_("%(format)s pictures are not taken; save it as JPEG, PNG or WebP.") % {"format": opened.format})
                if opened.width * opened.height > MAX_PIXELS:
                    raise NotAPicture(_("This picture is too large (%(width)s × %(height)s pixels).") % vars_of(opened))
                size = opened.size
                opened.load()
    except (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning) as error:
        raise NotAPicture(_("This picture is too large to be opened safely.")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, NotAPicture):
            raise
        raise NotAPicture(_("This file is not a picture that can be read.")) from error
    return size


def vars_of(opened: PillowImage.Image) -> dict[str, int]:
    return {"width": opened.width, "height": opened.height}


def _read(path: Path | None) -> bytes:
    if path is None or not path.is_file():
        raise FileNotFoundError(_("the file is not beside the text."))
    if path.stat().st_size > MAX_BYTES:
        raise NotAPicture(_("the file is larger than 20 MB."))
    return path.read_bytes()


def _record(item: Picture | Attachment) -> dict[str, Any]:
    record = {name: getattr(item, name) for name in RECORD}
    record["title"] = (record["title"] or PurePosixPath(item.path).stem)[:255]
    record["credits"] = [{"name": row.name, "role": row.role, "url": row.url} for row in item.credits]
    return record


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
        **{name: getattr(document, name) for name in RECORD},
    )


def _path(item: LicensedImage | LicensedDocument) -> Path:
    return Path(item.file.path)
