"""The record of a work, between the items of the pool and the documents that come in and go out."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commons.library.record import Attachment, Credit, Origin, Picture
from exporting.names import safe_name
from licences.domain.recognising import with_items
from licences.records.sources import source_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.library.models import LicensedDocument, LicensedImage
    from commons.library.record import WorkRecord

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
    """The rows of an item as a document says them: of an item of this pool, its address alone leaves the site."""
    return tuple(Origin(**{name: row.get(name, "") for name in _ORIGIN_PARTS}) for row in rows)


def _fields_of(item: LicensedImage | LicensedDocument) -> dict[str, Any]:
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


def _path(item: LicensedImage | LicensedDocument) -> Path:
    return Path(item.file.path)
