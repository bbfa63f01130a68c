"""Media as the tools about licences know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import Resolver404, resolve

from commons.library.models import MediaItem
from commons.library.queries import public_media, with_files
from commons.library.site_address import root_url
from licences import public_items
from licences.public_items import PublicItem
from search.query import SearchQuery
from search.service import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class MediaProvider:
    type = "media"
    model = MediaItem

    def licence_counts(self) -> Mapping[str, int]:
        return dict(public_media().order_by().values_list("licence").annotate(Count("pk")))

    def carrying(self, keys: Iterable[str], *, limit: int) -> list[PublicItem]:
        newest = with_files(public_media().filter(licence__in=list(keys)))
        return [as_item(item) for item in newest[:limit]]

    def items(self, pks: Iterable[int]) -> Mapping[int, PublicItem]:
        return {item.pk: as_item(item) for item in with_files(public_media().filter(pk__in=list(pks)))}

    def at(self, url: str) -> PublicItem | None:
        """By the whole address of its page here."""
        root = root_url()
        if not root or not url.startswith(f"{root}/"):
            return None
        try:
            match = resolve(url.removeprefix(root).rstrip("/") + "/")
        except Resolver404:
            return None
        slug = match.kwargs.get("slug", "") if match.view_name == "media:item" else ""
        item = with_files(public_media().filter(slug=slug)).first() if slug else None
        return as_item(item) if item else None

    def search(self, text: str, *, limit: int) -> list[PublicItem]:
        """What the site's search finds; nothing without its index."""
        result = find(SearchQuery(q=text, filters={"type": (self.type,)}))
        if result.corrected or not result.ready:
            return []
        pks = [int(hit.document.pk) for hit in result.hits[:limit]]
        items = self.items(pks)
        return [items[pk] for pk in pks if pk in items]


def as_item(item: MediaItem) -> PublicItem:
    return PublicItem(
        id=f"{MediaProvider.type}:{item.pk}",
        title=item.title,
        url=item.get_absolute_url(),
        kind=item.get_kind_display(),
        work=item.as_work(address=f"{root_url()}{item.get_absolute_url()}"),
        language=item.language,
        sort=item.kind,
    )


def register() -> None:
    public_items.register(MediaProvider())
