"""Many documents in one request, patiently: what the cluster has no room for now is sent again a little later."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from search.engines.cluster.trouble import Refused, unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.engines.cluster.session import Connection

MOST_ACTIONS, MOST_BYTES = 500, 5_000_000
# The most that a cluster takes at once unless it is told otherwise is 100 MB.
LONGEST_DOCUMENT = 50_000_000
CONFLICT, TOO_LARGE, TOO_MANY, GONE = 409, 413, 429, 404
_LATER = {TOO_MANY, 503}
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0


class Action(NamedTuple):
    """One document to put in, or to take out (`source` None), at a version."""

    place: str
    id: str
    version: int
    source: dict[str, Any] | None = None

    def lines(self) -> list[Any]:
        # Of two writes of one version the last is right: they come from one writer, in order.
        head = {"_index": self.place, "_id": self.id, "version": self.version, "version_type": "external_gte"}
        return [{"delete": head}] if self.source is None else [{"index": head}, self.source]


def _nothing() -> None:
    """Nobody has to be asked."""


class Bulk:
    """Sends actions. `patience` is how many seconds it goes on where the cluster asks for a pause. `before` is called
    before each request, and may forbid it by what it raises.
    """

    def __init__(
        self, connection: Connection, *, seconds: float, patience: float, before: Callable[[], None] = _nothing
    ) -> None:
        self._connection = connection
        self._seconds = seconds
        self._patience = patience
        self._before = before
        self.refused: dict[str, Exception] = {}
        # Documents that were not there before.
        self.created = 0

    def send(self, actions: Iterable[Action], *, refresh: bool = False, alias: bool = False) -> Iterator[int]:
        """Send them all; after each request, how many went. What the cluster will never take is noted in `refused`.

        `alias`: the name must be an alias already, or the cluster would make an index of its own. Raises
        EngineUnavailable when the cluster does not answer, or has had no room for longer than its patience.
        """
        params = {"refresh": refresh, "timeout": f"{int(self._seconds)}s"} | ({"require_alias": True} if alias else {})
        for batch in self._batches(actions):
            self._send_patiently(batch, params)
            yield len(batch)

    def _batches(self, actions: Iterable[Action]) -> Iterator[list[Action]]:
        batch: list[Action] = []
        size = 0
        for action in actions:
            length = 0 if action.source is None else len(json.dumps(action.source, ensure_ascii=False).encode())
            if length > LONGEST_DOCUMENT:
                self.refused[action.id] = ValueError(f"The document is too large: {length} bytes.")
                continue
            if batch and (len(batch) == MOST_ACTIONS or size + length > MOST_BYTES):
                yield batch
                batch, size = [], 0
            batch.append(action)
            size += length
        if batch:
            yield batch

    def _send_patiently(self, batch: list[Action], params: dict[str, Any]) -> None:
        until, pause = time.monotonic() + self._patience, FIRST_PAUSE
        while batch:
            batch, reason = self._send_once(batch, params)
            if not batch:
                return
            if time.monotonic() + pause > until:
                raise unavailable(reason, self._connection.address)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _send_once(self, batch: list[Action], params: dict[str, Any]) -> tuple[list[Action], Refused]:
        """Those to send again, and why."""
        lines = [line for action in batch for line in action.lines()]
        self._before()
        try:
            answer = self._connection.send("POST", "/_bulk", body=lines, params=params, seconds=self._seconds)
        except Refused as error:
            if error.status in _LATER:
                return batch, error
            if error.status == TOO_LARGE and len(batch) == 1:
                self.refused[batch[0].id] = error
                return [], error
            if error.status == TOO_LARGE:
                middle = len(batch) // 2
                for half in (batch[:middle], batch[middle:]):
                    self._send_patiently(half, params)
                return [], error
            raise unavailable(error, self._connection.address) from error
        self.created += sum(told.get("result") == "created" for item in answer["items"] for told in item.values())
        return self._sort_out(batch, answer["items"] if answer["errors"] else [])

    def _sort_out(self, batch: Sequence[Action], items: Sequence[Any]) -> tuple[list[Action], Refused]:
        later: list[Action] = []
        reason = Refused(TOO_MANY, "", "")
        for action, item in zip(batch, items, strict=False):
            (told,) = item.values()
            error = told.get("error")
            if told["status"] == CONFLICT or (told["status"] == GONE and action.source is None and not error):
                continue
            if not error:
                continue
            cause = error.get("caused_by") or error
            problem = Refused(told["status"], str(error["type"]), str(error.get("reason") or cause.get("reason"))[:500])
            if problem.status in _LATER and problem.kind != "cluster_block_exception":
                later.append(action)
                reason = problem
            elif 400 <= problem.status < 500 and problem.status not in {403, GONE, TOO_MANY}:  # noqa: PLR2004 -- HTTP
                self.refused[action.id] = problem
            else:
                raise unavailable(problem, self._connection.address)
        return later, reason


def sent(counts: Iterable[int]) -> int:
    """Send to the end; how many went."""
    return sum(counts)
