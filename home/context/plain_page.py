"""What a page of text shows beside its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from home import queries
from web.languages import own_name

if TYPE_CHECKING:
    from django.http import HttpRequest

    from home.models import PlainPage


def plain_page(page: PlainPage, *, request: HttpRequest) -> dict[str, Any]:
    """The context that templates/home/plain_page.html names, but for the page itself."""
    return {"alternates": alternates(page, request)}


def alternates(page: PlainPage, request: HttpRequest) -> list[dict[str, str]]:
    """The same page in other languages, as components/other_languages.html names them."""
    return [
        {
            "url": other.get_url(request) or "",
            "full_url": other.full_url or "",
            "language": other.language,
            "title": other.title,
            "label": own_name(other.language),
        }
        for other in queries.versions_of(page)
    ]
