"""Media as the tools about licences know them: the items whose file is here, and works that are on other sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from commons.library.enums import Held
from commons.library.linked_signals import pks_in
from commons.library.models import LinkedWork, MediaItem
from commons.library.queries import public_media, with_files
from commons.library.site_address import root_url
from licences import public_items
from licences.public_items import PublicItem
from search.query import SearchQuery
from search.service import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet


class _Provider:
    """What both kinds have in common: `public` and `newest` give rows, `as_item` what is told of one."""

    type: str
    held: str
    route: str

    def public(self) -> QuerySet[Any]:
        raise NotImplementedError

    def newest(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError

    def as_item(self, row: Any) -> PublicItem:
        raise NotImplementedError

    def numbers_in(self, keys: list[str]) -> list[str]:
        """The numbers of its items among keys of documents."""
        raise NotImplementedError

    def licence_counts(self) -> Mapping[str, int]:
        return dict(self.public().order_by().values_list("licence").annotate(Count("pk")))

    def carrying(self, keys: Iterable[str], *, limit: int) -> list[PublicItem]:
        return [self.as_item(row) for row in self.newest(self.public().filter(licence__in=list(keys)))[:limit]]

    def items(self, pks: Iterable[int]) -> Mapping[int, PublicItem]:
        return {row.pk: self.as_item(row) for row in self.newest(self.public().filter(pk__in=list(pks)))}

    def at(self, url: str) -> PublicItem | None:
        """By the whole address of its page here."""
        root = root_url()
        if not root or not url.startswith(f"{root}/"):
            return None
        try:
            match = resolve(url.removeprefix(root).rstrip("/") + "/")
        except Resolver404:
            return None
        slug = match.kwargs.get("slug", "") if match.view_name == self.route else ""
        row = self.newest(self.public().filter(slug=slug)).first() if slug else None
        return self.as_item(row) if row else None

    def known_as(self, uuid: str) -> PublicItem | None:
        """By the uuid of its file, which exports carry along."""
        rows = Q(image__uuid=uuid) | Q(document__uuid=uuid) | Q(media__uuid=uuid)
        item = with_files(public_media().filter(rows)).first()
        return as_item(item) if item else None

    def search(self, text: str, *, limit: int) -> list[PublicItem]:
        """What the site's search finds; nothing without its index."""
        result = find(
            SearchQuery(q=text, filters={"type": (MediaProvider.type,), "held": (self.held,)}, literal=True), facets=()
        )
        if result.corrected or not result.ready:
            return []
        pks = [int(number) for number in self.numbers_in([hit.document.pk for hit in result.hits[:limit]])]
        items = self.items(pks)
        return [items[pk] for pk in pks if pk in items]


class MediaProvider(_Provider):
    type = "media"
    held = Held.HERE
    model = MediaItem
    route = "media:item"

    def public(self) -> QuerySet[MediaItem]:
        return public_media()

    def newest(self, rows: QuerySet[MediaItem]) -> QuerySet[MediaItem]:
        return with_files(rows)

    def as_item(self, row: MediaItem) -> PublicItem:
        return as_item(row)

    def numbers_in(self, keys: list[str]) -> list[str]:
        return keys


class ElsewhereProvider(_Provider):
    type = "elsewhere"
    held = Held.ELSEWHERE
    model = LinkedWork
    route = "media_papers:linked"

    def public(self) -> QuerySet[LinkedWork]:
        return LinkedWork.objects.all()

    def newest(self, rows: QuerySet[LinkedWork]) -> QuerySet[LinkedWork]:
        return rows.order_by("-pk")

    def as_item(self, row: LinkedWork) -> PublicItem:
        """Its credit leads to the site where it is."""
        return PublicItem(
            id=f"{self.type}:{row.pk}",
            title=str(row),
            url=row.get_absolute_url(),
            kind=_("%(kind)s on another site") % {"kind": row.get_kind_display()},
            work=row.as_work(),
            uuid=str(row.uuid),
        )

    def known_as(self, uuid: str) -> PublicItem | None:
        """By its own uuid, which exports carry along."""
        row = self.public().filter(uuid=uuid).first()
        return self.as_item(row) if row else None

    def numbers_in(self, keys: list[str]) -> list[str]:
        return pks_in(keys)


def as_item(item: MediaItem) -> PublicItem:
    return PublicItem(
        id=f"{MediaProvider.type}:{item.pk}",
        title=item.title,
        url=item.get_absolute_url(),
        kind=item.get_kind_display(),
        work=item.as_work(address=f"{root_url()}{item.get_absolute_url()}"),
        language=item.language,
        uuid=str(item.file_row.uuid),
        sort=item.kind,
    )


def register() -> None:
    public_items.register(MediaProvider())
    public_items.register(ElsewhereProvider())
