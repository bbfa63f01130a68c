"""Pages as a source of the search: no item type is known here, only Wagtail's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from django.utils.functional import _StrPromise
    from wagtail.query import PageQuerySet

    from search.documents import SearchDocument


class PageSource:
    """A kind of page that can be found: see `search.registry.DocumentSource`.

    `public` gives the pages that anybody may read, and `as_document` what the search knows of one. `loaded` adds to the
    query what `as_document` reads besides.
    """

    def __init__(
        self,
        type_: str,
        *,
        label: str | _StrPromise,
        label_one: str | _StrPromise,
        public: Callable[[], PageQuerySet[Any]],
        as_document: Callable[[Any], SearchDocument],
        loaded: Callable[[Any], Any] = lambda pages: pages,
        result_template: str = "",
    ) -> None:
        self.type = type_
        self.label = label
        self.label_one = label_one
        self.result_template = result_template
        self._public = public
        self._as_document = as_document
        self._loaded = loaded

    def public_pks(self, among: Collection[str] | None = None) -> Iterable[str]:
        pages = self._public() if among is None else self._public().filter(pk__in=among)
        return (str(pk) for pk in pages.order_by("pk").values_list("pk", flat=True))

    def documents(self, pks: Collection[str]) -> Iterator[SearchDocument]:
        return map(self._as_document, self._loaded(self._public().filter(pk__in=pks)))
