"""Lists of works come in: as files where they are at hand, else as works that are elsewhere. All of it is reported."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commons.library import openverse
from commons.library.domain.cleaning import as_served
from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.going_public import may_be_shared, refresh
from commons.library.domain.hashes import HashOf, digest, note_hash
from commons.library.domain.ingest import Library
from commons.library.domain.media_items import item_of
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.twins import other_licence, same_file, twin_of
from commons.library.enums import MediaKind
from commons.library.models import LicensedMedia, LinkedWork, MediaImport
from commons.library.models.item import LONGEST_SLUG
from commons.library.record import Credit, Picture
from importing.local_files import find, listing
from importing.run import Attempt, Imported, deleted_here, fingerprint, import_run, stays_deleted
from legaltools import catalogue
from licences.enums import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commons.library.models import MediaItem
    from commons.library.openverse import Row, Work
    from community.models import User
    from importing.report import Report

LONGEST_SOURCE = 400
MOST_BYTES = 200_000_000  # of one sound
# How sounds begin: MP3 (with ID3, without), Ogg, FLAC, WAV, and MP4's box.
_SOUNDS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"OggS", b"fLaC", b"RIFF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`files` is a folder with files of the list, found by the end of their address or by their identifier.

    `bring_back`: what was deleted here comes in again.
    """

    files: Path | None = None
    dry_run: bool = False
    bring_back: bool = False
    user: User | None = None


def import_media(path: Path, *, options: Options, progress: Callable[[int], None] = lambda _count: None) -> Report:
    """Import the works of a CSV with Openverse's columns.

    Each row stands alone: one that cannot come in is refused with a reason, and the others go on. A row that has not
    changed since its last import changes nothing. With `dry_run` everything is tried and nothing saved. Raises
    Unreadable for a file that is no such list; what came in before a list breaks off stays.
    """
    remembered = _Remembered()
    with import_run(LinkedWork, dry_run=options.dry_run) as run:
        for row in openverse.rows_of(path):
            progress(row.number)
            run.bring_in(
                _("%(file)s, row %(number)s") % {"file": path.name, "number": row.number},
                partial(_RowAttempt, row, path.name, options, remembered),
            )
    return run.report


@dataclass(slots=True)
class _Remembered:
    """What a run knows of the rows before: the number of each source, the files of each folder.

    `tried`: what was said, by hash, of the files that a dry run would have stored.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    listings: dict[Path, list[tuple[str, Path]]] = field(default_factory=dict)
    tried: dict[str, tuple[Any, ...]] = field(default_factory=dict)


class _RowAttempt(Attempt):
    """One row, read and weighed before anything is written."""

    work: Work
    content: bytes | None = None
    served: bytes | None = None  # of a sound, made before anything is locked

    def __init__(self, row: Row, file: str, options: Options, remembered: _Remembered) -> None:
        super().__init__()
        self.row, self.file, self.options = row, file, options
        self.library = Library(user=options.user)
        self._remembered = remembered

    def prepare(self) -> None:
        if self.row.problem:
            raise ValidationError(_("This row cannot be read: %(problem)s.") % {"problem": self.row.problem})
        self.work = openverse.work_of(self.row.cells)
        if not may_be_shared(self.work.licence):
            label = catalogue.get(self.work.licence).label
            raise ValidationError(_("%(licence)s does not let others share the whole work.") % {"licence": label})
        self.source = f"openverse:{self.work.identifier}"[:LONGEST_SOURCE]
        if self._remembered.numbers.setdefault(self.source, self.row.number) != self.row.number:
            raise ValidationError(_("A row before this one is of the same work."))
        self.path = self._file_here()
        self.content = self._read()
        if self.work.removed and self.content is None:
            raise ValidationError(_("It is no longer where it was, and its file is not here."))
        if self.content is not None and self.path is not None and not self._is_known():
            self._make_ready(self.path, self.content)

    def _is_known(self) -> bool:
        return MediaImport.objects.filter(source=self.source, digest=self._digest()).exists()

    def _make_ready(self, path: Path, content: bytes) -> None:
        if self.work.kind == MediaKind.IMAGE:
            self.library.check([self._picture_record(path)])
            return
        try:
            self.served = as_served(content, path.name)
        except FileRefused as error:
            raise ValidationError(str(error)) from error

    def save(self) -> Imported:
        record = MediaImport.objects.select_related("item", "linked").filter(source=self.source).first()
        said = self._digest()
        if stays_deleted(record, bring_back=self.options.bring_back):
            self.notes.append(deleted_here())
            return Imported("unchanged", self.work.title)
        if record and record.was_deleted:
            record.delete()
            record = None
        if record and record.digest == said:
            return Imported("unchanged", self.work.title)
        item = record.item if record else None
        if item is None and self.content is not None:
            item = self._new_item()
            self._drop_link(record)
        linked = None if item else self._linked(record)
        if record and item and record.item:
            self._change(item)
        values = {"digest": said, "file": self.file[:LONGEST_SOURCE], "item": item, "linked": linked}
        MediaImport.objects.update_or_create(source=self.source, defaults=values)
        return Imported("updated" if record else "created", self.work.title)

    def delete_unsaved_files(self) -> None:
        self.library.forget_created()

    def _file_here(self) -> Path | None:
        """The file of the work in the folder: by the end of its address, else by its identifier with any ending."""
        folder = self.options.files
        if folder is None:
            return None
        name = PurePosixPath(unquote(urlsplit(self.work.file_url).path)).name
        if name and (found := find(folder, name, listing=self._listing)):
            return found
        stems = {path.stem: path for _name, path in self._listing(folder)}
        path = stems.get(self.work.identifier)
        return find(folder, path.name, listing=self._listing) if path else None

    def _listing(self, folder: Path) -> list[tuple[str, Path]]:
        listings = self._remembered.listings
        if folder not in listings:
            listings[folder] = listing(folder)
        return listings[folder]

    def _read(self) -> bytes | None:
        if self.path is None:
            return None
        if self.path.stat().st_size > MOST_BYTES:
            raise ValidationError(_("Its file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
        content = self.path.read_bytes()
        if self.work.kind == MediaKind.SOUND and not (content.startswith(_SOUNDS) or content[4:8] == b"ftyp"):
            raise ValidationError(_("Its file is no sound that browsers play: MP3, Ogg, FLAC, WAV or M4A."))
        return content

    def _digest(self) -> str:
        work = self.work
        cells = [work.title, work.creator, work.creator_url, work.address, work.file_url, work.licence, *work.tags]
        return fingerprint(*cells, json.dumps(dict(work.facts)), digest(self.content) if self.content else "")

    def _said(self) -> Any:
        return evidence(kind=Kind.IMPORT, by=self.options.user, address=self.work.address, statement=self.file)

    def _credits(self) -> list[dict[str, str]]:
        if not self.work.creator:
            return []
        return [{"name": self.work.creator, "role": Role.AUTHOR.value, "url": self.work.creator_url}]

    def _new_item(self) -> MediaItem:
        row = self._here_already()
        with self._said():
            row = row or (self._picture() if self.work.kind == MediaKind.IMAGE else self._sound())
        item = item_of(row)
        assert item is not None  # noqa: S101 -- made when the row is saved
        item.offered_at = item.offered_at or timezone.now()
        item.save(update_fields=["offered_at"])
        item.tags.set(self.work.tags)
        refresh([item.pk])
        return item

    def _here_already(self) -> Any:
        """The file of these bytes that says the same as the list; None for new bytes, or under another licence.

        Raises ValidationError where the same file is here under the same licence and says something else: it is not
        stored twice.
        """
        assert self.content is not None  # noqa: S101 -- it was read
        sha256, licence = digest(self.content), self.work.licence
        twin = twin_of(sha256, licence=licence, by=self.options.user)
        if twin and twin.kind == "same" and not self._is_said_of(twin.item.file_row):
            raise ValidationError(twin.sentence)
        if twin is None and self.options.dry_run:
            self._told_of_what_was_tried(sha256)
        if twin and twin.kind == "conflict":
            self.notes.append(twin.sentence)
        return twin.item.file_row if twin and twin.kind == "same" else None

    def _is_said_of(self, row: Any) -> bool:
        return self._record(row.title) == (row.title, row.licence, row.credits, row.source_url)

    def _record(self, untitled: str) -> tuple[Any, ...]:
        return self.work.title or untitled, self.work.licence, self._credits(), self.work.address

    def _told_of_what_was_tried(self, sha256: str) -> None:
        """A dry run stores nothing that the next row could find."""
        record = self._record(self.work.identifier)
        title, licence, *_rest = before = self._remembered.tried.setdefault(sha256, record)
        if licence != self.work.licence:
            self.notes.append(other_licence(title, licence))
        elif before != record:
            raise ValidationError(same_file(title))

    def _picture(self) -> Any:
        assert self.path is not None  # noqa: S101 -- it was read
        picture = self._picture_record(self.path)
        problems = self.library.ingest(pictures=[picture], title=self.work.title or self.work.identifier)
        if problems:
            raise ValidationError(problems)
        self.notes.append(_("It has no alternative text yet: describe it on its own page."))
        return self.library.pictures[picture.path]

    def _picture_record(self, path: Path) -> Picture:
        return Picture(
            path=path.name, file=path, title=self.work.title, licence=self.work.licence,
            credits=tuple(Credit(**credit) for credit in self._credits()), source_url=self.work.address,
        )  # fmt: skip

    def _sound(self) -> LicensedMedia:
        assert self.path is not None  # noqa: S101 -- it was read
        assert self.content is not None  # noqa: S101 -- the same
        row = LicensedMedia(
            title=self.work.title or self.path.stem, type="audio", duration=self.work.facts.get("seconds", 0),
            licence=self.work.licence, credits=self._credits(), source_url=self.work.address,
            uploaded_by_user=self.options.user,
        )  # fmt: skip
        served = self.served if self.served is not None else as_served(self.content, self.path.name)
        row.file = ContentFile(served, name=self.path.name)
        row.full_clean(exclude=["collection", "file"])
        self.library.created.append(row)
        row.save()
        if served != self.content:
            note_hash(row, digest(self.content), of=HashOf.SENT)
        return row

    def _change(self, item: MediaItem) -> None:
        """What the list says otherwise now; the file that came in stays, another is another work."""
        row = item.file_row
        row.title = self.work.title or row.title
        row.credits, row.source_url = self._credits(), self.work.address
        if row.licence != self.work.licence:
            self.notes.append(_("The list names another licence now: the file here keeps the one it came in under."))
        row.full_clean(exclude=["collection", "file"])
        with self._said():
            row.save()
        item.tags.set(self.work.tags)

    def _drop_link(self, record: MediaImport | None) -> None:
        if record and record.linked:
            linked = record.linked
            record.delete()
            linked.delete()

    def _linked(self, record: MediaImport | None) -> LinkedWork:
        work = self.work
        linked = (record.linked if record else None) or LinkedWork(slug=self._slug())
        linked.title, linked.kind, linked.licence = work.title, work.kind, work.licence
        linked.credits, linked.facts = self._credits(), dict(work.facts)
        linked.source_url, linked.file_url = work.address, work.file_url
        linked.full_clean()
        linked.save()
        linked.tags.set(work.tags)
        return linked

    def _slug(self) -> str:
        """Stable and its own: identifiers tell apart what many people call alike."""
        ending = slugify(self.work.identifier)[:12].strip("-")
        base = slugify(self.work.title)[: LONGEST_SLUG - 12].strip("-") or self.work.kind
        slug = f"{base}-{ending}".strip("-")
        taken = LinkedWork.objects.filter(slug=slug).exists()
        return f"{slug}-{digest(self.source.encode())[:8]}"[-100:].strip("-") if taken else slug
