"""Pictures and files entering the library, each once."""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from wagtail.utils.file import hash_filelike

from commons.library.domain.cleaning import as_served
from commons.library.domain.evidence import Kind, evidence_unless_said
from commons.library.domain.hashes import HashOf, digest, note_hash
from commons.library.domain.picture_formats import Checked, FileRefused, check_picture
from commons.library.domain.records import record_of
from commons.library.domain.stored_files import store
from commons.library.models import LicensedDocument, LicensedImage
from commons.library.naming import is_title
from community.permissions.visibility import Reader
from importing.added_words import added
from importing.report import reason_of
from markup.typography import file_size
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import Model

    from commons.library.record import Attachment, Picture, WorkRecord
    from community.models import User


T = TypeVar("T")


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
        self._checked_files: dict[Path, Checked | FileRefused] = {}
        self._served_files: dict[Path, Path | FileRefused] = {}
        self._folder: Path | None = None
        self._title = self._language = ""
        # What is in a restricted collection is not what comes in: the page would be without it, and nobody would know.
        self._anybody = Reader()

    def check(self, pictures: Iterable[Picture] = (), files: Iterable[Attachment] = ()) -> None:
        """Decode every picture once and clean every file, before anything is locked: `ingest` only stores.

        What the library has was decoded when it came in: of that, only the header is read.
        """
        new = [picture for picture in pictures if picture.file and picture.file not in self._checked_files]
        duplicates = self._duplicates({picture.file for picture in new if picture.file})
        for picture in new:
            if picture.file and picture.file not in self._checked_files:
                self._checked_files[picture.file] = outcome = _outcome(
                    partial(_check, picture.file, decode=picture.file not in duplicates)
                )
                if isinstance(outcome, Checked):
                    self._serve(picture.file, picture.path)
        for attachment in files:
            self._serve(attachment.file, attachment.path)

    def _serve(self, file: Path | None, name: str) -> None:
        if file and file not in self._served_files:
            self._served_files[file] = _outcome(partial(self._cleaned, file, name))

    def _cleaned(self, file: Path, name: str) -> Path:
        """Where the bytes are that are stored: the file itself, or another without its places."""
        content = _read(file)
        served = as_served(content, name)
        if served == content:
            return file
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp())
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        cleaned = self._folder / str(len(self._served_files))
        cleaned.write_bytes(served)
        return cleaned

    def _served(self, brought: Picture | Attachment, content: bytes) -> bytes:
        """What is stored of a file. Raises FileRefused."""
        if brought.file is None:
            return content
        self._serve(brought.file, brought.path)
        outcome = self._served_files[brought.file]
        if isinstance(outcome, FileRefused):
            raise outcome
        return content if outcome == brought.file else outcome.read_bytes()

    @staticmethod
    def _duplicates(files: Iterable[Path]) -> set[Path]:
        """The files whose bytes the library has already; one query."""
        digests: dict[Path, str] = {}
        for file in files:
            with suppress(FileRefused):
                digests[file] = _digest(_read(file))
        here = LicensedImage.objects.filter(file_hash__in=set(digests.values())).values_list("file_hash", flat=True)
        hashes = set(here) if digests else set()
        return {file for file, digest in digests.items() if digest in hashes}

    def ingest(
        self,
        *,
        pictures: Iterable[Picture] = (),
        files: Iterable[Attachment] = (),
        title: str = "",
        language: str = "fr",
    ) -> list[str]:
        """Bring in the pictures and files of one work, called `title` and written in `language`.

        Afterwards `pictures` and `files` hold the items by their paths. Returns a sentence for each that
        could not come.
        """
        self.pictures, self.files = {}, {}
        self._title, self._language = title, language
        problems: list[str] = []
        with evidence_unless_said(kind=Kind.IMPORT, by=self.user, statement=title):
            for picture in pictures:
                self._try(self._picture, picture, into=self.pictures, problems=problems, model=LicensedImage)
            for attachment in files:
                self._try(self._file, attachment, into=self.files, problems=problems, model=LicensedDocument)
        return problems

    @staticmethod
    def _try(
        take: Callable[[Any], Any], item: Any, *, into: dict[str, Any], problems: list[str], model: type[Model]
    ) -> None:
        try:
            into[item.path] = take(item)
        except (FileRefused, ValidationError) as error:
            problems.append(f"{item.path}{_(': ')}{reason_of(error, model=model) or error}")

    def _picture(self, picture: Picture) -> LicensedImage:
        content = _read(picture.file)
        record = record_of(picture, untitled=self._untitled(picture)) | {
            "description": picture.alt[:255],
            "is_decorative": picture.decorative,
        }
        image = self._same(LicensedImage, content, record, uuid=picture.uuid)
        if image is None:
            name = self._checked(picture, content).named(picture.path)
            served = self._served(picture, content)
            image = self._same(LicensedImage, served, record, uuid=picture.uuid) if served != content else None
            image = image or self._new(LicensedImage, picture, record, name=name, content=content, served=served)
        return image

    def _untitled(self, picture: Picture) -> str:
        """What a picture without title is called: what it shows, else the guide it is of; IMG_2034 says nothing."""
        if is_title(picture.alt, picture.path):
            return picture.alt
        return added("picture of", self._language, words=self._title)

    def _checked(self, picture: Picture, content: bytes) -> Checked:
        outcome = self._checked_files.get(picture.file) if picture.file else None
        if isinstance(outcome, FileRefused):
            raise outcome
        return outcome or check_picture(content)

    def _file(self, attachment: Attachment) -> LicensedDocument:
        content = _read(attachment.file)
        record = record_of(attachment, untitled=PurePosixPath(attachment.path).stem)
        document = self._same(LicensedDocument, content, record, uuid=attachment.uuid)
        if document is None:
            name = PurePosixPath(attachment.path).name
            served = self._served(attachment, content)
            document = self._same(LicensedDocument, served, record, uuid=attachment.uuid) if served != content else None
            document = document or self._new(
                LicensedDocument, attachment, record, name=name, content=content, served=served
            )
        return document

    def _new(
        self, model: Any, brought: WorkRecord, record: Mapping[str, Any], *, name: str, content: bytes, served: bytes
    ) -> Any:
        """An item of what is served, which is known by the bytes that came too."""
        item = model(uploaded_by_user=self.user, **_free_uuid(model, brought), **record)
        self._save(item, name, served)
        if served != content:
            note_hash(item, digest(content), of=HashOf.SENT)
        return item

    def _same(self, model: Any, content: bytes, record: Mapping[str, Any], *, uuid: str) -> Any:
        """The item that is here already: of these bytes and this record or, when its uuid is known, of another name."""
        digest = _digest(content)
        alike = model.objects.filter(licence=record["licence"])
        item = alike.filter(uuid=uuid).first() if uuid else None
        if item and _has(item, record, but=_MAY_DIFFER) and _digest_of(item) == digest and self._anybody.sees(item):
            return item
        copies = alike.filter(file_hash=digest).order_by("pk")
        return next((copy for copy in copies if _has(copy, record) and self._anybody.sees(copy)), None)

    def _save(self, item: Any, name: str, content: bytes) -> None:
        """Check the record before any byte is stored. Raises ValidationError, or OSError when the disk refuses."""
        item.file = ContentFile(content, name=name)
        item.file_hash = _digest(content)
        item.file_size = len(content)
        item.full_clean(exclude=["collection", "file"])
        stored = store(item, name, ContentFile(content))
        item.file, item.hashed = stored, (stored, digest(content))
        self.created.append(item)
        item.save()

    def forget_created(self) -> None:
        """Remove the files that a run abandoned left on disk; their rows are gone with its transaction."""
        for item in self.created:
            item.file.storage.delete(item.file.name)
        self.created = []


def _read(path: Path | None) -> bytes:
    if path is None or not path.is_file():
        raise FileRefused(_("This file is not beside the text."))
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        most = file_size(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, language=current_language())
        raise FileRefused(_("This file is larger than %(most)s.") % {"most": most})
    return path.read_bytes()


def _check(file: Path, *, decode: bool) -> Checked:
    return check_picture(_read(file), decode=decode)


def _outcome(make: Callable[[], T]) -> T | FileRefused:
    """What was made, or why it was not: said when the file is asked for."""
    try:
        return make()
    except FileRefused as error:
        return error


def _digest(content: bytes) -> str:
    """The hash of bytes as Wagtail stores it."""
    return str(hash_filelike(io.BytesIO(content)))


# What an item of a known uuid may be called otherwise here: its bytes, licence, people and sources are still its own.
_MAY_DIFFER = ("title", "description", "is_decorative")


def _has(item: Any, record: Mapping[str, Any], *, but: tuple[str, ...] = ()) -> bool:
    return all(getattr(item, name) == value for name, value in record.items() if name not in but)


def _digest_of(item: Any) -> str:
    try:
        return str(item.get_file_hash())
    except OSError:  # its bytes are lost
        return ""


def _free_uuid(model: Any, item: WorkRecord) -> dict[str, str]:
    """The uuid that an item brings; one that another item has here, which is not the same, stays with it."""
    return {"uuid": item.uuid} if item.uuid and not model.objects.filter(uuid=item.uuid).exists() else {}
