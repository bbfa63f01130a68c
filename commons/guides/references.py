"""The pictures and files that a guide shows, wherever in it they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commons.guides.models import GuidePage
    from commons.library.models import LicensedDocument, LicensedImage

_EMBED = re.compile(r"<embed\b[^>]*>")
_LINK = re.compile(r"<a\b[^>]*\blinktype=\"document\"[^>]*>")
_PAGE = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
_ID = re.compile(r"\bid=\"(\d+)\"")


_NAMED = {"image": _EMBED, "document": _LINK, "page": _PAGE}


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
    matches = (_ID.search(tag) for text in texts_of(guide) for tag in pattern.findall(text))
    return list(dict.fromkeys(int(match[1]) for match in matches if match))


def pictures_of(guide: GuidePage) -> list[LicensedImage]:
    """The cover and the pictures inside the texts, each once, in reading order; one query."""
    pks = _ids(_EMBED, guide)
    if guide.cover_id:
        pks = [guide.cover_id, *(pk for pk in pks if pk != guide.cover_id)]
    images = get_image_model().objects.in_bulk(pks) if pks else {}
    return [images[pk] for pk in pks if pk in images]


def first_picture_id(guide: GuidePage) -> int | None:
    """Key of the picture that stands for the guide: its main one, else the first of its steps. No query."""
    if guide.cover_id:
        return int(guide.cover_id)
    texts = (step["value"].get("text") or "" for step in guide.steps.raw_data)
    tags = (tag for text in texts for tag in _EMBED.findall(text) if 'embedtype="image"' in tag)
    match = next(filter(None, map(_ID.search, tags)), None)
    return int(match[1]) if match else None


def kit_of(guide: GuidePage) -> list[LicensedDocument]:
    """The files that are listed with the guide and with its steps."""
    listed = [block.value["document"] for block in guide.files]
    listed += [document for step in guide.steps for document in step.value["files"]]
    return [document for document in listed if document]


def documents_of(guide: GuidePage) -> list[LicensedDocument]:
    """The files of the kit, of the steps and those linked in the texts, each once; one query for the latter."""
    documents = {document.pk: document for document in kit_of(guide)}
    linked = [pk for pk in _ids(_LINK, guide) if pk not in documents]
    if linked:
        documents |= get_document_model().objects.in_bulk(linked)
    return list(documents.values())


def named_in(guide: GuidePage) -> dict[str, set[int]]:
    """Keys of the pictures, files and pages that a guide names, whether they are there or not. No query."""
    texts = [step["value"].get(name) or "" for step in guide.steps.raw_data for name in ("text", "note")]
    texts += [section["value"].get("text") or "" for section in guide.sections.raw_data]
    listed = [block["value"].get("document") for block in guide.files.raw_data]
    listed += [file for step in guide.steps.raw_data for file in step["value"].get("files") or ()]
    keys = {name: _ids_in(texts, pattern) for name, pattern in _NAMED.items()}
    keys["image"] |= {guide.cover_id} if guide.cover_id else set()
    keys["document"] |= {int(pk) for pk in map(_key_of, listed) if pk}
    return keys


def _ids_in(texts: list[str], pattern: re.Pattern[str]) -> set[int]:
    tags = (tag for text in texts for tag in pattern.findall(text))
    return {int(match[1]) for tag in tags if (match := _ID.search(tag))}


def _key_of(listed: Any) -> Any:
    """A file of a list, as a StreamField stores it: its key, in a block of the list or alone."""
    return listed.get("value") if isinstance(listed, Mapping) else listed


def shown_by(guide: GuidePage) -> Shown:
    """All that a guide shows; two queries."""
    return Shown(pictures_of(guide), documents_of(guide))
