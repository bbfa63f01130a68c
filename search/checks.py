"""System checks of the search settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from search.engines.choice import current_engine


@register()
def check_engine(**_kwargs: Any) -> list[CheckMessage]:
    """SEARCH_URL names an engine, and that engine can work."""
    try:
        engine = current_engine()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="See docs/reference/settings.md.", id="search.E001")]
    return [Error(problem.message, hint=problem.hint, id="search.E002") for problem in engine.problems()]
