"""Requests that end in time, whatever a node does: the limits of the clients begin anew with every byte that comes."""

from __future__ import annotations

import io
import math
import time
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from urllib3 import HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from socket import socket

# As much as a cluster takes in one request, unless it is told otherwise.
LARGEST_ANSWER = 100 * 1024 * 1024

_until: ContextVar[float] = ContextVar("search_cluster_until", default=math.inf)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Inside, a request through a node of `in_time` is over after so many seconds, or those of a block around."""
    token = _until.set(min(_until.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _until.reset(token)


def in_time(node: type[Any], limit: str) -> type[Any]:
    """The same class of nodes, each of whose requests takes no longer than its argument `limit` says, all its parts:
    connecting, sending, and reading to the end. Both clients speak by urllib3.
    """

    class InTime(node):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.pool.ConnectionCls = _SecureInTime if isinstance(self.pool, HTTPSConnectionPool) else _InTime
            # A thread that finds no connection free makes one rather than waiting for as long as it takes.
            self.pool.block = False

        def perform_request(self, *args: Any, **options: Any) -> Any:
            with limited(options[limit]):
                return super().perform_request(*args, **options)

    return InTime


def _left(until: float) -> float | None:
    """How many seconds are left; None where there is no end. Raises TimeoutError when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        message = "its time is over"
        raise TimeoutError(message)
    return None if math.isinf(left) else left


class _InTime(HTTPConnection):
    def _new_conn(self) -> socket:
        until = _until.get()
        self.timeout = _left(until)
        connected = super()._new_conn()
        # For what greetings TLS exchanges.
        connected.settimeout(_left(until))
        return connected

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        self.sock.settimeout(_left(_until.get()))
        super().send(data)

    def getresponse(self) -> Any:
        self.response_class = partial(_AnswerInTime, until=_until.get())  # type: ignore[assignment]
        return super().getresponse()


class _SecureInTime(_InTime, HTTPSConnection):
    """The same by TLS."""


class _AnswerInTime(HTTPResponse):
    def __init__(self, sock: socket, *args: Any, until: float, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp = io.BufferedReader(_Bytes(sock, self.fp.detach(), until))


class _Bytes(io.RawIOBase):
    """What comes from a socket until a moment, and not without end."""

    def __init__(self, sock: socket, raw: io.RawIOBase, until: float) -> None:
        self._sock, self._raw, self._until = sock, raw, until
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(_left(self._until))
        count: int | None = self._raw.readinto(buffer)
        self._count += count or 0
        if self._count > LARGEST_ANSWER:
            message = f"its answer has more than {LARGEST_ANSWER} bytes"
            raise OSError(message)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
