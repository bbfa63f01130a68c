"""One writer at a time, whichever machine it is on: a document of the cluster says who, and until when by its clock.

Each writer has a number higher than all before it. It is the version of what it writes, so that one that was paused for
longer than its lease, and goes on writing, overwrites nothing that a later one wrote.

The same document tells programs of other schemas, during an upgrade, that something was written which their index has
missed, and when each of them was last there.
"""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from search.engines.base import EngineBusy, EngineUnavailable
from search.engines.cluster.trouble import OVERTAKEN, Refused, unavailable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from search.engines.cluster.session import Connection

LEASE_SECONDS, RENEW_SECONDS = 90, 15
ANSWER_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
# Of one writer; a number of milliseconds times these still is a long.
STEPS = 1_000_000
CONFLICT, EXISTS, MISSING = 409, "resource_already_exists_exception", 404

# The clock is the cluster's: those of the machines that write may disagree. Where the document was lost, the numbers go
# on from its milliseconds: there is less than one writer in each, so they are above all that were given out before.
_TAKE = """
long now = ctx._now;
def held = ctx._source.holder;
if (held == null || held == params.holder || ctx._source.until < now) {
  if (held != params.holder) {
    ctx._source.number = ctx._source.number == null ? now : ctx._source.number + 1L;
  }
  ctx._source.holder = params.holder;
  ctx._source.until = now + params.milliseconds;
} else { ctx.op = 'none'; }
"""
_RENEW = """
if (ctx._source.holder == params.holder) {
  ctx._source.until = ctx._now + params.milliseconds;
} else { ctx.op = 'none'; }
"""
_GIVE_BACK = "if (ctx._source.holder == params.holder) { ctx._source.holder = null; } else { ctx.op = 'none'; }"
_NOTE_MISSED = """
if (ctx._source.missed == null) { ctx._source.missed = [:]; }
for (name in params.names) { ctx._source.missed[name] = params.number; }
"""
_NOTE_CAUGHT_UP = """
if (ctx._source.missed != null && ctx._source.missed[params.name] == params.number) {
  ctx._source.missed.remove(params.name);
} else { ctx.op = 'none'; }
"""
# Another that is met for the first time was there now: it has a day from here.
_NOTE_SEEN = """
if (ctx._source.seen == null) { ctx._source.seen = [:]; }
ctx._source.seen[params.name] = ctx._now;
for (name in params.others) { if (ctx._source.seen[name] == null) { ctx._source.seen[name] = ctx._now; } }
ctx._source.seen.keySet().removeIf(name -> name != params.name && !params.others.contains(name));
if (ctx._source.missed != null) {
  ctx._source.missed.keySet().removeIf(name -> name != params.name && !params.others.contains(name));
}
"""


class WriterDocument:
    """The document of the cluster that all who write share."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index

    @property
    def _seconds(self) -> float:
        return ANSWER_SECONDS * (10 if self._connection.is_patient else 1)

    def read(self) -> Mapping[str, Any]:
        """As it is now; empty when nobody ever wrote."""
        try:
            answer = self._connection.send("GET", f"/{self._index}/_doc/writer", seconds=self._seconds)
        except Refused as error:
            if error.status == MISSING:
                return {}
            raise unavailable(error, self._connection.address) from error
        source: dict[str, Any] = answer["_source"]
        return source

    def note_seen(self, name: str, others: Collection[str]) -> Mapping[str, int]:
        """Note that the program of a schema is there; when it and those of other schemas were, in milliseconds of the
        cluster's clock, by name. What is not among these is forgotten.
        """
        seen: Mapping[str, int] = self.update(_NOTE_SEEN, name=name, others=sorted(others)).get("seen", {})
        return seen

    def note_caught_up(self, name: str, number: int) -> None:
        """Note that the index of a schema has all that it had missed, unless something was written since."""
        self.update(_NOTE_CAUGHT_UP, name=name, number=number)

    def update(self, script: str, **params: Any) -> dict[str, Any]:
        """Change it in one step, and give it as it is then; empty when others changed it all the while."""
        body = {
            "scripted_upsert": True,
            "upsert": {},
            "script": {"lang": "painless", "source": script, "params": params},
            "_source": True,
        }
        path = f"/{self._index}/_update/writer"
        # Two that come at the same time: one of them is told to look again.
        params_ = {"retry_on_conflict": 5, "timeout": f"{int(self._seconds)}s", "require_alias": False}
        try:
            answer = self._connection.send("POST", path, body=body, params=params_, seconds=self._seconds)
        except Refused as error:
            if error.status == CONFLICT:
                return {}
            if error.kind != "index_not_found_exception":
                raise unavailable(error, self._connection.address) from error
            self._make_index()
            return self.update(script, **params)
        source: dict[str, Any] = answer.get("get", {}).get("_source", {})
        return source

    def _make_index(self) -> None:
        settings = {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}}
        body = {"settings": settings, "mappings": {"dynamic": False}}
        try:
            self._connection.send("PUT", f"/{self._index}", body=body, seconds=10 * ANSWER_SECONDS)
        except Refused as error:
            if error.kind != EXISTS:
                raise unavailable(error, self._connection.address) from error


class Lease:
    """The right to write, while the block of `lease` lasts. `number` rises from one writer to the next; `filling` is
    the index that this writer fills, if any, and `least` how many documents are in it if none got lost.
    """

    def __init__(self, connection: Connection, index: str) -> None:
        self._document = WriterDocument(connection, index)
        self._holder = uuid.uuid4().hex
        self._renewed = 0.0
        self._step = 0
        self._missed: set[str] = set()
        self.number = 0
        self.filling, self.least = "", 0

    def try_to_take(self) -> bool:
        source = self._document.update(_TAKE, holder=self._holder, milliseconds=LEASE_SECONDS * 1000)
        if source.get("holder") != self._holder:
            return False
        self._renewed, self.number = time.monotonic(), int(source["number"])
        return True

    def renew(self, *, at_once: bool = False) -> None:
        """Keep it for longer, from time to time. Raises EngineUnavailable when another has taken it meanwhile, even if
        that one is done: what was read before it may be too old to be written.
        """
        since = time.monotonic() - self._renewed
        if not at_once and since <= RENEW_SECONDS:
            return
        try:
            source = self._document.update(_RENEW, holder=self._holder, milliseconds=LEASE_SECONDS * 1000)
            holder = (source or self._document.read()).get("holder")
        except EngineUnavailable:
            if at_once or since > LEASE_SECONDS - RENEW_SECONDS:
                raise
            # It lasts for a while yet: the next request tries again.
            return
        if holder != self._holder:
            raise EngineUnavailable(OVERTAKEN)
        self._renewed = time.monotonic()

    def give_back(self) -> None:
        self._document.update(_GIVE_BACK, holder=self._holder)

    def next_version(self) -> int:
        """A version above all that were given out, by this writer and those before it."""
        self.renew()
        self._step += 1
        return self.number * STEPS + self._step

    def note_missed(self, names: Collection[str]) -> None:
        """Note that this writer writes what the indices of these schemas do not get. Once each is enough."""
        if not self._missed.issuperset(names):
            self._document.update(_NOTE_MISSED, names=sorted(names), number=self.number)
            self._missed |= set(names)


@contextmanager
def lease(connection: Connection, index: str, *, wait: float) -> Iterator[Lease]:
    """Raises EngineBusy when another has it for longer than `wait` seconds (below 0: as long as it takes)."""
    mine = Lease(connection, index)
    until, pause = time.monotonic() + wait, FIRST_PAUSE
    while not mine.try_to_take():
        if wait >= 0 and time.monotonic() + pause > until:
            raise EngineBusy
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
    try:
        yield mine
    finally:
        _give_back_quietly(mine)


def _give_back_quietly(mine: Lease) -> None:
    try:
        mine.give_back()
    except EngineUnavailable:
        # It runs out by itself.
        return
