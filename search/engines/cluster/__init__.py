"""The engine over a cluster of Elasticsearch or OpenSearch."""

from __future__ import annotations

from functools import lru_cache

from django.core.exceptions import ImproperlyConfigured

from search.engines.cluster.address import read_address

__all__ = ["engine_at"]


@lru_cache(maxsize=8)
def engine_at(url: str) -> object:
    """The engine over the cluster of an address, one object a process. Raises ImproperlyConfigured for a wrong one."""
    address = read_address(url)
    try:
        from search.engines.cluster.engine import ClusterEngine  # noqa: PLC0415 -- an extra: only who uses it has it
        from search.engines.cluster.session import Connection  # noqa: PLC0415 -- the same
    except ImportError as error:
        message = "SEARCH_URL names a cluster: pip install --require-hashes -r requirements/search.txt for its client."
        raise ImproperlyConfigured(message) from error
    return ClusterEngine(Connection(address))
