"""Whoever watches over the site is answered in time, whatever a node does."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from search.engines.choice import current_engine
from search.engines.cluster import indices
from search.engines.cluster.clients import ElasticsearchClient
from tests.search.cluster.servers import listening
from tests.search.cluster.test_budget import ROOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db

HANGS = {
    "everywhere": {},
    "after-it-said-who-it-is": {"/": 200},
    "when-asked-for-other-indices": {"/": 200, "/_alias": 404},
}


@pytest.fixture(params=["opensearch", "elasticsearch"])
def hanging(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """A node that answers what is asked under these paths, with a status, and nothing else for as long as the test."""
    answered: dict[str, int] = {}
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path if self.path == "/" else self.path[: self.path.find("/", 1)]
            if path not in answered:
                over.wait(30)
                return
            body = json.dumps(ROOTS[request.param]).encode()
            self.send_response(answered[path])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Nobody reads it."""

    monkeypatch.setattr(ElasticsearchClient, "node_class", None)
    monkeypatch.setattr(indices, "SECONDS_TO_CHECK", 0.5)
    with listening(Handler) as host:
        settings.SEARCH_URL, settings.SEARCH_FALLBACK = f"{request.param}://{host}/health-{len(host)}", "none"
        yield answered
        over.set()


@pytest.mark.parametrize("where", HANGS)
def test_health_is_told_within_its_bound_while_a_node_hangs(
    client: Client, hanging: dict[str, int], where: str
) -> None:
    hanging |= HANGS[where]
    assert not current_engine().connection.major  # type: ignore[attr-defined]
    start = time.monotonic()

    response = client.get("/healthz")

    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["search"] == ("missing" if "/_alias" in hanging else "away")
    # A try at another request of a cluster takes ten.
    assert time.monotonic() - start < 8
