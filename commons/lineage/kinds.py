"""The kinds of pages that one may adapt here: the apps above register theirs, this app knows none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise
    from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Adaptable:
    """What lineage must be told of a kind of page of the wiki that has a licence.

    `type` is that of the public items (`licences.public_items`). `passages` are the fields that say the work itself, in
    the order of the page: what an adaptation may take over again when they change in the original. `own` are values of
    fields that an adaptation does not carry along. `words` are what the button says.
    """

    model: type[Page]
    type: str
    passages: tuple[str, ...]
    words: str | _StrPromise
    own: Mapping[str, Any] = field(default_factory=dict)

    def id_of(self, page: Page) -> str:
        return f"{self.type}:{page.pk}"


_kinds: dict[str, Adaptable] = {}


def register(kind: Adaptable) -> None:
    """Make pages of a model adaptable. A second registration under the same type replaces the first."""
    _kinds[kind.type] = kind


def kinds() -> Mapping[str, Adaptable]:
    """Registered kinds by type."""
    return _kinds


def adaptable(page: Any) -> Adaptable | None:
    """The kind of a page, given as its own model; None of what is not adapted here."""
    return next((kind for kind in _kinds.values() if type(page) is kind.model), None)


def page_number(item: str) -> int | None:
    """The key of the page that an id of the pool names; None of what is no page here."""
    type_, _, number = item.partition(":")
    return int(number) if type_ in _kinds and number.isascii() and number.isdigit() else None
