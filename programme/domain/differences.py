"""What changed between two versions of a programme: set differences on the UUIDs of occurrences, without a database.

Rows are those of `Release.rows`: dicts with uuid, event, title, start, end, all_day, place, room, online, status.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from programme.enums import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

TIME = ("start", "end", "all_day")
PLACE = ("place", "room", "online")


@dataclass(frozen=True, slots=True)
class Change:
    """One occurrence before and after; either is None where it was not there."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row that names it: the later one."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 -- a change has one of both
        return found

    @property
    def has_moved(self) -> bool:
        return _differ(self.before, self.after, TIME)

    @property
    def is_elsewhere(self) -> bool:
        return _differ(self.before, self.after, PLACE)


@dataclass(frozen=True, slots=True)
class Differences:
    """Each change stands in one list, in the order of time: what is cancelled is not also moved.

    `restored`: takes place after all. `postponed`: without a date for now. `placed`: same time, other place.
    """

    new: tuple[Change, ...] = ()
    moved: tuple[Change, ...] = ()
    placed: tuple[Change, ...] = ()
    postponed: tuple[Change, ...] = ()
    cancelled: tuple[Change, ...] = ()
    restored: tuple[Change, ...] = ()

    @property
    def count(self) -> int:
        lists = (self.new, self.moved, self.placed, self.postponed, self.cancelled, self.restored)
        return sum(len(one) for one in lists)


def differences(before: Iterable[Row], after: Iterable[Row]) -> Differences:
    """What `after` says otherwise than `before`. What is not there any more is cancelled for whoever meant to come;
    what comes cancelled, or goes after it was, changes nothing for them.
    """
    old, new = {row["uuid"]: row for row in before}, {row["uuid"]: row for row in after}
    found: dict[str, list[Change]] = {}
    for uuid in old.keys() | new.keys():
        change = Change(old.get(uuid), new.get(uuid))
        name = _kind(change.before, change.after)
        if name:
            found.setdefault(name, []).append(change)
    ordered = {name: tuple(sorted(changes, key=_place_in_time)) for name, changes in found.items()}
    return Differences(**ordered)


def _kind(before: Row | None, after: Row | None) -> str:
    was, now = _is_on(before), _is_on(after)
    if not was and not now:
        return ""
    if not now:
        return "cancelled"
    if before is None:
        return "new"
    if not was:
        return "restored"
    return _kind_of_both(before, after or {})


def _kind_of_both(before: Row, after: Row) -> str:
    if after["status"] == Status.POSTPONED and before["status"] != Status.POSTPONED:
        return "postponed"
    if _differ(before, after, TIME):
        return "moved"
    return "placed" if _differ(before, after, PLACE) else ""


def _is_on(row: Row | None) -> bool:
    return row is not None and row["status"] != Status.CANCELLED


def _differ(before: Row | None, after: Row | None, names: Iterable[str]) -> bool:
    if before is None or after is None:
        return False
    return any(before.get(name) != after.get(name) for name in names)


def _place_in_time(change: Change) -> tuple[str, str, str]:
    return change.row["start"], change.row["title"], change.row["uuid"]
