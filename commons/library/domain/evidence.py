"""Who says which licence a file is under, and on what evidence: said around whatever saves the file."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commons.library.enums import EvidenceKind as Kind
from commons.library.enums import LicenceChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community.models import User

__all__ = ["Evidence", "Kind", "current", "evidence", "evidence_unless_said"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`address` was read on the day of the statement; `statement` is what was read, or the name of an imported file.

    `reason` and `corrects` are of a licence that replaces another: why, and whether the one before was a mistake rather
    than a choice of the author.
    """

    kind: Kind = Kind.STATED
    by: User | None = None
    address: str = ""
    statement: str = ""
    reason: str = ""
    corrects: bool = False

    @property
    def change(self) -> LicenceChange:
        return LicenceChange.CORRECTED if self.corrects else LicenceChange.RELICENSED


_current: ContextVar[Evidence | None] = ContextVar("evidence_of_a_licence", default=None)


def current() -> Evidence | None:
    return _current.get()


@contextmanager
def evidence(
    *,
    kind: Kind = Kind.STATED,
    by: User | None = None,
    address: str = "",
    statement: str = "",
    reason: str = "",
    corrects: bool = False,
) -> Iterator[None]:
    """Inside, each licence that a file gets is recorded with this; outside, as said without more, by nobody known."""
    said = Evidence(kind, by, address.strip(), statement.strip(), reason.strip(), corrects)
    token = _current.set(said)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def evidence_unless_said(*, kind: Kind, by: User | None, statement: str = "") -> Iterator[None]:
    """The same for a verb that others call: what they said of the evidence stands."""
    if _current.get() is not None:
        yield
        return
    with evidence(kind=kind, by=by, statement=statement):
        yield
