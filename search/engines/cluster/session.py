"""Requests of one question or one writing to a cluster, within a budget of time."""

from __future__ import annotations

import math
import ssl
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.core.exceptions import ImproperlyConfigured

from search.engines import waiting
from search.engines.base import EngineUnavailable
from search.engines.cluster.breaker import Breaker
from search.engines.cluster.clients import client_of, not_a_cluster
from search.engines.cluster.products import check_server
from search.engines.cluster.trouble import Refused, unanswered, unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from search.engines.cluster.address import Address
    from search.engines.cluster.clients import Client

LEAST_SECONDS = 0.05


class Connection:
    """One cluster, with what this process remembers of it: its client, whether it is the right one, its breaker."""

    _is_patient: ContextVar[bool] = ContextVar("search_cluster_is_patient", default=False)

    def __init__(self, address: Address, client_of: Callable[[Address], Client] = client_of) -> None:
        self.address = address
        self.breaker = Breaker()
        self._client_of = client_of
        self._made: Client | None = None
        self._major = 0
        self._making = threading.Lock()

    def client(self) -> Client:
        with self._making:
            if self._made is None:
                try:
                    if self.address.ca:
                        # The clients read it with the first request, and say that nobody answers.
                        ssl.create_default_context(cafile=self.address.ca)
                    self._made = self._client_of(self.address)
                except OSError as error:
                    message = f"SEARCH_URL: its file of authorities (ca) cannot be read: {error}."
                    raise ImproperlyConfigured(message) from error
        return self._made

    @contextmanager
    def patiently(self) -> Iterator[None]:
        """Within the block nobody waits for an answer: the breaker holds nothing back, and what is refused for a moment
        is no reason to leave the cluster alone.
        """
        token = self._is_patient.set(True)
        try:
            yield
        finally:
            self._is_patient.reset(token)

    @property
    def is_patient(self) -> bool:
        return self._is_patient.get()

    def send(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        seconds: float,
        within: float = math.inf,
    ) -> Any:
        """One request. Raises Refused, or EngineUnavailable at once while the cluster rests.

        A node has so many `seconds` to answer; all that are tried, and the question what they are, `within` so many.
        """
        is_patient = self.is_patient
        if not is_patient and not self.breaker.lets_through():
            message = f"{self.breaker.reason} The cluster is left alone for a moment."
            raise EngineUnavailable(message)
        try:
            if not self._major:
                start = time.monotonic()
                self._check(seconds, within)
                within -= time.monotonic() - start
            answer = self.client().request(method, path, body=body, params=params, seconds=seconds, within=within)
        except Refused as error:
            # One that has too much to do (429) says so at once, and of one queue only: nobody waits for it.
            if error.status in {502, 503, 504} and not is_patient:
                self.breaker.failed(str(unavailable(error, self.address)))
            elif not is_patient:
                self.breaker.succeeded()
            raise
        except EngineUnavailable as error:
            if not is_patient:
                self.breaker.failed(str(error))
            raise
        if not is_patient:
            self.breaker.succeeded()
        return answer

    @property
    def major(self) -> int:
        """The first number of the version of the cluster; 0 until it was asked anything."""
        return self._major

    def _check(self, seconds: float, within: float) -> None:
        try:
            answer = self.client().request("GET", "/", seconds=seconds, within=within)
        except Refused as error:
            raise unavailable(error, self.address) from error
        self._major = check_server(answer, self.address.product, self.address)


class Session:
    """What one question asks. Raises EngineUnavailable when there is no time left.

    `seconds` are for all the requests of one visitor's wait (`search.engines.waiting`), those of other questions too.
    """

    def __init__(self, connection: Connection, index: str, *, seconds: float, salt: str = "") -> None:
        self._connection = connection
        self.index = index
        self._seconds = seconds
        self._wait = waiting.current()
        # The same question goes to the same copies of the index: its pages are of one order.
        self._preference = f"q{crc32(salt.encode())}"

    @property
    def is_late(self) -> bool:
        """Whether half of the time is over: what is left is for the answer, not for other wordings of the question."""
        return self._wait.spent > self._seconds / 2

    def search(self, body: Mapping[str, Any]) -> Any:
        return self.searches([body])[0]

    def searches(self, bodies: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Several in one request."""
        if not bodies:
            return []
        params = {"preference": self._preference, "search_type": "dfs_query_then_fetch"}
        if len(bodies) == 1:
            answers: list[Any] | None = [
                self.send("POST", f"/{self.index}/_search", body=dict(bodies[0]), params=params)
            ]
        else:
            head = {"index": self.index, "preference": self._preference, "search_type": "dfs_query_then_fetch"}
            lines = [line for body in bodies for line in (head, body)]
            together = self.send("POST", "/_msearch", body=lines)
            answers = together.get("responses") if isinstance(together, dict) else None
        if not isinstance(answers, list) or len(answers) != len(bodies):
            raise not_a_cluster(self._connection.address)
        for answer in answers:
            self._check_answer(answer)
        return answers

    def send(self, method: str, path: str, *, body: Any = None, params: Mapping[str, Any] | None = None) -> Any:
        left = self._seconds - self._wait.spent
        if left < LEAST_SECONDS:
            message = f"The cluster at {self._connection.address} did not answer within {self._seconds:g} seconds."
            # Each answer came in time, and all together too late: the next visitor need not wait for that.
            self._connection.breaker.failed(message)
            raise EngineUnavailable(message)
        # When one node is silent, there is time for another.
        a_try = min(left, self._seconds / 3)
        try:
            with self._wait.counted():
                return self._connection.send(method, path, body=body, params=params, seconds=a_try, within=left)
        except Refused as error:
            raise unanswered(error, self._connection.address) from error

    def _check_answer(self, answer: Any) -> None:
        """An answer of a part of the shards is none: an item that is there would not be found."""
        if not isinstance(answer, dict) or not answer.keys() & {"hits", "error"}:
            raise not_a_cluster(self._connection.address)
        if "error" in answer:
            error = answer["error"]
            causes = error.get("root_cause") or [error]
            told = Refused(
                int(answer.get("status", 500)), str(causes[0].get("type")), str(causes[0].get("reason"))[:300]
            )
            raise unanswered(told, self._connection.address)
        if answer.get("_shards", {}).get("failed") or answer.get("timed_out"):
            failures = answer["_shards"].get("failures") or [{}]
            reason = str(failures[0].get("reason", {}).get("reason", "a part of the index does not answer"))[:300]
            message = f"The cluster at {self._connection.address} answers in part only: {reason}."
            raise EngineUnavailable(message)
