"""Events come in from what other programs export; the same file again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from community.domain.loading import description_html
from importing.models import ImportRecord
from importing.report import Report, translated
from importing.run import Attempt, Imported, deleted_here, edited_here, fingerprint, import_run, stays_deleted
from programme.domain.changes import NotPossible, note
from programme.domain.events import create_event, publish_event
from programme.domain.import_edition import edition_for
from programme.domain.import_matching import Here, Matching
from programme.domain.import_times import add_times, bring_times, possible_times
from programme.domain.occurrences import set_status
from programme.enums import Kind, NoticeKind, Price, Registration, Status
from programme.exchange.reading import AUTO, read_events
from programme.exchange.recurring import Window
from programme.models import EditionPage, EventAccess, EventPage, Occurrence
from search.publishing import NotPublishable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.exchange.record import EventRecord, Reading

# Raised when the same file would give another page, so that pages are written again.
READER = "2"
LONGEST_SOURCE = 400
LONGEST_TITLE_TOLD = 80
TEXT = (
    "title", "one_sentence", "body", "kind", "audience", "age_min", "age_max", "price", "price_note", "registration",
    "registration_url", "registration_contact", "capacity", "other_organisers", "language", "licence", "credits",
    "access_note", "works",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """`edition` takes the events in; without it the one whose days hold the first event, else the shelf of all year.

    `publish`: what has all that publishing asks for is shown at once, where its edition is. `bring_back`: what was
    deleted here comes in again. `file` is the name by which the file is known again.
    """

    format: str = AUTO
    edition: EditionPage | None = None
    publish: bool = True
    dry_run: bool = False
    bring_back: bool = False
    file: str = ""


def import_events(data: bytes, *, options: Options) -> Report:
    """Import the events of a file, given as bytes.

    Each event stands alone: one that cannot come in is refused with a reason, and the others go on. What is not in the
    file any more is told, and stays. Raises Unreadable for a file that is no programme, NoEdition when no edition
    takes it, Frozen when that edition is an archive.
    """
    today = timezone.localdate()
    reading = read_events(data, format=options.format, today=today)
    edition = options.edition or _edition_told_of(reading.events) or edition_for(reading.events)
    if reading.has_rules and edition.starts_on and edition.ends_on and not edition.all_year:
        window = Window(edition.starts_on, edition.ends_on)
        reading = read_events(data, format=options.format, today=today, window=window)
    return import_reading(reading, edition=edition, options=options)


def _edition_told_of(records: Iterable[EventRecord]) -> EditionPage | None:
    """The edition of what a message cancels, which need not say when it was to be."""
    for record in records:
        known = ImportRecord.objects.known(source_of(record.uid)) if record.cancels is not None else None
        if known and not known.was_deleted:
            return EventPage.objects.get(pk=known.made.pk).edition
    return None


def import_reading(reading: Reading, *, edition: EditionPage, options: Options) -> Report:
    """Import what was read, as `import_events` does."""
    report = import_records(reading.events, edition=edition, options=options)
    for name, reason in reading.refused:
        report.read += 1
        report.refuse(name, translated(reason))
    for message in reading.notes:
        report.warn(options.file or "-", translated(message))
    for sentence in _gone(reading.events, edition, options):
        report.warn(options.file, sentence)
    return report


def import_records(records: Iterable[EventRecord], *, edition: EditionPage, options: Options) -> Report:
    """Import events that were read, each alone. Raises Frozen."""
    here = Here()
    with import_run(EventPage, dry_run=options.dry_run) as run:
        for record in records:
            run.bring_in(called(record), partial(_EventAttempt, record, edition, options, here))
            if options.dry_run:
                here.forget_places()
    run.report.read += len(run.report.refused)
    return run.report


def called(record: EventRecord) -> str:
    """What an event is called in reports: its title and its identifier."""
    return f"{record.title[:LONGEST_TITLE_TOLD]} [{record.uid}]"


def source_of(uid: str) -> str:
    """The source that the record of an import knows an event by."""
    source = f"event:{uid}"
    return source if len(source) <= LONGEST_SOURCE else f"event:{fingerprint(uid)}"


class _EventAttempt(Attempt):
    def __init__(self, record: EventRecord, edition: EditionPage, options: Options, here: Here) -> None:
        super().__init__()
        self.record, self.edition, self.options, self.here = record, edition, options, here
        self.source = source_of(record.uid)
        self.matching = Matching(here, self.notes)

    def prepare(self) -> None:
        self.digest = fingerprint(READER, repr(self.record), self.edition.slug)
        self.notes += [translated(sentence) for sentence in self.record.notes]

    def delete_unsaved_files(self) -> None:
        self.here.forget_places()

    def save(self) -> Imported:
        try:
            return self._save()
        except NotPublishable as error:
            raise ValidationError(error.messages) from error
        except NotPossible as error:
            raise ValidationError(str(error)) from error

    def _save(self) -> Imported:
        known = ImportRecord.objects.known(self.source)
        if self.record.cancels is not None:
            return self._cancel(known, self.record.cancels)
        if stays_deleted(known, bring_back=self.options.bring_back):
            self.notes.append(deleted_here())
            return Imported("unchanged", self.record.title)
        if known is None and (own := self._own_event()):
            self.notes.append(_("This event was written on this site, or came in from another file: it was left as "
                                "it is."))  # fmt: skip
            return Imported("unchanged", own.title, own.pk)
        if known is None or known.was_deleted:
            return self._create()
        if known.digest == self.digest:
            return Imported("unchanged", known.made.title, known.page_id)
        return self._update(known)

    def _own_event(self) -> EventPage | None:
        """The event of this very site that the file gives back, by the UUID of an occurrence or of the event."""
        found = {uuid for name in (self.record.uid, *(time.key for time in self.record.times))
                 if (uuid := _uuid_in(name))}  # fmt: skip
        if not found:
            keys = [time.key for time in self.record.times if time.key]
            return EventPage.objects.filter(occurrences__origin_uid__in=keys).first() if keys else None
        by_time = Occurrence.objects.filter(uuid__in=found).select_related("event").first()
        return by_time.event if by_time else EventPage.objects.filter(uuid__in=found).first()

    def _create(self) -> Imported:
        times, reasons = possible_times(self.record.times, self.edition, self.matching)
        if not times:
            raise ValidationError(reasons or [_("It has no date that can be read.")])
        self.notes += reasons
        fields = self._fields()
        lines = [
            EventAccess(aspect=aspect, answer=answer, description=description, sort_order=order)
            for order, (aspect, answer, description) in enumerate(self.record.access)
        ]
        event = create_event(
            self.edition, themes=self.themes, associations=self.associations, access_lines=lines, **fields
        )
        add_times(event, times, self.matching)
        if self._is_to_be_public(event):
            # The revision that was just made, weighed here: neither is worked out again.
            event = publish_event(event, revision=event.latest_revision, problems={})
            self._tell(event)
        self._remember(event)
        return Imported("created", event.title, event.pk)

    def _update(self, known: ImportRecord) -> Imported:
        event = EventPage.objects.get(pk=known.made.pk)
        times, reasons = possible_times(self.record.times, event.edition, self.matching)
        self.notes += reasons
        changed = bring_times(event, times, self.matching, since=known.imported_at)
        if known.revision_id != event.latest_revision_id:
            self.notes.append(edited_here())
        else:
            changed |= self._rewrite(event)
        self._remember(EventPage.objects.get(pk=event.pk))
        return Imported("updated" if changed else "unchanged", event.title, event.pk)

    def _cancel(self, known: ImportRecord | None, keys: tuple[str, ...]) -> Imported:
        """Nothing but states: a message that cancels says neither the text nor the other times."""
        if known is None or known.was_deleted:
            raise ValidationError(_("It is cancelled, and it is not known here: nothing was done."))
        event = EventPage.objects.get(pk=known.made.pk)
        left = event.occurrences.exclude(status=Status.CANCELLED)
        left = left.filter(origin_uid__in=keys) if keys else left
        for occurrence in left:
            set_status(occurrence, Status.CANCELLED)
        return Imported("updated" if left else "unchanged", event.title, event.pk)

    def _rewrite(self, event: EventPage) -> bool:
        """Its text as the file has it now; whether it differs."""
        fields = self._fields()
        before = _told(event)
        for name, value in fields.items():
            setattr(event, name, value)
        event.themes.set(self.themes)
        event.associations.set(self.associations)
        if _told(event) == before:
            return False
        event.clean_fields(exclude=("path", "depth", "locale"))
        if event.live:
            publish_event(event)
        else:
            event.save_revision(clean=False)
        return True

    def _fields(self) -> dict[str, Any]:
        record = self.record
        self.themes = self.matching.themes(record)
        self.associations, others = self.matching.organisers(record)
        organisers = [one.title for one in self.associations] or [*record.organisers[:20]]
        names = [*record.authors[:20]] or organisers or [*record.people[:20]]
        credits = [{"name": name, "role": "author", "url": ""} for name in names] or self.edition.credits
        kind = record.kind or self._guessed_kind()
        works: Any = EventPage._meta.get_field("works")
        return {
            "title": record.title, "one_sentence": record.one_sentence, "body": _html(record), "kind": kind,
            "audience": list(record.audience), "age_min": record.age_min, "age_max": record.age_max,
            "price": record.price or Price.FREE, "price_note": record.price_note,
            "registration": record.registration or Registration.NONE, "registration_url": record.registration_url,
            "registration_contact": record.registration_contact, "capacity": record.capacity,
            "other_organisers": others, "language": record.language or "fr",
            "licence": self.matching.licence(record, otherwise=self.edition.licence), "credits": credits,
            "access_note": record.access_note, "works": works.to_python(self.matching.works(record)),
        }  # fmt: skip

    def _guessed_kind(self) -> str:
        """Nothing is said: what lasts for days is an exhibition, anything else is told as other."""
        long = any(time.all_day and (time.ends_at - time.starts_at).days > 1 for time in self.record.times)
        return Kind.EXHIBITION if long else Kind.OTHER

    def _is_to_be_public(self, event: EventPage) -> bool:
        if not self.options.publish or not self.edition.live:
            return False
        problems = event.publication_problems()
        if problems:
            reasons = " ".join(str(sentence) for messages in problems.values() for sentence in messages)
            self.notes.append(_("Kept as a draft. %(reasons)s") % {"reasons": reasons})
        return not problems

    def _tell(self, event: EventPage) -> None:
        """Visitors know the programme already: each new time of an event to come is told."""
        if not self.edition.all_year and not self.edition.releases.exists():
            return
        for occurrence in event.occurrences.filter(ends_at__gt=timezone.now()):
            note(event, NoticeKind.NEW, occurrence=occurrence)

    def _remember(self, event: EventPage) -> None:
        ImportRecord.objects.remember(
            event, source=self.source, file=self.options.file, digest=self.digest,
            revision=event.get_latest_revision(),
        )  # fmt: skip


def _told(event: EventPage) -> list[str]:
    values = [str(event.works.get_prep_value()) if name == "works" else str(getattr(event, name)) for name in TEXT]
    return [*values, *(str(sorted(one.pk for one in many.all())) for many in (event.themes, event.associations))]


def _html(record: EventRecord) -> str:
    """Its text as rich text: lines stay lines, and the address where more is told comes last."""
    lines = record.body.replace("\n", "  \n").replace("  \n  \n", "\n\n")
    more = f"\n\n<{record.url}>" if record.url and record.url not in record.body else ""
    return description_html(lines + more)


def _uuid_in(name: str) -> UUID | None:
    """The UUID that an identifier of ours is, or holds: “occ-<uuid>@domain”."""
    try:
        return UUID(name.partition("@")[0].removeprefix("occ-").rpartition(":")[2])
    except ValueError:
        return None


def _gone(records: list[EventRecord], edition: EditionPage, options: Options) -> list[str]:
    """A sentence for each event that came from this file, is to come by what the file tells, and is not in it."""
    if not options.file or not records:
        return []
    starts = [time.starts_at.replace(tzinfo=time.starts_at.tzinfo or edition.zone)
              for record in records for time in record.times]  # fmt: skip
    if not starts or any(record.cancels is not None for record in records):
        return []
    first = min(starts)
    sources = {source_of(record.uid) for record in records}
    events = EventPage.objects.child_of(edition).filter(
        import_record__file=options.file, occurrences__ends_at__gt=first
    )  # fmt: skip
    gone = events.exclude(import_record__source__in=sources).distinct().order_by("title")
    return [_("“%(title)s” is not in the file any more: it was left as it is.") % {"title": one.title} for one in gone]
