"""What else is filed under a theme: the apps above register each use, the page of a theme shows it below its guides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from commons.library.models import Theme


@dataclass(frozen=True, slots=True)
class Use:
    """`find` gives what the template `template` draws as `shown`, falsy where there is nothing."""

    name: str
    template: str
    find: Callable[[Theme], Any]


_uses: dict[str, Use] = {}


def register(name: str, *, template: str, find: Callable[[Theme], Any]) -> None:
    """Make what is filed under a theme appear on its page. A second time replaces the first."""
    _uses[name] = Use(name, template, find)


def of_theme(theme: Theme) -> list[tuple[Use, Any]]:
    """The uses that the theme has something of, in the order they were registered."""
    found = [(use, use.find(theme)) for use in _uses.values()]
    return [(use, shown) for use, shown in found if shown]
