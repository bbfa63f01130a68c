"""A guide as plain values that `exporting` writes in every format: what anybody may see of it, and nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from commons.guides.context.facts import facts, practical_facts, without_empty
from commons.guides.context.materials import materials
from commons.guides.context.steps import BEFORE_STEPS, section_title
from commons.guides.domain.conversion import guide_to_document
from commons.guides.enums import FileRole, SectionKind
from commons.guides.exchange.markdown import write_markdown
from commons.guides.queries import in_the_open
from commons.guides.references import shown_by
from commons.library.credited import credited_work, prepare_credits
from commons.library.domain.records import OF_A_STEP
from commons.lineage.domain.adapting import public_version
from design.addresses import full_address
from exporting.bundle import Asset, Bundle, Needed, Passage, Sheet, Step
from exporting.wording import in_words_of, spoken
from markup.typography import measured, number, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commons.guides.domain.materials import Needed as Counted
    from commons.guides.exchange.document import GuideDocument, Section
    from commons.guides.models import GuidePage
    from commons.library.record import Attachment, Picture
    from legaltools.credit import Work

# Read by whoever takes part: the others tell how to run it.
FOR_PARTICIPANTS = {
    SectionKind.INTRODUCTION, SectionKind.SAFETY, SectionKind.GLOSSARY, SectionKind.FURTHER, SectionKind.SOURCES,
    SectionKind.OTHER,
}  # fmt: skip


def bundle_of(guide: GuidePage, *, participants: int | None = None) -> Bundle:
    """The guide by itself; its materials are counted for so many participants, else as its page counts them."""
    sheet = sheet_of(guide, participants=participants)
    return Bundle(
        slug=sheet.slug,
        title=sheet.title,
        language=sheet.language,
        url=sheet.url,
        work=sheet.work,
        entries=(sheet,),
        lead=sheet.lead,
        version=sheet.version,
        updated=sheet.updated,
        palette=guide.theme,
        publisher=settings.SITE_NAME,
        publisher_url=settings.BASE_URL,
        uuid=sheet.uuid,
    )


def sheet_of(guide: GuidePage, *, participants: int | None = None, remark: str = "") -> Sheet:
    """The guide as one sheet of a kit, or of a bundle of its own; `remark` says why it is in a kit."""
    document, works = guide_to_document(guide), _works(guide)
    with in_words_of(guide.language):
        return _sheet(guide, document, works, participants=participants, remark=remark)


def _works(guide: GuidePage) -> dict[str, Work]:
    """Of its pictures and files, by uuid: credited with their page in the pool, as on the page of the guide."""
    rows = in_the_open(shown_by(guide).parts)
    prepare_credits(rows)
    return {str(row.uuid): credited_work(row) for row in rows}


def _sheet(
    guide: GuidePage, document: GuideDocument, works: Mapping[str, Work], *, participants: int | None, remark: str
) -> Sheet:
    language = spoken(guide.language)
    counted = materials(guide, participants=participants)
    return Sheet(
        slug=guide.slug,
        uuid=str(guide.uuid),
        title=_typeset(guide.title, guide),
        language=guide.language,
        url=full_address(guide),
        work=guide.as_work(),
        lead=_typeset(guide.one_sentence, guide),
        facts=tuple(_facts(guide, language)),
        before=tuple(_before(guide, document)),
        needed=tuple(_needed(item, guide) for item in counted["materials"]),
        participants=counted["participants"],
        steps=tuple(_steps(guide, document)),
        after=tuple(_after(guide, document)),
        pictures=tuple(_picture(picture, works[picture.uuid]) for picture in document.pictures),
        files=tuple(_file(file, works[file.uuid]) for file in document.files),
        cover=document.cover,
        markdown=write_markdown(document),
        version=guide.version,
        number=_number(guide),
        updated=localdate(guide.last_published_at) if guide.last_published_at else None,
        remark=remark,
    )


def _number(guide: GuidePage) -> int | None:
    version = public_version(guide)
    return version.number if version else None


def _typeset(text: str, guide: GuidePage) -> str:
    return typeset(text, language=guide.language)


def _facts(guide: GuidePage, language: str) -> Iterator[tuple[str, str]]:
    for row in without_empty(facts(guide, language) + practical_facts(guide, language)):
        detail = row.get("detail")
        yield row["label"], f"{row['value']} ({detail})" if detail else row["value"]


def _before(guide: GuidePage, document: GuideDocument) -> Iterator[Passage]:
    yield from _list(_("What people leave with"), guide.objectives, guide)
    yield from _list(_("Starting questions"), guide.questions, guide)
    yield from (_passage(section, guide) for section in document.sections if section.kind in BEFORE_STEPS)


def _after(guide: GuidePage, document: GuideDocument) -> Iterator[Passage]:
    yield from _list(_("To remember"), guide.key_points, guide)
    yield from (_passage(section, guide) for section in document.sections if section.kind not in BEFORE_STEPS)


def _list(title: str, lines: Iterable[str], guide: GuidePage) -> Iterator[Passage]:
    items = "".join(f"<li>{escape(_typeset(line, guide))}</li>" for line in lines)
    if items:
        yield Passage(title=title, html=f"<ul>{items}</ul>")


def _passage(section: Section, guide: GuidePage) -> Passage:
    title = section_title({"kind": section.kind, "title": section.title})
    return Passage(
        title=_typeset(title, guide),
        html=_typeset(section.text, guide),
        for_participants=section.kind in FOR_PARTICIPANTS,
    )


def _steps(guide: GuidePage, document: GuideDocument) -> Iterator[Step]:
    for step in document.steps:
        yield Step(
            title=_typeset(step.title, guide),
            html=_typeset(step.text, guide),
            note=_typeset(step.note, guide),
            minutes=step.minutes,
            files=step.files,
        )


def _needed(item: Counted, guide: GuidePage) -> Needed:
    """As components/materials.html says it: "12 ×" before what is counted, "1,5" before "m de ficelle"."""
    language = spoken(guide.language)
    name = measured(item.name, item.unit, language=language) if item.unit else item.name
    quantity = number(item.quantity, language=language) if item.quantity is not None else ""
    return Needed(
        name=_typeset(name, guide),
        quantity=f"{quantity} ×" if quantity and not item.unit else quantity,
        note=_typeset(item.note, guide),
        url=item.url,
    )


def _picture(picture: Picture, work: Work) -> Asset:
    return Asset(
        path=picture.path,
        file=picture.file,
        work=work,
        uuid=picture.uuid,
        alt=picture.alt,
        is_decorative=picture.decorative,
    )


def _file(file: Attachment, work: Work) -> Asset:
    purpose = "" if file.role == OF_A_STEP else str(FileRole(file.role).label)
    copies = ", ".join(filter(None, (file.copies, _("two-sided") if file.two_sided else "")))
    said = f"{purpose} ({copies})" if purpose and copies else purpose or copies
    return Asset(path=file.path, file=file.file, work=work, uuid=file.uuid, purpose=said)
