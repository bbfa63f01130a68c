"""What a guide says of itself in short rows: label and value, both in the words of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format, localize
from django.utils.html import format_html
from django.utils.translation import gettext as _

from commons.guides.enums import Audience, Difficulty, FacilitationLevel, Internet, Kind, Remote
from design.addresses import address
from markup.typography import ages, duration, people
from wiki.context.upkeep import upkeep_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from commons.guides.models import GuidePage


def without_empty(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["value"]]


def facts(guide: GuidePage, language: str) -> list[dict[str, str]]:
    """The fact bar: what one must know before choosing."""
    audience = ", ".join(str(Audience(key).label) for key in guide.audience)
    return [
        {"label": _("Duration"), "value": duration(guide.minutes, language=language) if guide.minutes else ""},
        {"label": _("Group"), "value": people(guide.group_min, guide.group_max, language=language)},
        {"label": _("Audience"), "value": audience, "detail": ages(guide.age_min, guide.age_max, language=language)},
        {"label": _("Level"), "value": str(Difficulty(guide.difficulty).label) if guide.difficulty else ""},
        {"label": _("Cost"), "value": cost_in_words(guide), "detail": guide.cost_note, "written_in": guide.language},
    ]


def cost_in_words(guide: GuidePage) -> str:
    if guide.cost is None:
        return ""
    if not guide.cost:
        return _("free")
    cents = guide.cost % 1
    return _("about %(euros)s €") % {"euros": localize(guide.cost if cents else int(guide.cost))}


def practical_facts(guide: GuidePage, language: str) -> list[dict[str, str]]:
    """What one prepares by: kept apart from the bar, which must stay short."""
    preparation = duration(guide.preparation_minutes, language=language) if guide.preparation_minutes else ""
    level = str(FacilitationLevel(guide.facilitation_level).label) if guide.facilitation_level else ""
    return [
        {"label": _("Kind"), "value": str(Kind(guide.kind).label)},
        {"label": _("Preparation"), "value": preparation},
        {"label": _("Facilitators"), "value": str(guide.facilitators or "")},
        {"label": _("Facilitating it"), "value": level},
        {"label": _("Internet"), "value": str(Internet(guide.internet).label) if guide.internet else ""},
        {"label": _("At a distance"), "value": str(Remote(guide.remote).label) if guide.remote else ""},
    ]


def about(guide: GuidePage) -> list[dict[str, str]]:
    published = guide.last_published_at
    upkeep = upkeep_of(guide) if guide.live else None
    tested = max(filter(None, [guide.tested_on, upkeep.tested_on if upkeep else None]), default=None)
    rows = [
        (_("Version"), guide.version),
        (_("Tested on"), date_format(tested, "DATE_FORMAT") if tested else ""),
        (_("Updated on"), date_format(published, "DATE_FORMAT") if published else ""),
        (_("Shared by"), _link(guide.sharer.title, address(guide.sharer)) if guide.sharer else ""),
        (_("First published at"), _link(guide.source_url, guide.source_url) if guide.source_url else ""),
        *([] if guide.sources else [(_("What was changed"), guide.changes)]),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _link(words: str, url: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, words)


def labels(guide: GuidePage) -> list[dict[str, str]]:
    themes = [
        {"label": theme.name, "url": theme.get_absolute_url(), "theme": theme.palette} for theme in guide.theme_list
    ]
    return themes + [{"label": tag.name, "url": tag.get_absolute_url(), "theme": ""} for tag in guide.tag_list]
