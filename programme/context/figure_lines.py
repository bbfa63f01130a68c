"""Figures of a programme in words, for its page, its archive and the report to a town hall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from markup.typography import number
from web.languages import current_language

if TYPE_CHECKING:
    from programme.context.figures import Attendance, Figures, Share


# Of fewer, a percentage jumps with each of them.
A_FEW = 10


@dataclass(frozen=True, slots=True)
class Line:
    """`value` is what is counted, in figures; `of` out of how many, where it is a share; `detail` is a sentence."""

    key: str
    label: str
    value: str
    of: str = ""
    detail: str = ""


def figure_lines(figures: Figures) -> list[Line]:
    """In the language of the moment, what has nothing to count left out."""
    return [line for line in _all(figures) if line.value != "0" or line.key in {"events", "attendance"}]


def _all(figures: Figures) -> list[Line]:
    lines = [
        Line("events", _("Events"), _number(figures.events), detail=_dates(figures)),
        Line("hours", _("Hours of programme"), _number(figures.hours), detail=_long(figures)),
        Line("places", _("Places"), _number(figures.places), detail=_where(figures)),
        Line("organisers", pgettext("figures", "Organisers"), _number(figures.organisers)),
        _share("free", _("Free events"), figures.free, detail=_chosen(figures)),
        _share("described", _("Dates whose access is described"), figures.described, detail=_entrance(figures)),
        Line("used", _("Commons used"), _number(figures.used), detail=_reuse(figures)),
        Line("made", _("Commons made there"), _number(figures.made)),
    ]
    return [*lines, _came(figures.attendance)] if figures.attendance else lines


def share_in_words(share: Share) -> str:
    """“48 of 59 (81 %)”; a percentage of few says less than they do."""
    words = {"count": _number(share.count), "of": _number(share.of), "percent": share.percent}
    if share.of < A_FEW:
        return _("%(count)s of %(of)s") % words
    return _("%(count)s of %(of)s (%(percent)s %%)") % words


def _share(key: str, label: str, share: Share, *, detail: str) -> Line:
    said = ", ".join(filter(None, (_of(share), detail)))
    return Line(key, label, _number(share.count), of=_number(share.of), detail=said)


def _of(share: Share) -> str:
    words = {"of": _number(share.of), "percent": share.percent}
    return _("of %(of)s") % words if share.of < A_FEW else _("of %(of)s (%(percent)s %%)") % words


def _number(value: int) -> str:
    return number(value, language=current_language())


def _dates(figures: Figures) -> str:
    parts = [ngettext("%(count)d date", "%(count)d dates", figures.held) % {"count": figures.held}]
    if figures.cancelled:
        parts.append(ngettext("%(count)d cancelled", "%(count)d cancelled", figures.cancelled)
                     % {"count": figures.cancelled})  # fmt: skip
    if figures.postponed:
        parts.append(ngettext("%(count)d postponed", "%(count)d postponed", figures.postponed)
                     % {"count": figures.postponed})  # fmt: skip
    return ", ".join(parts)


def _long(figures: Figures) -> str:
    if not figures.long:
        return ""
    what = ngettext("beside %(count)d date of whole days", "beside %(count)d dates of whole days", figures.long)
    days = ngettext("%(count)d day in all", "%(count)d days in all", figures.days)
    return f"{what % {'count': figures.long}} ({days % {'count': figures.days}})"


def _where(figures: Figures) -> str:
    parts = []
    if figures.towns > 1:
        parts.append(_("in %(count)d towns") % {"count": figures.towns})
    if figures.online:
        parts.append(ngettext("%(count)d date online", "%(count)d dates online", figures.online)
                     % {"count": figures.online})  # fmt: skip
    return ", ".join(parts)


def _chosen(figures: Figures) -> str:
    if not figures.chosen:
        return ""
    words = ngettext("and %(count)d at the price that one chooses", "and %(count)d at the price that one chooses",
                     figures.chosen)  # fmt: skip
    return words % {"count": figures.chosen}


def _entrance(figures: Figures) -> str:
    if not figures.entrance.of:
        return ""
    words = _("of those at a place; an entrance that everybody gets through: %(share)s")
    return words % {"share": share_in_words(figures.entrance)}


def _reuse(figures: Figures) -> str:
    if not figures.used:
        return ""
    parts = [_("events that use some: %(share)s") % {"share": share_in_words(figures.with_commons)}]
    if figures.runs:
        parts.append(ngettext("guides run %(count)d time", "guides run %(count)d times", figures.runs)
                     % {"count": figures.runs})  # fmt: skip
    return ", ".join(parts)


def _came(attendance: Attendance) -> Line:
    label = _("People who came")
    counted = {"count": attendance.counted.count, "of": attendance.counted.of}
    if attendance.people is None:
        words = _("too few dates were counted to give a number: %(count)d of %(of)d")
        return Line("attendance", label, "–", of=str(attendance.counted.of), detail=words % counted)
    if attendance.counted.count == attendance.counted.of:
        words = ngettext("counted at the %(of)d date", "counted at each of the %(of)d dates", attendance.counted.of)
    else:
        words = _("counted at %(count)d of %(of)d dates; of the others nobody told a number")
    return Line("attendance", label, _number(attendance.people), of=str(attendance.counted.of), detail=words % counted)
