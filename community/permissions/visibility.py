"""Which pictures, files, sounds and videos of the library a reader sees: the rule of restricted collections, once.

Every output asks here, whatever the type: pages, cards, downloads, feeds, choosers, the addresses of the files.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest


class InACollection(Protocol):
    collection_id: int


Item = TypeVar("Item", bound=InACollection)


class Reader:
    """Somebody who reads, and the collections closed to them: found out once, and only when something asks."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.request = request

    def accepted_by(self, restriction: BaseViewRestriction) -> bool:
        """A visitor without an account or a session has typed no password and belongs to no group."""
        if self.request is None or not hasattr(self.request, "user"):
            return False
        if restriction.restriction_type == restriction.PASSWORD and not hasattr(self.request, "session"):
            return False
        return bool(restriction.accept_request(self.request))

    @cached_property
    def closed(self) -> tuple[str, ...]:
        """Paths of the collections that the reader may not look into; what lies below them is closed as well."""
        restrictions = CollectionViewRestriction.objects.select_related("collection")
        return tuple(rule.collection.path for rule in restrictions if not self.accepted_by(rule))

    @cached_property
    def paths(self) -> dict[int, str]:
        return dict(Collection.objects.values_list("pk", "path"))

    def sees(self, item: Any) -> bool:
        return not self.closed or not self.paths[item.collection_id].startswith(self.closed)


def reader_of(user: Any) -> Reader:
    """The person in the editor, where no password of a collection can have been typed."""
    return Reader(SimpleNamespace(user=user, session={}))  # type: ignore[arg-type]


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


@contextmanager
def read_by(request: HttpRequest) -> Iterator[None]:
    """Inside, `in_the_open` answers for this visitor; outside for anybody, since what is cached or sent is public."""
    token = _reader.set(Reader(request))
    try:
        yield
    finally:
        _reader.reset(token)


def in_the_open(items: Iterable[Item]) -> list[Item]:
    """Those of the pictures, files, sounds and videos that anybody may see, or the visitor of `read_by`.

    One in a restricted collection keeps even its title to itself. No query without items, one while no collection is
    restricted.
    """
    candidates = list(items)
    if not candidates:
        return candidates
    reader = _reader.get() or Reader()
    return [item for item in candidates if reader.sees(item)]
