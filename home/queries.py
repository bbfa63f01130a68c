"""Which pages of text a reader sees, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language

from home.models import PlainPage
from web import translated

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


def reader_language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def versions_of(page: PlainPage) -> PageQuerySet[PlainPage]:
    """The other public versions of a page of text; none of a preview that has never been saved."""
    return translated.versions_of(page, among=type(page).objects.live().public().defer("body"))


def contribute_page() -> PlainPage | None:
    """The page of text that says how to contribute, in the reader's language where there is one; None without any."""
    page = PlainPage.objects.live().public().filter(slug="contribuer").first()
    if page is None or page.language == reader_language():
        return page
    return versions_of(page).filter(language=reader_language()).first() or page
