"""What a document says, as one hash: the same source changes nothing when it is imported again."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commons.guides.exchange.document import GuideDocument
    from commons.library.record import Attachment, Picture
    from community.models import AssociationPage


def digest_of(document: GuideDocument, *, association: AssociationPage | None) -> str:
    """SHA-256, in hexadecimal, of all that a document says, the bytes of its pictures and files included."""
    digest = hashlib.sha256(repr(_without_places(document)).encode())
    digest.update(association.slug.encode() if association else b"")
    items: tuple[Picture | Attachment, ...] = (*document.pictures, *document.files)
    for item in items:
        if item.file and item.file.is_file():
            with item.file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()


def _without_places(document: GuideDocument) -> GuideDocument:
    """The document without where its files lie, so that moving a folder changes nothing."""
    return dataclasses.replace(
        document,
        pictures=tuple(dataclasses.replace(item, file=None) for item in document.pictures),
        files=tuple(dataclasses.replace(item, file=None) for item in document.files),
    )
