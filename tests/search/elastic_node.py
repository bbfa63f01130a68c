"""The Elasticsearch client over a cluster of OpenSearch, whose server can be had for tests: Elasticsearch's own cannot.

Only what the server says of itself is put otherwise.
"""

from __future__ import annotations

import json
from typing import Any

from elastic_transport import Urllib3HttpNode


class OverOpenSearch(Urllib3HttpNode):
    def perform_request(self, method: str, target: str, *args: Any, **more: Any) -> Any:
        answer = super().perform_request(method, target, *args, **more)
        if target != "/":
            return answer
        about = json.loads(answer.body)
        about["version"] = {"number": "9.5.0"}
        return answer._replace(body=json.dumps(about).encode())
