"""A guide of the site as the neutral document that leaves it, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from commons.guides.exchange.document import GuideDocument, Material, Section, Step
from commons.guides.models import GuidePage
from commons.guides.queries import in_the_open, public_guides
from commons.guides.references import documents_of, pictures_of, source, texts_of
from commons.library.domain.records import OF_A_STEP, attachment_of, origins, picture_of, source_rows
from commons.library.models import Theme
from commons.library.queries import open_pages
from commons.library.record import Attachment, Credit, Picture
from exporting.names import Names
from markup.references import keys_in, to_portable, to_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commons.library.domain.ingest import Library

Item = TypeVar("Item", Picture, Attachment)
# Fields that mean the same, under the same name, on both sides.
SHARED = (
    "title", "language", "one_sentence", "summary", "kind", "age_min", "age_max", "group_min", "group_max",
    "facilitators", "difficulty", "facilitation_level", "preparation_minutes", "cost", "cost_note", "internet",
    "remote", "licence", "source_url", "year", "changes", "version",
)  # fmt: skip
LISTS = ("objectives", "questions", "key_points", "audience", "help_wanted")

_check_address = URLValidator(schemes=["http", "https"])


def guide_to_document(guide: GuidePage) -> GuideDocument:
    """The whole of a guide as a `GuideDocument`; pictures and files keep a path to their bytes."""
    pictures = _named("images", {picture.pk: picture_of(picture) for picture in in_the_open(pictures_of(guide))})
    roles = {block.value["document"].pk: block.value for block in guide.files if block.value["document"]}
    documents = in_the_open(documents_of(guide))
    files = _named("files", {one.pk: attachment_of(one, roles.get(one.pk)) for one in documents})
    paths = _Paths(
        {pk: item.path for pk, item in pictures.items()},
        {pk: item.path for pk, item in files.items()},
        open_pages({key for text in texts_of(guide) for key in keys_in(text)["page"]}),
    )
    same: dict[str, Any] = {name: getattr(guide, name) for name in SHARED}
    return GuideDocument(
        **same | {name: tuple(getattr(guide, name)) for name in LISTS},
        uuid=str(guide.uuid),
        slug=guide.slug,
        translation_of=_public_slug(guide.translation_of_id),
        themes=tuple(theme.slug for theme in guide.themes.all()),
        tags=tuple(sorted(tag.name for tag in guide.tags.all())),
        minutes=guide.stated_minutes,
        materials=tuple(_material(block.value) for block in guide.materials),
        steps=tuple(_step(block.value, paths) for block in guide.steps),
        sections=tuple(_section(block.value, paths) for block in guide.sections),
        files=tuple(files.values()),
        pictures=tuple(pictures.values()),
        cover=pictures[guide.cover_id].path if guide.cover_id in pictures else "",
        credits=tuple(Credit(**row) for row in guide.credits),
        sources=origins(guide.sources),
        association=guide.sharer.slug if guide.sharer else "",
        tested_on=guide.tested_on.isoformat() if guide.tested_on else "",
    )


def _named(folder: str, items: Mapping[int, Item]) -> dict[int, Item]:
    """Each under a name that no other has, on disks that know no capitals either."""
    names = Names()
    return {pk: replace(item, path=f"{folder}/{names.take(item.path)}") for pk, item in items.items()}


def _public_slug(original: int | None) -> str:
    slug = original and public_guides().filter(pk=original).values_list("slug", flat=True).first()
    return slug or ""


class _Paths:
    """Stored references to library items, as the paths that a document uses."""

    def __init__(self, pictures: Mapping[int, str], files: Mapping[int, str], pages: Mapping[int, str]) -> None:
        self.pictures = pictures
        self.files = files
        self.pages = pages

    def portable(self, value: Any) -> str:
        """A text whose links and pictures are those that the public may fetch; of other links, the words."""
        return to_portable(source(value), picture=self.pictures.get, document=self.files.get, page=self.pages.get)


def _material(value: Mapping[str, Any]) -> Material:
    return Material(
        name=value["name"], quantity=value["quantity"], unit=value.get("unit") or "", per=value["per"],
        group_size=value["group_size"], note=value["note"] or "", url=value["url"] or "",
    )  # fmt: skip


def _step(value: Mapping[str, Any], paths: _Paths) -> Step:
    return Step(
        title=value["title"],
        minutes=value["minutes"],
        text=paths.portable(value["text"]),
        note=paths.portable(value["note"]),
        files=tuple(paths.files[document.pk] for document in value["files"] if document and document.pk in paths.files),
    )


def _section(value: Mapping[str, Any], paths: _Paths) -> Section:
    return Section(kind=value["kind"], title=value["title"] or "", text=paths.portable(value["text"]))


def fill_guide(guide: GuidePage, document: GuideDocument, *, library: Library) -> list[str]:
    """Write every field of `document` into `guide`, in memory; nothing but library items is saved.

    Returns warnings as sentences: a theme or a picture that is not there. The association is the caller's to set.
    """
    warnings: list[str] = []
    for name in SHARED:
        setattr(guide, name, getattr(document, name))
    for name in LISTS:
        setattr(guide, name, list(getattr(document, name)))
    guide.credits = [{"name": row.name, "role": row.role, "url": row.url} for row in document.credits]
    guide.sources = source_rows(document.sources)
    guide.stated_minutes = document.minutes
    guide.tested_on, late = _date(document.tested_on)
    warnings += late
    warnings += _take_original(guide, document.translation_of)
    themes = {theme.slug: theme for theme in Theme.objects.filter(slug__in=document.themes)}
    missing = [slug for slug in document.themes if slug not in themes]
    warnings += [_("There is no theme “%(slug)s” here: left out.") % {"slug": slug} for slug in missing]
    guide.themes.set([themes[slug] for slug in document.themes if slug in themes])
    guide.tags.set(list(document.tags))
    warnings += library.ingest(
        pictures=document.pictures, files=document.files, title=document.title, language=document.language
    )
    guide.cover = library.pictures.get(document.cover)
    guide.materials = [("material", _material_value(item)) for item in document.materials]
    guide.steps = [("step", _step_value(step, library)) for step in document.steps]
    guide.sections = [("section", _section_value(section, library)) for section in document.sections]
    guide.files = [("file", value) for value in _file_values(document, library)]
    return warnings


def _take_original(guide: GuidePage, slug: str) -> list[str]:
    """What it translates; the original of an original when that one is a translation too."""
    original = GuidePage.objects.filter(slug=slug).exclude(pk=guide.pk).first() if slug else None
    guide.translation_of = (original.translation_of or original) if original else None
    if slug and not original:
        return [_("There is no guide “%(slug)s” here for it to be a translation of: left out.") % {"slug": slug}]
    return []


def _date(text: str) -> tuple[date | None, list[str]]:
    try:
        return (date.fromisoformat(text) if text else None), []
    except ValueError:
        return None, [_("“%(text)s” is not a date such as 2026-10-03: left out.") % {"text": text}]


def _material_value(item: Material) -> dict[str, Any]:
    """What the editing form would store. Raises ValidationError for a link that it would refuse, a script for one."""
    try:
        if item.url:
            _check_address(item.url)
    except ValidationError as error:
        message = _("The link of %(name)s must be a full address, with https://.")
        raise ValidationError(message % {"name": item.name}) from error
    return {name: getattr(item, name) for name in ("name", "quantity", "unit", "per", "group_size", "note", "url")}


def _step_value(step: Step, library: Library) -> dict[str, Any]:
    return {
        "title": step.title,
        "minutes": step.minutes,
        "text": stored(step.text, library),
        "note": stored(step.note, library),
        "files": [library.files[path] for path in step.files if path in library.files],
    }


def _section_value(section: Section, library: Library) -> dict[str, Any]:
    return {"kind": section.kind, "title": section.title, "text": stored(section.text, library)}


def _file_values(document: GuideDocument, library: Library) -> list[dict[str, Any]]:
    return [
        {"document": library.files[item.path], "role": item.role, "copies": item.copies, "two_sided": item.two_sided}
        for item in document.files
        if item.path in library.files and item.role != OF_A_STEP
    ]


def stored(html: str, library: Library) -> Any:
    """A document's text as Wagtail stores it: pictures and files by their ids.

    A picture that the library lacks is left out; a link to a file that it lacks leaves its words.
    """

    def key_in(items: Mapping[str, Any]) -> Callable[[str], int | None]:
        return lambda path: items[path].pk if path in items else None

    return RichText(to_stored(html, picture=key_in(library.pictures), document=key_in(library.files)))
