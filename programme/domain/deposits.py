"""A file that is deposited after an event without an account: it waits, then is taken into the pool, or is gone."""

from __future__ import annotations

import hashlib
import logging
import shutil
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.library.domain import offering, uploads
from commons.library.domain.checked_uploads import checked_upload
from commons.library.domain.file_names import ending_of, safe_name
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.twins import twin_of
from importing.report import reason_of
from markup.typography import file_size
from programme.domain.changes import NotPossible, check_not_frozen, hold_open
from programme.domain.outcomes import add_made
from programme.models import EventPage
from programme.models.deposit import Deposit, waiting_files
from web.languages import current_language
from wiki.domain.moderation import note
from wiki.models import Decision

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from commons.library.models import MediaItem
    from programme.models import EditionPage, Occurrence

logger = logging.getLogger(__name__)
LARGEST = 25_000_000  # bytes: slides, a few minutes of sound
MOST_OF_A_DATE, MOST_ANYWHERE = 12, 300  # files that wait
DAYS_WAITING = 365  # that one stays where nobody ever looked
LONGEST_TAKING = timedelta(minutes=10)
LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc0-1.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited:
    """What is said of a file; `licence` is one of `LICENCES`, `people` a key of `PeoplePictured`."""

    shows: str
    made_by: str
    licence: str
    people: str


def checked(upload: UploadedFile[Any]) -> UploadedFile[Any]:
    """The file as the pool would take it, without the place where it was made. Slow: after the guards. Raises
    NotPossible, with a sentence.
    """
    if (upload.size or 0) > LARGEST:
        most = file_size(LARGEST, language=current_language())
        raise NotPossible(_("This file is larger than %(most)s: make it smaller first.") % {"most": most})
    if not safe_name(upload.name or ""):
        raise NotPossible(_("This file has no name that can be read: rename it."))
    if not upload.size:
        raise NotPossible(_("This file is empty."))
    try:
        return checked_upload(upload)
    except FileRefused as refused:
        raise NotPossible(str(refused)) from refused
    except OSError as error:
        logger.exception("A file of an event could not be looked at.")
        raise NotPossible(uploads.no_space()) from error


def deposit(occurrence: Occurrence, upload: UploadedFile[Any], said: Deposited) -> Deposit:
    """Have a file that was checked wait. The same bytes again are the one that waits. Raises NotPossible where too many
    wait or the disk is full, Frozen: nothing is stored then.
    """
    check_not_frozen(occurrence.event.edition)
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()
    known = occurrence.deposits.filter(sha256=digest).first()
    if known is not None:
        return known
    if occurrence.deposits.count() >= MOST_OF_A_DATE or Deposit.objects.count() >= MOST_ANYWHERE:
        raise NotPossible(_("So many files wait to be looked at that no other is taken for now: try again in a week."))
    if len(content) + uploads.ROOM_LEFT > _free_space():
        raise NotPossible(uploads.no_space())
    row = Deposit(
        occurrence=occurrence, name=safe_name(upload.name or ""), size=len(content), sha256=digest, shows=said.shows,
        made_by=said.made_by, licence=said.licence, people=said.people,
    )  # fmt: skip
    return _stored(row, content)


def _stored(row: Deposit, content: bytes) -> Deposit:
    """The file first: a row never names one that is not there."""
    try:
        row.file.save(f"{uuid.uuid4().hex}.{ending_of(row.name)}", ContentFile(content), save=False)
        with transaction.atomic():
            hold_open(row.occurrence.event.edition)
            row.save()
    except IntegrityError:  # the same form, sent twice at the same moment
        _delete_file(row.file.name)
        return Deposit.objects.get(occurrence=row.occurrence, sha256=row.sha256)
    except OSError as error:
        _delete_file(row.file.name)
        logger.exception("A file of an event could not be written.")
        raise NotPossible(uploads.no_space()) from error
    except BaseException:
        _delete_file(row.file.name)
        raise
    return row


def take(row: Deposit, *, by: Any) -> MediaItem:
    """Take a file into the pool, as what was made at its event. Whoever takes it brings it in; whoever made it is
    credited. Raises NotPossible where the pool does not take it or somebody was quicker, Frozen: it waits then.
    """
    event: EventPage = row.occurrence.event
    check_not_frozen(event.edition)
    free = Q(taken_at=None) | Q(taken_at__lt=timezone.now() - LONGEST_TAKING)
    if not Deposit.objects.filter(free, pk=row.pk).update(taken_at=timezone.now()):
        raise NotPossible(_("Somebody was quicker: nothing that you did was saved."))
    try:
        item = _known(row, by) or _entered(row, by)
        with transaction.atomic():
            hold_open(event.edition)
            add_made(event, [f"media:{item.pk}"])
            note(Decision.Kind.MEDIA_IN, by=by, page=event)
            Deposit.objects.filter(pk=row.pk).delete()
    except BaseException:
        Deposit.objects.filter(pk=row.pk).update(taken_at=None)
        raise
    return item


def _known(row: Deposit, by: Any) -> MediaItem | None:
    """The item of the pool that has these very bytes under this licence."""
    twin = twin_of(row.sha256, licence=row.licence, by=by)
    return twin.item if twin and twin.kind == "same" and twin.item.is_public else None


def _entered(row: Deposit, by: Any) -> MediaItem:
    said = offering.Said(
        title=row.shows, alternative=row.shows, licence=row.licence, authors=(row.made_by,), people=row.people,
        language=row.occurrence.event.language, association=row.occurrence.event.sharer,
    )  # fmt: skip
    upload = None
    try:
        with row.file.open("rb") as stored:
            upload = uploads.store_upload(by, File(stored, name=row.name))  # type: ignore[arg-type]
        return offering.enter(upload, said)
    except (FileRefused, ValidationError, OSError, offering.AlreadyGone) as error:
        if upload is not None:
            uploads.remove([upload])
        logger.warning("A file of event %s cannot enter the pool.", row.occurrence.event_id, exc_info=True)
        raise NotPossible(_sentence(error)) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return _("This file is gone from the disk: do not take it, and ask for it again.")
    if isinstance(error, OSError):
        return uploads.no_space()
    if isinstance(error, offering.AlreadyGone):
        return _("Somebody was quicker: nothing that you did was saved.")
    return reason_of(error, model=Deposit) or str(error) if isinstance(error, ValidationError) else str(error)


def leave(row: Deposit) -> None:
    """Do not take a file: nothing of it stays."""
    row.delete()


def waiting(edition: EditionPage) -> list[Deposit]:
    """Files that wait at an edition, the oldest first; one query."""
    rows = Deposit.objects.filter(occurrence__event__in=edition.get_children().order_by().values("pk"))
    return list(rows.select_related("occurrence__event"))


def counts_by_edition() -> dict[str, int]:
    """How many files wait, by the path of the edition; one query, of `MOST_ANYWHERE` rows at most."""
    paths = Deposit.objects.order_by().values_list("occurrence__event__path", flat=True)
    return Counter(path[: -EventPage.steplen] for path in paths)


def on_deposit_deleted(instance: Deposit, **_kwargs: object) -> None:
    """Whatever deletes a row, its event included, takes the file with it."""
    if instance.file.name:
        transaction.on_commit(partial(_delete_file, instance.file.name))


def forget_deposits() -> int:
    """Forget files that nobody looked at in `DAYS_WAITING` days, and those that no row names. How many."""
    now = timezone.now()
    gone = Deposit.objects.filter(sent_at__lt=now - timedelta(days=DAYS_WAITING)).delete()[0]
    return gone + _forget_orphans(now - timedelta(days=1))


def _forget_orphans(before: datetime) -> int:
    folder = Path(waiting_files().location)
    files = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    old = [path for path in files if path.stat().st_mtime < before.timestamp()]
    known = set(Deposit.objects.values_list("file", flat=True))
    orphans = [path.name for path in old if path.name not in known]
    for name in orphans:
        _delete_file(name)
    return len(orphans)


def _delete_file(name: str | None) -> None:
    try:
        if name:
            waiting_files().delete(name)
    except OSError:
        logger.exception("A file of an event that waited could not be deleted: %s", name)


def _free_space() -> int:
    folder = Path(waiting_files().location)
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free
