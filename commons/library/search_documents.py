"""How a media item becomes something that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commons.library.context.cards import PALETTES
from commons.library.domain.going_public import TYPE
from commons.library.enums import MediaKind
from commons.library.queries import public_media
from community.queries import may_be_named
from search import registry
from search.documents import SearchDocument
from search.facets.kinds import WordFacet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from commons.library.models import MediaItem


class MediaSource:
    """See `search.registry.DocumentSource`."""

    type = TYPE
    label = pgettext_lazy("menu", "Media")
    label_one = _("Media item")
    result_template = "media/search_facts.html"

    def public_pks(self, among: Collection[str] | None = None) -> Iterable[str]:
        items = public_media() if among is None else public_media().filter(pk__in=among)
        return (str(pk) for pk in items.order_by("pk").values_list("pk", flat=True))

    def documents(self, pks: Collection[str]) -> Iterator[SearchDocument]:
        items = public_media().filter(pk__in=pks).select_related("image", "document", "media", "association")
        return map(as_document, items.prefetch_related("themes", "tagged_items__tag"))


def as_document(item: MediaItem) -> SearchDocument:
    row: Any = item.file_row
    tags = [tagged.tag for tagged in item.tagged_items.all()]
    sharer = item.association if item.association and may_be_named(item.association) else None
    return SearchDocument(
        type=TYPE,
        pk=str(item.pk),
        title=item.title,
        url=item.get_absolute_url(),
        summary=item.description or getattr(row, "description", ""),
        body="\n".join(_words(item, tags)),
        language=item.language,
        licence=item.licence,
        facets={
            "medium": (item.kind,),
            "theme": tuple(theme.slug for theme in item.themes.all()),
            "association": (sharer.slug,) if sharer else (),
            "tag": tuple(tag.slug for tag in tags),
        },
        cover=PALETTES[MediaKind(item.kind)],
        published_at=item.public_since,
        extra={"kind": item.kind, "by": ", ".join(credit["name"] for credit in row.credits)[:200]},
    )


def _words(item: MediaItem, tags: Iterable[Any]) -> Iterator[str]:
    yield getattr(item.file_row, "description", "")
    yield item.transcript
    yield from (tag.name for tag in tags)
    yield from (credit["name"] for credit in item.file_row.credits)


def kind_labels(keys: Iterable[str]) -> Mapping[str, str]:
    return {key: str(MediaKind(key).label) for key in keys if key in MediaKind.values}


MEDIUM = WordFacet(
    name="medium",
    label=_("Kind of media"),
    description="Image, document, sound or video.",
    position=20,
    labels=kind_labels,
    searchable=True,
)


def register() -> None:
    registry.register(MediaSource())
    registry.register_facet(MEDIUM)
