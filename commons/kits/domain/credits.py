"""Every credit that a kit owes: each item, and each picture and file inside each guide; each work once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from commons.guides.references import named_in
from community.permissions.visibility import in_the_open

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.guides.models import GuidePage
    from commons.library.models import LicensedDocument, LicensedImage
    from legaltools.credit import Work

    Part = LicensedImage | LicensedDocument


def parts_of_guides(guides: Iterable[GuidePage]) -> dict[int, list[Part]]:
    """Pictures and files that anybody may see, by the key of the guide that shows them; three queries for all.

    What several guides show is that of the first of them.
    """
    named = {guide.pk: named_in(guide) for guide in guides}
    pictures = _open(get_image_model(), (keys["image"] for keys in named.values()))
    documents = _open(get_document_model(), (keys["document"] for keys in named.values()))
    return {pk: [*_taken(pictures, keys["image"]), *_taken(documents, keys["document"])] for pk, keys in named.items()}


def works_of_guides(guides: Iterable[GuidePage]) -> dict[int, list[Work]]:
    """The same as works to credit."""
    return {key: [part.as_work() for part in parts] for key, parts in parts_of_guides(guides).items()}


def _taken(parts: dict[int, Part], keys: set[int]) -> list[Part]:
    return [part for key in sorted(keys) if (part := parts.pop(key, None))]


def _open(model: type, keys: Iterable[set[int]]) -> dict[int, Part]:
    wanted = {key for some in keys for key in some}
    rows = model.objects.in_bulk(wanted).values() if wanted else ()  # type: ignore[attr-defined]
    return {row.pk: row for row in in_the_open(rows)}
