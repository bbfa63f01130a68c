"""The life of an index: made beside the one in use, filled, put in its place by an alias, deleted after."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.cluster.mapping import index_body, schema_name, settings_in_use
from search.engines.cluster.trouble import REBUILD, Refused, unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.cluster.session import Connection

SECONDS, SECONDS_TO_CHECK, SECONDS_TO_COPY = 10.0, 2.0, 30
MISSING, TAKEN = 404, "invalid_alias_name_exception"


class Indices:
    """Those of one prefix in one cluster. The alias is of one schema: a site that is being upgraded searches the index
    of the old one until that of the new one is there.
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

    def current(self) -> str:
        """The name of the index in use. Raises IndexMissing when there is none of this schema."""
        try:
            found = self._send("GET", f"/_alias/{self.alias}", seconds=SECONDS_TO_CHECK)
        except Refused as error:
            if error.status == MISSING:
                raise self._missing() from error
            raise unavailable(error, self._address) from error
        return next(iter(found))

    def check(self) -> None:
        """Raise EngineUnavailable unless the index in use can be searched."""
        self.current()
        health = self._asked("GET", f"/_cluster/health/{self.alias}", seconds=SECONDS_TO_CHECK)
        if health["status"] == "red":
            message = f"The cluster at {self._address} has lost a part of the search index. {REBUILD}"
            raise EngineUnavailable(message)

    def make(self) -> str:
        """An empty index that nobody reads yet."""
        self.drop_unfinished()
        name = f"{self.alias}-{uuid.uuid4().hex[:12]}"
        self._asked(
            "PUT",
            f"/{name}",
            body=index_body(self._address, self._connection.major),
            params={"wait_for_active_shards": 1},
        )
        return name

    def ready(self, name: str) -> None:
        """Give a filled index its copies, and wait a moment for them."""
        self._asked("POST", f"/{name}/_refresh", seconds=SECONDS_TO_COPY)
        self._asked("PUT", f"/{name}/_settings", body=settings_in_use(self._address))
        params = {"wait_for_status": "green", "timeout": f"{SECONDS_TO_COPY}s"}
        # It is searched without them as well.
        with suppress(EngineUnavailable):
            self._asked("GET", f"/_cluster/health/{name}", params=params, seconds=SECONDS_TO_COPY + 5)

    def put_in_place(self, name: str) -> None:
        """Make the alias name this index alone, in one step. Raises EngineUnavailable when an index has that name."""
        actions = [
            {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
            {"add": {"index": name, "alias": self.alias}},
        ]
        try:
            self._send("POST", "/_aliases", body={"actions": actions})
        except Refused as error:
            if error.kind == TAKEN:
                message = f"An index of the cluster at {self._address} has the name {self.alias}: delete it. {REBUILD}"
                raise EngineUnavailable(message) from error
            raise unavailable(error, self._address) from error

    def drop(self, name: str) -> None:
        """Delete one index; one that is there no more is no fault."""
        with suppress(Refused, EngineUnavailable):
            self._send("DELETE", f"/{name}")

    def drop_others(self, used: str) -> None:
        """Delete those of ours that are not in use: replaced, of an older schema, or of a rebuild cut short."""
        with suppress(Refused, EngineUnavailable):
            for name in self._names():
                if name != used:
                    self.drop(name)

    def drop_unfinished(self) -> None:
        """Delete what rebuilds that were cut short have left: no alias names them."""
        with suppress(Refused, EngineUnavailable):
            for name, about in self._names().items():
                if not about.get("aliases"):
                    self.drop(name)

    def _names(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._send("GET", f"/{self._address.prefix}-items-*/_alias")
        return found

    def _missing(self) -> IndexMissing:
        names: Mapping[str, Any] = {}
        with suppress(Refused, EngineUnavailable):
            names = self._names()
        if any(about.get("aliases") for about in names.values()):
            return IndexMissing(
                f"The search index at {self._address} is of an older version of this program. {REBUILD}"
            )
        return IndexMissing(f"There is no search index at {self._address}. {REBUILD}")

    def _asked(self, method: str, path: str, **more: Any) -> Any:
        try:
            return self._send(method, path, **more)
        except Refused as error:
            raise unavailable(error, self._address) from error

    def _send(self, method: str, path: str, *, seconds: float = SECONDS, **more: Any) -> Any:
        return self._connection.send(method, path, seconds=seconds, **more)
