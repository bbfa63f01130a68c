"""System checks of the search settings."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 -- Django's name
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.choice import current_engine


@register()
def check_engine(**_kwargs: Any) -> list[CheckMessage]:
    """SEARCH_URL names an engine, and that engine can work."""
    try:
        engine = current_engine()
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="See docs/reference/settings.md.", id="search.E001")]
    return [Error(problem.message, hint=problem.hint, id="search.E002") for problem in engine.problems()]


@register(deploy=True)
def check_answer(**_kwargs: Any) -> list[CheckMessage]:
    """The engine answers. Asked by `check --deploy` alone: a site starts without its cluster, too.

    That there is no index yet is no fault of the settings.
    """
    try:
        current_engine().check()
    except (ImproperlyConfigured, IndexMissing):
        return []
    except EngineUnavailable as error:
        return [Warning(str(error), hint="See docs/how-to/search-cluster.md.", id="search.W001")]
    return []
