"""The pictures and files that a guide shows, wherever in it they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commons.guides.models import GuidePage
    from commons.library.models import LicensedDocument, LicensedImage

_EMBED = re.compile(r"<embed\b[^>]*>")
_LINK = re.compile(r"<a\b[^>]*\blinktype=\"document\"[^>]*>")
_ID = re.compile(r"\bid=\"(\d+)\"")


class Shown(NamedTuple):
    """The pictures and the files of a guide."""

    pictures: list[LicensedImage]
    documents: list[LicensedDocument]

    @property
    def parts(self) -> list[LicensedImage | LicensedDocument]:
        return [*self.pictures, *self.documents]


def texts_of(guide: GuidePage) -> Iterator[str]:
    """The stored HTML of every text of a guide, in reading order."""
    for step in guide.steps:
        yield source(step.value["text"])
        yield source(step.value["note"])
    for section in guide.sections:
        yield source(section.value["text"])


def source(value: Any) -> str:
    return value.source if value else ""


def _ids(pattern: re.Pattern[str], guide: GuidePage) -> list[int]:
    found = (_ID.search(tag) for text in texts_of(guide) for tag in pattern.findall(text))
    return list(dict.fromkeys(int(match[1]) for match in found if match))


def pictures_of(guide: GuidePage) -> list[LicensedImage]:
    """The cover and the pictures inside the texts, each once, in reading order; one query."""
    wanted = _ids(_EMBED, guide)
    if guide.cover_id:
        wanted = [guide.cover_id, *(pk for pk in wanted if pk != guide.cover_id)]
    found = get_image_model().objects.in_bulk(wanted) if wanted else {}
    return [found[pk] for pk in wanted if pk in found]


def first_picture_id(guide: GuidePage) -> int | None:
    """Key of the picture that stands for the guide: its main one, else the first of its steps. No query."""
    if guide.cover_id:
        return int(guide.cover_id)
    texts = (step["value"].get("text") or "" for step in guide.steps.raw_data)
    tags = (tag for text in texts for tag in _EMBED.findall(text) if 'embedtype="image"' in tag)
    found = next((match for tag in tags if (match := _ID.search(tag))), None)
    return int(found[1]) if found else None


def has_parts(guide: GuidePage) -> bool:
    """Whether there is more than words: a picture or a file. No query."""
    return bool(guide.cover_id or kit_of(guide)) or any(_EMBED.search(text) for text in texts_of(guide))


def kit_of(guide: GuidePage) -> list[LicensedDocument]:
    """The files that are listed with the guide and with its steps."""
    listed = [block.value["document"] for block in guide.files]
    listed += [document for step in guide.steps for document in step.value["files"]]
    return [document for document in listed if document]


def documents_of(guide: GuidePage) -> list[LicensedDocument]:
    """The files of the kit, of the steps and those linked in the texts, each once; one query for the latter."""
    known = {document.pk: document for document in kit_of(guide)}
    linked = [pk for pk in _ids(_LINK, guide) if pk not in known]
    if linked:
        known |= get_document_model().objects.in_bulk(linked)
    return list(known.values())


def shown_by(guide: GuidePage) -> Shown:
    """All that a guide shows; two queries."""
    return Shown(pictures_of(guide), documents_of(guide))
