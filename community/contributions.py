"""What an association has published: the apps above register each kind of item, the association's page shows it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from community.models import AssociationPage
    from design.maps.noted import MapNote

    Find = Callable[[AssociationPage, HttpRequest], list[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`find` gives cards for the template `card`, which reads each as `guide`; `count` gives numbers by association.

    `foot` is a template that stands below the cards and reads the association as `shown`; empty for none.
    """

    name: str
    label: str | _StrPromise
    find: Find
    count: Callable[[Iterable[int]], Mapping[int, int]] | None = None
    card: str = "components/guide_card.html"
    foot: str = ""


_kinds: dict[str, Kind] = {}


def register(
    name: str,
    label: str | _StrPromise,
    find: Find,
    *,
    count: Callable[[Iterable[int]], Mapping[int, int]] | None = None,
    card: str = "components/guide_card.html",
    foot: str = "",
) -> None:
    """Make a kind of item appear on the page of the association that published it. A second time replaces the first."""
    _kinds[name] = Kind(name, label, find, count, card, foot)


_notes: list[Callable[[AssociationPage], MapNote | None]] = []


def register_note(note: Callable[[AssociationPage], MapNote | None]) -> None:
    """`note` says on the page of an association what became of its items; None where there is nothing to say."""
    if note not in _notes:
        _notes.append(note)


def notes_of(association: AssociationPage) -> list[MapNote]:
    return [said for note in _notes if (said := note(association))]


def of_association(association: AssociationPage, *, request: HttpRequest) -> list[tuple[Kind, list[Any]]]:
    """The kinds that the association has something of, in the order they were registered."""
    cards_by_kind = [(kind, kind.find(association, request)) for kind in _kinds.values()]
    return [(kind, cards) for kind, cards in cards_by_kind if cards]


def counts(associations: Iterable[int]) -> Mapping[int, int]:
    """How many items each association published; one query a kind however many associations there are."""
    keys = list(associations)
    total: Counter[int] = Counter()
    for kind in _kinds.values():
        if kind.count is not None:
            total.update(kind.count(keys))
    return total
