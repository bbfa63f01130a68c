"""The photo of a report: looked at and cleaned when it comes, in the library once somebody has read the report."""

from __future__ import annotations

import logging
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from commons.library.domain.cleaning import cleaned_picture
from commons.library.domain.facts import can_be_drawn
from commons.library.domain.ingest import Library
from commons.library.domain.picture_formats import FileRefused, check_picture
from commons.library.models import LicensedImage
from commons.library.record import Credit, Picture
from commons.runs.models import Run, waiting_photos

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

logger = logging.getLogger(__name__)
LARGEST_PHOTO = 12_000_000  # bytes: what a telephone makes
FORMATS = frozenset({"JPEG", "PNG", "WEBP"})  # those that the form announces
LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0")


class PhotoRefused(ValueError):
    """The message is a sentence for whoever sent it."""


def cleaned_photo(upload: UploadedFile[Any]) -> tuple[str, bytes]:
    """A name that says what its bytes are, and the bytes without the place where it was taken. Raises PhotoRefused."""
    if (upload.size or 0) > LARGEST_PHOTO:
        raise PhotoRefused(_("This photo is larger than %(most)s MB.") % {"most": LARGEST_PHOTO // 1_000_000})
    content = upload.read()
    try:
        checked = check_picture(content, decode=False)
        if checked.format not in FORMATS or not can_be_drawn(content):
            raise PhotoRefused(_("This photo cannot be read here: save it again as JPEG, PNG or WebP."))
        return checked.named(f"{uuid.uuid4().hex}.jpg"), cleaned_picture(content)
    except FileRefused as error:
        raise PhotoRefused(str(error)) from error


def into_library(run: Run) -> LicensedImage | None:
    """The photo of a report as a picture of the library, with its licence and its author; None when it has none.

    One that is gone from the disk, which no backup holds, is done without. Raises PhotoRefused.
    """
    content = _waiting(run)
    if content is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "photo"
        file.write_bytes(content)
        picture = Picture(
            path=run.photo.name or "", file=file, alt=run.photo_shows, title=run.photo_shows, licence=run.photo_licence,
            credits=(Credit(run.photo_by, role="photographer"),) if run.photo_by else (),
        )  # fmt: skip
        return _taken_in(picture, language=run.language)


def _waiting(run: Run) -> bytes | None:
    if not run.photo:
        return None
    try:
        with run.photo.open("rb") as stored:
            return bytes(stored.read())
    except FileNotFoundError:
        logger.warning("The photo of report %s is gone.", run.pk)
        return None


def _taken_in(picture: Picture, *, language: str) -> LicensedImage:
    library = Library()
    library.check([picture])
    try:
        with transaction.atomic():
            problems = library.ingest(pictures=[picture], title=picture.title, language=language)
    except Exception:
        library.forget_created()
        raise
    if problems:
        raise PhotoRefused(problems[0])
    return library.pictures[picture.path]


def delete_photo(name: str) -> None:
    """Take a photo that waited off the disk; one that is gone already is no fault."""
    try:
        waiting_photos().delete(name)
    except OSError:
        logger.exception("A photo that waited could not be deleted: %s", name)


def forget_picture(key: int) -> None:
    """Delete a picture that came with a report, its file with it, where nothing else needs it.

    One that somebody offered or sent to the library themselves, that a page or another report names, stays.
    """
    picture = (
        LicensedImage.objects.filter(pk=key, uploaded_by_user=None, media_item__offered_at=None)
        .select_related("media_item")
        .first()
    )
    if picture is None or Run.objects.filter(picture=key).exists() or _is_named(picture):
        return
    try:
        with transaction.atomic():
            picture.delete()
    except (OSError, DatabaseError):
        logger.exception("Picture %s of a report that is not shown could not be deleted.", key)


def _is_named(picture: LicensedImage) -> bool:
    """Whether anything but the records of the library and of the reports names it."""
    own = [LicensedImage._meta.app_label, Run._meta.app_label]
    return any(
        ReferenceIndex.get_references_to(row).exclude(base_content_type__app_label__in=own).exists()
        for row in (picture, picture.media_item)
    )


def forget_orphans(before: datetime) -> int:
    """Delete the files that wait, older than that, that no report names. How many."""
    folder = Path(waiting_photos().location)
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    old = [path for path in files if path.stat().st_mtime < before.timestamp()]
    known = set(Run.objects.exclude(photo="").values_list("photo", flat=True))
    orphans = [path for path in old if path.name not in known]
    for path in orphans:
        delete_photo(path.name)
    return len(orphans)
