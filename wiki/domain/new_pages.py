"""A page that was not there before, written on the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from design.addresses import free_slug
from search.publishing import add_draft
from wiki.content import content_of, fill
from wiki.domain.editing import check_fields, publish_or_send

if TYPE_CHECKING:
    from wagtail.models import Page

    from community.models import User
    from wiki.content import Content
    from wiki.domain.editing import Change, Saved
    from wiki.kinds import Kind


def shelf_of(kind: Kind, user: User) -> Page | None:
    """The page below which this person may add one of that kind; None when they may not, or when nobody does here."""
    return kind.shelf(user) if kind.shelf else None


def starting_content(kind: Kind, user: User) -> Content:
    """What the form of a new page is filled with."""
    return content_of(kind.model(), kind.fields) | dict(kind.starting(user))


def page_in_memory(kind: Kind, content: dict[str, Any], *, under: Page, owner: User | None = None) -> Page:
    """A page that says `content`, with the place in the tree that it would have, so that it can be drawn."""
    page = kind.model(owner=owner, live=False)
    fill(page, content)
    page.slug = free_slug(page.title, under=under)
    page.path = type(under)._get_path(under.path, under.depth + 1, under.numchild + 1)  # noqa: SLF001 -- as Wagtail previews
    page.depth = under.depth + 1
    page.set_url_path(under)
    return page


@transaction.atomic
def add_page(kind: Kind, change: Change, *, by: User) -> Saved:
    """Add a page and publish it, or send it to review when `by` may not publish.

    Raises PermissionDenied for whoever may add none, Refused for what keeps it from being public.
    """
    under = shelf_of(kind, by)
    if under is None:
        raise PermissionDenied
    page = kind.model(owner=by, live=False)
    fill(page, change.content)
    page.slug = free_slug(page.title, under=under)
    check_fields(page, kind)
    add_draft(page, under=under)
    return publish_or_send(page, kind, change, by=by)
