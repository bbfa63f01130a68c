"""All that differs between the servers: who they say they are, and which versions this program speaks to."""

from __future__ import annotations

from typing import Any

from search.engines.base import EngineUnavailable

# The versions whose answers the suite was run over; another may answer otherwise without saying so.
SPOKEN = {"elasticsearch": (8, 9), "opensearch": (2, 3)}
NAMES = {"elasticsearch": "Elasticsearch", "opensearch": "OpenSearch"}


def scoring(product: str, major: int) -> dict[str, Any]:
    """Settings of an index by which scores are BM25 with the factor k1 + 1, as tantivy has it.

    What is no such score, such as the bonus for the reader's language, weighs as much beside it on every server.
    """
    if product == "opensearch" and major >= 3:  # noqa: PLR2004 -- from this version on it leaves the factor out
        return {"similarity": {"default": {"type": "LegacyBM25"}}}
    return {}


def check_server(answer: Any, product: str, where: object) -> int:
    """The first number of the version of a server, by what its root answers: it must be the product that SEARCH_URL
    names, in a version that this program knows.

    Raises EngineUnavailable with a sentence for the operator.
    """
    version = answer.get("version") if isinstance(answer, dict) else None
    version = version if isinstance(version, dict) else {}
    number = str(version.get("number", ""))
    if not number:
        message = f"What answers at {where} is not a search cluster."
        raise EngineUnavailable(message)
    # OpenSearch names itself; Elasticsearch has no such word.
    met = str(version.get("distribution") or "elasticsearch")
    if met not in NAMES:
        known = " and ".join(NAMES.values())
        message = f"The cluster at {where} is {met[:20]} {number[:20]}; this program speaks to {known}."
        raise EngineUnavailable(message)
    if met != product:
        message = f"The cluster at {where} is {NAMES[met]}: write {met}://."
        raise EngineUnavailable(message)
    major = number.partition(".")[0]
    if not (major.isdigit() and int(major) in SPOKEN[product]):
        spoken = " and ".join(map(str, SPOKEN[product]))
        message = f"The cluster at {where} is {NAMES[product]} {number[:20]}; this program speaks to versions {spoken}."
        raise EngineUnavailable(message)
    return int(major)
