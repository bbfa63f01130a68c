"""The kinds of pages whose workshop one may have run: the apps above register theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import Page

_models: list[type[Page]] = []


def register(model: type[Page]) -> None:
    """Make the pages of a model ones that people report to have run."""
    if model not in _models:
        _models.append(model)


def may_be_run(page: Any) -> bool:
    return type(page) in _models
