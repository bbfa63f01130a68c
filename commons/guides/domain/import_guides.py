"""Guides come in from files: read, compared with what is here, created or updated, and every decision reported."""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass, field
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commons.guides.domain.block_validation import check_lists, check_rows
from commons.guides.domain.conversion import fill_guide
from commons.guides.domain.fingerprint import digest_of
from commons.guides.domain.identity import Identity, guide_of, identify
from commons.guides.domain.publishing import check_guide
from commons.guides.exchange.formats import guide_formats
from commons.guides.models import GuideIndexPage, GuidePage
from commons.library.domain.ingest import Library
from community.queries import associations_one_may_sign_for, public_associations
from community.renditions import drawn_when_published
from importing.formats import AUTO, passed_over
from importing.models import ImportRecord
from importing.report import Report, reason_of, said
from importing.tasks import each_task_once
from licences.domain.messages import sentences
from search import indexing
from web.concurrency.conflicts import came_second

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from commons.guides.domain.publishing import GuideCheck
    from commons.guides.exchange.document import GuideDocument, Reading
    from community.models import AssociationPage, User
    from importing.formats import ImportSource
    from importing.report import Outcome
    from licences.domain.compliance import Compliance

__all__ = ["Options", "Report", "import_guides"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Options:
    """`licence` is for works that state none, `association` signs every guide, `publish` makes public what may be."""

    format: str = AUTO
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
    seen: dict[str, ImportSource] = {}
    sources = _originals_first(guide_formats.find_sources(path, format=options.format))
    report.passed_over = passed_over(path, sources)
    with indexing.paused(), drawn_when_published():
        for number, source in enumerate(sources, start=1):
            progress(number, source.name)
            _import_alone(source, index=index, options=options, report=report, seen=seen)
    return report


def _originals_first(sources: Iterable[ImportSource]) -> list[ImportSource]:
    """A translation finds its original here when both come in together; otherwise the order is that of the files."""
    return sorted(sources, key=lambda source: source.format.is_translation(source.path))


@dataclass(slots=True)
class _Work:
    """One source, read and weighed before anything is locked: what it says, and what the report will say of it."""

    reading: Reading
    document: GuideDocument
    identity: Identity
    digest: str
    association: AssociationPage | None
    library: Library
    notes: list[str] = field(default_factory=list)


def _import_alone(
    source: ImportSource, *, index: GuideIndexPage, options: Options, report: Report, seen: dict[str, ImportSource]
) -> None:
    """One source in its own transaction: whatever happens to it, the report says so and the others go on.

    All that can be slow (reading, opening pictures) comes before the transaction: meanwhile others may save.
    """
    try:
        try:
            work, outcome, guide = _attempt(source, index=index, options=options, seen=seen)
        except (IntegrityError, ValidationError) as error:
            if not came_second(error):
                raise
            # Somebody brings in the same at this moment: now it is there, and is found.
            work, outcome, guide = _attempt(source, index=index, options=options, seen=seen)
    except Exception as error:  # noqa: BLE001 -- one bad source never stops the others
        report.refuse(source.name, reason_of(error, model=GuidePage) or _unforeseen(error))
        return
    report.count(outcome, source=source.name, title=guide.title, page=None if options.dry_run else guide.pk)
    for note in dict.fromkeys(work.notes):
        report.warn(source.name, note)


def _attempt(
    source: ImportSource, *, index: GuideIndexPage, options: Options, seen: dict[str, ImportSource]
) -> tuple[_Work, Outcome, GuidePage]:
    library = Library(user=options.user)
    try:
        work = _prepared(source, library=library, options=options, seen=seen)
        with transaction.atomic():
            with each_task_once():
                outcome, guide = _import_one(work, source=source, index=index, options=options)
            transaction.set_rollback(options.dry_run)
    except Exception:
        library.forget_created()
        raise
    if options.dry_run:
        library.forget_created()
    return work, outcome, guide


def _unforeseen(error: Exception) -> str:
    logger.error("A guide could not be imported.", exc_info=error)
    return _("Something unforeseen went wrong with this file: tell whoever looks after the site, whose log says what.")


def _prepared(source: ImportSource, *, library: Library, options: Options, seen: dict[str, ImportSource]) -> _Work:
    reading: Reading = source.read()
    check_lists(reading.guide)
    notes = [said(warning) for warning in reading.warnings]
    document = _with_options(reading, source=source, options=options, notes=notes)
    identity = identify(reading, source=source)
    _once_a_run(identity, document.uuid, source=source, seen=seen)
    association = options.association or _association_of(document, user=options.user, notes=notes)
    library.check(document.pictures)
    notes += [identity.note] if identity.note else []
    return _Work(reading, document, identity, digest_of(document, association=association), association, library, notes)


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


def _import_one(
    work: _Work, *, source: ImportSource, index: GuideIndexPage, options: Options
) -> tuple[Outcome, GuidePage]:
    document, record, notes = work.document, work.identity.record, work.notes
    if not document.licence and not options.publish:
        notes.append(_("Saved as a draft: choose its licence before publishing."))
    notes += _held_back(work.reading, record)
    if record and record.digest == work.digest:
        guide = guide_of(record)
        return _publish_later(guide, work=work, options=options), guide
    guide = _guide_for(work, source=source, index=index)
    created = guide.pk is None
    if not created and options.user:
        _may_change(guide, user=options.user)
    # A guide of that name which no import brought was written here.
    edited_here = not created and (record is None or record.revision_id != guide.latest_revision_id)
    notes += fill_guide(guide, document, library=work.library)
    guide.association = work.association or guide.association
    _save(guide, index=index, user=options.user)
    revision = guide.save_revision(user=options.user, clean=False)
    _remember(work, guide=guide, revision=revision)
    check = check_guide(guide)
    notes += _of_compliance(check.compliance, options=options)
    if created and not work.identity.note:
        notes += _of_the_same_title(guide, user=options.user)
    if edited_here:
        notes.append(_("It was edited here since the last import: saved as a draft, to be compared."))
    elif options.publish and not work.reading.held_back:
        _publish(guide, revision, check=check, notes=notes, user=options.user)
    return ("created" if created else "updated"), guide


def _held_back(reading: Reading, record: ImportRecord | None) -> list[str]:
    if not reading.held_back:
        return []
    still = [_("It is still public here: withdraw it if you agree with its source.")]
    return [said(reading.held_back), *(still if record and record.page.live else [])]


def _remember(work: _Work, *, guide: GuidePage, revision: Any) -> None:
    words = "" if work.document.licence else said(work.reading.stated_licence)[:500]
    values = {"source": work.identity.name, "digest": work.digest, "revision": revision, "stated_licence": words}
    ImportRecord.objects.update_or_create(page=guide, defaults=values)


def _may_change(guide: GuidePage, *, user: User) -> None:
    """Whoever may add a guide may not, by the name of a file, write over somebody else's. A command has no user."""
    permissions = guide.permissions_for_user(user)
    if not permissions.can_edit() or permissions.page_locked():
        message = _(
            "The guide “%(title)s” is already here under that name or “uuid”, and you may not change it: give yours "
            "another name, and take its “uuid” out."
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


def _publish_later(guide: GuidePage, *, work: _Work, options: Options) -> Outcome:
    """The source says what it said; what an earlier run kept as a draft is published if it now may be."""
    if guide.live or not options.publish or work.reading.held_back:
        return "unchanged"
    revision = guide.get_latest_revision()
    draft = revision.as_object()
    published = _publish(draft, revision, check=check_guide(draft), notes=work.notes, user=options.user)
    return "updated" if published else "unchanged"


def _with_options(reading: Reading, *, source: ImportSource, options: Options, notes: list[str]) -> GuideDocument:
    document = reading.guide
    if not document.licence and options.licence:
        document = dataclasses.replace(document, licence=_by_hand(reading, options.licence, notes=notes))
    if source.format.whole_work and document.licence:
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
    values = {"key": key, "words": said(reading.stated_licence)}
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


def _guide_for(work: _Work, *, source: ImportSource, index: GuideIndexPage) -> GuidePage:
    """The guide that this source became, or that it gives the uuid of, or for our own format the one of that name.

    A new one otherwise, which keeps the uuid that the source gives.
    """
    document, identity = work.document, work.identity
    if known := identity.guide or (identity.record and guide_of(identity.record)):
        return known.get_latest_revision_as_object()
    here = GuidePage.objects.child_of(index)
    if source.format.own and document.slug:
        same = here.filter(slug=document.slug, import_record=None).first()
        if same:
            return same.get_latest_revision_as_object()
    brought = {"uuid": UUID(document.uuid)} if document.uuid else {}
    return GuidePage(slug=_free_slug(document, index=index), live=False, **brought)


def _free_slug(document: GuideDocument, *, index: GuideIndexPage) -> str:
    base = (document.slug or slugify(document.title))[:240] or "fiche"
    taken = set(GuidePage.objects.child_of(index).filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{number}" for number in count(2))) if slug not in taken)


def _save(guide: GuidePage, *, index: GuideIndexPage, user: User | None) -> None:
    """A draft may lack anything, but what it has must be sound. A live guide's page waits for its publication."""
    if guide.pk is None:
        guide.owner = user
        index.add_child(instance=guide)
    elif not guide.live:
        guide.save()
    check_rows(guide)
    guide.full_clean(exclude=[field.name for field in guide._meta.fields if not getattr(guide, field.attname, None)])


def _of_compliance(compliance: Compliance, *, options: Options) -> list[str]:
    """What is not known of its sources; what they forbid too, unless trying to publish it will say so."""
    return sentences(compliance, *(("unknown",) if options.publish else ("no", "discouraged", "unknown")))


def _of_the_same_title(guide: GuidePage, *, user: User | None) -> list[str]:
    """A file that was renamed, or comes in from elsewhere, is another source: whoever sent it knows which it is.

    Drafts of others are not named; a command sees them all.
    """
    others = GuidePage.objects.filter(title__iexact=guide.title).exclude(pk=guide.pk)
    if user:
        others = others.filter(Q(live=True) | Q(owner=user))
    other = others.order_by("pk").first()
    if other is None:
        return []
    sentence = _(
        "A guide called “%(title)s” is already here, at %(address)s. If this is the same one, keep one of them."
    )
    return [sentence % {"title": other.title, "address": other.url or other.slug}]


def _publish(guide: GuidePage, revision: Any, *, check: GuideCheck, notes: list[str], user: User | None) -> bool:
    """Publish what `check` was made of, unless it found something."""
    if check.problems:
        sentences = " ".join(str(sentence) for messages in check.problems.values() for sentence in messages)
        notes.append(_("Kept as a draft. %(reasons)s") % {"reasons": sentences})
        return False
    guide.publish(revision, problems=check.problems, user=user, skip_permission_checks=True)
    return True
