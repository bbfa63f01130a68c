"""Rooms, as schedules of conferences know them: a place with its room, each under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from programme.exports.words import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from programme.context.values import Occasion, Place

    Key = tuple[int, str, bool]


@dataclass(frozen=True, slots=True)
class Room:
    """`type` is one of frab's: “online” or “other”. `latitude` and `longitude` are degrees, both or none."""

    name: str
    guid: str
    type: str
    url: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Rooms:
    """The rooms of a schedule; two places of one name are told apart by where they are."""

    def __init__(self, rooms: dict[Key, Room]) -> None:
        self._rooms = rooms
        self.all = list(rooms.values())

    def of(self, occasion: Occasion) -> Room:
        return self._rooms[_key(occasion)]

    def name(self, occasion: Occasion) -> str:
        return self.of(occasion).name


def rooms_of(occasions: Iterable[Occasion]) -> Rooms:
    rooms: dict[Key, Room] = {}
    taken: set[str] = set()
    for one in sorted(occasions, key=_key):
        if _key(one) in rooms:
            continue
        name = _free(_name(one), one.place, taken)
        taken.add(name)
        place = one.place
        rooms[_key(one)] = Room(
            name=name,
            guid=str(uuid5(NAMESPACE_URL, "room:" + ":".join(map(str, _key(one))))),
            type="online" if place is None and one.online_url else "other",
            url=place.full_url if place else "",
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
        )
    return Rooms(rooms)


def _key(occasion: Occasion) -> Key:
    return (
        occasion.place.key if occasion.place else 0,
        occasion.room,
        not occasion.place and bool(occasion.online_url),
    )


def _name(occasion: Occasion) -> str:
    if occasion.place:
        parts = (occasion.place.name, occasion.room)
    else:
        parts = (occasion.room, _("Online") if occasion.online_url else "")
    return clean(" – ".join(filter(None, parts))) or _("Place to be announced")


def _free(name: str, place: Place | None, taken: set[str]) -> str:
    if name not in taken:
        return name
    where = clean((place.neighbourhood or place.address) if place else "")
    named = f"{name} ({where})" if where else name
    number, free = 1, named
    while free in taken:
        number += 1
        free = f"{named} ({number})"
    return free
