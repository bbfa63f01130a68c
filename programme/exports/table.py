"""A table for spreadsheets, a row an occurrence: what the press and a town hall work with."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from programme.enums import Status
from programme.exports.base import Export, Scope
from programme.exports.words import access, ages, clean, licence_of, price_alone, topic_name
from web.spreadsheets import as_text

if TYPE_CHECKING:
    from programme.context.selections import Selection
    from programme.context.values import Occasion

# Excel reads UTF-8 where this mark says so, and in French it parts cells at semicolons.
MARK, DELIMITER = "\ufeff", ";"


class Table(Export):
    identifier = "csv"
    filename = "programme.csv"
    content_type = "text/csv; charset=utf-8"
    scopes = frozenset({Scope.EDITION, Scope.EVERYTHING})
    label = gettext_lazy("Table (CSV)")
    text = gettext_lazy("For LibreOffice or Excel: a row for each date, to sort or to print.")
    is_saved = True

    def write(self, selection: Selection, *, here: str) -> bytes:  # noqa: ARG002 -- it does not say where it is
        file = io.StringIO(newline="")
        writer = csv.writer(file, delimiter=DELIMITER, lineterminator="\r\n")
        writer.writerow(_names())
        for one in selection.occasions:
            writer.writerow([as_text(clean(cell)) if isinstance(cell, str) else cell for cell in _row(one)])
        return (MARK + file.getvalue()).encode()


def _names() -> list[str]:
    return [
        _("Identifier"), _("Title"), _("In one sentence"), _("Kind"), pgettext("an occurrence", "State"),
        _("About the state"), _("First day"), _("Start"), _("Last day"), _("End"), _("Hours of each day"), _("Place"),
        _("Room"), _("Address"), _("Postcode"), _("Town"), _("Neighbourhood"), _("Latitude"), _("Longitude"),
        _("Address online"), _("Organisers"), _("Themes"), _("Audience"), _("Ages"), _("Price"),
        _("Full"), _("Access"), _("Language"), _("Licence"), _("Authors of the text"), _("Web page"),
        _("Changed on"),
    ]  # fmt: skip


def _row(one: Occasion) -> list[Any]:
    event, place, tool = one.event, one.place, licence_of(one.event.licence)
    last = one.last_day if one.all_day else one.end.date()
    return [
        one.uuid, event.title, event.one_sentence, event.kind_label, str(Status(one.status).label), one.status_note,
        one.start.date().isoformat(), "" if one.all_day else f"{one.start:%H:%M}", last.isoformat(),
        "" if one.all_day else f"{one.end:%H:%M}", one.hours, place.name if place else "", one.room,
        place.street_address if place else "", place.postal_code if place else "", place.town if place else "",
        place.neighbourhood if place else "", place.latitude if place else None,
        place.longitude if place else None, one.online_url, ", ".join(org.name for org in event.organisers),
        ", ".join(topic_name(topic) for topic in event.topics), ", ".join(event.audience_labels), ages(event),
        price_alone(event), _("yes") if one.is_full else _("no"), access(one), event.language,
        tool.label if tool else "", ", ".join(who.name for who in event.authors),
        one.full_url, one.changed_at.isoformat(timespec="seconds"),
    ]  # fmt: skip
