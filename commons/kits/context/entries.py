"""What a kit holds, as its page, its card and a basket draw it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commons.guides.queries import public_guides
from commons.kits.domain.totals import Times, gather_materials, times_of
from commons.kits.domain.verdict import carried
from commons.kits.enums import Usage
from commons.kits.initials import initial
from markup.typography import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.guides.models import GuidePage
    from commons.kits.domain.entries import Entries, Entry
    from commons.kits.domain.totals import Gathered

MOST_NAMES, MOST_LICENCES = 3, 3


@dataclass(slots=True)
class Guides:
    """The guides among the entries, in their order; one query, and one for their themes, whatever their number."""

    by_key: dict[int, GuidePage] = field(default_factory=dict)
    in_order: list[GuidePage] = field(default_factory=list)

    @property
    def times(self) -> Times:
        return times_of(guide.minutes for guide in self.in_order)

    def materials(self, participants: int) -> list[Gathered]:
        listed = ((guide.title, [block.value for block in guide.materials]) for guide in self.in_order)
        return gather_materials(listed, participants=participants)


def guides_among(entries: Entries) -> Guides:
    keys = [pk for _entry, pk in entries.of_type("guide")]
    by_key = (
        {guide.pk: guide for guide in public_guides().filter(pk__in=keys).prefetch_related("themes")} if keys else {}
    )
    return Guides(by_key, [by_key[pk] for pk in keys if pk in by_key])


def rows(entries: Entries, guides: Guides, media: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What kits/entries.html shows; no query."""
    return [_row(number, entry, guides, media) for number, entry in enumerate(entries.shown, start=1)]


def _row(number: int, entry: Entry, guides: Guides, media: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    guide = guides.by_key.get(entry.pk) if entry.type == "guide" else None
    medium = media.get(entry.pk) if entry.type == "media" else None
    return {
        "id": entry.id,
        "number": number,
        "letter": initial(entry.title),
        "theme": guide.theme if guide else "",
        "title": entry.title,
        "url": entry.url,
        "language": entry.language,
        "kind": entry.kind,
        "is_link": entry.item is None,
        "usage": entry.usage,
        "usage_label": str(Usage(entry.usage).label),
        "is_adapted": entry.usage == Usage.ADAPTED,
        "why": entry.why,
        "tool": entry.tool,
        "licence_words": entry.licence_words,
        "minutes": guide.minutes if guide else None,
        "image": medium["image"] if medium else "",
        "symbol": medium["symbol"] if medium else "",
        "facts": medium["facts"] if medium else "",
        "authors": _names(entry),
        "carries": _carries(entry),
    }


def _names(entry: Entry) -> str:
    names = [author.name for author in entry.work.authors if author.role == "author"] or [
        author.name for author in entry.work.authors
    ]
    return ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")


def _carries(entry: Entry) -> str:
    """The licences that its adaptation may carry, when it is one and any does."""
    if entry.usage != Usage.ADAPTED or entry.tool is None:
        return ""
    return either(tool.label for tool in carried(entry.tool)[:MOST_LICENCES])


def either(names: Iterable[str]) -> str:
    """“A, B or C”."""
    *others, last = list(names) or [""]
    return f"{', '.join(others)} {_('or')} {last}" if others else last


def what_it_holds(entries: Entries) -> str:
    """“3 guides, 1 sound, 2 links”: kinds that it has none of are left out."""
    counts: dict[str, int] = {}
    for entry in entries.shown:
        what = entry.item.sort if entry.item and entry.item.sort else entry.type
        counts[what] = counts.get(what, 0) + 1
    # A number stays with what it counts.
    return ", ".join(_count(type_, count).replace(" ", NBSP, 1) for type_, count in counts.items())


def _count(type_: str, count: int) -> str:
    words = {
        "guide": ngettext("%(count)d guide", "%(count)d guides", count),
        "elsewhere": ngettext("%(count)d work elsewhere", "%(count)d works elsewhere", count),
        "image": ngettext("%(count)d image", "%(count)d images", count),
        "document": ngettext("%(count)d document", "%(count)d documents", count),
        "sound": ngettext("%(count)d sound", "%(count)d sounds", count),
        "video": ngettext("%(count)d video", "%(count)d videos", count),
        "explainer": ngettext("%(count)d explainer", "%(count)d explainers", count),
        "link": ngettext("%(count)d link", "%(count)d links", count),
    }
    return words.get(type_, ngettext("%(count)d item", "%(count)d items", count)) % {"count": count}
