"""The figures of an edition: for the report to a town hall, and for programs that compare festivals."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.context.figure_lines import figure_lines
from programme.exports.base import Export, Scope
from programme.exports.table import DELIMITER, MARK
from programme.exports.words import clean, cleaned, licence_of
from web.spreadsheets import as_text

if TYPE_CHECKING:
    from programme.context.figures import Figures, Share
    from programme.context.selections import Selection


class FiguresJson(Export):
    identifier = "figures-json"
    filename = "figures.json"
    content_type = "application/json; charset=utf-8"
    scopes = frozenset({Scope.EDITION})
    label = gettext_lazy("Figures (JSON)")
    text = gettext_lazy("Events, hours, places, what is free, access, commons, people who came: as data.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        tool = licence_of(selection.licence)
        said = {
            "title": selection.title, "url": selection.url, "source": here,
            "licence": {"label": tool.label, "url": tool.url} if tool else None,
            "starts_on": selection.starts_on.isoformat() if selection.starts_on else None,
            "ends_on": selection.ends_on.isoformat() if selection.ends_on else None,
            **_data(_of(selection)),
        }  # fmt: skip
        return json.dumps(cleaned(said), ensure_ascii=False, indent=1).encode()


class FiguresTable(Export):
    identifier = "figures-csv"
    filename = "figures.csv"
    content_type = "text/csv; charset=utf-8"
    scopes = frozenset({Scope.EDITION})
    label = gettext_lazy("Figures (CSV)")
    text = gettext_lazy("The same in words, a line each, for a report.")
    is_saved = True

    def write(self, selection: Selection, *, here: str) -> bytes:  # noqa: ARG002 -- it does not say where it is
        file = io.StringIO(newline="")
        writer = csv.writer(file, delimiter=DELIMITER, lineterminator="\r\n")
        writer.writerow([_("Figure"), _("Value"), _("Out of"), _("To read it with")])
        writer.writerow([_("Programme"), as_text(clean(selection.title)), "", as_text(clean(selection.url))])
        for line in figure_lines(_of(selection)):
            writer.writerow([as_text(clean(cell)) for cell in (line.label, line.value, line.of, line.detail)])
        return (MARK + file.getvalue()).encode()


def _of(selection: Selection) -> Figures:
    if selection.figures is None:
        raise LookupError(selection.key)
    return selection.figures()


def _data(figures: Figures) -> dict[str, Any]:
    came = figures.attendance
    return {
        "events": figures.events,
        "occurrences": {
            "held": figures.held, "cancelled": figures.cancelled, "postponed": figures.postponed,
            "online": figures.online,
        },
        "minutes": figures.minutes,
        "whole_days": {"occurrences": figures.long, "days": figures.days},
        "places": figures.places,
        "towns": figures.towns,
        "organisers": figures.organisers,
        "free": _share(figures.free),
        "pay_what_you_want": figures.chosen,
        "access": {"described": _share(figures.described), "entrance": _share(figures.entrance)},
        "commons": {
            "events": _share(figures.with_commons), "used": figures.used, "made": figures.made,
            "guides_run": figures.runs,
        },
        "attendance": {"people": came.people, "counted": _share(came.counted)} if came else None,
    }  # fmt: skip


def _share(share: Share) -> dict[str, int]:
    return {"count": share.count, "of": share.of}
