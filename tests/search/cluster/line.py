"""The line to a cluster, that can be cut and mended: to the site the cluster is stopped, then started."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import suppress
from typing import Any


class Line:
    """Carries bytes from a port of its own to that of the cluster; while it is cut, nobody listens there."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._open: set[socket.socket] = set()
        self._server: Any = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        line = self

        class Carrier(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with socket.create_connection(line._target) as beyond:
                    line._open |= {self.request, beyond}
                    back = threading.Thread(target=carry, args=(beyond, self.request), daemon=True)
                    back.start()
                    carry(self.request, beyond)
                    back.join()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self._server = Server(("127.0.0.1", self.port), Carrier)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def cut(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()


def carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
