"""Works that others wrote, beside a checkout, as the site's own importers read them: no database, nothing committed.

Of each only its id stands in the judgements; where the folder is absent, so are these documents.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.text import slugify

from commons.guides.exchange.formats import guide_formats
from commons.guides.exchange.raspberrypi import _Kit
from commons.guides.search_wishes import groups_of
from commons.library.enums import Held, MediaKind
from commons.library.openverse import rows_of, work_of
from commons.library.search_documents import PALETTES
from markup.messages import Unreadable
from markup.plain import plain_text
from programme.exchange.reading import read_events
from search.documents import SearchDocument, document_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commons.guides.exchange.document import GuideDocument
    from commons.library.openverse import Work
    from programme.exchange.record import EventRecord

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data"
SHORT = {"multibao": "multibao", "programming_historian": "ph"}
RASPBERRY = "raspberrypi_fr"
LONGEST_SLUG = 48
LONGEST_EVENT = 80
# They say one licence for all twelve, each in its own words.
OF_RASPBERRY = "cc-by-sa-4.0"
# Any day before the events of the export: they are read whole, whatever the clock says.
READ_ON = date(2023, 1, 1)


def is_there() -> bool:
    return FOLDER.is_dir()


@cache
def documents() -> tuple[SearchDocument, ...]:
    """All of them, in an order that never changes; none where the folder is absent."""
    if not is_there():
        return ()
    return (*_guides(), *_media(), *_events())


def _guides() -> Iterator[SearchDocument]:
    for folder, short in SHORT.items():
        for source in guide_formats.find_sources(FOLDER / folder):
            pk = f"{short}-{slugify(source.path.stem).replace('_', '-')}"
            if not _is_about(source.path):
                yield of_guide(source.read().guide, pk=pk, work=pk)
    for kit in sorted(path for path in (FOLDER / RASPBERRY).iterdir() if path.is_dir()):
        for home in sorted(path for path in kit.iterdir() if (path / "meta.yml").is_file()):
            language = home.name[:2]
            pk = f"rpi-{kit.name.removeprefix('cd-beginner-')}"
            guide = replace(_Kit(kit, home).reading().guide, licence=OF_RASPBERRY)
            yield of_guide(guide, pk=pk if language == "fr" else f"{pk}-{language}", work=pk)


def _is_about(path: Path) -> bool:
    return path.stem.lower() == "readme"


def of_guide(guide: GuideDocument, *, pk: str, work: str) -> SearchDocument:
    """As `commons.guides.search_documents.as_document` would say it, once somebody had brought it in."""
    return SearchDocument(
        type="guide",
        pk=pk,
        title=guide.title,
        url=f"/guides/{pk}/",
        summary=guide.one_sentence,
        body="\n".join(_texts(guide)),
        words=(*guide.tags, *(credit.name for credit in guide.credits)),
        language=guide.language,
        licence=guide.licence,
        facets={
            "theme": guide.themes,
            "audience": guide.audience,
            "tag": tuple(filter(None, map(slugify, guide.tags))),
            "internet": (guide.internet,) if guide.internet else (),
            "group": groups_of(guide.group_min, guide.group_max),
        },
        minutes=sum(step.minutes or 0 for step in guide.steps) or guide.minutes,
        work=document_id("guide", work),
        extra={
            "group_min": guide.group_min,
            "group_max": guide.group_max,
            "difficulty": guide.difficulty,
            "association": "",
        },
    )


def _texts(guide: GuideDocument) -> Iterator[str]:
    yield guide.summary
    yield from guide.objectives
    yield from guide.questions
    yield from guide.key_points
    yield from (step.title for step in guide.steps)
    for step in guide.steps:
        yield plain_text(step.text)
        yield plain_text(step.note)
    yield from (plain_text(section.text) for section in guide.sections)
    yield from (section.title for section in guide.sections)
    yield from (material.name for material in guide.materials)


def _media() -> Iterator[SearchDocument]:
    for name in ("images.csv", "audio.csv"):
        for row in rows_of(FOLDER / "openverse" / name):
            try:
                work = work_of(row.cells)
            except Unreadable:
                continue  # its licence never existed: the import refuses it too
            yield of_work(work)


def of_work(work: Work) -> SearchDocument:
    """As `commons.library.search_documents.of_a_work_elsewhere` says it."""
    pk = f"ov-{slugify(work.title)[:LONGEST_SLUG].strip('-') or work.kind}-{work.identifier[:4]}"
    kind = MediaKind(work.kind)
    return SearchDocument(
        type="media",
        pk=pk,
        title=work.title or str(kind.label),
        url=f"/medias/ailleurs/{pk}/",
        language="",
        licence=work.licence,
        facets={
            "medium": (work.kind,),
            "held": (Held.ELSEWHERE,),
            "tag": tuple(filter(None, map(slugify, work.tags))),
        },
        cover=PALETTES[kind],
        words=(*work.tags, *filter(None, (work.creator,))),
        extra={"kind": work.kind, "by": work.creator},
    )


def _events() -> Iterator[SearchDocument]:
    data = (FOLDER / "programme" / "openagenda" / "albi-2023-events-v2.json").read_bytes()
    slugs = {str(row["uid"]): row["slug"] for row in json.loads(data)}
    for event in read_events(data, today=READ_ON).events:
        yield of_event(event, pk=f"albi-{slugs[event.uid][:LONGEST_EVENT].strip('-')}")


def of_event(event: EventRecord, *, pk: str) -> SearchDocument:
    """As `programme.search_documents.as_document` would say it, its place a name that no page has."""
    places = {time.place.name: time.place for time in event.times if time.place}.values()
    return SearchDocument(
        type="event",
        pk=pk,
        title=event.title,
        url=f"/programme/albi/{pk}/",
        summary=event.one_sentence,
        body="\n".join(filter(None, (plain_text(event.body), *event.organisers))),
        language=event.language or "fr",
        licence=event.licence,
        facets={"audience": event.audience},
        periods={"date": [(time.starts_at.date(), time.ends_at.date()) for time in event.times]},
        words=tuple(word for place in places for word in (place.name, place.neighbourhood, place.town) if word),
        extra={"association": ", ".join(event.organisers), "times": []},
    )
