"""A server that speaks TLS and asks for a password, before a cluster that does neither; and the certificates for it."""

from __future__ import annotations

import base64
import subprocess
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from tests.search.cluster.servers import listening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USER, PASSWORD = "communs", "p@ss/word"
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """One that signs certificates: `ca` is the file by which it is known."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self.ca, self._key = folder / "ca.pem", folder / "ca.key"
        openssl("req", "-x509", *_KEY, "-keyout", self._key, "-out", self.ca, "-subj", "/CN=A test", "-days", "1")

    def certificate(self, name: str, *, days: int = 1) -> Path:
        """A file with the certificate of a host and its key; of `days` below 0, it has expired."""
        key, asked, signed = (self._folder / f"{name}{days}.{end}" for end in ("key", "csr", "pem"))
        names = self._folder / "names"
        names.write_text(f"subjectAltName={name}")
        openssl("req", "-new", *_KEY, "-keyout", key, "-out", asked, "-subj", "/CN=node")
        signing = ("-CA", self.ca, "-CAkey", self._key, "-days", str(days), "-extfile", names)
        openssl("x509", "-req", "-in", asked, "-out", signed, *signing)
        signed.write_text(signed.read_text() + key.read_text())
        return signed


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


@contextmanager
def secured(certificate: Path, upstream: str = "") -> Iterator[str]:
    """The host of such a server; what it lets through is sent on to the host `upstream`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {said}":
                self.tell(401, "application/json", b'{"error": "Unauthorized"}')
                return
            onward = HTTPConnection(upstream, timeout=30)
            onward.request(self.command, self.path, body, {"Content-Type": self.headers["Content-Type"]})
            answer = onward.getresponse()
            self.tell(answer.status, answer.headers["Content-Type"], answer.read())
            onward.close()

        def tell(self, status: int, type_: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 -- the library's names

        def log_message(self, *_args: Any) -> None:
            """Nobody reads it."""

    with listening(Handler, certificate) as host:
        yield host
