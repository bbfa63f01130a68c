"""The two thin clients: one sends to Elasticsearch, one to OpenSearch. What they send is written elsewhere, once."""

from __future__ import annotations

import base64
import json
import logging
import math
from typing import TYPE_CHECKING, Any, ClassVar, Protocol
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured

from search.engines.base import EngineUnavailable
from search.engines.cluster.deadline import in_time, limited
from search.engines.cluster.trouble import refused, silence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.cluster.address import Address

JSON, LINES = "application/json", "application/x-ndjson"
# A node that answers nothing is left out for a while; meanwhile the others are asked.
MOST_TRIES = 3
# Kept open to each node, for the threads of one process.
MOST_CONNECTIONS = 10


class Client(Protocol):
    """Sends one request to whichever node answers."""

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        seconds: float,
        within: float = math.inf,
    ) -> Any:
        """The answer, read. A list is sent as lines. Raises Refused for an error that the server told, and
        EngineUnavailable when no node has answered whole within so many `seconds` a try, and `within` so many for all.
        """


def client_of(address: Address) -> Client:
    """The client for the product that the address names. Raises ImproperlyConfigured when it is not installed."""
    kinds: dict[str, type[ElasticsearchClient | OpenSearchClient]]
    kinds = {"elasticsearch": ElasticsearchClient, "opensearch": OpenSearchClient}
    try:
        return kinds[address.product](address)
    except ImportError as error:
        message = (
            f"SEARCH_URL names {address.product}, whose client is not installed: "
            "pip install --require-hashes -r requirements/search.txt."
        )
        raise ImproperlyConfigured(message) from error


# Both libraries write a line for every request that goes wrong; what matters of them is told in our own words.
for _name in ("opensearch", "opensearchpy.trace", "elastic_transport.transport", "elastic_transport.node_pool"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


class OpenSearchClient:
    def __init__(self, address: Address) -> None:
        import opensearchpy  # noqa: PLC0415 -- an extra: only who uses it has it

        self._errors = opensearchpy.exceptions
        self._address = address
        options: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
        if address.user:
            options["http_auth"] = (address.user, address.password)
        self._transport = opensearchpy.OpenSearch(
            address.urls,
            connection_class=in_time(opensearchpy.Urllib3HttpConnection, "timeout"),
            pool_maxsize=MOST_CONNECTIONS,
            max_retries=_retries(address),
            retry_on_timeout=True,
            retry_on_status=(),
            **options,
        ).transport

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        seconds: float,
        within: float = math.inf,
    ) -> Any:
        try:
            with limited(within):
                return self._transport.perform_request(
                    method,
                    path,
                    params=_texts(params),
                    body=_written(body),
                    headers={"content-type": LINES if isinstance(body, list) else JSON},
                    timeout=seconds,
                )
        except self._errors.ConnectionError as error:
            raise silence(error, self._address) from error
        except (self._errors.SerializationError, RecursionError) as error:
            raise not_a_cluster(self._address) from error
        except self._errors.TransportError as error:
            info = error.info if isinstance(error.info, dict) else {"error": error.info or error.error}
            raise refused(int(error.status_code), info) from error


class ElasticsearchClient:
    # How its nodes are spoken to, where that is not the library's own way.
    node_class: ClassVar[type[Any] | None] = None

    def __init__(self, address: Address) -> None:
        import elastic_transport  # noqa: PLC0415 -- an extra: only who uses it has it
        from elasticsearch import Elasticsearch  # noqa: PLC0415 -- the same

        self._errors = elastic_transport
        self._address = address
        self._headers = {"accept": JSON}
        if address.user:
            both = base64.b64encode(f"{address.user}:{address.password}".encode()).decode()
            self._headers["authorization"] = f"Basic {both}"
        options: dict[str, Any] = {"ca_certs": address.ca} if address.ca else {}
        options["node_class"] = in_time(self.node_class or elastic_transport.Urllib3HttpNode, "request_timeout")
        # Its own methods would ask for one version in the type of the content; 8 and 9 both take plain JSON.
        self._transport = Elasticsearch(
            address.urls, connections_per_node=MOST_CONNECTIONS, **options
        ).transport  # fmt: skip

    def request(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        params: Mapping[str, Any] | None = None,
        seconds: float,
        within: float = math.inf,
    ) -> Any:
        texts = _texts(params)
        try:
            with limited(within):
                answer = self._transport.perform_request(
                    method,
                    f"{path}?{urlencode(texts)}" if texts else path,
                    body=_written(body),
                    headers=self._headers | {"content-type": LINES if isinstance(body, list) else JSON},
                    max_retries=_retries(self._address),
                    retry_on_timeout=True,
                    retry_on_status=(),
                    request_timeout=seconds,
                )
        except (self._errors.SerializationError, RecursionError) as error:
            raise not_a_cluster(self._address) from error
        except self._errors.TransportError as error:
            raise silence(error, self._address) from error
        if answer.meta.status >= 300:  # noqa: PLR2004 -- HTTP's errors
            raise refused(answer.meta.status, answer.body)
        return answer.body


def not_a_cluster(address: Address) -> EngineUnavailable:
    return EngineUnavailable(f"What answers at {address} is not a search cluster.")


def _retries(address: Address) -> int:
    return min(MOST_TRIES, max(2, len(address.hosts))) - 1


def _texts(params: Mapping[str, Any] | None) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in (params or {}).items()
    }


def _written(body: Any) -> bytes | None:
    if body is None:
        return None
    if isinstance(body, list):
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in body).encode()
    return json.dumps(body, ensure_ascii=False).encode()
