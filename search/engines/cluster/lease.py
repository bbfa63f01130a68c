"""One writer at a time, whichever machine it is on: a document of the cluster says who, and until when by its clock.

Each writer has a number higher than all before it. It is the version of what it writes, so that one that was paused for
longer than its lease, and goes on writing, overwrites nothing that a later one wrote.
"""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from search.engines.base import EngineBusy, EngineUnavailable
from search.engines.cluster.trouble import Refused, unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.cluster.session import Connection

LEASE_SECONDS, RENEW_SECONDS = 90, 15
ANSWER_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
CONFLICT, EXISTS = 409, "resource_already_exists_exception"

# The clock is the cluster's: those of the machines that write may disagree.
_TAKE = """
long now = ctx._now;
def held = ctx._source.holder;
if (held == null || held == params.holder || ctx._source.until < now) {
  if (held != params.holder) { ctx._source.number = (ctx._source.number == null ? 0L : ctx._source.number) + 1L; }
  ctx._source.holder = params.holder;
  ctx._source.until = now + params.milliseconds;
} else { ctx.op = 'none'; }
"""
_GIVE_BACK = "if (ctx._source.holder == params.holder) { ctx._source.holder = null; } else { ctx.op = 'none'; }"


class Lease:
    """The right to write, while the block of `lease` lasts. `number` rises from one writer to the next."""

    def __init__(self, connection: Connection, index: str) -> None:
        self._connection = connection
        self._index = index
        self._holder = uuid.uuid4().hex
        self._renewed = 0.0
        self.number = 0
        self.step = 0

    def try_to_take(self) -> bool:
        source = self._update(_TAKE, milliseconds=LEASE_SECONDS * 1000)
        if source.get("holder") != self._holder:
            return False
        self._renewed, self.number = time.monotonic(), int(source["number"])
        return True

    def renew(self) -> None:
        """Take it for longer, from time to time. Raises EngineUnavailable when another has taken it meanwhile."""
        if time.monotonic() - self._renewed > RENEW_SECONDS and not self.try_to_take():
            message = "Another process took over the writing of the search index: this one was silent for too long."
            raise EngineUnavailable(message)

    def give_back(self) -> None:
        self._update(_GIVE_BACK)

    def next_version(self) -> int:
        """A version above all that were given out, by this writer and those before it."""
        self.step += 1
        return self.number * 1_000_000_000 + self.step

    def _update(self, script: str, **params: int) -> dict[str, Any]:
        body = {
            "scripted_upsert": True,
            "upsert": {},
            "script": {"lang": "painless", "source": script, "params": {"holder": self._holder, **params}},
            "_source": True,
        }
        path = f"/{self._index}/_update/writer"
        # Two that come at the same time: one of them is told to look again.
        params_ = {"retry_on_conflict": 5, "timeout": f"{int(ANSWER_SECONDS)}s", "require_alias": False}
        try:
            answer = self._connection.send("POST", path, body=body, params=params_, seconds=ANSWER_SECONDS)
        except Refused as error:
            if error.status == CONFLICT:
                return {}
            if error.kind != "index_not_found_exception":
                raise unavailable(error, self._connection.address) from error
            self._make_index()
            return self._update(script, **params)
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
