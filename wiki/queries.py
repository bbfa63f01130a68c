"""What of the public history is shown is decided here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from wiki.models import Version

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page


def versions_of(page: Page) -> QuerySet[Version]:
    """The versions of a page, the last one first. Whoever may read the page may read them: all of them were public."""
    return Version.objects.filter(page_id=page.pk).order_by("-number")


def version_of(page: Page, number: int) -> Version:
    """Raises Http404: a draft has no number, nor has what was refused."""
    return get_object_or_404(Version.objects.select_related("revision"), page_id=page.pk, number=number)


def newest_number(page: Page) -> int:
    return versions_of(page).values_list("number", flat=True).first() or 0
