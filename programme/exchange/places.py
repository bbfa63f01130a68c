"""Places as other programs write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markup.messages import message as _
from markup.normalize import key_of
from programme.exchange import words
from programme.exchange.record import PlaceRecord

if TYPE_CHECKING:
    from markup.messages import Message

_ADDRESS_ONLINE = re.compile(r"https?://[^\s<>\"]+")
# What is written instead of a place, in `key_of`.
_NOWHERE = {
    "", "en_ligne", "online", "visio", "visioconference", "en_visio", "en_visioconference", "a_distance", "webinaire",
    "reunion_microsoft_teams", "microsoft_teams_meeting", "zoom", "lien", "lien_zoom", "lieu_a_preciser",
    "place_to_be_announced", "a_preciser", "a_definir", "lieu_a_definir", "tba", "tbd", "tbc",
}  # fmt: skip


def place_of_line(
    line: str, point: tuple[Any, Any] | None = None
) -> tuple[PlaceRecord | None, Message | None]:  # fmt: skip
    """The place that lines name: “La Corderie, 3 rue du Quai, 29200 Brest”; None for empty ones.

    Also a sentence, where its coordinates are left out.
    """
    coordinates, problem = words.degrees_of(*point) if point else (None, None)
    line = words.line_of(re.sub(r"[ ,]*\n[ ,]*", ", ", line.strip()), most=400)
    if not line:
        if coordinates:
            problem = _("Its coordinates are those of a place without a name: they were left out.")
        return None, problem
    name, _comma, rest = line.partition(",")
    address = words.address_of(rest.strip())
    if not address:
        address, name = {}, line
    latitude, longitude = coordinates or (None, None)
    return PlaceRecord(name=name.strip()[:200], latitude=latitude, longitude=longitude, **address), problem


def room_of(name: str) -> str:
    """The name of a room; empty for what stands instead of one."""
    return "" if key_of(name) in _NOWHERE else name


def where_of_line(line: str) -> tuple[str, str]:
    """The address online that a line holds, and what else it says of where: “En ligne : https://…” says no place."""
    found = _ADDRESS_ONLINE.search(line)
    address = words.url_of(found[0].rstrip(".,;)")) if found else ""
    if not found or not address:
        return "", "" if key_of(line) in _NOWHERE else line
    rest = (line[: found.start()] + line[found.end() :]).strip(" \n,;:–—-()")
    return address, "" if key_of(rest) in _NOWHERE else rest
