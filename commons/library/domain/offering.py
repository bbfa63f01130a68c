"""From a file that somebody added to a media item of the pool: offered at once, or read by a reviewer before."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.utils.file import hash_filelike

from commons.library.domain import uploads
from commons.library.domain.editing_items import why_not_deleted
from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.going_public import refresh
from commons.library.domain.hashes import HashOf, digest_of, note_hash
from commons.library.domain.media_items import item_of
from commons.library.domain.stored_files import store
from commons.library.enums import MediaKind, PeoplePictured
from commons.library.models import (
    LicensedDocument,
    LicensedImage,
    LicensedMedia,
    MediaItem,
    MediaUpload,
    PicturedPeople,
    UsualLicence,
)
from community.renditions import picture_entered
from wiki.domain.moderation import note
from wiki.domain.trust import raise_when_earned
from wiki.models import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commons.library.models import Theme
    from commons.library.models.media import LicensedFileMixin
    from community.models import AssociationPage, User

logger = logging.getLogger(__name__)

MODELS: dict[str, type[LicensedFileMixin]] = {
    MediaKind.IMAGE: LicensedImage,
    MediaKind.DOCUMENT: LicensedDocument,
    MediaKind.SOUND: LicensedMedia,
    MediaKind.VIDEO: LicensedMedia,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said of a file, once it is complete. `licence` is a key of the catalogue, `people` a choice."""

    title: str
    licence: str
    authors: tuple[str, ...] = ()
    is_own: bool = False
    address: str = ""
    year: int | None = None
    changes: str = ""
    alternative: str = ""
    is_decorative: bool = False
    description: str = ""
    transcript: str = ""
    made_with: str = ""
    people: str = ""
    language: str = "fr"
    association: AssociationPage | None = None
    tags: tuple[str, ...] = ()
    themes: Sequence[Theme] = field(default_factory=tuple)


class AlreadyGone(Exception):
    """Another tab, or another reviewer, was quicker."""


def offer(upload: MediaUpload, said: Said, *, by: User) -> MediaItem | None:
    """Put a file of one's own into the pool; None when it waits for a reviewer first.

    Raises ValidationError for a record that the library does not take, OSError when the disk is full: the file then
    stays where it was. Raises AlreadyGone.
    """
    if said.is_own:
        UsualLicence.objects.update_or_create(user=by, defaults={"licence": said.licence})
    if uploads.may_offer_at_once(by):
        return enter(upload, said)
    if not _move(upload, MediaUpload.OPEN, state=MediaUpload.State.WAITING, word=""):
        raise AlreadyGone
    return None


def take_back(upload: MediaUpload) -> None:
    """Its sender wants to change what waits: it is theirs again. Raises AlreadyGone."""
    if not _move(upload, (MediaUpload.State.WAITING,), state=MediaUpload.State.DRAFT):
        raise AlreadyGone


def accept(upload: MediaUpload, said: Said, *, by: User) -> MediaItem:
    """A reviewer lets a file into the pool, credited to its sender. Raises as `offer`."""
    item = enter(upload, said)
    note(Decision.Kind.MEDIA_IN, by=by, person=upload.user)
    raise_when_earned(upload.user)
    return item


def ask(upload: MediaUpload, *, by: User, word: str) -> None:  # noqa: ARG001 -- a verb says who
    """Give a file back to its sender with a question. Raises AlreadyGone."""
    if not _move(upload, (MediaUpload.State.WAITING,), state=MediaUpload.State.ASKED, word=word):
        raise AlreadyGone


@transaction.atomic
def refuse(upload: MediaUpload, *, by: User, word: str) -> None:
    """Say no, with a reason; its sender keeps the file for a while, and may offer it again once it is mended."""
    if not _move(upload, (MediaUpload.State.WAITING,), state=MediaUpload.State.REFUSED, word=word):
        raise AlreadyGone
    note(Decision.Kind.MEDIA_OUT, by=by, reason=word)


def _move(upload: MediaUpload, before: Sequence[str], **values: Any) -> bool:
    """Change a state that is still the one that was seen; two people at once do it once."""
    if not _as_seen(upload).filter(state__in=before).update(changed_at=timezone.now(), **values):
        return False
    upload.refresh_from_db()
    return True


def _as_seen(upload: MediaUpload) -> Any:
    """The stored upload as long as neither its state nor its answers have changed since `upload` was read."""
    return MediaUpload.objects.filter(pk=upload.pk, state=upload.state, changed_at=upload.changed_at)


def enter(upload: MediaUpload, said: Said) -> MediaItem:
    """Make the row of the library and its media item, offered. All of it or nothing, on the disk too.

    Raises AlreadyGone when the upload is not any more what `said` was read from.
    """
    row = _row(upload, said)
    path, stored = upload.path, ""
    try:
        with path.open("rb") as content:
            row.file_hash = hash_filelike(content)
            content.seek(0)
            sha256 = digest_of(content)
            content.seek(0)
            row.file = File(content, name=upload.name)
            row.full_clean(exclude=["collection", "file"])
            stored = store(row, upload.name, row.file.file)
            # By name: what is stored is not written twice, and a picture's width and height are read from it.
            row.file = stored
            row.hashed = (stored, sha256)
        with transaction.atomic():
            if not _as_seen(upload).delete()[0]:
                raise AlreadyGone  # noqa: TRY301 -- inside, so that nothing of the row stays
            with evidence(**_evidence(upload, said)):
                row.save()
            note_hash(row, upload.sha256, of=HashOf.SENT)
            item = _item(row, upload, said)
    except BaseException:
        if stored:
            row.file.storage.delete(stored)
        raise
    transaction.on_commit(lambda: path.unlink(missing_ok=True), robust=True)
    if isinstance(row, LicensedImage):
        picture_entered(row)
    return item


def _evidence(upload: MediaUpload, said: Said) -> dict[str, Any]:
    """On what the licence is said: one's own work, what the file states, an address, or a word."""
    stated = upload.stated.get("licence", {})
    if said.is_own:
        return {"kind": Kind.OWN, "by": upload.user}
    if stated.get("value") == said.licence:
        return {"kind": Kind.INSIDE, "by": upload.user, "statement": f"{stated['origin']}: {stated['words']}"}
    kind = Kind.ADDRESS if said.address else Kind.STATED
    return {"kind": kind, "by": upload.user, "address": said.address}


def _row(upload: MediaUpload, said: Said) -> Any:
    model: Any = MODELS[upload.kind]
    values: dict[str, Any] = {
        "title": said.title,
        "licence": said.licence,
        "credits": [{"name": name, "role": "author", "url": ""} for name in said.authors],
        "source_url": said.address,
        "year": said.year,
        "changes": said.changes,
        "uploaded_by_user": upload.user,
    }
    if upload.kind == MediaKind.IMAGE:
        values |= {
            "description": said.alternative[:255], "is_decorative": said.is_decorative, "file_size": upload.size,
        }  # fmt: skip
    elif upload.kind == MediaKind.DOCUMENT:
        values |= {"file_size": upload.size}
    else:
        values |= {
            "type": "video" if upload.kind == MediaKind.VIDEO else "audio",
            "duration": upload.facts.get("seconds") or 0,
            "width": upload.facts.get("width"),
            "height": upload.facts.get("height"),
        }
    return model(**values)


def _item(row: Any, upload: MediaUpload, said: Said) -> MediaItem:
    item = item_of(row)
    assert item is not None  # noqa: S101 -- the signal of the row has made it
    item.description, item.transcript, item.made_with = said.description, said.transcript, said.made_with
    item.language = said.language
    item.association, item.offered_at = said.association, timezone.now()
    item.facts = upload.facts | {"of": row.file.name}
    item.save()
    item.tags.set(said.tags)
    item.themes.set(said.themes)
    if said.people:
        PicturedPeople.objects.create(item=item, answer=said.people, said_by=upload.user)
    refresh([item.pk])
    item.refresh_from_db()
    return item


def may_be_offered(people: str) -> bool:
    """Whether what was answered of the people pictured lets a picture be shown to everybody."""
    return people != PeoplePictured.NOT_ASKED


def withdraw(item: MediaItem, *, by: User, reason: str) -> None:
    """Take an item out of the pool: it is no longer offered; pages that show it still do. Its file stays."""
    with transaction.atomic():
        MediaItem.objects.filter(pk=item.pk).update(offered_at=None)
        refresh([item.pk])
        _note_of_another(item, by, Decision.Kind.MEDIA_OFF, reason)
    item.refresh_from_db()


def delete(item: MediaItem, *, by: User, reason: str) -> None:
    """Delete an item and its file. Raises ValueError while a published page shows it: the page would have a hole."""
    row = item.file_row
    if why := why_not_deleted(row):
        raise ValueError(why)
    with transaction.atomic():
        _note_of_another(item, by, Decision.Kind.MEDIA_OFF, reason)
        row.delete()


def _note_of_another(item: MediaItem, by: User, kind: Decision.Kind, reason: str) -> None:
    """The public log tells of what somebody decided for another; of one's own, nobody has to know."""
    if item.file_row.uploaded_by_user_id != by.pk:  # type: ignore[attr-defined]
        note(kind, by=by, reason=reason)


def forget_uploads_of(user: User, _before: Any = None) -> None:
    """What somebody who leaves was adding goes with them."""
    uploads.remove(list(MediaUpload.objects.filter(user=user)))
