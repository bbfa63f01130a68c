"""Servers that are no good: they answer as they are told, late, or not at all."""

from __future__ import annotations

import json
import ssl
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# How long a server that is no good goes on: a client that waits for its end fails the test by another error.
PATIENCE, PAUSE = 10.0, 0.05
# What it says of its own answer, one byte after another, without end.
DRIPPING = {"head": b"HTTP/1.1 200 OK\r\nX-Words: ", "body": b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"}


def as_text(answer: Any) -> str:
    return answer if isinstance(answer, str) else json.dumps(answer)


@contextmanager
def server(
    answer: Any,
    *,
    status: int = 200,
    silent: bool = False,
    dripping: str = "",
    certificate: Path | None = None,
    authorizations: list[str | None] | None = None,
) -> Iterator[str]:
    """The host of a server that gives one answer to everything (a text as HTML, bytes as they are for JSON), or takes requests and never answers; `dripping`, it
    never comes to the end of its `head` or its `body`. With a `certificate` it speaks TLS.

    `authorizations` is filled with who each request said to be.
    """
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            if authorizations is not None:
                authorizations.append(self.headers.get("Authorization"))
            if silent:
                done.wait(60)
                return
            if dripping:
                self.drip(DRIPPING[dripping])
                return
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = answer if isinstance(answer, bytes) else as_text(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if isinstance(answer, str) else "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def drip(self, start: bytes) -> None:
            self.close_connection = True
            with suppress(OSError):
                self.wfile.write(start)
                for _moment in range(int(PATIENCE / PAUSE)):
                    if done.wait(PAUSE):
                        return
                    self.wfile.write(b"x")

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 -- the library's names

        def log_message(self, *_args: Any) -> None:
            """Nobody reads it."""

    with listening(Handler, certificate) as host:
        try:
            yield host
        finally:
            done.set()


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], certificate: Path | None = None) -> Iterator[str]:
    """The host of a server of this machine; with a `certificate` it speaks TLS."""
    httpd = _Server(("127.0.0.1", 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        httpd.socket = context.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: Any) -> None:
        """Clients that refuse its certificate, or wait no longer, end the connection."""
