"""Guides come in from files: read, compared with what is here, created or updated, and every decision reported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commons.guides.domain.block_validation import check_lists
from commons.guides.domain.conversion import fill_guide
from commons.guides.domain.fingerprint import digest_of
from commons.guides.domain.identity import identify
from commons.guides.domain.import_drafts import guide_for, may_change, note_of_the_same_title, save_draft
from commons.guides.domain.import_options import Options, association_of, document_with
from commons.guides.domain.originals import with_originals_here
from commons.guides.domain.publishing import check_guide
from commons.guides.exchange.formats import guide_formats
from commons.guides.models import GuideIndexPage, GuidePage
from commons.library.domain.ingest import Library
from community.renditions import drawn_when_published
from importing.formats import passed_over
from importing.models import ImportRecord
from importing.report import Report, translated
from importing.run import Attempt, Imported, deleted_here, import_run
from licences.domain.messages import sentences
from search.publishing import IMPORT, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from commons.guides.domain.identity import Identity
    from commons.guides.domain.publishing import GuideCheck
    from commons.guides.exchange.document import GuideDocument, Reading
    from importing.formats import ImportSource
    from importing.report import Outcome
    from licences.domain.compliance import Compliance

__all__ = ["Options", "Report", "import_guides"]


def import_guides(
    path: Path, *, options: Options, progress: Callable[[int, str], None] = lambda _count, _source: None
) -> Report:
    """Import every guide found under `path` (a file or a folder).

    Each source stands alone: one that cannot be read or saved is refused with a reason, and the others go on. A source
    that has not changed since its last import changes nothing, and what was deleted here stays deleted. With `dry_run`
    everything is tried and nothing saved. `progress` is called with the count so far and the name of each source.
    Raises GuideIndexPage.DoesNotExist when the site has no list of guides to put them in.
    """
    sources = _originals_first(guide_formats.find_sources(path, format=options.format))
    report = import_sources(sources, options=options, progress=progress)
    report.passed_over = passed_over(path, sources)
    return report


def import_sources(
    sources: Iterable[ImportSource],
    *,
    options: Options,
    progress: Callable[[int, str], None] = lambda _count, _source: None,
) -> Report:
    """Import these guides, in this order, as `import_guides` does of those that it finds."""
    index = GuideIndexPage.objects.get()
    seen: dict[str, ImportSource] = {}
    with import_run(GuidePage, dry_run=options.dry_run) as run, drawn_when_published():
        for number, source in enumerate(sources, start=1):
            progress(number, source.name)
            run.bring_in(source.name, partial(_GuideAttempt, source, index, options, seen))
    return run.report


def _originals_first(sources: Iterable[ImportSource]) -> list[ImportSource]:
    """A translation finds its original here when both come in together; otherwise the order is that of the files."""
    return sorted(sources, key=lambda source: source.format.is_translation(source.path))


class _GuideAttempt(Attempt):
    """One source, read and weighed before anything is locked; `seen` has the sources before it in this run."""

    reading: Reading
    document: GuideDocument
    identity: Identity
    digest: str

    def __init__(
        self, source: ImportSource, index: GuideIndexPage, options: Options, seen: dict[str, ImportSource]
    ) -> None:
        super().__init__()
        self.source = source
        self.index = index
        self.options = options
        self.library = Library(user=options.user)
        self._seen = seen

    def prepare(self) -> None:
        reading: Reading = self.source.read()
        check_lists(reading.guide)
        self.reading = reading
        self.notes += [translated(warning) for warning in reading.warnings]
        self.document = document = document_with(self.options, reading, source=self.source, notes=self.notes)
        self.association = self.options.association or association_of(
            document, user=self.options.user, notes=self.notes
        )
        self.digest = digest_of(document, association=self.association)
        self.identity = identify(reading, source=self.source, digest=self.digest)
        _once_a_run(self.identity, document.uuid, source=self.source, seen=self._seen)
        self.notes += [self.identity.note] if self.identity.note else []
        if not self._is_unchanged(self.identity.record) and not self._stays_deleted:
            self.library.check(document.pictures, document.files)

    def delete_unsaved_files(self) -> None:
        self.library.forget_created()

    def save(self) -> Imported:
        record = self.identity.record
        if self._stays_deleted:
            self.notes.append(deleted_here())
            return Imported("unchanged", self.document.title)
        if not self.document.licence and not self.options.publish:
            self.notes.append(_("Saved as a draft: choose its licence before publishing."))
        self.notes += _held_back(self.reading, record)
        if record and self._is_unchanged(record):
            return Imported(self._publish_later(record), record.made.title, record.page_id)
        return self._write(record)

    @property
    def _stays_deleted(self) -> bool:
        return self.identity.was_deleted and not self.options.bring_back

    def _is_unchanged(self, record: ImportRecord | None) -> bool:
        return record is not None and record.digest == self.digest

    def _write(self, record: ImportRecord | None) -> Imported:
        user = self.options.user
        guide = guide_for(self.document, self.identity, source=self.source, index=self.index)
        created = guide.pk is None
        if not created and user:
            may_change(guide, user=user)
        # A guide of that name which no import brought was written here.
        edited_here = not created and (record is None or record.revision_id != guide.latest_revision_id)
        document = with_originals_here(self.document, self.options.numbers)
        self.notes += fill_guide(guide, document, library=self.library)
        guide.association = self.association or guide.association
        save_draft(guide, index=self.index, user=user)
        revision = guide.save_revision(user=user, clean=False)
        self._remember(guide, revision)
        check = check_guide(guide)
        self.notes += _of_compliance(check.compliance, options=self.options)
        if created and not self.identity.note:
            self.notes += note_of_the_same_title(guide, user=user)
        if edited_here:
            self.notes.append(_("It was edited here since the last import: saved as a draft, to be compared."))
        elif self.options.publish and not self.reading.held_back:
            self._publish(guide, revision, check=check)
        return Imported("created" if created else "updated", guide.title, guide.pk)

    def _remember(self, guide: GuidePage, revision: Any) -> None:
        ImportRecord.objects.remember(
            guide,
            source=self.identity.name,
            file=self.source.name,
            digest=self.digest,
            revision=revision,
            stated_licence="" if self.document.licence else translated(self.reading.stated_licence)[:500],
        )

    def _publish_later(self, record: ImportRecord) -> Outcome:
        """The source says what it said; what an earlier run saved as a draft is published if it now may be."""
        if record.made.live or not self.options.publish or self.reading.held_back:
            return "unchanged"
        revision = record.made.get_latest_revision()
        draft = revision.as_object()
        return "updated" if self._publish(draft, revision, check=check_guide(draft)) else "unchanged"

    def _publish(self, guide: GuidePage, revision: Any, *, check: GuideCheck) -> bool:
        """Publish what `check` was made of, unless it found something."""
        if check.problems:
            reasons = " ".join(str(sentence) for messages in check.problems.values() for sentence in messages)
            self.notes.append(_("Kept as a draft. %(reasons)s") % {"reasons": reasons})
            return False
        publish(guide, by=self.options.user, told=IMPORT, revision=revision, problems=check.problems)
        return True


def _once_a_run(identity: Identity, uuid: str, *, source: ImportSource, seen: dict[str, ImportSource]) -> None:
    """Raise ValidationError for a source that goes by the name, or the uuid, of one before it."""
    by_name = seen.setdefault(identity.name, source)
    by_uuid = seen.setdefault(f"uuid={uuid}", source) if uuid else source
    if by_name is not source and identity.guide is None:
        message = _(
            "It is known by the same name as “%(folder)s/%(name)s”, which came in just before: rename this "
            "file, or give it a “slug” of its own."
        )
        raise ValidationError(message % _file_of(by_name))
    first = by_uuid if by_uuid is not source else by_name
    if first is not source:
        message = _("It has the same “uuid” as “%(folder)s/%(name)s”, which came in just before: take it out of one.")
        raise ValidationError(message % _file_of(first))


def _file_of(source: ImportSource) -> dict[str, str]:
    return {"name": source.path.name, "folder": source.path.parent.name}


def _held_back(reading: Reading, record: ImportRecord | None) -> list[str]:
    if not reading.held_back:
        return []
    still = [_("It is still public here: withdraw it if you agree with its source.")]
    return [translated(reading.held_back), *(still if record and record.made.live else [])]


def _of_compliance(compliance: Compliance, *, options: Options) -> list[str]:
    """What is not known of its sources; what they forbid too, unless trying to publish it will say so."""
    return sentences(compliance, *(("unknown",) if options.publish else ("no", "discouraged", "unknown")))
