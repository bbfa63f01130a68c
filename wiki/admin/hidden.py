"""Views of the administration that would show what a hidden version says: they answer stewards alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from wiki.models import Version
from wiki.visibility import may_hide

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class KeepsHidden:
    """A revision that is a hidden version is opened, compared and brought back by stewards alone."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Wagtail's views take the key of the page by name, by place, or before.
        by_place = "page_id" not in kwargs and bool(args)
        key = kwargs["page_id"] if "page_id" in kwargs else args[0] if by_place else self.pk
        page = Page.objects.filter(pk=key).first()
        if page is not None and not may_hide(request.user, page):
            named = [value for name, value in kwargs.items() if name != "page_id"]
            asked = [str(key) for key in (*(args[1:] if by_place else args), *named)]
            if self.hidden_among(page, asked):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def hidden_among(self, page: Page, asked: list[str]) -> bool:
        """Whether a revision that the address names is hidden."""
        keys = {int(key) for key in asked if key.isdecimal()}
        first = page.revisions.order_by("created_at", "pk").first() if "earliest" in asked else None
        return _is_hidden(page, revision__in=keys | ({first.pk} if first else set()))


class KeepsNewestHidden(KeepsHidden):
    """For what is drawn from the newest revision: that of an unpublished page may be hidden."""

    def hidden_among(self, page: Page, asked: list[str]) -> bool:  # noqa: ARG002 -- the address names none
        return _is_hidden(page, revision=page.latest_revision_id)


class KeepsAllHidden(KeepsHidden):
    """A copy takes every revision along, and no row says there which were hidden."""

    def hidden_among(self, page: Page, asked: list[str]) -> bool:  # noqa: ARG002 -- as above
        return _is_hidden(page)


def _is_hidden(page: Page, **revision: Any) -> bool:
    return Version.objects.filter(page=page, hidden_at__isnull=False, **revision).exists()
