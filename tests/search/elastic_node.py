"""The Elasticsearch client over a cluster of OpenSearch, whose server can be had for tests: Elasticsearch's own cannot.

What the server says of itself is put otherwise, and an index scores as Elasticsearch's do, of every version: with the
factor k1 + 1, which OpenSearch leaves out from version 3 on.
"""

from __future__ import annotations

import json
from typing import Any

from elastic_transport import Urllib3HttpNode

from search.engines.cluster.products import scoring


class OverOpenSearch(Urllib3HttpNode):
    _major = 0

    def perform_request(
        self, method: str, target: str, body: bytes | None = None, headers: Any = None, **more: Any
    ) -> Any:
        if method == "PUT" and "/" not in target[1:] and body and b'"mappings"' in body:
            made = json.loads(body)
            made["settings"] |= scoring("opensearch", self._major)
            body = json.dumps(made).encode()
        answer = super().perform_request(method, target, body, headers, **more)
        about = json.loads(answer.body) if target == "/" else {}
        if "version" not in about:
            return answer
        type(self)._major = int(about["version"]["number"].partition(".")[0])
        about["version"] = {"number": "9.5.0"}
        return answer._replace(body=json.dumps(about).encode())
