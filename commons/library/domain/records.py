"""The record of a work, between the items of the pool and the documents that come in and go out."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commons.library.record import Attachment, Credit, Medium, Origin, Picture
from commons.library.site_address import root_url
from community.queries import may_be_named
from exporting.names import safe_name
from licences import public_items
from licences.domain.recognising import with_items
from licences.records.sources import source_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.library.models import LicensedDocument, LicensedImage, LinkedWork, MediaItem
    from commons.library.record import WorkRecord
    from licences.public_items import PublicItem

RECORD = ("title", "licence", "source_url", "year", "changes")

_ORIGIN_PARTS = tuple(field.name for field in dataclasses.fields(Origin))

# A file that a step or a text uses and that the guide does not list among the files of the kit.
OF_A_STEP = "step"


def record_of(item: WorkRecord, *, untitled: str) -> dict[str, Any]:
    """The fields of a licensed item, by name, as a document says them."""
    record = {name: getattr(item, name) for name in RECORD}
    record["title"] = (record["title"] or untitled)[:255]
    record["credits"] = [{"name": row.name, "role": row.role, "url": row.url} for row in item.credits]
    record["sources"] = source_rows(item.sources)
    return record


def source_rows(sources: Iterable[Origin]) -> list[dict[str, str]]:
    """The works that a document says it is made from, as an item of the pool keeps them."""
    return with_items(source_row(**dataclasses.asdict(source)) for source in sources)


def origins(rows: Iterable[Mapping[str, str]]) -> tuple[Origin, ...]:
    """The rows of an item as a document says them: of an item of this pool, its address and its uuid leave the site.

    No query unless a row names an item; one call to the providers of items then.
    """
    said = list(rows)
    named = {row["item"] for row in said if row.get("item")}
    public = public_items.items(named) if named else {}
    return tuple(_origin(row, public.get(row.get("item", ""))) for row in said)


def _origin(row: Mapping[str, str], item: PublicItem | None) -> Origin:
    said = {name: row.get(name, "") for name in _ORIGIN_PARTS}
    return Origin(**said | ({"uuid": item.uuid} if item else {}))


def settle_origins(origins: Iterable[Origin], numbers: Mapping[tuple[str, str], str]) -> tuple[Origin, ...]:
    """The same, those that are public here under the address that they have here.

    `numbers` gives, by uuid and number elsewhere, the number of that version here; without it the day alone says which
    version it was.
    """
    return tuple(_settled(origin, numbers) for origin in origins)


def _settled(origin: Origin, numbers: Mapping[tuple[str, str], str]) -> Origin:
    item = public_items.known_as(origin.uuid)
    if item is None or public_items.at(origin.url):
        return origin
    address = item.url if item.url.startswith("http") else f"{root_url()}{item.url}"
    number = numbers.get((origin.uuid, origin.version), "")
    return dataclasses.replace(origin, url=address, version=number, uuid="")


def _fields_of(item: LicensedImage | LicensedDocument | LinkedWork) -> dict[str, Any]:
    return {name: getattr(item, name) for name in RECORD} | {"uuid": str(item.uuid)}


def picture_of(image: LicensedImage) -> Picture:
    """A picture of the library as a document names it."""
    return Picture(
        path=f"images/{safe_name(image.file.name)}",
        file=_path(image),
        alt=image.description,
        decorative=image.is_decorative,
        credits=tuple(Credit(**row) for row in image.credits),
        sources=origins(image.sources),
        **_fields_of(image),
    )


def attachment_of(document: LicensedDocument, value: Mapping[str, Any] | None) -> Attachment:
    """A file of the library as a document names it, with what the guide says of it."""
    return Attachment(
        path=f"files/{safe_name(document.file.name)}",
        file=_path(document),
        role=value["role"] if value else OF_A_STEP,
        copies=(value["copies"] or "") if value else "",
        two_sided=bool(value and value["two_sided"]),
        credits=tuple(Credit(**row) for row in document.credits),
        sources=origins(document.sources),
        **_fields_of(document),
    )


def medium_of(item: MediaItem, *, path: str = "") -> Medium:
    """A media item by itself; `path` is where its file stands in an archive. Its association only if it is public."""
    row: Any = item.file_row
    is_signed = item.association is not None and may_be_named(item.association)
    return Medium(
        path=path,
        file=_path(row),
        kind=item.kind,
        slug=item.slug,
        language=item.language,
        alt=getattr(row, "description", ""),
        decorative=bool(getattr(row, "is_decorative", False)),
        description=item.description,
        transcript=item.transcript,
        made_with=item.made_with,
        association=item.association.slug if item.association and is_signed else "",
        themes=tuple(sorted(theme.slug for theme in item.themes.all())),
        tags=tuple(sorted(tag.name for tag in item.tags.all())),
        credits=tuple(Credit(**credit) for credit in row.credits),
        sources=origins(row.sources),
        **_fields_of(row),
    )


def linked_medium(work: LinkedWork) -> Medium:
    """A work elsewhere by itself. One query for its tags unless they are there."""
    return Medium(
        path="",
        kind=work.kind,
        slug=work.slug,
        tags=tuple(sorted(tag.name for tag in work.tags.all())),
        file_url=work.file_url,
        facts=tuple(sorted((name, value) for name, value in work.facts.items() if isinstance(value, int | float))),
        credits=tuple(Credit(**credit) for credit in work.credits),
        sources=origins(work.sources),
        **_fields_of(work),
    )


def _path(item: LicensedImage | LicensedDocument) -> Path:
    return Path(item.file.path)
