"""A kind of page as a provider of public items: see `licences.public_items.ItemProvider`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count

from licences.public_items import PublicItem
from search.query import SearchQuery
from search.service import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.utils.functional import _StrPromise
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

MOST_OF_ONE_NAME = 10


class PageProvider:
    """`public` gives the pages that anybody may read: licensed, with a title and a language of their own.

    `kind` is what people call such a page.
    """

    def __init__(
        self, type_: str, model: type[Page], *, kind: str | _StrPromise, public: Callable[[], PageQuerySet[Any]]
    ) -> None:
        self.type = type_
        self.model = model
        self.kind = kind
        self._public = public

    def licence_counts(self) -> Mapping[str, int]:
        licensed = self._public().exclude(licence="").order_by()
        return dict(licensed.values_list("licence").annotate(Count("pk")))

    def carrying(self, keys: Iterable[str], *, limit: int) -> list[PublicItem]:
        """The database sorts primary keys: to sort the whole rows of a licence takes it five times longer."""
        newest = self._public().filter(licence__in=list(keys)).order_by("-first_published_at", "-pk")
        return self._in_order(newest.values_list("pk", flat=True)[:limit])

    def items(self, pks: Iterable[int]) -> Mapping[int, PublicItem]:
        return {page.pk: self.as_item(page) for page in self._pages().filter(pk__in=list(pks))}

    def at(self, url: str) -> PublicItem | None:
        """Found by the end of its path, and then only if the whole address is its own."""
        pages = self._pages().filter(slug=url.rstrip("/").rpartition("/")[2])[:MOST_OF_ONE_NAME]
        matches = (page for page in pages if (page.full_url or "").rstrip("/") == url.rstrip("/"))
        return next(map(self.as_item, matches), None)

    def known_as(self, uuid: str) -> PublicItem | None:
        page = self._pages().filter(uuid=uuid).first()
        return self.as_item(page) if page else None

    def search(self, text: str, *, limit: int) -> list[PublicItem]:
        """What the site's search finds; without its index, pages with the words in their title."""
        result = find(SearchQuery(q=text, filters={"type": (self.type,)}, literal=True))
        if result.corrected:
            return []  # nobody would say that these are for another wording
        if not result.ready:
            return [
                self.as_item(page) for page in self._pages().filter(title__icontains=text).order_by("title")[:limit]
            ]
        return self._in_order(int(hit.document.pk) for hit in result.hits[:limit])

    def as_item(self, page: Any) -> PublicItem:
        return PublicItem(
            id=f"{self.type}:{page.pk}",
            title=page.title,
            url=page.url or "",
            kind=str(self.kind),
            work=page.as_work(),
            language=page.language,
            uuid=str(page.uuid),
        )

    def _pages(self) -> Any:
        return self._public().defer_streamfields()

    def _in_order(self, pks: Iterable[int]) -> list[PublicItem]:
        wanted = list(pks)
        items = self.items(wanted)
        return [items[pk] for pk in wanted if pk in items]
