"""What every page about a page shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from design.addresses import address, full_address

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from wagtail.models import Page


def about(page: Page) -> dict[str, Any]:
    """What every page about a page says of it."""
    url = address(page)
    return {
        "page": page,
        "language": getattr(page, "language", "fr"),
        "page_url": url,
        "history_url": f"{url}historique/",
    }


def not_indexed(response: HttpResponseBase, page: Page) -> HttpResponseBase:
    """A page about a page, or of the past: whoever searches is led to what it says now."""
    response["X-Robots-Tag"] = "noindex"
    response["Link"] = f'<{full_address(page)}>; rel="canonical"'
    return response
