"""One run of an import: each source alone in its own transaction, whatever becomes of the others."""

from __future__ import annotations

import hashlib
import logging
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from design.addresses import is_answered
from importing.models import ImportRecord
from importing.report import Report, reason_of
from search import indexing
from search.publishing import IMPORT, publish
from web import garbage
from web.concurrency.conflicts import came_second
from web.tasks import each_task_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import Model
    from wagtail.models import Page

    from importing.report import Outcome

logger = logging.getLogger(__name__)


def edited_here() -> str:
    """The note of a page that an import leaves alone, since somebody wrote on it."""
    return _("The page was edited or withdrawn on the site: what changed in the file was not taken over.")


def deleted_here() -> str:
    """The note of something that an import leaves away, since somebody deleted it: one rule for every kind of item."""
    return _(
        "It was deleted on the site, and does not come back by itself. To have it again, import it with “Bring back"
        " what was deleted here” (--bring-back)."
    )


class Remembered(Protocol):
    """What remembers a source: `ImportRecord` of pages, `MediaImport` of media."""

    @property
    def was_deleted(self) -> bool:
        """Whether what it made was deleted here."""


def stays_deleted(record: Remembered | None, *, bring_back: bool) -> bool:
    """Whether a source is left away, since what it made was deleted here and nobody asks for it again."""
    return record is not None and record.was_deleted and not bring_back


def check_free_slug(slug: str, *, below: Page, is_shown_by_a_view: bool = False) -> None:
    """Raise ValidationError when a page that no import made has that address below `below`, or when the site itself
    answers there; but for a page whose text a view of the site shows, such as that of “Contribute”.
    """
    if not is_shown_by_a_view and is_answered(slug, under=below):
        message = _(
            "The site itself answers at the address “%(slug)s”, and the page would never be read: give another."
        )
        raise ValidationError(message % {"slug": slug})
    if below.get_children().filter(slug=slug).exists():
        message = _("A page that no file made has the address “%(slug)s” already: give one of them another.")
        raise ValidationError(message % {"slug": slug})


def publish_imported(page: Page, *, source: str, digest: str, file: str = "") -> None:
    """Publish a page as it stands, and note that it was imported from `source`, which said `digest`."""
    revision = publish(page, told=IMPORT)
    ImportRecord.objects.remember(page, source=source, digest=digest, file=file, revision=revision)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a source: its outcome, and the title and primary key of its page."""

    outcome: Outcome
    title: str
    page: int | None = None


class Attempt(ABC):
    """One try at bringing a source in; `notes` are sentences for the report, whether or not anything was written.

    Errors that are told to whoever imports: Unreadable, ValidationError and OSError, each with its sentence.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []

    def prepare(self) -> None:  # noqa: B027 -- some have nothing to prepare
        """All that can be slow (reading, opening pictures): nothing is locked, meanwhile others may save."""

    @abstractmethod
    def save(self) -> Imported:
        """Write it, inside the transaction."""

    def delete_unsaved_files(self) -> None:  # noqa: B027 -- some store no file
        """Delete the files that this attempt stored: the transaction does not stand."""


class ImportRun:
    """A run, whose `report` says what it did. `model` is what sources become: its fields are named as its form does.

    With `dry_run` everything is tried and nothing is stored.
    """

    def __init__(self, model: type[Model], *, dry_run: bool = False) -> None:
        self.model = model
        self.dry_run = dry_run
        self.report = Report()

    def bring_in(self, source: str, attempt: Callable[[], Attempt]) -> None:
        """Bring one source in. One that fails is refused with a reason, and leaves nothing behind.

        When somebody else brings in the same at this moment, it is attempted once more: now it is there, and is found.
        """
        try:
            try:
                made, imported = self._tried(attempt())
            except (IntegrityError, ValidationError) as error:
                if not came_second(error):
                    raise
                made, imported = self._tried(attempt())
        except Exception as error:  # noqa: BLE001 -- one bad source never stops the others
            self.refuse(source, error)
            return
        page = None if self.dry_run else imported.page
        self.report.count(imported.outcome, source=source, title=imported.title, page=page)
        for note in dict.fromkeys(made.notes):
            self.report.warn(source, note)

    def refuse(self, source: str, error: Exception) -> None:
        """Report that a source did not come in; what nobody foresaw goes to the log too."""
        reason = reason_of(error, model=self.model)
        if not reason:
            logger.error("A source could not be imported.", exc_info=error)
            reason = _(
                "Something unforeseen went wrong with this file: tell whoever looks after the site, whose log says "
                "what."
            )
        self.report.refuse(source, reason)

    def _tried(self, attempt: Attempt) -> tuple[Attempt, Imported]:
        try:
            attempt.prepare()
            with transaction.atomic():
                with each_task_once():
                    imported = attempt.save()
                transaction.set_rollback(self.dry_run)
        except BaseException:  # whoever stops a command leaves no file behind either
            attempt.delete_unsaved_files()
            raise
        if self.dry_run:
            attempt.delete_unsaved_files()
        return attempt, imported


@contextmanager
def import_run(model: type[Model], *, dry_run: bool = False) -> Iterator[ImportRun]:
    """A run during which search waits: it hears of everything at the end, once."""
    with indexing.paused(), garbage.left_alone():
        yield ImportRun(model, dry_run=dry_run)


def fingerprint(*parts: str) -> str:
    """SHA-256, in hexadecimal, of what a source says: the same again changes nothing."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()
