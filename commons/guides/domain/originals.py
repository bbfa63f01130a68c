"""What a guide that comes in is made from: the originals that are here too, under the address that they have here."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from commons.guides.models import GuidePage
from commons.library.domain.records import settle_origins
from wiki.models import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commons.guides.exchange.document import GuideDocument


def with_originals_here(document: GuideDocument, numbers: Mapping[str, str]) -> GuideDocument:
    """The document with its sources, and those of its pictures and files, as this site knows them.

    `numbers` are those of versions elsewhere, by the uuid of their guide: an adaptation of just that version remembers
    the one that it became here. No query for sources without uuid.
    """
    named = {origin.uuid for origin in document.sources if origin.uuid}
    here = _numbers_here({uuid: numbers[uuid] for uuid in named if uuid in numbers})
    return dataclasses.replace(
        document,
        sources=settle_origins(document.sources, here),
        pictures=tuple(
            dataclasses.replace(one, sources=settle_origins(one.sources, here)) for one in document.pictures
        ),
        files=tuple(dataclasses.replace(one, sources=settle_origins(one.sources, here)) for one in document.files),
    )


def _numbers_here(numbers: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The number here of what came in, by uuid and number elsewhere: of the version that its import published."""
    guides = GuidePage.objects.filter(uuid__in=numbers).select_related("import_record") if numbers else ()
    records = {str(guide.uuid): getattr(guide, "import_record", None) for guide in guides}
    revisions = {record.revision_id: uuid for uuid, record in records.items() if record and record.revision_id}
    rows = Version.objects.filter(revision__in=revisions).values_list("revision_id", "number") if revisions else ()
    return {(revisions[key], numbers[revisions[key]]): str(number) for key, number in rows}
