"""System checks of the search settings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from search.engines.choice import current_engine


@register()
def check_engine(**_kwargs: Any) -> list[CheckMessage]:
    """SEARCH_URL names an engine."""
    try:
        current_engine()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="See docs/reference/settings.md.", id="search.E001")]
    return []


@register()
def check_folder(**_kwargs: Any) -> list[CheckMessage]:
    """SEARCH_INDEX_DIR, or the nearest folder above it that exists, can be written."""
    folder = Path(settings.SEARCH_INDEX_DIR)
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return []
    message = f"SEARCH_INDEX_DIR ({folder}) cannot be written: {nearest} does not let this program in."
    return [Error(message, hint="Give the folder to the user that runs the site.", id="search.E002")]
