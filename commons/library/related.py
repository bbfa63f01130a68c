"""Media that resemble one: a few, in a query that does not grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from commons.library.models import MediaItem

MOST = 6


def related_to(item: MediaItem, *, among: QuerySet[MediaItem]) -> list[MediaItem]:
    """Those that share the most tags and themes with it, then those of its association; `among` says who sees what."""
    tags = list(item.tagged_items.values_list("tag", flat=True))
    themes = list(item.themes.values_list("pk", flat=True))
    alike = Q(tagged_items__tag__in=tags) | Q(themes__in=themes)
    if item.association_id:
        alike |= Q(association=item.association_id)
    if not (tags or themes or item.association_id):
        return []
    shared = Count("tagged_items", filter=Q(tagged_items__tag__in=tags), distinct=True)
    matches = among.exclude(pk=item.pk).filter(alike).annotate(shared=shared)
    return list(matches.order_by("-shared", "-public_since", "-pk").distinct()[:MOST])
