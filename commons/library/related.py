"""Media that resemble one: a few, in a query that does not grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from commons.library.domain.uses import items_on

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from commons.library.models import MediaItem

MOST = 6
MOST_BESIDE = 200  # other media of the same pages that are looked at


def related_to(item: MediaItem, *, among: QuerySet[MediaItem], pages: Collection[int]) -> list[MediaItem]:
    """Those that share the most tags with it, then those of its themes, its association, or the pages that show it.

    `among` says who sees what; `pages` are keys of the pages that this reader knows to use the item.
    """
    tags = list(item.tagged_items.values_list("tag", flat=True))
    themes = list(item.themes.values_list("pk", flat=True))
    beside = sorted(items_on(pages))[:MOST_BESIDE] if pages else []
    if not (tags or themes or beside or item.association_id):
        return []
    alike = Q(tagged_items__tag__in=tags) | Q(themes__in=themes) | Q(pk__in=beside)
    if item.association_id:
        alike |= Q(association=item.association_id)
    shared = Count("tagged_items", filter=Q(tagged_items__tag__in=tags), distinct=True)
    matches = among.exclude(pk=item.pk).filter(alike).annotate(shared=shared)
    return list(matches.order_by("-shared", "-public_since", "-pk").distinct()[:MOST])
