"""Guides come in from files: read, compared with what is here, created or updated, and every decision reported."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commons.domain.checking import check_rows
from commons.domain.digests import digest_of
from commons.domain.documents import fill_guide
from commons.domain.library import Library
from commons.domain.publishing import guide_problems
from commons.exchange.detect import find_sources, read
from commons.exchange.document import UnreadableGuide
from commons.exchange.messages import Message
from commons.models import GuideIndexPage, GuidePage, ImportRecord
from commons.parts import documents_of, pictures_of
from community.queries import associations_one_may_sign_for, public_associations
from licences.domain.guarding import judge
from licences.domain.saying import sentences
from search import indexing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commons.exchange.detect import Source
    from commons.exchange.document import GuideDocument, Reading
    from community.models import AssociationPage, User

logger = logging.getLogger(__name__)

Outcome = Literal["created", "updated", "unchanged"]

# Formats whose pictures belong to the work, so that the work's licence is theirs unless they say otherwise.
WHOLE_WORKS = {"raspberrypi", "programming-historian"}


@dataclass(slots=True)
class Report:
    """What an import did; `as_dict` is the shape that `--json` prints."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        self.read += 1
        setattr(self, outcome, getattr(self, outcome) + 1)

    def warn(self, source: str, reason: str) -> None:
        self.warnings.append({"source": source, "reason": reason})

    def refuse(self, source: str, reason: str) -> None:
        self.refused.append({"source": source, "reason": reason})

    def as_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True)
class Options:
    """`licence` is for works that state none, `association` signs every guide, `publish` makes public what may be."""

    format: str = "auto"
    licence: str = ""
    association: AssociationPage | None = None
    publish: bool = False
    dry_run: bool = False
    user: User | None = None


def import_guides(
    path: Path, *, options: Options, progress: Callable[[int, str], None] = lambda _count, _source: None
) -> Report:
    """Import every guide found under `path` (a file or a folder).

    Each source stands alone: one that cannot be read or saved is refused with a reason, and the others go on. A source
    that has not changed since its last import changes nothing. With `dry_run` everything is tried and nothing kept.
    `progress` is called with the count so far and the name of each source. Raises GuideIndexPage.DoesNotExist when the
    site has no list of guides to put them in.
    """
    index = GuideIndexPage.objects.get()
    report = Report()
    with indexing.paused():
        for count, source in enumerate(find_sources(path, format=options.format), start=1):
            progress(count, source.name)
            _import_alone(source, index=index, options=options, report=report)
    return report


def _import_alone(source: Source, *, index: GuideIndexPage, options: Options, report: Report) -> None:
    """One source in its own transaction: whatever happens to it, the report says so and the others go on."""
    library = Library(user=options.user)
    notes: list[str] = []
    try:
        with transaction.atomic():
            outcome = _import_one(source, index=index, library=library, options=options, notes=notes)
            transaction.set_rollback(options.dry_run)
    except Exception as error:  # noqa: BLE001 -- one bad source never stops the others
        library.forget_created()
        report.refuse(source.name, _reason(error))
        return
    if options.dry_run:
        library.forget_created()
    report.count(outcome)
    for note in notes:
        report.warn(source.name, note)


def _reason(error: Exception) -> str:
    if isinstance(error, UnreadableGuide):
        return _said(error.message)
    if isinstance(error, ValidationError):
        return _sentences(error)
    if isinstance(error, OSError):
        return _("The file could not be read or stored: %(reason)s.") % {"reason": error.strerror or error}
    logger.error("A guide could not be imported.", exc_info=error)
    return _("Something unforeseen went wrong (%(error)s); the log has the details.") % {"error": type(error).__name__}


def _said(words: str) -> str:
    """A sentence of the readers in the language of whoever imports; words of the text as they are."""
    return words.said_in(get_language() or "en", gettext=_) if isinstance(words, Message) else words


def _sentences(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    said = {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return " ".join(words if name == NON_FIELD_ERRORS else f"{name}: {words}" for name, words in said.items())


def _import_one(
    source: Source, *, index: GuideIndexPage, library: Library, options: Options, notes: list[str]
) -> Outcome:
    reading = read(source)
    notes += map(_said, reading.warnings)
    document = _with_options(reading, source=source, options=options, notes=notes)
    name = _identity(document, source=source)
    record = ImportRecord.objects.select_related("guide").filter(source=name).first()
    association = options.association or _association_of(document, user=options.user, notes=notes)
    digest = digest_of(document, association=association)
    if not document.licence and not options.publish:
        notes.append(_("No licence is stated: saved as a draft. Choose one before publishing."))
    if record and record.digest == digest:
        return _publish_later(record.guide, options=options, notes=notes)
    guide = _guide_for(document, source=source, record=record, index=index)
    created = guide.pk is None
    if not created and options.user:
        _may_change(guide, user=options.user)
    # A guide of that name which no import brought was written here.
    edited_here = not created and (record is None or record.revision_id != guide.latest_revision_id)
    notes += fill_guide(guide, document, library=library)
    guide.association = association or guide.association
    _save(guide, index=index, user=options.user)
    revision = guide.save_revision(user=options.user, clean=False)
    ImportRecord.objects.update_or_create(
        guide=guide,
        defaults={
            "source": name,
            "digest": digest,
            "revision": revision,
            "stated_licence": "" if document.licence else _said(reading.stated_licence)[:500],
        },
    )
    notes += _of_the_guard(guide, options=options)
    if edited_here:
        notes.append(_("It was edited here since the last import: saved as a draft, to be compared."))
    elif options.publish:
        _publish(guide, revision, notes=notes, user=options.user)
    return "created" if created else "updated"


def _identity(document: GuideDocument, *, source: Source) -> str:
    """What makes two sources the same guide: in our own format its name, wherever the file lies; elsewhere the file."""
    own = source.format == "markdown"
    return f"{source.format}:{(document.slug or slugify(document.title)) if own else source.name}"


def _may_change(guide: GuidePage, *, user: User) -> None:
    """Whoever may add a guide may not, by the name of a file, write over somebody else's. A command has no user."""
    permissions = guide.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        message = _(
            "The guide “%(title)s” is already here under that name, and you may not change it: give yours another."
        )
        raise ValidationError(message % {"title": guide.title})


def _association_of(document: GuideDocument, *, user: User | None, notes: list[str]) -> AssociationPage | None:
    """The association that a text names, when whoever imports may sign for it; a command may for any in public.

    One that is not public is answered as one that is not there.
    """
    if not document.association:
        return None
    mine = associations_one_may_sign_for(user) if user else public_associations()
    found = mine.filter(slug=document.association).first()
    if found is None:
        words = {"slug": document.association}
        notes.append(_("“%(slug)s” is not an association that you may sign for here: left out.") % words)
    return found


def _publish_later(guide: GuidePage, *, options: Options, notes: list[str]) -> Outcome:
    """The source says what it said; what an earlier run kept as a draft is published if it now may be."""
    if guide.live or not options.publish:
        return "unchanged"
    revision = guide.get_latest_revision()
    return "updated" if _publish(revision.as_object(), revision, notes=notes, user=options.user) else "unchanged"


def _with_options(reading: Reading, *, source: Source, options: Options, notes: list[str]) -> GuideDocument:
    document = reading.guide
    if not document.licence and options.licence:
        document = dataclasses.replace(document, licence=_by_hand(reading, options.licence, notes=notes))
    if source.format in WHOLE_WORKS and document.licence:
        document = dataclasses.replace(
            document,
            pictures=tuple(_of_the_work(item, document) for item in document.pictures),
            files=tuple(_of_the_work(item, document) for item in document.files),
        )
    return document


def _by_hand(reading: Reading, key: str, *, notes: list[str]) -> str:
    """The licence that a person gives, unless the text states something else: its words win over the option."""
    if not reading.stated_licence:
        return key
    values = {"key": key, "words": _said(reading.stated_licence)}
    if key in reading.stated_candidates:
        notes.append(_("The licence was settled by hand as %(key)s. The text says: %(words)s.") % values)
        return key
    notes.append(_("%(key)s was not given to it, because the text says something else: %(words)s.") % values)
    return ""


def _of_the_work(item: Any, document: GuideDocument) -> Any:
    changes: dict[str, Any] = {}
    if not item.licence:
        changes["licence"] = document.licence
    if not item.credits:
        changes["credits"] = document.credits
    return dataclasses.replace(item, **changes)


def _guide_for(
    document: GuideDocument, *, source: Source, record: ImportRecord | None, index: GuideIndexPage
) -> GuidePage:
    """The guide that this source became, or for our own format the one of that name, or a new one."""
    if record:
        return record.guide.get_latest_revision_as_object()
    here = GuidePage.objects.child_of(index)
    if source.format == "markdown" and document.slug:
        same = here.filter(slug=document.slug, import_record=None).first()
        if same:
            return same.get_latest_revision_as_object()
    return GuidePage(slug=_free_slug(document, index=index), live=False)


def _free_slug(document: GuideDocument, *, index: GuideIndexPage) -> str:
    base = (document.slug or slugify(document.title))[:240] or "fiche"
    taken = set(GuidePage.objects.child_of(index).filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if slug not in taken)


def _save(guide: GuidePage, *, index: GuideIndexPage, user: User | None) -> None:
    """A draft may lack anything, but what it has must be sound. A live guide's page waits for its publication."""
    if guide.pk is None:
        guide.owner = user
        index.add_child(instance=guide)
    elif not guide.live:
        guide.save()
    check_rows(guide)
    guide.full_clean(exclude=[field.name for field in guide._meta.fields if not getattr(guide, field.attname, None)])


def _of_the_guard(guide: GuidePage, *, options: Options) -> list[str]:
    """What is not known of its sources; what they forbid too, unless trying to publish it will say so."""
    judgement = judge(guide, parts=[*pictures_of(guide), *documents_of(guide)])
    return sentences(judgement, *(("unknown",) if options.publish else ("no", "discouraged", "unknown")))


def _publish(guide: GuidePage, revision: Any, *, notes: list[str], user: User | None) -> bool:
    problems = guide_problems(guide)
    if problems:
        sentences = " ".join(str(sentence) for messages in problems.values() for sentence in messages)
        notes.append(_("Kept as a draft. %(reasons)s") % {"reasons": sentences})
        return False
    revision.publish(user=user, skip_permission_checks=True)
    return True
