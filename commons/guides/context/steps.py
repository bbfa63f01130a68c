"""The steps of a guide and its other texts, rendered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from commons.guides.context.files import file_context
from commons.guides.enums import SectionKind
from commons.guides.references import source
from commons.library.rendering import render_texts

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from commons.guides.models import GuidePage
    from commons.library.models import LicensedDocument

BEFORE_STEPS = {SectionKind.INTRODUCTION, SectionKind.PREPARATION, SectionKind.ROOM, SectionKind.PREREQUISITES}


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    anchor: str
    title: str
    minutes: int | None
    text: SafeString
    note: SafeString
    files: list[dict[str, Any]]
    pictures: tuple[()] = ()
    key: str = ""
    # Open discussions of it.
    threads: int = 0


@dataclass(frozen=True, slots=True)
class SectionView:
    kind: str
    anchor: str
    title: str
    html: SafeString
    key: str = ""


def rendered_texts(guide: GuidePage, shown: list[LicensedDocument]) -> tuple[list[StepView], list[SectionView]]:
    sources = [source(step.value[name]) for step in guide.steps for name in ("text", "note")]
    sources += [source(section.value["text"]) for section in guide.sections]
    rendered = render_texts(sources, language=guide.language)
    anchors = step_anchors([block.value["title"] for block in guide.steps])
    steps = [
        StepView(
            number=index + 1,
            anchor=anchors[index],
            title=block.value["title"],
            minutes=block.value["minutes"],
            text=rendered[2 * index],
            note=rendered[2 * index + 1],
            files=[file_context(document) for document in block.value["files"] if document in shown],
            key=block.id or "",
        )
        for index, block in enumerate(guide.steps)
    ]
    texts = rendered[2 * len(steps) :]
    sections = [
        SectionView(
            kind=block.value["kind"],
            anchor=f"rubrique-{index + 1}",
            title=section_title(block.value),
            html=text,
            key=block.id or "",
        )
        for index, (block, text) in enumerate(zip(guide.sections, texts, strict=True))
    ]
    return steps, sections


def step_anchors(titles: list[str]) -> list[str]:
    """Made of the titles, so that a link that somebody kept finds its step again when the order changes."""
    given: Counter[str] = Counter()
    anchors = []
    for title in titles:
        anchor = f"etape-{slugify(title)[:60].strip('-')}".rstrip("-")
        given[anchor] += 1
        anchors.append(anchor if given[anchor] == 1 else f"{anchor}--{given[anchor]}")
    return anchors


def section_title(value: Any) -> str:
    return value["title"] if value["kind"] == SectionKind.OTHER else str(SectionKind(value["kind"]).label)
