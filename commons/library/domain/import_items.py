"""Media come in from an archive: their file, their licence, their credits and sources, and where they come from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.utils.file import hash_filelike

from commons.library.domain.cleaning import clean
from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.file_formats import check_file
from commons.library.domain.file_names import ending_of, safe_name
from commons.library.domain.going_public import may_be_shared, refresh
from commons.library.domain.hashes import HashOf, digest_of, items_with, note_hash
from commons.library.domain.media_items import RESERVED, item_of
from commons.library.domain.offering import MODELS
from commons.library.domain.picture_formats import FileRefused
from commons.library.domain.records import RECORD, record_of, settle_origins
from commons.library.domain.stored_files import store
from commons.library.domain.twins import twin_of
from commons.library.domain.uploads import read_checked, too_large
from commons.library.enums import MediaKind
from commons.library.models import LicensedImage, MediaImport, MediaItem, Theme
from commons.library.models.item import LONGEST_SLUG
from commons.library.models.linked import archive_source
from commons.library.models.taxonomy import LONGEST_TAG
from community.permissions.visibility import Reader
from community.queries import public_associations
from community.renditions import picture_entered
from importing.report import translated
from importing.run import Attempt, Imported, deleted_here, edited_here, fingerprint, stays_deleted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from commons.library.domain.facts import Reading
    from commons.library.record import Medium
    from community.models import AssociationPage
    from markup.messages import Message

MOST_TAGS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`licence` is for a medium that states none, `association` signs each, `publish` offers them to the pool,
    `bring_back` takes those in again that were deleted here.

    `archive` is what the archive is called, `numbers` are as `settle_origins` takes them.
    """

    archive: str
    licence: str = ""
    association: AssociationPage | None = None
    publish: bool = False
    bring_back: bool = False
    numbers: Mapping[tuple[str, str], str] = field(default_factory=dict)


class ItemAttempt(Attempt):
    """One medium of an archive. `read` gives its record and sentences about it; `address` is its page there.

    The same again changes nothing; what was edited here is left alone, and what was deleted here does not come back.
    Another file or another licence under the same uuid is not taken over: the one that came in stays.
    """

    medium: Medium
    sha256: str
    digest: str

    def __init__(self, read: Callable[[], tuple[Medium, Iterable[Message]]], *, address: str, options: Options) -> None:
        super().__init__()
        self._read, self.address, self.options = read, address, options
        self._row: Any = None
        self._stored = ""
        self._facts: dict[str, Any] = {}

    def prepare(self) -> None:
        """Read, check and store the file, unless it is here."""
        medium, sentences = self._read()
        self.notes += [translated(one) for one in sentences]
        self.medium = self._with_licence(medium)
        if self.medium.file is None or not self.medium.uuid:
            raise ValidationError(_("Its file or its “uuid” is not in the archive."))
        if self.medium.file.stat().st_size > settings.MEDIA_LARGEST_FILE:
            raise ValidationError(too_large())
        with self.medium.file.open("rb") as opened:
            self.sha256 = digest_of(opened)
        self.digest = fingerprint(repr(dataclasses.replace(self.medium, file=None, path="")), self.sha256)
        record = self._record()
        is_new = record is None or (record.was_deleted and self.options.bring_back)
        if is_new and self._here() is None:
            self._store()

    def save(self) -> Imported:
        record = self._record()
        if stays_deleted(record, bring_back=self.options.bring_back):
            self.notes.append(deleted_here())
            return self._outcome("unchanged")
        if record and record.item and record.digest == self.digest:
            return self._outcome("updated" if self._offer(record.item) else "unchanged")
        if record and record.item:
            return self._update(record, record.item)
        item = self._here()
        if item is None:
            self._note_its_twin()
            item = self._create()
            self._remember(item, left=said_by(item))
            return self._outcome("created")
        self.delete_unsaved_files()
        if not self._has_its_bytes(item):
            self.notes.append(_("The archive holds another file now: the one here stays."))
        self._note_another_title(item)
        self._fill_gaps(item)
        self._remember(item, left="")
        return self._outcome("unchanged")

    def delete_unsaved_files(self) -> None:
        if self._stored:
            self._row.file.storage.delete(self._stored)
            self._stored = ""

    def _outcome(self, outcome: Any) -> Imported:
        return Imported(outcome, self.medium.title or self.medium.path)

    def _record(self) -> MediaImport | None:
        return MediaImport.objects.select_related("item").filter(source=archive_source(self.medium.uuid)).first()

    def _remember(self, item: MediaItem, *, left: str) -> None:
        values = {"digest": self.digest, "file": self.options.archive[-400:], "item": item, "left": left}
        MediaImport.objects.update_or_create(source=archive_source(self.medium.uuid), defaults=values)

    def _with_licence(self, medium: Medium) -> Medium:
        """That of the options where the record states none; what it states and nobody knows is nobody's to replace."""
        is_silent = not medium.licence and not self.notes
        return dataclasses.replace(medium, licence=self.options.licence) if is_silent else medium

    def _here(self) -> MediaItem | None:
        """The item of this uuid, or one of these bytes that says the same of its licence and its people.

        One of another title is it only where everybody sees it: what holds it here would lack it otherwise.
        """
        uuid = self.medium.uuid
        known = Q(image__uuid=uuid) | Q(document__uuid=uuid) | Q(media__uuid=uuid)
        rows = MediaItem.objects.select_related("image", "document", "media")
        if item := rows.filter(known).first():
            return item
        record, reader = self._said(), Reader()
        alike = [
            item
            for item in items_with(self.sha256).select_related("image", "document", "media")[:20]
            if reader.sees(item.file_row) and _say(item.file_row, record, "licence", "credits")
        ]
        exact = (item for item in alike if _say(item.file_row, record, "title"))
        public = (item for item in alike if item.is_public)
        return next(exact, None) or next(public, None)

    def _note_another_title(self, item: MediaItem) -> None:
        row: Any = item.file_row
        if str(row.uuid) != self.medium.uuid and not _say(row, self._said(), "title"):
            sentence = _("This file is here already: “%(title)s”. That one is used, no second copy is stored.")
            self.notes.append(sentence % {"title": row.title})

    def _note_its_twin(self) -> None:
        """What is here of the same bytes and says something else: a person settles which of the two is right."""
        twin = twin_of(self.sha256, licence=self.medium.licence, by=None) if self.medium.licence else None
        if twin is None:
            return
        if twin.kind == "conflict":
            self.notes.append(twin.sentence)
            return
        sentence = _(
            "This file is here already under the same licence, as “%(title)s”, with other credits: compare the two, "
            "then delete one."
        )
        self.notes.append(sentence % {"title": twin.item.title})

    def _has_its_bytes(self, item: MediaItem) -> bool:
        return bool(item.hashes.filter(sha256=self.sha256).exists())

    def _said(self) -> dict[str, Any]:
        settled = settle_origins(self.medium.sources, self.options.numbers)
        medium = dataclasses.replace(self.medium, sources=settled)
        return record_of(medium, untitled=PurePosixPath(medium.path).stem)

    def _store(self) -> None:
        """Write the file into the library, where no row names it yet."""
        path: Any = self.medium.file
        try:
            found, name = check_file(path, safe_name(self.medium.path))
            reading = read_checked(path, found)
            clean(path, found)
        except FileRefused as error:
            raise ValidationError(str(error)) from error
        is_document = self.medium.kind == MediaKind.DOCUMENT and ending_of(name) in settings.WAGTAILDOCS_EXTENSIONS
        kind = MediaKind.DOCUMENT if is_document else found.kind
        self._row = row = self._new_row(kind, reading)
        with path.open("rb") as opened:
            row.file_hash = hash_filelike(opened)
            opened.seek(0)
            sha256 = digest_of(opened)
            opened.seek(0)
            row.file = File(opened, name=name)
            row.full_clean(exclude=["collection", "file"])
            opened.seek(0)
            self._stored = store(row, name, row.file.file)
        row.file, row.hashed = self._stored, (self._stored, sha256)
        self._facts = reading.facts | {"bytes": path.stat().st_size, "of": self._stored}

    def _new_row(self, kind: MediaKind, reading: Reading) -> Any:
        model: Any = MODELS[kind]
        row = model(uuid=self.medium.uuid, **self._said())
        if kind in {MediaKind.SOUND, MediaKind.VIDEO}:
            row.type = "video" if kind == MediaKind.VIDEO else "audio"
            row.duration = reading.facts.get("seconds") or 0
            row.width, row.height = reading.facts.get("width"), reading.facts.get("height")
        else:
            row.file_size = self.medium.file.stat().st_size if self.medium.file else None
        _describe(row, self.medium)
        return row

    def _create(self) -> MediaItem:
        if self._row is None:  # somebody deleted the twin meanwhile
            self._store()
        row = self._row
        with self._evidence():
            row.save()
        note_hash(row, self.sha256, of=HashOf.SENT)
        item = item_of(row)
        assert item is not None  # noqa: S101 -- the signal of the row has made it
        item.facts, item.slug = self._facts, self._slug(item)
        self._fill(item)
        self._offer(item)
        if isinstance(row, LicensedImage):
            picture_entered(row)
            if row.lacks_alternative:
                self.notes.append(_("It has no alternative text yet: describe it on its own page."))
        if not row.licence:
            self.notes.append(_("It has no licence yet: choose one on its own page, nobody else sees it before."))
        return item

    def _evidence(self) -> Any:
        return evidence(kind=Kind.IMPORT, address=self.address, statement=self.options.archive)

    def _slug(self, item: MediaItem) -> str:
        """The name that it has in addresses elsewhere, where it is free here."""
        slug = slugify(self.medium.slug)[: LONGEST_SLUG + 10].strip("-")
        taken = slug in RESERVED or MediaItem.objects.filter(slug=slug).exclude(pk=item.pk).exists()
        return item.slug if not slug or taken else slug

    def _fill(self, item: MediaItem) -> None:
        medium = self.medium
        item.description, item.transcript, item.made_with = medium.description, medium.transcript, medium.made_with
        item.language, item.association = medium.language, self._association()
        item.clean_fields(exclude=["collection", "kind"])
        item.clean()
        item.save()
        item.themes.set(self._themes())
        item.tags.set(_tags(medium))

    def _fill_gaps(self, item: MediaItem) -> None:
        """What came in with a guide, a moment ago, has nothing but what that guide says of it; the rest is people's."""
        is_itself = str(item.file_row.uuid) == self.medium.uuid
        is_told = item.offered_at or item.association_id or item.description or item.transcript or item.tags.exists()
        if is_told or not is_itself or not self._has_its_bytes(item):
            return
        self._fill(item)
        self._offer(item)

    def _update(self, record: MediaImport, item: MediaItem) -> Imported:
        if record.left != said_by(item):
            self.notes.append(edited_here())
            return self._outcome("unchanged")
        row: Any = item.file_row
        said = self._said()
        if said["licence"] != row.licence:
            self.notes.append(_("The archive names another licence now: the file here keeps the one it came in under."))
        if not self._has_its_bytes(item):
            self.notes.append(_("The archive holds another file now: the one here stays."))
        for name, value in said.items():
            if name != "licence":
                setattr(row, name, value)
        _describe(row, self.medium)
        row.full_clean(exclude=["collection", "file"])
        with self._evidence():
            row.save()
        item = MediaItem.objects.get(pk=item.pk)
        self._fill(item)
        self._offer(item)
        self._remember(item, left=said_by(item))
        return self._outcome("updated")

    def _offer(self, item: MediaItem) -> bool:
        """Into the pool, if asked for; what was public once and is no longer was withdrawn here."""
        if not self.options.publish or item.offered_at or item.public_since or not may_be_shared(item.licence):
            return False
        item.offered_at = timezone.now()
        item.save(update_fields=["offered_at"])
        refresh([item.pk])
        return True

    def _association(self) -> AssociationPage | None:
        slug = self.medium.association
        if self.options.association or not slug:
            return self.options.association
        found = public_associations().filter(slug=slug).first()
        if found is None:
            sentence = _("“%(slug)s” is not an association that you may sign for here: left out.")
            self.notes.append(sentence % {"slug": slug})
        return found

    def _themes(self) -> list[Theme]:
        found = list(Theme.objects.filter(slug__in=self.medium.themes))
        missing = sorted({*self.medium.themes} - {theme.slug for theme in found})
        self.notes += [_("There is no theme “%(slug)s” here: left out.") % {"slug": slug} for slug in missing]
        return found


def _say(row: Any, record: Mapping[str, Any], *names: str) -> bool:
    return all(getattr(row, name) == record[name] for name in names)


def _describe(row: Any, medium: Medium) -> None:
    if isinstance(row, LicensedImage):
        row.description, row.is_decorative = medium.alt[:255], medium.decorative


def _tags(medium: Medium) -> list[str]:
    return [tag for tag in medium.tags if len(tag) <= LONGEST_TAG][:MOST_TAGS]


def said_by(item: MediaItem) -> str:
    """The fingerprint of all that people write about an item: another one, and somebody has."""
    row: Any = item.file_row
    parts = [getattr(row, name) for name in (*RECORD, "credits", "sources")]
    parts += [getattr(row, name, "") for name in ("description", "is_decorative")]
    parts += [getattr(item, name) for name in ("slug", "language", "description", "transcript", "made_with")]
    parts += [item.association_id, sorted(theme.slug for theme in item.themes.all())]
    return fingerprint(*map(str, [*parts, sorted(tag.name for tag in item.tags.all()), row.file.name]))
