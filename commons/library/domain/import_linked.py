"""Works elsewhere come in from an archive: their record alone, since their file is on another site for everybody."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commons.library.domain.going_public import may_be_shared
from commons.library.domain.records import record_of
from commons.library.models import LinkedWork, MediaImport
from commons.library.models.item import LONGEST_SLUG
from commons.library.models.linked import archive_source
from commons.library.models.taxonomy import LONGEST_TAG
from importing.report import translated
from importing.run import Attempt, Imported, deleted_here, fingerprint, stays_deleted
from legaltools import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from commons.library.domain.import_items import Options
    from commons.library.record import Medium
    from importing.report import Outcome
    from markup.messages import Message

MOST_TAGS = 50


class LinkedAttempt(Attempt):
    """One work elsewhere of an archive. `read` gives its record and sentences about it.

    The same again changes nothing, and what was deleted here does not come back. A work elsewhere is public or is not:
    without `publish` it does not come in, and a kit leads to where it is.
    """

    medium: Medium
    digest: str

    def __init__(self, read: Callable[[], tuple[Medium, Iterable[Message]]], *, options: Options) -> None:
        super().__init__()
        self._read, self.options = read, options

    def prepare(self) -> None:
        medium, sentences = self._read()
        self.notes += [translated(one) for one in sentences]
        self.medium = medium
        self.digest = fingerprint(repr(dataclasses.replace(medium, path="")), medium.file_url, repr(medium.facts))
        if not medium.source_url:
            raise ValidationError(_("It does not say where it is."))
        if not may_be_shared(medium.licence):
            label = catalogue.get(medium.licence).label if medium.licence else _("no licence")
            raise ValidationError(_("%(licence)s does not let others share the whole work.") % {"licence": label})

    def save(self) -> Imported:
        source = archive_source(self.medium.uuid)
        record = MediaImport.objects.select_related("linked").filter(source=source).first()
        if stays_deleted(record, bring_back=self.options.bring_back):
            self.notes.append(deleted_here())
            return self._outcome("unchanged")
        record = None if record is None or record.was_deleted else record
        if record and record.digest == self.digest:
            return self._outcome("unchanged")
        linked = record.linked if record else self._here()
        if not (linked or self.options.publish):
            self.notes.append(_("It is a work on another site: without --publish it does not come in."))
            return self._outcome("unchanged")
        is_new = linked is None
        if record or linked is None:
            linked = self._write(linked or LinkedWork(slug=self._slug(), uuid=self.medium.uuid))
        values = {"digest": self.digest, "file": self.options.archive[-400:], "item": None, "linked": linked}
        MediaImport.objects.update_or_create(source=source, defaults=values)
        if is_new:
            return self._outcome("created")
        return self._outcome("updated" if record else "unchanged")

    def _outcome(self, outcome: Outcome) -> Imported:
        return Imported(outcome, self.medium.title or self.medium.source_url)

    def _here(self) -> LinkedWork | None:
        """The one of this uuid, or that a list brought in from the same addresses; what it says stays."""
        same = Q(source_url=self.medium.source_url, file_url=self.medium.file_url)
        rows = LinkedWork.objects.filter(Q(uuid=self.medium.uuid) | same)
        return rows.order_by("pk").first()

    def _write(self, linked: LinkedWork) -> LinkedWork:
        medium = self.medium
        for name, value in record_of(medium, untitled="").items():
            setattr(linked, name, value)
        linked.kind, linked.file_url, linked.facts = medium.kind, medium.file_url, dict(medium.facts)
        linked.full_clean()
        linked.save()
        linked.tags.set([tag for tag in medium.tags if len(tag) <= LONGEST_TAG][:MOST_TAGS])
        return linked

    def _slug(self) -> str:
        """The name that it has in addresses elsewhere, where it is free here."""
        slug = slugify(self.medium.slug)[: LONGEST_SLUG + 10].strip("-") or self.medium.kind
        taken = LinkedWork.objects.filter(slug=slug).exists()
        return f"{slug[: LONGEST_SLUG - 12]}-{self.medium.uuid[:8]}" if taken else slug
