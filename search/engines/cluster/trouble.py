"""What a cluster refuses or cannot do, and the sentence that tells an operator."""

from __future__ import annotations

from typing import Any

from search.engines.base import EngineUnavailable, IndexMissing

REBUILD = "Run `manage.py rebuild_search`."
OVERTAKEN = (
    "Another process took over the writing of the search index: this one was silent for too long. Nothing of it stands "
    "over what is newer."
)


class Refused(Exception):
    """The cluster answered that it will not: its status, the type of its error and its reason."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"{kind or status}: {reason}" if reason else kind or str(status))
        self.status, self.kind, self.reason = status, kind, reason


def refused(status: int, body: Any) -> Refused:
    """An error as the server wrote it; both products write it alike."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return Refused(status, "", str(error or body or "")[:300])
    causes = error.get("root_cause") or [error]
    deepest = error.get("caused_by") or causes[0]
    return Refused(status, str(causes[0].get("type", "")), str(deepest.get("reason", ""))[:300])


def unavailable(error: Refused, where: object) -> EngineUnavailable:
    """The exception that the site knows, for an answer that nobody expected."""
    if error.status in {401, 403} and not is_block(error):
        return EngineUnavailable(f"The cluster at {where} refuses the user or the password of SEARCH_URL.")
    if is_block(error):
        return EngineUnavailable(
            f"The cluster at {where} takes nothing in, most often because a disk is nearly full ({error.reason}). Free "
            "some space, then lift its index.blocks.read_only_allow_delete; what waits is indexed after."
        )
    if error.kind in {"index_not_found_exception", "alias_not_found_exception"} or error.status == 404:  # noqa: PLR2004
        return IndexMissing(f"There is no search index at {where}. {REBUILD}")
    if error.status == 429:  # noqa: PLR2004 -- HTTP's “too many requests”
        return EngineUnavailable(f"The cluster at {where} has too much to do: {error.reason}.")
    return EngineUnavailable(f"The cluster at {where} answers {error.status} ({error}).")


def is_block(error: Refused) -> bool:
    return error.kind == "cluster_block_exception"
