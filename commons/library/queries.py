"""Which pages a text of the pool may name."""

from __future__ import annotations

from wagtail.models import Page


def open_pages(pks: set[int]) -> dict[int, str]:
    """The full address of each of these pages that anybody may read: live, and under no restricted page.

    A link to any other page keeps even its address to itself, on pages, in exports and in feeds alike.
    """
    return {page.pk: page.full_url or "" for page in Page.objects.live().public().filter(pk__in=pks)} if pks else {}
