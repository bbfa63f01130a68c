"""An event that whoever proposed it mends while coordinators change it: both changes stand, field by field."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from programme.domain.moving import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from programme.models import EventPage

    Data = Mapping[str, Any]
    Times = Sequence[Mapping[str, str]]

TIMES = "times"


@dataclass(frozen=True, slots=True)
class Merged:
    """`data` has what both changed; where both changed the same, it is mine. `conflicts`: what the other side says
    there, by field; of times, those rows alone.
    """

    data: dict[str, Any]
    conflicts: dict[str, Any] = field(default_factory=dict)


def event_stamp(event: EventPage) -> str:
    """Another one once anything of the event, or of one of its times, changed; one query."""
    times = [stamp(one) for one in event.occurrences.order_by("pk")]
    return hashlib.sha256(repr((event.latest_revision_id, times)).encode()).hexdigest()[:16]


def merge(base: Data, mine: Data, theirs: Data) -> Merged:
    """Three-way, by field, of an event as its form says it: `base` is what both began from. Times are known by their
    `uuid`, and one that either side added is added.
    """
    data, conflicts = dict(mine), {}
    for name, said in theirs.items():
        began, own = base.get(name, said), mine.get(name, base.get(name, said))
        if name == TIMES:
            data[name], wrong = _merged_times(began or [], own or [], said or [])
            if wrong:
                conflicts[name] = wrong
        elif same(own, said) or same(said, began):
            data[name] = own
        elif same(own, began):
            data[name] = said
        else:
            data[name], conflicts[name] = own, said
    return Merged(data, conflicts)


def changed_fields(mine: Data, theirs: Data) -> frozenset[str]:
    """Names of the fields that `mine` says otherwise."""
    return frozenset(name for name, said in theirs.items() if name != TIMES and not same(mine.get(name, said), said))


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: ends of lines, and the order of what is ticked, say nothing."""
    if isinstance(one, (list, tuple)) or isinstance(other, (list, tuple)):
        return sorted(map(str, one or ())) == sorted(map(str, other or ()))
    return _plain(one) == _plain(other)


def same_time(one: Mapping[str, str], other: Mapping[str, str], *, but: Iterable[str] = ()) -> bool:
    """Whether two rows say the same time; `but` are fields that do not count."""
    names = {*one, *other} - {"uuid", *but}
    return all(_plain(one.get(name)) == _plain(other.get(name)) for name in names)


def _merged_times(base: Times, mine: Times, theirs: Times) -> tuple[list[Mapping[str, str]], list[Mapping[str, str]]]:
    began, said = _by_uuid(base), _by_uuid(theirs)
    own = _by_uuid(mine)
    rows: list[Mapping[str, str]] = []
    conflicts: list[Mapping[str, str]] = []
    for row in mine:
        uuid = row.get("uuid", "")
        start, other = began.get(uuid), said.get(uuid)
        is_untouched = start is not None and same_time(row, start)
        if not uuid or (other and (same_time(row, other) or (start and same_time(other, start)))):
            rows.append(row)
        elif other and is_untouched:
            rows.append(other)
        elif other:
            rows.append(row)
            conflicts.append(other)
        elif not is_untouched:
            # Taken away by them, changed by me: it comes again, as another one.
            rows.append({**row, "uuid": ""})
    for uuid, other in said.items():
        start = began.get(uuid)
        if uuid in own or (start and same_time(other, start)):
            continue
        rows.append(other)
        if start:
            conflicts.append(other)
    return rows, conflicts


def _by_uuid(rows: Times) -> dict[str, Mapping[str, str]]:
    return {row["uuid"]: row for row in rows if row.get("uuid")}


def _plain(value: Any) -> str:
    return "" if value is None else "\n".join(line.rstrip() for line in str(value).strip().splitlines())
