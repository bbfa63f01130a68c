"""The life of an index: made beside the one in use, filled, put in its place by an alias, deleted after.

Which writer may do what is settled by the cluster itself. An index that is being filled has an alias of its own, by
which alone it is written; whoever writes next takes that alias from it, and the index can then be put in no place. So a
writer that was stopped for longer than its lease, and goes on, never replaces what came after it.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.cluster.deadline import limited
from search.engines.cluster.mapping import index_body, schema_name, settings_in_use
from search.engines.cluster.trouble import OVERTAKEN, REBUILD, Refused, is_block, unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from search.engines.cluster.session import Connection

SECONDS, SECONDS_TO_CHECK, SECONDS_TO_COPY = 10.0, 2.0, 30
MISSING, TAKEN = 404, "invalid_alias_name_exception"
_FILLING = "-filling"


class Standing(NamedTuple):
    """Our indices at one moment: the one in use, and that of each other schema by its alias, and those that are in no
    use, with the alias by which one of them is being filled, where it has one.
    """

    current: str
    others: Mapping[str, str]
    unused: Mapping[str, str]


class Indices:
    """Those of one prefix in one cluster. The alias is of one schema: a site that is being upgraded searches the index
    of the old one until that of the new one is there, and each program looks after its own.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._address = connection.address

    @property
    def alias(self) -> str:
        return f"{self._address.prefix}-items-{schema_name()}"

    @property
    def writer(self) -> str:
        return f"{self._address.prefix}-writer"

    # Reading

    def current(self) -> str:
        """The name of the index in use. Raises IndexMissing when there is none of this schema."""
        try:
            # When one node is silent, there is time for another.
            found = self._send("GET", f"/_alias/{self.alias}", seconds=SECONDS_TO_CHECK / 2)
        except Refused as error:
            if error.status == MISSING:
                raise self._missing() from error
            raise unavailable(error, self._address) from error
        return next(iter(found))

    def check(self) -> None:
        """Raise EngineUnavailable unless the index in use can be searched; after SECONDS_TO_CHECK at most."""
        with limited(SECONDS_TO_CHECK):
            self.current()
            health = self._asked("GET", f"/_cluster/health/{self.alias}", seconds=SECONDS_TO_CHECK / 2)
        if health.get("status") == "red":
            message = f"The cluster at {self._address} has lost a part of the search index. {REBUILD}"
            raise EngineUnavailable(message)

    def standing(self) -> Standing:
        current, others, unused = "", {}, {}
        for name, about in self._asked("GET", f"/{self._address.prefix}-items-*/_alias").items():
            aliases = set(about.get("aliases", {}))
            filling = {alias for alias in aliases if alias.endswith(_FILLING)}
            in_use = {alias for alias in aliases - filling if alias.startswith(f"{self._address.prefix}-items-")}
            if self.alias in in_use:
                current = name
            elif in_use:
                others[min(in_use)] = name
            else:
                unused[name] = min(filling, default="")
        return Standing(current, others, unused)

    def missing(self, standing: Standing) -> IndexMissing:
        if standing.others:
            return IndexMissing(f"The search index at {self._address} is of another version of this program. {REBUILD}")
        return IndexMissing(f"There is no search index at {self._address}. {REBUILD}")

    # Making one, and putting it in place

    def make(self) -> str:
        """An empty index that nobody reads yet. It is written by the name of `filling`, and by no other."""
        name = f"{self.alias}-{uuid.uuid4().hex[:12]}"
        body = index_body(self._address, self._connection.major) | {"aliases": {self.filling(name): {}}}
        params = {"wait_for_active_shards": "all", "timeout": f"{SECONDS_TO_COPY}s"}
        answer = self._asked("PUT", f"/{name}", body=body, params=params, seconds=SECONDS_TO_COPY + 5)
        if not answer["shards_acknowledged"]:
            self.drop(name)
            message = f"The cluster at {self._address} has no room for the {self._address.shards} parts of an index."
            raise EngineUnavailable(message)
        return name

    @staticmethod
    def filling(name: str) -> str:
        return name + _FILLING

    def ready(self, name: str, *, renew: Callable[[], None]) -> None:
        """Give a filled index its copies, and wait a moment for them. `renew` is called between what may take long."""
        try:
            answer = self._asked("POST", f"/{name}/_refresh", seconds=SECONDS_TO_COPY)
        except IndexMissing:
            # Another process has deleted it.
            raise
        except EngineUnavailable:
            # Nobody answers, or they wait for a part that is lost: that is better to know.
            self._expect_parts(name)
            raise
        self._expect_all_parts(answer)
        renew()
        self._asked("PUT", f"/{name}/_settings", body=settings_in_use(self._address))
        params = {"wait_for_status": "green", "timeout": f"{SECONDS_TO_COPY}s"}
        # It is searched without them as well.
        with suppress(EngineUnavailable):
            self._asked("GET", f"/_cluster/health/{name}", params=params, seconds=SECONDS_TO_COPY + 5)
        renew()

    def check_whole(self, name: str, *, least: int) -> int:
        """How many documents an index holds. Raises EngineUnavailable when a part of it is away, or when there are
        less than `least`.
        """
        self._expect_parts(name)
        answer = self._asked("GET", f"/{name}/_count", seconds=SECONDS_TO_COPY)
        self._expect_all_parts(answer)
        self._expect("items", answer["count"], least)
        return int(answer["count"])

    def _expect_parts(self, name: str) -> None:
        health = self._asked("GET", f"/_cluster/health/{name}")
        self._expect("parts", health["active_primary_shards"], self._address.shards)

    def _expect_all_parts(self, answer: Any) -> None:
        parts = answer["_shards"]
        self._expect("parts that answer", parts["total"] - parts["failed"], parts["total"])

    def _expect(self, what: str, found: int, least: int) -> None:
        if found < least:
            message = (
                f"The new search index at {self._address} is not whole ({what}: {found} of {least}) and is not put in "
                f"place. Look after the nodes of the cluster. {REBUILD}"
            )
            raise EngineUnavailable(message)

    def put_in_place(self, name: str) -> None:
        """Make the alias name this index alone, in one step, and delete the one that it replaces.

        Raises EngineUnavailable when another writer has come since, or an index has the name of the alias.
        """
        replaced = self.standing().current
        actions: list[dict[str, Any]] = [self._release(name)]
        if replaced:
            actions.append({"remove": {"index": replaced, "alias": self.alias, "must_exist": True}})
        actions.append({"add": {"index": name, "alias": self.alias}})
        try:
            self._send("POST", "/_aliases", body={"actions": actions})
        except Refused as error:
            # Sent twice, because the first answer was lost, it is told that it is done already.
            if error.status != MISSING or self.standing().current != name:
                raise self._not_put_in_place(error) from error
        if replaced:
            self._delete_quietly(replaced)

    def _not_put_in_place(self, error: Refused) -> EngineUnavailable:
        if error.kind == TAKEN:
            return EngineUnavailable(
                f"An index of the cluster at {self._address} has the name {self.alias}: delete it. {REBUILD}"
            )
        return EngineUnavailable(OVERTAKEN) if error.status == MISSING else unavailable(error, self._address)

    def _release(self, name: str) -> dict[str, Any]:
        """Take from an index the alias by which it is filled: of those who try, one succeeds."""
        return {"remove": {"index": name, "alias": self.filling(name), "must_exist": True}}

    # Deleting

    def clear(self, standing: Standing, *, but: str = "") -> None:
        """Delete what is in no use, but one: replaced, or left by a rebuild that was cut short, or being filled by a
        writer whose lease is over. Whoever writes does this first. Raises EngineUnavailable when it cannot be done.
        """
        for name, filling in standing.unused.items():
            if name != but:
                self._drop(name, is_filled=bool(filling))

    def drop(self, name: str) -> None:
        """Delete an index that was being filled; one that is in use by now stays, one that is gone is no fault."""
        with suppress(Refused, EngineUnavailable):
            self._drop(name, is_filled=True)

    def _drop(self, name: str, *, is_filled: bool) -> None:
        try:
            if is_filled:
                self._send("POST", "/_aliases", body={"actions": [self._release(name)]})
        except Refused as error:
            if error.status == MISSING:
                return
            # On a disk that is full nobody can put it in place, and its room is what is wanted.
            if not is_block(error):
                raise unavailable(error, self._address) from error
        # Nobody can put it in place any more.
        self._delete_quietly(name)

    def _delete_quietly(self, name: str) -> None:
        """What cannot be deleted now is deleted by the next writer."""
        with suppress(Refused, EngineUnavailable):
            self._send("DELETE", f"/{name}")

    def retire(self, alias: str) -> None:
        """Delete the index of another schema. Raises EngineUnavailable when it cannot be done."""
        for name in self._asked("GET", f"/_alias/{alias}"):
            self._asked("DELETE", f"/{name}")

    # Asking

    def _missing(self) -> IndexMissing:
        with suppress(EngineUnavailable):
            return self.missing(self.standing())
        return self.missing(Standing("", {}, {}))

    def _asked(self, method: str, path: str, **more: Any) -> Any:
        try:
            return self._send(method, path, **more)
        except Refused as error:
            raise unavailable(error, self._address) from error

    def _send(self, method: str, path: str, *, seconds: float = SECONDS, **more: Any) -> Any:
        return self._connection.send(method, path, seconds=seconds, **more)
