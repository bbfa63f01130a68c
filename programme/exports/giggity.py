"""Giggity's menu: it leads an Android phone to the schedule, with the map of the rooms; and a link that carries it.

By the schema of https://github.com/Wilm0r/giggity (tools/menu-schema.json), and what its README says of links.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

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
GIGGITY = "https://ggt.gaa.st/"


class GiggityMenu(Export):
    identifier = "giggity"
    filename = "giggity.json"
    content_type = "application/json; charset=utf-8"
    scopes = frozenset({Scope.EDITION})
    label = gettext_lazy("Giggity")
    text = gettext_lazy("Adds the programme to Giggity, a free application for Android.")

    def write(self, selection: Selection, *, here: str) -> bytes:
        entry = menu_entry(selection, urlsplit(here).query)
        menu = {"version": entry["version"], "schedules": [entry]}
        return (json.dumps(menu, ensure_ascii=False, indent=1) + "\n").encode()


def link(entry: dict[str, Any]) -> str:
    """What opens Giggity on a phone that has it, with the entry of a menu, and leads to it on one that has not.

    It takes the fragment apart at each “&”, and decodes what it finds. Before its version 2 it knows the address alone.
    """
    # The same bytes each time: without the moment at which it was packed.
    packed = gzip.compress(json.dumps(entry, ensure_ascii=False).encode(), 9, mtime=0)
    return f"{GIGGITY}#url={quote(entry['url'], safe='')}&json={quote(base64.urlsafe_b64encode(packed).decode())}"


def menu_entry(selection: Selection, query: str = "") -> dict[str, Any]:
    """One schedule of a menu; `query` is what narrows it. A part of the programme is a schedule of its own."""
    days = list(days_of(selection))
    version = min(max(int(f"{selection.changed_at:%Y%m%d%H}"), FIRST_VERSION), LAST_VERSION)
    mark = f"-{sha256(query.encode()).hexdigest()[:8]}" if query else ""
    entry = {
        "id": f"{selection.acronym}{mark}",
        "version": version,
        "url": f"{selection.folder}{FrabXml.filename}{f'?{query}' if query else ''}",
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
    cleaned_entry: dict[str, Any] = cleaned(entry)
    return cleaned_entry
