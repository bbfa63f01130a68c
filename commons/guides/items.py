"""Guides as the tools about licences know them. Pictures and files have no page of their own: they are no items yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext as _

from commons.guides import queries
from licences import public_items
from licences.public_items import PublicItem
from search.query import SearchQuery
from search.service import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.guides.models import GuidePage


MOST_OF_ONE_NAME = 10


class GuideProvider:
    type = "guide"

    def licence_counts(self) -> Mapping[str, int]:
        licensed = queries.public_guides().exclude(licence="").order_by()
        return dict(licensed.values_list("licence").annotate(Count("pk")))

    def carrying(self, keys: Iterable[str], *, limit: int) -> list[PublicItem]:
        """The database sorts primary keys: to sort the whole rows of a licence takes it five times longer."""
        newest = queries.public_guides().filter(licence__in=list(keys)).order_by("-first_published_at", "-pk")
        pks = list(newest.values_list("pk", flat=True)[:limit])
        items = self.items(pks)
        return [items[pk] for pk in pks if pk in items]

    def items(self, pks: Iterable[int]) -> Mapping[int, PublicItem]:
        return {guide.pk: as_item(guide) for guide in _guides().filter(pk__in=list(pks))}

    def at(self, url: str) -> PublicItem | None:
        """Found by the end of its path, and then only if the whole address is its own."""
        guides = _guides().filter(slug=url.rstrip("/").rpartition("/")[2])[:MOST_OF_ONE_NAME]
        matches = (guide for guide in guides if (guide.full_url or "").rstrip("/") == url.rstrip("/"))
        return next(map(as_item, matches), None)

    def search(self, text: str, *, limit: int) -> list[PublicItem]:
        """What the site's search finds; without its index, guides with the words in their title."""
        result = find(SearchQuery(q=text, filters={"type": (self.type,)}))
        if result.corrected:
            return []  # nobody would say that these are for another wording
        if not result.ready:
            return [as_item(guide) for guide in _guides().filter(title__icontains=text).order_by("title")[:limit]]
        pks = [int(hit.document.pk) for hit in result.hits[:limit]]
        items = self.items(pks)
        return [items[pk] for pk in pks if pk in items]


def _guides() -> Any:
    return queries.public_guides().defer_streamfields()


def as_item(guide: GuidePage) -> PublicItem:
    return PublicItem(
        id=f"{GuideProvider.type}:{guide.pk}",
        title=guide.title,
        url=guide.url or "",
        kind=_("Guide"),
        work=guide.as_work(),
        language=guide.language,
    )


def register() -> None:
    public_items.register(GuideProvider())
