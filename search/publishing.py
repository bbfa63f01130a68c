"""Creating, publishing and withdrawing a page without ever leaving half of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page


class PublishedWhole:
    """A page that is born a draft, and goes live or leaves with all that belongs to it: revision, journal, notes.

    Wagtail's editor adds a page that is live already, then writes its revision, then publishes it, one after the other.
    To be named before `Page` among the bases.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:  # not read from the database
            kwargs.setdefault("live", False)
        super().__init__(*args, **kwargs)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None or "slug" in kwargs["update_fields"]:
            _hold_the_address(self)
        return super().save(*args, **kwargs)  # type: ignore[misc]  # Page has it

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]  # Page has it

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)  # type: ignore[misc]  # Page has it


def _hold_the_address(page: Any) -> None:
    """Two pages that take the same address at once would both find it free: the second waits, and is told.

    A page that is added waits for the one above it already, in treebeard.
    """
    stored = page.pk and Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first()
    if stored and stored != page.slug:
        above = Page.objects.filter(path=page.path[: -page.steplen]).select_for_update(no_key=True)
        above.values_list("pk", flat=True).first()


def add_draft(page: Page, *, under: Page) -> None:
    """Add a new page that is not public yet. Raises ValidationError for a field that is wrong, before it is written.

    Wagtail asks little of a draft: what is too long for its column would be an error of the database.
    """
    page.clean_fields(exclude=("path", "depth", "locale"))  # given while it is added
    under.add_child(instance=page)


@transaction.atomic
def add_and_publish(page: Page, *, under: Page) -> Page:
    """Public from the first moment, with its revision, or not there at all. Returns the page as it is stored."""
    under.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)
