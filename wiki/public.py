"""Which pages of the wiki somebody may read: live, of a registered kind, under no restriction that closes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from wiki.kinds import all_kinds
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def shown(rows: Rows, *, page: str = "", request: HttpRequest | None = None) -> Rows:
    """Those of the rows whose page anybody may read; with `request`, this visitor.

    `page` is the name of the foreign key to the page, "" for rows that are pages. Queries: one, for the restrictions;
    one more for the kinds of content where Django does not know them yet.
    """
    to = f"{page}__" if page else ""
    rows = rows.filter(**{f"{to}live": True, f"{to}content_type__in": kind_types()})
    for path in Readable(request).closed:
        rows = rows.exclude(**{f"{to}path__startswith": path})
    return rows


def kind_types() -> list[int]:
    """Keys of the content types of the registered kinds; no query once Django knows them."""
    types = ContentType.objects.get_for_models(*(kind.model for kind in all_kinds())).values()
    return [one.pk for one in types]


def pages_shown(request: HttpRequest | None = None) -> QuerySet[Page]:
    return shown(Page.objects.all(), request=request)
