"""Which media the pages refer to, published or not, as Wagtail's reference index knows it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import ReferenceIndex, get_default_page_content_type

from commons.library.models import MediaItem
from commons.library.models.item import ROWS
from search.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

# A row of the library or a media item, by its content type.
Reference: TypeAlias = tuple[int, str]

# What refers to more media than these (a gallery, the list of everything) says little of each: the search finds none of
# them by its title, so that no save of it has more to note.
MOST_OF_A_PAGE = 200


def types() -> dict[int, str]:
    """The keys of the content types that stand for media, each with the field of MediaItem that holds such a key."""
    rows: dict[str, Any] = {name: MediaItem._meta.get_field(name).related_model for name in ROWS.values()}
    return {ContentType.objects.get_for_model(model).pk: name for name, model in {**rows, "pk": MediaItem}.items()}


def references() -> QuerySet[ReferenceIndex]:
    """Every reference of a page to a medium."""
    return ReferenceIndex.objects.filter(
        to_content_type__in=list(types()), base_content_type=get_default_page_content_type()
    ).order_by()


def references_on(pages: Iterable[int]) -> dict[int, set[Reference]]:
    """What each of these pages, by key, refers to; a page that shows no media is not there. A query for 200 pages."""
    found: dict[int, set[Reference]] = {}
    for some in chunks(pages):
        found |= _by_page(references().filter(object_id__in=[str(page) for page in some]))
    return found


def references_of_pages() -> dict[int, set[Reference]]:
    """The same of all pages, in one query."""
    return _by_page(references())


def _by_page(rows: QuerySet[ReferenceIndex]) -> dict[int, set[Reference]]:
    found: dict[int, set[Reference]] = defaultdict(set)
    for page, type_, pk in rows.values_list("object_id", "to_content_type", "to_object_id").distinct():
        found[int(page)].add((type_, pk))
    return dict(found)


def items_of(wanted: Iterable[Reference], *, among: QuerySet[MediaItem] | None = None) -> set[int]:
    """Keys of the media items that stand for these, all of them or those among some. A query for 200 references."""
    items, fields = MediaItem.objects.all() if among is None else among, types()
    keys: set[int] = set()
    for some in chunks(sorted(wanted)):
        named: dict[str, list[str]] = defaultdict(list)
        for type_, pk in some:
            named[fields[type_]].append(pk)
        stands = Q(*((f"{field}__in", pks) for field, pks in named.items()), _connector=Q.OR)
        keys.update(items.filter(stands).values_list("pk", flat=True))
    return keys


def items_on(pages: Iterable[int]) -> set[int]:
    """Keys of the media items that these pages refer to, published or not."""
    return items_of({reference for found in references_on(pages).values() for reference in found})


def found_by_title(on_pages: Mapping[int, set[Reference]]) -> set[Reference]:
    """What the titles of these pages find in the search while the pages are public: see `MOST_OF_A_PAGE`."""
    return {one for found in on_pages.values() if len(found) <= MOST_OF_A_PAGE for one in found}
