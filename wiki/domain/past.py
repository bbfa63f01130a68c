"""A page as one of its versions had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.content import Content, content_of, fill
from wiki.kinds import Kind, kind_of
from wiki.revisions import page_in

if TYPE_CHECKING:
    from wagtail.models import Page

    from wiki.models import Version


def content_then(version: Version, page: Page) -> Content:
    """What the fields of the page's kind said in a version: nothing else that a revision holds is public."""
    return content_of(written_then(version), registered_kind(page).fields)


def written_then(version: Version) -> Page:
    """The page in memory as its author left it, to be compared: of it, only the fields of its kind are public."""
    return page_in(version.revision)


def as_it_was(page: Page, version: Version) -> Page:
    """The page in memory, with what a version of it said; not to be saved.

    What is no field of its kind is as it is today: its address, its owner, who coordinates an association.
    """
    was: Page = type(page).objects.get(pk=page.pk)
    fill(was, content_then(version, page))
    return was


def registered_kind(page: Page) -> Kind:
    """Raises LookupError for a page that is of no registered kind."""
    kind = kind_of(page)
    if kind is None:
        message = f"{type(page).__name__} is registered as no kind of page."
        raise LookupError(message)
    return kind
