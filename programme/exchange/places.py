"""Places as other programs write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from programme.exchange import words
from programme.exchange.record import PlaceRecord

if TYPE_CHECKING:
    from markup.messages import Message


def place_of_line(line: str, geo: Any = None) -> tuple[PlaceRecord | None, Message | None]:
    """The place that one line names: “La Corderie, 3 rue du Quai, 29200 Brest”; None for an empty line.

    Also a sentence, where its coordinates are left out.
    """
    coordinates, problem = None, None
    if geo is not None and hasattr(geo, "latitude"):
        coordinates, problem = words.degrees_of(geo.latitude, geo.longitude)
    line = words.line_of(line, most=400)
    if not line:
        return None, problem
    name, _comma, rest = line.partition(",")
    address = words.address_of(rest.strip())
    if not address:
        address, name = {}, line
    latitude, longitude = coordinates or (None, None)
    return PlaceRecord(name=name.strip()[:200], latitude=latitude, longitude=longitude, **address), problem
