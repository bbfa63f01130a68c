"""Giggity's menu: it leads an Android phone to the schedule, with the map of the rooms.

By the schema of https://github.com/Wilm0r/giggity (tools/menu-schema.json).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.exports.base import Export, Scope
from programme.exports.frab import FrabXml, days_of
from programme.exports.rooms import rooms_of
from programme.exports.words import cleaned

if TYPE_CHECKING:
    from programme.context.selections import Selection

# The numbers that its schema takes: a date with two digits behind it.
FIRST_VERSION, LAST_VERSION = 2008010100, 2029123199
REFRESH_SECONDS = 3600


class GiggityMenu(Export):
    identifier = "giggity"
    filename = "giggity.json"
    content_type = "application/json; charset=utf-8"
    scopes = frozenset({Scope.EDITION})
    label = gettext_lazy("Giggity")
    text = gettext_lazy("Adds the programme to Giggity, a free application for Android.")

    def write(self, selection: Selection, *, here: str) -> bytes:  # noqa: ARG002 -- it does not say where it is
        version = min(max(int(f"{selection.changed_at:%Y%m%d%H}"), FIRST_VERSION), LAST_VERSION)
        menu = {"version": version, "schedules": [_schedule(selection, version)]}
        return (json.dumps(cleaned(menu), ensure_ascii=False, indent=1) + "\n").encode()


def _schedule(selection: Selection, version: int) -> dict[str, Any]:
    days = list(days_of(selection))
    return {
        "id": selection.acronym,
        "version": version,
        "url": f"{selection.folder}{FrabXml.filename}",
        "refresh_interval": REFRESH_SECONDS,
        "title": selection.title,
        "start": days[0].isoformat(),
        "end": days[-1].isoformat(),
        "timezone": selection.zone_name,
        "metadata": {
            "links": [{"url": selection.url, "title": _("Programme")}],
            "rooms": [
                {"name": re.escape(room.name), "show_name": room.name, "latlon": [room.latitude, room.longitude]}
                for room in rooms_of(selection.occasions).all
                if room.latitude is not None
            ],
        },
    }
