"""What recent changes can be narrowed by, beside the kind of page and the person: the apps above register theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise

    Choices = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """`name` is that of the parameter; `choices` gives (key, label), one query at most; `pages` the keys of the pages
    that a chosen key stands for, as a queryset that narrows another.
    """

    name: str
    label: str | _StrPromise
    choices: Callable[[], Choices]
    pages: Callable[[str], Any]


_filters: dict[str, Filter] = {}


def register(one: Filter) -> None:
    """A second registration under the same name replaces the first."""
    _filters[one.name] = one


def all_filters() -> Iterable[Filter]:
    return _filters.values()
