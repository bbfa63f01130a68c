from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may say about the site itself."""
    return {"SITE_NAME": settings.SITE_NAME, "canonical_url": settings.BASE_URL + request.path}
