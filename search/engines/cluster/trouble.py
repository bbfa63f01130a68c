"""What a cluster refuses or cannot do, and the sentence that tells an operator."""

from __future__ import annotations

import socket
import ssl
from http.client import BadStatusLine
from typing import TYPE_CHECKING, Any

from urllib3.util.ssl_match_hostname import CertificateError

from search.engines.base import EngineUnavailable, IndexMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.cluster.address import Address

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
        return EngineUnavailable(f"The cluster at {where} refuses the user or the password.")
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


def unanswered(error: Refused, where: object) -> EngineUnavailable:
    """The same for a question: what this program asks of an index that it made, no cluster finds wrong."""
    if error.status == 400:  # noqa: PLR2004 -- HTTP's “bad request”
        message = f"The search index at {where} is not as this program made it ({error}). {REBUILD}"
        return EngineUnavailable(message)
    return unavailable(error, where)


def silence(error: BaseException, where: Address) -> EngineUnavailable:
    """The exception that the site knows, when no node has answered: with what went wrong with the last."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, (ssl.SSLCertVerificationError, CertificateError)):
            # OpenSSL's own words, or those of urllib3, which compares the names of hosts where OpenSSL is told not to.
            words = str(getattr(cause, "verify_message", cause)).rstrip(".")
            return EngineUnavailable(
                f"The certificate at {where} is refused: {words}. Its dates, its host and its authority "
                "(ca=/file.pem) must be right."
            )
    return EngineUnavailable(f"No node of {where} answers: {_reason(causes, where)}.")


def _reason(causes: list[BaseException], where: Address) -> str:
    """In words, of what lies deepest: the libraries wrap what the system says, and name it by their own classes."""
    for cause in reversed(causes):
        if isinstance(cause, ssl.SSLError):
            return f"it does not speak TLS, which +https asks for ({cause.reason or cause})"
        if isinstance(cause, (BadStatusLine, ConnectionResetError)) and not where.secure:
            return f"it ends the connection; if it speaks TLS, write {where.product}+https://"
        if isinstance(cause, TimeoutError):
            return "its time is over"
        if isinstance(cause, socket.gaierror):
            return f"no such host ({cause.strerror})"
        if isinstance(cause, OSError) and (cause.strerror or str(cause)):
            return cause.strerror or str(cause)
    return type(causes[-1]).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and what it was raised for; the clients keep that in places of their own."""
    waiting, seen = [error], set()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        held = (one.__cause__, one.__context__, *getattr(one, "errors", ()), getattr(one, "info", None), *one.args)
        waiting += [cause for cause in held if isinstance(cause, BaseException)]


def is_block(error: Refused) -> bool:
    return error.kind == "cluster_block_exception"
