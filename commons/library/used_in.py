"""Where a media item is used: on which pages, as Wagtail's reference index knows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from wagtail.models import Page, ReferenceIndex, get_default_page_content_type, get_page_models

from commons.library.domain.uses import MOST_OF_A_PAGE, references, types
from design.addresses import address
from search.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commons.library.models import MediaItem

MOST = 60
MOST_TITLES = 5
_PAGES_AT_ONCE = 5000


class Use(NamedTuple):
    """A public thing that uses a medium; `kind` as people call it, `language` that of its title."""

    title: str
    url: str
    kind: str
    language: str = ""


def public_pages(item: MediaItem) -> list[Page]:
    """The public pages that show its file or name it, such as guides and kits: sixty at most, by title."""
    row = item.file_row
    named = Q(to_content_type=ContentType.objects.get_for_model(row), to_object_id=str(row.pk)) | Q(
        to_content_type=ContentType.objects.get_for_model(item), to_object_id=str(item.pk)
    )
    pages = ReferenceIndex.objects.filter(named, base_content_type=get_default_page_content_type())
    keys = {int(pk) for pk in pages.values_list("object_id", flat=True)}
    return list(Page.objects.live().public().filter(pk__in=keys).order_by("title")[:MOST]) if keys else []


def titles_of_uses(items: Collection[MediaItem]) -> Mapping[int, tuple[str, ...]]:
    """By the key of each item, the titles of the public pages that use it: five at most, those in its language first.

    A page that uses a great many media finds none of them (`uses.MOST_OF_A_PAGE`). Three queries for all the items.
    """
    using = _pages_using(items)
    pages = _public({page for used_on in using.values() for page in used_on})
    titles: dict[int, tuple[str, ...]] = {}
    for item in items:
        known = [pages[page] for page in using.get(item.pk, ()) if page in pages]
        known.sort(key=lambda page: (page.language != item.language, page.title))
        titles[item.pk] = tuple(dict.fromkeys(page.title for page in known))[:MOST_TITLES]
    return titles


def _pages_using(items: Iterable[MediaItem]) -> dict[int, set[int]]:
    """The keys of the pages, public or not, that refer to each of these items."""
    stands: dict[tuple[int, str], int] = {}
    for type_, field in types().items():
        name = "pk" if field == "pk" else f"{field}_id"
        stands |= {(type_, str(key)): item.pk for item in items if (key := getattr(item, name)) is not None}
    named: dict[int, list[str]] = defaultdict(list)
    for type_, key in stands:
        named[type_].append(key)
    if not named:
        return {}
    to_these = Q(*(Q(to_content_type=type_, to_object_id__in=keys) for type_, keys in named.items()), _connector=Q.OR)
    using: dict[int, set[int]] = defaultdict(set)
    rows = references().filter(to_these).values_list("to_content_type", "to_object_id", "object_id")
    for type_, key, page in rows.distinct():
        using[stands[type_, key]].add(int(page))
    return using


class _Titled(NamedTuple):
    title: str
    language: str


def _public(keys: Collection[int]) -> dict[int, _Titled]:
    """Those of these pages that anybody may read and that do not use too many media to say something of each."""
    if not keys:
        return {}
    medium = Concat(Cast("to_content_type", CharField()), Value(":"), F("to_object_id"))
    on_it = references().filter(object_id=Cast(OuterRef("pk"), CharField())).values("object_id")
    count = Subquery(on_it.annotate(media=Count(medium, distinct=True)).values("media"))
    pages = Page.objects.live().public().annotate(language_of_title=_language()).alias(media=count)
    telling = pages.filter(media__lte=MOST_OF_A_PAGE)
    return {
        pk: _Titled(title, language)
        for some in chunks(sorted(keys), _PAGES_AT_ONCE)
        for pk, title, language in telling.filter(pk__in=some).values_list("pk", "title", "language_of_title")
    }


def _language() -> Any:
    """Of whatever kind a page is: the language it is written in, "" for kinds that have none of their own."""
    links = [model._meta.get_ancestor_link(Page) for model in get_page_models() if _has_language(model)]
    fields = [f"{link.related_query_name()}__language" for link in links if link and link.remote_field.model is Page]
    return Coalesce(*fields, Value(""), Value(""))


def _has_language(model: type[Page]) -> bool:
    return any(field.name == "language" for field in model._meta.fields)


def use_of(page: Page) -> Use:
    return Use(page.title, address(page), _called(page))


def _called(page: Page) -> str:
    model = page.specific_class
    return str(model._meta.verbose_name) if model else ""
